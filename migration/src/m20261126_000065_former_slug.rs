//! Names in addresses that products had before: links to them lead on. The row names what was meant, not what it is
//! called today, so there are no chains.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261126_000065_former_slug", both: UP, sqlite: &[], postgres: &[] };

const UP: &[&str] = &[
    "CREATE TABLE product_former_slug (
        slug text PRIMARY KEY,
        product_id uuid NOT NULL REFERENCES product (id) ON DELETE CASCADE,
        left_at bigint NOT NULL
    )",
    "CREATE INDEX product_former_slug_by_product ON product_former_slug (product_id)",
];
