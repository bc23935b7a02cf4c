//! Bundles: variants that are sold as one and consist of others. They have no stock of their own.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};
use serde::Serialize;
use types::{Millis, VariantId, admin::BundlePart};

use super::Level;
use crate::{
    Cx, Error, Result, Scope,
    db::{
        rows::{self, Column},
        sql,
    },
};

/// Components a bundle can have.
const MOST: usize = 20;

#[derive(FromQueryResult)]
struct Row {
    bundle_id: VariantId,
    component_id: VariantId,
    quantity: i64,
    hold_in_cart: bool,
    cap_per_person: Option<i64>,
    in_drop: bool,
}

async fn parts(connection: &impl ConnectionTrait, ids: &[VariantId]) -> Result<Vec<Row>> {
    let select = "SELECT b.bundle_id, b.component_id, b.quantity, i.hold_in_cart, i.cap_per_person, i.in_drop
        FROM bundle_component b JOIN inventory_item i ON i.variant_id = b.bundle_id
        WHERE b.bundle_id IN (SELECT id FROM {rows}) ORDER BY b.bundle_id, b.component_id";
    rows::query(connection, select, rows::ID, &rows::ids(ids.iter().map(|id| id.0)), []).await
}

/// Stock of those of `ids` that are bundles.
pub(super) async fn levels(
    connection: &impl ConnectionTrait,
    ids: &[VariantId],
    now: Millis,
) -> Result<HashMap<VariantId, Level>> {
    let parts = parts(connection, ids).await?;
    let components: Vec<_> = parts.iter().map(|part| part.component_id).collect();
    let stock = super::store::levels(connection, &components, now).await?;
    let mut levels: HashMap<VariantId, Level> = HashMap::new();
    for part in &parts {
        let component = stock.get(&part.component_id).copied().unwrap_or(Level { tracked: true, ..Level::default() });
        let whole = Level {
            tracked: component.tracked,
            on_hand: component.on_hand / part.quantity,
            held: component.on_hand / part.quantity - (component.on_hand - component.held) / part.quantity,
            sold: 0,
            hold_in_cart: part.hold_in_cart,
            cap_per_person: part.cap_per_person,
            // Who must not sell a thing by itself must not sell it in a set either.
            in_drop: part.in_drop || component.in_drop,
        };
        levels.entry(part.bundle_id).and_modify(|level| *level = scarcer(*level, whole)).or_insert(whole);
    }
    Ok(levels)
}

#[derive(FromQueryResult)]
struct Within {
    bundle_id: VariantId,
    component_id: VariantId,
}

/// Bundles that contain any of `ids`, each with what it contains.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn bundles_with(
    connection: &impl ConnectionTrait,
    ids: &[VariantId],
) -> Result<Vec<(VariantId, VariantId)>> {
    let select = "SELECT bundle_id, component_id FROM bundle_component WHERE component_id IN (SELECT id FROM {rows})";
    let ids = rows::ids(ids.iter().map(|id| id.0));
    let found: Vec<Within> = rows::query(connection, select, rows::ID, &ids, []).await?;
    Ok(found.into_iter().map(|row| (row.bundle_id, row.component_id)).collect())
}

/// What limits a bundle more; what is not counted limits nothing.
fn scarcer(a: Level, b: Level) -> Level {
    match (a.for_sale(), b.for_sale()) {
        (None, _) => b,
        (Some(_), None) => a,
        (Some(left), Some(right)) => {
            if left <= right {
                a
            } else {
                b
            }
        }
    }
}

/// What a variant consists of; nothing unless it is a bundle.
///
/// # Errors
/// `not_found`; when the caller may not, or the database does not answer.
pub async fn bundle(cx: &Cx, id: VariantId) -> Result<Vec<BundlePart>> {
    cx.require(Scope::StockWrite)?;
    let parts = parts(cx.db.write(), &[id]).await?;
    if parts.is_empty() {
        let known = sql(cx.db.write(), "SELECT 1 AS one FROM inventory_item WHERE variant_id = $1", [id.0.into()]);
        cx.db.write().query_one_raw(known).await?.ok_or_else(|| Error::not_found("variant"))?;
    }
    Ok(parts.into_iter().map(|part| BundlePart { variant_id: part.component_id, quantity: part.quantity }).collect())
}

#[derive(Serialize)]
struct NewPart {
    component_id: VariantId,
    quantity: i64,
}

/// Makes a variant a bundle of `parts`, or with none a variant with stock of its own again. Orders keep what they have taken.
///
/// # Errors
/// `invalid` for a part that is the bundle itself, a bundle, unknown, or stands twice; `conflict` while the variant has stock of its
/// own; `not_found`.
pub async fn set_bundle(cx: &Cx, id: VariantId, parts: Vec<BundlePart>) -> Result<Vec<BundlePart>> {
    cx.require(Scope::StockWrite)?;
    check(id, &parts)?;
    let (kept, now) = (parts.clone(), cx.clock.now());
    cx.db.transaction(|tx| Box::pin(async move { write(tx, id, &kept, now).await })).await?;
    super::watch::stock_changed_now(cx, [id]).await;
    Ok(parts)
}

fn check(id: VariantId, parts: &[BundlePart]) -> Result<()> {
    let wrong = |message: &str| Err(Error::invalid_field("parts", message));
    let mut seen: Vec<_> = parts.iter().map(|part| part.variant_id).collect();
    seen.sort_unstable();
    seen.dedup();
    match () {
        () if parts.len() > MOST => wrong("A bundle has at most 20 components."),
        () if seen.len() != parts.len() => wrong("Name each component once, with its quantity."),
        () if seen.contains(&id) => wrong("A bundle cannot contain itself."),
        () if parts.iter().any(|part| !(1..=99).contains(&part.quantity)) => wrong("Between 1 and 99 of a component."),
        () => Ok(()),
    }
}

async fn write(tx: &DatabaseTransaction, id: VariantId, parts: &[BundlePart], now: Millis) -> Result<()> {
    // Locks the variant: two such changes happen one after the other.
    let lock = "UPDATE inventory_item SET tracked = tracked WHERE variant_id = $1";
    if tx.execute_raw(sql(tx, lock, [id.0.into()])).await?.rows_affected() == 0 {
        return Err(Error::not_found("variant"));
    }
    if parts.is_empty() {
        return dissolve(tx, id, now).await;
    }
    let stands = "SELECT 1 AS one FROM stock_item WHERE variant_id = $1 AND (on_hand > 0 OR held > 0)";
    if tx.query_one_raw(sql(tx, stands, [id.0.into()])).await?.is_some() {
        return Err(Error::conflict("This variant has stock of its own. Bring it to zero first."));
    }
    let part_of = "SELECT 1 AS one FROM bundle_component WHERE component_id = $1";
    if tx.query_one_raw(sql(tx, part_of, [id.0.into()])).await?.is_some() {
        return Err(Error::invalid_field("parts", "This variant is part of a bundle itself."));
    }
    for table in ["stock_item WHERE variant_id", "bundle_component WHERE bundle_id"] {
        tx.execute_raw(sql(tx, &format!("DELETE FROM {table} = $1"), [id.0.into()])).await?;
    }
    let new: Vec<_> =
        parts.iter().map(|part| NewPart { component_id: part.variant_id, quantity: part.quantity }).collect();
    // Only variants with stock of their own can be components.
    let insert = "INSERT INTO bundle_component (bundle_id, component_id, quantity)
        SELECT $2, r.component_id, r.quantity FROM {rows}
        WHERE EXISTS (SELECT 1 FROM stock_item s WHERE s.variant_id = r.component_id)";
    let columns = &[Column::id("component_id"), Column::int("quantity")];
    if rows::execute(tx, insert, columns, &new, [id.0.into()]).await? != parts.len() as u64 {
        return Err(Error::invalid_field("parts", "Components are variants with stock of their own."));
    }
    Ok(())
}

/// An empty stock item again, where there was none.
async fn dissolve(tx: &DatabaseTransaction, id: VariantId, now: Millis) -> Result<()> {
    tx.execute_raw(sql(tx, "DELETE FROM bundle_component WHERE bundle_id = $1", [id.0.into()])).await?;
    let insert = "INSERT INTO stock_item (variant_id, location_id, on_hand, held, sold, updated_at)
        SELECT $1, l.id, 0, 0, 0, $2 FROM location l
        WHERE l.active AND NOT EXISTS (SELECT 1 FROM stock_item s WHERE s.variant_id = $1)
        ORDER BY l.priority, l.id LIMIT 1";
    tx.execute_raw(sql(tx, insert, [id.0.into(), now.into()])).await?;
    Ok(())
}
