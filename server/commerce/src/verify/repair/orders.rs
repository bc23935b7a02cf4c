//! Orders whose holds or payments went another way than they.

use sea_orm::{DatabaseTransaction, FromQueryResult};
use types::{
    OrderId,
    order::{OrderStatus, PaymentStatus},
};
use uuid::Uuid;

use super::locked_text;
use crate::{
    Cx, Error, Result,
    db::{Together, sql},
    inventory::{self, Ending},
    orders, payments,
};

#[derive(FromQueryResult)]
struct Standing {
    status: OrderStatus,
}

/// Locks an order by writing to it, and answers with its state.
async fn lock(tx: &DatabaseTransaction, order: Uuid) -> Result<Option<OrderStatus>> {
    let touch = "UPDATE orders SET status = status WHERE id = $1 RETURNING status";
    let row = Standing::find_by_statement(sql(tx, touch, [order.into()])).one(tx).await?;
    Ok(row.map(|row| row.status))
}

#[derive(FromQueryResult)]
struct Owner {
    order_id: Uuid,
}

/// Ends an active hold whose order has come to an end.
pub(super) async fn end_hold(cx: &Cx, hold: Uuid) -> Result<Option<String>> {
    let own = cx.clone();
    cx.db.transaction(|tx| Box::pin(async move { end_hold_in(&own, tx, hold).await })).await
}

async fn end_hold_in(cx: &Cx, tx: &DatabaseTransaction, hold: Uuid) -> Result<Option<String>> {
    let select = "SELECT order_id FROM hold WHERE id = $1 AND order_id IS NOT NULL";
    let Some(owner) = Owner::find_by_statement(sql(tx, select, [hold.into()])).one(tx).await? else { return Ok(None) };
    let status = lock(tx, owner.order_id).await?;
    let state = locked_text(tx, "UPDATE hold SET state = state WHERE id = $1 RETURNING state", hold).await?;
    let ending = match (status, state.as_deref()) {
        (Some(OrderStatus::Pending), Some("active")) => return Ok(None),
        (None | Some(OrderStatus::Cancelled), Some("active")) => Ending::Released,
        (Some(_), Some("active")) => Ending::Taken,
        (Some(OrderStatus::Confirmed | OrderStatus::Fulfilled | OrderStatus::Refunded), Some("taken"))
        | (Some(OrderStatus::Cancelled), Some(_)) => return Ok(None),
        _ => return Err(Error::conflict("The hold has ended another way than its order.")),
    };
    let did = inventory::end_hold(cx, tx, hold, ending).await?;
    if let (Some(did), Some(_)) = (&did, status) {
        record(cx, tx, owner.order_id, did).await?;
    }
    Ok(did)
}

async fn record(cx: &Cx, tx: &DatabaseTransaction, order: Uuid, did: &str) -> Result<()> {
    orders::record(tx, OrderId(order), &format!("Repaired: {did}"), cx.actor.label(), cx.clock.now()).await
}

#[derive(FromQueryResult)]
struct Counts {
    held: i64,
    ended: i64,
}

/// Captured money: its order is confirmed if it waits for it and still has its units; if it was cancelled, the money goes back.
pub(super) async fn honour_payment(cx: &Cx, payment: Uuid) -> Result<Option<String>> {
    let own = cx.clone();
    cx.db.transaction(|tx| Box::pin(async move { honour_in(&own, tx, payment).await })).await
}

async fn honour_in(cx: &Cx, tx: &DatabaseTransaction, payment: Uuid) -> Result<Option<String>> {
    let select = "SELECT order_id FROM payment WHERE id = $1";
    let Some(owner) = Owner::find_by_statement(sql(tx, select, [payment.into()])).one(tx).await? else {
        return Ok(None);
    };
    let (id, status) = (OrderId(owner.order_id), lock(tx, owner.order_id).await?);
    let Some(paid) = payments::latest_for_order(tx, id).await?.filter(|paid| paid.refundable() > 0) else {
        return Ok(None);
    };
    if paid.id != payment {
        return Err(Error::conflict("The order has another captured payment."));
    }
    let did = match status {
        Some(OrderStatus::Pending) => {
            let units = "SELECT count(CASE WHEN state IN ('active', 'taken') THEN 1 END) AS held,
                    count(CASE WHEN state NOT IN ('active', 'taken') THEN 1 END) AS ended FROM hold WHERE order_id = $1";
            let units = Counts::find_by_statement(sql(tx, units, [owner.order_id.into()])).one(tx).await?;
            if units.is_none_or(|units| units.held == 0 || units.ended > 0) {
                return Err(Error::conflict("The order no longer has its units."));
            }
            let mut together = Together::on(tx);
            orders::confirm_all(cx, tx, &[id], &mut together).await?;
            together.run(tx).await?;
            "confirmed, for it is paid".to_owned()
        }
        Some(OrderStatus::Cancelled) => {
            let amount = paid.refundable();
            payments::request_refund(cx, tx, &paid, amount, "The order had already ended").await?;
            format!("refund of {} begun, for the order had ended", types::Money::new(amount, paid.amount.currency))
        }
        _ => return Ok(None),
    };
    record(cx, tx, owner.order_id, &did).await?;
    Ok(Some(did))
}

/// An order that waits too long: its payment is seen through now. Without a payment that could still come, it ends.
pub(super) async fn settle(cx: &Cx, order: Uuid) -> Result<Option<String>> {
    let id = OrderId(order);
    let payment = payments::latest_for_order(cx.db.write(), id).await?;
    let payment = payment.ok_or_else(|| Error::conflict("The order has no payment."))?;
    match payment.state {
        PaymentStatus::Pending | PaymentStatus::Uncertain | PaymentStatus::ActionRequired => {
            let state = payments::settle(cx, id).await?;
            let settled =
                !matches!(state, PaymentStatus::Pending | PaymentStatus::Uncertain | PaymentStatus::ActionRequired);
            Ok(settled.then(|| format!("the provider says: {}", state.as_str())))
        }
        PaymentStatus::Declined | PaymentStatus::Voided => {
            let own = cx.clone();
            cx.db.transaction(|tx| Box::pin(async move { end_unpaid(&own, tx, id).await })).await
        }
        _ => Ok(None),
    }
}

async fn end_unpaid(cx: &Cx, tx: &DatabaseTransaction, id: OrderId) -> Result<Option<String>> {
    if lock(tx, id.0).await? != Some(OrderStatus::Pending) {
        return Ok(None);
    }
    // Under the order's lock a payment that came in meanwhile would have confirmed it.
    let reason = "The payment did not come through; nothing was charged";
    orders::end_unpaid(cx, tx, &[orders::Unpaid { order: id, reason, tell: orders::Tell::ByMail }]).await?;
    Ok(Some("cancelled, for its payment did not come through".into()))
}
