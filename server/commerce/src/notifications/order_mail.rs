//! What customers are told about their orders.

use std::{fmt::Write, time::Duration};

use serde::{Deserialize, Serialize};
use types::{Millis, OrderId, checkout::Totals, order::OrderView};
use words::{money, t};

use super::{Mail, address, speaking_with};
use crate::{
    Cx, Result, fulfilment,
    jobs::{Done, Job, UNWATCHED},
    orders, shipping,
};

/// Why a mail is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// Paid; it is being prepared.
    Confirmed,
    /// Handed to the carrier.
    Fulfilled,
    /// Called off.
    Cancelled,
    /// Something was paid back.
    Refunded,
}

/// Sends a mail about an order.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendOrderMail {
    /// About which order.
    pub order_id: OrderId,
    /// Why.
    pub occasion: Occasion,
    /// Tells mails of one occasion apart: the refund's id. Empty where there is only one.
    pub detail: String,
    /// What staff want to add: tracking number, reason. May be empty.
    pub note: String,
}

impl Job for SendOrderMail {
    const KIND: &'static str = "order.mail";

    /// A mail server takes its time; the mails behind need not wait for one that is slow.
    const CONCURRENCY: usize = 8;
    const PATIENCE: Duration = UNWATCHED;

    async fn run(self, cx: &Cx) -> Result<Done> {
        let (order, token, locale) = orders::for_mail(cx, self.order_id).await?;
        let mail = speaking_with(cx, &locale, async { self.write(cx, &order, &token) }).await;
        cx.mailer.send(&mail, &cx.clock).await
    }
}

impl SendOrderMail {
    /// In the language of whoever it is written for.
    fn write(&self, cx: &Cx, order: &OrderView, token: &str) -> Mail {
        let (shop, link) = (&cx.settings.shop_name, address(cx, &format!("/orders/{token}")));
        Mail {
            id: self.mail_id(),
            to: order.email.clone(),
            reply_to: None,
            leave_at: None,
            subject: subject(self.occasion, &order.number, shop),
            text: text(self, order, &link, shop, cx.clock.now()),
        }
    }

    fn mail_id(&self) -> String {
        let occasion = format!("{:?}", self.occasion).to_lowercase();
        let detail = if self.detail.is_empty() { String::new() } else { format!("-{}", self.detail) };
        format!("order-{occasion}-{}{detail}", self.order_id)
    }
}

fn subject(occasion: Occasion, number: &str, shop: &str) -> String {
    match occasion {
        Occasion::Confirmed => t!("order-mail-confirmed-subject", number = number, shop = shop),
        Occasion::Fulfilled => t!("order-mail-fulfilled-subject", number = number, shop = shop),
        Occasion::Cancelled => t!("order-mail-cancelled-subject", number = number, shop = shop),
        Occasion::Refunded => t!("order-mail-refunded-subject", number = number, shop = shop),
    }
}

fn opening(occasion: Occasion) -> String {
    match occasion {
        Occasion::Confirmed => t!("order-mail-confirmed"),
        Occasion::Fulfilled => t!("order-mail-fulfilled"),
        Occasion::Cancelled => t!("order-mail-cancelled"),
        Occasion::Refunded => t!("order-mail-refunded"),
    }
}

/// Until when the order leaves, in words, where that was promised and is still to come.
fn promised(mail: &SendOrderMail, order: &OrderView, now: Millis) -> Option<String> {
    let by: jiff::Timestamp = order.promised_by.as_deref()?.parse().ok()?;
    (mail.occasion == Occasion::Confirmed).then(|| fulfilment::day(by.as_millisecond(), now))
}

fn text(mail: &SendOrderMail, order: &OrderView, link: &str, shop: &str, now: Millis) -> String {
    let mut text = format!("{}\n", opening(mail.occasion));
    if !mail.note.is_empty() {
        let _ = writeln!(text, "{}", orders::told(&mail.note));
    }
    let _ = write!(text, "\n{}\n\n", t!("order-title", number = &order.number));
    for line in &order.lines {
        let variant = if line.variant_title.is_empty() { String::new() } else { format!(" ({})", line.variant_title) };
        let (title, total) = (format!("{}{variant}", line.title), money(line.line_total));
        let _ = writeln!(text, "{}", t!("order-mail-line", count = line.quantity, title = title, total = total));
    }
    text.push('\n');
    text.push_str(&totals(&order.totals));
    let to = &order.shipping_address;
    let town = [&to.city, &to.region, &to.postal_code].map(String::as_str).join(" ");
    let place = [to.name.as_str(), &to.line1, town.trim(), &to.country].join(", ");
    let method = shipping::spoken(&order.shipping_method);
    let _ = write!(text, "\n{}\n{}\n", t!("order-mail-to", place = place), t!("order-mail-by", method = method));
    if let Some(day) = promised(mail, order, now) {
        let _ = writeln!(text, "{}", t!("order-mail-leaves-by", day = day));
    }
    let _ = write!(text, "\n{} {link}\n\n{shop}\n", t!("order-mail-follow"));
    text
}

fn totals(totals: &Totals) -> String {
    let goods = t!("order-mail-goods", amount = money(totals.subtotal));
    let mut lines = vec![goods, t!("order-mail-shipping", amount = money(totals.shipping))];
    if totals.discount.amount > 0 {
        let amount = money(totals.discount);
        lines.push(match &totals.discount_code {
            Some(code) => t!("order-mail-discount-code", code = code, amount = amount),
            None => t!("order-mail-discount", amount = amount),
        });
    }
    lines.push(match totals.tax_included {
        true => t!("order-mail-tax-included", amount = money(totals.tax)),
        false => t!("order-mail-tax", amount = money(totals.tax)),
    });
    lines.push(t!("order-mail-total", amount = money(totals.total)));
    format!("{}\n", lines.join("\n"))
}
