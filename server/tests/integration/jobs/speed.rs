//! How many small jobs a second one worker gets done. Run with `--ignored --nocapture`.

use std::time::{Duration, Instant};

use commerce::{
    jobs::{NewJob, When, enqueue_all},
    payments::HandleProviderEvent,
};

use super::{Working, number};
use crate::shop::TestShop;

const JOBS: u32 = 20_000;
/// Written with one statement.
const TOGETHER: usize = 200;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement"]
async fn jobs_per_second() {
    let shop = TestShop::empty().await;
    let when = When { run_at: shop.services.clock.now(), dedupe_key: None };
    // About no charge of ours: nothing is left to do but what the engine does.
    let job = HandleProviderEvent { provider: "sandbox".into(), key: "none".into(), reference: None };
    let jobs: Vec<_> = (0..JOBS).map(|_| NewJob::of(&job, when).unwrap()).collect();
    let started = Instant::now();
    for jobs in jobs.chunks(TOGETHER) {
        enqueue_all(shop.services.db.write(), jobs).await.unwrap();
    }
    println!("written: {:.0}/s", f64::from(JOBS) / started.elapsed().as_secs_f64());
    let (worker, started) = (Working::begin(&shop.services), Instant::now());
    let left = "SELECT count(*) FROM job WHERE kind = 'payment.event' AND state <> 'done'";
    while number(&shop.services, left).await > 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    println!("done: {:.0}/s", f64::from(JOBS) / started.elapsed().as_secs_f64());
    worker.end().await;
    shop.abandon().await;
}
