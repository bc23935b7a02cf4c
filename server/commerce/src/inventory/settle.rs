//! What becomes of the units an order holds: sold when it is paid, free again when it is not, back in the house when it comes back.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};
use serde::Serialize;
use types::{LocationId, Millis, OrderId, VariantId};
use uuid::Uuid;

use super::ledger::{self, Cause, Entry};
use crate::{
    Error, Result,
    db::{
        Together,
        rows::{self, Column},
        sql,
    },
};

#[derive(FromQueryResult)]
struct Settled {
    order_id: OrderId,
    variant_id: VariantId,
    location_id: LocationId,
    quantity: i64,
    counted: bool,
}

/// Ends the active holds of `orders` and says which they were.
async fn end_holds(tx: &DatabaseTransaction, orders: &[OrderId], state: &str, now: Millis) -> Result<Vec<Settled>> {
    let update = format!(
        "UPDATE hold SET state = $2, settled_at = $3 WHERE id IN (
            SELECT id FROM hold WHERE order_id IN (SELECT id FROM {{rows}}) AND state = 'active' ORDER BY id {}
        ) AND state = 'active' RETURNING order_id, variant_id, location_id, quantity, counted",
        rows::for_update(tx)
    );
    let ids = rows::ids(orders.iter().map(|order| order.0));
    let mut settled: Vec<Settled> = rows::query(tx, &update, rows::ID, &ids, [state.into(), now.into()]).await?;
    settled.sort_by_key(|hold| (hold.variant_id, hold.location_id, hold.order_id));
    Ok(settled)
}

#[derive(Default)]
struct Change {
    on_hand: i64,
    held: i64,
    sold: i64,
}

#[derive(Serialize)]
struct ChangeRow {
    variant_id: VariantId,
    location_id: LocationId,
    on_hand: i64,
    held: i64,
    sold: i64,
}

#[derive(FromQueryResult)]
struct After {
    variant_id: VariantId,
    location_id: LocationId,
    on_hand: i64,
}

type Changes = BTreeMap<(VariantId, LocationId), Change>;

/// Changes stock items, locking them in the one order used everywhere, and answers with what is on hand afterwards.
async fn change(
    connection: &impl ConnectionTrait,
    changes: &Changes,
    now: Millis,
) -> Result<BTreeMap<(VariantId, LocationId), i64>> {
    let changed: Vec<_> = changes
        .iter()
        .map(|((variant_id, location_id), change)| ChangeRow {
            variant_id: *variant_id,
            location_id: *location_id,
            on_hand: change.on_hand,
            held: change.held,
            sold: change.sold,
        })
        .collect();
    let update = format!(
        "UPDATE stock_item SET on_hand = stock_item.on_hand + r.on_hand, held = stock_item.held + r.held,
            sold = stock_item.sold + r.sold, updated_at = $2
        FROM (SELECT r.* FROM {{rows}} JOIN stock_item s ON s.variant_id = r.variant_id AND s.location_id = r.location_id
            ORDER BY s.variant_id, s.location_id {}) AS r
        WHERE stock_item.variant_id = r.variant_id AND stock_item.location_id = r.location_id
        RETURNING stock_item.variant_id, stock_item.location_id, stock_item.on_hand",
        rows::for_update_of(connection, "s")
    );
    let columns = &[
        Column::id("variant_id"),
        Column::id("location_id"),
        Column::int("on_hand"),
        Column::int("held"),
        Column::int("sold"),
    ];
    let after: Vec<After> = rows::query(connection, &update, columns, &changed, [now.into()]).await?;
    if after.len() != changed.len() {
        return Err(Error::internal(anyhow::anyhow!("a stock item with holds is gone")));
    }
    Ok(after.into_iter().map(|row| ((row.variant_id, row.location_id), row.on_hand)).collect())
}

/// These orders are paid: the units they hold leave the house. Their ledger rows are left in `together`.
pub(crate) async fn commit_all(
    tx: &DatabaseTransaction,
    orders: &[OrderId],
    together: &mut Together,
    now: Millis,
) -> Result<()> {
    let settled = end_holds(tx, orders, "taken", now).await?;
    let mut changes = Changes::new();
    for hold in &settled {
        let counted = if hold.counted { hold.quantity } else { 0 };
        let change = changes.entry((hold.variant_id, hold.location_id)).or_default();
        change.on_hand -= counted;
        change.held -= counted;
        change.sold += hold.quantity;
    }
    let mut left = change(tx, &changes, now).await?;
    // Backwards from what is left: each row of the ledger tells what was on hand just after it.
    let mut entries: Vec<Entry<'_>> = Vec::with_capacity(settled.len());
    for hold in settled.iter().rev().filter(|hold| hold.counted) {
        let after = left.entry((hold.variant_id, hold.location_id)).or_default();
        entries.push(Entry { on_hand: *after, ..entry(hold, -hold.quantity, Cause::Sold, "shop", now) });
        *after += hold.quantity;
    }
    entries.reverse();
    ledger::append_into(together, &entries)
}

/// These orders are not going to be paid: the units they hold are for sale again.
pub(crate) async fn release_all(tx: &DatabaseTransaction, orders: &[OrderId], now: Millis) -> Result<()> {
    let mut changes = Changes::new();
    for hold in end_holds(tx, orders, "released", now).await?.iter().filter(|hold| hold.counted) {
        changes.entry((hold.variant_id, hold.location_id)).or_default().held -= hold.quantity;
    }
    change(tx, &changes, now).await?;
    Ok(())
}

fn entry<'a>(hold: &Settled, delta: i64, cause: Cause, actor: &'a str, now: Millis) -> Entry<'a> {
    Entry {
        variant_id: hold.variant_id,
        location_id: hold.location_id,
        delta,
        on_hand: 0,
        cause,
        actor,
        reason: "",
        order_id: Some(hold.order_id),
        now,
    }
}

#[derive(FromQueryResult)]
struct Taken {
    id: Uuid,
    variant_id: VariantId,
    location_id: LocationId,
    quantity: i64,
    returned: i64,
    counted: bool,
}

/// Part of a line comes back into the house, to where it lay: for a bundle its components. Units that were not counted when they
/// were sold stay uncounted; what is no longer kept in stock (a bundle by now) is not put back.
pub(crate) async fn restock(tx: &DatabaseTransaction, line: Returned, actor: &str, now: Millis) -> Result<()> {
    let select = "SELECT id, variant_id, location_id, quantity, returned, counted FROM hold
        WHERE order_id = $1 AND wanted_id = $2 AND state = 'taken' AND EXISTS (SELECT 1 FROM stock_item s
            WHERE s.variant_id = hold.variant_id AND s.location_id = hold.location_id)
        ORDER BY variant_id, location_id";
    let statement = sql(tx, select, [line.order.0.into(), line.variant.0.into()]);
    let holds = Taken::find_by_statement(statement).all(tx).await?;
    let (mut wanted, mut changes, mut entries, mut back) = (BTreeMap::new(), Changes::new(), Vec::new(), Vec::new());
    for hold in &holds {
        *wanted.entry(hold.variant_id).or_insert(0) += hold.quantity;
    }
    for units in wanted.values_mut() {
        *units = *units / line.of.max(1) * line.quantity;
    }
    for hold in &holds {
        let rest = wanted.entry(hold.variant_id).or_default();
        let units = (hold.quantity - hold.returned).min(*rest);
        if units <= 0 {
            continue;
        }
        *rest -= units;
        back.push((hold.id, units));
        let change = changes.entry((hold.variant_id, hold.location_id)).or_default();
        change.sold -= units;
        if hold.counted {
            change.on_hand += units;
            let settled = Settled {
                order_id: line.order,
                variant_id: hold.variant_id,
                location_id: hold.location_id,
                quantity: units,
                counted: true,
            };
            entries.push(entry(&settled, units, Cause::Returned, actor, now));
        }
    }
    let after = change(tx, &changes, now).await?;
    for entry in &mut entries {
        entry.on_hand = after.get(&(entry.variant_id, entry.location_id)).copied().unwrap_or_default();
    }
    for (hold, units) in back {
        give_back(tx, hold, units).await?;
    }
    free_caps(tx, line).await?;
    ledger::append(tx, &entries).await
}

/// Part of an order's line on its way back.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Returned {
    /// Whose line.
    pub order: OrderId,
    /// What the line was of.
    pub variant: VariantId,
    /// Units that come back.
    pub quantity: i64,
    /// Units the line had in all.
    pub of: i64,
}

async fn give_back(tx: &DatabaseTransaction, hold: Uuid, units: i64) -> Result<()> {
    let update = "UPDATE hold SET returned = returned + $2 WHERE id = $1";
    tx.execute_raw(sql(tx, update, [hold.into(), units.into()])).await?;
    Ok(())
}

/// A line no longer counts against anybody's cap once all of its units are back, wherever they lay.
async fn free_caps(tx: &DatabaseTransaction, line: Returned) -> Result<()> {
    let forget = "DELETE FROM cap_use WHERE variant_id = $2
        AND hold_id IN (SELECT id FROM hold WHERE order_id = $1 AND wanted_id = $2)
        AND NOT EXISTS (SELECT 1 FROM hold WHERE order_id = $1 AND wanted_id = $2 AND returned < quantity)";
    tx.execute_raw(sql(tx, forget, [line.order.0.into(), line.variant.0.into()])).await?;
    Ok(())
}
