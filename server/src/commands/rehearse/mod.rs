//! `floodgate rehearse`: a sale before the sale, against a copy of the shop.
//!
//! The copy is served by a child process with the same limits, a sandbox for payments, and mail that becomes files; people and bots
//! come over HTTP from this process. Everything is gone afterwards.

mod child;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

use anyhow::{Context, bail};
use commerce::{Cx, Services, Settings, catalog, db, inventory, verify};
use load::{
    rehearsal::{self, Rehearsal, Stage},
    visitors::Goods,
};
use types::{VariantId, admin::StockAdjustment, catalog::VariantStock};

use self::child::Child;
use super::{explain, require_schema};
use crate::{cli::Rehearse, config::Config, lifecycle::told_to_stop};

/// It was rehearsed, and something is not as it has to be.
const WRONG: u8 = 1;
/// Enough for every purchase of the search.
const PLENTY: i64 = 10_000_000;
/// Units of a sale of goods that are not counted.
const UNCOUNTED: u64 = 100;
/// Orders of the search are settled by then.
const SETTLED_WITHIN: Duration = Duration::from_secs(15);
/// Beyond the search and the crowd: copying, opening, settling, verifying.
const BESIDES: Duration = Duration::from_secs(5 * 60);

pub async fn run(config: Config, args: Rehearse) -> anyhow::Result<ExitCode> {
    super::verify::require_file(&config.shop.database_url)?;
    let folder = Folder::make(&config.shop.data_dir)?;
    let copy = db::copy(&config.shop.database_url, &folder.0).await.map_err(explain)?;
    let time = Duration::from_secs(args.seconds.max(12));
    let rehearsed = tokio::select! {
        rehearsed = tokio::time::timeout(2 * time + BESIDES, rehearse(&config, &args.drop, time, &copy.url, &folder.0)) => {
            rehearsed.unwrap_or_else(|_| bail!("the rehearsal took too long"))
        }
        () = told_to_stop() => Err(anyhow::anyhow!("told to stop")),
    };
    copy.remove().await.map_err(explain)?;
    let rehearsal = rehearsed?;
    match args.json {
        true => println!("{}", serde_json::to_string_pretty(&rehearsal)?),
        false => print!("{}", rehearsal.words()),
    }
    Ok(if rehearsal.is_good() { ExitCode::SUCCESS } else { ExitCode::from(WRONG) })
}

async fn rehearse(
    config: &Config,
    name: &str,
    time: Duration,
    database: &str,
    folder: &Path,
) -> anyhow::Result<Rehearsal> {
    let settings = Settings {
        database_url: database.to_owned(),
        database_replica_urls: Vec::new(),
        redis_url: None,
        smtp_url: None,
        data_dir: folder.to_owned(),
        ..config.shop.clone()
    };
    let services = Services::connect(settings).await.map_err(explain)?;
    require_schema(&services).await?;
    let cx = Cx::system(services);
    let target = Target::of(&cx, name).await?;
    target.add(&cx, PLENTY).await?;
    let child = Child::open(config, database, folder).await?;
    let goods = Goods::named(child.addr, &target.slugs).await?;
    let stage = Stage { shop: child.addr, pid: child.pid(), goods, time };
    eprintln!("Rehearsing {name} against a copy of the shop. How fast can people be let in?");
    let capacity = rehearsal::search(&stage, |said| eprintln!("  {said}")).await;
    settle(&cx, &target).await?;
    target.as_before(&cx).await?;
    eprintln!("Now the crowd, and bots, for {} units.", target.units());
    let (people, bots) = rehearsal::crowd(&stage, target.units(), capacity.rate).await;
    settle(&cx, &target).await?;
    let mut rehearsal = Rehearsal::of(name.to_owned(), capacity, target.units(), &people, &bots);
    let report = verify::run(&cx).await.map_err(explain)?;
    let broken = report.checks.iter().filter(|finding| finding.breaches > 0);
    rehearsal.broken = broken.map(|finding| format!("{}: {} breaches", finding.invariant, finding.breaches)).collect();
    child.close().await?;
    Ok(rehearsal)
}

/// What the sale is of.
struct Target {
    slugs: Vec<String>,
    /// For each, the variant that visitors buy, and the units of it that can be bought; none where they are not counted.
    goods: Vec<(VariantId, Option<i64>)>,
}

impl Target {
    /// By its slug: a product's, for now the only thing that can be sold to a crowd.
    async fn of(cx: &Cx, slug: &str) -> anyhow::Result<Self> {
        let slugs = vec![slug.to_owned()];
        let mut goods = Vec::new();
        for slug in &slugs {
            let found = catalog::stock(cx, slug).await.map_err(explain);
            let stock = found.with_context(|| format!("there is nothing to rehearse called {slug}"))?;
            // Visitors take the first one that is there.
            let first = stock.iter().find(|variant| variant.for_sale != Some(0)).or(stock.first());
            goods.extend(first.map(|variant| (variant.id, variant.for_sale)));
        }
        Ok(Self { slugs, goods })
    }

    /// Units the crowd comes for.
    fn units(&self) -> u64 {
        self.goods.iter().map(|(_, left)| left.map_or(UNCOUNTED, |left| u64::try_from(left).unwrap_or_default())).sum()
    }

    async fn add(&self, cx: &Cx, delta: i64) -> anyhow::Result<()> {
        for (id, _) in self.goods.iter().filter(|(_, left)| left.is_some()) {
            adjust(cx, *id, delta).await?;
        }
        Ok(())
    }

    /// As many can be bought as before the search.
    async fn as_before(&self, cx: &Cx) -> anyhow::Result<()> {
        let now = self.now(cx).await?;
        for (id, before) in &self.goods {
            let now = now.iter().find(|variant| variant.id == *id).and_then(|variant| variant.for_sale);
            if let (Some(before), Some(now)) = (before, now) {
                adjust(cx, *id, before - now).await?;
            }
        }
        Ok(())
    }

    async fn now(&self, cx: &Cx) -> anyhow::Result<Vec<VariantStock>> {
        let mut all = Vec::new();
        for slug in &self.slugs {
            all.extend(catalog::stock(cx, slug).await.map_err(explain)?);
        }
        Ok(all)
    }

    async fn held(&self, cx: &Cx) -> anyhow::Result<i64> {
        Ok(self.now(cx).await?.iter().map(|variant| variant.held).sum())
    }
}

async fn adjust(cx: &Cx, id: VariantId, delta: i64) -> anyhow::Result<()> {
    if delta == 0 {
        return Ok(());
    }
    let change = StockAdjustment { delta: Some(delta), reason: "rehearsal".to_owned(), ..StockAdjustment::default() };
    inventory::adjust(cx, id, change).await.map(drop).map_err(explain)
}

/// Waits until no unit is held by an order that is being paid.
async fn settle(cx: &Cx, target: &Target) -> anyhow::Result<()> {
    let deadline = tokio::time::Instant::now() + SETTLED_WITHIN;
    while target.held(cx).await? > 0 && tokio::time::Instant::now() < deadline {
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    Ok(())
}

/// A directory of the rehearsal's own, on the shop's disk; gone with all in it when dropped.
struct Folder(PathBuf);

impl Folder {
    fn make(data_dir: &Path) -> anyhow::Result<Self> {
        let folder = data_dir.join(format!("rehearsal-{}", uuid::Uuid::new_v4().simple()));
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        // Absolute: the child reads the same addresses.
        Ok(Self(folder.canonicalize()?))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(cause) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(%cause, folder = %self.0.display(), "the rehearsal's directory stays");
        }
    }
}
