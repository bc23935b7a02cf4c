//! What a price that is set in another currency is compared with.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261127_000091_compare_at", both: UP, sqlite: &[], postgres: &[] };

const UP: &[&str] = &["ALTER TABLE variant_price ADD COLUMN compare_at bigint CHECK (compare_at > amount)"];
