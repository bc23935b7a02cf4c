//! Writing jobs down.

use sea_orm::ConnectionTrait;
use serde::Serialize;
use types::Millis;
use uuid::Uuid;

use super::Job;
use crate::{
    Error, Result,
    db::{
        Together,
        rows::{self, Column},
    },
};

/// When and how often a job is written.
#[derive(Clone, Copy, Debug)]
pub struct When<'a> {
    /// Not before this moment.
    pub run_at: Millis,
    /// At most one job of this key, ever (until it is pruned).
    pub dedupe_key: Option<&'a str>,
}

/// A job about to be written.
#[derive(Clone, Debug, Serialize)]
pub struct NewJob {
    id: Uuid,
    kind: &'static str,
    payload: serde_json::Value,
    priority: i64,
    max_attempts: i64,
    exclusive: bool,
    run_at: Millis,
    dedupe_key: Option<String>,
}

impl NewJob {
    /// `job`, to be run `when`.
    ///
    /// # Errors
    /// `internal` when the job has no JSON form.
    pub fn of<J: Job>(job: &J, when: When<'_>) -> Result<Self> {
        Ok(Self {
            id: Uuid::now_v7(),
            kind: J::KIND,
            payload: serde_json::to_value(job).map_err(Error::internal)?,
            priority: J::PRIORITY,
            max_attempts: J::MAX_ATTEMPTS,
            exclusive: J::EXCLUSIVE,
            run_at: when.run_at,
            dedupe_key: when.dedupe_key.map(str::to_owned),
        })
    }

    /// The same, tried until it succeeds.
    pub(super) fn never_parked(self) -> Self {
        Self { max_attempts: i64::MAX, ..self }
    }
}

const COLUMNS: &[Column] = &[
    Column::id("id"),
    Column::text("kind"),
    Column::json("payload"),
    Column::int("priority"),
    Column::int("max_attempts"),
    Column::bool("exclusive"),
    Column::int("run_at"),
    Column::text("dedupe_key").or_null(),
];

const INSERT: &str =
    "INSERT INTO job (id, kind, payload, state, priority, run_at, attempts, max_attempts, exclusive, dedupe_key, created_at)
    SELECT r.id, r.kind, r.payload, 'ready', r.priority, r.run_at, 0, r.max_attempts, r.exclusive, r.dedupe_key, r.run_at
    FROM {rows} WHERE true ON CONFLICT (dedupe_key)";

/// Writes a job down, in the transaction whose consequence it is. After the commit, `cx.job_written` may be notified to spare the
/// wait for the next poll.
///
/// # Errors
/// When the database does not answer.
pub async fn enqueue<J: Job>(connection: &impl ConnectionTrait, job: &J, when: When<'_>) -> Result<()> {
    enqueue_all(connection, &[NewJob::of(job, when)?]).await
}

/// Writes any number of jobs, of any kinds, with one statement; otherwise like [`enqueue`].
///
/// # Errors
/// When the database does not answer; then none was written.
pub async fn enqueue_all(connection: &impl ConnectionTrait, jobs: &[NewJob]) -> Result<()> {
    let mut together = Together::on(connection);
    enqueue_into(&mut together, jobs)?;
    together.run(connection).await
}

/// The same for a caller who has more to write.
///
/// # Errors
/// `internal` when a job has no JSON form.
pub(crate) fn enqueue_into(together: &mut Together, jobs: &[NewJob]) -> Result<()> {
    together.write(&format!("{INSERT} DO NOTHING"), COLUMNS, jobs, [])
}

/// Writes recurring jobs that are not there yet. One that is there is made to wait no longer than its new time, and one that ended
/// or was parked waits again.
pub(super) async fn ensure(connection: &impl ConnectionTrait, jobs: &[NewJob]) -> Result<()> {
    let upsert = format!(
        "{INSERT} DO UPDATE SET state = 'ready', max_attempts = excluded.max_attempts, exclusive = excluded.exclusive,
            priority = excluded.priority, finished_at = NULL, attempts = 0,
            run_at = CASE WHEN job.run_at < excluded.run_at THEN job.run_at ELSE excluded.run_at END
        WHERE job.state <> 'running'
            AND (job.state <> 'ready' OR job.run_at > excluded.run_at OR job.max_attempts <> excluded.max_attempts)"
    );
    rows::execute(connection, &upsert, COLUMNS, jobs, []).await?;
    Ok(())
}
