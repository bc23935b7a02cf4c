//! The same purchases on the embedded database.

use super::purchases::{JOBS_DONE_WITHIN, all_goods};
use crate::{
    goods,
    journey::{Crowd, buy_for},
    machine::Machine,
    report::{Report, Row},
    shop::Shop,
    stats::median,
};

const CONNECTIONS: usize = 64;

pub async fn run(machine: &Machine, report: &mut Report) -> anyhow::Result<()> {
    let url = format!("sqlite://{}?mode=rwc", machine.work.join("shop.db").display());
    goods::stock(machine, &url).await?;
    let shop = Shop::open(machine, &url, true).await?;
    let (hot_goods, spread_goods) = all_goods(shop.addr).await?;
    buy_for(shop.addr, CONNECTIONS, machine.pace.warm_up, &spread_goods).await?;
    let (mut hot, mut spread) = (Vec::new(), Vec::new());
    for _ in 0..machine.pace.rounds {
        for (goods, rounds) in [(&hot_goods, &mut hot), (&spread_goods, &mut spread)] {
            shop.wait_for_jobs(JOBS_DONE_WITHIN).await?;
            rounds.push(buy_for(shop.addr, CONNECTIONS, machine.pace.long, goods).await?);
        }
    }
    let rate = median(hot.iter().map(Crowd::per_second));
    let row = Row::new("SQLite: purchases of one hot item, 64 connections", rate, "/s");
    let note = times(&mut hot);
    report.add(row.against("pages flushed one by one", report.flushes).note(note));
    let row = Row::new("SQLite: purchases spread over 1,000 items", median(spread.iter().map(Crowd::per_second)), "/s");
    let note = times(&mut spread);
    report.add(row.against("those of one hot item", rate).note(note));
    for crowd in hot.iter().chain(&spread) {
        if let Some(first) = crowd.failed.first() {
            report.wrong(format!("SQLite: {} purchases failed; the first: {first}", crowd.failed.len()));
        }
    }
    shop.close(machine, report, "SQLite").await
}

fn times(rounds: &mut [Crowd]) -> String {
    let errors: usize = rounds.iter().map(|crowd| crowd.failed.len()).sum();
    let mut of = |percent| median(rounds.iter_mut().map(|crowd| crowd.times.percentile(percent)));
    let (p50, p99) = (of(50.0), of(99.0));
    format!("p50 {p50:.0} ms, p99 {p99:.0} ms, {errors} errors")
}
