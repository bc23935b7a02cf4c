//! What staff do with an order: hand it to the carrier, or call it off.

use sea_orm::DatabaseTransaction;
use types::{admin::AdminOrder, order::OrderStatus};

use super::{
    ORDER,
    store::{self, OrderRow, Stamp, record},
    transitions::send_mail,
};
use crate::{
    Cx, Error, Result, Scope,
    inventory::{self, Returned},
    notifications::Occasion,
    payments::{self, Payment},
    promotions,
};

const LONGEST_NOTE: usize = 200;

/// Marks a confirmed order as handed to the carrier and tells the customer. `tracking` may be empty.
///
/// # Errors
/// `conflict` unless the order is confirmed; `not_found`; when the caller may not.
pub async fn fulfil(cx: &Cx, number: &str, tracking: &str) -> Result<AdminOrder> {
    cx.require(Scope::OrdersWrite)?;
    let order = store::by_number(cx.db.write(), number).await?;
    let (message, note) = match note("tracking", tracking)?.as_str() {
        "" => ("Handed to the carrier".to_owned(), String::new()),
        tracking => (format!("Handed to the carrier, tracking {tracking}"), format!("Tracking number: {tracking}")),
    };
    let job_cx = cx.clone();
    let (id, status) = (order.id, order.status);
    cx.db
        .transaction(|tx| {
            Box::pin(async move {
                let cx = job_cx;
                if !ORDER.advance(tx, id.0, OrderStatus::Fulfilled).await? {
                    return Err(wrong_state("fulfilled", status));
                }
                let now = cx.clock.now();
                store::stamp(tx, id, Stamp::Fulfilled, now).await?;
                record(tx, id, &message, cx.actor.label(), now).await?;
                send_mail(&cx, tx, id, Occasion::Fulfilled, &note).await
            })
        })
        .await?;
    cx.job_written.notify_one();
    super::order(cx, number).await
}

/// Calls an order off before it is handed over: its units go back into stock and its money back to the customer.
///
/// # Errors
/// `conflict` when it is too late; `not_found`; when the caller may not.
pub async fn cancel(cx: &Cx, number: &str, reason: &str) -> Result<AdminOrder> {
    cx.require(Scope::OrdersWrite)?;
    let order = store::by_number(cx.db.write(), number).await?;
    let reason = note("reason", reason)?;
    let (job_cx, id) = (cx.clone(), order.id);
    cx.db.transaction(|tx| Box::pin(async move { cancel_in(&job_cx, tx, &order, &reason).await })).await?;
    inventory::orders_settled(cx, [id]);
    cx.job_written.notify_one();
    super::order(cx, number).await
}

async fn cancel_in(cx: &Cx, tx: &DatabaseTransaction, order: &OrderRow, reason: &str) -> Result<()> {
    let now = cx.clock.now();
    if ORDER.step(tx, order.id.0, OrderStatus::Pending, OrderStatus::Cancelled).await? {
        give_back_code(tx, order).await?;
        inventory::release_all(tx, &[order.id], now).await?;
        // The payment may be under way: the reconciler stops it, or pays it back.
        payments::kick(tx, order.id, now).await?;
    } else if ORDER.step(tx, order.id.0, OrderStatus::Confirmed, OrderStatus::Cancelled).await? {
        give_back_code(tx, order).await?;
        restock_rest(cx, tx, order).await?;
        if let Some(payment) = payments::latest_for_order(tx, order.id).await?.filter(Payment::stands) {
            payments::request_refund(cx, tx, &payment, payment.refundable(), reason).await?;
        }
    } else {
        return Err(wrong_state("cancelled", order.status));
    }
    let message = if reason.is_empty() { "Cancelled".to_owned() } else { format!("Cancelled: {reason}") };
    record(tx, order.id, &message, cx.actor.label(), now).await?;
    send_mail(cx, tx, order.id, Occasion::Cancelled, reason).await
}

/// An order that is called off has used no code. The code before the stock, as everywhere.
async fn give_back_code(tx: &DatabaseTransaction, order: &OrderRow) -> Result<()> {
    if order.discount_id.is_none() { Ok(()) } else { promotions::give_back(tx, &[order.id]).await }
}

/// Units that were not paid back before go back into stock, and count as paid back. Items are locked in the order of their ids, as
/// everywhere.
pub(super) async fn restock_rest(cx: &Cx, tx: &DatabaseTransaction, order: &OrderRow) -> Result<()> {
    let mut lines = store::lines(tx, order.id).await?;
    lines.sort_by_key(|line| line.variant_id);
    for line in lines {
        let rest = line.quantity - line.refunded_quantity;
        if rest > 0 && store::refund_units(tx, order.id, line.variant_id, rest).await? {
            let returned = Returned { order: order.id, variant: line.variant_id, quantity: rest, of: line.quantity };
            inventory::restock(tx, returned, cx.actor.label(), cx.clock.now()).await?;
        }
    }
    Ok(())
}

fn wrong_state(what: &str, status: OrderStatus) -> Error {
    Error::conflict(format!("This order cannot be {what}: it is {}.", status.label().to_lowercase()))
}

/// A short remark without line breaks.
pub(super) fn note(field: &str, text: &str) -> Result<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() > LONGEST_NOTE {
        return Err(Error::invalid_field(field, format!("At most {LONGEST_NOTE} characters.")));
    }
    Ok(text)
}
