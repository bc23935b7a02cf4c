//! One key, one order. A key is bound to what it was first sent with; its first answer is kept for a day and given again, except
//! an answer that was our own fault.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};
use serde::{Deserialize, Serialize};
use types::{ErrorCode, Millis, Problem, checkout::Placed};
use words::t;

use crate::{
    Cx, Error, Result, Services,
    combine::{self, Combined, Queue},
    db::{
        Together,
        rows::{self, Column},
        sql,
    },
};

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

impl Answer {
    fn status(&self) -> i64 {
        match self {
            Answer::Placed(_) => 202,
            Answer::Refused(problem) => i64::from(problem.status),
        }
    }

    fn text(&self) -> Result<String> {
        serde_json::to_string(self).map_err(Error::internal)
    }
}

/// A request that carries a key.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Claim {
    pub key: String,
    /// Of everything else in the request.
    pub fingerprint: String,
    /// Says that it is ours to answer when the answer is kept.
    pub owner: String,
}

/// What to do with it.
pub(super) enum Turn {
    /// It is ours to answer.
    Ours,
    /// It was answered before.
    Answered(Answer),
}

/// Whether `key` can be one.
///
/// # Errors
/// `bad_request`.
pub(super) fn check(key: &str) -> Result<()> {
    if !key.is_empty() && key.len() <= LONGEST_KEY && key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(());
    }
    let message = "Send an Idempotency-Key of 1 to 255 visible ASCII characters, for instance a UUID.";
    Err(Error::new(ErrorCode::BadRequest, message))
}

/// Whether a request with this key has come so far before that it has an answer, or will have one.
pub(super) async fn is_known(cx: &Cx, key: &str) -> Result<bool> {
    let select = "SELECT 1 AS one FROM idempotency_key WHERE key = $1 AND created_at > $2";
    let statement = sql(cx.db.write(), select, [key.into(), (cx.clock.now() - KEPT).into()]);
    Ok(cx.db.write().query_one_raw(statement).await?.is_some())
}

#[derive(FromQueryResult)]
struct Row {
    key: String,
    fingerprint: String,
    answer: Option<String>,
}

#[derive(FromQueryResult)]
struct Claimed {
    owner: String,
}

const KEY: &[Column] = &[Column::text("key"), Column::text("fingerprint"), Column::text("owner")];

/// Decides who answers each of `claims`: `idempotency_key_reused` when a key came with something else, `in_progress` while the first
/// request runs. Whatever the transaction does with those that are ours is undone with the claim itself.
pub(super) async fn claim_all(tx: &DatabaseTransaction, claims: &[&Claim], now: Millis) -> Result<Vec<Result<Turn>>> {
    let mut sorted: Vec<&Claim> = claims.to_vec();
    // In one order everywhere: two batches with the same keys cannot wait for each other.
    sorted.sort_by(|a, b| a.key.cmp(&b.key));
    // Of those that bring the same key, the first has a chance: one statement cannot write a row twice.
    sorted.dedup_by(|a, b| a.key == b.key);
    let insert = "INSERT INTO idempotency_key (key, fingerprint, owner, locked_until, created_at)
        SELECT key, fingerprint, owner, $2, $3 FROM {rows} WHERE true
        ON CONFLICT (key) DO UPDATE SET fingerprint = excluded.fingerprint, owner = excluded.owner,
            locked_until = excluded.locked_until, created_at = excluded.created_at, status = NULL, answer = NULL
        WHERE idempotency_key.created_at < $4
            OR (idempotency_key.answer IS NULL AND idempotency_key.locked_until < $3
                AND idempotency_key.fingerprint = excluded.fingerprint)
        RETURNING owner";
    let locked_until = now + i64::try_from(LEASE.as_millis()).unwrap_or(i64::MAX);
    let values = [locked_until.into(), now.into(), (now - KEPT).into()];
    let ours: Vec<Claimed> = rows::query(tx, insert, KEY, &sorted, values).await?;
    let ours: HashSet<String> = ours.into_iter().map(|row| row.owner).collect();
    let others: Vec<_> = claims.iter().filter(|claim| !ours.contains(&claim.owner)).collect();
    let select = "SELECT key, fingerprint, answer FROM idempotency_key WHERE key IN (SELECT key FROM {rows})";
    let found: Vec<Row> = rows::query(tx, select, KEY, &others, []).await?;
    let found: HashMap<String, Row> = found.into_iter().map(|row| (row.key.clone(), row)).collect();
    let turn = |claim: &&Claim| {
        if ours.contains(&claim.owner) { Ok(Turn::Ours) } else { judge(found.get(&claim.key), &claim.fingerprint) }
    };
    Ok(claims.iter().map(turn).collect())
}

fn judge(row: Option<&Row>, fingerprint: &str) -> Result<Turn> {
    match row {
        Some(row) if row.fingerprint != fingerprint => {
            Err(Error::new(ErrorCode::IdempotencyKeyReused, t!("refused-key-reused")))
        }
        Some(Row { answer: Some(answer), .. }) => {
            Ok(Turn::Answered(serde_json::from_str(answer).map_err(Error::internal)?))
        }
        // Still running; or it failed between the two statements and the key is free again. Either way: try again.
        _ => Err(Error::new(ErrorCode::InProgress, t!("refused-in-progress"))),
    }
}

/// An answer to be kept.
#[derive(Debug, Serialize)]
pub struct Keep {
    key: String,
    owner: String,
    status: i64,
    answer: String,
}

impl Keep {
    pub(super) fn of(claim: &Claim, answer: &Answer) -> Result<Self> {
        let (key, owner) = (claim.key.clone(), claim.owner.clone());
        Ok(Self { key, owner, status: answer.status(), answer: answer.text()? })
    }
}

/// Keeps answers, in the transaction that made them.
pub(super) fn keep_all(together: &mut Together, answers: &[Keep]) -> Result<()> {
    let update = "UPDATE idempotency_key SET status = r.status, answer = r.answer FROM {rows}
        WHERE idempotency_key.key = r.key AND idempotency_key.owner = r.owner AND idempotency_key.answer IS NULL";
    let columns = &[Column::text("key"), Column::text("owner"), Column::int("status"), Column::text("answer")];
    together.write(update, columns, answers, [])
}

impl Combined for Keep {
    type Key = String;
    type Answer = ();

    fn key(&self) -> String {
        self.key.clone()
    }

    fn queue(services: &Services) -> &Queue<Self> {
        &services.answers
    }

    async fn write(_: &Cx, tx: &DatabaseTransaction, batch: &[Self]) -> Result<Vec<Result<()>>> {
        let mut together = Together::on(tx);
        keep_all(&mut together, batch)?;
        together.run(tx).await?;
        Ok(batch.iter().map(|_| Ok(())).collect())
    }
}

/// Keeps an answer, unless it was our own fault: then the key is free again.
pub(super) async fn keep(cx: &Cx, claim: &Claim, answer: &Answer) -> Result<()> {
    if answer.status() >= 500 {
        return release(cx, claim).await;
    }
    combine::submit(cx, Keep::of(claim, answer)?).await
}

/// Frees a key that has no answer. An order that was written with it all the same is found by the next request.
pub(super) async fn release(cx: &Cx, claim: &Claim) -> Result<()> {
    let delete = "DELETE FROM idempotency_key WHERE key = $1 AND owner = $2 AND answer IS NULL";
    let values = [claim.key.as_str().into(), claim.owner.as_str().into()];
    cx.db.write().execute_raw(sql(cx.db.write(), delete, values)).await?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_shop::TestShop;

    #[tokio::test]
    async fn of_requests_that_bring_one_key_together_only_the_first_is_to_answer() {
        let shop = TestShop::open().await;
        let claim = |body: &str, owner: &str| Claim { key: "k".into(), fingerprint: body.into(), owner: owner.into() };
        let claims = [claim("a", "1"), claim("b", "2"), claim("c", "3")];
        let now = shop.cx.clock.now();
        let claimed = shop
            .cx
            .db
            .transaction(|tx| Box::pin(async move { claim_all(tx, &claims.iter().collect::<Vec<_>>(), now).await }));
        let turns = claimed.await.unwrap();
        assert!(matches!(turns[0], Ok(Turn::Ours)));
        for other in &turns[1..] {
            assert_eq!(other.as_ref().err().map(Error::code), Some(ErrorCode::IdempotencyKeyReused));
        }
    }
}
