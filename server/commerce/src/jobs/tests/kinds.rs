//! Kinds of work that only these tests know. Each job reports to the probe of its test.

use std::{
    collections::HashMap,
    sync::{
        Arc, LazyLock, Mutex,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    time::Duration,
};

use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::super::{Definition, Done, Job, Recurring};
use crate::{Cx, Error, Result};

pub static KINDS: &[Definition] =
    &[Definition::of::<Gated>(), Definition::of::<Quick>(), Definition::of::<Alone>(), Definition::of::<Tick>()];

pub static SCHEDULE: &[Recurring] = &[Recurring::of::<Tick>(Duration::from_secs(60))];

static PROBES: LazyLock<Mutex<HashMap<Uuid, Arc<Probe>>>> = LazyLock::new(Mutex::default);

/// What the jobs of one test have done.
pub struct Probe {
    pub id: Uuid,
    pub runs: AtomicUsize,
    pub running: AtomicUsize,
    /// Most that ran at a time.
    pub most: AtomicUsize,
    /// Gated jobs end when the test adds permits.
    pub gate: Semaphore,
}

impl Probe {
    pub fn new() -> Arc<Self> {
        let (runs, running, most) = Default::default();
        let probe = Arc::new(Self { id: Uuid::now_v7(), runs, running, most, gate: Semaphore::new(0) });
        PROBES.lock().unwrap().insert(probe.id, Arc::clone(&probe));
        probe
    }

    fn of(id: Uuid) -> Arc<Self> {
        Arc::clone(&PROBES.lock().unwrap()[&id])
    }

    fn enter(&self) {
        self.runs.fetch_add(1, SeqCst);
        let running = self.running.fetch_add(1, SeqCst) + 1;
        self.most.fetch_max(running, SeqCst);
    }

    fn leave(&self) {
        self.running.fetch_sub(1, SeqCst);
    }

    pub fn runs(&self) -> usize {
        self.runs.load(SeqCst)
    }

    pub fn most(&self) -> usize {
        self.most.load(SeqCst)
    }
}

/// Runs until the test lets it go.
#[derive(Serialize, Deserialize)]
pub struct Gated {
    pub probe: Uuid,
}

impl Job for Gated {
    const KIND: &'static str = "test.gated";
    const TIMEOUT: Duration = Duration::from_secs(600);
    const CONCURRENCY: usize = 2;
    const PRIORITY: i64 = 1;

    async fn run(self, _: &Cx) -> Result<Done> {
        let probe = Probe::of(self.probe);
        probe.enter();
        probe.gate.acquire().await.unwrap().forget();
        probe.leave();
        Ok(Done::Finished)
    }
}

#[derive(Serialize, Deserialize)]
pub struct Quick {
    pub probe: Uuid,
}

impl Job for Quick {
    const KIND: &'static str = "test.quick";
    const PATIENCE: Duration = Duration::from_secs(600);

    async fn run(self, _: &Cx) -> Result<Done> {
        let probe = Probe::of(self.probe);
        probe.enter();
        tokio::task::yield_now().await;
        probe.leave();
        Ok(Done::Finished)
    }
}

#[derive(Serialize, Deserialize)]
pub struct Alone {
    pub probe: Uuid,
}

impl Job for Alone {
    const KIND: &'static str = "test.alone";
    const EXCLUSIVE: bool = true;

    async fn run(self, _: &Cx) -> Result<Done> {
        let probe = Probe::of(self.probe);
        probe.enter();
        tokio::time::sleep(Duration::from_millis(30)).await;
        probe.leave();
        Ok(Done::Finished)
    }
}

/// Recurs. Fails while there is a row in the table of sessions.
#[derive(Default, Serialize, Deserialize)]
pub struct Tick {}

impl Job for Tick {
    const KIND: &'static str = "test.tick";

    async fn run(self, cx: &Cx) -> Result<Done> {
        match cx.sessions.load(&cx.db, "broken", 0).await? {
            Some(_) => Err(Error::conflict("Something is broken.")),
            None => Ok(Done::Finished),
        }
    }
}
