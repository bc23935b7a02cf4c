//! Placing an order.

use std::time::Instant;

use sha2::{Digest, Sha256};
use types::{
    CartId, ErrorCode, FieldError, OrderId, Problem,
    checkout::{PlaceOrder, Placed, PlacedOrder},
    order::{OrderStatus, PaymentStatus},
};
use uuid::Uuid;

use super::{
    idempotency::{self, Answer, Claim},
    intake::{Intake, Placing, Written},
    rules,
};
use crate::{
    Cx, Error, Result, cart, combine, drops, fulfilment, limits,
    orders::{self, OrderRow},
    payments,
    pressure::outside,
    prices, promotions,
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
pub async fn place(cx: &Cx, cart: CartId, key: &str, form: PlaceOrder) -> Result<Placement> {
    let started = Instant::now();
    let (form, mut errors) = rules::validate(&form);
    errors.extend(cx.providers.refuse(&form.payment));
    if !errors.is_empty() {
        return Err(Error::invalid(errors));
    }
    idempotency::check(key)?;
    limits::account(cx, limits::Class::CheckoutAccount, &form.email).await?;
    // A request that is sent again is answered as the first time, whoever's turn it is by now.
    let variants = match Box::pin(drops::gate_cart(cx, cart)).await {
        Err(error) if !idempotency::is_known(cx, key).await? => return Err(error),
        other => other.unwrap_or_default(),
    };
    if let Err(error) = try_code(cx, cart, &form).await
        && !idempotency::is_known(cx, key).await?
    {
        return Err(error);
    }
    let owner = Uuid::new_v4().to_string();
    let claim = Claim { key: key.to_owned(), fingerprint: fingerprint(cart, &form), owner };
    let actor = cx.actor.label().to_owned();
    let card = card(cx, cart, &form).await?;
    let promised_by = fulfilment::promise(cx).await?.hand_over_by;
    let (customer, locale, selling) = (cx.customer_id, cx.market.locale, prices::selling(cx).await?);
    let placing = Placing { cart, locale, customer, claim: claim.clone(), form, card, actor, promised_by, selling };
    let answer = match combine::submit(cx, placing).await {
        Ok(Intake::Answered(earlier)) => return Ok(Placement { replayed: true, outcome: earlier.0.into() }),
        Ok(Intake::Refused(problem)) => return Ok(Placement { replayed: false, outcome: Err(problem) }),
        Ok(Intake::Written(written)) => {
            crate::inventory::orders_settled(cx, [written.payment.order_id]);
            Box::pin(drops::came_to_the_till(cx, cart, &variants)).await;
            see_through(cx, &claim, *written, started).await
        }
        Ok(Intake::Found(order)) => settle(cx, &claim, order, started).await,
        Err(error) => return Err(forget(cx, &claim, error).await),
    };
    if let Err(error) = idempotency::keep(cx, &claim, &answer).await {
        // The order stands whether or not its answer was kept: the next request with this key finds it.
        tracing::warn!(key = claim.key, cause = error.source_chain(), "an answer could not be kept");
    }
    Ok(Placement { replayed: false, outcome: answer.into() })
}

/// Counts the form's code as a try, unless the cart knows it from the checkout page.
async fn try_code(cx: &Cx, cart: CartId, form: &PlaceOrder) -> Result<()> {
    let Some(code) = &form.discount_code else { return Ok(()) };
    match cart::code_of(cx.db.write(), cart).await? {
        Some(known) if known == *code => Ok(()),
        _ => promotions::attempt(cx, &form.email).await,
    }
}

/// What the card is known by, where a cap or a code may need it. Asked before anything is written: no transaction waits for a provider.
async fn card(cx: &Cx, cart: CartId, form: &PlaceOrder) -> Result<Option<String>> {
    if !cx.providers.knows_card(&form.payment, cx.clock.now()) {
        return Ok(None);
    }
    let counted = match &form.discount_code {
        Some(code) => promotions::counts_persons(cx, code).await?,
        None => false,
    };
    if !counted && !cart::is_capped(cx.db.read(), cart).await? {
        return Ok(None);
    }
    Ok(cx.providers.fingerprint(cx, &form.payment).await)
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

/// Nothing is known to have been written. Should it be written all the same, its key is free, and the next request finds the order.
async fn forget(cx: &Cx, claim: &Claim, error: Error) -> Error {
    if error.problem().status >= 500
        && let Err(cause) = idempotency::release(cx, claim).await
    {
        tracing::warn!(cause = cause.source_chain(), "a key could not be freed; it frees itself");
    }
    error
}

/// Asks for the payment of an order just written, and answers.
async fn see_through(cx: &Cx, claim: &Claim, written: Written, started: Instant) -> Answer {
    metrics::counter!("floodgate_orders_placed_total").increment(1);
    fulfilment::accepted(cx, 1);
    let Written { order, payment } = written;
    let background = cx.as_system();
    let asking = async move { payments::ask(&background, payment).await };
    match wait(cx, claim, asking, started).await {
        // The usual end needs no second look.
        Some(PaymentStatus::Captured) => {
            Answer::Placed(placed(cx, PlacedOrder { status: OrderStatus::Confirmed, ..order }))
        }
        _ => look(cx, claim).await,
    }
}

/// Sees an order through that an earlier request with the same key has left behind.
async fn settle(cx: &Cx, claim: &Claim, order: OrderId, started: Instant) -> Answer {
    let background = cx.as_system();
    wait(cx, claim, async move { payments::settle(&background, order).await }, started).await;
    look(cx, claim).await
}

/// Waits for a payment as long as a shopper should. It goes on without us; and should it fail, the reconciler finds out.
async fn wait(
    cx: &Cx,
    claim: &Claim,
    asking: impl Future<Output = Result<PaymentStatus>> + Send + 'static,
    started: Instant,
) -> Option<PaymentStatus> {
    let asking = tokio::spawn(asking);
    let patience = cx.settings.payment_patience.saturating_sub(started.elapsed());
    match outside::waiting(tokio::time::timeout(patience, asking)).await {
        Ok(Ok(Ok(status))) => return Some(status),
        Ok(Ok(Err(error))) => {
            tracing::warn!(key = claim.key, cause = error.source_chain(), "payment is not settled yet")
        }
        Ok(Err(panic)) => tracing::error!(key = claim.key, %panic, "settling a payment"),
        Err(_) => tracing::info!(key = claim.key, "the payment takes longer than the shopper should wait"),
    }
    None
}

/// What the shopper is told of the order as it stands now.
async fn look(cx: &Cx, claim: &Claim) -> Answer {
    match try_look(cx, claim).await {
        Ok(answer) => answer,
        Err(error) => {
            tracing::error!(request_id = cx.request_id, cause = error.source_chain(), "reading an order just placed");
            Answer::Refused(error.problem().clone())
        }
    }
}

async fn try_look(cx: &Cx, claim: &Claim) -> Result<Answer> {
    let order = orders::by_idempotency_key(cx.db.write(), &claim.key).await?;
    let order = order.ok_or_else(|| Error::internal(anyhow::anyhow!("the order just placed is not there")))?;
    if order.status == OrderStatus::Cancelled {
        return Ok(Answer::Refused(refused(cx, &order).await?.problem().clone()));
    }
    let total = order.totals()?.total;
    let heart = PlacedOrder { number: order.number.to_string(), token: order.token, status: order.status, total };
    Ok(Answer::Placed(placed(cx, heart)))
}

fn placed(cx: &Cx, order: PlacedOrder) -> Placed {
    let status_url = format!("{}/orders/{}", cx.settings.public_url, order.token);
    Placed { order, status_url }
}

async fn refused(cx: &Cx, order: &OrderRow) -> Result<Error> {
    let payment = payments::latest_for_order(cx.db.write(), order.id).await?;
    let declined = payment.filter(|payment| payment.state == PaymentStatus::Declined);
    let reason = declined.as_ref().and_then(|payment| payment.failure.as_deref());
    let message = payments::refusal_told(reason);
    let error = Error::new(ErrorCode::PaymentDeclined, message.clone());
    Ok(error.with_fields(vec![FieldError::new("payment.token", message)]))
}

#[cfg(test)]
mod tests {
    use sea_orm::ConnectionTrait;

    use super::*;
    use crate::test_shop::TestShop;

    #[tokio::test]
    async fn who_has_paid_is_told_so_even_if_the_answer_could_not_be_kept() {
        let shop = TestShop::open().await;
        let variant = shop.stocked("Lantern", 1).await;
        let broken = "CREATE TRIGGER broken BEFORE UPDATE OF answer ON idempotency_key WHEN NEW.answer IS NOT NULL
            BEGIN SELECT RAISE(ABORT, 'the disk is full'); END";
        shop.cx.db.write().execute_unprepared(broken).await.unwrap();
        let placed = shop.buy(variant, 1, "tok_ok").await.unwrap().outcome.unwrap();
        assert_eq!(placed.order.status, OrderStatus::Confirmed);
    }
}
