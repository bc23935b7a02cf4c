//! `/carts`, `/carts/{id}`, `/carts/{id}/lines`, `/carts/{id}/lines/{variant_id}`, `/carts/{id}/hold`. Whoever has a cart's id may
//! change the cart.

use axum::{Json as Answer, response::Response};
use commerce::{
    cart::{self, Missing},
    checkout,
};
use http::StatusCode;
use serde::Deserialize;
use types::{CartId, VariantId, cart::CartView, checkout::HoldView};
use utoipa::ToSchema;

use super::{
    caller::{Buyer, Caller, InCurrency},
    created::created,
};
use crate::{
    extract::{Json, PathId, PathIds, Query},
    problem::Refused,
};

/// What goes into a cart.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct NewLine {
    /// What.
    variant_id: VariantId,
    /// How many more of it.
    #[schema(minimum = 1, maximum = 99)]
    quantity: i64,
}

/// What becomes of a line.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct LineChange {
    /// How many there are to be; 0 takes the line out.
    #[schema(minimum = 0, maximum = 99)]
    quantity: i64,
    /// The cart's `version` you looked at: if it has changed since, the answer is a conflict with the cart as it is now.
    #[serde(default)]
    version: Option<i64>,
}

/// Which cart a removal is about.
#[derive(Debug, Deserialize)]
pub(super) struct Seen {
    version: Option<i64>,
}

/// Make an empty cart
#[utoipa::path(
    post, path = "/carts", tag = "buying", operation_id = "create_cart",
    params(InCurrency),
    responses((status = CREATED, description = "The cart", body = CartView,
        headers(("Location" = String, description = "Where the cart is"))))
)]
pub(super) async fn create(Buyer(cx): Buyer) -> Result<Response, Refused> {
    let cart = cart::create(&cx).await?;
    Ok(created(&format!("/carts/{}", cart.id), Answer(cart)))
}

/// Get a cart
#[utoipa::path(
    get, path = "/carts/{id}", tag = "buying", operation_id = "get_cart",
    params(("id" = CartId, Path, description = "The cart"), InCurrency),
    responses((status = OK, description = "The cart at today's prices", body = CartView))
)]
pub(super) async fn show(Buyer(cx): Buyer, PathId(id): PathId<CartId>) -> Result<Answer<CartView>, Refused> {
    Ok(Answer(cart::view(&cx, id).await?))
}

/// Put something into a cart
#[utoipa::path(
    post, path = "/carts/{id}/lines", tag = "buying", operation_id = "add_cart_line",
    params(("id" = CartId, Path, description = "The cart"), InCurrency),
    responses(
        (status = OK, description = "The cart", body = CartView),
        (status = CONFLICT, description = "`out_of_stock`: fewer are left than the cart would then hold"),
    )
)]
pub(super) async fn add_line(
    Buyer(cx): Buyer,
    PathId(id): PathId<CartId>,
    Json(line): Json<NewLine>,
) -> Result<Answer<CartView>, Refused> {
    Ok(Answer(cart::add_line(&cx, Some(id), Missing::Refuse, line.variant_id, line.quantity).await?))
}

/// Change how many of a thing a cart holds
#[utoipa::path(
    patch, path = "/carts/{id}/lines/{variant_id}", tag = "buying", operation_id = "set_cart_line",
    params(
        ("id" = CartId, Path, description = "The cart"),
        ("variant_id" = VariantId, Path, description = "What the line is of"),
        InCurrency,
    ),
    responses(
        (status = OK, description = "The cart", body = CartView),
        (status = CONFLICT, description = "`out_of_stock`: fewer are left; `conflict`, with `cart`: it was changed since `version`"),
    )
)]
pub(super) async fn set_line(
    Buyer(cx): Buyer,
    PathIds(id, variant): PathIds<CartId, VariantId>,
    Json(line): Json<LineChange>,
) -> Result<Answer<CartView>, Refused> {
    Ok(Answer(cart::set_line(&cx, id, variant, line.quantity, line.version).await?))
}

/// Take a thing out of a cart
#[utoipa::path(
    delete, path = "/carts/{id}/lines/{variant_id}", tag = "buying", operation_id = "remove_cart_line",
    params(
        ("id" = CartId, Path, description = "The cart"),
        ("variant_id" = VariantId, Path, description = "What the line is of"),
        ("version" = Option<i64>, Query, description = "The cart's `version` you looked at"),
        InCurrency,
    ),
    responses(
        (status = OK, description = "The cart", body = CartView),
        (status = CONFLICT, description = "`conflict`, with `cart`: it was changed since `version`"),
    )
)]
pub(super) async fn remove_line(
    Buyer(cx): Buyer,
    PathIds(id, variant): PathIds<CartId, VariantId>,
    Query(seen): Query<Seen>,
) -> Result<Answer<CartView>, Refused> {
    Ok(Answer(cart::set_line(&cx, id, variant, 0, seen.version).await?))
}

/// Keep a cart's units for a while
///
/// All of them, or none. Called again, it keeps them longer, up to the shop's ceiling; a hold that is over is ignored by everyone.
#[utoipa::path(
    post, path = "/carts/{id}/hold", tag = "buying", operation_id = "hold_cart",
    params(("id" = CartId, Path, description = "The cart")),
    responses(
        (status = OK, description = "Until when", body = HoldView),
        (status = CONFLICT, description = "`out_of_stock` or `quantity_limit` with the lines in the way; `conflict` for an empty cart"),
    )
)]
pub(super) async fn hold(Caller(cx): Caller, PathId(id): PathId<CartId>) -> Result<Answer<HoldView>, Refused> {
    Ok(Answer(checkout::keep(&cx, id).await?))
}

/// Let go of what is kept for a cart
#[utoipa::path(
    delete, path = "/carts/{id}/hold", tag = "buying", operation_id = "release_cart",
    params(("id" = CartId, Path, description = "The cart")),
    responses((status = NO_CONTENT, description = "Nothing is kept for it (any more)"))
)]
pub(super) async fn release(Caller(cx): Caller, PathId(id): PathId<CartId>) -> Result<StatusCode, Refused> {
    checkout::release(&cx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
