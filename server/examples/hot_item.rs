//! Many callers take units of one hot item, and a line of JSON tells how many a second. Run by `make bench`, several at a time too.
//!
//! `DATABASE_URL=postgres://… hot_item domain|naive VARIANT CALLERS WARM_UP_SECONDS SECONDS CAP`
//!
//! `domain` is the shop's own operation; `naive` is the conditional UPDATE of the item's row, a transaction each, through the
//! same connections.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use commerce::{
    Cx, Services,
    db::sql,
    inventory::{self, Holder, Take, Wanted},
};
use sea_orm::ConnectionTrait;
use server::config::Config;
use types::{CartId, ErrorCode, VariantId, admin::SalePolicy, checkout::Address};

const USAGE: &str = "usage: hot_item domain|naive VARIANT CALLERS WARM_UP_SECONDS SECONDS CAP";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Design {
    Domain,
    Naive,
}

/// What the command line asks for.
struct Asked {
    design: Design,
    variant: VariantId,
    callers: usize,
    warm_up: Duration,
    measured: Duration,
    /// Units one person may have.
    cap: i64,
}

impl Asked {
    fn read() -> anyhow::Result<Self> {
        let args: Vec<String> = std::env::args().skip(1).collect();
        let [design, variant, callers, warm_up, measured, cap] = args.as_slice() else { bail!(USAGE) };
        let design = match design.as_str() {
            "domain" => Design::Domain,
            "naive" => Design::Naive,
            _ => bail!(USAGE),
        };
        Ok(Self {
            design,
            variant: VariantId(variant.parse().context(USAGE)?),
            callers: callers.parse().context(USAGE)?,
            warm_up: Duration::from_secs(warm_up.parse().context(USAGE)?),
            measured: Duration::from_secs(measured.parse().context(USAGE)?),
            cap: cap.parse().context(USAGE)?,
        })
    }
}

/// What one caller saw while it was measured.
#[derive(Default)]
struct Seen {
    taken: Vec<Duration>,
    refused: u64,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let asked = Arc::new(Asked::read()?);
    let services = Services::connect(Config::load(None)?.shop).await?;
    let cx = Cx::system(services);
    let policy = SalePolicy { cap_per_person: Some(asked.cap), ..SalePolicy::default() };
    inventory::set_policy(&cx, asked.variant, policy).await?;
    let (measuring, done) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
    let callers: Vec<_> = (0..asked.callers)
        .map(|_| tokio::spawn(call(cx.clone(), Arc::clone(&asked), Arc::clone(&measuring), Arc::clone(&done))))
        .collect();
    tokio::time::sleep(asked.warm_up).await;
    measuring.store(true, Ordering::Relaxed);
    let started = Instant::now();
    tokio::time::sleep(asked.measured).await;
    measuring.store(false, Ordering::Relaxed);
    let seconds = started.elapsed().as_secs_f64();
    done.store(true, Ordering::Relaxed);
    let mut seen = Seen::default();
    for caller in callers {
        let one = caller.await??;
        seen.taken.extend(one.taken);
        seen.refused += one.refused;
    }
    println!("{}", summary(seen, seconds));
    cx.db.clone().close().await;
    Ok(())
}

/// Takes one unit after the other until told to stop.
async fn call(cx: Cx, asked: Arc<Asked>, measuring: Arc<AtomicBool>, done: Arc<AtomicBool>) -> anyhow::Result<Seen> {
    let mut seen = Seen::default();
    while !done.load(Ordering::Relaxed) {
        let begun = Instant::now();
        let took = match asked.design {
            Design::Domain => take(&cx, asked.variant).await?,
            Design::Naive => take_naively(&cx, asked.variant).await?,
        };
        if !measuring.load(Ordering::Relaxed) {
            continue;
        }
        match took {
            true => seen.taken.push(begun.elapsed()),
            false => seen.refused += 1,
        }
    }
    Ok(seen)
}

/// The domain operation, for a cart and a person of their own: a hold is written, the cap is checked and counted.
async fn take(cx: &Cx, variant: VariantId) -> anyhow::Result<bool> {
    let cart = CartId::random();
    let mut persons =
        inventory::persons(&cx.settings.secret, &format!("{cart}@example.com"), &Address::default(), None);
    persons.truncate(1);
    let take = Take {
        holder: Holder::Cart { id: cart, keep: 600_000, ceiling: 1_800_000 },
        lines: vec![Wanted { variant_id: variant, quantity: 1, title: "Kettle".to_owned() }],
        persons,
    };
    match inventory::take(cx, take).await {
        Ok(_) => Ok(true),
        Err(error) if error.code() == ErrorCode::OutOfStock => Ok(false),
        Err(error) => Err(anyhow::anyhow!("{error} ({})", error.source_chain())),
    }
}

/// The row everyone updates, as `end2end/load/sql/naive.sql` has it.
async fn take_naively(cx: &Cx, variant: VariantId) -> anyhow::Result<bool> {
    let update = "UPDATE stock_item SET held = held + 1 WHERE variant_id = $1 AND on_hand - held >= 1";
    let taken = cx.db.transaction(|tx| {
        Box::pin(async move { Ok(tx.execute_raw(sql(tx, update, [variant.0.into()])).await?.rows_affected()) })
    });
    Ok(taken.await? == 1)
}

fn summary(mut seen: Seen, seconds: f64) -> serde_json::Value {
    seen.taken.sort_unstable();
    let percentile = |percent: usize| {
        let rank = (seen.taken.len() * percent).div_ceil(100).max(1) - 1;
        seen.taken.get(rank).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
    };
    serde_json::json!({
        "per_second": seen.taken.len() as f64 / seconds,
        "refused": seen.refused,
        "p50_ms": percentile(50),
        "p99_ms": percentile(99),
    })
}
