//! The invariants of the shop, checked on a live database and, where there is one right answer, repaired.
//!
//! Each check is one statement that answers with the breaches; all of them look at one snapshot. The database does the work, so memory
//! stays bounded however large the shop is, and traffic meanwhile cannot look like a breach.

mod checks;
mod repair;
mod snapshot;
#[cfg(test)]
mod tests;

use std::time::Instant;

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, FromQueryResult};
use serde::Serialize;

pub use self::repair::{Left, Repair, Repaired, repair};
use self::{
    checks::{By, Check, Moments},
    snapshot::Snapshot,
};
use crate::{Cx, Result, db::sql};

/// Breaches named per check; all are counted.
const NAMED: usize = 20;

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// No check found a breach.
    pub ok: bool,
    /// How long looking took.
    pub seconds: f64,
    /// Every check with what it found.
    pub checks: Vec<Finding>,
    /// What staff should see although every invariant holds.
    pub shown: Vec<Finding>,
}

/// What one check found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// Stable name.
    pub name: &'static str,
    /// What must hold.
    pub invariant: &'static str,
    /// How often it does not.
    pub breaches: i64,
    /// Ids of the first of them: UUIDs as text; keys as they are; stock items as `variant/location`.
    pub ids: Vec<String>,
    /// How long looking took.
    pub seconds: f64,
}

/// Checks every invariant.
///
/// # Errors
/// When the database does not answer: then nothing is known.
pub async fn run(cx: &Cx) -> Result<Report> {
    let started = Instant::now();
    let snapshot = Snapshot::open(cx).await?;
    let moments = Moments::new(cx.clock.now(), &cx.settings);
    let mut checks = Vec::new();
    for check in checks::all() {
        checks.push(look(snapshot.connection(), check, moments).await?);
    }
    let mut shown = Vec::new();
    for check in checks::shown() {
        shown.push(look(snapshot.connection(), check, moments).await?);
    }
    snapshot.close().await?;
    let ok = checks.iter().all(|finding| finding.breaches == 0);
    Ok(Report { ok, seconds: seconds_since(started), checks, shown })
}

#[derive(FromQueryResult)]
struct Breach {
    id: String,
    total: i64,
}

async fn look(connection: &DatabaseTransaction, check: &Check, moments: Moments) -> Result<Finding> {
    let started = Instant::now();
    let found = find(connection, check, moments, NAMED).await?;
    Ok(Finding {
        name: check.name,
        invariant: check.invariant,
        breaches: found.first().map_or(0, |breach| breach.total),
        ids: found.into_iter().map(|breach| breach.id).collect(),
        seconds: seconds_since(started),
    })
}

/// The first `most` breaches, in the order of their ids.
async fn find(connection: &impl ConnectionTrait, check: &Check, moments: Moments, most: usize) -> Result<Vec<Breach>> {
    let engine = connection.get_database_backend();
    let id = match check.by {
        By::Id => text(engine, "id"),
        By::Item => format!("{} || '/' || {}", text(engine, "id"), text(engine, "location_id")),
    };
    // SQLite would go through an index that has the right order, and look every row up in the table.
    let scan = if engine == DbBackend::Sqlite { "NOT INDEXED" } else { "" };
    let breaches = moments.fill(&with_texts(engine, check.breaches)).replace("{scan}", scan);
    let select =
        format!("SELECT {id} AS id, count(*) OVER () AS total FROM ({breaches}) AS breach ORDER BY 1 LIMIT {most}");
    Ok(Breach::find_by_statement(sql(connection, &select, [])).all(connection).await?)
}

/// An id as people write it. SQLite keeps UUIDs as bytes.
fn text(engine: DbBackend, column: &str) -> String {
    if engine != DbBackend::Sqlite {
        return format!("CAST({column} AS text)");
    }
    let parts: Vec<_> = [(1, 8), (9, 4), (13, 4), (17, 4), (21, 12)]
        .iter()
        .map(|(from, length)| format!("substr(hex({column}), {from}, {length})"))
        .collect();
    format!(
        "CASE typeof({column}) WHEN 'blob' THEN lower({}) ELSE CAST({column} AS text) END",
        parts.join(" || '-' || ")
    )
}

/// `{text(COLUMN)}` in a statement is the id in that column as people, and JSON documents, write it.
fn with_texts(engine: DbBackend, statement: &str) -> String {
    let mut pieces = statement.split("{text(");
    let mut written = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (column, rest) = piece.split_once(")}").unwrap_or((piece, ""));
        written.push_str(&text(engine, column));
        written.push_str(rest);
    }
    written
}

/// To the millisecond: more is noise.
fn seconds_since(started: Instant) -> f64 {
    (started.elapsed().as_secs_f64() * 1000.0).round() / 1000.0
}
