//! Mail to customers about their accounts, and what follows when an address is proven.

use serde::{Deserialize, Serialize};
use types::{CustomerId, Millis};
use uuid::Uuid;
use words::t;

use super::store::{self, Purpose, Row};
use crate::{
    Cx, Result,
    jobs::{Done, Job},
    notifications::{Mail, address, letter, speaking_with, with_link},
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
        if self.topic == Topic::Confirm && row.confirmed_at.is_some() {
            return Ok(Done::Finished);
        }
        let (subject, text) = speaking_with(cx, &row.locale, self.write(cx, &row)).await?;
        let id = format!("customer-{}", self.link);
        let mail = Mail { id, to: row.email, reply_to: None, leave_at: None, subject, text };
        cx.mailer.send(&mail, &cx.clock).await
    }
}

impl SendCustomerMail {
    /// Subject and text, in the language of whoever it is written for.
    async fn write(&self, cx: &Cx, row: &Row) -> Result<(String, String)> {
        let shop = &cx.settings.shop_name;
        Ok(match self.topic {
            Topic::Reset => {
                let token = self.open(cx, row.id, Purpose::Reset, HOUR).await?;
                let choose = with_link(&t!("reset-mail-choose"), &address(cx, &format!("/account/reset/{token}")));
                let text = letter(&[t!("reset-mail-why", shop = shop), choose, t!("reset-mail-not-you")]);
                (t!("reset-mail-subject", shop = shop), text)
            }
            Topic::Confirm => {
                let token = self.open(cx, row.id, Purpose::Confirm, 7 * 24 * HOUR).await?;
                let say_so = with_link(&t!("confirm-mail-say-so"), &address(cx, &format!("/account/confirm/{token}")));
                let text = letter(&[t!("confirm-mail-why", shop = shop), say_so, t!("confirm-mail-not-you")]);
                (t!("confirm-mail-subject", shop = shop), text)
            }
            Topic::PasswordChanged => {
                let choose = with_link(&t!("password-mail-choose"), &address(cx, "/account/reset"));
                let text = letter(&[t!("password-mail-why", shop = shop), choose]);
                (t!("password-mail-subject", shop = shop), text)
            }
        })
    }

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
