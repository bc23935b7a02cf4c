//! What staff call variants, from their ids and back.

use std::collections::HashMap;

use sea_orm::FromQueryResult;
use serde::Serialize;
use types::{ProductId, VariantId};

use crate::{
    Cx, Result, Scope,
    db::rows::{self, Column},
};

/// A variant as staff know it.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct VariantName {
    /// Which variant.
    pub id: VariantId,
    /// Its product.
    pub product_id: ProductId,
    /// The product's name.
    pub title: String,
    /// Which variant, in words; empty where there is only one.
    pub variant_title: String,
    /// Stock keeping unit.
    pub sku: Option<String>,
}

/// Names of those of `ids` that exist, in no particular order.
///
/// # Errors
/// When the caller may not, or the database does not answer.
pub async fn variant_names(cx: &Cx, ids: &[VariantId]) -> Result<Vec<VariantName>> {
    cx.require(Scope::CatalogRead)?;
    let select = "SELECT v.id, v.product_id, p.title, v.title AS variant_title, v.sku
        FROM variant v JOIN product p ON p.id = v.product_id
        WHERE v.deleted_at IS NULL AND v.id IN (SELECT id FROM {rows})";
    rows::query(cx.db.read(), select, rows::ID, &rows::ids(ids.iter().map(|id| id.0)), []).await
}

#[derive(Serialize)]
struct Wanted<'a> {
    sku: &'a str,
}

#[derive(FromQueryResult)]
struct Found {
    sku: String,
    id: VariantId,
}

/// The variants that have these stock keeping units, by these. Unknown ones are missing from the answer.
///
/// # Errors
/// When the caller may not, or the database does not answer.
pub async fn variants_by_sku(cx: &Cx, skus: &[String]) -> Result<HashMap<String, VariantId>> {
    cx.require(Scope::CatalogRead)?;
    let select = "SELECT v.sku, v.id FROM variant v WHERE v.deleted_at IS NULL AND v.sku IN (SELECT sku FROM {rows})";
    let wanted: Vec<_> = skus.iter().map(|sku| Wanted { sku }).collect();
    let found: Vec<Found> = rows::query(cx.db.read(), select, &[Column::text("sku")], &wanted, []).await?;
    Ok(found.into_iter().map(|row| (row.sku, row.id)).collect())
}
