//! What became of everyone, per phase and per second, in memory that does not grow with their number.

use std::time::{Duration, Instant};

use hdrhistogram::Histogram;
use serde::Serialize;

use super::{Arrival, Done, Phase, Plan};
use crate::http::{Exchange, Refusal};

/// Failures told in words.
const MOST_WORDS: usize = 5;

/// How visits ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Visitors who were to come.
    pub arrivals: u64,
    /// Orders confirmed.
    pub bought: u64,
    /// Visits that only looked.
    pub seen: u64,
    /// Truthful noes.
    pub sold_out: u64,
    /// 429, 503 or a place in the queue.
    pub refused: u64,
    /// Of those, without a word on when to come again.
    pub untold: u64,
    /// Any other 5xx.
    pub server_errors: u64,
    /// No connection, broken answers, answers that make no sense.
    pub failed: u64,
    /// Left without an answer when patience ended.
    pub left: u64,
}

impl Tally {
    /// Visits that got what they came for, or the truth.
    #[must_use]
    pub fn served(&self) -> u64 {
        self.bought + self.seen + self.sold_out
    }

    /// Counts what another has counted as well.
    fn add(&mut self, other: &Self) {
        self.arrivals += other.arrivals;
        self.bought += other.bought;
        self.seen += other.seen;
        self.sold_out += other.sold_out;
        self.refused += other.refused;
        self.untold += other.untold;
        self.server_errors += other.server_errors;
        self.failed += other.failed;
        self.left += other.left;
    }
}

/// Microseconds, to three digits.
#[derive(Clone, Debug)]
pub struct Latencies(Histogram<u64>);

impl Default for Latencies {
    fn default() -> Self {
        // Bounds the crate accepts by its own documentation: 1 to u64::MAX / 2, 0 to 5 digits.
        let histogram = Histogram::new_with_bounds(1, 120_000_000, 3);
        Self(histogram.unwrap_or_else(|_| unreachable!("constant bounds")))
    }
}

impl Latencies {
    /// Adds one; more than two minutes counts as two minutes.
    pub fn add(&mut self, time: Duration) {
        self.0.saturating_record(u64::try_from(time.as_micros()).unwrap_or(u64::MAX));
    }

    /// Adds all of another's.
    fn extend(&mut self, other: &Self) {
        // Cannot fail: both have the same bounds.
        _ = self.0.add(&other.0);
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.0.len()
    }

    /// Milliseconds within which `percent` of all were done; 0 of none.
    #[must_use]
    pub fn percentile(&self, percent: f64) -> f64 {
        if self.0.is_empty() { 0.0 } else { self.0.value_at_percentile(percent) as f64 / 1000.0 }
    }
}

/// One phase of the plan.
#[derive(Clone, Debug)]
pub struct PhaseRecord {
    /// As planned.
    pub phase: Phase,
    /// How visits ended.
    pub tally: Tally,
    /// Requests that were served, each visit's first from its arrival on.
    pub admitted: Latencies,
    /// Requests that were refused, counted alike.
    pub refusals: Latencies,
    /// Whole visits that were served, from their arrival on.
    pub visits: Latencies,
    /// Refusals with 429 that are no queue's.
    pub too_many_requests: u64,
}

impl PhaseRecord {
    /// An empty one.
    fn of(phase: Phase) -> Self {
        Self {
            phase,
            tally: Tally::default(),
            admitted: Latencies::default(),
            refusals: Latencies::default(),
            visits: Latencies::default(),
            too_many_requests: 0,
        }
    }

    /// Most refusals were of somebody who asks too often.
    #[must_use]
    pub fn too_many(&self) -> bool {
        2 * self.too_many_requests > self.tally.refused
    }

    /// Orders confirmed per second.
    #[must_use]
    pub fn bought_per_second(&self) -> f64 {
        self.tally.bought as f64 / self.phase.time.as_secs_f64().max(f64::MIN_POSITIVE)
    }
}

/// One second of the run, by when things ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Second {
    /// Visitors who were to come.
    pub offered: u64,
    /// Orders confirmed.
    pub bought: u64,
    /// Visits served, orders among them.
    pub served: u64,
    /// Visits refused.
    pub refused: u64,
    /// Visits that failed or ended without an answer.
    pub failed: u64,
    /// Of requests that were served, milliseconds.
    pub p50: f64,
    /// Of requests that were served, milliseconds.
    pub p99: f64,
}

/// A run.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// In the plan's order.
    pub phases: Vec<PhaseRecord>,
    /// From the run's begin on.
    pub seconds: Vec<Second>,
    /// The first failures, in words.
    pub words: Vec<String>,
    /// Of the second that is being filled.
    open: Latencies,
    current: usize,
}

impl Record {
    /// An empty one.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        Self { phases: plan.phases.iter().cloned().map(PhaseRecord::of).collect(), ..Self::default() }
    }

    /// All phases as one.
    #[must_use]
    pub fn total(&self) -> PhaseRecord {
        let mut total = PhaseRecord::of(Phase::new("all", 0.0, Duration::ZERO));
        for one in &self.phases {
            total.phase.time += one.phase.time;
            total.tally.add(&one.tally);
            total.admitted.extend(&one.admitted);
            total.refusals.extend(&one.refusals);
            total.visits.extend(&one.visits);
            total.too_many_requests += one.too_many_requests;
        }
        total
    }

    /// Somebody is due.
    pub fn arrived(&mut self, arrival: Arrival) {
        self.phases[arrival.phase].tally.arrivals += 1;
        self.second(arrival.at).offered += 1;
    }

    /// Somebody left before there was room for them.
    pub fn left(&mut self, arrival: Arrival, now: Duration) {
        self.phases[arrival.phase].tally.left += 1;
        self.second(now).failed += 1;
    }

    /// A visit ended, without an answer when `visit` is none. `due` is when the visitor was to arrive.
    pub fn visited(
        &mut self,
        arrival: Arrival,
        due: Instant,
        exchanges: impl Iterator<Item = Exchange>,
        visit: Option<anyhow::Result<Done>>,
        now: Duration,
    ) {
        self.roll(now);
        let (phase, mut last) = (&mut self.phases[arrival.phase], None);
        for (index, exchange) in exchanges.enumerate() {
            let waited = if index == 0 { exchange.sent.saturating_duration_since(due) } else { Duration::ZERO };
            let time = waited + exchange.took;
            match (exchange.refusal, exchange.status) {
                (Some(_), _) => phase.refusals.add(time),
                (None, 500..) => {}
                _ => {
                    phase.admitted.add(time);
                    self.open.add(time);
                }
            }
            last = Some(exchange.status);
        }
        let tally = &mut phase.tally;
        let served = matches!(visit, Some(Ok(_)));
        if served {
            phase.visits.add(due.elapsed());
        }
        let mut second = Second::default();
        match visit {
            Some(Ok(Done::Bought)) => (tally.bought, second.bought) = (tally.bought + 1, 1),
            Some(Ok(Done::Seen)) => tally.seen += 1,
            Some(Ok(Done::SoldOut)) => tally.sold_out += 1,
            None => (tally.left, second.failed) = (tally.left + 1, 1),
            Some(Err(error)) => match error.downcast_ref::<Refusal>() {
                Some(refusal) => {
                    (tally.refused, second.refused) = (tally.refused + 1, 1);
                    tally.untold += u64::from(!refusal.told);
                    phase.too_many_requests += u64::from(refusal.status == 429 && !refusal.queue);
                }
                None => {
                    second.failed = 1;
                    let broken = last.is_some_and(|status| status >= 500);
                    *(if broken { &mut tally.server_errors } else { &mut tally.failed }) += 1;
                    if self.words.len() < MOST_WORDS {
                        self.words.push(format!("{error:#}"));
                    }
                }
            },
        }
        let into = self.second(now);
        into.bought += second.bought;
        into.served += u64::from(served);
        into.refused += second.refused;
        into.failed += second.failed;
    }

    /// Seconds after `begin` until a second is as it was before: nobody refused or left, nobody behind, and requests not slower than
    /// `limit` milliseconds at the 99th percentile. None when that does not come.
    #[must_use]
    pub fn recovered_after(&self, begin: Duration, limit: f64) -> Option<usize> {
        let first = usize::try_from(begin.as_secs()).unwrap_or(usize::MAX);
        let is_well = |second: &Second| {
            second.offered > 0
                && second.refused + second.failed == 0
                && second.served * 10 >= second.offered * 8
                && second.p99 <= limit
        };
        self.seconds.iter().skip(first).position(is_well)
    }

    /// Closes the last second.
    pub fn finish(&mut self, now: Duration) {
        self.roll(now + Duration::from_secs(1));
    }

    /// Writes down the percentiles of seconds that are over.
    fn roll(&mut self, now: Duration) {
        let index = usize::try_from(now.as_secs()).unwrap_or(usize::MAX);
        if index <= self.current {
            return;
        }
        let (p50, p99) = (self.open.percentile(50.0), self.open.percentile(99.0));
        let current = self.current;
        let over = self.second(Duration::from_secs(current as u64));
        (over.p50, over.p99) = (p50, p99);
        self.open.0.reset();
        self.current = index;
    }

    fn second(&mut self, at: Duration) -> &mut Second {
        let index = usize::try_from(at.as_secs()).unwrap_or(usize::MAX);
        if self.seconds.len() <= index {
            self.seconds.resize(index + 1, Second::default());
        }
        &mut self.seconds[index]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recovery_is_the_first_second_without_anything_amiss() {
        let well = Second { offered: 10, served: 10, p99: 5.0, ..Second::default() };
        let seconds = vec![
            well,
            Second { refused: 1, ..well },
            Second { served: 7, ..well },
            Second { p99: 50.0, ..well },
            Second { failed: 1, ..well },
            well,
        ];
        let record = Record { seconds, ..Record::default() };
        assert_eq!(record.recovered_after(Duration::from_secs(1), 10.0), Some(4));
        assert_eq!(record.recovered_after(Duration::from_secs(1), 60.0), Some(2));
        assert_eq!(record.recovered_after(Duration::from_secs(6), 10.0), None);
    }

    #[test]
    fn percentiles_survive_visits_of_any_length() {
        let mut latencies = Latencies::default();
        assert_eq!(latencies.percentile(99.0), 0.0);
        latencies.add(Duration::from_secs(1_000));
        assert!(latencies.percentile(50.0) >= 119_000.0);
    }
}
