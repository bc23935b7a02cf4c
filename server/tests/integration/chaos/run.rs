//! One run: some buyers, something that goes wrong, and a look at what became of it.

use std::{path::Path, sync::Arc, time::Duration};

use futures::future::join_all;
use reqwest::header::ORIGIN;
use tokio::time::{Instant, sleep};

use super::{
    plan::{Fault, Place, Plan, Steps, Wish},
    proxy::Proxy,
    tap::Trap,
};
use crate::premises::{Answer, Buyer, Ledger, Premises, Process, Proof, Purchase, until_sound};

/// A step that has not come this long after all is settled does not come.
const AFTERMATH: Duration = Duration::from_millis(700);

/// What became of a run.
pub struct Report {
    /// What went wrong on purpose, in words.
    pub blows: Vec<String>,
    /// Whether everything was right in the end.
    pub proof: Proof,
}

/// Runs a plan on a shop that is open and sound.
pub async fn run(premises: &Premises, plan: &Plan, steps: &Steps) -> Report {
    let goods = [premises.goods(plan.units[0]).await, premises.goods(plan.units[1]).await];
    let keys = format!("{}-", uuid::Uuid::new_v4());
    let process = &premises.processes[0];
    let keeper = tokio::spawn(keep_open(process.clone(), plan.dead_for));
    arm(premises, plan, steps);
    let buyers = join_all(plan.wishes.iter().enumerate().map(|(number, wish)| {
        let lines = wish.lines.iter().map(|(good, quantity)| (goods[*good].variant.clone(), *quantity)).collect();
        let (url, key) = (premises.url(number), format!("{keys}{number}"));
        buy(
            premises,
            plan,
            wish,
            &goods[number % 2].slug,
            Buyer { url, key, token: wish.token.to_owned(), insists: wish.insists, lines },
        )
    }));
    let (purchases, timed) = tokio::join!(buyers, timed(premises, plan));
    let ledger = Ledger { premises, goods: &goods, purchases: &purchases, keys: &keys };
    let mut proof = settle(&ledger, plan.bound).await;
    let blows = if proof.is_ok() { aftermath(premises, timed, plan).await } else { disarm(premises, timed) };
    // What fell while it looked sound may have changed that.
    if proof.is_ok() {
        proof = settle(&ledger, plan.bound).await;
    }
    if keeper.is_finished() {
        proof = Err(vec!["the process could not be started again".into()]);
    }
    keeper.abort();
    process.start().await;
    Report { blows, proof }
}

async fn settle(ledger: &Ledger<'_>, patience: Duration) -> Proof {
    until_sound(patience, async || ledger.check().await).await
}

/// Traps still waiting get a moment: jobs run after the buyers have their answers.
async fn aftermath(premises: &Premises, mut blows: Vec<String>, plan: &Plan) -> Vec<String> {
    let start = Instant::now();
    loop {
        let late = start.elapsed() > AFTERMATH;
        if late || blows.len() + sprung(premises) >= plan.faults.len() {
            blows = disarm(premises, blows);
            return blows;
        }
        sleep(Duration::from_millis(50)).await;
    }
}

fn sprung(premises: &Premises) -> usize {
    proxies(premises).map(|proxy| proxy.tap.sprung()).sum()
}

fn disarm(premises: &Premises, mut blows: Vec<String>) -> Vec<String> {
    blows.extend(proxies(premises).flat_map(|proxy| proxy.tap.disarm()));
    blows
}

fn proxies(premises: &Premises) -> impl Iterator<Item = &Proxy> {
    premises.database_proxy.iter().chain(&premises.redis_proxy)
}

fn arm(premises: &Premises, plan: &Plan, steps: &Steps) {
    for (proxy, at, steps) in [
        (&premises.database_proxy, Place::Postgres, &steps.postgres),
        (&premises.redis_proxy, Place::Redis, &steps.redis),
    ] {
        let trap = |fault: &Fault| {
            let (place, step, blow) = match *fault {
                Fault::AtStep(place, step, blow) | Fault::Again(place, step, blow) => (place, step, blow),
                Fault::KillAt(_) | Fault::FlushRedisAt(_) => return None,
            };
            let (name, nth) = steps.get(step).filter(|_| place == at)?.clone();
            let nth = if matches!(fault, Fault::Again(..)) { 1 } else { nth };
            Some(Trap { step: Some(name), nth, blow, victim: premises.processes[0].clone() })
        };
        if let Some(proxy) = proxy {
            proxy.tap.arm(plan.faults.iter().filter_map(trap));
        }
    }
}

/// Brings a killed process back.
async fn keep_open(process: Arc<Process>, dead_for: Duration) {
    loop {
        process.killed().await;
        sleep(dead_for).await;
        process.start().await;
    }
}

async fn buy(premises: &Premises, plan: &Plan, wish: &Wish, slug: &str, buyer: Buyer) -> Purchase {
    sleep(wish.after).await;
    look_at(premises, &buyer.url, slug).await;
    let purchase = buyer.buy(&premises.client, 2 * plan.bound).await;
    if let (Answer::Accepted(order), "tok_action") = (&purchase.answer, wish.token) {
        approve(premises, &buyer.url, order, plan.bound).await;
    }
    purchase
}

/// Opens the pages on the way, which are read through the cache. That they can be seen is not what is proved here.
async fn look_at(premises: &Premises, url: &str, slug: &str) {
    for path in ["/".to_owned(), format!("/products/{slug}")] {
        let _ = premises.client.get(format!("{url}{path}")).send().await;
    }
}

/// The customer's word, as soon as it is asked for.
async fn approve(premises: &Premises, url: &str, order: &str, patience: Duration) {
    let deadline = Instant::now() + patience;
    while Instant::now() < deadline {
        let order: serde_json::Value = match premises.client.get(format!("{url}/api/v1/orders/{order}")).send().await {
            Ok(seen) => seen.json().await.unwrap_or_default(),
            Err(_) => serde_json::Value::Null,
        };
        if order["status"].as_str().is_some_and(|status| status != "pending") {
            return;
        }
        if let Some(bank) = order["payment_action_url"].as_str() {
            let approved = premises.client.post(bank).header(ORIGIN, url).header("sec-fetch-site", "same-origin");
            // An answer that was cut off is found out by looking again.
            let _ = approved.form(&[("decision", "approve")]).send().await;
        }
        sleep(Duration::from_millis(200)).await;
    }
}

/// Faults that the clock or the file system starts.
async fn timed(premises: &Premises, plan: &Plan) -> Vec<String> {
    let start = Instant::now();
    let mut blows = Vec::new();
    for fault in &plan.faults {
        match *fault {
            Fault::KillAt(after) => {
                tokio::time::sleep_until(start + after).await;
                blows.extend(premises.processes[0].kill().then(|| format!("killed after {after:?}")));
            }
            Fault::FlushRedisAt(after) => {
                tokio::time::sleep_until(start + after).await;
                if premises.flush_redis() {
                    blows.push(format!("Redis forgot everything after {after:?}"));
                }
            }
            Fault::AtStep(Place::Sqlite, write, _) => {
                let (log, process) = (premises.write_ahead_log(), premises.processes[0].clone());
                let killed = tokio::task::spawn_blocking(move || {
                    wait_for_write(&log, write + 1, Duration::from_secs(3)) && process.kill()
                });
                if killed.await.unwrap() {
                    blows.push(format!("killed at write {write}"));
                }
            }
            Fault::AtStep(..) | Fault::Again(..) => {}
        }
    }
    blows
}

/// Watches a file until it has been written to `writes` times; false when it has not in time.
fn wait_for_write(file: &Path, writes: usize, patience: Duration) -> bool {
    let start = std::time::Instant::now();
    let look = || std::fs::metadata(file).ok().map(|found| (found.len(), found.modified().ok()));
    let (mut last, mut seen) = (look(), 0);
    while start.elapsed() < patience {
        let now = look();
        if now != last {
            (last, seen) = (now, seen + 1);
            if seen >= writes {
                return true;
            }
        }
        std::thread::sleep(Duration::from_micros(200));
    }
    false
}

/// Counts the steps of one purchase, from cart to mail, on a shop where nothing else happens. Redis is asked on the pages before.
pub async fn calibrate(premises: &Premises) -> Steps {
    let goods = premises.goods(10).await;
    let buy = async |key: &str| {
        let lines = vec![(goods.variant.clone(), 1)];
        let buyer = Buyer { url: premises.url(0), key: key.to_owned(), token: "tok_ok".into(), insists: true, lines };
        let purchase = buyer.buy(&premises.client, Duration::from_secs(30)).await;
        assert!(matches!(purchase.answer, Answer::Accepted(_)), "{purchase:?}");
        sleep(AFTERMATH).await;
    };
    let record = |proxy: &Option<Proxy>, on| proxy.as_ref().map(|proxy| proxy.tap.record(on)).unwrap_or_default();
    // The first purchase warms up caches and prepared statements.
    buy("warm-up").await;
    record(&premises.database_proxy, true);
    sleep(AFTERMATH).await;
    let idle = record(&premises.database_proxy, false);

    record(&premises.redis_proxy, true);
    look_at(premises, &premises.url(0), &goods.slug).await;
    record(&premises.database_proxy, true);
    let log = premises.write_ahead_log();
    let writes = tokio::task::spawn_blocking(move || (1..).take_while(|_| wait_for_write(&log, 1, AFTERMATH)).count());
    buy("calibration").await;
    Steps {
        postgres: numbered(&record(&premises.database_proxy, false), &idle),
        redis: numbered(&record(&premises.redis_proxy, false), &[]),
        sqlite: if premises.on_postgres() { 0 } else { writes.await.unwrap() },
    }
}

/// Every step with its number among its like. What an idle shop does as well is taken once.
fn numbered(busy: &[String], idle: &[String]) -> Vec<(String, usize)> {
    let mut steps: Vec<(String, usize)> = Vec::new();
    for name in busy {
        let nth = steps.iter().filter(|(known, _)| known == name).count() + 1;
        if nth == 1 || !idle.contains(name) {
            steps.push((name.clone(), nth));
        }
    }
    steps
}
