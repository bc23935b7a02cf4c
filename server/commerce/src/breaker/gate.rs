//! A breaker that many ask at a time.

use std::sync::{Mutex, MutexGuard, PoisonError};

use types::Millis;

use super::{Admission, Breaker, Outcome};

/// Stands before calls to the outside.
#[derive(Debug)]
pub(crate) struct Gate(Mutex<Breaker>);

impl Gate {
    /// One that leaves what fails alone for so long.
    pub fn resting(cool_down: Millis) -> Self {
        Self(Mutex::new(Breaker::resting(cool_down)))
    }

    /// The right to make a call, if there is one now.
    pub fn begin(&self, now: Millis) -> Option<Call<'_>> {
        let admission = self.lock().admit(now)?;
        Some(Call { gate: self, admission, ended: (Outcome::NoMatter, now) })
    }

    pub fn lock(&self) -> MutexGuard<'_, Breaker> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A call under way: told to the breaker also when nobody waits for it any more, or its probe would never end.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    gate: &'a Gate,
    admission: Admission,
    ended: (Outcome, Millis),
}

impl Call<'_> {
    /// Tells how it went.
    pub fn end(mut self, outcome: Outcome, now: Millis) {
        self.ended = (outcome, now);
    }
}

impl Drop for Call<'_> {
    fn drop(&mut self) {
        let (outcome, now) = self.ended;
        self.gate.lock().record(self.admission, outcome, now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_probe_that_nobody_waits_for_any_more_makes_way_for_another() {
        let gate = Gate::resting(1_000);
        while let Some(call) = gate.begin(0) {
            call.end(Outcome::Failed, 0);
        }
        let probe = gate.begin(1_000);
        assert!(probe.is_some() && gate.begin(1_000).is_none(), "one at a time");
        drop(probe);
        assert!(gate.begin(1_000).is_some());
    }
}
