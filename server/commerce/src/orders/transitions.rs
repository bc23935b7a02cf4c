//! What happens to an order when its payment is decided. Called by `payments` inside the deciding transaction.

use std::collections::HashSet;

use sea_orm::DatabaseTransaction;
use types::{OrderId, order::OrderStatus};

use super::{
    ORDER,
    store::{self, Stamp, record, record_all},
};
use crate::{
    Cx, Result, cart,
    db::{Together, rows},
    inventory,
    jobs::{self, NewJob, When},
    notifications::{Occasion, SendOrderMail},
    state_machine::Beside,
};

/// Whether a customer hears by mail how an order ended; one who is looking at the answer need not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tell {
    ByMail,
    No,
}

/// The money is here: these orders stand and their units are sold. Answers with those; the others had already ended. What follows from
/// it is left in `together`.
pub(crate) async fn confirm_all(
    cx: &Cx,
    tx: &DatabaseTransaction,
    ids: &[OrderId],
    together: &mut Together,
) -> Result<HashSet<OrderId>> {
    let now = cx.clock.now();
    let settled = Beside { columns: rows::ID, set: ", settled_at = $2", values: vec![now.into()] };
    let (all, from) = (rows::ids(ids.iter().map(|id| id.0)), Some(OrderStatus::Pending));
    let moved = ORDER.advance_all(tx, &all, settled, from, OrderStatus::Confirmed).await?;
    let confirmed: Vec<OrderId> = ids.iter().copied().filter(|id| moved.contains(&id.0)).collect();
    inventory::commit_all(tx, &confirmed, together, now).await?;
    record_all(together, &confirmed, "Payment received; the order is confirmed", "shop", now)?;
    let when = When { run_at: now, dedupe_key: None };
    let mails = confirmed.iter().map(|id| NewJob::of(&order_mail(*id, Occasion::Confirmed, ""), when));
    jobs::enqueue_into(together, &mails.collect::<Result<Vec<_>>>()?)?;
    Ok(confirmed.into_iter().collect())
}

/// There will be no money: the order ends, its units are for sale again, and its lines are back in the cart.
pub(crate) async fn end_unpaid(cx: &Cx, tx: &DatabaseTransaction, id: OrderId, reason: &str, tell: Tell) -> Result<()> {
    if !ORDER.step(tx, id.0, OrderStatus::Pending, OrderStatus::Cancelled).await? {
        return Ok(());
    }
    let now = cx.clock.now();
    store::stamp(tx, id, Stamp::Settled, now).await?;
    // The cart before the stock, as whoever changes a cart that holds: they would wait for each other.
    let order = store::by_id(tx, id).await?;
    cart::restore(tx, order.cart_id, id, now).await?;
    inventory::release_all(tx, &[id], now).await?;
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
    jobs::enqueue(tx, &order_mail(id, occasion, note), When { run_at: cx.clock.now(), dedupe_key: None }).await
}

fn order_mail(order_id: OrderId, occasion: Occasion, note: &str) -> SendOrderMail {
    SendOrderMail { order_id, occasion, detail: String::new(), note: note.to_owned() }
}
