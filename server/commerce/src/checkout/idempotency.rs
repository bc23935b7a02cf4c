//! One key, one order. A key is bound to what it was first sent with; its first answer is kept for a day and given again, except
//! an answer that was our own fault.

use std::time::Duration;

use sea_orm::{ConnectionTrait, FromQueryResult};
use serde::{Deserialize, Serialize};
use types::{ErrorCode, Millis, Problem, checkout::Placed};
use uuid::Uuid;

use crate::{Cx, Error, Result, db::sql};

/// Answers are kept this long.
const KEPT: Millis = 24 * 60 * 60 * 1000;
/// Who has not answered by then has died; the next one with the key takes over.
const LEASE: Duration = Duration::from_secs(30);
const LONGEST_KEY: usize = 255;

/// What a key was answered with.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Answer {
    Placed(Placed),
    Refused(Problem),
}

/// What to do with a request that carries a key.
pub(super) enum Claim {
    /// It is ours to answer; `owner` says so when the answer is kept.
    Ours { owner: String },
    /// It was answered before.
    Answered(Answer),
}

#[derive(FromQueryResult)]
struct Row {
    fingerprint: String,
    answer: Option<String>,
}

/// Decides who answers a key.
///
/// # Errors
/// `idempotency_key_reused` when it came with something else, `in_progress` while the first request runs.
pub(super) async fn claim(cx: &Cx, key: &str, fingerprint: &str) -> Result<Claim> {
    if key.is_empty() || key.len() > LONGEST_KEY || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
        let message = "Send an Idempotency-Key of 1 to 255 visible ASCII characters, for instance a UUID.";
        return Err(Error::new(ErrorCode::BadRequest, message));
    }
    let (db, now, owner) = (cx.db.write(), cx.clock.now(), Uuid::new_v4().to_string());
    let locked_until = now + i64::try_from(LEASE.as_millis()).unwrap_or(i64::MAX);
    let insert =
        "INSERT INTO idempotency_key (key, fingerprint, owner, locked_until, created_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (key) DO UPDATE SET fingerprint = excluded.fingerprint, owner = excluded.owner,
            locked_until = excluded.locked_until, created_at = excluded.created_at, status = NULL, answer = NULL
        WHERE idempotency_key.created_at < $6
            OR (idempotency_key.answer IS NULL AND idempotency_key.locked_until < $5
                AND idempotency_key.fingerprint = excluded.fingerprint)";
    let values =
        [key.into(), fingerprint.into(), owner.clone().into(), locked_until.into(), now.into(), (now - KEPT).into()];
    if db.execute_raw(sql(db, insert, values)).await?.rows_affected() == 1 {
        return Ok(Claim::Ours { owner });
    }
    let select = "SELECT fingerprint, answer FROM idempotency_key WHERE key = $1";
    let row = Row::find_by_statement(sql(db, select, [key.into()])).one(db).await?;
    judge(row, fingerprint)
}

fn judge(row: Option<Row>, fingerprint: &str) -> Result<Claim> {
    match row {
        Some(row) if row.fingerprint != fingerprint => Err(Error::new(
            ErrorCode::IdempotencyKeyReused,
            "This Idempotency-Key was used with another request. Use a new one.",
        )),
        Some(Row { answer: Some(answer), .. }) => {
            Ok(Claim::Answered(serde_json::from_str(&answer).map_err(Error::internal)?))
        }
        // Still running; or it failed between the two statements and the key is free again. Either way: try again.
        _ => Err(Error::new(ErrorCode::InProgress, "The first request with this Idempotency-Key is still running.")),
    }
}

/// Keeps the answer, unless it was our own fault: then the key is free again.
pub(super) async fn keep(cx: &Cx, key: &str, owner: &str, answer: &Answer) -> Result<()> {
    let status = match answer {
        Answer::Placed(_) => 202,
        Answer::Refused(problem) => i64::from(problem.status),
    };
    if status >= 500 {
        return release(cx, key, owner).await;
    }
    let answer = serde_json::to_string(answer).map_err(Error::internal)?;
    let update = "UPDATE idempotency_key SET status = $3, answer = $4 WHERE key = $1 AND owner = $2 AND answer IS NULL";
    let values = [key.into(), owner.into(), status.into(), answer.into()];
    cx.db.write().execute_raw(sql(cx.db.write(), update, values)).await?;
    Ok(())
}

async fn release(cx: &Cx, key: &str, owner: &str) -> Result<()> {
    let delete = "DELETE FROM idempotency_key WHERE key = $1 AND owner = $2 AND answer IS NULL";
    cx.db.write().execute_raw(sql(cx.db.write(), delete, [key.into(), owner.into()])).await?;
    Ok(())
}

/// Forgets keys whose day is over.
///
/// # Errors
/// When the database does not answer.
pub async fn prune(cx: &Cx) -> Result<()> {
    let delete = "DELETE FROM idempotency_key WHERE created_at < $1";
    cx.db.write().execute_raw(sql(cx.db.write(), delete, [(cx.clock.now() - KEPT).into()])).await?;
    Ok(())
}
