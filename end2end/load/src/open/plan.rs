//! Who arrives when.

use std::time::Duration;

/// Some time with one rate of arrivals, evenly spaced.
#[derive(Clone, Debug, PartialEq)]
pub struct Phase {
    /// For reports.
    pub name: String,
    /// Arrivals per second.
    pub rate: f64,
    /// How long.
    pub time: Duration,
}

impl Phase {
    /// `rate` arrivals per second for `time`.
    pub fn new(name: impl Into<String>, rate: f64, time: Duration) -> Self {
        Self { name: name.into(), rate, time }
    }
}

/// Phases, one after the other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// In order.
    pub phases: Vec<Phase>,
}

/// One visitor's moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// Since the plan began.
    pub at: Duration,
    /// Index of its phase.
    pub phase: usize,
}

impl Plan {
    /// A plan of one phase.
    pub fn steady(name: impl Into<String>, rate: f64, time: Duration) -> Self {
        Self { phases: vec![Phase::new(name, rate, time)] }
    }

    /// From the first arrival to the end of the last phase.
    #[must_use]
    pub fn time(&self) -> Duration {
        self.phases.iter().map(|phase| phase.time).sum()
    }

    /// When a phase begins.
    #[must_use]
    pub fn begin_of(&self, phase: usize) -> Duration {
        self.phases.iter().take(phase).map(|phase| phase.time).sum()
    }

    /// Everyone, in order. Nothing is kept: the n-th arrival of a phase is n / rate after its begin.
    pub fn arrivals(&self) -> impl Iterator<Item = Arrival> + '_ {
        let mut begin = Duration::ZERO;
        self.phases.iter().enumerate().flat_map(move |(index, phase)| {
            let offset = begin;
            begin += phase.time;
            let count = (phase.rate.max(0.0) * phase.time.as_secs_f64()).round() as u64;
            (0..count).map(move |number| {
                let at = offset + Duration::from_secs_f64(number as f64 / phase.rate);
                Arrival { at, phase: index }
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrivals_are_evenly_spaced_within_each_phase() {
        let second = Duration::from_secs(1);
        let plan = Plan { phases: vec![Phase::new("calm", 2.0, second), Phase::new("rush", 4.0, second)] };
        let arrivals: Vec<(u128, usize)> = plan.arrivals().map(|one| (one.at.as_millis(), one.phase)).collect();
        assert_eq!(arrivals, [(0, 0), (500, 0), (1000, 1), (1250, 1), (1500, 1), (1750, 1)]);
        assert_eq!((plan.time(), plan.begin_of(1)), (2 * second, second));
    }

    #[test]
    fn nobody_arrives_in_a_phase_without_arrivals() {
        assert_eq!(Plan::steady("quiet", 0.0, Duration::from_secs(5)).arrivals().count(), 0);
    }
}
