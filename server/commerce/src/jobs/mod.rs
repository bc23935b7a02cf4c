//! Work that must happen after a transaction, written down inside it. At least once; each job makes its effect happen once.
//!
//! A worker leases due jobs with one statement that serves both engines, runs each under its time-out, and acknowledges only what
//! it still holds. Failures come back with exponential backoff and full jitter; what keeps failing is parked where staff see it.

mod registry;
mod store;
#[cfg(test)]
mod tests;
mod worker;

use std::{future::Future, pin::Pin, time::Duration};

use sea_orm::ConnectionTrait;
use serde::{Serialize, de::DeserializeOwned};
use types::Millis;

pub use registry::JOBS;
pub(crate) use store::prune;
pub use store::{Backlog, backlog};
pub use worker::Worker;

use crate::{Cx, Result};

/// One kind of work. The fields of the implementing type are its payload.
pub trait Job: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Its name in the table; never changed once shipped.
    const KIND: &'static str;
    /// Lower runs first.
    const PRIORITY: i64 = 100;
    /// Tries before it is parked.
    const MAX_ATTEMPTS: i64 = 12;
    /// One run takes at most this long.
    const TIMEOUT: Duration = Duration::from_secs(30);

    /// Does the work. May run more than once, also after it has succeeded.
    fn run(self, cx: &Cx) -> impl Future<Output = Result<Done>> + Send;
}

/// How a run ended that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// Nothing is left to do.
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
    run: for<'a> fn(&'a Cx, serde_json::Value) -> RunFuture<'a>,
}

impl Definition {
    /// The definition of `J`.
    #[must_use]
    pub const fn of<J: Job>() -> Self {
        Self { kind: J::KIND, timeout: J::TIMEOUT, run: run::<J> }
    }
}

fn run<J: Job>(cx: &Cx, payload: serde_json::Value) -> RunFuture<'_> {
    Box::pin(async move {
        let job: J = serde_json::from_value(payload).map_err(crate::Error::internal)?;
        job.run(cx).await
    })
}

/// When and how often a job is written.
#[derive(Clone, Copy, Debug)]
pub struct When<'a> {
    /// Not before this moment.
    pub run_at: Millis,
    /// At most one job of this key, ever (until it is pruned).
    pub dedupe_key: Option<&'a str>,
}

/// A job about to be written.
pub struct NewJob(store::NewRow);

impl NewJob {
    /// `job`, to be run as `when` says.
    ///
    /// # Errors
    /// `internal` when its payload cannot be written.
    pub fn of<J: Job>(job: &J, when: When<'_>) -> Result<Self> {
        store::NewRow::of(job, when).map(Self)
    }
}

/// Writes a job down, in the transaction whose consequence it is. After the commit, `cx.job_written` may be notified to spare the
/// wait for the next poll.
///
/// # Errors
/// When the database does not answer.
pub async fn enqueue<J: Job>(connection: &impl ConnectionTrait, job: &J, when: When<'_>) -> Result<()> {
    enqueue_all(connection, &[NewJob::of(job, when)?]).await
}

/// Writes any number of jobs, of any kinds, with one statement; otherwise like [`enqueue`].
///
/// # Errors
/// When the database does not answer; then none was written.
pub async fn enqueue_all(connection: &impl ConnectionTrait, jobs: &[NewJob]) -> Result<()> {
    store::insert_all(connection, &jobs.iter().map(|job| &job.0).collect::<Vec<_>>()).await
}
