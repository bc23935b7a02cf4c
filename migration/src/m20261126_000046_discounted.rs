//! What a discount code took off an order and each of its lines; and the code a cart remembers.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261126_000046_discounted", both: UP, sqlite: &[], postgres: &[] };

const UP: &[&str] = &[
    "ALTER TABLE orders ADD COLUMN discount_id uuid",
    "ALTER TABLE orders ADD COLUMN discount_code text",
    "ALTER TABLE order_line ADD COLUMN discount bigint NOT NULL DEFAULT 0 CHECK (discount >= 0)",
    "ALTER TABLE cart ADD COLUMN discount_code text",
    "CREATE INDEX orders_by_discount ON orders (discount_id) WHERE discount_id IS NOT NULL",
];
