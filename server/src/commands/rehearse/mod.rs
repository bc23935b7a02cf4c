//! `floodgate rehearse`: a sale before the sale, against a copy of the shop.
//!
//! The copy is served by a child process with the same limits, a sandbox for payments, and mail that becomes files; people and bots
//! come over HTTP from this process. A drop is announced once more on the copy, and its crowd comes through its queue. Everything is
//! gone afterwards.

mod child;
mod drop;
mod target;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

use anyhow::{Context, bail};
use commerce::{Cx, Services, Settings, db, verify};
use load::{
    open::Record,
    rehearsal::{self, Capacity, Rehearsal, Stage},
};

use self::{child::Child, drop::Original, target::Target};
use super::{explain, require_schema};
use crate::{cli::Rehearse, config::Config, lifecycle::told_to_stop};

/// It was rehearsed, and something is not as it has to be.
const WRONG: u8 = 1;
/// Enough for every purchase of the search.
const PLENTY: i64 = 10_000_000;
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
    let (rehearsal, [people, bots]) = rehearsed?;
    match args.json {
        true => println!("{}", serde_json::to_string_pretty(&rehearsal)?),
        false => print!("{}", rehearsal.words()),
    }
    if let Some(folder) = &args.report {
        let name = format!("rehearsal-{}", args.drop);
        rehearsal.page(people, bots).write(folder, &name)?;
        eprintln!("{}", folder.join(name).with_extension("html").display());
    }
    Ok(if rehearsal.is_good() { ExitCode::SUCCESS } else { ExitCode::from(WRONG) })
}

/// What came of it, and the records of people and bots.
type Rehearsed = (Rehearsal, [Record; 2]);

async fn rehearse(
    config: &Config,
    name: &str,
    time: Duration,
    database: &str,
    folder: &Path,
) -> anyhow::Result<Rehearsed> {
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
    let original = drop::out_of_the_way(&cx, name).await?;
    let target = match &original {
        Some(original) => Target::of_drop(&cx, &original.goods).await?,
        None => Target::of_product(&cx, name).await?,
    };
    target.add(&cx, PLENTY).await?;
    let child = Child::open(config, database, folder).await?;
    let stage = Stage { shop: child.addr, pid: child.pid(), goods: target.goods(), time };
    eprintln!("Rehearsing {name} against a copy of the shop. How fast can people be let in?");
    let capacity = rehearsal::search(&stage, |said| eprintln!("  {said}")).await;
    target.settle(&cx).await?;
    target.as_before(&cx).await?;
    eprintln!("Now the crowd, and bots, for {} units.", target.units());
    let sale = Sale { cx: &cx, child: &child, stage: &stage, target: &target, name, capacity };
    let (mut rehearsal, records) = match original {
        Some(original) => sale.of_drop(&original).await?,
        None => sale.of_product().await?,
    };
    let report = verify::run(&cx).await.map_err(explain)?;
    let broken = report.checks.iter().filter(|finding| finding.breaches > 0);
    rehearsal.broken = broken.map(|finding| format!("{}: {} breaches", finding.invariant, finding.breaches)).collect();
    child.close().await?;
    Ok((rehearsal, records))
}

/// The crowd's turn.
struct Sale<'a> {
    cx: &'a Cx,
    child: &'a Child,
    stage: &'a Stage,
    target: &'a Target,
    name: &'a str,
    capacity: Capacity,
}

impl Sale<'_> {
    async fn of_product(self) -> anyhow::Result<Rehearsed> {
        let units = self.target.units();
        let (people, bots) = rehearsal::crowd(self.stage, units, self.capacity.rate).await;
        self.target.settle(self.cx).await?;
        Ok((Rehearsal::of(self.name.to_owned(), self.capacity, units, &people, &bots), [people, bots]))
    }

    async fn of_drop(self, original: &Original) -> anyhow::Result<Rehearsed> {
        let units = self.target.units();
        let drop = drop::announce(self.cx, original, self.stage.time).await?;
        let came = rehearsal::come(self.stage, &drop.known, units, self.capacity.rate).await;
        self.target.settle(self.cx).await?;
        let told = drop.close(self.cx, self.child, &came).await?;
        let (people, bots) = (came.people.0, came.bots.0);
        let rehearsal = Rehearsal::of_drop(self.name.to_owned(), self.capacity, units, told, &people, &bots);
        Ok((rehearsal, [people, bots]))
    }
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
