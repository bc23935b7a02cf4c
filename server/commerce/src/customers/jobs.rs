//! Mail to customers about their accounts, and what follows when an address is proven.

use serde::{Deserialize, Serialize};
use types::{CustomerId, Millis};
use uuid::Uuid;

use super::store::{self, Purpose};
use crate::{
    Cx, Result,
    jobs::{Done, Job},
    notifications::Mail,
    orders, signed_id,
};

/// Why a mail is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// The password is lost.
    Reset,
    /// Is the address theirs?
    Confirm,
    /// The password was changed.
    PasswordChanged,
}

/// Sends a mail to whoever has an account with an address. The link in it is made here, so asking costs the same for any address.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendCustomerMail {
    /// Why.
    pub topic: Topic,
    /// To whom; nobody hears of it where it has no account.
    pub email: String,
    /// The link's id.
    pub link: Uuid,
    /// When it was asked for.
    pub asked_at: Millis,
}

const HOUR: Millis = 60 * 60 * 1000;

impl Job for SendCustomerMail {
    const KIND: &'static str = "customer.mail";

    async fn run(self, cx: &Cx) -> Result<Done> {
        let Some(row) = store::by_email(cx.db.write(), &self.email).await? else { return Ok(Done::Finished) };
        let (shop, url) = (&cx.settings.shop_name, &cx.settings.public_url);
        let (subject, text) = match self.topic {
            Topic::Reset => {
                let token = self.open(cx, row.id, Purpose::Reset, HOUR).await?;
                let text = format!(
                    "Somebody, we hope you, wants to choose a new password for your account at {shop}.\n\nChoose it here, within an hour:\n\
                    {url}/account/reset/{token}\n\nIf it was not you, there is nothing to do: your password stays as it is.\n"
                );
                (format!("A new password for {shop}"), text)
            }
            Topic::Confirm => {
                if row.confirmed_at.is_some() {
                    return Ok(Done::Finished);
                }
                let token = self.open(cx, row.id, Purpose::Confirm, 7 * 24 * HOUR).await?;
                let text = format!(
                    "An account was made at {shop} with this address.\n\nIf it is yours, say so here, and orders you have placed before are in it \
                    too:\n{url}/account/confirm/{token}\n\nIf it is not, there is nothing to do.\n"
                );
                (format!("Is this your address? {shop}"), text)
            }
            Topic::PasswordChanged => {
                let text = format!(
                    "The password of your account at {shop} was changed, and everyone who was signed in was signed out.\n\nIf it was not you, choose \
                    a new one now:\n{url}/account/reset\n"
                );
                (format!("Your password at {shop} was changed"), text)
            }
        };
        let id = format!("customer-{}", self.link);
        let mail = Mail { id, to: row.email, reply_to: None, leave_at: None, subject, text };
        cx.mailer.send(&mail, &cx.clock).await
    }
}

impl SendCustomerMail {
    /// Makes the link, should an earlier try not have, and signs its id.
    async fn open(&self, cx: &Cx, customer: CustomerId, purpose: Purpose, lasts: Millis) -> Result<String> {
        store::insert_link(cx.db.write(), self.link, customer, purpose, self.asked_at + lasts).await?;
        Ok(signed_id::sign(&cx.settings.secret, purpose.as_str(), self.link))
    }
}

/// Gives an account, whose address is proven, the orders that guests have placed for it.
#[derive(Debug, Serialize, Deserialize)]
pub struct ClaimOrders {
    /// Whose.
    pub customer: CustomerId,
}

impl Job for ClaimOrders {
    const KIND: &'static str = "customer.claim";
    /// After everything about orders.
    const PRIORITY: i64 = 500;

    async fn run(self, cx: &Cx) -> Result<Done> {
        let row = store::by_id(cx.db.write(), self.customer).await?;
        if let Some(row) = row.filter(|row| row.confirmed_at.is_some()) {
            orders::claim(cx.db.read(), cx.db.write(), row.id, &row.email).await?;
        }
        Ok(Done::Finished)
    }
}
