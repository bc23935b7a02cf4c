//! The ledger: every change of `on_hand`, why, and by whom. Rows are only ever added.

use sea_orm::{ConnectionTrait, FromQueryResult};
use types::{Millis, OrderId, VariantId, admin::LedgerRow};

use crate::{Cx, Result, Scope, clock::rfc3339, db::sql};

/// Rows shown to staff, latest first.
const SHOWN: u64 = 100;

/// Why stock changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    Received,
    Adjusted,
    Sold,
    Returned,
}

impl Cause {
    fn as_str(self) -> &'static str {
        match self {
            Cause::Received => "received",
            Cause::Adjusted => "adjusted",
            Cause::Sold => "sold",
            Cause::Returned => "returned",
        }
    }
}

pub(super) struct Entry<'a> {
    pub variant_id: VariantId,
    pub delta: i64,
    pub cause: Cause,
    pub actor: &'a str,
    pub reason: &'a str,
    pub order_id: Option<OrderId>,
    pub now: Millis,
}

/// Writes down a change just made to the item by the same transaction, which therefore holds its row.
pub(super) async fn append(connection: &impl ConnectionTrait, entry: Entry<'_>) -> Result<()> {
    let insert = "INSERT INTO stock_ledger (id, variant_id, delta, on_hand, cause, actor, reason, order_id, created_at)
        SELECT $1, variant_id, $3, on_hand, $4, $5, $6, $7, $8 FROM stock_item WHERE variant_id = $2";
    let values = [
        uuid::Uuid::now_v7().into(),
        entry.variant_id.0.into(),
        entry.delta.into(),
        entry.cause.as_str().into(),
        entry.actor.into(),
        entry.reason.into(),
        entry.order_id.map(|order| order.0).into(),
        entry.now.into(),
    ];
    connection.execute_raw(sql(connection, insert, values)).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Row {
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
    let select = "SELECT delta, on_hand, cause, actor, reason, created_at FROM stock_ledger
        WHERE variant_id = $1 ORDER BY id DESC LIMIT $2";
    let statement = sql(cx.db.read(), select, [id.0.into(), SHOWN.into()]);
    let rows = Row::find_by_statement(statement).all(cx.db.read()).await?;
    Ok(rows
        .into_iter()
        .map(|row| LedgerRow {
            at: rfc3339(row.created_at),
            delta: row.delta,
            on_hand: row.on_hand,
            cause: row.cause,
            actor: row.actor,
            reason: row.reason,
        })
        .collect())
}
