//! Waiting rooms: what staff say of them, and how far they had come, so that a restart begins there. Nothing is kept per visitor.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261124_000021_waiting_room", both: UP, sqlite: &[], postgres: &[] };

const UP: &[&str] = &[
    "CREATE TABLE waiting_room (
        id uuid PRIMARY KEY,
        mode text NOT NULL CHECK (mode IN ('auto', 'open', 'closed', 'paused', 'draining')),
        per_minute bigint CHECK (per_minute > 0),
        joined bigint NOT NULL CHECK (joined >= 0),
        admitted bigint NOT NULL CHECK (admitted >= 0),
        entrants bigint,
        updated_at bigint NOT NULL
    )",
    "CREATE TABLE waiting_room_tally (
        room_id uuid NOT NULL,
        what text NOT NULL,
        times bigint NOT NULL,
        PRIMARY KEY (room_id, what)
    )",
    // Whose place in the queue has become an order is looked up by the cart it came from.
    "CREATE INDEX orders_by_cart ON orders (cart_id)",
];
