//! Selling in more than one money: what a currency is worth, what the merchant sets, and at which rate an order was converted.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261127_000085_currencies", both: UP, sqlite: &[], postgres: &[] };

const UP: &[&str] = &[
    // Units of the currency for one of the shop's own, in parts per million.
    "CREATE TABLE exchange_rate (
        currency text PRIMARY KEY,
        rate_ppm bigint NOT NULL CHECK (rate_ppm BETWEEN 1 AND 1000000000000),
        rounding text NOT NULL CHECK (rounding IN ('minor', 'ninety_nine', 'ninety_five', 'whole')),
        set_by text NOT NULL,
        set_at bigint NOT NULL
    )",
    "CREATE TABLE variant_price (
        variant_id uuid NOT NULL REFERENCES variant (id) ON DELETE CASCADE,
        currency text NOT NULL,
        amount bigint NOT NULL CHECK (amount > 0),
        PRIMARY KEY (variant_id, currency)
    )",
    // Orders before this were all in the shop's own money.
    "ALTER TABLE orders ADD COLUMN rate_ppm bigint NOT NULL DEFAULT 1000000 CHECK (rate_ppm > 0)",
];
