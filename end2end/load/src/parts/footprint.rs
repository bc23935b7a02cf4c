//! What the process itself takes: time to start, memory at rest and at most.

use std::time::Duration;

use crate::{
    goods,
    machine::Machine,
    report::{Report, Row},
    shop::Shop,
    stats::median,
};

const DATABASE: &str = "bench_footprint";
/// Seconds.
const START: f64 = 0.2;
/// Megabytes.
const IDLE: f64 = 60.0;
/// Megabytes.
const PEAK: f64 = 150.0;
/// What a start leaves behind has been given back by then.
const AT_REST: Duration = Duration::from_secs(3);

pub async fn run(machine: &Machine, report: &mut Report) -> anyhow::Result<()> {
    goods::fresh_database(machine, DATABASE).await?;
    let url = machine.postgres.url(DATABASE);
    let (mut starts, mut idle) = (Vec::new(), 0.0);
    for start in 0..machine.pace.starts {
        let mut shop = Shop::open(machine, &url, true).await?;
        starts.push(shop.opened_within.as_secs_f64());
        if start == 0 {
            tokio::time::sleep(AT_REST).await;
            idle = shop.memory().resident;
        }
        shop.stop().await?;
    }
    let slowest = starts.iter().copied().fold(0.0, f64::max);
    let row = Row::new("start to ready, PostgreSQL", median(starts), "s").against("goal", START).goal("≤ 1 ×");
    report.add(row.note(format!("median of {}, the slowest {slowest:.3} s", machine.pace.starts)));
    report.add(Row::new("memory at rest", idle, "MB").against("goal", IDLE).goal("≤ 1 ×"));
    let most = report.peaks.iter().max_by(|one, other| one.1.total_cmp(&other.1)).cloned();
    if let Some((what, most)) = most {
        let all: Vec<String> = report.peaks.iter().map(|(what, peak)| format!("{what} {peak:.0}")).collect();
        let row = Row::new(format!("memory at most, during {what}"), most, "MB").against("goal", PEAK).goal("≤ 1 ×");
        report.add(row.note(all.join(", ")));
    }
    machine.postgres.drop(DATABASE).await
}
