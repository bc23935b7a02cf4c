//! Someone who runs jobs.

use std::{sync::Arc, time::Duration};

use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use super::{
    Definition, Done, JOBS, Recurring, SCHEDULE,
    ending::End,
    lane::Task,
    lease::{self, Leased, Tenant},
    schedule,
    shift::Shift,
};
use crate::{Cx, Error, Result, Services};

/// One worker. As many as you like, in as many processes and on as many machines.
pub struct Worker {
    pub(super) cx: Cx,
    pub(super) tenant: Tenant,
    pub(super) kinds: &'static [Definition],
    schedule: &'static [Recurring],
}

impl Worker {
    /// A worker with a name of its own.
    #[must_use]
    pub fn new(services: Arc<Services>) -> Self {
        Self::knowing(services, JOBS, SCHEDULE)
    }

    /// One that knows these kinds and no others.
    pub(super) fn knowing(
        services: Arc<Services>,
        kinds: &'static [Definition],
        schedule: &'static [Recurring],
    ) -> Self {
        let tenant = Tenant::new(&services.db, kinds);
        Self { cx: Cx::system(services), tenant, kinds, schedule }
    }

    /// Works until `stop`, gives back what it has not begun, and finishes the rest.
    pub async fn run(self, stop: CancellationToken) {
        if let Err(error) = schedule::ensure(&self.cx, self.schedule).await {
            tracing::warn!(cause = error.source_chain(), "recurring jobs could not be written down");
        }
        Shift::new(Arc::new(self)).run(&stop).await;
    }

    /// Runs all jobs that are due now, and those they write, one after the other. For tests and the command line.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn run_due(&self) -> Result<usize> {
        let (db, mut count) = (&self.cx.db, 0);
        lease::take_back(db, self.cx.clock.now()).await?;
        let room = vec![1; self.kinds.len()];
        loop {
            let jobs = self.tenant.lease(db, &room, 1, self.cx.clock.now(), self.lease_time()).await?;
            let Some(job) = jobs.into_iter().next() else { return Ok(count) };
            count += 1;
            let task = Task { job: job.clone(), lost: CancellationToken::new() };
            if let Some(end) = self.work(&task).await {
                lease::end(db, &[(job, end)], self.cx.clock.now()).await?;
            }
        }
    }

    /// How long a lease lasts that nobody extends.
    pub(super) fn lease_time(&self) -> Duration {
        self.cx.settings.job_lease
    }

    /// Runs a job and says how its lease ends; not when the lease was lost meanwhile.
    pub(super) async fn work(&self, task: &Task) -> Option<End> {
        let job = &task.job;
        let started = std::time::Instant::now();
        let Some(outcome) = self.run_one(job, &task.lost).await else {
            tracing::warn!(job = %job.id, kind = job.kind, "lease was lost; another worker has the job");
            return None;
        };
        let recurring = schedule::of(self.schedule, &job.kind);
        let end = End::of(job, &outcome, recurring, self.cx.clock.now());
        let kind = job.kind.clone();
        metrics::counter!("floodgate_jobs_total", "kind" => kind.clone(), "outcome" => end.label()).increment(1);
        metrics::histogram!("floodgate_job_seconds", "kind" => kind).record(started.elapsed().as_secs_f64());
        end.tell(job);
        Some(end)
    }

    async fn run_one(&self, job: &Leased, lost: &CancellationToken) -> Option<Result<Done>> {
        let Some(definition) = self.kinds.iter().find(|definition| definition.kind == job.kind) else {
            return Some(Err(Error::internal(anyhow::anyhow!("no such kind of job in this build: {}", job.kind))));
        };
        let mut cx = self.cx.clone();
        cx.request_id = job.id.to_string();
        let (payload, lost) = (job.payload.clone(), lost.clone());
        // In a task of its own: a panic ends the job's try, not the worker.
        let run = tokio::spawn(async move {
            lost.run_until_cancelled(timeout(definition.timeout, (definition.run)(&cx, payload))).await
        });
        match run.await {
            Ok(None) => None,
            Ok(Some(Ok(outcome))) => Some(outcome),
            Ok(Some(Err(_))) => Some(Err(Error::internal(anyhow::anyhow!("timed out")))),
            Err(panic) => Some(Err(Error::internal(panic))),
        }
    }
}
