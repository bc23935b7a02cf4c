//! What providers tell us without being asked. Stored first, acted on by a job: the provider gets its answer at once, and no news is
//! lost or acted on twice. An event is only a hint; the truth is looked up.

use serde::{Deserialize, Serialize};
use types::ErrorCode;
use uuid::Uuid;

use super::{decide, store};
use crate::{
    Cx, Error, Result,
    jobs::{self, Done, Job, When},
};

/// Takes in an event.
///
/// # Errors
/// `not_found` for a provider the shop does not work with, `unauthorized` for a bad signature, `bad_request` for what cannot be read.
pub async fn receive_event(cx: &Cx, provider: &str, signature: Option<&str>, body: &[u8]) -> Result<()> {
    let event = cx.providers.get(provider)?.read_event(signature, body)?;
    let text = String::from_utf8(body.to_vec())
        .map_err(|_| Error::new(ErrorCode::BadRequest, "The event is not UTF-8 text."))?;
    let (provider, now) = (provider.to_owned(), cx.clock.now());
    cx.db
        .transaction(|tx| {
            Box::pin(async move {
                if store::keep_event(tx, &provider, &event.id, &text, now).await? {
                    let job = HandleProviderEvent { provider, key: event.key };
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
    /// Our key of the charge.
    pub key: String,
}

impl Job for HandleProviderEvent {
    const KIND: &'static str = "payment.event";
    const PRIORITY: i64 = 10;
    const CONCURRENCY: usize = 8;

    async fn run(self, cx: &Cx) -> Result<Done> {
        let Ok(id) = self.key.parse::<Uuid>() else { return Ok(Done::Finished) };
        // An event about a charge that is not ours needs nothing done.
        let Some(payment) = store::by_id(cx.db.write(), id).await? else { return Ok(Done::Finished) };
        let provider = cx.providers.get(&self.provider)?;
        let found = tokio::time::timeout(cx.settings.payment_timeout, provider.look_up(cx, &self.key)).await;
        if let Some(charge) = found.map_err(Error::unavailable)?.map_err(Error::unavailable)? {
            decide::apply(cx, &payment, &charge).await?;
        }
        Ok(Done::Finished)
    }
}
