//! Until when an order is handed over to the carrier, as its customer was told when placing it.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration = SqlMigration {
    name: "m20261123_000015_capacity",
    both: &["ALTER TABLE orders ADD COLUMN promised_by bigint"],
    sqlite: &[],
    postgres: &[],
};
