//! Ways to send, and taxes by destination.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261122_000007_shipping_and_tax", both: UP, sqlite: &[], postgres: &[] };

const UP: &[&str] = &[
    "CREATE TABLE shipping_method (
        code text PRIMARY KEY,
        name text NOT NULL,
        promise text NOT NULL,
        countries jsonb NOT NULL,
        rate jsonb NOT NULL,
        position bigint NOT NULL
    )",
    "CREATE TABLE tax_rate (
        country text NOT NULL,
        region text NOT NULL,
        name text NOT NULL,
        rate_ppm bigint NOT NULL CHECK (rate_ppm BETWEEN 0 AND 1000000),
        included boolean NOT NULL,
        on_shipping boolean NOT NULL,
        PRIMARY KEY (country, region)
    )",
];
