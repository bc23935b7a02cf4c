//! What a rehearsal comes to, in words and for programs.

use std::fmt::{self, Write};

use serde::Serialize;

use super::{Capacity, InDrop};
use crate::{
    cpu::Spent,
    open::{Record, Tally},
};

/// Share of all processors from which they are what limits.
const BUSY: f64 = 0.85;

/// What showed when the shop did not keep up any more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Signs {
    /// How visits ended.
    pub tally: Tally,
    /// Of the refusals, those with 429.
    pub too_many: bool,
    /// Processors the shop kept busy.
    pub shop: f64,
    /// Processors this process kept busy.
    pub generator: f64,
    /// All there are.
    pub processors: f64,
}

impl Signs {
    /// Of a step of the search.
    #[must_use]
    pub fn of(record: &Record, busy: Spent) -> Self {
        let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get) as f64;
        let phase = &record.phases[0];
        Self { tally: phase.tally, too_many: phase.too_many(), shop: busy.shop, generator: busy.generator, processors }
    }
}

/// What gives way first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// Nothing did.
    None,
    /// The limits per client address.
    RateLimits,
    /// Something in the shop broke.
    Errors,
    /// The processors.
    Processor,
    /// Waiting for the database while processors idle: its commits, its locks.
    Database,
    /// The pace a drop's own queue lets people in at.
    Admission,
    /// What there is to sell.
    Stock,
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "nothing that this machine could reach",
            Self::RateLimits => "the limits per client address ([rate_limits])",
            Self::Errors => "errors of the shop: see what failed",
            Self::Processor => "the processors",
            Self::Database => "the database: its commits and locks, while processors idle",
            Self::Admission => "the pace of the drop's own queue (admit_per_minute)",
            Self::Stock => "stock: it is gone before anything else gives way",
        })
    }
}

/// What the signs say.
#[must_use]
pub fn first_limit(signs: Option<&Signs>) -> Limit {
    let Some(Signs { tally, too_many, shop, generator, processors }) = signs else { return Limit::None };
    if tally.server_errors + tally.failed > tally.arrivals / 20 {
        return Limit::Errors;
    }
    if *too_many && tally.refused > tally.arrivals / 20 {
        return Limit::RateLimits;
    }
    if shop + generator >= BUSY * processors { Limit::Processor } else { Limit::Database }
}

/// How a rehearsal went.
#[derive(Clone, Debug, Serialize)]
pub struct Rehearsal {
    /// Of what.
    pub of: String,
    /// Purchases that can be admitted per minute.
    pub admit_per_minute: u64,
    /// What gives way first beyond that.
    pub first_limit: Limit,
    /// What showed then.
    pub signs: Option<Signs>,
    /// Units the crowd came for.
    pub units: u64,
    /// Units sold to people and bots.
    pub sold: u64,
    /// Those who came to buy.
    pub people: Tally,
    /// Programs that came to buy, from a few addresses.
    pub bots: Tally,
    /// Requests of people who were let in, milliseconds: 50 and 99 percent.
    pub people_ms: [f64; 2],
    /// The first failures, in words.
    pub failures: Vec<String>,
    /// What is told of a drop and its queue beyond that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drop: Option<InDrop>,
    /// What `verify` found broken; empty when every invariant holds.
    pub broken: Vec<String>,
}

impl Rehearsal {
    /// Puts together what was found.
    #[must_use]
    pub fn of(name: String, capacity: Capacity, units: u64, people: &Record, bots: &Record) -> Self {
        let (first, other) = (&people.phases[0], &bots.phases[0]);
        Self {
            of: name,
            // Counts are far below 2^53.
            admit_per_minute: (capacity.rate * 60.0) as u64,
            first_limit: first_limit(capacity.signs.as_ref()),
            signs: capacity.signs,
            units,
            sold: first.tally.bought + other.tally.bought,
            people: first.tally,
            bots: other.tally,
            people_ms: [50.0, 99.0].map(|percent| first.admitted.percentile(percent)),
            failures: people.words.iter().chain(&bots.words).cloned().collect(),
            drop: None,
            broken: Vec::new(),
        }
    }

    /// The same of a drop, whose people come in phases.
    #[must_use]
    pub fn of_drop(name: String, capacity: Capacity, units: u64, drop: InDrop, people: &Record, bots: &Record) -> Self {
        let whole = people.total();
        let first_limit = drop.first_limit(&whole.tally, &capacity);
        let sold = whole.tally.bought + bots.phases[0].tally.bought;
        let people_ms = [50.0, 99.0].map(|percent| whole.admitted.percentile(percent));
        let of = Self::of(name, capacity, units, people, bots);
        Self { first_limit, sold, people: whole.tally, people_ms, drop: Some(drop), ..of }
    }

    /// Every unit was sold once and nobody was lied to.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.broken.is_empty() && self.sold <= self.units && self.people.server_errors + self.people.failed == 0
    }

    /// For people.
    #[must_use]
    pub fn words(&self) -> String {
        let (people, bots, [p50, p99]) = (&self.people, &self.bots, self.people_ms);
        let mut text = format!(
            "You can admit {} per minute; the first limit is {}.\n\n\
             Rehearsed: {}, {} units.\n\
             {} people came: {} bought, {} were told it is gone, {} were refused, {} left without an answer, {} met an error \
             (p50 {p50:.0} ms, p99 {p99:.0} ms).\n\
             {} times a bot came: {} bought, {} were told it is gone, {} were refused.\n",
            self.admit_per_minute,
            self.first_limit,
            self.of,
            self.units,
            people.arrivals,
            people.bought,
            people.sold_out,
            people.refused,
            people.left,
            people.server_errors + people.failed,
            bots.arrivals,
            bots.bought,
            bots.sold_out,
            bots.refused
        );
        let sold = match self.sold.cmp(&self.units) {
            std::cmp::Ordering::Greater => "OVERSOLD",
            std::cmp::Ordering::Equal => "every unit, once",
            std::cmp::Ordering::Less => "not all: fewer got as far as paying",
        };
        let _ = writeln!(text, "Sold: {} of {}, {sold}.", self.sold, self.units);
        text.extend(self.drop.as_ref().map(InDrop::words));
        self.failures.iter().for_each(|failure| _ = writeln!(text, "Failed: {failure}"));
        match self.broken.as_slice() {
            [] => text.push_str("Verify: every invariant holds.\n"),
            broken => broken.iter().for_each(|what| _ = writeln!(text, "BROKEN: {what}")),
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signs(shop: f64) -> Signs {
        let tally = Tally { arrivals: 100, bought: 50, left: 50, ..Tally::default() };
        Signs { tally, too_many: false, shop, generator: 0.1, processors: 2.0 }
    }

    #[test]
    fn the_first_limit_is_told_by_what_shows() {
        assert_eq!(first_limit(None), Limit::None);
        assert_eq!(first_limit(Some(&signs(1.8))), Limit::Processor);
        assert_eq!(first_limit(Some(&signs(0.6))), Limit::Database);
        let refused = Tally { arrivals: 100, refused: 50, ..Tally::default() };
        assert_eq!(first_limit(Some(&Signs { tally: refused, too_many: true, ..signs(1.8) })), Limit::RateLimits);
        assert_eq!(first_limit(Some(&Signs { tally: refused, ..signs(1.8) })), Limit::Processor);
        let broken = Tally { arrivals: 100, server_errors: 50, ..Tally::default() };
        assert_eq!(first_limit(Some(&Signs { tally: broken, ..signs(0.1) })), Limit::Errors);
    }

    fn rehearsal(sold: u64) -> Rehearsal {
        Rehearsal {
            of: "Kettle".into(),
            admit_per_minute: 1_200,
            first_limit: Limit::Processor,
            signs: None,
            units: 10,
            sold,
            people: Tally { arrivals: 30, bought: sold, ..Tally::default() },
            bots: Tally::default(),
            people_ms: [1.0, 2.0],
            failures: Vec::new(),
            drop: None,
            broken: Vec::new(),
        }
    }

    #[test]
    fn the_answer_comes_first_and_an_oversold_item_is_not_good() {
        let good = rehearsal(10);
        assert!(good.words().starts_with("You can admit 1200 per minute; the first limit is the processors."));
        assert!(good.is_good() && good.words().contains("every unit, once"));
        assert!(!rehearsal(11).is_good() && rehearsal(11).words().contains("OVERSOLD"));
        let broken = Rehearsal { broken: vec!["stock".into()], ..rehearsal(10) };
        assert!(!broken.is_good() && broken.words().contains("BROKEN: stock"));
    }
}
