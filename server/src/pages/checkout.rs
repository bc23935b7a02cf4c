//! `/checkout`: shown, worked out anew with what was filled in (`/checkout/delivery`), and placed.

use axum::response::{IntoResponse, Redirect};
use commerce::checkout;
use http::{StatusCode, header::CONTENT_SECURITY_POLICY};
use serde::Deserialize;
use types::{
    CartId,
    checkout::{Address, CheckoutView, PaymentChoice, PlaceOrder},
};

use crate::{
    extract::{Form, Query},
    middleware::WITH_CARD_FIELD,
    problem::{self, Refused},
    visitor::{Answer, Visitor, kept_from_caches},
};

/// The form's fields. A browser without them sends nothing, and the operation names what is missing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    email: String,
    name: String,
    line1: String,
    line2: String,
    city: String,
    region: String,
    postal_code: String,
    country: String,
    shipping_method: String,
    payment_provider: String,
    payment_token: String,
    discount_code: String,
    /// The button that removes the code was pressed.
    remove_discount: String,
    /// Minor units on the button that was pressed.
    expected_total: Option<i64>,
    idempotency_key: String,
}

impl Fields {
    fn into_order(self) -> PlaceOrder {
        PlaceOrder {
            email: self.email,
            shipping_address: Address {
                name: self.name,
                line1: self.line1,
                line2: self.line2,
                city: self.city,
                region: self.region,
                postal_code: self.postal_code,
                country: self.country,
            },
            shipping_method: self.shipping_method,
            payment: PaymentChoice { provider: self.payment_provider, token: self.payment_token },
            discount_code: Some(self.discount_code).filter(|code| !code.is_empty() && self.remove_discount.is_empty()),
            expected_total: self.expected_total,
        }
    }
}

pub async fn show(visitor: Visitor, Query(fields): Query<Fields>) -> Answer {
    let Some(cart) = visitor.cart_id() else { return Ok(Redirect::to("/cart").into_response()) };
    match checkout::enter(&visitor.cx, cart, fields.into_order()).await {
        Ok(view) => page(&visitor, StatusCode::OK, view).await,
        Err(error) => to_queue(error.into()),
    }
}

/// The same for another country or way to send it, or with or without a code: everything stays as it was typed.
pub async fn delivery(visitor: Visitor, Form(fields): Form<Fields>) -> Answer {
    let Some(cart) = visitor.cart_id() else { return Ok(Redirect::to("/cart").into_response()) };
    match checkout::rework(&visitor.cx, cart, fields.into_order()).await {
        Ok(view) => {
            let status = view.code_refused.and_then(|code| StatusCode::from_u16(code.status()).ok());
            page(&visitor, status.unwrap_or(StatusCode::OK), view).await
        }
        Err(error) => to_queue(error.into()),
    }
}

pub async fn place(visitor: Visitor, Form(fields): Form<Fields>) -> Answer {
    let Some(cart) = visitor.cart_id() else { return Ok(Redirect::to("/cart").into_response()) };
    let key = fields.idempotency_key.clone();
    let order = fields.into_order();
    let outcome = match checkout::place(&visitor.cx, cart, &key, order.clone()).await {
        Ok(placement) => placement.outcome.map_err(Refused::from),
        Err(error) => Err(Refused::from(error)),
    };
    match outcome {
        Ok(placed) => Ok(Redirect::to(&format!("/orders/{}", placed.order.token)).into_response()),
        Err(refusal) => refused(&visitor, cart, order, refusal).await,
    }
}

/// The form as it was filled in, with what stands in the way. Whoever mends it is still at it: their units are kept.
async fn refused(visitor: &Visitor, cart: CartId, order: PlaceOrder, refusal: Refused) -> Answer {
    if refusal.problem().queue.is_some() {
        return to_queue(refusal);
    }
    let status = problem::status(refusal.problem());
    if status.is_server_error() {
        return Err(refusal);
    }
    let mut view = match checkout::rework(&visitor.cx, cart, order.clone()).await {
        // What the card did not pay for has gone to the next in line: this page can say why, but not sell.
        Err(error) if error.problem().queue.is_some() => checkout::view(&visitor.cx, cart, order).await?,
        other => other?,
    };
    view.tell(refusal.problem());
    page(visitor, status, view).await
}

/// Whoever needs a turn first is shown where to get one.
fn to_queue(refusal: Refused) -> Answer {
    match &refusal.problem().queue {
        Some(queue) => Ok(Redirect::to(queue).into_response()),
        None => Err(refusal),
    }
}

async fn page(visitor: &Visitor, status: StatusCode, view: CheckoutView) -> Answer {
    let card_field = view.card_field_key.is_some();
    let mut response =
        visitor.page_with(status, |shell| app::pages::checkout(shell, view)).await.map(kept_from_caches)?;
    if card_field {
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, WITH_CARD_FIELD);
    }
    Ok(response)
}
