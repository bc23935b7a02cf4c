//! What `verify` compares: units that went back into stock before holds kept count of them, and the cap of the time at which a person
//! took units (a cap may be lowered later).

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261123_000016_units_accounted", both: UP, sqlite: &[], postgres: &[] };

const UP: &[&str] = &[
    "UPDATE hold SET returned = CASE WHEN l.units < hold.quantity THEN l.units ELSE hold.quantity END FROM (
            SELECT order_id, variant_id, location_id, sum(delta) AS units FROM stock_ledger
            WHERE cause = 'returned' AND order_id IS NOT NULL GROUP BY order_id, variant_id, location_id
        ) AS l
        WHERE hold.order_id = l.order_id AND hold.variant_id = l.variant_id AND hold.location_id = l.location_id
            AND hold.wanted_id = hold.variant_id AND hold.state = 'taken' AND hold.counted AND hold.returned = 0
            AND l.units > 0",
    "ALTER TABLE cap_use ADD COLUMN cap bigint",
];
