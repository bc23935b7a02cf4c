//! Mending stock where there is one right answer. Each repair looks again under the item's lock, and stands in the ledger: with the
//! missing difference, or with none where only the number of held units was wrong.

use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};
use types::{LocationId, Millis, OrderId, VariantId};
use uuid::Uuid;

use super::{
    ledger::{self, Cause, Entry},
    settle,
};
use crate::{
    Cx, Error, Result,
    db::{Together, sql},
};

#[derive(FromQueryResult)]
struct Item {
    on_hand: i64,
    held: i64,
}

/// Locks an item by writing to it, and reads it.
async fn lock(tx: &DatabaseTransaction, variant: VariantId, location: LocationId) -> Result<Item> {
    let touch = "UPDATE stock_item SET held = held WHERE variant_id = $1 AND location_id = $2 RETURNING on_hand, held";
    let values = [variant.0.into(), location.0.into()];
    let item = Item::find_by_statement(sql(tx, touch, values)).one(tx).await?;
    item.ok_or_else(|| Error::conflict("Units are held of an item that is gone."))
}

#[derive(FromQueryResult)]
struct Units {
    units: i64,
}

/// Sets what is held to the sum of the active holds: they say for whom, the number only repeats them.
///
/// Answers with what it did; with nothing when the two agree meanwhile.
///
/// # Errors
/// `conflict` when more is held than is on hand.
pub(crate) async fn recount_held(cx: &Cx, variant: VariantId, location: LocationId) -> Result<Option<String>> {
    let (now, actor) = (cx.clock.now(), cx.actor.label().to_owned());
    cx.db.transaction(|tx| Box::pin(async move { recount(tx, variant, location, &actor, now).await })).await
}

async fn recount(
    tx: &DatabaseTransaction,
    variant_id: VariantId,
    location_id: LocationId,
    actor: &str,
    now: Millis,
) -> Result<Option<String>> {
    let item = lock(tx, variant_id, location_id).await?;
    let select = "SELECT CAST(coalesce(sum(quantity), 0) AS bigint) AS units FROM hold
        WHERE variant_id = $1 AND location_id = $2 AND state = 'active' AND counted";
    let statement = sql(tx, select, [variant_id.0.into(), location_id.0.into()]);
    let units = Units::find_by_statement(statement).one(tx).await?.map_or(0, |row| row.units);
    if units == item.held {
        return Ok(None);
    }
    if units > item.on_hand {
        return Err(Error::conflict(format!("{units} units are held and {} are on hand.", item.on_hand)));
    }
    let update = "UPDATE stock_item SET held = $3, updated_at = $4 WHERE variant_id = $1 AND location_id = $2";
    let values = [variant_id.0.into(), location_id.0.into(), units.into(), now.into()];
    tx.execute_raw(sql(tx, update, values)).await?;
    let reason = format!("held was {}, its holds come to {units}", item.held);
    let (delta, on_hand) = (0, item.on_hand);
    note(tx, Entry { variant_id, location_id, delta, on_hand, actor, reason: &reason, ..blank(now) }).await?;
    Ok(Some(reason))
}

fn blank(now: Millis) -> Entry<'static> {
    Entry {
        variant_id: VariantId(Uuid::nil()),
        location_id: LocationId(Uuid::nil()),
        delta: 0,
        on_hand: 0,
        cause: Cause::Repaired,
        actor: "",
        reason: "",
        order_id: None,
        now,
    }
}

async fn note(tx: &DatabaseTransaction, entry: Entry<'_>) -> Result<()> {
    ledger::append(tx, &[entry]).await
}

#[derive(FromQueryResult)]
struct Loose {
    value: i64,
    ends: i64,
}

/// Closes the one gap in an item's ledger. The number on hand stays: guarded statements made it and the shop sells by it; the ledger
/// only explains it, and one row is missing or wrong. Should the shelf say otherwise, staff count it.
///
/// Each row begins where another ended, the first at nothing and the end of the last is on hand now. So if one value is left over as
/// an end and one as a beginning, the missing row leads from the one to the other.
///
/// # Errors
/// `conflict` when there are several gaps: which row is wrong is then anybody's guess.
pub(crate) async fn close_gap(cx: &Cx, variant_id: VariantId, location_id: LocationId) -> Result<Option<String>> {
    let (now, actor) = (cx.clock.now(), cx.actor.label().to_owned());
    cx.db
        .transaction(|tx| {
            Box::pin(async move {
                let item = lock(tx, variant_id, location_id).await?;
                let loose = loose_ends(tx, variant_id, location_id, item.on_hand).await?;
                let end = loose.iter().find(|loose| loose.ends == 1);
                let (from, to) = match (loose.len(), end, loose.iter().find(|loose| loose.ends == -1)) {
                    (0, ..) => return Ok(None),
                    (2, Some(end), Some(beginning)) => (end.value, beginning.value),
                    _ => return Err(Error::conflict("The ledger has several gaps.")),
                };
                let reason = format!("the ledger had a gap from {from} to {to}");
                let entry = Entry {
                    variant_id,
                    location_id,
                    delta: to - from,
                    on_hand: to,
                    actor: &actor,
                    reason: &reason,
                    ..blank(now)
                };
                note(tx, entry).await?;
                Ok(Some(reason))
            })
        })
        .await
}

async fn loose_ends(
    tx: &DatabaseTransaction,
    variant: VariantId,
    location: LocationId,
    on_hand: i64,
) -> Result<Vec<Loose>> {
    let select = "SELECT value, CAST(sum(ends) AS bigint) AS ends FROM (
            SELECT on_hand AS value, 1 AS ends FROM stock_ledger WHERE variant_id = $1 AND location_id = $2
            UNION ALL SELECT on_hand - delta, -1 FROM stock_ledger WHERE variant_id = $1 AND location_id = $2
            UNION ALL SELECT 0, 1 UNION ALL SELECT CAST($3 AS bigint), -1
        ) AS ends GROUP BY value HAVING sum(ends) <> 0 LIMIT 5";
    let values = [variant.0.into(), location.0.into(), on_hand.into()];
    Ok(Loose::find_by_statement(sql(tx, select, values)).all(tx).await?)
}

/// What a hold that should have ended becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Its order ended unpaid, or is gone.
    Released,
    /// Its cart's time is over.
    Expired,
    /// Its order is paid.
    Taken,
}

#[derive(FromQueryResult)]
struct Active {
    variant_id: VariantId,
    location_id: LocationId,
    quantity: i64,
    order_id: Option<OrderId>,
}

/// Ends an active hold, in the caller's transaction, which has locked the hold's order. The item's held units are counted again.
///
/// # Errors
/// `conflict` when the units of a paid order are not there.
pub(crate) async fn end_hold(cx: &Cx, tx: &DatabaseTransaction, id: Uuid, ending: Ending) -> Result<Option<String>> {
    let now = cx.clock.now();
    let select = "SELECT variant_id, location_id, quantity, order_id FROM hold
        WHERE id = $1 AND state = 'active' AND (cart_id IS NULL OR expires_at <= $2)";
    let statement = sql(tx, select, [id.into(), now.into()]);
    let Some(hold) = Active::find_by_statement(statement).one(tx).await? else { return Ok(None) };
    if let (Ending::Taken, Some(order)) = (ending, hold.order_id)
        && !is_sold(tx, order, &hold).await?
    {
        recount(tx, hold.variant_id, hold.location_id, cx.actor.label(), now).await?;
        let mut together = Together::on(tx);
        settle::commit_all(tx, &[order], &mut together, now).await?;
        together.run(tx).await?;
        return Ok(Some("sold the units its order still held".into()));
    }
    lock(tx, hold.variant_id, hold.location_id).await?;
    let state = match ending {
        Ending::Released => "released",
        Ending::Expired => "expired",
        Ending::Taken => "taken",
    };
    // A cart may have extended it before the item was locked.
    let update = "UPDATE hold SET state = $2, settled_at = $3
        WHERE id = $1 AND state = 'active' AND (cart_id IS NULL OR expires_at <= $3)";
    if tx.execute_raw(sql(tx, update, [id.into(), state.into(), now.into()])).await?.rows_affected() == 0 {
        return Ok(None);
    }
    // That this changes the number of held units is what was to be done; a wrong number before is mended by the way.
    recount(tx, hold.variant_id, hold.location_id, cx.actor.label(), now).await?;
    Ok(Some(format!("{state}: {} units", hold.quantity)))
}

#[derive(FromQueryResult)]
struct SoldRows {
    here: i64,
    anywhere: i64,
}

/// Whether the ledger says already that the order's units of this item left the house.
async fn is_sold(tx: &DatabaseTransaction, order: OrderId, hold: &Active) -> Result<bool> {
    let select = "SELECT count(*) AS anywhere, count(CASE WHEN variant_id = $1 AND location_id = $2 THEN 1 END) AS here
        FROM stock_ledger WHERE order_id = $3 AND cause = 'sold'
            AND variant_id IN (SELECT variant_id FROM hold WHERE order_id = $3)";
    let values = [hold.variant_id.0.into(), hold.location_id.0.into(), order.0.into()];
    let rows = SoldRows::find_by_statement(sql(tx, select, values)).one(tx).await?;
    match rows {
        Some(rows) if rows.here > 0 => Ok(true),
        Some(rows) if rows.anywhere > 0 => {
            Err(Error::conflict("Some of the order's units were sold, and some were not."))
        }
        _ => Ok(false),
    }
}
