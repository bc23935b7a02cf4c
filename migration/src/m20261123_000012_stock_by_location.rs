//! Stock per variant and location, bundles, timed holds, and how many units one person may have.
//!
//! Holds and ledger rows are written under the lock of their stock item and outlive it as history, so they carry no foreign keys.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261123_000012_stock_by_location", both: UP, sqlite: &[], postgres: &[] };

const UP: &[&str] = &[
    "DROP INDEX stock_ledger_by_variant",
    "DROP INDEX hold_active",
    "ALTER TABLE stock_item RENAME TO old_stock_item",
    "ALTER TABLE stock_ledger RENAME TO old_stock_ledger",
    "ALTER TABLE hold RENAME TO old_hold",
    "CREATE TABLE inventory_item (
        variant_id uuid PRIMARY KEY REFERENCES variant (id) ON DELETE CASCADE,
        tracked boolean NOT NULL,
        cap_per_person bigint CHECK (cap_per_person > 0),
        hold_seconds bigint CHECK (hold_seconds > 0),
        hold_in_cart boolean NOT NULL
    )",
    "INSERT INTO inventory_item (variant_id, tracked, hold_in_cart) SELECT variant_id, tracked, false FROM old_stock_item",
    "CREATE TABLE bundle_component (
        bundle_id uuid NOT NULL REFERENCES inventory_item (variant_id) ON DELETE CASCADE,
        component_id uuid NOT NULL REFERENCES inventory_item (variant_id) ON DELETE CASCADE,
        quantity bigint NOT NULL CHECK (quantity BETWEEN 1 AND 99),
        PRIMARY KEY (bundle_id, component_id),
        CONSTRAINT bundle_component_is_another CHECK (bundle_id <> component_id)
    )",
    "CREATE INDEX bundle_component_by_component ON bundle_component (component_id)",
    "CREATE TABLE stock_item (
        variant_id uuid NOT NULL REFERENCES inventory_item (variant_id) ON DELETE CASCADE,
        location_id uuid NOT NULL REFERENCES location (id),
        on_hand bigint NOT NULL CHECK (on_hand >= 0),
        held bigint NOT NULL CHECK (held >= 0),
        sold bigint NOT NULL CHECK (sold >= 0),
        updated_at bigint NOT NULL,
        PRIMARY KEY (variant_id, location_id),
        CONSTRAINT stock_item_held_is_on_hand CHECK (held <= on_hand)
    )",
    "INSERT INTO stock_item (variant_id, location_id, on_hand, held, sold, updated_at)
        SELECT s.variant_id, l.id, s.on_hand, s.held, s.sold, s.updated_at FROM old_stock_item s CROSS JOIN location l",
    "CREATE TABLE stock_ledger (
        id uuid PRIMARY KEY,
        variant_id uuid NOT NULL,
        location_id uuid NOT NULL,
        delta bigint NOT NULL,
        on_hand bigint NOT NULL CHECK (on_hand >= 0),
        cause text NOT NULL CHECK (cause IN ('received', 'adjusted', 'sold', 'returned', 'transferred', 'repaired')),
        actor text NOT NULL,
        reason text NOT NULL,
        order_id uuid,
        created_at bigint NOT NULL
    )",
    "INSERT INTO stock_ledger (id, variant_id, location_id, delta, on_hand, cause, actor, reason, order_id, created_at)
        SELECT s.id, s.variant_id, l.id, s.delta, s.on_hand, s.cause, s.actor, s.reason, s.order_id, s.created_at
        FROM old_stock_ledger s CROSS JOIN location l",
    "CREATE INDEX stock_ledger_by_item ON stock_ledger (variant_id, location_id, id)",
    "CREATE TABLE hold (
        id uuid PRIMARY KEY,
        wanted_id uuid NOT NULL,
        variant_id uuid NOT NULL,
        location_id uuid NOT NULL,
        quantity bigint NOT NULL CHECK (quantity > 0),
        returned bigint NOT NULL CHECK (returned BETWEEN 0 AND quantity),
        counted boolean NOT NULL,
        cart_id uuid,
        order_id uuid,
        state text NOT NULL CHECK (state IN ('active', 'taken', 'released', 'expired')),
        expires_at bigint,
        ceiling_at bigint,
        created_at bigint NOT NULL,
        settled_at bigint,
        CONSTRAINT hold_has_one_holder CHECK ((cart_id IS NULL) <> (order_id IS NULL)),
        CONSTRAINT hold_of_a_cart_ends CHECK (order_id IS NOT NULL OR (expires_at IS NOT NULL AND ceiling_at IS NOT NULL))
    )",
    "INSERT INTO hold (id, wanted_id, variant_id, location_id, quantity, returned, counted, order_id, state, created_at, settled_at)
        SELECT h.id, h.variant_id, h.variant_id, l.id, h.quantity, 0, h.counted, h.order_id, h.state, h.created_at, h.settled_at
        FROM old_hold h CROSS JOIN location l",
    "CREATE UNIQUE INDEX hold_by_order ON hold (order_id, wanted_id, variant_id, location_id) WHERE order_id IS NOT NULL",
    "CREATE INDEX hold_by_cart ON hold (cart_id) WHERE state = 'active' AND cart_id IS NOT NULL",
    // Of no use to whoever looks for a cart's or an order's holds: on an empty table any index that fits would be as good as the right one.
    "CREATE INDEX hold_active ON hold (variant_id, expires_at) WHERE state = 'active' AND expires_at IS NOT NULL",
    "CREATE TABLE cap_use (
        variant_id uuid NOT NULL,
        person text NOT NULL,
        hold_id uuid NOT NULL,
        quantity bigint NOT NULL CHECK (quantity > 0),
        PRIMARY KEY (variant_id, person, hold_id)
    )",
    "ALTER TABLE cart ADD COLUMN held_until bigint",
    "DROP TABLE old_hold",
    "DROP TABLE old_stock_ledger",
    "DROP TABLE old_stock_item",
];
