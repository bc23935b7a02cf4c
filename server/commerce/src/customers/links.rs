//! Links that prove an address by mail: to choose a new password, and to confirm an address.

use types::Millis;
use uuid::Uuid;
use words::t;

use super::{
    Asker, ClaimOrders, Entered, SendCustomerMail, account_key, carts, enter,
    jobs::Topic,
    rules::normalised,
    store::{self, Purpose},
};
use crate::{
    Cx, Error, Result,
    attempts::{self, Key, Policy},
    checkout::is_email,
    jobs::{self, NewJob, When},
    password, signed_id,
};

/// Mails asked for by an address of the network.
const BY_CLIENT: Policy = Policy { free: 30, longest: 15 * 60 * 1000 };
/// Mails asked for to one address.
const BY_ADDRESS: Policy = Policy { free: 3, longest: 15 * 60 * 1000 };

/// Somebody has lost the password of `email`. The answer is the same whether the address is known or not, and takes as long.
///
/// # Errors
/// `invalid` for what is no address, `rate_limited`.
pub async fn ask_reset(cx: &Cx, email: &str, asker: &Asker) -> Result<()> {
    let email = normalised(email);
    if !is_email(&email) {
        return Err(Error::invalid_field("email", t!("wrong-email")));
    }
    let keys = vec![Key::new("mails", &asker.client, BY_CLIENT), Key::new("mail", &email, BY_ADDRESS)];
    let _counted = attempts::begin(cx, keys).await?;
    mail(cx, Topic::Reset, &email).await
}

/// Mails the link that confirms the address once more.
///
/// # Errors
/// `unauthorized`, `rate_limited`.
pub async fn ask_confirmation(cx: &Cx) -> Result<()> {
    let row = store::by_id(cx.db.write(), cx.customer()?).await?.ok_or_else(|| Error::not_found("account"))?;
    let _counted = attempts::begin(cx, vec![Key::new("mail", &row.email, BY_ADDRESS)]).await?;
    mail_confirmation(cx, &row.email).await
}

pub(super) async fn mail_confirmation(cx: &Cx, email: &str) -> Result<()> {
    mail(cx, Topic::Confirm, email).await
}

pub(super) async fn tell_of_change(cx: &Cx, email: &str) -> Result<()> {
    mail(cx, Topic::PasswordChanged, email).await
}

async fn mail(cx: &Cx, topic: Topic, email: &str) -> Result<()> {
    let now = cx.clock.now();
    let job = SendCustomerMail { topic, email: email.to_owned(), link: Uuid::now_v7(), asked_at: now };
    jobs::enqueue(cx.db.write(), &job, When { run_at: now, dedupe_key: None }).await?;
    cx.job_written.notify_one();
    Ok(())
}

fn gone() -> Error {
    Error::new(types::ErrorCode::NotFound, t!("refused-link"))
}

fn read(cx: &Cx, purpose: Purpose, token: &str) -> Result<Uuid> {
    signed_id::read(&cx.settings.secret, purpose.as_str(), token).ok_or_else(gone)
}

/// Whether a link still leads to a new password.
///
/// # Errors
/// `not_found` when it does not.
pub async fn check_reset(cx: &Cx, token: &str) -> Result<()> {
    let id = read(cx, Purpose::Reset, token)?;
    store::is_open(cx.db.write(), id, Purpose::Reset, cx.clock.now()).await?.then_some(()).ok_or_else(gone)
}

/// Chooses a new password through a mailed link, which works once. All sessions end, the address is proven, and its owner is in.
///
/// # Errors
/// `not_found` for a link that leads nowhere, `invalid` for a password that is none.
pub async fn reset(cx: &Cx, token: &str, new: &str) -> Result<Entered> {
    check_reset(cx, token).await?;
    password::check("password", new)?;
    let link = read(cx, Purpose::Reset, token)?;
    let hash = password::hash(new.to_owned()).await?;
    let now = cx.clock.now();
    let row = cx
        .db
        .transaction(|tx| {
            Box::pin(async move {
                let id = store::use_link(tx, link, Purpose::Reset, now).await?.ok_or_else(gone)?;
                carts::renew(tx, id, now).await?;
                store::close_links(tx, id, Purpose::Reset, now).await?;
                store::confirm(tx, id, now).await?;
                jobs::enqueue_all(tx, &[claim(id, now)?]).await?;
                store::begin_epoch(tx, id, Some(&hash)).await
            })
        })
        .await?;
    attempts::forgive(cx.db.write(), &account_key(&row.email)).await?;
    tell_of_change(cx, &row.email).await?;
    enter(cx, row).await
}

/// Whoever reads an account's mail says that the address is theirs. Guests' orders of that address become the account's.
///
/// # Errors
/// `not_found` for a link that leads nowhere.
pub async fn confirm(cx: &Cx, token: &str) -> Result<()> {
    let link = read(cx, Purpose::Confirm, token)?;
    let now = cx.clock.now();
    cx.db
        .transaction(|tx| {
            Box::pin(async move {
                let id = store::use_link(tx, link, Purpose::Confirm, now).await?.ok_or_else(gone)?;
                store::confirm(tx, id, now).await?;
                jobs::enqueue_all(tx, &[claim(id, now)?]).await
            })
        })
        .await?;
    cx.job_written.notify_one();
    Ok(())
}

fn claim(customer: types::CustomerId, now: Millis) -> Result<NewJob> {
    NewJob::of(&ClaimOrders { customer }, When { run_at: now, dedupe_key: None })
}
