//! More buyers than units, all at the same instant: the counts have to be exact, everyone has to be answered.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use anyhow::Context;
use tokio::{
    sync::watch,
    task::{JoinHandle, JoinSet},
};

use crate::{
    goods::{self, BURST_UNITS, BURSTS, Stock},
    journey::{Buyer, Crowd, End},
    machine::Machine,
    report::{Report, Row},
    shop::Shop,
    stats::median,
};

const DATABASE: &str = "bench_burst";
const BUYERS: usize = 400;
/// Milliseconds.
const GOAL: f64 = 1000.0;

/// Where everyone stands when the gate opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum From {
    /// With a full cart, about to pay.
    Till,
    /// With nothing yet.
    Door,
}

pub async fn run(machine: &Machine, report: &mut Report) -> anyhow::Result<()> {
    goods::fresh_database(machine, DATABASE).await?;
    let shop = Shop::open(machine, &machine.postgres.url(DATABASE), true).await?;
    let mut things = (0..BURSTS).map(goods::burst);
    let (mut till, mut door) = (Vec::new(), Vec::new());
    let mut all_right = true;
    for round in 0..machine.pace.rounds {
        for (from, p99s) in [(From::Till, &mut till), (From::Door, &mut door)] {
            let slug = things.next().context("too few things for so many bursts")?;
            let mut crowd = burst(shop.addr, &slug, from).await?;
            if let Some(wrong) = wrong_counts(&crowd) {
                all_right = false;
                report.wrong(format!("round {}, from the {from:?}: {wrong}", round + 1));
            }
            let stock = goods::stock_of(shop.addr, &slug).await?;
            if stock != (Stock { for_sale: 0, held: 0, sold: BURST_UNITS as i64 }) {
                report.wrong(format!("after a burst of {BUYERS} for {BURST_UNITS}: {stock:?}"));
            }
            p99s.push(crowd.times.percentile(99.0));
        }
    }
    let row = |name: &str, p99s| {
        let name = format!("{BUYERS} buyers of {BURST_UNITS} units at once, {name}: p99");
        Row::new(name, median(p99s), "ms").against("goal", GOAL).goal("≤ 1 ×")
    };
    let counts = format!("{BURST_UNITS} confirmed and {} out_of_stock in every round", BUYERS - BURST_UNITS);
    let note = if all_right { counts.as_str() } else { "WRONG counts, see below" };
    report.add(row("checkout", till).note(note));
    report.add(row("cart, line and checkout", door).note(note));
    shop.close(machine, report, "bursts").await?;
    machine.postgres.drop(DATABASE).await
}

/// Every unit is sold, once, and everyone else is told so.
fn wrong_counts(crowd: &Crowd) -> Option<String> {
    let Crowd { confirmed, out_of_stock, refused, failed, .. } = crowd;
    let right = (*confirmed, *out_of_stock, failed.len() + refused) == (BURST_UNITS, BUYERS - BURST_UNITS, 0);
    let first = failed.first().map(|first| format!("; the first: {first}")).unwrap_or_default();
    let sold = format!("{confirmed} confirmed, {out_of_stock} out of stock");
    (!right).then(|| format!("{sold}, {refused} refused for want of time, {} failed{first}", failed.len()))
}

/// Everyone gets ready, then the gate opens.
async fn burst(shop: SocketAddr, slug: &str, from: From) -> anyhow::Result<Crowd> {
    let variant = goods::variants(shop, [slug.to_owned()]).await?[0].clone();
    let (gate, opened) = watch::channel(false);
    let (ready, mut readiness) = tokio::sync::mpsc::channel(BUYERS);
    let mut buyers = JoinSet::new();
    for _ in 0..BUYERS {
        let (variant, mut opened, ready) = (variant.clone(), opened.clone(), ready.clone());
        buyers.spawn(async move {
            let mut buyer = Buyer::at(shop);
            let cart = match from {
                From::Till => buyer.fill_cart(&variant).await?,
                From::Door => None,
            };
            // A connection of this moment: the server closes those that have been idle.
            buyer.connect().await?;
            ready.send(()).await?;
            opened.wait_for(|open| *open).await?;
            let begun = Instant::now();
            let end = match &cart {
                Some(cart) => buyer.pay(cart).await,
                None => buyer.buy(&variant).await,
            };
            anyhow::Ok((end, begun.elapsed()))
        });
    }
    drop(ready);
    let opener: JoinHandle<()> = tokio::spawn(async move {
        let mut waiting = 0;
        while waiting < BUYERS && readiness.recv().await.is_some() {
            waiting += 1;
        }
        gate.send_replace(true);
        // Kept until all have gone through.
        gate.closed().await;
    });
    let started = Instant::now();
    let mut crowd = Crowd::default();
    drop(opened);
    while let Some(buyer) = buyers.join_next().await {
        let (end, time): (anyhow::Result<End>, Duration) = match buyer? {
            Ok(bought) => bought,
            Err(error) => (Err(error.context("before the gate opened")), Duration::ZERO),
        };
        crowd.note(end, time);
    }
    opener.await?;
    crowd.seconds = started.elapsed().as_secs_f64();
    Ok(crowd)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crowd(confirmed: usize, out_of_stock: usize, failed: usize) -> Crowd {
        Crowd { confirmed, out_of_stock, failed: vec!["503".into(); failed], ..Crowd::default() }
    }

    #[test]
    fn a_unit_too_many_too_few_or_a_buyer_without_an_answer_is_wrong() {
        assert_eq!(wrong_counts(&crowd(100, 300, 0)), None);
        for (confirmed, out_of_stock, failed) in [(101, 299, 0), (99, 301, 0), (100, 299, 1), (100, 299, 0)] {
            assert!(wrong_counts(&crowd(confirmed, out_of_stock, failed)).is_some());
        }
        assert!(wrong_counts(&Crowd { refused: 1, ..crowd(100, 300, 0) }).is_some());
    }
}
