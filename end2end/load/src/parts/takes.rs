//! One hot item, three designs: the row everyone updates, a row per unit, and the shop's own.

use anyhow::{Context, bail};
use serde::Deserialize;
use tokio::process::Command;

use crate::{
    goods,
    machine::{Machine, sql},
    postgres::output,
    report::{Report, Row},
    stats::median,
};

const DATABASE: &str = "bench_takes";
/// As many as the naive design does best with.
const CLIENTS: usize = 32;
const CALLERS: usize = 64;
const OTHER_CALLERS: [usize; 3] = [1, 8, 256];
/// Units one person may have. Each take is a person's first, so each looks and none is refused.
const CAP: &str = "2";
/// Rows of the design with a row per unit; more than are taken in a round.
const UNITS: &str = "400000";
const NAIVE: &str = "naive UPDATE, pgbench, 32 clients";

/// What the driver of the domain operation prints.
#[derive(Debug, Deserialize)]
struct Driven {
    per_second: f64,
    refused: u64,
    p50_ms: f64,
    p99_ms: f64,
}

/// One round has a database of its own, so that none inherits the rows of another.
struct Round<'a> {
    machine: &'a Machine,
    variant: String,
}

impl<'a> Round<'a> {
    async fn begin(machine: &'a Machine) -> anyhow::Result<Self> {
        goods::fresh_database(machine, DATABASE).await?;
        let select = format!("SELECT id FROM variant WHERE sku = '{}'", goods::HOT);
        let variant = machine.postgres.ask(DATABASE, &select).await?;
        let setup = [("variant", variant.as_str()), ("units", UNITS)];
        machine.postgres.run_file(DATABASE, &sql("unit_rows_setup.sql"), &setup).await?;
        Ok(Self { machine, variant })
    }

    async fn pgbench(&self, script: &str) -> anyhow::Result<f64> {
        let (seconds, variables) = (self.machine.pace.short.as_secs_f64(), [("variant", self.variant.as_str())]);
        let reached = self.machine.postgres.bench(DATABASE, &sql(script), CLIENTS, seconds, &variables).await?;
        Ok(reached.per_second)
    }

    /// `design`: `domain` or `naive`.
    async fn drive(&self, design: &str, callers: usize) -> anyhow::Result<Driven> {
        let mut command = Command::new(&self.machine.hot_item);
        command
            .env_clear()
            .env("DATABASE_URL", self.machine.postgres.url(DATABASE))
            .env("FLOODGATE_SECRET", "a secret of the benchmark's own, used nowhere")
            .env("FLOODGATE_DATA_DIR", self.machine.work.join("data"))
            .args([design, &self.variant, &callers.to_string()])
            .args(["1", &self.machine.pace.short.as_secs().to_string(), CAP]);
        let text = output(command).await?;
        let driven: Driven = serde_json::from_str(&text).with_context(|| format!("hot_item said {text}"))?;
        if driven.refused > 0 {
            bail!("{} takes were refused though there was plenty", driven.refused);
        }
        Ok(driven)
    }

    /// Three processes on one database.
    async fn together(&self) -> anyhow::Result<f64> {
        let drive = || self.drive("domain", CALLERS);
        let (one, two, three) = tokio::join!(drive(), drive(), drive());
        Ok([one?, two?, three?].iter().map(|driven| driven.per_second).sum())
    }

    /// Units held, as the item and as its holds tell it.
    async fn held(&self) -> anyhow::Result<(i64, i64)> {
        let select = format!(
            "SELECT (SELECT sum(held) FROM stock_item WHERE variant_id = '{0}'),
                (SELECT coalesce(sum(quantity), 0) FROM hold WHERE variant_id = '{0}' AND state = 'active')",
            self.variant
        );
        let row = self.machine.postgres.ask(DATABASE, &select).await?;
        let numbers = row.split_once('|').and_then(|(item, holds)| Some((item.parse().ok()?, holds.parse().ok()?)));
        numbers.with_context(|| format!("no numbers: {row}"))
    }

    async fn units_left(&self) -> anyhow::Result<bool> {
        let select = "SELECT EXISTS (SELECT FROM bench_unit WHERE order_id IS NULL)";
        Ok(self.machine.postgres.ask(DATABASE, select).await? == "t")
    }
}

/// What all rounds together came to.
#[derive(Default)]
struct Rates {
    naive: Vec<f64>,
    units: Vec<f64>,
    pool: Vec<f64>,
    ours: Vec<Driven>,
    others: [Vec<Driven>; 3],
    together: Vec<f64>,
}

pub async fn run(machine: &Machine, report: &mut Report) -> anyhow::Result<()> {
    let mut rates = Rates::default();
    Round::begin(machine).await?.pgbench("naive.sql").await?; // to warm up
    for _ in 0..machine.pace.rounds {
        let round = Round::begin(machine).await?;
        rates.naive.push(round.pgbench("naive.sql").await?);
        rates.units.push(round.pgbench("unit_rows.sql").await?);
        if !round.units_left().await? {
            bail!("{UNITS} rows were too few for the design with a row per unit");
        }
        rates.pool.push(round.drive("naive", CALLERS).await?.per_second);
        let before = round.held().await?;
        rates.ours.push(round.drive("domain", CALLERS).await?);
        for (callers, driven) in OTHER_CALLERS.iter().zip(&mut rates.others) {
            driven.push(round.drive("domain", *callers).await?);
        }
        rates.together.push(round.together().await?);
        let after = round.held().await?;
        let (of_item, of_holds) = (after.0 - before.0, after.1 - before.1);
        if of_item != of_holds || of_item == 0 {
            report.wrong(format!("the hot item holds {of_item} more units, its holds come to {of_holds}"));
        }
    }
    tell(rates, report);
    machine.postgres.drop(DATABASE).await
}

fn tell(rates: Rates, report: &mut Report) {
    let peer = median(rates.naive);
    let row = |name: String, value| Row::new(name, value, "/s").against(NAIVE, peer);
    let domain = |name: String, driven: &[Driven]| {
        let of = |value: fn(&Driven) -> f64| median(driven.iter().map(value));
        let times = format!("p50 {:.2} ms, p99 {:.2} ms", of(|one| one.p50_ms), of(|one| one.p99_ms));
        row(name, of(|one| one.per_second)).note(times)
    };
    report.add(domain(format!("takes of one hot item, {CALLERS} callers"), &rates.ours).goal("≥ 20 ×"));
    let together = format!("… from three processes, {CALLERS} callers each");
    report.add(row(together, median(rates.together)).goal("≥ 15 ×"));
    for (callers, driven) in OTHER_CALLERS.iter().zip(&rates.others) {
        report.add(domain(format!("… {callers} callers"), driven));
    }
    report.add(row("a row per unit, SKIP LOCKED, pgbench, 32 clients".into(), median(rates.units)));
    report.add(row(format!("naive UPDATE through the shop's pool, {CALLERS} callers"), median(rates.pool)));
    report.add(Row::new(NAIVE, peer, "/s").against("pages flushed one by one", report.flushes));
}
