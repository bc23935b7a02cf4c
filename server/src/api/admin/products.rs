//! `/admin/products`, `/admin/products/{id}`

use axum::{Json as Answer, response::Response};
use commerce::{Cx, catalog};
use serde::{Deserialize, Serialize};
use types::{
    ProductId,
    admin::{AdminProduct, AdminProductPage, ProductInput},
    catalog::ImageView,
};
use utoipa::{IntoParams, ToSchema};

use super::{paging::Paging, variants::StoredVariant};
use crate::{
    api::{
        caller::KeyHolder,
        conditional::{IfMatch, Revised},
        created::created,
    },
    extract::{Json, PathId, Query},
    problem::Refused,
};

/// Which products.
#[derive(Debug, Deserialize, IntoParams)]
pub(in crate::api) struct Params {
    /// Part of title, slug, vendor or SKU.
    #[serde(default)]
    q: String,
}

/// A product as it is stored.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct StoredProduct {
    id: ProductId,
    #[serde(flatten)]
    input: ProductInput,
    /// In the order shown.
    variants: Vec<StoredVariant>,
    /// In the order shown.
    images: Vec<ImageView>,
}

impl From<AdminProduct> for StoredProduct {
    fn from(product: AdminProduct) -> Self {
        let AdminProduct { id, input, variants, images } = product;
        Self { id, input, variants: variants.into_iter().map(StoredVariant::from).collect(), images }
    }
}

/// List products, whoever can see them, newest first
#[utoipa::path(
    get, path = "/admin/products", tag = "staff", operation_id = "list_products_as_staff", security(("key" = ["catalog:read"])),
    params(Params, Paging),
    responses((status = OK, description = "A page of products", body = AdminProductPage))
)]
pub(in crate::api) async fn list(
    KeyHolder(cx): KeyHolder,
    Query(params): Query<Params>,
    Query(paging): Query<Paging>,
) -> Result<Answer<AdminProductPage>, Refused> {
    let page = catalog::admin_products_after(&cx, &params.q, paging.cursor.as_deref(), paging.limit).await?;
    Ok(Answer(page))
}

/// Make a product
///
/// It has no variants yet; until it has one, nobody can buy it.
#[utoipa::path(
    post, path = "/admin/products", tag = "staff", operation_id = "create_product", security(("key" = ["catalog:write"])),
    responses((status = CREATED, description = "The product", body = StoredProduct,
        headers(("Location" = String, description = "Where the product is"))))
)]
pub(in crate::api) async fn create(
    KeyHolder(cx): KeyHolder,
    Json(input): Json<ProductInput>,
) -> Result<Response, Refused> {
    let id = catalog::create_product(&cx, input).await?;
    Ok(created(&format!("/admin/products/{id}"), just_written(&cx, id).await?))
}

/// Get a product as staff see it
#[utoipa::path(
    get, path = "/admin/products/{id}", tag = "staff", operation_id = "get_product_as_staff", security(("key" = ["catalog:read"])),
    params(("id" = ProductId, Path, description = "The product")),
    responses((status = OK, description = "The product", body = StoredProduct))
)]
pub(in crate::api) async fn show(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<ProductId>,
) -> Result<Revised<StoredProduct>, Refused> {
    let product = catalog::admin_product(&cx, id).await?;
    let contents = product.input.clone();
    Revised::new(product.into(), &contents)
}

/// Write a product anew
#[utoipa::path(
    put, path = "/admin/products/{id}", tag = "staff", operation_id = "replace_product", security(("key" = ["catalog:write"])),
    params(("id" = ProductId, Path, description = "The product"), IfMatch),
    responses((status = OK, description = "The product", body = StoredProduct))
)]
pub(in crate::api) async fn replace(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<ProductId>,
    IfMatch(seen): IfMatch,
    Json(input): Json<ProductInput>,
) -> Result<Answer<StoredProduct>, Refused> {
    catalog::update_product(&cx, id, seen, input).await?;
    just_written(&cx, id).await
}

/// Whoever has just written a product may see what became of it, also with a key that may not read others.
async fn just_written(cx: &Cx, id: ProductId) -> Result<Answer<StoredProduct>, Refused> {
    Ok(Answer(catalog::admin_product(&cx.as_system(), id).await?.into()))
}
