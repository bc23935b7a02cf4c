//! The newsletter's list. An address is on it only after whoever reads its mail has said so: asking sends one mail with a link, the
//! link leads to a page with two buttons. Whoever asks learns nothing about an address.

mod store;
#[cfg(test)]
mod tests;

use std::time::Duration;

use serde::{Deserialize, Serialize};
use types::Millis;
use uuid::Uuid;
use words::t;

use crate::{
    Cx, Error, Result,
    jobs::{self, Done, Job, NewJob, UNWATCHED, When},
    notifications::{Mail, address, letter, speaking_with, with_link},
    signed_id,
};

/// One address is written to at most this often, however often somebody asks.
const MAIL_EVERY: Millis = 24 * 60 * 60 * 1000;
/// Characters of an address.
const LONGEST: usize = 254;
/// What the signature of a link is for.
const PURPOSE: &str = "newsletter";

/// Somebody asks for the newsletter at an address.
///
/// # Errors
/// `invalid` for what is no address.
pub async fn ask(cx: &Cx, email: &str) -> Result<()> {
    let email = email.trim().to_lowercase();
    if !plausible(&email) {
        return Err(Error::invalid_field("email", t!("wrong-email-ada")));
    }
    let now = cx.clock.now();
    cx.db
        .transaction(|tx| {
            Box::pin(async move {
                if let Some(subscriber) = store::ask(tx, &email, now, now - MAIL_EVERY).await? {
                    let job = SendNewsletterMail { subscriber, asked_at: now };
                    jobs::enqueue_all(tx, &[NewJob::of(&job, When { run_at: now, dedupe_key: None })?]).await?;
                }
                Ok(())
            })
        })
        .await?;
    cx.job_written.notify_one();
    Ok(())
}

/// Whether mail could be sent there; whether it arrives, the mail itself finds out.
pub(crate) fn plausible(email: &str) -> bool {
    let parts = email.split_once('@');
    let clean = email.len() <= LONGEST && !email.contains(|letter: char| letter.is_control() || letter.is_whitespace());
    clean
        && parts.is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'))
        && email.parse::<lettre::Address>().is_ok()
}

/// The owner of the address says yes.
///
/// # Errors
/// `not_found` for a link that is not ours, or an address that is gone.
pub async fn confirm(cx: &Cx, token: &str) -> Result<()> {
    let id = read(cx, token)?;
    store::confirm(cx.db.write(), id, cx.clock.now()).await?.then_some(()).ok_or_else(nothing)
}

/// The owner of the address does not want it, or no longer. What is gone already is gone.
///
/// # Errors
/// `not_found` for a link that is not ours.
pub async fn leave(cx: &Cx, token: &str) -> Result<()> {
    store::remove(cx.db.write(), read(cx, token)?).await
}

/// Whether a link is one of ours.
///
/// # Errors
/// `not_found` when it is not.
pub fn check(cx: &Cx, token: &str) -> Result<()> {
    read(cx, token).map(drop)
}

fn nothing() -> Error {
    Error::not_found("page")
}

fn read(cx: &Cx, token: &str) -> Result<Uuid> {
    signed_id::read(&cx.settings.secret, PURPOSE, token).ok_or_else(nothing)
}

/// Asks the owner of an address whether it was them.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendNewsletterMail {
    /// Whose address.
    pub subscriber: Uuid,
    /// When it was asked for: tells mails to one address apart.
    pub asked_at: Millis,
}

impl Job for SendNewsletterMail {
    const KIND: &'static str = "newsletter.mail";
    /// After everything about orders.
    const PRIORITY: i64 = 500;
    const PATIENCE: Duration = UNWATCHED;

    async fn run(self, cx: &Cx) -> Result<Done> {
        let Some(to) = store::addressee(cx.db.read(), self.subscriber).await? else { return Ok(Done::Finished) };
        let locale = to.locale.clone();
        let mail = speaking_with(cx, &locale, async { self.write(cx, to) }).await;
        cx.mailer.send(&mail, &cx.clock).await
    }
}

impl SendNewsletterMail {
    /// In the language of whoever it is written for.
    fn write(&self, cx: &Cx, to: store::Addressee) -> Mail {
        let (shop, link) = (&cx.settings.shop_name, signed_id::sign(&cx.settings.secret, PURPOSE, self.subscriber));
        let yes = with_link(&t!("newsletter-mail-yes"), &address(cx, &format!("/newsletter/{link}")));
        Mail {
            id: format!("newsletter-{}-{}", self.subscriber, self.asked_at),
            to: to.email,
            reply_to: None,
            leave_at: Some(format!("{}/newsletter/{link}/leave", cx.settings.public_url)),
            subject: t!("newsletter-mail-subject", shop = shop),
            text: letter(&[t!("newsletter-mail-why", shop = shop), yes, t!("newsletter-mail-not-you")]),
        }
    }
}
