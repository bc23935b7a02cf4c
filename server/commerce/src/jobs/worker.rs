//! The loop that leases jobs and runs them.

use std::{sync::Arc, time::Duration};

use rand::Rng;
use tokio::{sync::Semaphore, task::JoinSet, time::timeout};
use tokio_util::sync::CancellationToken;
use types::Millis;

use super::{
    Done, JOBS,
    store::{self, End, Leased},
};
use crate::{Cx, Error, Result, Services, housekeeping::Prune, payments::ReconcilePayments};

/// Jobs run at a time in one process.
const CONCURRENCY: usize = 8;
/// Longer than any job's own time-out, so that a lease lost means its worker is gone.
const LEASE: Duration = Duration::from_secs(90);
/// A job written by another process is found within this.
const POLL: Duration = Duration::from_millis(500);
/// First wait after a failure; doubles with every further one.
const BACKOFF_BASE: Millis = 500;
const BACKOFF_MOST: Millis = 10 * 60 * 1000;

/// One worker.
pub struct Worker {
    cx: Cx,
    name: String,
}

impl Worker {
    /// A worker with a name of its own.
    #[must_use]
    pub fn new(services: Arc<Services>) -> Self {
        Self { cx: Cx::system(services), name: format!("{}-{}", std::process::id(), uuid::Uuid::now_v7()) }
    }

    /// Works until `stop`, then finishes what it has begun.
    pub async fn run(self, stop: CancellationToken) {
        if let Err(error) = self.schedule().await {
            tracing::warn!(cause = error.source_chain(), "recurring jobs could not be scheduled");
        }
        let (worker, slots, mut running) = (Arc::new(self), Arc::new(Semaphore::new(CONCURRENCY)), JoinSet::new());
        while !stop.is_cancelled() {
            let free = slots.available_permits();
            let jobs = if free == 0 { Vec::new() } else { worker.lease(free).await };
            let idle = jobs.is_empty();
            for job in jobs {
                let (worker, slots) = (Arc::clone(&worker), Arc::clone(&slots));
                running.spawn(async move {
                    let _slot = slots.acquire().await;
                    worker.work(job).await;
                });
            }
            while running.try_join_next().is_some() {}
            if idle {
                worker.wait(&stop).await;
            }
        }
        while running.join_next().await.is_some() {}
    }

    /// Runs all jobs that are due now, and those they write, one after the other. For tests and the command line.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn run_due(&self) -> Result<usize> {
        let mut count = 0;
        loop {
            let jobs = self.try_lease(1).await?;
            if jobs.is_empty() {
                return Ok(count);
            }
            for job in jobs {
                self.work(job).await;
                count += 1;
            }
        }
    }

    /// Makes sure that what recurs is written down.
    async fn schedule(&self) -> Result<()> {
        Prune::schedule(&self.cx).await?;
        ReconcilePayments::schedule(&self.cx).await
    }

    /// Milliseconds until something is due, as far as this process can know.
    async fn wait(&self, stop: &CancellationToken) {
        let due = store::next_due(&self.cx.db).await.ok().flatten();
        let until = due.map_or(POLL, |at| Duration::from_millis((at - self.cx.clock.now()).max(1).unsigned_abs()));
        tokio::select! {
            () = tokio::time::sleep(until.min(POLL)) => {}
            () = self.cx.job_written.notified() => {}
            () = stop.cancelled() => {}
        }
    }

    async fn lease(&self, most: usize) -> Vec<Leased> {
        match self.try_lease(most).await {
            Ok(jobs) => jobs,
            Err(error) => {
                tracing::warn!(cause = error.source_chain(), "no jobs could be leased; trying again");
                Vec::new()
            }
        }
    }

    async fn try_lease(&self, most: usize) -> Result<Vec<Leased>> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        store::lease(&self.cx.db, &self.name, self.cx.clock.now(), LEASE, most).await
    }

    async fn work(&self, job: Leased) {
        let started = std::time::Instant::now();
        let outcome = self.run_one(&job).await;
        let now = self.cx.clock.now();
        let message = outcome.as_ref().err().map(describe).unwrap_or_default();
        let (end, label) = match &outcome {
            Ok(Done::Finished) => (End::Done, "done"),
            Ok(Done::Again(run_at)) => (End::Again { run_at: *run_at }, "again"),
            Err(_) if job.attempts >= job.max_attempts => (End::Parked { error: &message }, "parked"),
            Err(_) => (End::Retry { run_at: now + backoff(job.attempts), error: &message }, "retry"),
        };
        let kind = job.kind.clone();
        metrics::counter!("floodgate_jobs_total", "kind" => kind.clone(), "outcome" => label).increment(1);
        metrics::histogram!("floodgate_job_seconds", "kind" => kind).record(started.elapsed().as_secs_f64());
        match label {
            "parked" => tracing::error!(job = %job.id, kind = job.kind, cause = message, "job gave up and is parked"),
            "retry" => tracing::warn!(job = %job.id, kind = job.kind, cause = message, "job failed; it will run again"),
            _ => tracing::debug!(job = %job.id, kind = job.kind, label, "job ran"),
        }
        match store::end(&self.cx.db, &self.name, &job, end, now).await {
            Ok(true) => {}
            Ok(false) => tracing::warn!(job = %job.id, kind = job.kind, "lease was lost; another worker has the job"),
            // The lease runs out and the job runs again: at least once.
            Err(error) => tracing::warn!(job = %job.id, cause = error.source_chain(), "job could not be acknowledged"),
        }
    }

    async fn run_one(&self, job: &Leased) -> Result<Done> {
        let Some(definition) = JOBS.iter().find(|definition| definition.kind == job.kind) else {
            return Err(Error::internal(anyhow::anyhow!("no such kind of job in this build: {}", job.kind)));
        };
        let mut cx = self.cx.clone();
        cx.request_id = job.id.to_string();
        let payload = job.payload.clone();
        // In a task of its own: a panic ends the job's try, not the worker.
        let run = tokio::spawn(async move { timeout(definition.timeout, (definition.run)(&cx, payload)).await });
        match run.await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_)) => Err(Error::internal(anyhow::anyhow!("timed out"))),
            Err(panic) => Err(Error::internal(panic)),
        }
    }
}

fn describe(error: &Error) -> String {
    match error.source_chain() {
        chain if chain.is_empty() => error.to_string(),
        chain => chain,
    }
}

/// Exponential with full jitter: failures that came together do not come back together.
fn backoff(attempts: i64) -> Millis {
    let exponent = u32::try_from(attempts.clamp(1, 20) - 1).unwrap_or_default();
    let most = BACKOFF_BASE.saturating_mul(2_i64.pow(exponent)).min(BACKOFF_MOST);
    rand::rng().random_range(most / 4..=most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_stay_bounded() {
        for attempts in 1..100 {
            let wait = backoff(attempts);
            assert!((BACKOFF_BASE / 4..=BACKOFF_MOST).contains(&wait), "{attempts}: {wait}");
        }
        assert!(backoff(12) > BACKOFF_BASE);
    }

    #[test]
    fn kinds_are_unique() {
        let mut kinds: Vec<_> = JOBS.iter().map(|definition| definition.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        assert_eq!(kinds.len(), JOBS.len());
    }
}
