//! Payments, refunds, what providers told us, and the sandbox provider's own books.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261122_000006_payment", both: UP, sqlite: &[], postgres: &[] };

const UP: &[&str] = &[
    "CREATE TABLE payment (
        id uuid PRIMARY KEY,
        order_id uuid NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
        provider text NOT NULL,
        token text NOT NULL,
        amount bigint NOT NULL CHECK (amount >= 0),
        refunded bigint NOT NULL CHECK (refunded >= 0),
        currency text NOT NULL,
        state text NOT NULL,
        reference text,
        action_url text,
        failure text,
        asked_at bigint,
        created_at bigint NOT NULL,
        updated_at bigint NOT NULL,
        CONSTRAINT payment_refunded_is_paid CHECK (refunded <= amount)
    )",
    "CREATE INDEX payment_by_order ON payment (order_id)",
    "CREATE UNIQUE INDEX payment_by_reference ON payment (provider, reference)",
    "CREATE UNIQUE INDEX payment_captured_once ON payment (order_id)
        WHERE state IN ('captured', 'partially_refunded', 'refunded')",
    "CREATE TABLE refund (
        id uuid PRIMARY KEY,
        order_id uuid NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
        payment_id uuid NOT NULL REFERENCES payment (id) ON DELETE CASCADE,
        amount bigint NOT NULL CHECK (amount > 0),
        reason text NOT NULL,
        state text NOT NULL CHECK (state IN ('pending', 'done', 'failed')),
        reference text,
        actor text NOT NULL,
        created_at bigint NOT NULL
    )",
    "CREATE INDEX refund_by_order ON refund (order_id, id)",
    "CREATE TABLE provider_event (
        provider text NOT NULL,
        event_id text NOT NULL,
        body text NOT NULL,
        received_at bigint NOT NULL,
        PRIMARY KEY (provider, event_id)
    )",
    "CREATE TABLE sandbox_charge (
        key text PRIMARY KEY,
        reference text NOT NULL UNIQUE,
        token text NOT NULL,
        amount bigint NOT NULL,
        currency text NOT NULL,
        state text NOT NULL CHECK (state IN ('failing', 'succeeded', 'declined', 'requires_action', 'voided')),
        failure text,
        attempts bigint NOT NULL,
        refunded bigint NOT NULL CHECK (refunded BETWEEN 0 AND amount),
        created_at bigint NOT NULL
    )",
    "CREATE TABLE sandbox_refund (
        key text PRIMARY KEY,
        charge_key text NOT NULL REFERENCES sandbox_charge (key) ON DELETE CASCADE,
        amount bigint NOT NULL CHECK (amount > 0)
    )",
];
