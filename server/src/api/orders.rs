//! `/orders/{token}`

use axum::Json;
use commerce::orders;
use types::order::OrderView;

use super::caller::Caller;
use crate::{extract::Name, problem::Refused};

/// Get an order
#[utoipa::path(
    get, path = "/orders/{token}", tag = "buying", operation_id = "get_order",
    params(("token" = String, Path, description = "As checkout gave it; whoever has it may see the order")),
    responses((status = OK, description = "The order as it stands", body = OrderView))
)]
pub(super) async fn show(Caller(cx): Caller, Name(token): Name) -> Result<Json<OrderView>, Refused> {
    Ok(Json(orders::by_token(&cx, &token).await?))
}
