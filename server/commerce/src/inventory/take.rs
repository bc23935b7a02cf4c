//! From promise to sale: units are held when an order is placed, sold when it is paid, set free when it is not.

use sea_orm::DatabaseTransaction;
use types::{ErrorCode, FieldError, Millis, OrderId, VariantId};

use super::{
    ledger::{self, Cause, Entry},
    store,
};
use crate::{Error, Result};

/// Units wanted of one variant.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    pub variant_id: VariantId,
    pub quantity: i64,
    /// How the shopper knows it.
    pub title: String,
}

/// Holds all of `wanted` for an order, or nothing: a short line fails the transaction and names every line that is short. Items
/// are always taken in the order of their ids, so two carts cannot wait for each other.
pub(crate) async fn hold(tx: &DatabaseTransaction, order: OrderId, mut wanted: Vec<Wanted>, now: Millis) -> Result<()> {
    wanted.sort_by_key(|line| line.variant_id);
    let mut short = Vec::new();
    for line in &wanted {
        if store::take(tx, line.variant_id, line.quantity, now).await? {
            store::insert_hold(tx, order, line.variant_id, line.quantity, now).await?;
        } else {
            short.push(line);
        }
    }
    if short.is_empty() { Ok(()) } else { Err(out_of_stock(tx, &short).await?) }
}

async fn out_of_stock(tx: &DatabaseTransaction, short: &[&Wanted]) -> Result<Error> {
    let ids: Vec<_> = short.iter().map(|line| line.variant_id).collect();
    let levels = super::levels(tx, &ids).await?;
    let errors: Vec<_> = short
        .iter()
        .map(|line| {
            let left = levels.get(&line.variant_id).and_then(|level| level.for_sale()).unwrap_or(0).max(0);
            let message = match left {
                0 => format!("{} is sold out.", line.title),
                _ => format!("Only {left} of {} left.", line.title),
            };
            FieldError::new(format!("lines.{}", line.variant_id), message)
        })
        .collect();
    let detail = errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join(" ");
    Ok(Error::new(ErrorCode::OutOfStock, detail).with_fields(errors))
}

/// The order is paid: its held units leave the house.
pub(crate) async fn commit(tx: &DatabaseTransaction, order: OrderId, now: Millis) -> Result<()> {
    let sell = "UPDATE stock_item SET on_hand = on_hand - $2, held = held - $2, sold = sold + $3, updated_at = $4
        WHERE variant_id = $1";
    for hold in store::settle_holds(tx, order, "taken", now).await? {
        let counted = if hold.counted { hold.quantity } else { 0 };
        let values = vec![hold.variant_id.0.into(), counted.into(), hold.quantity.into(), now.into()];
        store::changed(tx, sell, values).await?;
        if hold.counted {
            let entry = entry(hold.variant_id, -hold.quantity, Cause::Sold, order, now);
            ledger::append(tx, entry).await?;
        }
    }
    Ok(())
}

/// The order is not going to be paid: its held units are for sale again.
pub(crate) async fn release(tx: &DatabaseTransaction, order: OrderId, now: Millis) -> Result<()> {
    let free = "UPDATE stock_item SET held = held - $2, updated_at = $3 WHERE variant_id = $1";
    for hold in store::settle_holds(tx, order, "released", now).await?.into_iter().filter(|hold| hold.counted) {
        store::changed(tx, free, vec![hold.variant_id.0.into(), hold.quantity.into(), now.into()]).await?;
    }
    Ok(())
}

/// Sold units come back into the house. Units that are not counted only lower the number sold.
pub(crate) async fn restock(
    tx: &DatabaseTransaction,
    order: OrderId,
    id: VariantId,
    quantity: i64,
    actor: &str,
    now: Millis,
) -> Result<()> {
    let put_back = "UPDATE stock_item SET on_hand = on_hand + $2, sold = sold - $2, updated_at = $3
        WHERE variant_id = $1 AND tracked";
    if store::changed(tx, put_back, vec![id.0.into(), quantity.into(), now.into()]).await? {
        ledger::append(tx, Entry { actor, ..entry(id, quantity, Cause::Returned, order, now) }).await?;
    }
    Ok(())
}

fn entry(variant_id: VariantId, delta: i64, cause: Cause, order: OrderId, now: Millis) -> Entry<'static> {
    Entry { variant_id, delta, cause, actor: "shop", reason: "", order_id: Some(order), now }
}
