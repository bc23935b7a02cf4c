//! Carts.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261122_000004_cart", both: UP, sqlite: &[], postgres: &[] };

const UP: &[&str] = &[
    "CREATE TABLE cart (
        id uuid PRIMARY KEY,
        version bigint NOT NULL,
        created_at bigint NOT NULL,
        updated_at bigint NOT NULL
    )",
    "CREATE INDEX cart_by_age ON cart (updated_at)",
    "CREATE TABLE cart_line (
        cart_id uuid NOT NULL REFERENCES cart (id) ON DELETE CASCADE,
        variant_id uuid NOT NULL REFERENCES variant (id) ON DELETE CASCADE,
        quantity bigint NOT NULL CHECK (quantity BETWEEN 1 AND 99),
        price_seen bigint NOT NULL,
        added_at bigint NOT NULL,
        PRIMARY KEY (cart_id, variant_id)
    )",
];
