//! Asking for money: retries where nothing can have been charged, and another provider when the first certainly has not.

use std::time::Duration;

use backon::{ExponentialBuilder, Retryable};
use tokio::time::timeout;

use super::{
    Charge, ChargeState, ProviderError,
    router::Seat,
    store::{self, Payment},
};
use crate::{Cx, Result, orders};

/// Tries at a provider that fails before doing anything.
const RETRIES: usize = 3;

/// Who holds the right to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Claim {
    /// Nobody else was ever asking who may still be on the way to the provider.
    Sole,
    /// Somebody has asked and not come back: dead, or only slow.
    TakenOver,
}

/// What came of asking.
pub(super) enum Asked {
    /// The provider's word.
    Charge(Charge),
    /// It may or may not have charged.
    Unknown(ProviderError),
    /// Nobody was charged, and nobody else can be asked now.
    Nobody(ProviderError),
}

/// Asks the payment's provider, and the next one while it is certain that nobody has charged. `payment` names the provider asked
/// last. One key charges at most once at one provider; a provider is left only when it has charged nothing and never will:
///
/// - with a sole claim, its failing (or our not asking it) is enough: whoever asks has to have claimed the payment first, and from
///   then on finds the next provider in its row;
/// - with a claim taken over, whoever held it may yet reach the old provider, so that one is told never to charge, and has to answer.
pub(super) async fn ask(cx: &Cx, payment: &mut Payment, claim: Claim) -> Result<Asked> {
    // A code may have taken everything off: nobody is to be asked for nothing.
    if payment.is_of_nothing() {
        return Ok(Asked::Charge(Charge { reference: String::new(), state: ChargeState::Captured }));
    }
    let mut tried = Vec::new();
    loop {
        let seat = cx.providers.seat(&payment.provider)?;
        let cause = match charge(cx, seat, payment).await {
            Ok(charge) => return Ok(Asked::Charge(charge)),
            Err(cause) if !cause.is_certain() => return Ok(Asked::Unknown(cause)),
            Err(cause) => cause,
        };
        tried.push(seat.name());
        let Some(next) = cx.providers.alternative(&payment.token, &tried, cx.clock.now()) else {
            return Ok(Asked::Nobody(cause));
        };
        if claim == Claim::TakenOver {
            match bar(cx, seat, payment).await {
                Ok(ChargeState::Voided) => {}
                // It had come to something after all.
                Ok(_) => return Ok(Asked::Unknown(cause)),
                Err(cause) => return Ok(Asked::Nobody(cause)),
            }
        }
        if !fail_over(cx, payment, next.name(), &cause).await? {
            return Ok(Asked::Nobody(cause));
        }
    }
}

/// One charge within the time-out. A provider that fails before doing anything is asked again under the same key, as far as its
/// budget goes.
async fn charge(cx: &Cx, seat: &Seat, payment: &Payment) -> Result<Charge, ProviderError> {
    let request = payment.request();
    let limit = cx.settings.payment_timeout;
    let scripted = seat.provider().is_scripted(&request.token);
    let backoff =
        ExponentialBuilder::default().with_min_delay(Duration::from_millis(100)).with_max_times(RETRIES).with_jitter();
    seat.earn_retries();
    let attempts = (|| seat.call(cx, limit, scripted, seat.provider().charge(cx, &request)))
        .retry(backoff)
        .when(|error| matches!(error, ProviderError::Failed(_)) && (scripted || seat.spend_retry()));
    timeout(limit, attempts).await.unwrap_or_else(|_| Err(ProviderError::Silent("timed out".into())))
}

async fn bar(cx: &Cx, seat: &Seat, payment: &Payment) -> Result<ChargeState, ProviderError> {
    let request = payment.request();
    let call = seat.provider().void(cx, &request);
    Ok(seat.call(cx, cx.settings.payment_timeout, false, call).await?.state)
}

/// Moves the payment to another provider, where webhooks and the reconciler then look. False when it was no longer ours to move.
async fn fail_over(cx: &Cx, payment: &mut Payment, to: &'static str, cause: &ProviderError) -> Result<bool> {
    let now = cx.clock.now();
    let (id, order, asked_at, from) = (payment.id, payment.order_id, payment.asked_at, payment.provider.clone());
    let moved = cx
        .db
        .transaction(|tx| {
            Box::pin(async move {
                if !store::move_to(tx, id, &from, to, asked_at, now).await? {
                    return Ok(false);
                }
                let message = format!("The payment provider {from} could not be asked; trying {to}");
                orders::record(tx, order, &message, "shop", now).await?;
                Ok(true)
            })
        })
        .await?;
    if moved {
        tracing::warn!(order = %payment.order_id, from = payment.provider, to, %cause, "payment fails over");
        metrics::counter!("floodgate_payment_failovers_total", "from" => payment.provider.clone(), "to" => to)
            .increment(1);
        payment.provider = to.to_owned();
        payment.asked_at = Some(now);
    }
    Ok(moved)
}
