//! Work that must happen after a transaction, written down inside it. At least once; each job makes its effect happen once.
//!
//! A worker leases due jobs kind by kind, many with one statement, runs each under its time-out, and writes down together what ended
//! together. While a job runs its lease is extended, so a lease is short and a job may be long; when a worker dies its jobs are ready
//! again as soon as their leases are over, and a worker that comes back late has no say. A kind runs on slots of its own and cannot
//! hold up another. Failures come back with exponential backoff and full jitter; what keeps failing is parked where staff see it.

mod ending;
mod lane;
mod lease;
mod outbox;
mod parked;
mod registry;
mod schedule;
mod shift;
#[cfg(test)]
mod tests;
mod watch;
mod worker;

use std::{future::Future, pin::Pin, time::Duration};

use serde::{Serialize, de::DeserializeOwned};
use types::Millis;

pub(crate) use outbox::enqueue_into;
pub use outbox::{NewJob, When, enqueue, enqueue_all};
pub use parked::{JobFilter, discard, list, requeue, requeue_kind};
pub(crate) use parked::{park_unknown, prune};
pub use registry::JOBS;
pub use schedule::{Recurring, SCHEDULE};
pub use watch::{Depth, depths, parked};
pub use worker::Worker;

use crate::{Cx, Result, pressure::Level};

/// From this level on work that has patience is put off.
const PRESSURE: Level = Level::new(2);

/// The patience of work that nobody waits for at a screen.
pub(crate) const UNWATCHED: Duration = Duration::from_secs(300);

/// One kind of work. The fields of the implementing type are its payload.
pub trait Job: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Its name in the table; never changed once shipped.
    const KIND: &'static str;
    /// Lower is begun first, when several kinds are due.
    const PRIORITY: i64 = 100;
    /// Tries before it is parked.
    const MAX_ATTEMPTS: i64 = 12;
    /// One run takes at most this long. May be longer than a lease.
    const TIMEOUT: Duration = Duration::from_secs(30);
    /// Jobs of this kind that one worker runs at a time.
    const CONCURRENCY: usize = 4;
    /// One at a time over all workers.
    const EXCLUSIVE: bool = false;
    /// Under pressure jobs of this kind are put off, for so long at most: whoever is buying at that moment comes first.
    const PATIENCE: Duration = Duration::ZERO;

    /// Does the work. May run more than once, also after it has succeeded.
    fn run(self, cx: &Cx) -> impl Future<Output = Result<Done>> + Send;
}

/// How a run ended that did not fail.
#[must_use = "a run that wants to be looked at again is lost"]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// Nothing is left to do; a recurring job waits for its next time.
    Finished,
    /// Not yet: look again then. Does not count as a try.
    Again(Millis),
}

type RunFuture<'a> = Pin<Box<dyn Future<Output = Result<Done>> + Send + 'a>>;

/// A kind of work as the worker knows it: its type is forgotten, its name and limits are kept.
pub struct Definition {
    /// Name in the table.
    pub kind: &'static str,
    timeout: Duration,
    concurrency: usize,
    exclusive: bool,
    patience: Duration,
    run: for<'a> fn(&'a Cx, serde_json::Value) -> RunFuture<'a>,
}

impl Definition {
    /// The definition of `J`.
    #[must_use]
    pub const fn of<J: Job>() -> Self {
        Self {
            kind: J::KIND,
            timeout: J::TIMEOUT,
            concurrency: if J::EXCLUSIVE { 1 } else { J::CONCURRENCY },
            exclusive: J::EXCLUSIVE,
            patience: J::PATIENCE,
            run: run::<J>,
        }
    }
}

fn run<J: Job>(cx: &Cx, payload: serde_json::Value) -> RunFuture<'_> {
    Box::pin(async move {
        let job: J = serde_json::from_value(payload).map_err(crate::Error::internal)?;
        job.run(cx).await
    })
}

/// A duration in the unit of the shop's clock.
fn millis(duration: Duration) -> Millis {
    Millis::try_from(duration.as_millis()).unwrap_or(Millis::MAX)
}
