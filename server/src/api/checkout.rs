//! `/carts/{id}/checkout`

use axum::{
    extract::FromRequestParts,
    response::{IntoResponse, Response},
};
use commerce::checkout;
use http::{HeaderName, HeaderValue, StatusCode, request::Parts};
use types::{
    CartId, Currency, ErrorCode,
    checkout::{PlaceOrder, Placed},
};

use super::caller::{Buyer, paying};
use crate::{
    extract::{Json, PathId},
    problem::Refused,
};

const KEY: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

/// The key under which a request is answered once, however often it is sent.
pub(super) struct IdempotencyKey(String);

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refused> {
        let key = parts.headers.get(KEY).and_then(|key| key.to_str().ok()).filter(|key| !key.is_empty());
        let missing = || {
            let detail = "Send an Idempotency-Key header of visible ASCII characters, for instance a UUID.";
            Refused::new(ErrorCode::BadRequest, detail)
        };
        key.map(|key| Self(key.to_owned())).ok_or_else(missing)
    }
}

/// Place an order
///
/// Sent again with the same key and body within 24 hours, it is answered as the first time, with `Idempotent-Replayed: true`.
/// The answer comes within five seconds even when the payment provider is silent; the order's own address tells how it goes on.
#[utoipa::path(
    post, path = "/carts/{id}/checkout", tag = "buying", operation_id = "checkout",
    params(
        ("id" = CartId, Path, description = "The cart"),
        ("Idempotency-Key" = String, Header, description = "1 to 255 visible ASCII characters; one key, at most one order"),
        ("currency" = Option<String>, Query, description = "What is paid in, where the body's `currency` does not say; the shop's own by default"),
    ),
    request_body(content = PlaceOrder, example = json!({
        "email": "ada@example.com",
        "shipping_address": {"name": "Ada Lovelace", "line1": "1 Engine Way", "line2": "", "city": "Portland", "region": "OR",
            "postal_code": "97201", "country": "US"},
        "shipping_method": "standard",
        "payment": {"provider": "sandbox", "token": "tok_ok"}
    })),
    responses(
        (status = ACCEPTED, description = "The order", body = Placed,
            headers(("Idempotent-Replayed" = Option<String>, description = "`true` when this was answered before"))),
        (status = BAD_REQUEST, description = "`bad_request`: no usable key, or a body that is no JSON"),
        (status = PAYMENT_REQUIRED, description = "`payment_declined`: refused; the cart is as it was"),
        (status = CONFLICT, description = "`out_of_stock` with the lines that are short; `in_progress` while the first request with \
            this key runs; `conflict` for an empty cart"),
        (status = UNPROCESSABLE_ENTITY, description = "`invalid` with the fields that are wrong, `discount_code` among them with \
            what it comes to without; `idempotency_key_reused` when the key came with another body before"),
    )
)]
pub(super) async fn place(
    Buyer(cx): Buyer,
    PathId(cart): PathId<CartId>,
    IdempotencyKey(key): IdempotencyKey,
    Json(order): Json<PlaceOrder>,
) -> Result<Response, Refused> {
    let cx = paying(cx, order.currency.map(Currency::code)).await?;
    let placement = checkout::place(&cx, cart, &key, order).await?;
    let mut response = match placement.outcome {
        Ok(placed) => (StatusCode::ACCEPTED, axum::Json(placed)).into_response(),
        Err(problem) => Refused::from(problem).into_response(),
    };
    if placement.replayed {
        response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    }
    Ok(response)
}
