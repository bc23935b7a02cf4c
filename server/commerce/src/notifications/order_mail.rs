//! What customers are told about their orders.

use std::{fmt::Write, time::Duration};

use serde::{Deserialize, Serialize};
use types::{Millis, OrderId, checkout::Totals, order::OrderView};

use super::Mail;
use crate::{
    Cx, Result, fulfilment,
    jobs::{Done, Job, UNWATCHED},
    orders,
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
        let (order, token) = orders::for_mail(cx, self.order_id).await?;
        let now = cx.clock.now();
        let link = format!("{}/orders/{token}", cx.settings.public_url);
        let mail = Mail {
            id: self.mail_id(),
            to: order.email.clone(),
            reply_to: None,
            leave_at: None,
            subject: subject(self.occasion, &order.number, &cx.settings.shop_name),
            text: text(&self, &order, &link, &cx.settings.shop_name, now),
        };
        cx.mailer.send(&mail, &cx.clock).await
    }
}

impl SendOrderMail {
    fn mail_id(&self) -> String {
        let occasion = format!("{:?}", self.occasion).to_lowercase();
        let detail = if self.detail.is_empty() { String::new() } else { format!("-{}", self.detail) };
        format!("order-{occasion}-{}{detail}", self.order_id)
    }
}

fn subject(occasion: Occasion, number: &str, shop: &str) -> String {
    match occasion {
        Occasion::Confirmed => format!("Your order {number} at {shop} is confirmed"),
        Occasion::Fulfilled => format!("Your order {number} from {shop} is on its way"),
        Occasion::Cancelled => format!("Your order {number} at {shop} was cancelled"),
        Occasion::Refunded => format!("Your refund for order {number} at {shop}"),
    }
}

fn opening(occasion: Occasion) -> &'static str {
    match occasion {
        Occasion::Confirmed => "Thank you. Your payment has arrived and we are preparing your order.",
        Occasion::Fulfilled => "Good news: we have handed your order to the carrier.",
        Occasion::Cancelled => "Your order was cancelled. What you may have paid for it is being paid back.",
        Occasion::Refunded => "We have paid back part or all of your order. Your bank may take a few days to show it.",
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
        let _ = writeln!(text, "{}", mail.note);
    }
    let _ = write!(text, "\nOrder {}\n\n", order.number);
    for line in &order.lines {
        let variant = if line.variant_title.is_empty() { String::new() } else { format!(" ({})", line.variant_title) };
        let _ = writeln!(text, "{} × {}{variant}  {}", line.quantity, line.title, line.line_total);
    }
    text.push('\n');
    text.push_str(&totals(&order.totals));
    let to = &order.shipping_address;
    let town = [&to.city, &to.region, &to.postal_code].map(String::as_str).join(" ");
    let _ = write!(
        text,
        "\nTo: {}, {}, {}, {}\nBy: {}\n",
        to.name,
        to.line1,
        town.trim(),
        to.country,
        order.shipping_method
    );
    if let Some(day) = promised(mail, order, now) {
        let _ = writeln!(text, "Leaves our warehouse by {day}.");
    }
    let _ = write!(text, "\nFollow it here: {link}\n\n{shop}\n");
    text
}

fn totals(totals: &Totals) -> String {
    let mut text = format!("Goods     {}\nShipping  {}\n", totals.subtotal, totals.shipping);
    if totals.discount.amount > 0 {
        let code = totals.discount_code.as_ref().map(|code| format!(" ({code})")).unwrap_or_default();
        let _ = writeln!(text, "Discount{code}  −{}", totals.discount);
    }
    let tax = if totals.tax_included { "of which tax" } else { "Tax" };
    let _ = writeln!(text, "{tax}  {}\nTotal     {}", totals.tax, totals.total);
    text
}
