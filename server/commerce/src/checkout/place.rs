//! Placing an order.

use std::time::Instant;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use types::{
    CartId, ErrorCode, FieldError, Money, OrderId, Problem,
    cart::CartView,
    checkout::{PlaceOrder, Placed, PlacedOrder},
    order::{OrderStatus, PaymentStatus},
};

use super::{
    idempotency::{self, Answer, Claim},
    rules,
    view::{Quote, quote},
};
use crate::{
    Cx, Error, Result, cart, inventory,
    orders::{self, NewLine, NewOrder, OrderRow},
    payments::{self, NewPayment, Payment},
};

/// How a request to place an order ended.
#[derive(Clone, Debug)]
pub struct Placement {
    /// The first answer to this key, given again.
    pub replayed: bool,
    /// The order, or why there is none.
    pub outcome: Result<Placed, Problem>,
}

/// Places an order from a cart and asks for its payment, once per key, however often it is called. Answers within
/// `settings.payment_patience`, give or take: a payment that takes longer is seen through by the reconciler, and the order's page says so.
///
/// # Errors
/// `invalid` names fields that need another look, `idempotency_key_reused`, `in_progress`; none of these binds the key to an answer.
/// Refusals that do (sold out, declined) are in the outcome.
pub async fn place(cx: &Cx, cart_id: CartId, key: &str, form: PlaceOrder) -> Result<Placement> {
    let (form, mut errors) = rules::validate(&form);
    errors.extend(cx.providers.refuse(&form.payment));
    if !errors.is_empty() {
        return Err(Error::invalid(errors));
    }
    let owner = match idempotency::claim(cx, key, &fingerprint(cart_id, &form)).await? {
        Claim::Answered(answer) => return Ok(Placement { replayed: true, outcome: answer.into() }),
        Claim::Ours { owner } => owner,
    };
    let answer = match attempt(cx, cart_id, key, &form).await {
        Ok(placed) => Answer::Placed(placed),
        Err(error) => {
            if error.problem().status >= 500 {
                tracing::error!(request_id = cx.request_id, cause = error.source_chain(), "placing an order failed");
            }
            Answer::Refused(error.problem().clone())
        }
    };
    idempotency::keep(cx, key, &owner, &answer).await?;
    Ok(Placement { replayed: false, outcome: answer.into() })
}

impl From<Answer> for Result<Placed, Problem> {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::Placed(placed) => Ok(placed),
            Answer::Refused(problem) => Err(problem),
        }
    }
}

fn fingerprint(cart_id: CartId, form: &PlaceOrder) -> String {
    let body = serde_json::to_vec(&(cart_id, form)).unwrap_or_default();
    hex::encode(Sha256::digest(body))
}

async fn attempt(cx: &Cx, cart_id: CartId, key: &str, form: &PlaceOrder) -> Result<Placed> {
    let started = Instant::now();
    // A crash after the order was written leaves the key without an answer: the order is the answer.
    let written = match orders::by_idempotency_key(cx.db.write(), key).await? {
        Some(order) => Written::Before(order.id),
        None => Written::Now(write(cx, cart_id, key, form).await?),
    };
    let order = match &written {
        Written::Before(order) => *order,
        Written::Now(payment) => payment.order_id,
    };
    let background = cx.as_system();
    let settling = tokio::spawn(async move {
        match written {
            Written::Before(order) => payments::settle(&background, order).await,
            Written::Now(payment) => payments::ask(&background, payment).await,
        }
    });
    let patience = cx.settings.payment_patience.saturating_sub(started.elapsed());
    match tokio::time::timeout(patience, settling).await {
        Ok(Ok(Ok(_))) => {}
        // The order stands whatever happened here; the reconciler finds out.
        Ok(Ok(Err(error))) => tracing::warn!(%order, cause = error.source_chain(), "payment is not settled yet"),
        Ok(Err(panic)) => tracing::error!(%order, %panic, "settling a payment"),
        Err(_) => tracing::info!(%order, "the payment takes longer than the shopper should wait"),
    }
    answer(cx, key).await
}

/// Who wrote the order, and so who is to ask for its payment.
enum Written {
    /// A request that did not live to answer.
    Before(OrderId),
    /// This one.
    Now(Payment),
}

/// Writes the order and everything that follows from it, or nothing.
async fn write(cx: &Cx, cart_id: CartId, key: &str, form: &PlaceOrder) -> Result<Payment> {
    let (cx_tx, key, form) = (cx.clone(), key.to_owned(), form.clone());
    let payment = cx
        .db
        .transaction(|tx| {
            Box::pin(async move {
                let cx = cx_tx;
                let now = cx.clock.now();
                let cart = cart::locked(&cx, tx, cart_id).await?;
                let quote = quote(&cx, tx, &cart, &form).await?;
                let method = quote.chosen.clone().ok_or_else(|| no_such_method(&quote))?;
                check_total(&form, quote.totals.total)?;
                let id = OrderId::new();
                let lines = frozen(&cart, &quote);
                inventory::hold(tx, id, wanted(&cart), now).await?;
                let number = orders::next_number(tx, cx.db.engine()).await?;
                let order = NewOrder {
                    id,
                    number,
                    token: &random_token(),
                    idempotency_key: &key,
                    cart_id,
                    email: &form.email,
                    totals: &quote.totals,
                    address: &form.shipping_address,
                    shipping_code: &method.code,
                    shipping_name: &method.name,
                    lines: &lines,
                    now,
                };
                orders::insert(tx, &order).await?;
                orders::record(tx, id, "Order placed", cx.actor.label(), now).await?;
                let payment = NewPayment {
                    order_id: id,
                    provider: cx.providers.choose(&form.payment, now)?,
                    token: &form.payment.token,
                    amount: quote.totals.total,
                    now,
                };
                let written = payments::insert_all(tx, &[payment], payments::first_look(&cx)).await?;
                cart::clear(tx, cart_id, now).await?;
                written.into_iter().next().ok_or_else(|| Error::internal(anyhow::anyhow!("no payment was written")))
            })
        })
        .await?;
    metrics::counter!("floodgate_orders_placed_total").increment(1);
    Ok(payment)
}

/// Nobody is charged anything but what they were shown: prices change meanwhile, and so does tax with the state.
fn check_total(form: &PlaceOrder, total: Money) -> Result<()> {
    match form.expected_total {
        Some(shown) if shown != total.amount => {
            Err(Error::conflict(format!("For this address the total is {total}. Have a look, and pay if you agree.")))
        }
        _ => Ok(()),
    }
}

fn no_such_method(quote: &Quote) -> Error {
    let message =
        if quote.shipping.is_empty() { "We cannot send this there." } else { "Choose one of the ways to send it." };
    Error::invalid_field("shipping_method", message)
}

fn wanted(cart: &CartView) -> Vec<inventory::Wanted> {
    cart.lines
        .iter()
        .map(|line| {
            let title = match line.variant_title.as_str() {
                "" => line.title.clone(),
                variant => format!("{} ({variant})", line.title),
            };
            inventory::Wanted { variant_id: line.variant_id, quantity: line.quantity, title }
        })
        .collect()
}

fn frozen(cart: &CartView, quote: &Quote) -> Vec<NewLine> {
    cart.lines
        .iter()
        .zip(quote.goods.iter().zip(&quote.taxes))
        .map(|(line, (goods, tax))| NewLine {
            variant_id: line.variant_id,
            sku: goods.sku.clone(),
            title: line.title.clone(),
            variant_title: line.variant_title.clone(),
            image_url: line.image.as_ref().map(|image| image.url.clone()),
            unit_price: line.unit_price.amount,
            quantity: line.quantity,
            tax: *tax,
        })
        .collect()
}

/// 128 random bits: whoever holds it may see the order.
fn random_token() -> String {
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; 16]>())
}

/// What the shopper is told of the order as it stands now.
async fn answer(cx: &Cx, key: &str) -> Result<Placed> {
    let order = orders::by_idempotency_key(cx.db.write(), key).await?;
    let order = order.ok_or_else(|| Error::internal(anyhow::anyhow!("the order just placed is not there")))?;
    if order.status == OrderStatus::Cancelled {
        return Err(refused(cx, &order).await?);
    }
    let total = order.totals()?.total;
    let status_url = format!("{}/orders/{}", cx.settings.public_url, order.token);
    let heart = PlacedOrder { number: order.number.to_string(), token: order.token, status: order.status, total };
    Ok(Placed { order: heart, status_url })
}

async fn refused(cx: &Cx, order: &OrderRow) -> Result<Error> {
    let payment = payments::latest_for_order(cx.db.write(), order.id).await?;
    let declined = payment.filter(|payment| payment.state == PaymentStatus::Declined);
    let why = match declined.as_ref().and_then(|payment| payment.failure.as_deref()) {
        Some("insufficient_funds") => "The card does not have sufficient funds (insufficient_funds).",
        Some(_) => "The payment was declined (card_declined).",
        None => "The payment did not come through; nothing was charged.",
    };
    let message = format!("{why} Your cart is as it was: try another card.");
    let error = Error::new(ErrorCode::PaymentDeclined, message.clone());
    Ok(error.with_fields(vec![FieldError::new("payment.token", message)]))
}
