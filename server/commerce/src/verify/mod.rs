//! The invariants of the shop, checked on a live database. Each check is one statement that answers with the breaches, so memory stays
//! bounded however large the shop is.

mod checks;
#[cfg(test)]
mod tests;

use sea_orm::{ConnectionTrait, FromQueryResult};
use serde::Serialize;

use self::checks::{CHECKS, Check};
use crate::{Cx, Result, db::sql};

/// Breaches named per check; all are counted.
const NAMED: i64 = 20;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// No check found a breach.
    pub ok: bool,
    /// Every check with what it found.
    pub checks: Vec<Finding>,
}

/// What one check found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Stable name.
    pub name: &'static str,
    /// What must hold.
    pub invariant: &'static str,
    /// How often it does not.
    pub breaches: i64,
    /// Ids of the first of them.
    pub ids: Vec<String>,
}

/// Checks every invariant.
///
/// # Errors
/// When the database does not answer: then nothing is known.
pub async fn run(cx: &Cx) -> Result<Report> {
    let mut findings = Vec::with_capacity(CHECKS.len());
    for check in CHECKS {
        findings.push(look(cx, check).await?);
    }
    Ok(Report { ok: findings.iter().all(|finding| finding.breaches == 0), checks: findings })
}

#[derive(FromQueryResult)]
struct Breach {
    id: String,
    total: i64,
}

async fn look(cx: &Cx, check: &Check) -> Result<Finding> {
    let db = cx.db.write();
    // `$1` is now, in every check; those that need no clock still name it, so that all are called alike.
    let select = format!(
        "SELECT CAST({} AS text) AS id, count(*) OVER () AS total FROM ({}) AS breach WHERE $1 = $1 ORDER BY 1 LIMIT {NAMED}",
        id_as_text(db),
        check.breaches
    );
    let breaches = Breach::find_by_statement(sql(db, &select, [cx.clock.now().into()])).all(db).await?;
    Ok(Finding {
        name: check.name,
        invariant: check.invariant,
        breaches: breaches.first().map_or(0, |breach| breach.total),
        ids: breaches.into_iter().map(|breach| breach.id).collect(),
    })
}

/// SQLite keeps ids as bytes.
fn id_as_text(connection: &impl ConnectionTrait) -> &'static str {
    match connection.get_database_backend() {
        sea_orm::DbBackend::Sqlite => "CASE WHEN typeof(id) = 'blob' THEN lower(hex(id)) ELSE id END",
        _ => "id",
    }
}
