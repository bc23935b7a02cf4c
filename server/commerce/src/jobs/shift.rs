//! A worker at work: the loop that leases, runs, extends and ends. Everything about leases is said by this one task, one statement
//! after the other, so that a worker never waits for itself in the database.

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{
    PRESSURE, Worker,
    ending::End,
    lane::{Lane, Task},
    lease::{self, Leased},
};

/// A job written by another process is found within this.
const POLL: Duration = Duration::from_millis(500);
/// What others seem to have in hand is asked for again after this.
const ASK_AGAIN: Duration = Duration::from_millis(100);
/// Between two rounds, so that what comes together is written together.
const GATHER: Duration = Duration::from_millis(5);
/// Jobs leased with one statement at most.
const MOST: usize = 512;

/// How a job ended; none when its lease had been lost.
type Ended = (Leased, Option<End>);

/// What a worker has in hand.
pub(super) struct Shift {
    worker: Arc<Worker>,
    lanes: Vec<Arc<Lane>>,
    held: HashMap<Uuid, Held>,
    ended: Vec<(Leased, End)>,
    to_here: UnboundedSender<Ended>,
    from_slots: UnboundedReceiver<Ended>,
    looked_after: Option<Instant>,
    /// Since when the shop has been under pressure.
    pressed_since: Option<Instant>,
}

struct Held {
    job: Leased,
    lost: CancellationToken,
    since: Instant,
}

impl Shift {
    pub fn new(worker: Arc<Worker>) -> Self {
        let lanes = worker.kinds.iter().map(|definition| Arc::new(Lane::new(definition))).collect();
        let (to_here, from_slots) = unbounded_channel();
        let (held, ended) = (HashMap::new(), Vec::new());
        Self { worker, lanes, held, ended, to_here, from_slots, looked_after: None, pressed_since: None }
    }

    pub async fn run(mut self, stop: &CancellationToken) {
        while !stop.is_cancelled() {
            self.acknowledge().await;
            self.look_after().await;
            let found = self.take_on().await;
            self.wait(found, stop).await;
        }
        for lane in &self.lanes {
            self.ended.extend(lane.clear().into_iter().map(|task| (task.job, End::NotBegun)));
        }
        while self.acknowledge().await && !self.held.is_empty() {
            self.look_after().await;
            let heartbeat = self.heartbeat();
            tokio::select! {
                Some(ended) = self.from_slots.recv() => self.note(ended),
                () = tokio::time::sleep(heartbeat) => {}
            }
        }
    }

    /// Writes down what has ended. What cannot be written now is kept for the next round: the leases still stand. False when the
    /// database does not answer.
    async fn acknowledge(&mut self) -> bool {
        while let Ok(ended) = self.from_slots.try_recv() {
            self.note(ended);
        }
        if self.ended.is_empty() {
            return true;
        }
        let cx = &self.worker.cx;
        let stood = match lease::end(&cx.db, &self.ended, cx.clock.now()).await {
            Ok(stood) => stood,
            Err(error) => {
                tracing::warn!(cause = error.source_chain(), "jobs could not be acknowledged; trying again");
                return false;
            }
        };
        for (job, _) in std::mem::take(&mut self.ended) {
            if self.holds(&job) {
                self.held.remove(&job.id);
            }
            if !stood.contains(&job.id) {
                tracing::warn!(job = %job.id, kind = job.kind, "lease was lost; another worker has the job");
            }
        }
        true
    }

    fn note(&mut self, (job, end): Ended) {
        match end {
            Some(end) if self.holds(&job) => self.ended.push((job, end)),
            _ => {}
        }
    }

    /// The lease under which `job` ran is still the one in hand.
    fn holds(&self, job: &Leased) -> bool {
        self.held.get(&job.id).is_some_and(|held| held.job.locked_by == job.locked_by)
    }

    fn heartbeat(&self) -> Duration {
        self.worker.lease_time() / 3
    }

    /// Extends the leases of what runs long, and makes ready again what dead workers left behind.
    async fn look_after(&mut self) {
        let heartbeat = self.heartbeat();
        if self.looked_after.is_some_and(|at| at.elapsed() < heartbeat) {
            return;
        }
        let (cx, lease_time) = (&self.worker.cx, self.worker.lease_time());
        match lease::take_back(&cx.db, cx.clock.now()).await {
            Ok(0) => {}
            Ok(count) => tracing::warn!(count, "jobs of workers that went away are ready again"),
            Err(error) => tracing::warn!(cause = error.source_chain(), "leases could not be looked at"),
        }
        let old: Vec<&Leased> =
            self.held.values().filter(|held| held.since.elapsed() >= heartbeat / 2).map(|held| &held.job).collect();
        let before = Instant::now();
        let lost: Vec<Uuid> = match lease::renew(&cx.db, &old, cx.clock.now(), lease_time).await {
            Ok(kept) => {
                let lost = old.iter().map(|job| job.id).filter(|id| !kept.contains(id)).collect();
                kept.into_iter().for_each(|id| _ = self.held.entry(id).and_modify(|held| held.since = before));
                self.looked_after = Some(before);
                lost
            }
            Err(error) => {
                tracing::warn!(cause = error.source_chain(), "leases could not be extended; trying again");
                self.held.values().filter(|held| held.since.elapsed() >= lease_time).map(|held| held.job.id).collect()
            }
        };
        for held in lost.iter().filter_map(|id| self.held.remove(id)) {
            held.lost.cancel();
        }
    }

    /// Leases what there is room for and begins it. True when there was something.
    async fn take_on(&mut self) -> bool {
        let pressed = self.pressed();
        let room: Vec<usize> = self.lanes.iter().map(|lane| lane.room(pressed)).collect();
        if room.iter().all(|room| *room == 0) {
            return false;
        }
        let (cx, lease_time) = (&self.worker.cx, self.worker.lease_time());
        let since = Instant::now();
        let jobs = match self.worker.tenant.lease(&cx.db, &room, MOST, cx.clock.now(), lease_time).await {
            Ok(jobs) => jobs,
            Err(error) => {
                tracing::warn!(cause = error.source_chain(), "no jobs could be leased; trying again");
                return false;
            }
        };
        let found = !jobs.is_empty();
        for job in jobs {
            let lost = CancellationToken::new();
            self.held.insert(job.id, Held { job: job.clone(), lost: lost.clone(), since });
            self.begin(Task { job, lost });
        }
        found
    }

    /// For how long the shop has been under pressure.
    fn pressed(&mut self) -> Option<Duration> {
        let is_pressed = self.worker.cx.pressure.level() >= PRESSURE;
        self.pressed_since = is_pressed.then(|| self.pressed_since.unwrap_or_else(Instant::now));
        self.pressed_since.map(|since| since.elapsed())
    }

    fn begin(&self, task: Task) {
        let Some(lane) = self.lanes.iter().find(|lane| lane.definition.kind == task.job.kind) else { return };
        if lane.add(task) {
            tokio::spawn(slot(Arc::clone(&self.worker), Arc::clone(lane), self.to_here.clone()));
        }
    }

    /// Until there is something to do again, as far as this process can know.
    async fn wait(&mut self, found: bool, stop: &CancellationToken) {
        if !found {
            let pause = self.until_due().await.min(self.heartbeat());
            let worker = Arc::clone(&self.worker);
            tokio::select! {
                Some(ended) = self.from_slots.recv() => self.note(ended),
                () = worker.cx.job_written.notified() => {}
                () = tokio::time::sleep(pause) => {}
                () = stop.cancelled() => return,
            }
        }
        tokio::time::sleep(GATHER).await;
    }

    async fn until_due(&mut self) -> Duration {
        let pressed = self.pressed();
        let cx = &self.worker.cx;
        let kinds = self.lanes.iter().filter(|lane| lane.room(pressed) > 0).map(|lane| lane.definition.kind);
        let due = lease::next_due(&cx.db, kinds).await.ok().flatten();
        match due.map(|at| at - cx.clock.now()) {
            None => POLL,
            Some(..=0) => ASK_AGAIN,
            Some(left) => Duration::from_millis(left.unsigned_abs()).min(POLL),
        }
    }
}

/// Runs one job of a kind after the other until none waits.
async fn slot(worker: Arc<Worker>, lane: Arc<Lane>, to_shift: UnboundedSender<Ended>) {
    while let Some(task) = lane.next() {
        let started = Instant::now();
        let end = worker.work(&task).await;
        lane.ran(started.elapsed());
        // Nobody listens any more: the process stops, and the lease runs out.
        let _ = to_shift.send((task.job, end));
    }
}
