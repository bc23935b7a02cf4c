//! How much work waits and for how long. Counting stays cheap however much that is: it reads indexes only, and stops at [`MOST`].

use sea_orm::{ConnectionTrait, FromQueryResult};
use serde::Serialize;
use types::Millis;

use super::JOBS;
use crate::{
    Cx, Error, Result, Scope,
    db::{
        rows::{self, Column},
        sql,
    },
};

/// Jobs of a kind and state that are counted; more are called as many.
const MOST: i64 = 10_000;

/// How much work of one kind there is.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct Depth {
    /// Which kind.
    pub kind: String,
    /// Due and not yet leased.
    pub due: i64,
    /// Waiting for their time.
    pub scheduled: i64,
    /// Being done.
    pub running: i64,
    /// Given up; someone has to look.
    pub parked: i64,
    /// When the one that has waited longest fell due.
    pub oldest_due: Option<Millis>,
}

#[derive(Serialize)]
struct KindRow {
    kind: &'static str,
}

/// How much work of each kind waits, for the people and probes that watch over it. At most 10,000 are counted of each kind and state.
///
/// # Errors
/// When the caller may not, or the database does not answer.
pub async fn depths(cx: &Cx) -> Result<Vec<Depth>> {
    cx.require(Scope::Ops)?;
    let counted =
        |filter: &str| format!("(SELECT count(*) FROM (SELECT 1 FROM job j WHERE {filter} LIMIT {MOST}) AS counted)");
    let select = format!(
        "SELECT r.kind, {due} AS due, {scheduled} AS scheduled, {running} AS running, {parked} AS parked,
            (SELECT min(j.run_at) FROM job j WHERE j.state = 'ready' AND j.kind = r.kind AND j.run_at <= $2) AS oldest_due
        FROM {{rows}}",
        due = counted("j.state = 'ready' AND j.kind = r.kind AND j.run_at <= $2"),
        scheduled = counted("j.state = 'ready' AND j.kind = r.kind AND j.run_at > $2"),
        running = counted("j.state = 'running' AND j.kind = r.kind"),
        parked = counted("j.state = 'parked' AND j.kind = r.kind"),
    );
    let kinds: Vec<_> = JOBS.iter().map(|definition| KindRow { kind: definition.kind }).collect();
    rows::query(cx.db.read(), &select, &[Column::text("kind")], &kinds, [cx.clock.now().into()]).await
}

/// How many jobs, of any kind, gave up and wait for someone; at most 10,000 are counted.
///
/// # Errors
/// When the caller may not, or the database does not answer.
pub async fn parked(cx: &Cx) -> Result<u64> {
    cx.require(Scope::Ops)?;
    let select =
        format!("SELECT count(*) AS parked FROM (SELECT 1 FROM job WHERE state = 'parked' LIMIT {MOST}) AS counted");
    let row = cx.db.read().query_one_raw(sql(cx.db.read(), &select, [])).await?;
    let row = row.ok_or_else(|| Error::internal(anyhow::anyhow!("counting gave no row")))?;
    Ok(row.try_get::<i64>("", "parked")?.unsigned_abs())
}
