//! Half an hour at a load the shop can bear: does it grow?

use std::{sync::Arc, time::Duration};

use load::{
    open::{self, Bounds, Plan},
    run_report::RunReport,
    visitors::{Addresses, Errand, Goods, Guest, Outing},
};

use super::{goodput::most_purchases, purchases::all_goods};
use crate::{
    goods::{self, SPREAD},
    machine::Machine,
    report::{Report, Row},
    shop::Shop,
    stats::median,
};

const DATABASE: &str = "bench_soak";
/// Of the most purchases.
const SHARE: f64 = 0.7;
/// Looks at the memory.
const LOOKS: u32 = 240;

pub async fn run(machine: &Machine, report: &mut Report) -> anyhow::Result<()> {
    goods::fresh_database(machine, DATABASE).await?;
    let shop = Shop::open(machine, &machine.postgres.url(DATABASE), true).await?;
    let most = match report.most_purchases {
        Some(most) => most,
        None => most_purchases(machine, &shop, report).await?,
    };
    let (_, variants) = all_goods(shop.addr).await?;
    let goods = Goods { slugs: (0..SPREAD).map(goods::spread).collect(), variants: variants.to_vec() };
    let outing = Arc::new(Outing { shop: shop.addr, goods, errands: vec![Errand::Buy], from: Addresses::OneEach });
    let plan = Plan::steady("soak", SHARE * most, machine.pace.soak);
    let (record, memory) =
        tokio::join!(open::run(&plan, Bounds::default(), || Guest::new(&outing)), watch(&shop, machine.pace.soak));
    let quarter = memory.len() / 4;
    let of = |number: usize| median(memory.iter().skip(number * quarter).take(quarter).copied());
    let row = Row::new("memory, last quarter of the soak at 70 % of P", of(3), "MB").against("second quarter", of(1));
    let phase = &record.phases[0];
    report.add(row.goal("≤ 1.05 ×").note(format!(
        "{:.0} s, {:.0} purchases a second of {:.0} offered, p99 of requests {:.0} ms, {} refused, {} failed",
        machine.pace.soak.as_secs_f64(),
        phase.bought_per_second(),
        phase.phase.rate,
        phase.admitted.percentile(99.0),
        phase.tally.refused,
        phase.tally.failed + phase.tally.server_errors
    )));
    RunReport::of("Soak at 70 % of P", record).write(&machine.results, "soak")?;
    shop.close(machine, report, "the soak").await?;
    machine.postgres.drop(DATABASE).await
}

/// Resident memory, megabytes, evenly over `time`.
async fn watch(shop: &Shop, time: Duration) -> Vec<f64> {
    let (mut looks, mut ticks) = (Vec::new(), tokio::time::interval(time / LOOKS));
    for _ in 0..LOOKS {
        ticks.tick().await;
        looks.push(shop.memory().resident);
    }
    looks
}
