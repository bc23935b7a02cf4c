//! `/admin/discounts`, `/admin/discounts/{id}`

use axum::{Json as Answer, response::Response};
use commerce::{Cx, promotions};
use http::StatusCode;
use types::{
    DiscountId,
    promotions::{AdminDiscount, DiscountInput, DiscountPage},
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

/// List discount codes, newest first
#[utoipa::path(
    get, path = "/admin/discounts", tag = "staff", operation_id = "list_discounts", security(("key" = ["catalog:read"])),
    params(Paging),
    responses((status = OK, description = "A page of codes with their uses and revenue", body = DiscountPage))
)]
pub(in crate::api) async fn list(
    KeyHolder(cx): KeyHolder,
    Query(paging): Query<Paging>,
) -> Result<Answer<DiscountPage>, Refused> {
    Ok(Answer(promotions::list(&cx, paging.cursor.as_deref(), paging.limit).await?))
}

/// Make a discount code
#[utoipa::path(
    post, path = "/admin/discounts", tag = "staff", operation_id = "create_discount", security(("key" = ["catalog:write"])),
    request_body(content = DiscountInput, example = json!({"code": "WELCOME5", "kind": "percent", "amount": 500, "active": true})),
    responses((status = CREATED, description = "The code", body = AdminDiscount,
        headers(("Location" = String, description = "Where the code is"))))
)]
pub(in crate::api) async fn create(
    KeyHolder(cx): KeyHolder,
    Json(input): Json<DiscountInput>,
) -> Result<Response, Refused> {
    let id = promotions::create(&cx, input).await?;
    Ok(created(&format!("/admin/discounts/{id}"), just_written(&cx, id).await?))
}

/// Get a discount code with its uses and revenue
#[utoipa::path(
    get, path = "/admin/discounts/{id}", tag = "staff", operation_id = "get_discount", security(("key" = ["catalog:read"])),
    params(("id" = DiscountId, Path, description = "The code's id")),
    responses((status = OK, description = "The code", body = AdminDiscount))
)]
pub(in crate::api) async fn show(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<DiscountId>,
) -> Result<Revised<AdminDiscount>, Refused> {
    let discount = promotions::discount(&cx, id).await?;
    let contents = discount.input.clone();
    Revised::new(discount, &contents)
}

/// Write a discount code anew
///
/// Orders keep the code and the amounts they were placed with.
#[utoipa::path(
    put, path = "/admin/discounts/{id}", tag = "staff", operation_id = "replace_discount", security(("key" = ["catalog:write"])),
    params(("id" = DiscountId, Path, description = "The code's id"), IfMatch),
    responses((status = OK, description = "The code", body = AdminDiscount))
)]
pub(in crate::api) async fn replace(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<DiscountId>,
    IfMatch(seen): IfMatch,
    Json(input): Json<DiscountInput>,
) -> Result<Answer<AdminDiscount>, Refused> {
    promotions::update(&cx, id, seen, input).await?;
    just_written(&cx, id).await
}

/// Remove a discount code that no order uses
#[utoipa::path(
    delete, path = "/admin/discounts/{id}", tag = "staff", operation_id = "delete_discount", security(("key" = ["catalog:write"])),
    params(("id" = DiscountId, Path, description = "The code's id"), IfMatch),
    responses(
        (status = NO_CONTENT, description = "Removed"),
        (status = CONFLICT, description = "`conflict`: orders use it; write it anew with `active` false instead"),
    )
)]
pub(in crate::api) async fn delete(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<DiscountId>,
    IfMatch(seen): IfMatch,
) -> Result<StatusCode, Refused> {
    promotions::delete(&cx, id, seen).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whoever has just written a code may see what became of it, also with a key that may not read others.
async fn just_written(cx: &Cx, id: DiscountId) -> Result<Answer<AdminDiscount>, Refused> {
    Ok(Answer(promotions::discount(&cx.as_system(), id).await?))
}
