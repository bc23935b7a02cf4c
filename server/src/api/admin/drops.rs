//! `/admin/drops…`, `/admin/waiting-room`

use axum::Json as Answer;
use commerce::drops;
use http::StatusCode;
use serde::Serialize;
use types::{
    DropId,
    drops::{AdminDrop, DropInput, DropList, RoomControl, RoomView},
};
use utoipa::ToSchema;

use super::paging::Paging;
use crate::{
    api::{
        caller::KeyHolder,
        conditional::{IfMatch, Revised},
    },
    extract::{Json, PathId, Query},
    problem::Refused,
};

/// What was made.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct CreatedDrop {
    id: DropId,
}

/// List drops, latest start first
#[utoipa::path(
    get, path = "/admin/drops", tag = "staff", operation_id = "list_drops", security(("key" = ["catalog:read"])),
    params(Paging),
    responses((status = OK, description = "A page of drops", body = DropList))
)]
pub(in crate::api) async fn list(
    KeyHolder(cx): KeyHolder,
    Query(paging): Query<Paging>,
) -> Result<Answer<DropList>, Refused> {
    Ok(Answer(drops::list(&cx, paging.cursor.as_deref(), paging.limit).await?))
}

/// Plan a drop
///
/// A draft that nobody sees until it is announced.
#[utoipa::path(
    post, path = "/admin/drops", tag = "staff", operation_id = "create_drop", security(("key" = ["catalog:write"])),
    responses((status = CREATED, description = "The drop's id", body = CreatedDrop))
)]
pub(in crate::api) async fn create(
    KeyHolder(cx): KeyHolder,
    Json(input): Json<DropInput>,
) -> Result<(StatusCode, Answer<CreatedDrop>), Refused> {
    let id = drops::create(&cx, input).await?;
    Ok((StatusCode::CREATED, Answer(CreatedDrop { id })))
}

/// Get a drop with its waiting room and, once it is over, its report
#[utoipa::path(
    get, path = "/admin/drops/{id}", tag = "staff", operation_id = "get_admin_drop", security(("key" = ["catalog:read"])),
    params(("id" = DropId, Path, description = "The drop")),
    responses((status = OK, description = "The drop", body = AdminDrop))
)]
pub(in crate::api) async fn show(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<DropId>,
) -> Result<Revised<AdminDrop>, Refused> {
    let drop = drops::admin_drop(&cx, id).await?;
    let contents = drop.input.clone();
    Revised::new(drop, &contents)
}

/// Write a draft anew
#[utoipa::path(
    put, path = "/admin/drops/{id}", tag = "staff", operation_id = "replace_drop", security(("key" = ["catalog:write"])),
    params(("id" = DropId, Path, description = "The drop"), IfMatch),
    responses(
        (status = NO_CONTENT, description = "Written"),
        (status = CONFLICT, description = "`conflict`: it is announced"),
    )
)]
pub(in crate::api) async fn replace(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<DropId>,
    IfMatch(seen): IfMatch,
    Json(input): Json<DropInput>,
) -> Result<StatusCode, Refused> {
    drops::update(&cx, id, seen, input).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Remove a draft, or a drop that is over
#[utoipa::path(
    delete, path = "/admin/drops/{id}", tag = "staff", operation_id = "delete_drop", security(("key" = ["catalog:write"])),
    params(("id" = DropId, Path, description = "The drop"), IfMatch),
    responses(
        (status = NO_CONTENT, description = "Removed"),
        (status = CONFLICT, description = "`conflict`: it is on"),
    )
)]
pub(in crate::api) async fn delete(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<DropId>,
    IfMatch(seen): IfMatch,
) -> Result<StatusCode, Refused> {
    drops::delete(&cx, id, seen).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Announce a draft
///
/// From now on its goods are sold in it alone, and what it promises stays.
#[utoipa::path(
    post, path = "/admin/drops/{id}/schedule", tag = "staff", operation_id = "schedule_drop", security(("key" = ["catalog:write"])),
    params(("id" = DropId, Path, description = "The drop")),
    responses(
        (status = NO_CONTENT, description = "Announced"),
        (status = CONFLICT, description = "`conflict`: it is no draft, its start has passed, or its goods are in another drop"),
    )
)]
pub(in crate::api) async fn schedule(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<DropId>,
) -> Result<StatusCode, Refused> {
    drops::schedule(&cx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take back what is announced, before its queue opens
#[utoipa::path(
    post, path = "/admin/drops/{id}/withdraw", tag = "staff", operation_id = "withdraw_drop", security(("key" = ["catalog:write"])),
    params(("id" = DropId, Path, description = "The drop")),
    responses(
        (status = NO_CONTENT, description = "A draft again"),
        (status = CONFLICT, description = "`conflict`: it is not announced, or its queue is open"),
    )
)]
pub(in crate::api) async fn withdraw(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<DropId>,
) -> Result<StatusCode, Refused> {
    drops::withdraw(&cx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// End a drop now
#[utoipa::path(
    post, path = "/admin/drops/{id}/end", tag = "staff", operation_id = "end_drop", security(("key" = ["catalog:write"])),
    params(("id" = DropId, Path, description = "The drop")),
    responses(
        (status = NO_CONTENT, description = "Over"),
        (status = CONFLICT, description = "`conflict`: it is not on"),
    )
)]
pub(in crate::api) async fn end(KeyHolder(cx): KeyHolder, PathId(id): PathId<DropId>) -> Result<StatusCode, Refused> {
    drops::end(&cx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Open, close, speed, pause or drain a drop's queue
#[utoipa::path(
    put, path = "/admin/drops/{id}/room", tag = "staff", operation_id = "control_drop_room", security(("key" = ["ops"])),
    params(("id" = DropId, Path, description = "The drop")),
    responses((status = NO_CONTENT, description = "Every instance heeds it within a second"))
)]
pub(in crate::api) async fn control(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<DropId>,
    Json(control): Json<RoomControl>,
) -> Result<StatusCode, Refused> {
    drops::control(&cx, id, control).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// See the whole shop's waiting room
#[utoipa::path(
    get, path = "/admin/waiting-room", tag = "staff", operation_id = "get_waiting_room", security(("key" = ["ops"])),
    responses((status = OK, description = "The room", body = RoomView))
)]
pub(in crate::api) async fn shop_room(KeyHolder(cx): KeyHolder) -> Result<Answer<RoomView>, Refused> {
    Ok(Answer(drops::shop_room(&cx).await?))
}

/// Open, close, speed, pause or drain the whole shop's queue
#[utoipa::path(
    put, path = "/admin/waiting-room", tag = "staff", operation_id = "control_waiting_room", security(("key" = ["ops"])),
    responses((status = OK, description = "As it is now", body = RoomView))
)]
pub(in crate::api) async fn control_shop(
    KeyHolder(cx): KeyHolder,
    Json(control): Json<RoomControl>,
) -> Result<Answer<RoomView>, Refused> {
    drops::control_shop(&cx, control).await?;
    Ok(Answer(drops::shop_room(&cx).await?))
}
