//! Lists of those who wait. Whatever changes one locks its row first, so that counts and requests agree.

use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult, Value};
use types::{Millis, VariantId};
use uuid::Uuid;

use crate::{Result, db::sql, inventory};

/// Lists that are cleared of old requests in one go.
const PRUNED_AT_ONCE: i64 = 200;

async fn run(connection: &impl ConnectionTrait, text: &str, values: impl IntoIterator<Item = Value>) -> Result<u64> {
    Ok(connection.execute_raw(sql(connection, text, values)).await?.rows_affected())
}

async fn number(
    connection: &impl ConnectionTrait,
    text: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Option<i64>> {
    let row = connection.query_one_raw(sql(connection, text, values)).await?;
    Ok(row.map(|row| row.try_get("", "n")).transpose()?)
}

/// Locks a variant's list, which is made where there is none, and tells how many wait.
pub(super) async fn lock(tx: &DatabaseTransaction, variant: VariantId, now: Millis) -> Result<i64> {
    let insert = "INSERT INTO restock_list (variant_id, waiting, looked_at) VALUES ($1, 0, $2)
        ON CONFLICT (variant_id) DO NOTHING";
    run(tx, insert, [variant.0.into(), now.into()]).await?;
    let lock = "UPDATE restock_list SET waiting = waiting WHERE variant_id = $1 RETURNING waiting AS n";
    Ok(number(tx, lock, [variant.0.into()]).await?.unwrap_or_default())
}

/// Puts an address at the end of a list that is locked; false when it waits there already. Whoever was called before waits anew.
pub(super) async fn insert(
    tx: &DatabaseTransaction,
    id: Uuid,
    variant: VariantId,
    email: &str,
    now: Millis,
) -> Result<bool> {
    let upsert = "INSERT INTO restock_request (id, variant_id, email, asked_at, locale) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (variant_id, email) DO UPDATE SET asked_at = excluded.asked_at, called_at = NULL, locale = excluded.locale
            WHERE restock_request.called_at IS NOT NULL
        RETURNING 1 AS n";
    let values = [id.into(), variant.0.into(), email.into(), now.into(), words::locale().code().into()];
    Ok(tx.query_one_raw(sql(tx, upsert, values)).await?.is_some())
}

/// So many more wait on a list that is locked, or fewer.
pub(super) async fn count(tx: &DatabaseTransaction, variant: VariantId, by: i64) -> Result<()> {
    let update = "UPDATE restock_list SET waiting = waiting + $2 WHERE variant_id = $1";
    run(tx, update, [variant.0.into(), by.into()]).await?;
    Ok(())
}

pub(super) async fn waiting(connection: &impl ConnectionTrait, variant: VariantId) -> Result<i64> {
    let select = "SELECT waiting AS n FROM restock_list WHERE variant_id = $1";
    Ok(number(connection, select, [variant.0.into()]).await?.unwrap_or_default())
}

#[derive(FromQueryResult)]
struct Listed {
    variant_id: VariantId,
}

/// Variants somebody waits for that can be bought now; those looked at longest ago first.
pub(super) async fn available(connection: &impl ConnectionTrait, most: i64) -> Result<Vec<VariantId>> {
    let select = format!(
        "SELECT q.variant_id FROM restock_list q WHERE q.waiting > 0 AND {}
            AND EXISTS (SELECT 1 FROM variant v JOIN product p ON p.id = v.product_id AND p.status = 'active'
                WHERE v.id = q.variant_id AND v.deleted_at IS NULL)
        ORDER BY q.looked_at, q.variant_id LIMIT $1",
        inventory::available_condition("q.variant_id")
    );
    let rows = Listed::find_by_statement(sql(connection, &select, [most.into()])).all(connection).await?;
    Ok(rows.into_iter().map(|row| row.variant_id).collect())
}

/// Locks a variant's list and notes that it is looked at; tells how many were called since `since`.
pub(super) async fn look(tx: &DatabaseTransaction, variant: VariantId, since: Millis, now: Millis) -> Result<i64> {
    let update = "UPDATE restock_list SET looked_at = $2 WHERE variant_id = $1";
    run(tx, update, [variant.0.into(), now.into()]).await?;
    let select = "SELECT count(*) AS n FROM restock_request WHERE variant_id = $1 AND called_at > $2";
    Ok(number(tx, select, [variant.0.into(), since.into()]).await?.unwrap_or_default())
}

/// Somebody who has just been called.
#[derive(FromQueryResult)]
pub(super) struct Called {
    pub id: Uuid,
    pub asked_at: Millis,
}

/// Calls the first `most` of a list that is locked, each once.
pub(super) async fn call(tx: &DatabaseTransaction, variant: VariantId, most: i64, now: Millis) -> Result<Vec<Called>> {
    let update = "UPDATE restock_request SET called_at = $3 WHERE called_at IS NULL AND id IN (
            SELECT id FROM restock_request WHERE variant_id = $1 AND called_at IS NULL ORDER BY asked_at, id LIMIT $2)
        RETURNING id, asked_at";
    let statement = sql(tx, update, [variant.0.into(), most.into(), now.into()]);
    let mut called = Called::find_by_statement(statement).all(tx).await?;
    // No engine promises an order here.
    called.sort_by_key(|one| (one.asked_at, one.id));
    count(tx, variant, -i64::try_from(called.len()).unwrap_or_default()).await?;
    Ok(called)
}

/// Where somebody who was called reads mail, and what for.
#[derive(FromQueryResult)]
pub(super) struct Addressee {
    pub email: String,
    pub variant_id: VariantId,
    /// Code of the language they asked in.
    pub locale: String,
}

/// None when they want nothing any more, or wait anew.
pub(super) async fn addressee(
    connection: &impl ConnectionTrait,
    id: Uuid,
    asked_at: Millis,
) -> Result<Option<Addressee>> {
    let select = "SELECT email, variant_id, locale FROM restock_request
        WHERE id = $1 AND asked_at = $2 AND called_at IS NOT NULL";
    let statement = sql(connection, select, [id.into(), asked_at.into()]);
    Ok(Addressee::find_by_statement(statement).one(connection).await?)
}

pub(super) async fn remove(tx: &DatabaseTransaction, id: Uuid, now: Millis) -> Result<()> {
    let select = sql(tx, "SELECT variant_id FROM restock_request WHERE id = $1", [id.into()]);
    let Some(row) = Listed::find_by_statement(select).one(tx).await? else { return Ok(()) };
    lock(tx, row.variant_id, now).await?;
    run(tx, "DELETE FROM restock_request WHERE id = $1", [id.into()]).await?;
    recount(tx, row.variant_id).await
}

async fn recount(tx: &DatabaseTransaction, variant: VariantId) -> Result<()> {
    let update = "UPDATE restock_list SET waiting =
            (SELECT count(*) FROM restock_request r WHERE r.variant_id = $1 AND r.called_at IS NULL)
        WHERE variant_id = $1";
    run(tx, update, [variant.0.into()]).await?;
    Ok(())
}

/// Forgets requests from before `before`, of some lists where there are many.
pub(crate) async fn prune(tx: &DatabaseTransaction, before: Millis, now: Millis) -> Result<()> {
    let select = "SELECT DISTINCT variant_id FROM restock_request WHERE asked_at < $1 ORDER BY variant_id LIMIT $2";
    let statement = sql(tx, select, [before.into(), PRUNED_AT_ONCE.into()]);
    for row in Listed::find_by_statement(statement).all(tx).await? {
        lock(tx, row.variant_id, now).await?;
        let delete = "DELETE FROM restock_request WHERE variant_id = $1 AND asked_at < $2";
        run(tx, delete, [row.variant_id.0.into(), before.into()]).await?;
        recount(tx, row.variant_id).await?;
    }
    Ok(())
}
