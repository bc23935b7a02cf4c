//! What providers tell us without being asked. Stored first, acted on by a job: the provider gets its answer at once, and no news is
//! lost or acted on twice. An event is only a hint; the truth is looked up.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{ChargeRequest, ChargeState, decide, store};
use crate::{
    Cx, Error, Result,
    jobs::{self, Done, Job, When},
};

/// The header in which a provider's events come signed.
///
/// # Errors
/// `not_found` for a provider the shop does not work with.
pub fn signature_header(cx: &Cx, provider: &str) -> Result<&'static str> {
    Ok(cx.providers.seat(provider)?.provider().signature_header())
}

/// Takes in an event. What is kept of it is its id, so that it counts once, and what it is about: real providers write more about
/// cards into their events than a shop should keep.
///
/// # Errors
/// `not_found` for a provider the shop does not work with, `unauthorized` for a bad signature, `bad_request` for what cannot be read.
pub async fn receive_event(cx: &Cx, provider: &str, signature: Option<&str>, body: &[u8]) -> Result<()> {
    let now = cx.clock.now();
    let event = cx.providers.seat(provider)?.provider().read_event(now, signature, body)?;
    let job = HandleProviderEvent { provider: provider.to_owned(), key: event.key, reference: event.reference };
    cx.db
        .transaction(|tx| {
            Box::pin(async move {
                let kept = serde_json::to_string(&job).map_err(Error::internal)?;
                if store::keep_event(tx, &job.provider, &event.id, &kept, now).await? && !job.key.is_empty() {
                    jobs::enqueue(tx, &job, When { run_at: now, dedupe_key: None }).await?;
                }
                Ok(())
            })
        })
        .await?;
    cx.job_written.notify_one();
    Ok(())
}

/// Looks up what an event was about.
#[derive(Debug, Serialize, Deserialize)]
pub struct HandleProviderEvent {
    /// Who told us.
    pub provider: String,
    /// Our key of the charge; with a provider's name and a colon before it when another than the teller made it.
    pub key: String,
    /// The provider's name for the charge.
    #[serde(default)]
    pub reference: Option<String>,
}

impl Job for HandleProviderEvent {
    const KIND: &'static str = "payment.event";
    const PRIORITY: i64 = 10;
    const CONCURRENCY: usize = 8;

    async fn run(self, cx: &Cx) -> Result<Done> {
        let (maker, key) = self.key.split_once(':').unwrap_or((&self.provider, &self.key));
        let Ok(id) = key.parse::<Uuid>() else { return Ok(Done::Finished) };
        // An event about a charge that is not ours needs nothing done.
        let Some(payment) = store::by_id(cx.db.write(), id).await? else { return Ok(Done::Finished) };
        let mut request = payment.request();
        if payment.provider != maker {
            return stray(cx, maker, &ChargeRequest { reference: self.reference, ..request }).await;
        }
        request.reference = request.reference.or(self.reference);
        let seat = cx.providers.seat(maker)?;
        let found = seat.call(cx, cx.settings.payment_timeout, false, seat.provider().look_up(cx, &request)).await;
        if let Some(charge) = found.map_err(Error::unavailable)? {
            decide::apply(cx, &payment, &charge).await?;
        }
        Ok(Done::Finished)
    }
}

/// A charge at a provider the payment has left. It was told never to charge; should it have done so all the same, the money goes back.
async fn stray(cx: &Cx, maker: &str, request: &ChargeRequest) -> Result<Done> {
    let seat = cx.providers.seat(maker)?;
    let limit = cx.settings.payment_timeout;
    let charge = seat.call(cx, limit, false, seat.provider().void(cx, request)).await.map_err(Error::unavailable)?;
    if charge.state == ChargeState::Captured {
        tracing::error!(provider = maker, key = request.key, "a provider charged that had been left; paying back");
        let request = ChargeRequest { reference: Some(charge.reference), ..request.clone() };
        let refund_key = format!("stray:{}", request.key);
        let refund = seat.provider().refund(cx, &request, &refund_key, request.amount);
        seat.call(cx, limit, false, refund).await.map_err(Error::unavailable)?;
    }
    Ok(Done::Finished)
}
