//! Asking the provider, and finding out when it does not say.

use std::time::Duration;

use backon::{ExponentialBuilder, Retryable};
use serde::{Deserialize, Serialize};
use tokio::time::timeout;
use types::{Millis, OrderId, order::PaymentStatus};

use super::{
    Charge, ChargeRequest, PAYMENT, Provider, ProviderError, decide,
    store::{self, Payment},
};
use crate::{
    Cx, Error, Result,
    jobs::{Done, Job},
};

/// Whoever has claimed to ask the provider and has not come back this long after the time-out is taken to have died.
const GRACE: Duration = Duration::from_secs(2);
/// How often the reconciler looks at a payment that is not settled yet.
const LOOK_AGAIN: Duration = Duration::from_secs(3);
/// Tries at a provider that fails before doing anything.
const RETRIES: usize = 3;

/// The reconciler: sees a payment through when nobody else does. Written with every order.
#[derive(Debug, Serialize, Deserialize)]
pub struct SettlePayment {
    /// Whose payment.
    pub order_id: OrderId,
}

impl Job for SettlePayment {
    const KIND: &'static str = "payment.settle";
    const PRIORITY: i64 = 10;
    const MAX_ATTEMPTS: i64 = 40;
    const CONCURRENCY: usize = 8;

    async fn run(self, cx: &Cx) -> Result<Done> {
        settle(cx, self.order_id).await?;
        let payment = load(cx, self.order_id).await?;
        let now = cx.clock.now();
        Ok(match payment.state {
            PaymentStatus::ActionRequired => Done::Again(approval_ends(cx, &payment).max(now + millis(LOOK_AGAIN))),
            PaymentStatus::Pending | PaymentStatus::Uncertain => Done::Again(now + millis(LOOK_AGAIN)),
            _ => Done::Finished,
        })
    }
}

/// When the reconciler first looks at an order's payment: when whoever placed it should long have settled it.
pub(crate) fn first_look(cx: &Cx) -> Millis {
    cx.clock.now() + millis(cx.settings.payment_timeout + GRACE)
}

/// Takes the next step with an order's payment, whatever it is: ask, look up, give up, or nothing.
///
/// # Errors
/// `unavailable` when the provider cannot be reached to find out; the reconciler tries again.
pub async fn settle(cx: &Cx, order: OrderId) -> Result<()> {
    let payment = load(cx, order).await?;
    let now = cx.clock.now();
    match payment.state {
        PaymentStatus::Pending if store::claim_asking(cx.db.write(), payment.id, now).await? => ask(cx, &payment).await,
        PaymentStatus::Pending
            if now < payment.asked_at.unwrap_or(now) + millis(cx.settings.payment_timeout + GRACE) =>
        {
            Ok(())
        }
        PaymentStatus::ActionRequired if now < approval_ends(cx, &payment) => find_out(cx, &payment, GiveUp::No).await,
        PaymentStatus::Pending | PaymentStatus::Uncertain | PaymentStatus::ActionRequired => {
            find_out(cx, &payment, GiveUp::Yes).await
        }
        _ => Ok(()),
    }
}

/// Asks the provider for the first time.
async fn ask(cx: &Cx, payment: &Payment) -> Result<()> {
    let provider = cx.providers.get(&payment.provider)?;
    let request = ChargeRequest {
        key: payment.key(),
        token: payment.token.clone(),
        amount: payment.amount,
        description: payment.order_id.to_string(),
    };
    match charge(cx, provider, &request).await {
        Ok(charge) => decide::apply(cx, payment, &charge).await,
        Err(cause) => {
            tracing::warn!(order = %payment.order_id, %cause, "payment is uncertain");
            metrics::counter!("floodgate_payments_uncertain_total", "provider" => provider.name()).increment(1);
            PAYMENT.advance(cx.db.write(), payment.id, PaymentStatus::Uncertain).await?;
            find_out(cx, payment, GiveUp::Yes).await
        }
    }
}

/// One charge within the time-out. A provider that fails before doing anything is asked again under the same key.
async fn charge(cx: &Cx, provider: &dyn Provider, request: &ChargeRequest) -> Result<Charge, ProviderError> {
    let backoff =
        ExponentialBuilder::default().with_min_delay(Duration::from_millis(100)).with_max_times(RETRIES).with_jitter();
    let attempts =
        (|| provider.charge(cx, request)).retry(backoff).when(|error| matches!(error, ProviderError::Failed(_)));
    match timeout(cx.settings.payment_timeout, attempts).await {
        Ok(outcome) => outcome,
        Err(_) => Err(ProviderError::Silent("timed out".into())),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum GiveUp {
    Yes,
    No,
}

/// Asks what became of the charge. When the provider has none and we give up, it is told to never make one.
async fn find_out(cx: &Cx, payment: &Payment, give_up: GiveUp) -> Result<()> {
    let provider = cx.providers.get(&payment.provider)?;
    let key = payment.key();
    let found = within(cx, provider.look_up(cx, &key)).await?;
    let charge = match found {
        Some(charge) if give_up == GiveUp::No || !is_open(&charge) => charge,
        None if give_up == GiveUp::No => return Ok(()),
        _ => within(cx, provider.void(cx, &key)).await?,
    };
    decide::apply(cx, payment, &charge).await
}

fn is_open(charge: &Charge) -> bool {
    matches!(charge.state, super::ChargeState::ActionRequired { .. })
}

async fn within<T>(cx: &Cx, call: impl Future<Output = Result<T, ProviderError>>) -> Result<T> {
    match timeout(cx.settings.payment_timeout, call).await {
        Ok(answer) => answer.map_err(Error::unavailable),
        Err(elapsed) => Err(Error::unavailable(elapsed)),
    }
}

async fn load(cx: &Cx, order: OrderId) -> Result<Payment> {
    store::latest_for_order(cx.db.write(), order).await?.ok_or_else(|| Error::not_found("payment"))
}

/// Until when the customer may approve.
fn approval_ends(cx: &Cx, payment: &Payment) -> Millis {
    payment.created_at + millis(cx.settings.hold_time)
}

fn millis(duration: Duration) -> Millis {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
