//! `/admin/locations`, `/admin/locations/{id}`

use axum::Json as Answer;
use commerce::inventory;
use http::StatusCode;
use serde::Serialize;
use types::{
    LocationId,
    admin::{LocationInput, LocationList},
};
use utoipa::ToSchema;

use super::paging::Paging;
use crate::{
    api::caller::KeyHolder,
    extract::{Json, PathId, Query},
    problem::Refused,
};

/// What was made.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct CreatedLocation {
    id: LocationId,
}

/// List where stock lies, in the order in which goods are sold from there
#[utoipa::path(
    get, path = "/admin/locations", tag = "staff", operation_id = "list_locations", security(("key" = ["stock:write"])),
    params(Paging),
    responses((status = OK, description = "A page of locations", body = LocationList))
)]
pub(in crate::api) async fn list(
    KeyHolder(cx): KeyHolder,
    Query(paging): Query<Paging>,
) -> Result<Answer<LocationList>, Refused> {
    Ok(Answer(inventory::locations_after(&cx, paging.cursor.as_deref(), paging.limit).await?))
}

/// Add a location
///
/// It has no stock until some is counted or moved there.
#[utoipa::path(
    post, path = "/admin/locations", tag = "staff", operation_id = "create_location", security(("key" = ["stock:write"])),
    responses((status = CREATED, description = "The location's id", body = CreatedLocation))
)]
pub(in crate::api) async fn create(
    KeyHolder(cx): KeyHolder,
    Json(input): Json<LocationInput>,
) -> Result<(StatusCode, Answer<CreatedLocation>), Refused> {
    let id = inventory::add_location(&cx, input).await?;
    Ok((StatusCode::CREATED, Answer(CreatedLocation { id })))
}

/// Write a location anew
///
/// Stock at one that is not active is not for sale; what is held there stays held.
#[utoipa::path(
    put, path = "/admin/locations/{id}", tag = "staff", operation_id = "replace_location", security(("key" = ["stock:write"])),
    params(("id" = LocationId, Path, description = "The location")),
    responses(
        (status = NO_CONTENT, description = "Written"),
        (status = CONFLICT, description = "`conflict`: it is the last active one"),
    )
)]
pub(in crate::api) async fn replace(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<LocationId>,
    Json(input): Json<LocationInput>,
) -> Result<StatusCode, Refused> {
    inventory::change_location(&cx, id, input).await?;
    Ok(StatusCode::NO_CONTENT)
}
