//! `/admin/orders`, `/admin/orders/{number}` and what is done to an order there

use axum::Json as Answer;
use commerce::orders::{self, OrderFilter};
use serde::Deserialize;
use types::{
    admin::{AdminOrder, OrderPage, RefundRequest},
    order::OrderStatus,
};
use utoipa::{IntoParams, ToSchema};

use super::paging::Paging;
use crate::{
    api::caller::KeyHolder,
    extract::{Json, Name, Query},
    problem::Refused,
};

/// Which orders.
#[derive(Debug, Deserialize, IntoParams)]
pub(in crate::api) struct Params {
    /// Only those that stand here.
    #[param(inline)]
    status: Option<OrderStatus>,
    /// Number, or part of an e-mail address.
    #[serde(default)]
    q: String,
}

/// List orders, newest first
#[utoipa::path(
    get, path = "/admin/orders", tag = "staff", operation_id = "list_orders", security(("key" = ["orders:read"])), params(Params, Paging),
    responses((status = OK, description = "The orders", body = OrderPage))
)]
pub(in crate::api) async fn list(
    KeyHolder(cx): KeyHolder,
    Query(params): Query<Params>,
    Query(paging): Query<Paging>,
) -> Result<Answer<OrderPage>, Refused> {
    let Params { status, q } = params;
    let filter = OrderFilter { status, query: q, cursor: paging.cursor, limit: paging.limit };
    Ok(Answer(orders::orders(&cx, filter).await?))
}

/// Get an order with what may be done to it
#[utoipa::path(
    get, path = "/admin/orders/{number}", tag = "staff", operation_id = "get_order_as_staff", security(("key" = ["orders:read"])),
    params(("number" = String, Path, description = "The order's number")),
    responses((status = OK, description = "The order", body = AdminOrder))
)]
pub(in crate::api) async fn show(KeyHolder(cx): KeyHolder, Name(number): Name) -> Result<Answer<AdminOrder>, Refused> {
    Ok(Answer(orders::order(&cx, &number).await?))
}

/// With what an order is handed over.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub(in crate::api) struct Fulfilment {
    /// The carrier's number; the customer gets it by mail.
    #[serde(default)]
    tracking: String,
}

/// Hand an order to the carrier
#[utoipa::path(
    post, path = "/admin/orders/{number}/fulfil", tag = "staff", operation_id = "fulfil_order", security(("key" = ["orders:write"])),
    params(("number" = String, Path, description = "The order's number")),
    request_body(content = Option<Fulfilment>, description = "May be left out"),
    responses(
        (status = OK, description = "The order, fulfilled", body = AdminOrder),
        (status = CONFLICT, description = "`conflict`: the order is not waiting to be fulfilled"),
    )
)]
pub(in crate::api) async fn fulfil(
    KeyHolder(cx): KeyHolder,
    Name(number): Name,
    body: Option<Json<Fulfilment>>,
) -> Result<Answer<AdminOrder>, Refused> {
    let Fulfilment { tracking } = body.map(|Json(body)| body).unwrap_or_default();
    Ok(Answer(orders::fulfil(&cx, &number, &tracking).await?))
}

/// Why an order is called off.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub(in crate::api) struct Cancellation {
    /// Kept with the order.
    #[serde(default)]
    reason: String,
}

/// Call an order off
///
/// Its units go back into stock, and whatever was charged is paid back.
#[utoipa::path(
    post, path = "/admin/orders/{number}/cancel", tag = "staff", operation_id = "cancel_order", security(("key" = ["orders:write"])),
    params(("number" = String, Path, description = "The order's number")),
    request_body(content = Option<Cancellation>, description = "May be left out"),
    responses(
        (status = OK, description = "The order, cancelled", body = AdminOrder),
        (status = CONFLICT, description = "`conflict`: it is too late to cancel it"),
    )
)]
pub(in crate::api) async fn cancel(
    KeyHolder(cx): KeyHolder,
    Name(number): Name,
    body: Option<Json<Cancellation>>,
) -> Result<Answer<AdminOrder>, Refused> {
    let Cancellation { reason } = body.map(|Json(body)| body).unwrap_or_default();
    Ok(Answer(orders::cancel(&cx, &number, &reason).await?))
}

/// Pay an order back, in part or whole
///
/// With no lines named, everything that is left is paid back, shipping included, and what was not handed over yet goes back into
/// stock.
#[utoipa::path(
    post, path = "/admin/orders/{number}/refund", tag = "staff", operation_id = "refund_order", security(("key" = ["orders:write"])),
    params(("number" = String, Path, description = "The order's number")),
    responses(
        (status = OK, description = "The order; the money follows", body = AdminOrder),
        (status = CONFLICT, description = "`conflict`: nothing is left to pay back"),
    )
)]
pub(in crate::api) async fn refund(
    KeyHolder(cx): KeyHolder,
    Name(number): Name,
    Json(request): Json<RefundRequest>,
) -> Result<Answer<AdminOrder>, Refused> {
    Ok(Answer(orders::refund(&cx, &number, request).await?))
}
