//! Stock, the ledger that explains it, and the units held for orders that are being paid.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261122_000003_inventory", both: UP, sqlite: &[], postgres: &[] };

const UP: &[&str] = &[
    "CREATE TABLE stock_item (
        variant_id uuid PRIMARY KEY REFERENCES variant (id) ON DELETE CASCADE,
        tracked boolean NOT NULL,
        on_hand bigint NOT NULL CHECK (on_hand >= 0),
        held bigint NOT NULL CHECK (held >= 0),
        sold bigint NOT NULL CHECK (sold >= 0),
        updated_at bigint NOT NULL,
        CONSTRAINT stock_item_held_is_on_hand CHECK (held <= on_hand)
    )",
    "CREATE TABLE stock_ledger (
        id uuid PRIMARY KEY,
        variant_id uuid NOT NULL REFERENCES stock_item (variant_id) ON DELETE CASCADE,
        delta bigint NOT NULL,
        on_hand bigint NOT NULL,
        cause text NOT NULL CHECK (cause IN ('received', 'adjusted', 'sold', 'returned')),
        actor text NOT NULL,
        reason text NOT NULL,
        order_id uuid,
        created_at bigint NOT NULL
    )",
    "CREATE INDEX stock_ledger_by_variant ON stock_ledger (variant_id, id)",
    "CREATE TABLE hold (
        id uuid PRIMARY KEY,
        variant_id uuid NOT NULL REFERENCES stock_item (variant_id) ON DELETE CASCADE,
        order_id uuid NOT NULL,
        quantity bigint NOT NULL CHECK (quantity > 0),
        counted boolean NOT NULL,
        state text NOT NULL CHECK (state IN ('active', 'taken', 'released')),
        created_at bigint NOT NULL,
        settled_at bigint,
        UNIQUE (order_id, variant_id)
    )",
    "CREATE INDEX hold_active ON hold (variant_id) WHERE state = 'active'",
];
