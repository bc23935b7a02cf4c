//! The way back to an order for whoever has lost its link: it is mailed to the order's own address. Who asks learns nothing.

use serde::{Deserialize, Serialize};
use types::Millis;
use uuid::Uuid;
use words::t;

use super::store::{self, OrderRow};
use crate::{
    Cx, Error, Result,
    attempts::{self, Key, Policy},
    check::Check,
    checkout::is_email,
    jobs::{self, Done, Job, NewJob, When},
    notifications::{Mail, address, letter, speaking_with, with_link},
};

const BY_CLIENT: Policy = Policy { free: 30, longest: 15 * 60 * 1000 };
const BY_ADDRESS: Policy = Policy { free: 4, longest: 15 * 60 * 1000 };

/// Somebody at `client`, an address of the network, asks for the link of an order. The answer is the same whether there is such an
/// order or not, and takes as long.
///
/// # Errors
/// `invalid` for what can be no number or address, `rate_limited`.
pub async fn ask_link(cx: &Cx, number: &str, email: &str, client: &str) -> Result<()> {
    let (number, email) = (number.trim().trim_start_matches('#'), email.trim().to_lowercase());
    let mut check = Check::default();
    let number: Option<i64> = number.parse().ok().filter(|number| *number > 0);
    check.demand("number", number.is_some(), t!("wrong-order-number"));
    check.demand("email", is_email(&email), t!("wrong-email"));
    let Some(number) = number.filter(|_| check.is_fine()) else { return Err(Error::invalid(check.errors())) };
    let keys = vec![Key::new("lookup", client, BY_CLIENT), Key::new("lookup-mail", &email, BY_ADDRESS)];
    let _counted = attempts::begin(cx, keys).await?;
    let now = cx.clock.now();
    let job = SendOrderLink { number, email, asked: Uuid::now_v7(), asked_at: now };
    jobs::enqueue_all(cx.db.write(), &[NewJob::of(&job, When { run_at: now, dedupe_key: None })?]).await?;
    cx.job_written.notify_one();
    Ok(())
}

/// Mails an order's link to its own address, where both were named rightly.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendOrderLink {
    /// The order's number.
    pub number: i64,
    /// The address its buyer says they gave.
    pub email: String,
    /// Tells mails about one order apart.
    pub asked: Uuid,
    /// When it was asked for.
    pub asked_at: Millis,
}

impl Job for SendOrderLink {
    const KIND: &'static str = "order.link";

    async fn run(self, cx: &Cx) -> Result<Done> {
        let order = store::one(cx.db.write(), "number = $1", self.number.into()).await?;
        let Some(order) = order.filter(|order| order.email.to_lowercase() == self.email) else {
            return Ok(Done::Finished);
        };
        let locale = order.locale.clone();
        let mail = speaking_with(cx, &locale, async { self.write(cx, order) }).await;
        cx.mailer.send(&mail, &cx.clock).await
    }
}

impl SendOrderLink {
    fn write(&self, cx: &Cx, order: OrderRow) -> Mail {
        let number = order.number.to_string();
        let page = address(cx, &format!("/orders/{}", order.token));
        Mail {
            id: format!("order-link-{}", self.asked),
            to: order.email,
            reply_to: None,
            leave_at: None,
            subject: t!("order-link-subject", number = &number, shop = &cx.settings.shop_name),
            text: letter(&[with_link(&t!("order-link-page", number = number), &page), t!("order-link-not-you")]),
        }
    }
}
