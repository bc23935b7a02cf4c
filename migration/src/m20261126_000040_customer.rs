//! Customers' accounts, their addresses, the links mailed to them, and attempts that are counted to slow guessing down.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261126_000040_customer", both: UP, sqlite: &[], postgres: &[] };

const UP: &[&str] = &[
    // Sessions carry the epoch they began in: a higher one ends them all. A cart belongs to one account at most.
    "CREATE TABLE customer (
        id uuid PRIMARY KEY,
        email text NOT NULL UNIQUE,
        name text NOT NULL,
        password_hash text NOT NULL,
        session_epoch bigint NOT NULL,
        cart_id uuid UNIQUE,
        confirmed_at bigint,
        created_at bigint NOT NULL,
        signed_in_at bigint
    )",
    // `slot` bounds their number, whoever adds at the same time.
    "CREATE TABLE customer_address (
        id uuid PRIMARY KEY,
        customer_id uuid NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
        slot bigint NOT NULL CHECK (slot BETWEEN 0 AND 9),
        address jsonb NOT NULL,
        is_default boolean NOT NULL,
        UNIQUE (customer_id, slot)
    )",
    "CREATE UNIQUE INDEX customer_address_default ON customer_address (customer_id) WHERE is_default",
    "CREATE TABLE customer_link (
        id uuid PRIMARY KEY,
        customer_id uuid NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
        purpose text NOT NULL CHECK (purpose IN ('reset', 'confirm')),
        expires_at bigint NOT NULL,
        used_at bigint
    )",
    "CREATE INDEX customer_link_by_customer ON customer_link (customer_id)",
    "CREATE INDEX customer_link_by_age ON customer_link (expires_at)",
    "CREATE TABLE attempt (
        key text PRIMARY KEY,
        failures bigint NOT NULL CHECK (failures >= 0),
        until bigint NOT NULL,
        last_at bigint NOT NULL
    )",
    "CREATE INDEX attempt_by_age ON attempt (last_at)",
];
