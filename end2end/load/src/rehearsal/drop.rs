//! The crowd of a drop, and what it comes to.

use std::{
    ops::RangeInclusive,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};

use super::{
    BOT_ADDRESSES, Capacity, Limit, PEOPLE_PER_UNIT, RUSH, Stage, first_limit,
    queue::{Comer, Door, Manner, Sale},
};
use crate::{
    open::{self, Bounds, Phase, Plan, Record, Tally},
    visitors::{Addresses, Outing},
};

/// Fewer are no crowd; more would be more than one machine can be.
const PEOPLE: RangeInclusive<u64> = 30..=5_000;
/// Programs, one from each of their addresses. Each tries ten times a second.
const BOTS: u32 = BOT_ADDRESSES;
/// Of the people, those who come before the start.
const EARLY: f64 = 0.5;
/// Latecomers come within this part of the sale.
const LATE: f64 = 0.3;
/// Whoever is told to look again in twenty seconds hears by then that the drop is over.
const GONE_WITHIN: Duration = Duration::from_secs(25);

/// A drop that has been announced on the copy.
#[derive(Clone, Debug)]
pub struct Drop {
    /// Its name in addresses.
    pub slug: String,
    /// People can join before the start.
    pub gathers: bool,
    /// From now until the start.
    pub before: Duration,
    /// From the start until the end.
    pub sale: Duration,
    /// People let in a minute, as it is planned.
    pub per_minute: u64,
}

/// Who came, what became of them, and what they met on their way: people, and programs.
#[derive(Debug)]
pub struct Came {
    /// People.
    pub people: (Record, Door),
    /// Programs.
    pub bots: (Record, Door),
}

/// Everyone comes: twice as many people as can be let in, where there are units for more than that, and bots all the time.
pub async fn come(stage: &Stage, drop: &Drop, units: u64, rate: f64) -> Came {
    let begun = Instant::now();
    let pace = rate.min(drop.per_minute as f64 / 60.0);
    let people = ((RUSH * pace * drop.sale.as_secs_f64()) as u64).min(units * PEOPLE_PER_UNIT);
    let people = people.clamp(*PEOPLE.start(), *PEOPLE.end()) as f64;
    let ends = begun + drop.before + drop.sale;
    let (people, bots) = tokio::join!(
        send(stage, drop, Manner::Waits, Addresses::OneEach, arrivals(drop, people), ends),
        send(stage, drop, Manner::Hammers, Addresses::Shared(BOT_ADDRESSES), bots(drop), ends),
    );
    Came { people, bots }
}

fn arrivals(drop: &Drop, people: f64) -> Plan {
    let early = if drop.gathers { people * EARLY } else { 0.0 };
    let phase = |name: &str, people: f64, time: Duration| Phase::new(name, people / time.as_secs_f64(), time);
    let late = drop.sale.mul_f64(LATE);
    Plan { phases: vec![phase("before the start", early, drop.before), phase("latecomers", people - early, late)] }
}

fn bots(drop: &Drop) -> Plan {
    Plan::steady("bots", f64::from(BOTS) / drop.before.as_secs_f64(), drop.before)
}

async fn send(
    stage: &Stage,
    drop: &Drop,
    manner: Manner,
    from: Addresses,
    plan: Plan,
    ends: Instant,
) -> (Record, Door) {
    let outing = Outing { shop: stage.shop, goods: stage.goods.clone(), errands: Vec::new(), from };
    let (slug, door) = (drop.slug.clone(), Mutex::default());
    let sale = Arc::new(Sale { outing, slug, ends, manner, door });
    let patience = drop.before + drop.sale + GONE_WITHIN;
    // Whoever waits in line has no connection, so there is room for all of them.
    let bounds = Bounds { in_flight: *PEOPLE.end() as usize, patience };
    let record = open::run(&plan, bounds, || Comer::new(&sale)).await;
    let door = *sale.door();
    (record, door)
}

/// What the shop itself says of the drop afterwards.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Books {
    /// Tickets handed out.
    pub demand: u64,
    /// Of those, before the start.
    pub entrants: u64,
    /// Tickets let in.
    pub admitted: u64,
    /// Units sold in orders that stand.
    pub units_sold: u64,
    /// Seconds from the start until nothing was left; none when something was.
    pub sold_out_after_seconds: Option<u64>,
    /// Carts that let their time at the till pass.
    pub holds_expired: u64,
    /// Why people were turned away, and how often.
    pub refused: Vec<Refused>,
}

/// How often people were turned away.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Refused {
    /// Why.
    pub why: String,
    /// How often.
    pub times: u64,
}

/// What is told of a drop beyond what is told of any sale.
#[derive(Clone, Debug, Default, Serialize)]
pub struct InDrop {
    /// People let in a minute, as it is planned.
    pub planned_per_minute: u64,
    /// People let in a minute, as it went.
    pub admitted_per_minute: u64,
    /// What people met.
    pub people: Door,
    /// What programs met.
    pub bots: Door,
    /// What the shop itself says.
    pub report: Books,
}

impl InDrop {
    /// Puts together what was met and what the shop says.
    #[must_use]
    pub fn of(drop: &Drop, people: Door, bots: Door, report: Books) -> Self {
        let seconds = report.sold_out_after_seconds.unwrap_or(drop.sale.as_secs()).clamp(1, drop.sale.as_secs().max(1));
        let admitted_per_minute = report.admitted * 60 / seconds;
        Self { planned_per_minute: drop.per_minute, admitted_per_minute, people, bots, report }
    }

    /// What gave way, or held people up, first. To be sent to the queue is no limit: that is what it is for.
    #[must_use]
    pub fn first_limit(&self, people: &Tally, capacity: &Capacity) -> Limit {
        let door = &self.people;
        if people.server_errors + people.failed > people.arrivals / 20 {
            Limit::Errors
        } else if door.limited > people.arrivals / 20 {
            Limit::RateLimits
        } else if capacity.rate * 60.0 < self.planned_per_minute as f64 && capacity.signs.is_some() {
            first_limit(capacity.signs.as_ref())
        } else if door.held_by_pace > door.held_by_stock {
            Limit::Admission
        } else if door.held_by_stock > 0 {
            Limit::Stock
        } else {
            Limit::None
        }
    }

    /// For people.
    #[must_use]
    pub fn words(&self) -> String {
        let (door, report) = (&self.people, &self.report);
        let sold_out = report
            .sold_out_after_seconds
            .map_or_else(|| "it did not sell out".to_owned(), |seconds| format!("it was sold out after {seconds} s"));
        let refused: Vec<String> = report.refused.iter().map(|one| format!("{} {}", one.times, one.why)).collect();
        let refused = if refused.is_empty() { "nobody".to_owned() } else { refused.join(", ") };
        format!(
            "The queue: {} took a place, {} of them before the start; {} were let in, {} a minute where {} are planned; {sold_out}.\n\
             {} people waited for the pace of the queue, {} for stock; {} met the limits per client address ({} times), {} times the \
             shop was busy.\n\
             Turned away at the door: {refused}. Bots were sent to the queue {} times and met the limits {} times.\n",
            report.demand,
            report.entrants,
            report.admitted,
            self.admitted_per_minute,
            self.planned_per_minute,
            door.held_by_pace,
            door.held_by_stock,
            door.limited,
            door.too_many,
            door.busy,
            self.bots.sent_to_queue,
            self.bots.too_many
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{super::Signs, *};

    fn drop() -> Drop {
        let (before, sale) = (Duration::from_secs(10), Duration::from_secs(20));
        Drop { slug: "lamp".into(), gathers: true, before, sale, per_minute: 600 }
    }

    #[test]
    fn half_of_the_people_come_before_the_start_where_that_can_be() {
        let count = |drop: &Drop, phase| arrivals(drop, 100.0).arrivals().filter(|one| one.phase == phase).count();
        assert_eq!([0, 1].map(|phase| count(&drop(), phase)), [50, 50]);
        let late = Drop { gathers: false, ..drop() };
        assert_eq!([0, 1].map(|phase| count(&late, phase)), [0, 100]);
        assert_eq!(bots(&drop()).arrivals().count(), BOTS as usize);
    }

    #[test]
    fn what_held_people_up_is_the_limit_and_the_queue_is_none_by_itself() {
        let people = Tally { arrivals: 100, bought: 50, ..Tally::default() };
        let wide = Capacity { rate: 100.0, signs: None };
        let met = |door: Door| InDrop { planned_per_minute: 600, people: door, ..InDrop::default() };
        let queued = Door { sent_to_queue: 500, ..Door::default() };
        assert_eq!(met(queued).first_limit(&people, &wide), Limit::None);
        assert_eq!(met(Door { limited: 10, too_many: 90, ..queued }).first_limit(&people, &wide), Limit::RateLimits);
        let by_pace = Door { held_by_pace: 60, held_by_stock: 10, ..queued };
        assert_eq!(met(by_pace).first_limit(&people, &wide), Limit::Admission);
        assert_eq!(met(Door { held_by_stock: 61, ..by_pace }).first_limit(&people, &wide), Limit::Stock);
        let signs = Signs { shop: 1.0, processors: 4.0, ..Signs::default() };
        let narrow = Capacity { rate: 9.0, signs: Some(signs) };
        assert_eq!(met(by_pace).first_limit(&people, &narrow), Limit::Database);
        let broken = Tally { server_errors: 10, ..people };
        assert_eq!(met(by_pace).first_limit(&broken, &narrow), Limit::Errors);
    }

    #[test]
    fn the_pace_is_counted_until_nothing_was_left() {
        let report = Books { admitted: 100, sold_out_after_seconds: Some(10), ..Books::default() };
        let pace = |report| InDrop::of(&drop(), Door::default(), Door::default(), report).admitted_per_minute;
        assert_eq!(pace(report.clone()), 600);
        assert_eq!(pace(Books { sold_out_after_seconds: None, ..report.clone() }), 300);
        assert_eq!(pace(Books { sold_out_after_seconds: Some(0), ..report }), 6_000);
    }
}
