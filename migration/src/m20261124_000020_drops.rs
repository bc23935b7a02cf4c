//! Drops: goods that go on sale at a moment announced before, in the order of a queue.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261124_000020_drops", both: UP, sqlite: &[], postgres: &[] };

const UP: &[&str] = &[
    "CREATE TABLE drops (
        id uuid PRIMARY KEY,
        slug text NOT NULL UNIQUE,
        title text NOT NULL,
        status text NOT NULL CHECK (status IN ('draft', 'scheduled', 'pre_queue', 'live', 'sold_out', 'ended', 'reported')),
        message_before text NOT NULL,
        message_live text NOT NULL,
        message_over text NOT NULL,
        queue_opens_at bigint,
        starts_at bigint NOT NULL,
        ends_at bigint NOT NULL,
        admit_per_minute bigint NOT NULL CHECK (admit_per_minute > 0),
        pass_seconds bigint NOT NULL CHECK (pass_seconds > 0),
        cap_per_person bigint CHECK (cap_per_person > 0),
        hold_seconds bigint CHECK (hold_seconds > 0),
        shed_ladder text NOT NULL,
        seed text NOT NULL,
        sold_out_at bigint,
        ended_at bigint,
        report text,
        created_at bigint NOT NULL,
        updated_at bigint NOT NULL,
        CONSTRAINT drops_end_after_their_start CHECK (ends_at > starts_at),
        CONSTRAINT drops_queue_before_their_start CHECK (queue_opens_at IS NULL OR queue_opens_at < starts_at)
    )",
    "CREATE INDEX drops_by_status ON drops (status, starts_at)",
    // `standing` is what a drop has put aside while it sells: the variant's own price and policy, as JSON.
    "CREATE TABLE drop_goods (
        drop_id uuid NOT NULL REFERENCES drops (id) ON DELETE CASCADE,
        variant_id uuid NOT NULL REFERENCES variant (id) ON DELETE CASCADE,
        position bigint NOT NULL,
        units bigint NOT NULL CHECK (units > 0),
        price bigint CHECK (price >= 0),
        standing text,
        PRIMARY KEY (drop_id, variant_id)
    )",
    "CREATE INDEX drop_goods_by_variant ON drop_goods (variant_id)",
];
