//! The statements behind the outbox.

use std::time::Duration;

use sea_orm::{ConnectionTrait, FromQueryResult};
use serde::Serialize;
use types::Millis;
use uuid::Uuid;

use super::{Job, When};
use crate::{
    Cx, Error, Result, Scope,
    db::{Db, Together, rows::Column, skip_locked, sql},
};

#[derive(Debug, FromQueryResult)]
pub(super) struct Leased {
    pub id: Uuid,
    pub kind: String,
    pub payload: serde_json::Value,
    pub attempts: i64,
    pub max_attempts: i64,
}

#[derive(Serialize)]
pub(super) struct NewRow {
    id: Uuid,
    kind: &'static str,
    payload: serde_json::Value,
    priority: i64,
    run_at: Millis,
    max_attempts: i64,
    dedupe_key: Option<String>,
}

impl NewRow {
    pub fn of<J: Job>(job: &J, when: When<'_>) -> Result<Self> {
        Ok(Self {
            id: Uuid::now_v7(),
            kind: J::KIND,
            payload: serde_json::to_value(job).map_err(Error::internal)?,
            priority: J::PRIORITY,
            run_at: when.run_at,
            max_attempts: J::MAX_ATTEMPTS,
            dedupe_key: when.dedupe_key.map(str::to_owned),
        })
    }
}

pub(super) fn insert_all(together: &mut Together, new: &[&NewRow]) -> Result<()> {
    let insert = "INSERT INTO job
        (id, kind, payload, state, priority, run_at, attempts, max_attempts, dedupe_key, created_at)
        SELECT id, kind, payload, 'ready', priority, run_at, 0, max_attempts, dedupe_key, run_at FROM {rows} WHERE true
        ON CONFLICT (dedupe_key) DO NOTHING";
    let columns = &[
        Column::Id("id"),
        Column::Text("kind"),
        Column::Json("payload"),
        Column::Int("priority"),
        Column::Int("run_at"),
        Column::Int("max_attempts"),
        Column::Text("dedupe_key"),
    ];
    together.write(insert, columns, new, [])
}

/// Leases up to `most` due jobs, and those whose worker has not come back in time.
pub(super) async fn lease(db: &Db, worker: &str, now: Millis, lease: Duration, most: i64) -> Result<Vec<Leased>> {
    let until = now + i64::try_from(lease.as_millis()).unwrap_or(i64::MAX);
    let claim = format!(
        "UPDATE job SET state = 'running', locked_by = $1, locked_until = $2, attempts = attempts + 1
        WHERE id IN (
            SELECT id FROM job WHERE (state = 'ready' AND run_at <= $3) OR (state = 'running' AND locked_until < $3)
            ORDER BY priority, run_at LIMIT $4 {}
        ) RETURNING id, kind, payload, attempts, max_attempts",
        skip_locked(db.write())
    );
    let values = [worker.into(), until.into(), now.into(), most.into()];
    Ok(Leased::find_by_statement(sql(db.write(), &claim, values)).all(db.write()).await?)
}

/// How a lease ends.
pub(super) enum End<'a> {
    Done,
    Again { run_at: Millis },
    Retry { run_at: Millis, error: &'a str },
    Parked { error: &'a str },
}

/// Ends a lease, unless it has been lost: a late worker's word no longer counts. False when it was lost.
pub(super) async fn end(db: &Db, worker: &str, job: &Leased, end: End<'_>, now: Millis) -> Result<bool> {
    let (state, attempts, run_at, error, finished) = match end {
        End::Done => ("done", job.attempts, None, None, Some(now)),
        End::Again { run_at } => ("ready", job.attempts - 1, Some(run_at), None, None),
        End::Retry { run_at, error } => ("ready", job.attempts, Some(run_at), Some(error), None),
        End::Parked { error } => ("parked", job.attempts, None, Some(error), Some(now)),
    };
    let update =
        "UPDATE job SET state = $1, attempts = $2, run_at = coalesce($3, run_at), last_error = $4, finished_at = $5,
            locked_by = NULL, locked_until = NULL
        WHERE id = $6 AND locked_by = $7 AND attempts = $8 AND state = 'running'";
    let values = [
        state.into(),
        attempts.into(),
        run_at.into(),
        error.map(str::to_owned).into(),
        finished.into(),
        job.id.into(),
        worker.into(),
        job.attempts.into(),
    ];
    Ok(db.write().execute_raw(sql(db.write(), update, values)).await?.rows_affected() == 1)
}

/// When the next job falls due; none when none waits.
pub(super) async fn next_due(db: &Db) -> Result<Option<Millis>> {
    let select = "SELECT min(run_at) AS at FROM job WHERE state = 'ready'";
    let row = db.write().query_one_raw(sql(db.write(), select, [])).await?;
    Ok(row.map(|row| row.try_get::<Option<Millis>>("", "at")).transpose()?.flatten())
}

/// How much work waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// Due and not yet leased.
    pub due: i64,
    /// Waiting for their time.
    pub scheduled: i64,
    /// Being done.
    pub running: i64,
    /// Given up; someone has to look.
    pub parked: i64,
}

#[derive(FromQueryResult)]
struct Count {
    state: String,
    due: i64,
    total: i64,
}

/// How much work waits, for the people and probes that watch over it.
///
/// # Errors
/// When the caller may not, or the database does not answer.
pub async fn backlog(cx: &Cx) -> Result<Backlog> {
    cx.require(Scope::Ops)?;
    let select = "SELECT state, count(*) AS total, count(CASE WHEN run_at <= $1 THEN 1 END) AS due
        FROM job WHERE state <> 'done' GROUP BY state";
    let statement = sql(cx.db.read(), select, [cx.clock.now().into()]);
    let mut backlog = Backlog::default();
    for count in Count::find_by_statement(statement).all(cx.db.read()).await? {
        match count.state.as_str() {
            "ready" => (backlog.due, backlog.scheduled) = (count.due, count.total - count.due),
            "running" => backlog.running = count.total,
            _ => backlog.parked = count.total,
        }
    }
    Ok(backlog)
}

/// Removes jobs that ended well before `before`.
pub(crate) async fn prune(connection: &impl ConnectionTrait, before: Millis) -> Result<()> {
    let delete = "DELETE FROM job WHERE state = 'done' AND finished_at < $1";
    connection.execute_raw(sql(connection, delete, [before.into()])).await?;
    Ok(())
}
