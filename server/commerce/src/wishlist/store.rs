//! The statements behind wishlists. Whatever changes a list locks its row first; `items` bounds it, and a CHECK stands behind.

use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult, Value};
use serde::Serialize;
use types::{CustomerId, Millis, VariantId, WishlistId, wishlist::MAX_WISHES};

use crate::{
    Error, Result,
    db::{
        rows::{self, Column},
        sql,
    },
};

async fn run(connection: &impl ConnectionTrait, text: &str, values: impl IntoIterator<Item = Value>) -> Result<u64> {
    Ok(connection.execute_raw(sql(connection, text, values)).await?.rows_affected())
}

async fn items(tx: &DatabaseTransaction, text: &str, values: impl IntoIterator<Item = Value>) -> Result<Option<i64>> {
    let row = tx.query_one_raw(sql(tx, text, values)).await?;
    Ok(row.map(|row| row.try_get("", "items")).transpose()?)
}

/// A list without what is on it.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub(super) struct List {
    pub id: WishlistId,
    pub customer_id: Option<CustomerId>,
    pub items: i64,
}

/// Locks those lists that are there, in the order of their ids.
pub(super) async fn lock(tx: &DatabaseTransaction, ids: impl IntoIterator<Item = WishlistId>) -> Result<Vec<List>> {
    let select = format!(
        "SELECT id, customer_id, items FROM wishlist WHERE id IN (SELECT id FROM {{rows}}) ORDER BY id {}",
        rows::for_update(tx)
    );
    rows::query(tx, &select, rows::ID, &rows::ids(ids.into_iter().map(|id| id.0)), []).await
}

pub(super) async fn of_customer(tx: &DatabaseTransaction, customer: CustomerId) -> Result<Option<WishlistId>> {
    let select = "SELECT id, customer_id, items FROM wishlist WHERE customer_id = $1";
    Ok(List::find_by_statement(sql(tx, select, [customer.0.into()])).one(tx).await?.map(|list| list.id))
}

/// Makes a guest's list, with nothing on it.
pub(super) async fn insert(tx: &DatabaseTransaction, id: WishlistId, now: Millis) -> Result<List> {
    let insert = "INSERT INTO wishlist (id, items, updated_at) VALUES ($1, 0, $2)";
    run(tx, insert, [id.0.into(), now.into()]).await?;
    Ok(List { id, customer_id: None, items: 0 })
}

/// A guest's list becomes an account's.
pub(super) async fn give(tx: &DatabaseTransaction, id: WishlistId, customer: CustomerId) -> Result<()> {
    let update = "UPDATE wishlist SET customer_id = $2 WHERE id = $1 AND customer_id IS NULL";
    run(tx, update, [id.0.into(), customer.0.into()]).await?;
    Ok(())
}

/// False when it is there already.
pub(super) async fn add(tx: &DatabaseTransaction, id: WishlistId, variant: VariantId, now: Millis) -> Result<bool> {
    let insert = "INSERT INTO wishlist_item (wishlist_id, variant_id, added_at) VALUES ($1, $2, $3)
        ON CONFLICT (wishlist_id, variant_id) DO NOTHING";
    Ok(run(tx, insert, [id.0.into(), variant.0.into(), now.into()]).await? == 1)
}

/// One more is on the list; none when it is full.
pub(super) async fn grow(tx: &DatabaseTransaction, id: WishlistId, now: Millis) -> Result<Option<i64>> {
    let update = "UPDATE wishlist SET items = items + 1, updated_at = $2 WHERE id = $1 AND items < $3 RETURNING items";
    let most = i64::try_from(MAX_WISHES).map_err(Error::internal)?;
    items(tx, update, [id.0.into(), now.into(), most.into()]).await
}

/// False when it is not on it.
pub(super) async fn take_off(tx: &DatabaseTransaction, id: WishlistId, variant: VariantId) -> Result<bool> {
    let delete = "DELETE FROM wishlist_item WHERE wishlist_id = $1 AND variant_id = $2";
    Ok(run(tx, delete, [id.0.into(), variant.0.into()]).await? == 1)
}

/// One fewer is on the list.
pub(super) async fn shrink(tx: &DatabaseTransaction, id: WishlistId, now: Millis) -> Result<i64> {
    let update = "UPDATE wishlist SET items = items - 1, updated_at = $2 WHERE id = $1 RETURNING items";
    Ok(items(tx, update, [id.0.into(), now.into()]).await?.unwrap_or_default())
}

/// Something on a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, FromQueryResult)]
pub(super) struct Wish {
    pub wishlist_id: WishlistId,
    pub variant_id: VariantId,
    pub added_at: Millis,
}

/// What is on each of `ids`, latest first.
pub(super) async fn wishes(connection: &impl ConnectionTrait, ids: &[WishlistId]) -> Result<Vec<Wish>> {
    let select = "SELECT wishlist_id, variant_id, added_at FROM wishlist_item
        WHERE wishlist_id IN (SELECT id FROM {rows}) ORDER BY added_at DESC, variant_id DESC";
    rows::query(connection, select, rows::ID, &rows::ids(ids.iter().map(|id| id.0)), []).await
}

/// Puts what joins a list on it, as old as it is.
pub(super) async fn add_all(tx: &DatabaseTransaction, id: WishlistId, wishes: &[Wish]) -> Result<()> {
    let columns = &[Column::id("wishlist_id"), Column::id("variant_id"), Column::int("added_at")];
    let insert =
        "INSERT INTO wishlist_item (wishlist_id, variant_id, added_at) SELECT $2, variant_id, added_at FROM {rows}
        WHERE true ON CONFLICT (wishlist_id, variant_id) DO NOTHING";
    rows::execute(tx, insert, columns, wishes, [id.0.into()]).await?;
    Ok(())
}

pub(super) async fn remove(tx: &DatabaseTransaction, id: WishlistId) -> Result<()> {
    run(tx, "DELETE FROM wishlist WHERE id = $1", [id.0.into()]).await?;
    Ok(())
}

/// Counts what is on a list that is locked.
pub(super) async fn recount(tx: &DatabaseTransaction, id: WishlistId, now: Millis) -> Result<i64> {
    let update = "UPDATE wishlist SET updated_at = $2, items =
            (SELECT count(*) FROM wishlist_item i WHERE i.wishlist_id = $1)
        WHERE id = $1 RETURNING items";
    Ok(items(tx, update, [id.0.into(), now.into()]).await?.unwrap_or_default())
}

/// An account's list gets another id: browsers that knew the old one find nothing.
pub(crate) async fn renew(tx: &DatabaseTransaction, customer: CustomerId) -> Result<()> {
    let update = "UPDATE wishlist SET id = $2 WHERE customer_id = $1";
    run(tx, update, [customer.0.into(), WishlistId::random().0.into()]).await?;
    Ok(())
}

/// Removes guests' lists nobody has changed since `before`.
pub(crate) async fn prune(connection: &impl ConnectionTrait, before: Millis) -> Result<()> {
    let delete = "DELETE FROM wishlist WHERE customer_id IS NULL AND updated_at < $1";
    run(connection, delete, [before.into()]).await?;
    Ok(())
}
