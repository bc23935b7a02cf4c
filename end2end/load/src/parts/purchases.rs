//! Whole purchases on PostgreSQL: of one hot item and spread over many, beside `pgbench` writing the same rows one purchase at a
//! time, with shop, generator and database on the same processors.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use crate::{
    cpu::Spent,
    goods::{self, SPREAD},
    journey::{Crowd, buy_for},
    machine::{Machine, sql},
    postgres::{Reached, Work},
    report::{Report, Row},
    shop::Shop,
    stats::median,
};

const OURS: &str = "bench_purchases";
const PEERS: &str = "bench_purchases_peer";
const CLIENTS: usize = 32;
const CONNECTIONS: usize = 64;
const MORE_CONNECTIONS: usize = 256;
/// Purchases per second on 2 cores.
const GOAL: f64 = 3000.0;
const PEER: &str = "the same rows, one purchase at a time, pgbench, 32 clients";
/// How long jobs may take after a round, so that the next one begins without them.
pub(super) const JOBS_DONE_WITHIN: Duration = Duration::from_secs(15);

/// Rounds of one kind.
#[derive(Default)]
struct Rounds(Vec<Crowd>);

impl Rounds {
    fn per_second(&self) -> f64 {
        median(self.0.iter().map(Crowd::per_second))
    }

    /// Percentiles are medians over rounds, too.
    fn times(&mut self) -> String {
        let mut of = |percent| median(self.0.iter_mut().map(|crowd| crowd.times.percentile(percent)));
        let (p50, p99) = (of(50.0), of(99.0));
        let sum = |count: fn(&Crowd) -> usize| self.0.iter().map(count).sum::<usize>();
        let (later, refused) = (sum(|crowd| crowd.later), sum(|crowd| crowd.refused));
        let mut text = format!("p50 {p50:.0} ms, p99 {p99:.0} ms, {} errors", sum(|crowd| crowd.failed.len()));
        if later > 0 {
            text += &format!(", {later} of {} confirmed after the answer", sum(|crowd| crowd.confirmed));
        }
        if refused > 0 {
            text += &format!(", {refused} not let in and told when to come again");
        }
        text
    }
}

/// A shop with its goods.
struct Counter<'a> {
    machine: &'a Machine,
    shop: Shop,
    hot: Arc<Vec<String>>,
    spread: Arc<Vec<String>>,
}

impl<'a> Counter<'a> {
    async fn open(machine: &'a Machine, worker: bool) -> anyhow::Result<Self> {
        goods::fresh_database(machine, OURS).await?;
        let shop = Shop::open(machine, &machine.postgres.url(OURS), worker).await?;
        let (hot, spread) = all_goods(shop.addr).await?;
        let counter = Self { machine, shop, hot, spread };
        buy_for(counter.shop.addr, CONNECTIONS, machine.pace.warm_up, &counter.spread).await?;
        Ok(counter)
    }

    async fn round(&self, connections: usize, goods: &Arc<Vec<String>>) -> anyhow::Result<Crowd> {
        self.shop.wait_for_jobs(JOBS_DONE_WITHIN).await?;
        buy_for(self.shop.addr, connections, self.machine.pace.long, goods).await
    }

    /// The peer's round, in which the shop does nothing at all.
    async fn peer(&self, items: usize, time: Duration) -> anyhow::Result<Reached> {
        self.shop.signal("STOP").await?;
        let (script, items) = (sql("purchase.sql"), items.to_string());
        let variables = [("items", items.as_str())];
        let postgres = &self.machine.postgres;
        let reached = postgres.bench(PEERS, &script, CLIENTS, time.as_secs_f64(), &variables).await;
        self.shop.signal("CONT").await?;
        reached
    }
}

/// The hot item alone, and the many.
pub(super) async fn all_goods(shop: SocketAddr) -> anyhow::Result<(Arc<Vec<String>>, Arc<Vec<String>>)> {
    let hot = goods::variants(shop, [goods::HOT.to_owned()]).await?;
    Ok((hot, goods::variants(shop, (0..SPREAD).map(goods::spread)).await?))
}

pub async fn run(machine: &Machine, report: &mut Report) -> anyhow::Result<()> {
    goods::fresh_database(machine, PEERS).await?;
    machine.postgres.run_file(PEERS, &sql("purchase_setup.sql"), &[]).await?;
    let with_worker = beside_the_peer(machine, report).await?;
    without_worker(machine, report, with_worker).await?;
    machine.postgres.drop(OURS).await?;
    machine.postgres.drop(PEERS).await
}

/// Answers with the rate of the hot item, per second.
async fn beside_the_peer(machine: &Machine, report: &mut Report) -> anyhow::Result<f64> {
    let counter = Counter::open(machine, true).await?;
    let (mut hot, mut spread, mut many) = (Rounds::default(), Rounds::default(), Rounds::default());
    let (mut peer_hot, mut peer_spread) = (Vec::new(), Vec::new());
    counter.peer(SPREAD, machine.pace.warm_up).await?;
    for round in 0..machine.pace.rounds {
        peer_hot.push(counter.peer(1, machine.pace.long).await?);
        peer_spread.push(counter.peer(SPREAD, machine.pace.long).await?);
        // Tables grow: neither is always the first.
        if round % 2 == 1 {
            spread.0.push(counter.round(CONNECTIONS, &counter.spread).await?);
        }
        hot.0.push(counter.round(CONNECTIONS, &counter.hot).await?);
        if round % 2 == 0 {
            spread.0.push(counter.round(CONNECTIONS, &counter.spread).await?);
        }
        many.0.push(counter.round(MORE_CONNECTIONS, &counter.hot).await?);
    }
    let (rate, spread_rate) = (hot.per_second(), spread.per_second());
    let peer = |reached: &[Reached]| median(reached.iter().map(|reached| reached.per_second));
    let (peer_rate, peer_spread_rate) = (peer(&peer_hot), peer(&peer_spread));
    let row = Row::new("purchases of one hot item, 64 connections", rate, "/s").against(PEER, peer_rate);
    report.add(row.goal("≥ 1 ×").note(hot.times()));
    report.add(Row::new("… the goal for 2 cores", rate, "/s").against("goal", GOAL).goal("≥ 1 ×"));
    let row = Row::new("purchases spread over 1,000 items, 64 connections", spread_rate, "/s");
    report.add(row.against("those of one hot item", rate).goal("≤ 1.3 ×").note(spread.times()));
    let row = Row::new("… beside the peer's", spread_rate, "/s");
    report.add(row.against(format!("{PEER}, spread over 1,000 items"), peer_spread_rate));
    let row = Row::new("purchases of one hot item, 256 connections", many.per_second(), "/s");
    report.add(row.against("with 64 connections", rate).note(many.times()));
    let waited = median(peer_hot.iter().map(|reached| reached.latency));
    let row = Row::new(PEER, peer_rate, "/s").against("pages flushed one by one", report.flushes);
    report.add(row.note(format!("{waited:.0} ms each on average")));
    [hot, spread, many].iter().for_each(|rounds| complain(report, rounds));
    what_bounds_it(&counter, report).await?;
    counter.shop.close(machine, report, "purchases").await?;
    Ok(rate)
}

/// Jobs only pile up.
async fn without_worker(machine: &Machine, report: &mut Report, with_worker: f64) -> anyhow::Result<()> {
    let counter = Counter::open(machine, false).await?;
    let mut hot = Rounds::default();
    for _ in 0..machine.pace.rounds {
        hot.0.push(buy_for(counter.shop.addr, CONNECTIONS, machine.pace.long, &counter.hot).await?);
    }
    let row = Row::new("purchases of one hot item, 64 connections, no worker", hot.per_second(), "/s");
    report.add(row.against("with the worker", with_worker).note(hot.times()));
    complain(report, &hot);
    counter.shop.close(machine, report, "purchases, no worker").await
}

/// Anything but a confirmed order is wrong, as there is plenty, unless the shop said that it had no time.
fn complain(report: &mut Report, rounds: &Rounds) {
    for crowd in &rounds.0 {
        if let Some(first) = crowd.failed.first() {
            report.wrong(format!("{} purchases failed; the first: {first}", crowd.failed.len()));
        }
        if crowd.out_of_stock > 0 {
            report.wrong(format!("{} purchases were refused though there was plenty", crowd.out_of_stock));
        }
    }
}

/// One more round, watched: who keeps the processors busy, and how much of the database a purchase takes.
async fn what_bounds_it(counter: &Counter<'_>, report: &mut Report) -> anyhow::Result<()> {
    counter.shop.wait_for_jobs(JOBS_DONE_WITHIN).await?;
    let postgres = &counter.machine.postgres;
    let (shop, server) = (counter.shop.pid(), Some(postgres.pid().await?));
    let (work, before) = (postgres.work(OURS).await?, Spent::so_far(shop, server));
    let seconds = counter.machine.pace.long.as_secs().to_string();
    let (file, watch) = (sql("waits.sql"), [("database", OURS), ("seconds", seconds.as_str())]);
    let buying = buy_for(counter.shop.addr, CONNECTIONS, counter.machine.pace.long, &counter.hot);
    let (crowd, waits) = tokio::try_join!(buying, postgres.run_file("postgres", &file, &watch))?;
    let busy = Spent::so_far(shop, server).since(before, crowd.seconds);
    let due = counter.shop.jobs("due").await?;
    let Work { commits, flushes, log_bytes } = postgres.work(OURS).await?;
    let each = |after: f64, before: f64| (after - before) / (crowd.confirmed.max(1) as f64);
    let cores = std::thread::available_parallelism()?.get() as f64;
    let total = busy.shop + busy.postgres + busy.generator;
    report.add(Row::new("processors busy during purchases", total, "cores").against("cores", cores).note(format!(
        "shop {:.2}, PostgreSQL {:.2}, generator {:.2}; a purchase takes {:.2} commits, {:.2} flushes, {:.1} kB of log; \
        {due} jobs due afterwards; connections on average: {waits}",
        busy.shop,
        busy.postgres,
        busy.generator,
        each(commits, work.commits),
        each(flushes, work.flushes),
        each(log_bytes, work.log_bytes) / 1000.0
    )));
    Ok(())
}
