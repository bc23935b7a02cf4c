//! The language somebody ordered or signed up in: what they are written to in.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261127_000080_locale", both: UP, sqlite: &[], postgres: &[] };

const UP: &[&str] = &[
    "ALTER TABLE orders ADD COLUMN locale text NOT NULL DEFAULT 'en'",
    "ALTER TABLE customer ADD COLUMN locale text NOT NULL DEFAULT 'en'",
    "ALTER TABLE subscriber ADD COLUMN locale text NOT NULL DEFAULT 'en'",
    "ALTER TABLE restock_request ADD COLUMN locale text NOT NULL DEFAULT 'en'",
];
