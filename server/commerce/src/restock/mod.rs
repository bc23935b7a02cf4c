//! Telling people that something sold out is back. Whoever asks learns nothing about an address; whoever waits is written to in the order
//! asked, and not many more of them than there are units: five units summon no crowd.
//!
//! Availability has many causes (a count, a refund, a hold that expires, the end of a drop), so nothing is told of them here. One
//! recurring job looks at the variants somebody waits for and asks `inventory`; what it decides is one short transaction, in which those
//! called are marked and their mails written as jobs.

mod jobs;
mod rules;
mod store;
#[cfg(test)]
mod tests;

use types::VariantId;
use uuid::Uuid;
use words::t;

pub use jobs::{CallWaiting, SendRestockMail};
pub(crate) use store::prune;

use crate::{
    Cx, Error, Result, Scope, catalog,
    flags::{self, Audience, Flag},
    inventory,
    limits::{self, Class},
    newsletter::plausible,
    signed_id,
};

/// What the signature of a link is for.
const PURPOSE: &str = "back in stock";

/// Somebody wants to be told at an address when a variant can be bought again. Asked twice it is one wish, and keeps its place.
///
/// # Errors
/// `invalid` for what is no address, `not_found` for what is not sold, `conflict` where there is nothing to wait for or too many do,
/// `rate_limited`, `unavailable` while nobody is asked for an address.
pub async fn ask(cx: &Cx, variant: VariantId, email: &str) -> Result<()> {
    let email = email.trim().to_lowercase();
    if !plausible(&email) {
        return Err(Error::invalid_field("email", t!("wrong-email-ada")));
    }
    if flags::audience(cx, Flag::NotifyMe) == Audience::Nobody {
        return Err(Error::unavailable(anyhow::anyhow!("nobody is asked for an address")));
    }
    limits::address(cx, Class::Notify).await?;
    limits::account(cx, Class::NotifyAccount, &email).await?;
    is_worth_waiting(cx, variant).await?;
    let (id, now) = (Uuid::now_v7(), cx.clock.now());
    cx.db
        .transaction(|tx| {
            Box::pin(async move {
                // Before the address is looked at: a full list says so to everyone.
                if store::lock(tx, variant, now).await? >= rules::MOST_WAITING {
                    return Err(Error::conflict(t!("refused-many-wait")));
                }
                if store::insert(tx, id, variant, &email, now).await? {
                    store::count(tx, variant, 1).await?;
                }
                Ok(())
            })
        })
        .await
}

/// It is sold, and cannot be bought now.
async fn is_worth_waiting(cx: &Cx, variant: VariantId) -> Result<()> {
    let db = cx.db.read();
    if !catalog::sellable(db, &[variant]).await?.contains_key(&variant) {
        return Err(Error::not_found("product"));
    }
    match inventory::levels(db, &[variant], cx.clock.now()).await?.get(&variant) {
        Some(level) if level.in_drop => Err(Error::conflict(t!("refused-in-drop"))),
        Some(level) if level.is_available() => Err(Error::conflict(t!("refused-is-back"))),
        Some(_) => Ok(()),
        None => Err(Error::not_found("product")),
    }
}

/// Whether a link is one of ours.
///
/// # Errors
/// `not_found` when it is not.
pub fn check(cx: &Cx, token: &str) -> Result<()> {
    read(cx, token).map(drop)
}

/// Whoever reads an address's mail does not want to be told, or no longer. What is gone already is gone.
///
/// # Errors
/// `not_found` for a link that is not ours.
pub async fn leave(cx: &Cx, token: &str) -> Result<()> {
    let (id, now) = (read(cx, token)?, cx.clock.now());
    cx.db.transaction(|tx| Box::pin(async move { store::remove(tx, id, now).await })).await
}

fn read(cx: &Cx, token: &str) -> Result<Uuid> {
    signed_id::read(&cx.settings.secret, PURPOSE, token).ok_or_else(|| Error::not_found("page"))
}

/// How many people wait for a variant.
///
/// # Errors
/// When the caller may not, or the database does not answer.
pub async fn waiting(cx: &Cx, variant: VariantId) -> Result<i64> {
    cx.require(Scope::StockWrite)?;
    store::waiting(cx.db.read(), variant).await
}
