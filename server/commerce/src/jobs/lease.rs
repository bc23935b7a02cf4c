//! The statements by which workers share the work. Whoever ends or extends a lease names it: a lease that was lost has no name any
//! more, so a late worker changes nothing.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use serde::Serialize;
use types::Millis;
use uuid::Uuid;

use super::{Definition, ending::End, millis};
use crate::{
    Result,
    db::{
        Db,
        rows::{self, Column},
        skip_locked, sql,
    },
    error::is_duplicate,
};

/// Leases of the dead that are taken back with one statement.
const TAKEN_BACK: i64 = 500;

/// A job that a worker may run.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Leased {
    pub id: Uuid,
    pub kind: String,
    pub payload: serde_json::Value,
    pub attempts: i64,
    pub max_attempts: i64,
    pub priority: i64,
    pub run_at: Millis,
    /// The lease's name.
    pub locked_by: String,
}

/// A worker as the table knows it, and the kinds it can run.
pub(super) struct Tenant {
    name: String,
    kinds: &'static [Definition],
    leases: AtomicU64,
    /// One statement for all kinds, so that it is prepared once.
    claim: String,
}

impl Tenant {
    pub fn new(db: &Db, kinds: &'static [Definition]) -> Self {
        let name = format!("{}-{}", std::process::id(), Uuid::now_v7());
        Self { name, kinds, leases: AtomicU64::new(0), claim: claim(kinds, skip_locked(db.write())) }
    }

    /// Leases due jobs: of the kind at each place of the registry up to so many, and up to `most` of all, by priority. Each call
    /// names its leases anew.
    pub async fn lease(
        &self,
        db: &Db,
        room: &[usize],
        most: usize,
        now: Millis,
        lease: Duration,
    ) -> Result<Vec<Leased>> {
        match self.try_lease(db, room, most, now, lease).await {
            // Another worker was quicker to begin the one job of an exclusive kind: leave these kinds to it for now.
            Err(error) if is_duplicate(&error) => {
                let room: Vec<_> =
                    room.iter().zip(self.kinds).map(|(n, kind)| if kind.exclusive { 0 } else { *n }).collect();
                Ok(self.try_lease(db, &room, most, now, lease).await?)
            }
            answer => Ok(answer?),
        }
    }

    async fn try_lease(
        &self,
        db: &Db,
        room: &[usize],
        most: usize,
        now: Millis,
        lease: Duration,
    ) -> Result<Vec<Leased>, sea_orm::DbErr> {
        let name = format!("{}/{}", self.name, self.leases.fetch_add(1, Ordering::Relaxed));
        let mut values: Vec<Value> = vec![name.into(), (now + millis(lease)).into(), now.into(), count(most)];
        values.extend(room.iter().map(|n| count(*n)));
        let mut leased = Leased::find_by_statement(sql(db.by_key(), &self.claim, values)).all(db.by_key()).await?;
        leased.sort_by_key(|job| (job.priority, job.run_at, job.id));
        Ok(leased)
    }
}

fn count(n: usize) -> Value {
    i64::try_from(n).unwrap_or(i64::MAX).into()
}

/// Each kind is looked up in the index by itself: however many jobs of other kinds wait, they are not read. The names of kinds are
/// constants of this program, so they may stand in the text.
fn claim(kinds: &[Definition], skip_locked: &str) -> String {
    let due = kinds.iter().enumerate().map(|(index, definition)| {
        let (kind, most) = (definition.kind, index + 5);
        let alone = if definition.exclusive {
            format!(
                "AND NOT EXISTS (SELECT 1 FROM job o WHERE o.kind = '{kind}' AND o.state = 'running' AND o.exclusive)"
            )
        } else {
            String::new()
        };
        format!(
            "SELECT * FROM (SELECT id AS due_id, priority AS due_priority, run_at AS due_at FROM job
                WHERE state = 'ready' AND kind = '{kind}' AND run_at <= $3 {alone}
                ORDER BY run_at LIMIT ${most} {skip_locked}) AS k{index}"
        )
    });
    format!(
        "WITH due AS MATERIALIZED (
            SELECT * FROM ({}) AS found ORDER BY due_priority, due_at LIMIT $4
        )
        UPDATE job SET state = 'running', locked_by = $1, locked_until = $2, attempts = attempts + 1
        FROM due WHERE id = due_id AND state = 'ready'
        RETURNING id, kind, payload, attempts, max_attempts, priority, run_at, locked_by",
        due.collect::<Vec<_>>().join(" UNION ALL ")
    )
}

#[derive(Serialize)]
struct LeaseRow<'a> {
    job_id: Uuid,
    lease: &'a str,
}

#[derive(FromQueryResult)]
struct Kept {
    id: Uuid,
}

/// Extends leases. Answers with the jobs whose lease still stood; the others are lost.
pub(super) async fn renew(db: &Db, jobs: &[&Leased], now: Millis, lease: Duration) -> Result<Vec<Uuid>> {
    let update = "UPDATE job SET locked_until = $2 FROM {rows}
        WHERE job.id = r.job_id AND locked_by = r.lease AND state = 'running' RETURNING id";
    let columns = &[Column::id("job_id"), Column::text("lease")];
    let leases: Vec<_> = jobs.iter().map(|job| LeaseRow { job_id: job.id, lease: &job.locked_by }).collect();
    let kept: Vec<Kept> = rows::query(db.by_key(), update, columns, &leases, [(now + millis(lease)).into()]).await?;
    Ok(kept.into_iter().map(|row| row.id).collect())
}

#[derive(Serialize)]
struct EndRow<'a> {
    job_id: Uuid,
    lease: &'a str,
    attempts: i64,
    next_state: &'static str,
    next_attempts: i64,
    next_run_at: Option<Millis>,
    error: Option<&'a str>,
    ended_at: Option<Millis>,
}

const END: &[Column] = &[
    Column::id("job_id"),
    Column::text("lease"),
    Column::int("attempts"),
    Column::text("next_state"),
    Column::int("next_attempts"),
    Column::int("next_run_at").or_null(),
    Column::text("error").or_null(),
    Column::int("ended_at").or_null(),
];

/// Ends leases with one statement, but for those that were lost: a late worker's word no longer counts. Answers with the jobs whose
/// lease stood.
pub(super) async fn end(db: &Db, ends: &[(Leased, End)], now: Millis) -> Result<Vec<Uuid>> {
    let update =
        "UPDATE job SET state = r.next_state, attempts = r.next_attempts, run_at = coalesce(r.next_run_at, run_at),
            last_error = r.error, finished_at = r.ended_at, locked_by = NULL, locked_until = NULL
        FROM {rows} WHERE job.id = r.job_id AND locked_by = r.lease AND job.attempts = r.attempts AND state = 'running'
        RETURNING id";
    let rows: Vec<_> = ends.iter().map(|(job, end)| end_row(job, end, now)).collect();
    let ended: Vec<Kept> = rows::query(db.by_key(), update, END, &rows, []).await?;
    Ok(ended.into_iter().map(|row| row.id).collect())
}

fn end_row<'a>(job: &'a Leased, end: &'a End, now: Millis) -> EndRow<'a> {
    let (next_state, next_attempts, next_run_at, error) = match end {
        End::Done => ("done", job.attempts, None, None),
        End::Again { run_at } => ("ready", job.attempts - 1, Some(*run_at), None),
        End::Next { run_at } => ("ready", 0, Some(*run_at), None),
        End::Retry { run_at, error } => ("ready", job.attempts, Some(*run_at), Some(error.as_str())),
        End::Parked { error } => ("parked", job.attempts, None, Some(error.as_str())),
        End::NotBegun => ("ready", job.attempts - 1, None, None),
    };
    let ended_at = matches!(end, End::Done | End::Parked { .. }).then_some(now);
    let (job_id, lease, attempts) = (job.id, job.locked_by.as_str(), job.attempts);
    EndRow { job_id, lease, attempts, next_state, next_attempts, next_run_at, error, ended_at }
}

/// Makes jobs ready again whose worker let its lease run out: it died, or is cut off. One that was on its last try is parked, or a
/// job that kills its worker would go on doing so. Answers how many.
pub(super) async fn take_back(db: &Db, now: Millis) -> Result<u64> {
    let update = format!(
        "UPDATE job SET state = CASE WHEN attempts >= max_attempts THEN 'parked' ELSE 'ready' END,
            finished_at = CASE WHEN attempts >= max_attempts THEN $1 END,
            last_error = 'The worker that ran it went away.', locked_by = NULL, locked_until = NULL
        WHERE id IN (SELECT id FROM job WHERE state = 'running' AND locked_until < $1
            ORDER BY locked_until LIMIT {TAKEN_BACK} {})",
        skip_locked(db.write())
    );
    Ok(db.write().execute_raw(sql(db.write(), &update, [now.into()])).await?.rows_affected())
}

#[derive(Serialize)]
struct KindRow {
    kind: &'static str,
}

/// When the next job of one of `kinds` falls due; none when none waits.
pub(super) async fn next_due(db: &Db, kinds: impl Iterator<Item = &'static str>) -> Result<Option<Millis>> {
    #[derive(FromQueryResult)]
    struct Next {
        at: Option<Millis>,
    }
    let select =
        "SELECT min((SELECT min(j.run_at) FROM job j WHERE j.state = 'ready' AND j.kind = r.kind)) AS at FROM {rows}";
    let kinds: Vec<_> = kinds.map(|kind| KindRow { kind }).collect();
    let rows: Vec<Next> = rows::query(db.by_key(), select, &[Column::text("kind")], &kinds, []).await?;
    Ok(rows.into_iter().next().and_then(|row| row.at))
}
