//! Finding what ended holds leave behind: the uses they counted, and the holds of carts themselves once nobody asks for them.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261123_000017_ended_holds", both: UP, sqlite: &[], postgres: &[] };

const UP: &[&str] = &[
    "CREATE INDEX cap_use_by_hold ON cap_use (hold_id)",
    "CREATE INDEX hold_ended ON hold (settled_at) WHERE order_id IS NULL AND state IN ('released', 'expired')",
];
