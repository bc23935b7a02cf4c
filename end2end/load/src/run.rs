//! `load run SCENARIO`: one scenario against a shop that is there.

use std::{net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use anyhow::{Context, bail};
use clap::Parser;
use load::{
    cpu::Spent,
    open::{self, Bounds},
    run_report::RunReport,
    scenario::Scenario,
    visitors::{Addresses, Goods, Guest, Outing},
};
use tokio::process::Command;

use crate::postgres::output;

/// Visit a shop as a scenario says; a report in HTML and JSON tells what became of everyone.
#[derive(Debug, Parser)]
#[command(name = "load run")]
struct Args {
    /// browse, tpcw-browsing, tpcw-shopping, tpcw-ordering, flash-sale, spike, soak or purchases.
    scenario: Scenario,
    /// The shop. Plain HTTP: TLS would be the larger part of what this process does.
    #[arg(long, default_value = "http://127.0.0.1:3000")]
    url: String,
    /// Visits per second that are usual; a spike and a sale are twenty times that.
    #[arg(long, default_value_t = 20.0)]
    rate: f64,
    /// How long.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// The second in which a flash sale begins.
    #[arg(long, default_value_t = 10)]
    start: u64,
    /// Only these products, by slug.
    #[arg(long = "product")]
    products: Vec<String>,
    /// Visits at once.
    #[arg(long, default_value_t = 1024)]
    in_flight: usize,
    /// Seconds until a visitor leaves without an answer.
    #[arg(long, default_value_t = 10)]
    patience: u64,
    /// A `floodgate` binary to verify the shop's invariants with afterwards; the shop's database is named by DATABASE_URL.
    #[arg(long)]
    floodgate: Option<PathBuf>,
    /// Where the report goes.
    #[arg(long, default_value = "target/bench")]
    out: PathBuf,
}

/// Whether nothing was wrong. Failures and server errors are; refusals are not.
///
/// # Errors
/// When the shop is not there.
pub async fn run(args: impl Iterator<Item = String>) -> anyhow::Result<bool> {
    let args = match Args::try_parse_from(args) {
        Ok(args) => args,
        Err(error) => error.exit(),
    };
    let shop = address(&args.url).await?;
    let goods = match args.products.as_slice() {
        [] => Goods::of(shop).await,
        products => Goods::named(shop, products).await,
    };
    let goods = goods.with_context(|| format!("the shop at {}", args.url))?;
    let (plan, errands) =
        args.scenario.plan(args.rate, Duration::from_secs(args.seconds), Duration::from_secs(args.start));
    let outing = Arc::new(Outing { shop, goods, errands, from: Addresses::OneEach });
    let bounds = Bounds { in_flight: args.in_flight.max(1), patience: Duration::from_secs(args.patience.max(1)) };
    println!("{}: {:.0} s against {}", args.scenario.name(), plan.time().as_secs_f64(), args.url);
    let before = Spent::so_far(0, None);
    let record = open::run(&plan, bounds, || Guest::new(&outing)).await;
    let busy = Spent::so_far(0, None).since(before, plan.time().as_secs_f64());
    let mut report = RunReport::of(format!("{} at {}", args.scenario.name(), args.url), record);
    report.notes.push(format!("the generator kept {:.2} processors busy", busy.generator));
    if let Some(floodgate) = &args.floodgate {
        let mut verify = Command::new(floodgate);
        verify.arg("verify");
        match output(verify).await {
            Ok(_) => report.notes.push("verify: every invariant holds".to_owned()),
            Err(error) => report.wrong.push(format!("verify: {error:#}")),
        }
    }
    let broken: u64 = report.phases.iter().map(|row| row.tally.server_errors + row.tally.failed).sum();
    if broken > 0 {
        report.wrong.push(format!("{broken} visits failed"));
    }
    println!("{}", report.words());
    let name = format!("run-{}", args.scenario.name());
    report.write(&args.out, &name)?;
    println!("{}", args.out.join(name).with_extension("html").display());
    Ok(report.wrong.is_empty())
}

/// Where a URL's host and port are.
async fn address(url: &str) -> anyhow::Result<SocketAddr> {
    let Some(rest) = url.strip_prefix("http://") else { bail!("--url has to begin with http://") };
    let host = rest.trim_end_matches('/');
    let host = if host.contains(':') { host.to_owned() } else { format!("{host}:80") };
    tokio::net::lookup_host(&host).await?.next().with_context(|| format!("{host} has no address"))
}
