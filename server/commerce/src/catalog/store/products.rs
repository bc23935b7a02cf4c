//! Product rows.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, IntoActiveModel, QueryFilter,
    Value,
};
use serde::Serialize;
use types::{Millis, ProductId};
use uuid::Uuid;

use crate::{
    Error, Result,
    catalog::entity::product::{Column, Entity, Model},
    db::{rows, sql},
};

pub(in crate::catalog) async fn product_by_slug(
    connection: &impl ConnectionTrait,
    slug: &str,
) -> Result<Option<Model>> {
    Ok(Entity::find().filter(Column::Slug.eq(slug)).one(connection).await?)
}

/// Those of the products with these names in addresses that are on sale, in that order.
pub(in crate::catalog) async fn on_sale(connection: &impl ConnectionTrait, slugs: &[String]) -> Result<Vec<Uuid>> {
    #[derive(Serialize)]
    struct Wanted<'a> {
        slug: &'a str,
    }
    #[derive(FromQueryResult)]
    struct Found {
        slug: String,
        id: Uuid,
    }
    let select = "SELECT p.slug, p.id FROM product p
        WHERE p.status = 'active' AND p.min_price IS NOT NULL AND p.slug IN (SELECT slug FROM {rows})";
    let wanted: Vec<_> = slugs.iter().map(|slug| Wanted { slug }).collect();
    let found: Vec<Found> = rows::query(connection, select, &[rows::Column::text("slug")], &wanted, []).await?;
    let id_of = |slug: &String| found.iter().find(|row| row.slug == *slug).map(|row| row.id);
    Ok(slugs.iter().filter_map(id_of).collect())
}

/// # Errors
/// `not_found`.
pub(in crate::catalog) async fn find_product(connection: &impl ConnectionTrait, id: ProductId) -> Result<Model> {
    Entity::find_by_id(id.0).one(connection).await?.ok_or_else(|| Error::not_found("product"))
}

/// Locks the product by writing to it, so that two changes of one product follow each other on every engine.
///
/// # Errors
/// `not_found`.
pub(in crate::catalog) async fn lock_product(
    connection: &impl ConnectionTrait,
    id: ProductId,
    now: Millis,
) -> Result<Model> {
    let touch = "UPDATE product SET updated_at = $2 WHERE id = $1";
    connection.execute_raw(sql(connection, touch, [id.0.into(), now.into()])).await?;
    find_product(connection, id).await
}

/// The last place in the merchant's order over the whole shop.
pub(in crate::catalog) async fn last_position(connection: &impl ConnectionTrait) -> Result<i64> {
    let last = "SELECT COALESCE(MAX(position), 0) AS last FROM product";
    let row = connection.query_one_raw(sql(connection, last, Vec::<Value>::new())).await?;
    Ok(row.map(|row| row.try_get("", "last")).transpose()?.unwrap_or_default())
}

/// # Errors
/// `invalid` on `slug` when it is taken.
pub(in crate::catalog) async fn insert_product(connection: &impl ConnectionTrait, product: Model) -> Result<()> {
    let written = Entity::insert(product.into_active_model()).exec_without_returning(connection).await;
    written.map(|_| ()).map_err(slug_taken)
}

/// Writes all columns of `product`.
///
/// # Errors
/// `invalid` on `slug` when it is taken.
pub(in crate::catalog) async fn update_product(connection: &impl ConnectionTrait, product: Model) -> Result<()> {
    product.into_active_model().reset_all().update(connection).await.map(|_| ()).map_err(slug_taken)
}

fn slug_taken(error: DbErr) -> Error {
    Error::taken(error, "slug", "Another product has this address.")
}
