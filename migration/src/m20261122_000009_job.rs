//! The outbox: work that was promised in the transaction that made it necessary.
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(manager, UP).await
    }
}

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
