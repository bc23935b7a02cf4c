//! A circuit breaker: what keeps failing is left alone for a while, then tried with one call. Pure: time comes in from outside. Each
//! process keeps its own; they learn the same within a few calls. Payment providers, Redis, the mail server and the extras of pages
//! stand behind one each.

mod gate;

use types::{Millis, admin::ProviderStanding};

use crate::rfc3339;
pub(crate) use gate::Gate;

/// Failures one after the other that open it.
const IN_A_ROW: u32 = 5;
/// How many of the latest calls count.
const WINDOW: u32 = 20;
/// Failures among them that open it, for providers that fail now and then, but too often.
const IN_WINDOW: u32 = 12;
/// How long a provider is left alone, in milliseconds, unless it is said otherwise. Short: a payment that waits for it has to end within a minute.
pub(crate) const COOL_DOWN: Millis = 10_000;

/// Where a breaker stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Calls pass.
    Closed,
    /// No call passes before this moment.
    Open { until: Millis },
    /// One call passes and decides.
    HalfOpen { probing: bool },
}

/// Where a breaker stands, for those who watch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakerState {
    /// Calls pass.
    Closed,
    /// One call at a time is let through to see whether the provider is back.
    HalfOpen,
    /// The provider is left alone.
    Open,
}

impl BreakerState {
    /// As programs read it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            BreakerState::Closed => "closed",
            BreakerState::HalfOpen => "half_open",
            BreakerState::Open => "open",
        }
    }
}

/// The right to make one call. Every one of them has to be given back through [`Breaker::record`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Admission {
    Ordinary,
    /// The one call that decides whether the provider is back.
    Probe,
}

/// How a call went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The provider answered, whatever it said.
    Answered,
    /// It failed, or was silent.
    Failed,
    /// It says nothing about the provider.
    NoMatter,
}

/// One's breaker.
#[derive(Debug)]
pub(crate) struct Breaker {
    phase: Phase,
    /// The latest calls, newest in the lowest bit; a set bit is a failure.
    recent: u32,
    in_a_row: u32,
    cool_down: Millis,
}

impl Default for Breaker {
    fn default() -> Self {
        Self::resting(COOL_DOWN)
    }
}

impl Breaker {
    /// One that leaves what fails alone for so long.
    pub fn resting(cool_down: Millis) -> Self {
        Self { phase: Phase::Closed, recent: 0, in_a_row: 0, cool_down }
    }

    /// The right to make a call, if there is one now.
    pub fn admit(&mut self, now: Millis) -> Option<Admission> {
        match self.phase {
            Phase::Closed => Some(Admission::Ordinary),
            Phase::Open { until } if now < until => None,
            Phase::HalfOpen { probing: true } => None,
            Phase::Open { .. } | Phase::HalfOpen { probing: false } => {
                self.phase = Phase::HalfOpen { probing: true };
                Some(Admission::Probe)
            }
        }
    }

    /// Tells how a call went that was let through.
    pub fn record(&mut self, admission: Admission, outcome: Outcome, now: Millis) {
        match (admission, outcome) {
            (Admission::Probe, Outcome::Answered) => *self = Self::resting(self.cool_down),
            (Admission::Probe, Outcome::Failed) => self.open(now),
            (Admission::Probe, Outcome::NoMatter) => self.phase = Phase::HalfOpen { probing: false },
            // Calls from before it opened: the probe decides, not they.
            (Admission::Ordinary, _) if self.phase != Phase::Closed => {}
            (Admission::Ordinary, Outcome::NoMatter) => {}
            (Admission::Ordinary, Outcome::Answered) => self.count(false),
            (Admission::Ordinary, Outcome::Failed) => {
                self.count(true);
                if self.in_a_row >= IN_A_ROW || self.recent.count_ones() >= IN_WINDOW {
                    self.open(now);
                }
            }
        }
    }

    fn count(&mut self, failed: bool) {
        self.in_a_row = if failed { self.in_a_row + 1 } else { 0 };
        self.recent = ((self.recent << 1) | u32::from(failed)) & ((1 << WINDOW) - 1);
    }

    fn open(&mut self, now: Millis) {
        self.phase = Phase::Open { until: now + self.cool_down };
    }

    /// Where it stands.
    pub fn state(&self) -> BreakerState {
        match self.phase {
            Phase::Closed => BreakerState::Closed,
            Phase::HalfOpen { .. } => BreakerState::HalfOpen,
            Phase::Open { .. } => BreakerState::Open,
        }
    }

    /// A call made now would be let through.
    pub fn would_admit(&self, now: Millis) -> bool {
        match self.phase {
            Phase::Closed | Phase::HalfOpen { probing: false } => true,
            Phase::HalfOpen { probing: true } => false,
            Phase::Open { until } => now >= until,
        }
    }

    /// How what stands behind it is, for those who watch.
    pub fn standing(&self, name: &str) -> ProviderStanding {
        ProviderStanding {
            name: name.to_owned(),
            breaker: self.state().as_str().to_owned(),
            recent_failures: self.failures(),
            left_alone_until: self.open_until().map(rfc3339),
        }
    }

    /// Until when the provider is left alone; none while calls pass.
    pub fn open_until(&self) -> Option<Millis> {
        match self.phase {
            Phase::Open { until } => Some(until),
            _ => None,
        }
    }

    /// Failures among the latest calls.
    pub fn failures(&self) -> u32 {
        self.recent.count_ones()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn call(breaker: &mut Breaker, outcome: Outcome, now: Millis) -> bool {
        match breaker.admit(now) {
            Some(admission) => {
                breaker.record(admission, outcome, now);
                true
            }
            None => false,
        }
    }

    fn opened_at(now: Millis) -> Breaker {
        let mut breaker = Breaker::default();
        (0..IN_A_ROW).for_each(|_| assert!(call(&mut breaker, Outcome::Failed, now)));
        assert_eq!(breaker.state(), BreakerState::Open);
        breaker
    }

    #[test]
    fn failures_in_a_row_open_it_and_one_answer_starts_the_count_anew() {
        let mut breaker = Breaker::default();
        for _ in 0..IN_A_ROW - 1 {
            call(&mut breaker, Outcome::Failed, 0);
        }
        call(&mut breaker, Outcome::Answered, 0);
        for _ in 0..IN_A_ROW - 1 {
            call(&mut breaker, Outcome::Failed, 0);
        }
        assert_eq!(breaker.state(), BreakerState::Closed);
        call(&mut breaker, Outcome::Failed, 0);
        assert_eq!(breaker.state(), BreakerState::Open);
    }

    #[test]
    fn failing_most_of_the_time_opens_it_too() {
        let mut breaker = Breaker::default();
        for call_number in 0..WINDOW * 2 {
            let outcome = if call_number % 3 == 0 { Outcome::Answered } else { Outcome::Failed };
            call(&mut breaker, outcome, 0);
        }
        assert_eq!(breaker.state(), BreakerState::Open);
    }

    #[test]
    fn failing_now_and_then_does_not_open_it() {
        let mut breaker = Breaker::default();
        for call_number in 0..1000 {
            let outcome = if call_number % 2 == 0 { Outcome::Answered } else { Outcome::Failed };
            assert!(call(&mut breaker, outcome, 0));
        }
    }

    #[test]
    fn after_a_while_one_call_decides() {
        let mut breaker = opened_at(0);
        assert_eq!(breaker.admit(COOL_DOWN - 1), None);
        assert_eq!(breaker.admit(COOL_DOWN), Some(Admission::Probe));
        assert_eq!(breaker.admit(COOL_DOWN), None, "one at a time");
        breaker.record(Admission::Probe, Outcome::Failed, COOL_DOWN);
        assert_eq!(breaker.admit(COOL_DOWN + 1), None);
        assert_eq!(breaker.admit(2 * COOL_DOWN), Some(Admission::Probe));
        breaker.record(Admission::Probe, Outcome::Answered, 2 * COOL_DOWN);
        assert_eq!(breaker.state(), BreakerState::Closed);
    }

    #[test]
    fn a_probe_that_says_nothing_makes_way_for_another() {
        let mut breaker = opened_at(0);
        assert!(call(&mut breaker, Outcome::NoMatter, COOL_DOWN));
        assert_eq!(breaker.state(), BreakerState::HalfOpen);
        assert!(call(&mut breaker, Outcome::Answered, COOL_DOWN));
        assert_eq!(breaker.state(), BreakerState::Closed);
    }

    #[test]
    fn a_late_answer_from_before_it_opened_changes_nothing() {
        let mut breaker = Breaker::default();
        let late = breaker.admit(0).unwrap();
        (0..IN_A_ROW).for_each(|_| assert!(call(&mut breaker, Outcome::Failed, 0)));
        breaker.record(late, Outcome::Answered, 1);
        assert_eq!(breaker.state(), BreakerState::Open);
    }

    #[derive(Clone, Copy, Debug)]
    enum Step {
        Begin,
        End(usize, Outcome),
        Wait(Millis),
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let outcome = prop_oneof![Just(Outcome::Answered), Just(Outcome::Failed), Just(Outcome::NoMatter)];
        let step = prop_oneof![
            3 => Just(Step::Begin),
            3 => (0_usize..8, outcome).prop_map(|(which, outcome)| Step::End(which, outcome)),
            1 => (1..2 * COOL_DOWN).prop_map(Step::Wait),
        ];
        prop::collection::vec(step, 0..300)
    }

    proptest! {
        /// Whatever happens in whatever order: while it is not closed at most one call that began since is under way, while it is
        /// open none begins, it opens only upon a failure, and it never stays shut for good.
        #[test]
        fn it_keeps_its_promises(steps in steps()) {
            let (mut breaker, mut now, mut under_way) = (Breaker::default(), 0, Vec::new());
            for step in steps {
                let before = breaker.state();
                match step {
                    Step::Wait(millis) => now += millis,
                    Step::Begin => {
                        let expected = breaker.would_admit(now);
                        let admission = breaker.admit(now);
                        prop_assert_eq!(admission.is_some(), expected);
                        under_way.extend(admission);
                    }
                    Step::End(which, outcome) if !under_way.is_empty() => {
                        let admission = under_way.swap_remove(which % under_way.len());
                        breaker.record(admission, outcome, now);
                        let opened = before != BreakerState::Open && breaker.state() == BreakerState::Open;
                        prop_assert!(!opened || outcome == Outcome::Failed);
                    }
                    Step::End(..) => {}
                }
                let probes = under_way.iter().filter(|admission| **admission == Admission::Probe).count();
                prop_assert!(probes <= 1);
                prop_assert_eq!(probes == 1, breaker.phase == Phase::HalfOpen { probing: true });
            }
            under_way.into_iter().for_each(|admission| breaker.record(admission, Outcome::Failed, now));
            prop_assert!(breaker.admit(now + COOL_DOWN).is_some());
        }
    }
}
