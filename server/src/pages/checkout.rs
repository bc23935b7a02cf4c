//! `/checkout`: shown, worked out anew with what was filled in (`/checkout/delivery`), and placed.

use axum::response::{IntoResponse, Redirect};
use commerce::{checkout, customers};
use http::{StatusCode, header::CONTENT_SECURITY_POLICY};
use serde::Deserialize;
use types::{
    AddressId, CartId, Currency,
    checkout::{Address, CheckoutView, PaymentChoice, PlaceOrder},
    customer::AtTheTill,
};

use crate::{
    customer::Shopper,
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
    /// One of the account's addresses, and whether the button beside it was pressed.
    saved_address: String,
    use_saved: String,
    keep_address: String,
    /// Minor units on the button that was pressed.
    expected_total: Option<i64>,
    /// What that is in.
    currency: Option<Currency>,
    idempotency_key: String,
}

impl Fields {
    /// What only a signed-in customer's form has.
    fn wishes(&self) -> Wishes {
        Wishes {
            chosen: self.saved_address.parse().ok().filter(|_| !self.use_saved.is_empty()),
            keep_address: !self.keep_address.is_empty(),
        }
    }

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
            currency: self.currency,
        }
    }
}

/// See [`Fields::wishes`].
#[derive(Clone, Copy, Debug, Default)]
struct Wishes {
    chosen: Option<AddressId>,
    keep_address: bool,
}

pub async fn show(Shopper(visitor): Shopper, Query(fields): Query<Fields>) -> Answer {
    let Some(cart) = visitor.cart_id() else { return Ok(Redirect::to("/cart").into_response()) };
    let wishes = fields.wishes();
    let (order, customer) = at_the_till(&visitor, fields.into_order(), wishes).await?;
    match checkout::enter(&visitor.cx, cart, order).await {
        Ok(view) => page(&visitor, StatusCode::OK, CheckoutView { customer, ..view }).await,
        Err(error) => to_queue(error.into()),
    }
}

/// The same for another country or way to send it, with or without a code, or with another of the account's addresses: everything else
/// stays as it was typed.
pub async fn delivery(Shopper(visitor): Shopper, Form(fields): Form<Fields>) -> Answer {
    let Some(cart) = visitor.cart_id() else { return Ok(Redirect::to("/cart").into_response()) };
    let wishes = fields.wishes();
    let (order, customer) = at_the_till(&visitor, fields.into_order(), wishes).await?;
    match checkout::rework(&visitor.cx, cart, order).await {
        Ok(view) => {
            let status = view.code_refused.and_then(|code| StatusCode::from_u16(code.status()).ok());
            page(&visitor, status.unwrap_or(StatusCode::OK), CheckoutView { customer, ..view }).await
        }
        Err(error) => to_queue(error.into()),
    }
}

pub async fn place(Shopper(visitor): Shopper, Form(fields): Form<Fields>) -> Answer {
    let Some(cart) = visitor.cart_id() else { return Ok(Redirect::to("/cart").into_response()) };
    let (key, wishes) = (fields.idempotency_key.clone(), fields.wishes());
    let order = fields.into_order();
    let outcome = match checkout::place(&visitor.cx, cart, &key, order.clone()).await {
        Ok(placement) => placement.outcome.map_err(Refused::from),
        Err(error) => Err(Refused::from(error)),
    };
    match outcome {
        Ok(placed) => {
            if wishes.keep_address {
                keep_address(&visitor, &order.shipping_address).await;
            }
            Ok(Redirect::to(&format!("/orders/{}", placed.order.token)).into_response())
        }
        Err(refusal) => refused(&visitor, cart, order, wishes, refusal).await,
    }
}

/// Fills the form in for whoever has signed in.
async fn at_the_till(
    visitor: &Visitor,
    order: PlaceOrder,
    wishes: Wishes,
) -> Result<(PlaceOrder, Option<AtTheTill>), Refused> {
    if visitor.cx.customer_id.is_none() {
        return Ok((order, None));
    }
    let (order, known) = customers::at_the_till(&visitor.cx, order, wishes.chosen).await?;
    Ok((order, Some(AtTheTill { keep_address: wishes.keep_address, ..known })))
}

/// The order stands, whatever becomes of the address.
async fn keep_address(visitor: &Visitor, address: &Address) {
    if visitor.cx.customer_id.is_some()
        && let Err(error) = customers::keep_address(&visitor.cx, address).await
    {
        tracing::warn!(cause = error.source_chain(), %error, "an address was not kept");
    }
}

/// The form as it was filled in, with what stands in the way. Whoever mends it is still at it: their units are kept.
async fn refused(visitor: &Visitor, cart: CartId, order: PlaceOrder, wishes: Wishes, refusal: Refused) -> Answer {
    if refusal.problem().queue.is_some() {
        return to_queue(refusal);
    }
    let status = problem::status(refusal.problem());
    if status.is_server_error() {
        return Err(refusal);
    }
    let mut view = match checkout::rework(&visitor.cx, cart, order.clone()).await {
        // What the card did not pay for has gone to the next in line: this page can say why, but not sell.
        Err(error) if error.problem().queue.is_some() => checkout::view(&visitor.cx, cart, order.clone()).await?,
        other => other?,
    };
    view.customer = at_the_till(visitor, order, wishes).await?.1;
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
