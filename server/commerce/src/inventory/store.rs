//! Stock items and their numbers. What takes and settles units has statements of its own (`take`, `settle`).

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, FromQueryResult};
use types::{LocationId, Millis, VariantId};

use super::{Level, NewItem};
use crate::{
    Error, Result,
    db::{rows, sql},
};

#[derive(FromQueryResult)]
struct LevelRow {
    variant_id: VariantId,
    tracked: bool,
    on_hand: i64,
    held: i64,
    sold: i64,
    lapsed: i64,
    hold_in_cart: bool,
    cap_per_person: Option<i64>,
    in_drop: bool,
}

pub(super) async fn levels(
    connection: &impl ConnectionTrait,
    ids: &[VariantId],
    now: Millis,
) -> Result<HashMap<VariantId, Level>> {
    let select = "SELECT s.variant_id, i.tracked, i.hold_in_cart, i.cap_per_person, i.in_drop,
            CAST(sum(CASE WHEN l.active THEN s.on_hand ELSE 0 END) AS bigint) AS on_hand,
            CAST(sum(CASE WHEN l.active THEN s.held ELSE 0 END) AS bigint) AS held,
            CAST(sum(s.sold) AS bigint) AS sold,
            CAST((SELECT coalesce(sum(h.quantity), 0) FROM hold h JOIN location a ON a.id = h.location_id AND a.active
                WHERE h.variant_id = s.variant_id AND h.state = 'active' AND h.expires_at <= $2 AND h.counted) AS bigint) AS lapsed
        FROM stock_item s JOIN inventory_item i ON i.variant_id = s.variant_id JOIN location l ON l.id = s.location_id
        WHERE s.variant_id IN (SELECT id FROM {rows}) GROUP BY s.variant_id, i.tracked, i.hold_in_cart, i.cap_per_person, i.in_drop";
    let ids = rows::ids(ids.iter().map(|id| id.0));
    let found: Vec<LevelRow> = rows::query(connection, select, rows::ID, &ids, [now.into()]).await?;
    let level = |row: LevelRow| {
        let held = (row.held - row.lapsed).max(0);
        let level = Level {
            tracked: row.tracked,
            on_hand: row.on_hand,
            held,
            sold: row.sold,
            hold_in_cart: row.hold_in_cart,
            cap_per_person: row.cap_per_person,
            in_drop: row.in_drop,
        };
        (row.variant_id, level)
    };
    Ok(found.into_iter().map(level).collect())
}

pub(super) fn available_condition(id: &str) -> String {
    let free = |item: &str| {
        format!(
            "(SELECT coalesce(sum(s.on_hand - s.held), 0) FROM stock_item s JOIN location l ON l.id = s.location_id AND l.active
            WHERE s.variant_id = {item})"
        )
    };
    format!(
        "EXISTS (SELECT 1 FROM inventory_item i WHERE i.variant_id = {id} AND NOT i.in_drop AND (NOT i.tracked AND NOT EXISTS
                (SELECT 1 FROM bundle_component b WHERE b.bundle_id = i.variant_id)
            OR {of_item} > 0
            OR EXISTS (SELECT 1 FROM bundle_component b WHERE b.bundle_id = i.variant_id) AND NOT EXISTS
                (SELECT 1 FROM bundle_component b JOIN inventory_item c ON c.variant_id = b.component_id
                WHERE b.bundle_id = i.variant_id AND (c.in_drop OR c.tracked AND {of_part} < b.quantity))))",
        of_item = free("i.variant_id"),
        of_part = free("b.component_id"),
    )
}

#[derive(FromQueryResult)]
struct At {
    location_id: LocationId,
}

pub(super) async fn insert_item(
    connection: &impl ConnectionTrait,
    id: VariantId,
    item: NewItem<'_>,
) -> Result<LocationId> {
    let kept = "INSERT INTO inventory_item (variant_id, tracked, hold_in_cart) VALUES ($1, $2, false)";
    connection.execute_raw(sql(connection, kept, [id.0.into(), item.tracked.into()])).await?;
    let insert = "INSERT INTO stock_item (variant_id, location_id, on_hand, held, sold, updated_at)
        SELECT $1, id, $2, 0, 0, $3 FROM location WHERE active ORDER BY priority, id LIMIT 1 RETURNING location_id";
    let statement = sql(connection, insert, [id.0.into(), item.on_hand.into(), item.now.into()]);
    let at = At::find_by_statement(statement).one(connection).await?;
    Ok(at.ok_or_else(|| Error::conflict("No location is active."))?.location_id)
}

pub(super) async fn set_tracked(connection: &impl ConnectionTrait, id: VariantId, tracked: bool) -> Result<()> {
    let update = "UPDATE inventory_item SET tracked = $2 WHERE variant_id = $1";
    connection.execute_raw(sql(connection, update, [id.0.into(), tracked.into()])).await?;
    Ok(())
}
