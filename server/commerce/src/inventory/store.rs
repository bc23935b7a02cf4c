//! The statements that change stock. Each decides and writes at once; the answer is whether it did.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use types::{Millis, OrderId, VariantId};

use super::{Level, NewItem};
use crate::{Result, db::sql};

/// Ids per statement: SQLite takes at most 32,766 values, and plans stay small.
const CHUNK: usize = 500;

#[derive(FromQueryResult)]
struct LevelRow {
    variant_id: VariantId,
    tracked: bool,
    on_hand: i64,
    held: i64,
    sold: i64,
}

pub(super) async fn levels(connection: &impl ConnectionTrait, ids: &[VariantId]) -> Result<HashMap<VariantId, Level>> {
    let mut levels = HashMap::with_capacity(ids.len());
    for chunk in ids.chunks(CHUNK) {
        let marks: Vec<String> = (1..=chunk.len()).map(|n| format!("${n}")).collect();
        let select = format!(
            "SELECT variant_id, tracked, on_hand, held, sold FROM stock_item WHERE variant_id IN ({})",
            marks.join(", ")
        );
        let values = chunk.iter().map(|id| Value::from(id.0));
        for row in LevelRow::find_by_statement(sql(connection, &select, values)).all(connection).await? {
            let level = Level { tracked: row.tracked, on_hand: row.on_hand, held: row.held, sold: row.sold };
            levels.insert(row.variant_id, level);
        }
    }
    Ok(levels)
}

pub(super) async fn insert_item(connection: &impl ConnectionTrait, id: VariantId, item: NewItem<'_>) -> Result<()> {
    let insert =
        "INSERT INTO stock_item (variant_id, tracked, on_hand, held, sold, updated_at) VALUES ($1, $2, $3, 0, 0, $4)";
    let values = [id.0.into(), item.tracked.into(), item.on_hand.into(), item.now.into()];
    connection.execute_raw(sql(connection, insert, values)).await?;
    Ok(())
}

pub(super) async fn set_tracked(
    connection: &impl ConnectionTrait,
    id: VariantId,
    tracked: bool,
    now: Millis,
) -> Result<()> {
    let update = "UPDATE stock_item SET tracked = $2, updated_at = $3 WHERE variant_id = $1";
    connection.execute_raw(sql(connection, update, [id.0.into(), tracked.into(), now.into()])).await?;
    Ok(())
}

/// Runs a statement about one item; true when it changed a row.
pub(super) async fn changed(connection: &impl ConnectionTrait, text: &str, values: Vec<Value>) -> Result<bool> {
    Ok(connection.execute_raw(sql(connection, text, values)).await?.rows_affected() > 0)
}

/// Promises `quantity` units, if that many are free. Units that are not counted are always free.
pub(super) async fn take(connection: &impl ConnectionTrait, id: VariantId, quantity: i64, now: Millis) -> Result<bool> {
    let update = "UPDATE stock_item SET held = held + CASE WHEN tracked THEN $2 ELSE 0 END, updated_at = $3
        WHERE variant_id = $1 AND (NOT tracked OR on_hand - held >= $2)";
    changed(connection, update, vec![id.0.into(), quantity.into(), now.into()]).await
}

#[derive(FromQueryResult)]
pub(super) struct HoldRow {
    pub variant_id: VariantId,
    pub quantity: i64,
    pub counted: bool,
}

pub(super) async fn insert_hold(
    connection: &impl ConnectionTrait,
    order: OrderId,
    id: VariantId,
    quantity: i64,
    now: Millis,
) -> Result<()> {
    // `counted` is frozen here: a merchant who starts counting between hold and payment must not be charged for it.
    let insert = "INSERT INTO hold (id, variant_id, order_id, quantity, counted, state, created_at)
        SELECT $1, variant_id, $2, $3, tracked, 'active', $4 FROM stock_item WHERE variant_id = $5";
    let values: [Value; 5] = [uuid::Uuid::now_v7().into(), order.0.into(), quantity.into(), now.into(), id.0.into()];
    connection.execute_raw(sql(connection, insert, values)).await?;
    Ok(())
}

/// Ends the active holds of an order and says which they were, in the order in which items are locked everywhere.
pub(super) async fn settle_holds(
    connection: &impl ConnectionTrait,
    order: OrderId,
    state: &str,
    now: Millis,
) -> Result<Vec<HoldRow>> {
    let update = "UPDATE hold SET state = $2, settled_at = $3 WHERE order_id = $1 AND state = 'active'
        RETURNING variant_id, quantity, counted";
    let values = [order.0.into(), state.into(), now.into()];
    let mut holds = HoldRow::find_by_statement(sql(connection, update, values)).all(connection).await?;
    holds.sort_by_key(|hold| hold.variant_id);
    Ok(holds)
}
