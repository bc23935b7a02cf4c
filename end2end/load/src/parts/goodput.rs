//! The measure of the project: what the shop still sells when many times more people want to buy than it can serve.

use std::{sync::Arc, time::Duration};

use load::{
    open::{self, Bounds, Phase, PhaseRecord, Plan, Record},
    plot::{Line, Plot},
    run_report::RunReport,
    visitors::{Addresses, Errand, Goods, Guest, Outing},
};

use super::purchases::{JOBS_DONE_WITHIN, all_goods};
use crate::{
    cpu::Spent,
    goods::{self, SPREAD},
    journey::{Crowd, buy_for},
    machine::Machine,
    report::{Report, Row},
    shop::Shop,
    stats::median,
};

const DATABASE: &str = "bench_goodput";
const CONNECTIONS: [usize; 3] = [32, 64, 256];
/// Times the most purchases per second.
const FACTORS: [f64; 4] = [2.0, 5.0, 10.0, 20.0];
/// The load everything else is compared with.
const CALM: f64 = 0.5;
/// Before and after each crowd, at half of what the shop can do.
const BEFORE: Duration = Duration::from_secs(5);
const AFTER: Duration = Duration::from_secs(15);
/// A request of an admitted shopper may take so many times what it takes at half load.
const SLOWER: f64 = 3.0;
/// Seconds until all is as before.
const RECOVERY: f64 = 10.0;
const BOUNDS: Bounds = Bounds { in_flight: 2048, patience: Duration::from_secs(10) };

/// What one crowd came to.
struct Point {
    factor: f64,
    record: Record,
    /// Processors kept busy meanwhile.
    busy: Spent,
    recovered: Option<usize>,
}

impl Point {
    fn crowd(&self) -> &PhaseRecord {
        &self.record.phases[1]
    }
}

pub async fn run(machine: &Machine, report: &mut Report) -> anyhow::Result<()> {
    goods::fresh_database(machine, DATABASE).await?;
    let shop = Shop::open(machine, &machine.postgres.url(DATABASE), true).await?;
    let most = most_purchases(machine, &shop, report).await?;
    let (_, variants) = all_goods(shop.addr).await?;
    let goods = Goods { slugs: (0..SPREAD).map(goods::spread).collect(), variants: variants.to_vec() };
    let outing = Arc::new(Outing { shop: shop.addr, goods, errands: vec![Errand::Buy; 3], from: Addresses::OneEach });
    let visit = |plan: Plan| {
        let outing = Arc::clone(&outing);
        async move { open::run(&plan, BOUNDS, || Guest::new(&outing)).await }
    };
    shop.wait_for_jobs(JOBS_DONE_WITHIN).await?;
    let calm = visit(Plan::steady("half", CALM * most, machine.pace.crowd)).await;
    let calm_p99 = calm.phases[0].admitted.percentile(99.0);
    let row = Row::new("purchases at 0.5 × P, open model", calm.phases[0].bought_per_second(), "/s");
    report.add(row.against("offered", CALM * most).note(format!("p99 of requests {calm_p99:.1} ms")));
    let mut points = Vec::new();
    for factor in FACTORS {
        shop.wait_for_jobs(JOBS_DONE_WITHIN).await?;
        let plan = Plan {
            phases: vec![
                Phase::new("before", CALM * most, BEFORE),
                Phase::new(format!("{factor} × P"), factor * most, machine.pace.crowd),
                Phase::new("after", CALM * most, AFTER),
            ],
        };
        let (record, busy) = tokio::join!(visit(plan.clone()), busy_during_the_crowd(&shop, machine.pace.crowd));
        let recovered = record.recovered_after(plan.begin_of(2), SLOWER * calm_p99);
        let point = Point { factor, record, busy, recovered };
        tell(&point, most, calm_p99, report);
        RunReport::of(format!("Purchases at {factor} × P = {:.0} a second", factor * most), point.record.clone())
            .write(&machine.results, &format!("goodput-{factor}"))?;
        points.push(point);
    }
    draw(machine, most, &calm.phases[0], &points)?;
    shop.close(machine, report, "goodput").await?;
    machine.postgres.drop(DATABASE).await
}

/// Processors kept busy while the crowd is there.
async fn busy_during_the_crowd(shop: &Shop, crowd: Duration) -> Spent {
    tokio::time::sleep(BEFORE).await;
    let before = Spent::so_far(shop.pid(), None);
    tokio::time::sleep(crowd).await;
    Spent::so_far(shop.pid(), None).since(before, crowd.as_secs_f64())
}

/// P: the best of the closed model, in which nobody comes before somebody has gone.
///
/// # Errors
/// When nothing can be bought.
pub(super) async fn most_purchases(machine: &Machine, shop: &Shop, report: &mut Report) -> anyhow::Result<f64> {
    let (_, spread) = all_goods(shop.addr).await?;
    buy_for(shop.addr, CONNECTIONS[0], machine.pace.warm_up, &spread).await?;
    let mut best = (0.0, 0);
    for connections in CONNECTIONS {
        let mut rounds = Vec::new();
        for _ in 0..machine.pace.rounds {
            shop.wait_for_jobs(JOBS_DONE_WITHIN).await?;
            rounds.push(buy_for(shop.addr, connections, machine.pace.long, &spread).await?);
        }
        let rate = median(rounds.iter().map(Crowd::per_second));
        if rate > best.0 {
            best = (rate, connections);
        }
    }
    let (rate, connections) = best;
    report.add(
        Row::new("P, the most purchases, closed model", rate, "/s").note(format!("from {connections} connections")),
    );
    report.most_purchases = Some(rate);
    Ok(rate)
}

fn tell(point: &Point, most: f64, calm_p99: f64, report: &mut Report) {
    let (crowd, factor) = (point.crowd(), point.factor);
    let tally = crowd.tally;
    let row = Row::new(format!("purchases at {factor} × P"), crowd.bought_per_second(), "/s").against("P", most);
    report.add(row.goal("≥ 0.95 ×").note(format!(
        "{} came: {} bought, {} refused, {} left without an answer, {} failed; processors: shop {:.2}, generator {:.2}",
        tally.arrivals, tally.bought, tally.refused, tally.left, tally.failed, point.busy.shop, point.busy.generator
    )));
    let row = Row::new(format!("… p99 of admitted requests at {factor} × P"), crowd.admitted.percentile(99.0), "ms");
    let refused = crowd.refusals.percentile(99.0);
    let row = row.against("at 0.5 × P", calm_p99).goal("≤ 3 ×");
    report.add(row.note(format!("p99 of refusals {refused:.1} ms")));
    let amiss = tally.server_errors + tally.untold;
    let row = Row::new(
        format!("… 5xx, and refusals that do not say when to come again, at {factor} × P"),
        amiss as f64,
        "answers",
    );
    report.add(row.goal("0").note(format!("{} 5xx, {} untold", tally.server_errors, tally.untold)));
    let name = format!("… back to normal after {factor} × P");
    match point.recovered {
        Some(seconds) => report.add(Row::new(name, seconds as f64, "s").against("goal", RECOVERY).goal("≤ 1 ×")),
        None => report.add(
            Row::new(name, AFTER.as_secs_f64(), "s")
                .against("goal", RECOVERY)
                .goal("≤ 1 ×")
                .note("not within the time measured"),
        ),
    }
}

/// Purchases against offered load: flat where others collapse.
fn draw(machine: &Machine, most: f64, calm: &PhaseRecord, points: &[Point]) -> anyhow::Result<()> {
    // Each doubling takes the same room: what matters happens around 1 and at 20.
    let curve = |value: &dyn Fn(&PhaseRecord) -> f64| {
        let first = (CALM.log2(), value(calm));
        let others = points.iter().map(|point| (point.factor.log2(), value(point.crowd())));
        std::iter::once(first).chain(others).collect::<Vec<_>>()
    };
    let place = |factor: f64| (factor.log2(), format!("{factor} × P"));
    let plot = Plot {
        title: "Purchases completed while more people want to buy than the shop can serve".into(),
        x: "offered load".into(),
        y: format!("purchases per second; P = {most:.0}"),
        lines: vec![Line { name: "completed".into(), points: curve(&|phase| phase.bought_per_second()) }],
        level: Some(("P, the most it can".into(), most)),
        places: [CALM].into_iter().chain(FACTORS).map(place).collect(),
        dots: true,
    };
    std::fs::write(machine.results.join("goodput.svg"), plot.svg())?;
    let times = Plot {
        title: "How long requests take for those who are let in".into(),
        y: "milliseconds, p99, waiting included".into(),
        lines: vec![Line { name: "admitted".into(), points: curve(&|phase| phase.admitted.percentile(99.0)) }],
        level: Some(("3 × half load".into(), SLOWER * calm.admitted.percentile(99.0))),
        ..plot
    };
    std::fs::write(machine.results.join("goodput-latency.svg"), times.svg())?;
    Ok(())
}
