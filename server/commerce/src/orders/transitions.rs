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
    promotions,
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

/// An order for which there will be no money.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unpaid<'a> {
    pub order: OrderId,
    /// As its history says it.
    pub reason: &'a str,
    pub tell: Tell,
}

/// There will be no money: the orders end, their units are for sale again, their codes can be used again, and their lines are back in
/// the carts. Those that have ended otherwise stay as they are.
pub(crate) async fn end_unpaid(cx: &Cx, tx: &DatabaseTransaction, all: &[Unpaid<'_>]) -> Result<()> {
    let now = cx.clock.now();
    let (mut ended, mut discounted) = (Vec::new(), Vec::new());
    for one in all {
        if !ORDER.step(tx, one.order.0, OrderStatus::Pending, OrderStatus::Cancelled).await? {
            continue;
        }
        store::stamp(tx, one.order, Stamp::Settled, now).await?;
        let order = store::by_id(tx, one.order).await?;
        cart::restore(tx, order.cart_id, one.order, now).await?;
        discounted.extend(order.discount_id.map(|_| one.order));
        ended.push(one);
    }
    if ended.is_empty() {
        return Ok(());
    }
    // All carts before the codes, and these before the stock, as whoever places an order: they would wait for each other.
    promotions::give_back(tx, &discounted).await?;
    inventory::release_all(tx, &ended.iter().map(|one| one.order).collect::<Vec<_>>(), now).await?;
    for one in ended {
        record(tx, one.order, one.reason, cx.actor.label(), now).await?;
        if one.tell == Tell::ByMail {
            send_mail(cx, tx, one.order, Occasion::Cancelled, one.reason).await?;
        }
    }
    Ok(())
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
