//! The newsletter's list. An address is on it only after whoever reads its mail has said so: asking sends one mail with a link, the
//! link leads to a page with two buttons. Whoever asks learns nothing about an address.

mod store;
#[cfg(test)]
mod tests;

use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use types::Millis;
use uuid::Uuid;

use crate::{
    Cx, Error, Result,
    jobs::{self, Done, Job, NewJob, When},
    notifications::Mail,
};

/// One address is written to at most this often, however often somebody asks.
const MAIL_EVERY: Millis = 24 * 60 * 60 * 1000;
/// Characters of an address.
const LONGEST: usize = 254;
/// Hexadecimal digits of a link's signature.
const SIGNATURE: usize = 32;

/// Somebody asks for the newsletter at an address.
///
/// # Errors
/// `invalid` for what is no address.
pub async fn ask(cx: &Cx, email: &str) -> Result<()> {
    let email = email.trim().to_lowercase();
    if !plausible(&email) {
        return Err(Error::invalid_field("email", "Enter an e-mail address, like ada@example.com."));
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
    let (id, signature) = token.split_once('.').ok_or_else(nothing)?;
    let (id, given) = (Uuid::parse_str(id).map_err(|_| nothing())?, hex::decode(signature).map_err(|_| nothing())?);
    let wide = given.len() * 2 == SIGNATURE;
    // In constant time.
    (wide && mac(cx, id).verify_truncated_left(&given).is_ok()).then_some(id).ok_or_else(nothing)
}

fn token(cx: &Cx, id: Uuid) -> String {
    let signature = hex::encode(mac(cx, id).finalize().into_bytes());
    format!("{id}.{}", &signature[..SIGNATURE])
}

fn mac(cx: &Cx, id: Uuid) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(&cx.settings.secret).expect("HMAC takes keys of any length");
    mac.update(b"newsletter");
    mac.update(id.as_bytes());
    mac
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

    async fn run(self, cx: &Cx) -> Result<Done> {
        let Some(email) = store::address(cx.db.read(), self.subscriber).await? else { return Ok(Done::Finished) };
        let (shop, link) = (&cx.settings.shop_name, token(cx, self.subscriber));
        let mail = Mail {
            id: format!("newsletter-{}-{}", self.subscriber, self.asked_at),
            to: email,
            reply_to: None,
            subject: format!("Shall we send you the newsletter of {shop}?"),
            text: format!(
                "Somebody, we hope you, asked for the newsletter of {shop} at this address.\n\nIf it was you, say yes here:\n{}/newsletter/{link}\n\n\
                If it was not, do nothing and you will hear no more of it; or have the address removed on the same page.\n",
                cx.settings.public_url
            ),
        };
        cx.mailer.send(&mail, cx.clock.now()).await?;
        Ok(Done::Finished)
    }
}
