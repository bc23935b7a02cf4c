//! A sale before the sale: how many can be let in, and does a crowd of people and bots leave the books in order?

mod drop;
mod page;
mod queue;
mod verdict;

use std::{net::SocketAddr, sync::Arc, time::Duration};

use crate::{
    cpu::Spent,
    open::{self, Bounds, Phase, Plan, Record, Tally},
    visitors::{Addresses, Errand, Goods, Guest, Outing},
};
pub use drop::{Books, Came, Drop, InDrop, come};
pub use queue::Door;
pub use verdict::{Limit, Rehearsal, Signs, first_limit};

/// Purchases per second of the first step.
const FIRST_RATE: f64 = 20.0;
/// Nobody can ask for more from one machine.
const MOST_RATE: f64 = 20_000.0;
/// Looks between the last rate that went well and the first that did not.
const HALVINGS: u32 = 3;
/// Steps of the search, at most: doublings and halvings.
const STEPS: u32 = 12;
/// Somebody who is let in buys within this, milliseconds at the 99th percentile.
const PATIENCE: f64 = 2_000.0;
/// Of those who come, so many have to be served.
const SERVED: f64 = 0.95;
/// People for each unit, in the dress rehearsal.
const PEOPLE_PER_UNIT: u64 = 3;
/// Fewer are no crowd, more only take time.
const PEOPLE: std::ops::RangeInclusive<u64> = 200..=20_000;
/// One bot's request for so many people's.
const BOT_SHARE: f64 = 0.2;
/// Addresses all bots share.
const BOT_ADDRESSES: u32 = 20;
/// They come so many times faster than people can be let in.
const RUSH: f64 = 2.0;
const BOUNDS: Bounds = Bounds { in_flight: 1024, patience: Duration::from_secs(10) };

/// Where to rehearse, and what with.
#[derive(Clone, Debug)]
pub struct Stage {
    /// A shop of the rehearsal's own.
    pub shop: SocketAddr,
    /// Its process.
    pub pid: u32,
    /// What the sale is of.
    pub goods: Goods,
    /// For the search, and again for the crowd at most.
    pub time: Duration,
}

/// What the search found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Capacity {
    /// Purchases per second that went well.
    pub rate: f64,
    /// What showed when it did not go well any more; none when even the most did.
    pub signs: Option<Signs>,
}

/// Doubles the rate until the shop does not keep up, then looks between. There has to be stock for all of it.
pub async fn search(stage: &Stage, mut said: impl FnMut(String)) -> Capacity {
    let time = (stage.time / STEPS).max(Duration::from_secs(1));
    let (mut good, mut bad, mut signs, mut rate) = (0.0, MOST_RATE, None, FIRST_RATE);
    let mut halvings = 0;
    for _ in 0..STEPS {
        let before = Spent::so_far(stage.pid, None);
        let record = visit(stage, Errand::Buy, Addresses::OneEach, Plan::steady("search", rate, time)).await;
        let busy = Spent::so_far(stage.pid, None).since(before, time.as_secs_f64());
        let (tally, p99) = (record.phases[0].tally, record.phases[0].visits.percentile(99.0));
        let well = went_well(&tally, p99);
        said(format!(
            "{rate:.0} a second: {} of {} bought, p99 of a purchase {p99:.0} ms{}",
            tally.bought,
            tally.arrivals,
            if well { "" } else { ", too many" }
        ));
        if well {
            good = rate;
        } else {
            bad = rate;
            signs = Some(Signs::of(&record, busy));
        }
        rate = if signs.is_none() { rate * 2.0 } else { f64::midpoint(good, bad) };
        halvings += u32::from(signs.is_some());
        if halvings > HALVINGS || rate > MOST_RATE {
            break;
        }
    }
    Capacity { rate: good, signs }
}

fn went_well(tally: &Tally, p99: f64) -> bool {
    tally.bought as f64 >= SERVED * tally.arrivals as f64 && p99 <= PATIENCE
}

/// The crowd of a sale of `units`, twice as fast as `rate` lets in, and bots that never pause.
pub async fn crowd(stage: &Stage, units: u64, rate: f64) -> (Record, Record) {
    let people = (units * PEOPLE_PER_UNIT).clamp(*PEOPLE.start(), *PEOPLE.end());
    let rush = RUSH * rate.max(FIRST_RATE);
    // Where few can be let in, fewer come: nobody rehearses for hours.
    let time = Duration::from_secs_f64(people as f64 / rush).min(stage.time);
    let plan = |name: &str, rate| Plan { phases: vec![Phase::new(name, rate, time)] };
    tokio::join!(
        visit(stage, Errand::Buy, Addresses::OneEach, plan("people", rush)),
        visit(stage, Errand::Snatch, Addresses::Shared(BOT_ADDRESSES), plan("bots", rush * BOT_SHARE)),
    )
}

async fn visit(stage: &Stage, errand: Errand, from: Addresses, plan: Plan) -> Record {
    let outing = Arc::new(Outing { shop: stage.shop, goods: stage.goods.clone(), errands: vec![errand], from });
    open::run(&plan, BOUNDS, || Guest::new(&outing)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_goes_well_when_almost_everyone_buys_in_time() {
        let tally = |bought| Tally { arrivals: 100, bought, ..Tally::default() };
        assert!(went_well(&tally(95), 2_000.0));
        assert!(!went_well(&tally(94), 100.0));
        assert!(!went_well(&tally(100), 2_001.0));
    }
}
