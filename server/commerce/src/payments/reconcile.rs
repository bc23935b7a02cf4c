//! The reconciler: sees payments through when nobody else does. One job for the whole shop looks for what is due, instead of one
//! with every order: placing an order writes less, and what has to be looked at is a column of the payment itself.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::{task::JoinSet, time::timeout};
use types::Millis;

use super::{settle, store};
use crate::{
    Cx, Result,
    jobs::{self, Done, Job, When},
};

/// Payments looked at a time in one process.
pub(super) const AT_ONCE: usize = 8;
/// Payments leased at a time.
const LEASED: usize = 32;
/// A round waits at most this long for its payments; slow ones go on beside the next round.
const ROUND: Duration = Duration::from_secs(5);
/// Nobody else looks at a leased payment for this long, in milliseconds; then whoever leased it is taken to have died.
const LEASE: Millis = 15_000;

/// Looks for payments that are due and takes their next step. Recurs, see [`crate::jobs::SCHEDULE`]; a round that fails is followed by
/// the next.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct ReconcilePayments {}

impl Job for ReconcilePayments {
    const KIND: &'static str = "payment.reconcile";
    const PRIORITY: i64 = 10;
    const TIMEOUT: Duration = Duration::from_secs(15);

    async fn run(self, cx: &Cx) -> Result<Done> {
        let full = match round(cx).await {
            Ok(full) => full,
            Err(error) => {
                tracing::warn!(cause = error.source_chain(), "no payments could be leased; trying again");
                false
            }
        };
        Ok(if full { Done::Again(cx.clock.now()) } else { Done::Finished })
    }
}

impl ReconcilePayments {
    /// Writes it down to run at once, where it is not written down yet.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn schedule(cx: &Cx) -> Result<()> {
        let when = When { run_at: cx.clock.now(), dedupe_key: Some(Self::KIND) };
        jobs::enqueue(cx.db.write(), &Self {}, when).await
    }
}

/// One round. True when there may be more to do at once.
async fn round(cx: &Cx) -> Result<bool> {
    let now = cx.clock.now();
    let free = cx.providers.looks.available_permits();
    if free == 0 {
        return Ok(false);
    }
    let most = if free == AT_ONCE { LEASED } else { free };
    let due = store::lease_due(cx.db.write(), now, now + LEASE, i64::try_from(most).unwrap_or(i64::MAX)).await?;
    let full = due.len() == most;
    let mut looks = JoinSet::new();
    for order in due {
        let cx = cx.clone();
        looks.spawn(async move {
            let Ok(_slot) = cx.providers.looks.acquire().await else { return };
            if let Err(error) = settle::look(&cx, order).await {
                tracing::warn!(%order, cause = error.source_chain(), "payment is not settled yet");
            }
        });
    }
    let all = async { while looks.join_next().await.is_some() {} };
    let in_time = timeout(ROUND, all).await.is_ok();
    looks.detach_all();
    Ok(full && in_time)
}
