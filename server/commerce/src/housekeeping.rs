//! Removing what nobody needs any more.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use types::Millis;

use crate::{
    Cx, Result, attempts, cart, checkout, customers, feedback, inventory,
    jobs::{self, Done, Job, UNWATCHED},
    restock, sessions, wishlist,
};

const DAY: Millis = 24 * 60 * 60 * 1000;
const DONE_JOBS_KEPT: Millis = 7 * DAY;
const PARKED_JOBS_KEPT: Millis = 90 * DAY;
/// A release may bring kinds that the workers of the one before do not know; a day later all should be of one release.
const UNKNOWN_JOBS_WAIT: Millis = DAY;
const CARTS_KEPT: Millis = 60 * DAY;
const ENDED_HOLDS_KEPT: Millis = 7 * DAY;
/// Longer than the cookie that names a guest's.
const WISHLISTS_KEPT: Millis = 190 * DAY;
/// Who has waited so long for something does not want it any more.
const RESTOCK_REQUESTS_KEPT: Millis = 180 * DAY;
/// What was answered longer ago says little of the shop of today.
const FEEDBACK_KEPT: Millis = 365 * DAY;

/// Removes expired sessions and keys, jobs that ended long ago, abandoned carts and wishlists, wishes nobody could fulfil, and answers to
/// the shop's questions after a year. Recurs: see [`jobs::SCHEDULE`].
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Prune {}

impl Job for Prune {
    const KIND: &'static str = "prune";
    const PRIORITY: i64 = 900;
    const PATIENCE: Duration = UNWATCHED;

    async fn run(self, cx: &Cx) -> Result<Done> {
        let now = cx.clock.now();
        let db = cx.db.write();
        sessions::prune(cx).await?;
        checkout::prune_idempotency_keys(cx).await?;
        attempts::prune(db, now).await?;
        customers::prune_links(db, now).await?;
        cart::prune(db, now - CARTS_KEPT).await?;
        inventory::prune(db, now - ENDED_HOLDS_KEPT).await?;
        feedback::prune(db, now - FEEDBACK_KEPT).await?;
        wishlist::prune(db, now - WISHLISTS_KEPT).await?;
        let before = now - RESTOCK_REQUESTS_KEPT;
        cx.db.transaction(|tx| Box::pin(async move { restock::prune(tx, before, now).await })).await?;
        jobs::park_unknown(db, now - UNKNOWN_JOBS_WAIT, now).await?;
        // A bounded number at a time: after a busy week there are many.
        let more = jobs::prune(db, now - DONE_JOBS_KEPT, now - PARKED_JOBS_KEPT).await?;
        Ok(if more { Done::Again(now) } else { Done::Finished })
    }
}
