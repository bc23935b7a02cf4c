//! Variant rows.

use std::collections::HashMap;

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use types::{ProductId, VariantId};

use crate::{
    Error, Result,
    catalog::entity::variant::{Column, Entity, Model},
};

/// The variants of a product that are sold, in order.
pub(in crate::catalog) async fn variants_of(connection: &impl ConnectionTrait, id: ProductId) -> Result<Vec<Model>> {
    let query = Entity::find()
        .filter(Column::ProductId.eq(id.0))
        .filter(Column::DeletedAt.is_null())
        .order_by_asc(Column::Position)
        .order_by_asc(Column::Id);
    Ok(query.all(connection).await?)
}

/// # Errors
/// `not_found`, also for a deleted one.
pub(in crate::catalog) async fn variant_by_id(connection: &impl ConnectionTrait, id: VariantId) -> Result<Model> {
    let query = Entity::find_by_id(id.0).filter(Column::DeletedAt.is_null());
    query.one(connection).await?.ok_or_else(|| Error::not_found("variant"))
}

/// The place after the last variant, deleted ones included.
pub(in crate::catalog) async fn next_variant_position(connection: &impl ConnectionTrait, id: ProductId) -> Result<i64> {
    let last =
        Entity::find().select_only().column_as(Column::Position.max(), "last").filter(Column::ProductId.eq(id.0));
    let last: Option<Option<i64>> = last.into_tuple().one(connection).await?;
    Ok(last.flatten().unwrap_or_default() + 1)
}

/// Which variant has which of `skus`.
pub(in crate::catalog) async fn sku_owners(
    connection: &impl ConnectionTrait,
    skus: Vec<String>,
) -> Result<HashMap<String, VariantId>> {
    let query = Entity::find().select_only().columns([Column::Sku, Column::Id]).filter(Column::Sku.is_in(skus));
    let rows: Vec<(String, VariantId)> = query.into_tuple().all(connection).await?;
    Ok(rows.into_iter().collect())
}

/// # Errors
/// `invalid` on `sku` when it is taken.
pub(in crate::catalog) async fn insert_variant(connection: &impl ConnectionTrait, variant: Model) -> Result<()> {
    let written = Entity::insert(variant.into_active_model()).exec_without_returning(connection).await;
    written.map(|_| ()).map_err(sku_taken)
}

/// Writes all columns of `variant`.
///
/// # Errors
/// `invalid` on `sku` when it is taken.
pub(in crate::catalog) async fn update_variant(connection: &impl ConnectionTrait, variant: Model) -> Result<()> {
    variant.into_active_model().reset_all().update(connection).await.map(|_| ()).map_err(sku_taken)
}

fn sku_taken(error: DbErr) -> Error {
    Error::taken(error, "sku", "Another variant has this SKU.")
}
