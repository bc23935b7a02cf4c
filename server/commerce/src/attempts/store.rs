use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};
use serde::Serialize;
use types::Millis;

use super::rules::Tally;
use crate::{
    Result,
    db::{
        rows::{self, Column},
        sql,
    },
};

#[derive(Serialize)]
struct Key<'a> {
    key: &'a str,
}

#[derive(FromQueryResult)]
struct Row {
    key: String,
    failures: i64,
    until: Millis,
    last_at: Millis,
}

/// Locks the tallies of `keys`, in the order of the keys, new ones included: nobody else counts on them until the transaction ends.
pub(super) async fn lock(tx: &DatabaseTransaction, keys: &[&str]) -> Result<HashMap<String, Tally>> {
    let mut keys: Vec<_> = keys.iter().map(|key| Key { key }).collect();
    keys.sort_unstable_by_key(|one| one.key);
    let insert = "INSERT INTO attempt (key, failures, until, last_at) SELECT key, 0, 0, 0 FROM {rows} WHERE true
        ORDER BY key ON CONFLICT (key) DO NOTHING";
    rows::execute(tx, insert, &[Column::text("key")], &keys, []).await?;
    let select = format!(
        "SELECT key, failures, until, last_at FROM attempt WHERE key IN (SELECT key FROM {{rows}}) ORDER BY key {}",
        rows::for_update(tx)
    );
    let found: Vec<Row> = rows::query(tx, &select, &[Column::text("key")], &keys, []).await?;
    let tally = |row: Row| (row.key, Tally { failures: row.failures, until: row.until, last_at: row.last_at });
    Ok(found.into_iter().map(tally).collect())
}

pub(super) async fn write(tx: &DatabaseTransaction, key: &str, tally: Tally) -> Result<()> {
    let update = "UPDATE attempt SET failures = $2, until = $3, last_at = $4 WHERE key = $1";
    let values = [key.into(), tally.failures.into(), tally.until.into(), tally.last_at.into()];
    tx.execute_raw(sql(tx, update, values)).await?;
    Ok(())
}

/// Forgets a key's failures.
pub(super) async fn forgive(connection: &impl ConnectionTrait, key: &str) -> Result<()> {
    connection.execute_raw(sql(connection, "DELETE FROM attempt WHERE key = $1", [key.into()])).await?;
    Ok(())
}

/// Takes one attempt back that was counted at `now`, and the wait that it led to.
pub(super) async fn take_back(connection: &impl ConnectionTrait, key: &str, now: Millis) -> Result<()> {
    let update = "UPDATE attempt SET failures = failures - 1, until = CASE WHEN last_at = $2 THEN 0 ELSE until END
        WHERE key = $1 AND failures > 0";
    connection.execute_raw(sql(connection, update, [key.into(), now.into()])).await?;
    Ok(())
}

pub(super) async fn prune(connection: &impl ConnectionTrait, before: Millis) -> Result<()> {
    connection.execute_raw(sql(connection, "DELETE FROM attempt WHERE last_at < $1", [before.into()])).await?;
    Ok(())
}
