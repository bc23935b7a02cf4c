//! Orders with frozen prices, what happened to them, and the keys that make placing one idempotent.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261122_000005_order", both: UP, sqlite: SQLITE, postgres: POSTGRES };

const UP: &[&str] = &[
    "CREATE TABLE orders (
        id uuid PRIMARY KEY,
        number bigint NOT NULL UNIQUE,
        token text NOT NULL UNIQUE,
        idempotency_key text UNIQUE,
        cart_id uuid NOT NULL,
        status text NOT NULL CHECK (status IN ('pending', 'confirmed', 'fulfilled', 'cancelled', 'refunded')),
        email text NOT NULL,
        currency text NOT NULL,
        subtotal bigint NOT NULL CHECK (subtotal >= 0),
        discount bigint NOT NULL CHECK (discount >= 0),
        shipping bigint NOT NULL CHECK (shipping >= 0),
        tax bigint NOT NULL CHECK (tax >= 0),
        tax_included boolean NOT NULL,
        total bigint NOT NULL CHECK (total >= 0),
        shipping_address jsonb NOT NULL,
        shipping_code text NOT NULL,
        shipping_name text NOT NULL,
        item_count bigint NOT NULL,
        placed_at bigint NOT NULL,
        settled_at bigint,
        fulfilled_at bigint
    )",
    "CREATE INDEX orders_by_status ON orders (status, number)",
    "CREATE INDEX orders_by_email ON orders (email)",
    "CREATE INDEX orders_by_age ON orders (placed_at)",
    "CREATE TABLE order_line (
        order_id uuid NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
        position bigint NOT NULL,
        variant_id uuid NOT NULL,
        sku text,
        title text NOT NULL,
        variant_title text NOT NULL,
        image_url text,
        unit_price bigint NOT NULL CHECK (unit_price >= 0),
        quantity bigint NOT NULL CHECK (quantity > 0),
        tax bigint NOT NULL CHECK (tax >= 0),
        refunded_quantity bigint NOT NULL CHECK (refunded_quantity BETWEEN 0 AND quantity),
        PRIMARY KEY (order_id, position),
        UNIQUE (order_id, variant_id)
    )",
    "CREATE TABLE order_event (
        id uuid PRIMARY KEY,
        order_id uuid NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
        message text NOT NULL,
        actor text NOT NULL,
        created_at bigint NOT NULL
    )",
    "CREATE INDEX order_event_by_order ON order_event (order_id, id)",
    "CREATE TABLE idempotency_key (
        key text PRIMARY KEY,
        fingerprint text NOT NULL,
        owner text,
        locked_until bigint NOT NULL,
        status bigint,
        answer text,
        created_at bigint NOT NULL
    )",
    "CREATE INDEX idempotency_key_by_age ON idempotency_key (created_at)",
];

/// Order numbers come from the engine's own sequence, starting at 1001; a number is never handed out twice.
const POSTGRES: &[&str] = &["CREATE SEQUENCE order_number START 1001"];

const SQLITE: &[&str] = &[
    "CREATE TABLE order_number (number integer PRIMARY KEY AUTOINCREMENT)",
    "INSERT INTO sqlite_sequence (name, seq) VALUES ('order_number', 1000)",
];
