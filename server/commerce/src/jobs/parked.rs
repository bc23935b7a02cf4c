//! Jobs as staff see them: listed by state, and those that gave up tried anew or put away.

use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use types::{
    ErrorCode, JobId, Millis,
    job::{JobPage, JobRow, JobState},
};

use super::JOBS;
use crate::{
    Cx, Error, Result, Scope,
    cursor::{Page, Place},
    db::{
        rows::{self, Column},
        sql,
    },
    rfc3339,
};

/// Rows that are removed with one statement.
const CHUNK: i64 = 1000;

/// Which jobs, and how many of them.
#[derive(Clone, Debug, Default)]
pub struct JobFilter {
    /// Where they stand.
    pub state: JobState,
    /// Only of this kind; empty for all.
    pub kind: String,
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// Rows on a page, 1 to 100.
    pub limit: u64,
}

#[derive(FromQueryResult)]
struct Row {
    id: JobId,
    kind: String,
    run_at: Millis,
    attempts: i64,
    last_error: Option<String>,
    locked_by: Option<String>,
    finished_at: Option<Millis>,
    requeued_by: Option<String>,
    requeued_at: Option<Millis>,
    /// What the list is ordered by.
    place: Millis,
}

/// The column that orders the jobs of a state, as that state's index does, and whether the latest comes first.
fn order(state: JobState) -> (&'static str, bool) {
    match state {
        JobState::Ready => ("run_at", false),
        JobState::Running => ("locked_until", false),
        JobState::Done | JobState::Parked => ("finished_at", true),
    }
}

/// Jobs of one state: what waits and runs by its time, what has ended from the latest back.
///
/// # Errors
/// `invalid` for a cursor that is none; when the caller may not.
pub async fn list(cx: &Cx, filter: JobFilter) -> Result<JobPage> {
    cx.require(Scope::Ops)?;
    let page = Page::<Place>::read(filter.cursor.as_deref(), filter.limit)?;
    let (column, latest_first) = order(filter.state);
    let (beyond, direction) = if latest_first { ("<", "DESC") } else { (">", "ASC") };
    let mut values: Vec<Value> = vec![page.to_ask().into(), filter.kind.trim().into()];
    let mut after = String::new();
    if let Some(Place { rank, id }) = page.after {
        values.extend([rank.into(), id.into()]);
        after = format!("AND ({column}, id) {beyond} ($3, $4)");
    }
    // The state is one of four words of ours and stands in the text, so that its index fits.
    let select = format!(
        "SELECT id, kind, run_at, attempts, last_error, locked_by, finished_at, requeued_by, requeued_at, {column} AS place
        FROM job WHERE state = '{}' AND ($2 = '' OR kind = $2) {after}
        ORDER BY {column} {direction}, id {direction} LIMIT $1",
        filter.state.as_str()
    );
    let mut rows = Row::find_by_statement(sql(cx.db.read(), &select, values)).all(cx.db.read()).await?;
    let next_cursor = page.cut(&mut rows, |last| Place { rank: last.place, id: last.id.0 });
    Ok(JobPage { items: rows.into_iter().map(|row| view(row, filter.state)).collect(), next_cursor })
}

fn view(row: Row, state: JobState) -> JobRow {
    JobRow {
        id: row.id,
        kind: row.kind,
        state,
        run_at: rfc3339(row.run_at),
        attempts: row.attempts,
        last_error: row.last_error,
        worker: row.locked_by,
        ended_at: row.finished_at.map(rfc3339),
        requeued_by: row.requeued_by,
        requeued_at: row.requeued_at.map(rfc3339),
    }
}

/// Lets a parked job be tried anew, with all its tries.
///
/// # Errors
/// `not_found`; `conflict` unless it is parked; when the caller may not.
pub async fn requeue(cx: &Cx, id: JobId) -> Result<()> {
    cx.require(Scope::Ops)?;
    let update = "UPDATE job SET state = 'ready', attempts = 0, run_at = $2, finished_at = NULL, requeued_by = $3, requeued_at = $2
        WHERE id = $1 AND state = 'parked'";
    one(cx, id, update, cx.actor.label()).await?;
    cx.job_written.notify_one();
    Ok(())
}

/// The same for all parked jobs of a kind. Answers how many there were.
///
/// # Errors
/// `not_found` for a kind that this build does not know; when the caller may not.
pub async fn requeue_kind(cx: &Cx, kind: &str) -> Result<u64> {
    cx.require(Scope::Ops)?;
    if !JOBS.iter().any(|definition| definition.kind == kind) {
        return Err(Error::not_found("kind of job"));
    }
    let update = "UPDATE job SET state = 'ready', attempts = 0, run_at = $2, finished_at = NULL, requeued_by = $3, requeued_at = $2
        WHERE kind = $1 AND state = 'parked'";
    let values = [kind.into(), cx.clock.now().into(), cx.actor.label().into()];
    let requeued = cx.db.write().execute_raw(sql(cx.db.write(), update, values)).await?.rows_affected();
    cx.job_written.notify_one();
    Ok(requeued)
}

/// Puts a parked job away as done, without doing it. Its error stays, with the name of who decided so.
///
/// # Errors
/// `not_found`; `conflict` unless it is parked; when the caller may not.
pub async fn discard(cx: &Cx, id: JobId) -> Result<()> {
    cx.require(Scope::Ops)?;
    let update = "UPDATE job SET state = 'done', finished_at = $2, last_error = 'Discarded by ' || $3 || ': ' || coalesce(last_error, '')
        WHERE id = $1 AND state = 'parked'";
    one(cx, id, update, cx.actor.label()).await
}

/// Changes one parked job. `$1` is its id, `$2` now, `$3` who.
async fn one(cx: &Cx, id: JobId, update: &str, who: &str) -> Result<()> {
    let db = cx.db.write();
    let values = [id.0.into(), cx.clock.now().into(), who.into()];
    if db.execute_raw(sql(db, update, values)).await?.rows_affected() == 1 {
        return Ok(());
    }
    match db.query_one_raw(sql(db, "SELECT id FROM job WHERE id = $1", [id.0.into()])).await? {
        Some(_) => Err(Error::new(ErrorCode::Conflict, "This job is not parked.")),
        None => Err(Error::not_found("job")),
    }
}

/// Removes jobs that were done before `done`, or parked before `parked`: a bounded number of each. True when more are left.
pub(crate) async fn prune(connection: &impl ConnectionTrait, done: Millis, parked: Millis) -> Result<bool> {
    let mut more = false;
    for (state, before) in [(JobState::Done, done), (JobState::Parked, parked)] {
        let delete = format!(
            "DELETE FROM job WHERE id IN
                (SELECT id FROM job WHERE state = '{0}' AND finished_at < $1 ORDER BY finished_at LIMIT {CHUNK}) AND state = '{0}'",
            state.as_str()
        );
        let removed = connection.execute_raw(sql(connection, &delete, [before.into()])).await?.rows_affected();
        more |= i64::try_from(removed).is_ok_and(|removed| removed == CHUNK);
    }
    Ok(more)
}

/// Parks jobs that fell due before `before` and are of a kind this build does not know: no worker of today takes them.
pub(crate) async fn park_unknown(connection: &impl ConnectionTrait, before: Millis, now: Millis) -> Result<u64> {
    #[derive(serde::Serialize)]
    struct KindRow {
        kind: &'static str,
    }
    let known: Vec<_> = JOBS.iter().map(|definition| KindRow { kind: definition.kind }).collect();
    let update = "UPDATE job SET state = 'parked', finished_at = $3, last_error = 'No worker knows this kind of job.'
        WHERE state = 'ready' AND run_at < $2 AND kind NOT IN (SELECT kind FROM {rows})";
    rows::execute(connection, update, &[Column::text("kind")], &known, [before.into(), now.into()]).await
}
