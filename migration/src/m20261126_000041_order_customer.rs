//! Whose order it is. No foreign key: an order outlives the account, and placing one locks no account.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261126_000041_order_customer", both: UP, sqlite: &[], postgres: &[] };

const UP: &[&str] = &[
    "ALTER TABLE orders ADD COLUMN customer_id uuid",
    "CREATE INDEX orders_by_customer ON orders (customer_id, number) WHERE customer_id IS NOT NULL",
];
