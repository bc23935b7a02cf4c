//! `/admin/collections`, `/admin/collections/{id}` and what stands in one

use axum::{Json as Answer, response::Response};
use commerce::{Cx, catalog};
use http::StatusCode;
use types::{
    CollectionId, ProductId,
    admin::{AdminCollection, AdminProductPage, CollectionInput, CollectionPage, MemberOrder},
};

use super::paging::Paging;
use crate::{
    api::{
        caller::KeyHolder,
        conditional::{IfMatch, Revised},
        created::created,
    },
    extract::{Json, PathId, PathIds, Query},
    problem::Refused,
};

/// List collections in the order the shop shows them
#[utoipa::path(
    get, path = "/admin/collections", tag = "staff", operation_id = "list_collections", security(("key" = ["catalog:read"])),
    params(Paging),
    responses((status = OK, description = "A page of collections, without their words", body = CollectionPage))
)]
pub(in crate::api) async fn list(
    KeyHolder(cx): KeyHolder,
    Query(paging): Query<Paging>,
) -> Result<Answer<CollectionPage>, Refused> {
    Ok(Answer(catalog::admin_collections(&cx, paging.cursor.as_deref(), paging.limit).await?))
}

/// Make a collection
///
/// It stands last, with nothing in it. Of its HTML the harmless part is kept.
#[utoipa::path(
    post, path = "/admin/collections", tag = "staff", operation_id = "create_collection", security(("key" = ["catalog:write"])),
    responses(
        (status = CREATED, description = "The collection", body = AdminCollection,
            headers(("Location" = String, description = "Where the collection is"))),
        (status = CONFLICT, description = "`conflict`: there are as many collections as a shop can have"),
    )
)]
pub(in crate::api) async fn create(
    KeyHolder(cx): KeyHolder,
    Json(input): Json<CollectionInput>,
) -> Result<Response, Refused> {
    let id = catalog::create_collection(&cx, &input).await?;
    Ok(created(&format!("/admin/collections/{id}"), just_written(&cx, id).await?))
}

/// Get a collection as staff edit it
#[utoipa::path(
    get, path = "/admin/collections/{id}", tag = "staff", operation_id = "get_collection", security(("key" = ["catalog:read"])),
    params(("id" = CollectionId, Path, description = "The collection")),
    responses((status = OK, description = "The collection", body = AdminCollection))
)]
pub(in crate::api) async fn show(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<CollectionId>,
) -> Result<Revised<AdminCollection>, Refused> {
    let collection = catalog::admin_collection(&cx, id).await?;
    let contents = collection.input.clone();
    Revised::new(collection, &contents)
}

/// Write a collection anew
///
/// What stands in it stays.
#[utoipa::path(
    put, path = "/admin/collections/{id}", tag = "staff", operation_id = "replace_collection", security(("key" = ["catalog:write"])),
    params(("id" = CollectionId, Path, description = "The collection"), IfMatch),
    responses((status = OK, description = "The collection", body = AdminCollection))
)]
pub(in crate::api) async fn replace(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<CollectionId>,
    IfMatch(seen): IfMatch,
    Json(input): Json<CollectionInput>,
) -> Result<Answer<AdminCollection>, Refused> {
    catalog::update_collection(&cx, id, seen, &input).await?;
    just_written(&cx, id).await
}

/// Remove a collection
///
/// Its products stay in the shop.
#[utoipa::path(
    delete, path = "/admin/collections/{id}", tag = "staff", operation_id = "delete_collection", security(("key" = ["catalog:write"])),
    params(("id" = CollectionId, Path, description = "The collection"), IfMatch),
    responses(
        (status = NO_CONTENT, description = "It is gone"),
        (status = CONFLICT, description = "`conflict`: a discount code is limited to it"),
    )
)]
pub(in crate::api) async fn delete(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<CollectionId>,
    IfMatch(seen): IfMatch,
) -> Result<StatusCode, Refused> {
    catalog::delete_collection(&cx, id, seen).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// List what stands in a collection, in its order
#[utoipa::path(
    get, path = "/admin/collections/{id}/products", tag = "staff", operation_id = "list_members", security(("key" = ["catalog:read"])),
    params(("id" = CollectionId, Path, description = "The collection"), Paging),
    responses((status = OK, description = "A page of its products, whoever can see them", body = AdminProductPage))
)]
pub(in crate::api) async fn members(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<CollectionId>,
    Query(paging): Query<Paging>,
) -> Result<Answer<AdminProductPage>, Refused> {
    Ok(Answer(catalog::members(&cx, id, paging.cursor.as_deref(), paging.limit).await?))
}

/// Bring products to the front of a collection
///
/// They come first in that order; all others follow as they stood.
#[utoipa::path(
    put, path = "/admin/collections/{id}/products", tag = "staff", operation_id = "reorder_members", security(("key" = ["catalog:write"])),
    params(("id" = CollectionId, Path, description = "The collection")),
    responses((status = NO_CONTENT, description = "They stand in that order"))
)]
pub(in crate::api) async fn reorder(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<CollectionId>,
    Json(order): Json<MemberOrder>,
) -> Result<StatusCode, Refused> {
    catalog::order_members(&cx, id, order).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Put a product into a collection
///
/// At its end, unless it stands in it already.
#[utoipa::path(
    put, path = "/admin/collections/{id}/products/{product_id}", tag = "staff", operation_id = "add_member",
    security(("key" = ["catalog:write"])),
    params(
        ("id" = CollectionId, Path, description = "The collection"),
        ("product_id" = ProductId, Path, description = "The product"),
    ),
    responses((status = NO_CONTENT, description = "It stands in the collection"))
)]
pub(in crate::api) async fn admit(
    KeyHolder(cx): KeyHolder,
    PathIds(id, product): PathIds<CollectionId, ProductId>,
) -> Result<StatusCode, Refused> {
    catalog::admit(&cx, id, product).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take a product out of a collection
#[utoipa::path(
    delete, path = "/admin/collections/{id}/products/{product_id}", tag = "staff", operation_id = "remove_member",
    security(("key" = ["catalog:write"])),
    params(
        ("id" = CollectionId, Path, description = "The collection"),
        ("product_id" = ProductId, Path, description = "The product"),
    ),
    responses((status = NO_CONTENT, description = "It does not stand in the collection any more"))
)]
pub(in crate::api) async fn dismiss(
    KeyHolder(cx): KeyHolder,
    PathIds(id, product): PathIds<CollectionId, ProductId>,
) -> Result<StatusCode, Refused> {
    catalog::dismiss(&cx, id, product).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whoever has just written a collection may see what became of it, also with a key that may not read others.
async fn just_written(cx: &Cx, id: CollectionId) -> Result<Answer<AdminCollection>, Refused> {
    Ok(Answer(catalog::admin_collection(&cx.as_system(), id).await?))
}
