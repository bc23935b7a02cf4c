//! What staff do to stock: count it, correct it, look at it.

use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use types::{
    LocationId, ProductId, VariantId,
    admin::{StockAdjustment, StockLevel, StockRow},
};

use super::{
    ledger::{self, Cause, Entry},
    locations::begin_at,
    watch::stock_changed_now,
};
use crate::{Cx, Error, Result, Scope, db::sql};

/// More units than any shop has; keeps sums far from the edge of an integer.
pub(super) const MOST: i64 = 1_000_000_000;
const LONGEST_REASON: usize = 200;
const PAGE: u64 = 50;

/// A page of stock.
#[derive(Clone, Debug)]
pub struct StockPage {
    /// The rows.
    pub items: Vec<StockRow>,
    /// This page, from 1.
    pub page: u64,
    /// How many pages, at least 1.
    pub pages: u64,
}

/// Changes a variant's stock at a location and writes down why. Units that are held cannot be taken away.
///
/// # Errors
/// `invalid` names the field; `conflict` when fewer would be left than are held; `not_found`, also for bundles.
pub async fn adjust(cx: &Cx, id: VariantId, change: StockAdjustment) -> Result<StockLevel> {
    cx.require(Scope::StockWrite)?;
    let reason = check(&change)?;
    let (now, actor) = (cx.clock.now(), cx.actor.label().to_owned());
    let level = cx
        .db
        .transaction(|tx| {
            Box::pin(async move {
                let location_id = match change.location_id {
                    Some(location) => location,
                    None => first_location(tx).await?,
                };
                begin_at(tx, id, location_id, now).await?;
                let before = lock(tx, id, location_id).await?;
                let delta = change.delta.unwrap_or_else(|| change.set.unwrap_or_default() - before);
                let update = "UPDATE stock_item SET on_hand = on_hand + $3, updated_at = $4
                    WHERE variant_id = $1 AND location_id = $2 AND on_hand + $3 BETWEEN held AND $5
                    RETURNING on_hand, held";
                let values = [id.0.into(), location_id.0.into(), delta.into(), now.into(), MOST.into()];
                let after = Item::find_by_statement(sql(tx, update, values)).one(tx).await?;
                let after =
                    after.ok_or_else(|| Error::conflict("Fewer units would be left than orders being paid hold."))?;
                if delta != 0 {
                    let entry = Entry {
                        variant_id: id,
                        location_id,
                        delta,
                        on_hand: after.on_hand,
                        cause: Cause::Adjusted,
                        actor: &actor,
                        reason: &reason,
                        order_id: None,
                        now,
                    };
                    ledger::append(tx, &[entry]).await?;
                }
                Ok(StockLevel { variant_id: id, location_id, on_hand: after.on_hand, held: after.held })
            })
        })
        .await?;
    stock_changed_now(cx, [id]).await;
    Ok(level)
}

#[derive(FromQueryResult)]
struct Item {
    on_hand: i64,
    held: i64,
}

#[derive(FromQueryResult)]
struct First {
    id: LocationId,
}

async fn first_location(connection: &impl ConnectionTrait) -> Result<LocationId> {
    let select = "SELECT id FROM location WHERE active ORDER BY priority, id LIMIT 1";
    let first = First::find_by_statement(sql(connection, select, [])).one(connection).await?;
    Ok(first.ok_or_else(|| Error::conflict("No location is active."))?.id)
}

/// Locks the item by writing to it, and answers with its units: what `set` is measured against cannot move any more.
async fn lock(connection: &impl ConnectionTrait, id: VariantId, location: LocationId) -> Result<i64> {
    let touch =
        "UPDATE stock_item SET on_hand = on_hand WHERE variant_id = $1 AND location_id = $2 RETURNING on_hand, held";
    let item =
        Item::find_by_statement(sql(connection, touch, [id.0.into(), location.0.into()])).one(connection).await?;
    Ok(item.ok_or_else(|| Error::not_found("variant with stock of its own"))?.on_hand)
}

fn check(change: &StockAdjustment) -> Result<String> {
    match (change.delta, change.set) {
        (Some(delta), None) if (-MOST..=MOST).contains(&delta) => {}
        (None, Some(count)) if (0..=MOST).contains(&count) => {}
        (None, Some(_)) => return Err(Error::invalid_field("set", "Count between 0 and 1,000,000,000.")),
        (Some(_), None) => return Err(Error::invalid_field("delta", "Change by at most 1,000,000,000.")),
        _ => return Err(Error::invalid_field("delta", "Give either delta or set.")),
    }
    let reason = change.reason.trim();
    match reason.chars().count() {
        0 => Err(Error::invalid_field("reason", "Say why; the ledger keeps it.")),
        length if length > LONGEST_REASON => Err(Error::invalid_field("reason", "At most 200 characters.")),
        _ => Ok(reason.to_owned()),
    }
}

#[derive(FromQueryResult)]
struct Row {
    variant_id: VariantId,
    product_id: ProductId,
    title: String,
    variant_title: String,
    sku: Option<String>,
    location_id: LocationId,
    location: String,
    on_hand: i64,
    held: i64,
}

const ROWS: &str =
    "SELECT s.variant_id, v.product_id, p.title, v.title AS variant_title, v.sku, s.location_id, l.name AS location,
        s.on_hand, s.held
    FROM stock_item s JOIN inventory_item i ON i.variant_id = s.variant_id JOIN location l ON l.id = s.location_id
    JOIN variant v ON v.id = s.variant_id JOIN product p ON p.id = v.product_id
    WHERE v.deleted_at IS NULL";

async fn rows(connection: &impl ConnectionTrait, tail: &str, values: Vec<Value>) -> Result<Vec<StockRow>> {
    let statement = sql(connection, &format!("{ROWS} {tail}"), values);
    let rows = Row::find_by_statement(statement).all(connection).await?;
    Ok(rows
        .into_iter()
        .map(|row| StockRow {
            variant_id: row.variant_id,
            product_id: row.product_id,
            title: row.title,
            variant_title: row.variant_title,
            sku: row.sku,
            location_id: row.location_id,
            location: row.location,
            on_hand: row.on_hand,
            held: row.held,
        })
        .collect())
}

/// Stock whose product, variant or SKU contains `query`, fewest left first.
///
/// # Errors
/// When the caller may not, or the database does not answer.
pub async fn stock_rows(cx: &Cx, query: &str, page: u64) -> Result<StockPage> {
    cx.require(Scope::StockWrite)?;
    let pattern = crate::db::contains(query);
    let filter = "AND i.tracked AND (lower(p.title) LIKE $1 ESCAPE '\\' OR lower(v.title) LIKE $1 ESCAPE '\\' OR lower(v.sku) LIKE $1 ESCAPE '\\')";
    let count = format!("SELECT count(*) AS total FROM ({ROWS} {filter}) AS matching");
    let statement = sql(cx.db.read(), &count, [pattern.clone().into()]);
    let total: i64 = match cx.db.read().query_one_raw(statement).await? {
        Some(row) => row.try_get("", "total")?,
        None => 0,
    };
    let pages = total.unsigned_abs().div_ceil(PAGE).max(1);
    let page = page.clamp(1, pages);
    let tail = format!("{filter} ORDER BY s.on_hand - s.held, p.title, v.position LIMIT $2 OFFSET $3");
    let items = rows(cx.db.read(), &tail, vec![pattern.into(), PAGE.into(), ((page - 1) * PAGE).into()]).await?;
    Ok(StockPage { items, page, pages })
}

/// Stock of one variant, by location, in the order in which goods are sold from them.
///
/// # Errors
/// `not_found`, also for bundles; when the caller may not, or the database does not answer.
pub async fn stock_item(cx: &Cx, id: VariantId) -> Result<Vec<StockRow>> {
    cx.require(Scope::StockWrite)?;
    let tail = "AND s.variant_id = $1 ORDER BY l.priority, l.id";
    let found = rows(cx.db.read(), tail, vec![id.0.into()]).await?;
    if found.is_empty() { Err(Error::not_found("stock item")) } else { Ok(found) }
}

/// Tracked variants with `limit` or fewer left, fewest first.
pub(crate) async fn low_stock(connection: &impl ConnectionTrait, limit: i64, most: u64) -> Result<Vec<StockRow>> {
    let tail = "AND i.tracked AND p.status = 'active' AND s.on_hand - s.held <= $1 ORDER BY s.on_hand - s.held, p.title LIMIT $2";
    rows(connection, tail, vec![limit.into(), most.into()]).await
}
