//! Seeing a payment through: ask, look up, give up. What comes next is decided by one pure function, whoever asks.

use std::time::Duration;

use sea_orm::FromQueryResult;
use types::{Millis, OrderId, order::OrderStatus, order::PaymentStatus};

use super::{
    Charge, ChargeState, PAYMENT,
    asking::{self, Asked, Claim},
    decide::{self, Decided},
    router::Seat,
    store::{self, Payment},
};
use crate::{Cx, Error, Result, db::sql};

/// Whoever has claimed to ask the provider and has not come back this long after the time-out is taken to have died.
const GRACE: Duration = Duration::from_secs(2);
/// The provider is asked for an order's money only so long after the order was placed: the shopper has a right to know within a
/// minute, and no provider has forgotten a key this soon.
const ASKED_WITHIN: Millis = 30_000;
/// How soon the reconciler looks again at a payment nobody could be asked for.
const ASK_AGAIN: Millis = 2_000;
/// How soon it looks again at a payment that is not decided.
const LOOK_AGAIN: Millis = 3_000;
/// The same while the customer is to approve: news comes by event, looking is for those that get lost.
const LOOK_AT_APPROVAL: Millis = 20_000;

/// What is to be done with a payment now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    /// Somebody is at it.
    Wait,
    /// Ask the provider for the money.
    Ask(Claim),
    /// See what became of it, and leave the customer time.
    LookUp,
    /// See what became of it, and end it if nothing did.
    GiveUp,
    /// End it: everyone who was asked has failed before charging, and nobody is being asked.
    End,
    /// It is decided.
    Nothing,
}

/// Moments that decide what comes next.
#[derive(Clone, Copy, Debug)]
struct Times {
    now: Millis,
    created_at: Millis,
    asked_at: Option<Millis>,
    /// From this long after it was claimed, whoever asks is taken to have died.
    given: Millis,
    /// How long the customer may take to approve.
    approval: Millis,
}

/// `wanted`: the order still waits for its money.
fn next(state: PaymentStatus, wanted: bool, times: Times) -> Next {
    let young = times.now < times.created_at + ASKED_WITHIN;
    match (state, times.asked_at) {
        (PaymentStatus::Pending, Some(asked_at)) if times.now < asked_at + times.given => Next::Wait,
        (PaymentStatus::Pending, Some(_)) if wanted && young => Next::Ask(Claim::TakenOver),
        (PaymentStatus::Pending, None) if wanted && young => Next::Ask(Claim::Sole),
        (PaymentStatus::Pending, None) => Next::End,
        (PaymentStatus::ActionRequired, _) if wanted && times.now < times.created_at + times.approval => Next::LookUp,
        (PaymentStatus::Pending | PaymentStatus::ActionRequired | PaymentStatus::Uncertain, _) => Next::GiveUp,
        _ => Next::Nothing,
    }
}

/// How long after its placing the reconciler first looks at an order's payment: when whoever placed it should long have settled it.
pub(crate) fn first_look(cx: &Cx) -> Millis {
    millis(cx.settings.payment_timeout + GRACE)
}

/// Asks for a payment that was just written, by the one who wrote it. Answers with where the payment then stands.
///
/// # Errors
/// When it could not be found out; the reconciler goes on.
pub(crate) async fn ask(cx: &Cx, payment: Payment) -> Result<PaymentStatus> {
    let order = payment.order_id;
    match ask_as(cx, payment, Claim::Sole).await? {
        // The usual end needs no second look.
        Decided::Confirmed => Ok(PaymentStatus::Captured),
        Decided::Otherwise => Ok(load(cx, order).await?.0.state),
    }
}

/// Takes the next step with an order's payment, whatever it is: ask, look up, give up, or nothing. Answers with where the payment
/// then stands.
///
/// # Errors
/// `unavailable` when the provider cannot be reached to find out; the reconciler tries again.
pub async fn settle(cx: &Cx, order: OrderId) -> Result<PaymentStatus> {
    Ok(step(cx, order).await?.state)
}

/// The same for the reconciler, which notes when to look again.
pub(super) async fn look(cx: &Cx, order: OrderId) -> Result<()> {
    let now = cx.clock.now();
    let payment = match step(cx, order).await {
        Ok(payment) => payment,
        Err(error) => {
            let payment = load(cx, order).await?.0;
            store::look_at(cx.db.write(), payment.id, now + LOOK_AGAIN).await?;
            return Err(error);
        }
    };
    let at = match (payment.state, payment.asked_at) {
        (PaymentStatus::Pending, Some(asked_at)) => asked_at + first_look(cx),
        (PaymentStatus::Pending, None) => now + ASK_AGAIN,
        (PaymentStatus::Uncertain, _) => now + LOOK_AGAIN,
        (PaymentStatus::ActionRequired, _) => {
            approval_ends(cx, &payment).clamp(now + LOOK_AGAIN, now + LOOK_AT_APPROVAL)
        }
        _ => return Ok(()),
    };
    store::look_at(cx.db.write(), payment.id, at).await
}

async fn step(cx: &Cx, order: OrderId) -> Result<Payment> {
    let (mut payment, wanted) = load(cx, order).await?;
    let now = cx.clock.now();
    let times = Times {
        now,
        created_at: payment.created_at,
        asked_at: payment.asked_at,
        given: first_look(cx),
        approval: millis(cx.settings.hold_time),
    };
    match next(payment.state, wanted, times) {
        Next::Wait | Next::Nothing => return Ok(payment),
        Next::Ask(claim) => {
            if !store::claim_asking(cx.db.write(), payment.id, payment.asked_at, now).await? {
                return Ok(load(cx, order).await?.0);
            }
            payment.asked_at = Some(now);
            ask_as(cx, payment, claim).await?;
        }
        Next::End => {
            // Whoever claims it from now on finds it claimed, or decided.
            if store::claim_asking(cx.db.write(), payment.id, None, now).await? {
                let never = Charge { reference: String::new(), state: ChargeState::Voided };
                decide::apply(cx, &payment, &never).await?;
            }
        }
        Next::LookUp => _ = look_up(cx, &payment).await?,
        Next::GiveUp => _ = find_out(cx, &payment).await?,
    }
    Ok(load(cx, order).await?.0)
}

async fn ask_as(cx: &Cx, mut payment: Payment, claim: Claim) -> Result<Decided> {
    match asking::ask(cx, &mut payment, claim).await? {
        Asked::Charge(charge) => decide::apply(cx, &payment, &charge).await,
        Asked::Nobody(cause) => {
            tracing::warn!(order = %payment.order_id, %cause, "nobody could be asked for a payment; trying again");
            if claim == Claim::Sole {
                store::release_asking(cx.db.write(), payment.id, payment.asked_at).await?;
                store::look_at(cx.db.write(), payment.id, cx.clock.now() + ASK_AGAIN).await?;
            }
            Ok(Decided::Otherwise)
        }
        Asked::Unknown(cause) => {
            tracing::warn!(order = %payment.order_id, %cause, "payment is uncertain");
            metrics::counter!("floodgate_payments_uncertain_total", "provider" => payment.provider.clone())
                .increment(1);
            PAYMENT.advance(cx.db.write(), payment.id, PaymentStatus::Uncertain).await?;
            find_out(cx, &payment).await
        }
    }
}

/// Asks what became of the charge, and acts on it.
async fn look_up(cx: &Cx, payment: &Payment) -> Result<Decided> {
    let seat = cx.providers.seat(&payment.provider)?;
    match found(cx, seat, payment).await? {
        Some(charge) => decide::apply(cx, payment, &charge).await,
        None => Ok(Decided::Otherwise),
    }
}

/// The same; a provider that has no charge, or still waits for the customer, is told never to make one.
async fn find_out(cx: &Cx, payment: &Payment) -> Result<Decided> {
    // No provider has heard of it, and some would refuse to.
    if payment.is_of_nothing() {
        let never = Charge { reference: String::new(), state: ChargeState::Voided };
        return decide::apply(cx, payment, &never).await;
    }
    let seat = cx.providers.seat(&payment.provider)?;
    let charge = match found(cx, seat, payment).await? {
        Some(charge) if !matches!(charge.state, ChargeState::ActionRequired { .. }) => charge,
        other => {
            let mut request = payment.request();
            request.reference = request.reference.or(other.map(|charge| charge.reference));
            let call = seat.provider().void(cx, &request);
            seat.call(cx, cx.settings.payment_timeout, false, call).await.map_err(Error::unavailable)?
        }
    };
    decide::apply(cx, payment, &charge).await
}

async fn found(cx: &Cx, seat: &Seat, payment: &Payment) -> Result<Option<Charge>> {
    let request = payment.request();
    let call = seat.provider().look_up(cx, &request);
    seat.call(cx, cx.settings.payment_timeout, false, call).await.map_err(Error::unavailable)
}

/// An order's payment, and whether the order still waits for it.
async fn load(cx: &Cx, order: OrderId) -> Result<(Payment, bool)> {
    #[derive(FromQueryResult)]
    struct Row {
        status: OrderStatus,
    }
    let payment = store::latest_for_order(cx.db.write(), order).await?.ok_or_else(|| Error::not_found("payment"))?;
    let open = matches!(payment.state, PaymentStatus::Pending | PaymentStatus::ActionRequired);
    if !open {
        return Ok((payment, false));
    }
    let statement = sql(cx.db.write(), "SELECT status FROM orders WHERE id = $1", [order.0.into()]);
    let row = Row::find_by_statement(statement).one(cx.db.write()).await?;
    Ok((payment, row.is_some_and(|row| row.status == OrderStatus::Pending)))
}

/// Until when the customer may approve.
fn approval_ends(cx: &Cx, payment: &Payment) -> Millis {
    payment.created_at + millis(cx.settings.hold_time)
}

fn millis(duration: Duration) -> Millis {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(now: Millis, asked_at: Option<Millis>) -> Times {
        Times { now, created_at: 0, asked_at, given: 12_000, approval: 900_000 }
    }

    #[test]
    fn a_payment_is_asked_for_again_when_its_asker_died_and_given_up_before_a_minute_is_over() {
        let pending = |now, asked_at| next(PaymentStatus::Pending, true, at(now, asked_at));
        assert_eq!(pending(11_999, Some(0)), Next::Wait);
        assert_eq!(pending(12_000, Some(0)), Next::Ask(Claim::TakenOver));
        assert_eq!(pending(24_000, Some(12_000)), Next::Ask(Claim::TakenOver));
        assert_eq!(pending(36_000, Some(24_000)), Next::GiveUp);
        assert_eq!(pending(2_000, None), Next::Ask(Claim::Sole));
        assert_eq!(pending(30_000, None), Next::End);
    }

    #[test]
    fn an_order_that_was_called_off_is_not_asked_for() {
        for (state, asked_at) in [
            (PaymentStatus::Pending, Some(0)),
            (PaymentStatus::ActionRequired, Some(0)),
            (PaymentStatus::Uncertain, Some(0)),
        ] {
            assert_eq!(next(state, false, at(20_000, asked_at)), Next::GiveUp, "{state:?}");
        }
        assert_eq!(next(PaymentStatus::Pending, false, at(5_000, Some(0))), Next::Wait, "it may be charging");
        assert_eq!(next(PaymentStatus::Pending, false, at(5_000, None)), Next::End);
    }

    #[test]
    fn the_customer_has_time_to_approve() {
        assert_eq!(next(PaymentStatus::ActionRequired, true, at(899_999, Some(0))), Next::LookUp);
        assert_eq!(next(PaymentStatus::ActionRequired, true, at(900_000, Some(0))), Next::GiveUp);
    }

    #[test]
    fn what_is_decided_stays_so() {
        use PaymentStatus::{Captured, Declined, PartiallyRefunded, Refunded, Voided};
        for state in [Captured, Declined, Voided, PartiallyRefunded, Refunded] {
            assert_eq!(next(state, true, at(1_000_000, Some(0))), Next::Nothing, "{state:?}");
        }
    }
}
