//! Jobs are leased kind by kind, so that a slow kind holds up no other; what staff did about a parked job is kept with it.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261123_000014_jobs", both: UP, sqlite: &[], postgres: &[] };

const UP: &[&str] = &[
    "ALTER TABLE job ADD COLUMN exclusive boolean NOT NULL DEFAULT false",
    "ALTER TABLE job ADD COLUMN requeued_by text",
    "ALTER TABLE job ADD COLUMN requeued_at bigint",
    "DROP INDEX job_due",
    "CREATE INDEX job_due ON job (kind, run_at) WHERE state = 'ready'",
    // Of an exclusive kind one job runs at a time, over all workers; other kinds have no entry here.
    "CREATE UNIQUE INDEX job_exclusive ON job (kind) WHERE state = 'running' AND exclusive",
    "CREATE INDEX job_parked ON job (kind, finished_at) WHERE state = 'parked'",
];
