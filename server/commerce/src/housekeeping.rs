//! Removing what nobody needs any more.

use serde::{Deserialize, Serialize};
use types::Millis;

use crate::{
    Cx, Result, cart, checkout,
    jobs::{self, Done, Job, When},
    sessions,
};

const DAY: Millis = 24 * 60 * 60 * 1000;
const JOBS_KEPT: Millis = 7 * DAY;
const CARTS_KEPT: Millis = 60 * DAY;
const EVERY: Millis = 60 * 60 * 1000;

/// Removes expired sessions and keys, finished jobs and abandoned carts, and writes itself down for the next hour.
#[derive(Debug, Serialize, Deserialize)]
pub struct Prune {}

impl Job for Prune {
    const KIND: &'static str = "prune";
    const PRIORITY: i64 = 900;

    async fn run(self, cx: &Cx) -> Result<Done> {
        let now = cx.clock.now();
        sessions::prune(cx).await?;
        checkout::prune_idempotency_keys(cx).await?;
        cart::prune(cx.db.write(), now - CARTS_KEPT).await?;
        jobs::prune(cx.db.write(), now - JOBS_KEPT).await?;
        Ok(Done::Again(now + EVERY))
    }
}

impl Prune {
    /// Makes sure that it runs; called by every worker at its start.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn schedule(cx: &Cx) -> Result<()> {
        let when = When { run_at: cx.clock.now() + EVERY, dedupe_key: Some(Self::KIND) };
        jobs::enqueue(cx.db.write(), &Self {}, when).await
    }
}
