//! The outbox: work that was promised in the transaction that made it necessary.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261122_000009_job", both: UP, sqlite: &[], postgres: &[] };

const UP: &[&str] = &[
    "CREATE TABLE job (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        payload jsonb NOT NULL,
        state text NOT NULL CHECK (state IN ('ready', 'running', 'done', 'parked')),
        priority bigint NOT NULL,
        run_at bigint NOT NULL,
        attempts bigint NOT NULL,
        max_attempts bigint NOT NULL,
        locked_by text,
        locked_until bigint,
        last_error text,
        dedupe_key text UNIQUE,
        created_at bigint NOT NULL,
        finished_at bigint
    )",
    "CREATE INDEX job_due ON job (priority, run_at) WHERE state = 'ready'",
    "CREATE INDEX job_leased ON job (locked_until) WHERE state = 'running'",
    "CREATE INDEX job_ended ON job (finished_at) WHERE state = 'done'",
];
