//! What a proxy knows of the traffic it carries, and the traps that wait in it.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use tokio::sync::watch;

use crate::premises::Process;

/// What goes wrong at a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blow {
    /// The connection is cut; the step never arrives.
    CutBefore,
    /// The step is done, and its answer lost with the connection.
    CutAfter,
    /// The step waits, and everything else goes on.
    Stall(Duration),
    /// The process dies; the step never arrives.
    KillBefore,
    /// The step is done, and the process dies before it hears so.
    KillAfter,
    /// All connections are cut and none is taken for a while.
    Outage(Duration),
}

/// A step to wait for, and what to do there.
#[derive(Clone)]
pub struct Trap {
    /// The step's name; any where there is none.
    pub step: Option<String>,
    /// Which one of them, from 1.
    pub nth: usize,
    /// What happens.
    pub blow: Blow,
    /// Who dies where the blow kills.
    pub victim: Arc<Process>,
}

/// Shared by a proxy's connections.
pub struct Tap {
    state: Mutex<State>,
    /// Counts up whenever all connections are cut.
    cuts: watch::Sender<u64>,
}

#[derive(Default)]
struct State {
    /// Steps seen since it was last cleared, while they are written down.
    recording: Option<Vec<String>>,
    /// The first is the one that waits; its fellows wait for it to spring.
    traps: VecDeque<Trap>,
    /// Steps that the first trap has let pass.
    passed: usize,
    /// Where traps have sprung.
    sprung: Vec<String>,
    closed_until: Option<Instant>,
}

impl Tap {
    pub fn new() -> Arc<Self> {
        Arc::new(Self { state: Mutex::default(), cuts: watch::Sender::new(0) })
    }

    /// Sets traps that spring one after the other, and forgets earlier ones.
    pub fn arm(&self, traps: impl IntoIterator<Item = Trap>) {
        let mut state = self.state();
        (state.traps, state.passed, state.sprung) = (traps.into_iter().collect(), 0, Vec::new());
    }

    /// Takes the traps away; answers with where some have sprung.
    pub fn disarm(&self) -> Vec<String> {
        let mut state = self.state();
        state.traps.clear();
        std::mem::take(&mut state.sprung)
    }

    /// How many traps have sprung.
    pub fn sprung(&self) -> usize {
        self.state().sprung.len()
    }

    /// Begins to write steps down, or ends it: those since it began.
    pub fn record(&self, on: bool) -> Vec<String> {
        std::mem::replace(&mut self.state().recording, on.then(Vec::new)).unwrap_or_default()
    }

    /// A step comes by: the trap it springs.
    pub fn step(&self, name: &str) -> Option<Trap> {
        let mut state = self.state();
        if let Some(recording) = &mut state.recording {
            recording.push(name.to_owned());
        }
        let waiting = state.traps.front()?;
        if waiting.step.as_ref().is_some_and(|step| step != name) {
            return None;
        }
        let nth = waiting.nth;
        state.passed += 1;
        if state.passed < nth {
            return None;
        }
        state.passed = 0;
        let trap = state.traps.pop_front()?;
        state.sprung.push(format!("{:?} at {name}", trap.blow));
        Some(trap)
    }

    /// Cuts all connections, and takes none for a while.
    pub fn outage(&self, lasting: Duration) {
        self.state().closed_until = Some(Instant::now() + lasting);
        self.cuts.send_modify(|count| *count += 1);
    }

    /// Whether new connections are taken.
    pub fn is_open(&self) -> bool {
        self.state().closed_until.is_none_or(|until| Instant::now() >= until)
    }

    /// Changes when all connections are to be cut.
    pub fn cuts(&self) -> watch::Receiver<u64> {
        self.cuts.subscribe()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
