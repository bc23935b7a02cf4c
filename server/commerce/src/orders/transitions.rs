//! What happens to an order when its payment is decided. Called by `payments` inside the deciding transaction.

use sea_orm::DatabaseTransaction;
use types::{OrderId, order::OrderStatus};

use super::{
    ORDER,
    store::{self, Stamp, record},
};
use crate::{
    Cx, Result, cart, inventory,
    jobs::{self, When},
    notifications::{Occasion, SendOrderMail},
};

/// Whether a customer hears by mail how an order ended; one who is looking at the answer need not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tell {
    ByMail,
    No,
}

/// The money is here: the order stands and its units are sold. False when the order had already ended.
pub(crate) async fn confirm(cx: &Cx, tx: &DatabaseTransaction, id: OrderId) -> Result<bool> {
    if !ORDER.step(tx, id.0, OrderStatus::Pending, OrderStatus::Confirmed).await? {
        return Ok(false);
    }
    let now = cx.clock.now();
    store::stamp(tx, id, Stamp::Settled, now).await?;
    inventory::commit(tx, id, now).await?;
    record(tx, id, "Payment received; the order is confirmed", "shop", now).await?;
    send_mail(cx, tx, id, Occasion::Confirmed, "").await?;
    Ok(true)
}

/// There will be no money: the order ends, its units are for sale again, and its lines are back in the cart.
pub(crate) async fn end_unpaid(cx: &Cx, tx: &DatabaseTransaction, id: OrderId, reason: &str, tell: Tell) -> Result<()> {
    if !ORDER.step(tx, id.0, OrderStatus::Pending, OrderStatus::Cancelled).await? {
        return Ok(());
    }
    let now = cx.clock.now();
    store::stamp(tx, id, Stamp::Settled, now).await?;
    inventory::release(tx, id, now).await?;
    let order = store::by_id(tx, id).await?;
    cart::restore(tx, order.cart_id, id, now).await?;
    record(tx, id, reason, cx.actor.label(), now).await?;
    match tell {
        Tell::ByMail => send_mail(cx, tx, id, Occasion::Cancelled, reason).await,
        Tell::No => Ok(()),
    }
}

pub(super) async fn send_mail(
    cx: &Cx,
    tx: &DatabaseTransaction,
    id: OrderId,
    occasion: Occasion,
    note: &str,
) -> Result<()> {
    let mail = SendOrderMail { order_id: id, occasion, detail: String::new(), note: note.to_owned() };
    jobs::enqueue(tx, &mail, When { run_at: cx.clock.now(), dedupe_key: None }).await
}
