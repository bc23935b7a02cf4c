//! The slots of one kind in one worker. A kind has its own, so one that is slow holds up only itself.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio_util::sync::CancellationToken;

use super::{Definition, lease::Leased};

/// A quick kind is leased this far ahead, so that its slots do not wait for the database between two jobs.
const AHEAD: Duration = Duration::from_millis(50);
/// Jobs leased ahead at most.
const MOST_AHEAD: usize = 256;
/// Weight of the latest run in the mean, as a divisor.
const MEMORY: u32 = 8;

/// A leased job, and the word that its lease was lost.
pub(super) struct Task {
    pub job: Leased,
    pub lost: CancellationToken,
}

/// Where the jobs of one kind wait for its slots.
pub(super) struct Lane {
    pub definition: &'static Definition,
    /// Filled by the worker's loop, emptied by the slots.
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Task>,
    busy: usize,
    /// How long a run takes; none before the first.
    mean: Option<Duration>,
}

impl Lane {
    pub fn new(definition: &'static Definition) -> Self {
        Self { definition, state: Mutex::default() }
    }

    /// How many more jobs may be leased, after so long under pressure.
    pub fn room(&self, pressed: Option<Duration>) -> usize {
        if pressed.is_some_and(|pressed| pressed < self.definition.patience) {
            return 0;
        }
        let state = self.state();
        let slots = self.definition.concurrency;
        let ahead = if self.definition.exclusive { 0 } else { ahead(slots, state.mean) };
        (slots + ahead).saturating_sub(state.busy + state.waiting.len())
    }

    /// Takes a job in; true when a slot has to be opened for it.
    pub fn add(&self, task: Task) -> bool {
        let mut state = self.state();
        state.waiting.push_back(task);
        let opens = state.busy < self.definition.concurrency;
        state.busy += usize::from(opens);
        opens
    }

    /// The next job for a slot; a slot that gets none is closed.
    pub fn next(&self) -> Option<Task> {
        let mut state = self.state();
        let task = state.waiting.pop_front();
        state.busy -= usize::from(task.is_none());
        task
    }

    /// Remembers how long a run took.
    pub fn ran(&self, took: Duration) {
        let mut state = self.state();
        state.mean = Some(state.mean.map_or(took, |mean| (mean * (MEMORY - 1) + took) / MEMORY));
    }

    /// Whatever has not begun.
    pub fn clear(&self) -> Vec<Task> {
        self.state().waiting.drain(..).collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the slots get done in [`AHEAD`]; nothing when a run takes longer than that, or nobody knows.
fn ahead(slots: usize, mean: Option<Duration>) -> usize {
    let Some(mean) = mean else { return 0 };
    let runs = AHEAD.as_micros() / mean.as_micros().max(1);
    usize::try_from(runs).unwrap_or(MOST_AHEAD).saturating_mul(slots).min(MOST_AHEAD)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::{JOBS, UNWATCHED};

    #[test]
    fn only_what_has_patience_is_put_off_and_not_for_longer() {
        let lane = |kind| Lane::new(JOBS.iter().find(|definition| definition.kind == kind).unwrap());
        let (mail, event) = (lane("order.mail"), lane("payment.event"));
        assert!(mail.room(None) > 0);
        assert_eq!(mail.room(Some(Duration::ZERO)), 0);
        assert!(mail.room(Some(UNWATCHED)) > 0, "it has waited long enough");
        assert!(event.room(Some(Duration::ZERO)) > 0, "somebody may be waiting for it");
    }

    #[test]
    fn only_quick_kinds_are_leased_ahead() {
        assert_eq!(ahead(4, None), 0, "nobody knows yet");
        assert_eq!(ahead(4, Some(Duration::from_secs(1))), 0);
        assert_eq!(ahead(4, Some(Duration::from_millis(10))), 20);
        assert_eq!(ahead(4, Some(Duration::from_micros(1))), MOST_AHEAD);
        assert_eq!(ahead(4, Some(Duration::ZERO)), MOST_AHEAD);
    }
}
