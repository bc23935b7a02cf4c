//! What is sold in a drop is not on open sale: marked where stock is read, so that no list offers it.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration = SqlMigration {
    name: "m20261124_000022_in_drop",
    both: &["ALTER TABLE inventory_item ADD COLUMN in_drop boolean NOT NULL DEFAULT false"],
    sqlite: &[],
    postgres: &[],
};
