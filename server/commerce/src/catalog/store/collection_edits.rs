//! Collections as staff list and write them.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, FromQueryResult};
use types::{
    CollectionId, Millis,
    admin::{CollectionInput, CollectionRow},
};

use crate::{
    Error, Result,
    catalog::entity::collection::{Entity, Model},
    cursor::{Page, Place},
    db::{append, rows, sql},
};

/// A collection in its place.
#[derive(FromQueryResult)]
pub(in crate::catalog) struct PlacedCollection {
    id: CollectionId,
    slug: String,
    title: String,
    position: i64,
    product_count: i64,
}

impl PlacedCollection {
    pub(in crate::catalog) fn place(&self) -> Place {
        Place { rank: self.position, id: self.id.0 }
    }

    pub(in crate::catalog) fn row(self) -> CollectionRow {
        let Self { id, slug, title, product_count, .. } = self;
        CollectionRow { id, slug, title, product_count }
    }
}

const MEMBERS: &str =
    "(SELECT count(*) FROM collection_product m WHERE m.collection_id = collection.id) AS product_count";

/// Collections on `page`, in order.
pub(in crate::catalog) async fn collections_after(
    connection: &impl ConnectionTrait,
    page: &Page<Place>,
) -> Result<Vec<PlacedCollection>> {
    let (beyond, values) = page.condition("(position, id) > ($2, $3)");
    let select = format!(
        "SELECT id, slug, title, position, {MEMBERS} FROM collection WHERE {beyond} ORDER BY position, id LIMIT $1"
    );
    Ok(PlacedCollection::find_by_statement(sql(connection, &select, values)).all(connection).await?)
}

/// A collection and how many products stand in it.
///
/// # Errors
/// `not_found`.
pub(in crate::catalog) async fn counted_collection(
    connection: &impl ConnectionTrait,
    id: CollectionId,
) -> Result<(Model, i64)> {
    let row = Entity::find_by_id(id.0).one(connection).await?.ok_or_else(nothing)?;
    let select = format!("SELECT {MEMBERS} FROM collection WHERE id = $1");
    let counted = connection.query_one_raw(sql(connection, &select, [id.0.into()])).await?;
    let count = counted.map(|row| row.try_get("", "product_count")).transpose()?;
    Ok((row, count.unwrap_or_default()))
}

/// A collection that nobody else changes until the transaction ends.
///
/// # Errors
/// `not_found`.
pub(in crate::catalog) async fn lock_collection(tx: &DatabaseTransaction, id: CollectionId) -> Result<Model> {
    let lock = format!("SELECT id FROM collection WHERE id = $1 {}", rows::for_update(tx));
    tx.query_one_raw(sql(tx, &lock, [id.0.into()])).await?;
    Entity::find_by_id(id.0).one(tx).await?.ok_or_else(nothing)
}

/// Writes a new collection, last of all; false where there are `most` already.
///
/// # Errors
/// `invalid` on `slug` when it is taken.
pub(in crate::catalog) async fn add_collection(
    connection: &impl ConnectionTrait,
    id: CollectionId,
    input: &CollectionInput,
    most: i64,
    now: Millis,
) -> Result<bool> {
    let CollectionInput { title, slug, description_html } = input;
    let row = [
        ("id", id.0.into()),
        ("slug", slug.into()),
        ("title", title.into()),
        ("description_html", description_html.into()),
        ("created_at", now.into()),
    ];
    append(connection, "collection", row, most).await.map_err(slug_taken)
}

/// # Errors
/// `invalid` on `slug` when it is taken.
pub(in crate::catalog) async fn write_collection(
    tx: &DatabaseTransaction,
    id: CollectionId,
    input: &CollectionInput,
) -> Result<()> {
    let update = "UPDATE collection SET slug = $2, title = $3, description_html = $4 WHERE id = $1";
    let CollectionInput { title, slug, description_html } = input;
    let values = [id.0.into(), slug.into(), title.into(), description_html.into()];
    tx.execute_raw(sql(tx, update, values)).await.map_err(slug_taken)?;
    Ok(())
}

/// Removes a locked collection; false while a discount code is limited to it.
pub(in crate::catalog) async fn delete_collection(tx: &DatabaseTransaction, id: CollectionId) -> Result<bool> {
    let delete = "DELETE FROM collection WHERE id = $1
        AND NOT EXISTS (SELECT 1 FROM discount_collection d WHERE d.collection_id = $1)";
    Ok(tx.execute_raw(sql(tx, delete, [id.0.into()])).await?.rows_affected() == 1)
}

fn nothing() -> Error {
    Error::not_found("collection")
}

fn slug_taken(error: DbErr) -> Error {
    Error::taken(error, "slug", "Another collection has this address.")
}
