//! The ledger: every change of `on_hand`, why, and by whom. Rows are only ever added.

use sea_orm::{ConnectionTrait, FromQueryResult};
use serde::Serialize;
use types::{LocationId, Millis, OrderId, VariantId, admin::LedgerRow};
use uuid::Uuid;

use crate::{
    Cx, Result, Scope,
    clock::rfc3339,
    db::{Together, rows::Column, sql},
};

/// Rows shown to staff, latest first.
const SHOWN: u64 = 100;

/// Why stock changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    Received,
    Adjusted,
    Sold,
    Returned,
    Transferred,
    Repaired,
}

impl Cause {
    fn as_str(self) -> &'static str {
        match self {
            Cause::Received => "received",
            Cause::Adjusted => "adjusted",
            Cause::Sold => "sold",
            Cause::Returned => "returned",
            Cause::Transferred => "transferred",
            Cause::Repaired => "repaired",
        }
    }
}

/// A change just made to a stock item by the same transaction, which therefore holds its row.
pub(super) struct Entry<'a> {
    pub variant_id: VariantId,
    pub location_id: LocationId,
    pub delta: i64,
    /// What was on hand just after it.
    pub on_hand: i64,
    pub cause: Cause,
    pub actor: &'a str,
    pub reason: &'a str,
    pub order_id: Option<OrderId>,
    pub now: Millis,
}

#[derive(Serialize)]
struct NewRow<'a> {
    id: Uuid,
    variant_id: VariantId,
    location_id: LocationId,
    delta: i64,
    on_hand: i64,
    cause: &'static str,
    actor: &'a str,
    reason: &'a str,
    order_id: Option<OrderId>,
    created_at: Millis,
}

/// Writes changes down, in the order in which they were made.
pub(super) async fn append(connection: &impl ConnectionTrait, entries: &[Entry<'_>]) -> Result<()> {
    let mut together = Together::on(connection);
    append_into(&mut together, entries)?;
    together.run(connection).await
}

/// The same for a caller who has more to write.
pub(super) fn append_into(together: &mut Together, entries: &[Entry<'_>]) -> Result<()> {
    let new: Vec<_> = entries
        .iter()
        .map(|entry| NewRow {
            id: Uuid::now_v7(),
            variant_id: entry.variant_id,
            location_id: entry.location_id,
            delta: entry.delta,
            on_hand: entry.on_hand,
            cause: entry.cause.as_str(),
            actor: entry.actor,
            reason: entry.reason,
            order_id: entry.order_id,
            created_at: entry.now,
        })
        .collect();
    let insert = "INSERT INTO stock_ledger
            (id, variant_id, location_id, delta, on_hand, cause, actor, reason, order_id, created_at)
        SELECT id, variant_id, location_id, delta, on_hand, cause, actor, reason, order_id, created_at FROM {rows}";
    let columns = &[
        Column::id("id"),
        Column::id("variant_id"),
        Column::id("location_id"),
        Column::int("delta"),
        Column::int("on_hand"),
        Column::text("cause"),
        Column::text("actor"),
        Column::text("reason"),
        Column::id("order_id").or_null(),
        Column::int("created_at"),
    ];
    together.write(insert, columns, &new, [])
}

#[derive(FromQueryResult)]
struct Row {
    location: String,
    delta: i64,
    on_hand: i64,
    cause: String,
    actor: String,
    reason: String,
    created_at: Millis,
}

/// The latest changes of one variant's stock, newest first.
///
/// # Errors
/// When the caller may not, or the database does not answer.
pub async fn ledger(cx: &Cx, id: VariantId) -> Result<Vec<LedgerRow>> {
    cx.require(Scope::StockWrite)?;
    let select = "SELECT l.name AS location, s.delta, s.on_hand, s.cause, s.actor, s.reason, s.created_at
        FROM stock_ledger s JOIN location l ON l.id = s.location_id
        WHERE s.variant_id = $1 ORDER BY s.id DESC LIMIT $2";
    let statement = sql(cx.db.read(), select, [id.0.into(), SHOWN.into()]);
    let rows = Row::find_by_statement(statement).all(cx.db.read()).await?;
    Ok(rows
        .into_iter()
        .map(|row| LedgerRow {
            at: rfc3339(row.created_at),
            location: row.location,
            delta: row.delta,
            on_hand: row.on_hand,
            cause: row.cause,
            actor: row.actor,
            reason: row.reason,
        })
        .collect())
}
