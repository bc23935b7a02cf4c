//! `/admin/pages`, `/admin/pages/{id}`: pages of words

use axum::{Json as Answer, response::Response};
use commerce::{Cx, content};
use http::StatusCode;
use types::{
    ContentPageId,
    content::{ContentInput, ContentList, ContentView},
};

use super::paging::Paging;
use crate::{
    api::{
        caller::KeyHolder,
        conditional::{IfMatch, Revised},
        created::created,
    },
    extract::{Json, PathId, Query},
    problem::Refused,
};

/// List the pages of words in the footer's order
#[utoipa::path(
    get, path = "/admin/pages", tag = "staff", operation_id = "list_pages", security(("key" = ["catalog:read"])),
    params(Paging),
    responses((status = OK, description = "A page of them, without their words", body = ContentList))
)]
pub(in crate::api) async fn list(
    KeyHolder(cx): KeyHolder,
    Query(paging): Query<Paging>,
) -> Result<Answer<ContentList>, Refused> {
    Ok(Answer(content::list_after(&cx, paging.cursor.as_deref(), paging.limit).await?))
}

/// Write a new page
///
/// It stands last in the footer. Of its HTML the harmless part is kept.
#[utoipa::path(
    post, path = "/admin/pages", tag = "staff", operation_id = "create_page", security(("key" = ["catalog:write"])),
    responses(
        (status = CREATED, description = "The page", body = ContentView,
            headers(("Location" = String, description = "Where the page is"))),
        (status = CONFLICT, description = "`conflict`: there are as many pages as a footer takes"),
    )
)]
pub(in crate::api) async fn create(
    KeyHolder(cx): KeyHolder,
    Json(input): Json<ContentInput>,
) -> Result<Response, Refused> {
    let id = content::create(&cx, input).await?;
    Ok(created(&format!("/admin/pages/{id}"), just_written(&cx, id).await?))
}

/// Get a page of words as staff edit it
#[utoipa::path(
    get, path = "/admin/pages/{id}", tag = "staff", operation_id = "get_page", security(("key" = ["catalog:read"])),
    params(("id" = ContentPageId, Path, description = "The page")),
    responses((status = OK, description = "The page", body = ContentView))
)]
pub(in crate::api) async fn show(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<ContentPageId>,
) -> Result<Revised<ContentView>, Refused> {
    let view = content::stored(&cx, id).await?;
    let ContentView { slug, title, body_html, .. } = view.clone();
    Revised::new(view, &ContentInput { slug, title, body_html })
}

/// Write a page anew
#[utoipa::path(
    put, path = "/admin/pages/{id}", tag = "staff", operation_id = "replace_page", security(("key" = ["catalog:write"])),
    params(("id" = ContentPageId, Path, description = "The page"), IfMatch),
    responses((status = OK, description = "The page", body = ContentView))
)]
pub(in crate::api) async fn replace(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<ContentPageId>,
    IfMatch(seen): IfMatch,
    Json(input): Json<ContentInput>,
) -> Result<Answer<ContentView>, Refused> {
    content::change(&cx, id, seen, input).await?;
    just_written(&cx, id).await
}

/// Remove a page
#[utoipa::path(
    delete, path = "/admin/pages/{id}", tag = "staff", operation_id = "delete_page", security(("key" = ["catalog:write"])),
    params(("id" = ContentPageId, Path, description = "The page"), IfMatch),
    responses(
        (status = NO_CONTENT, description = "It is gone"),
        (status = CONFLICT, description = "`conflict`: the contact form stands on it"),
    )
)]
pub(in crate::api) async fn delete(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<ContentPageId>,
    IfMatch(seen): IfMatch,
) -> Result<StatusCode, Refused> {
    content::delete(&cx, id, seen).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whoever has just written a page may see what became of it, also with a key that may not read others.
async fn just_written(cx: &Cx, id: ContentPageId) -> Result<Answer<ContentView>, Refused> {
    Ok(Answer(content::stored(&cx.as_system(), id).await?))
}
