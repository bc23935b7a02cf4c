//! The outbox and its workers on a real database.

mod kinds;
mod leases;
mod outbox;
mod slots;
mod staff;

use std::{sync::Arc, time::Duration};

use sea_orm::ConnectionTrait;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use types::OrderId;

use super::{Depth, Job, When, Worker, depths, enqueue};
use crate::{
    db::sql,
    notifications::{Occasion, SendOrderMail},
    test_shop::TestShop,
};
use kinds::{KINDS, SCHEDULE};

const LEASE: Duration = Duration::from_secs(30);

/// Fails each time: there is no such order.
fn hopeless() -> SendOrderMail {
    let (detail, note) = (String::new(), String::new());
    SendOrderMail { order_id: OrderId::new(), occasion: Occasion::Confirmed, detail, note }
}

/// Writes a job that is due.
async fn write(shop: &TestShop, job: &impl Job) {
    let when = When { run_at: shop.cx.clock.now(), dedupe_key: None };
    enqueue(shop.cx.db.write(), job, when).await.unwrap();
}

async fn depth(shop: &TestShop, kind: &str) -> Depth {
    depths(&shop.cx).await.unwrap().into_iter().find(|depth| depth.kind == kind).unwrap()
}

/// A worker that knows the kinds of these tests.
fn worker(shop: &TestShop) -> Worker {
    Worker::knowing(Arc::clone(shop.cx.services()), KINDS, SCHEDULE)
}

/// A worker that goes on until it is told to stop.
struct Working {
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl Working {
    fn begin(shop: &TestShop) -> Self {
        let stop = CancellationToken::new();
        Self { task: tokio::spawn(worker(shop).run(stop.clone())), stop }
    }

    async fn end(self) {
        self.stop.cancel();
        self.task.await.unwrap();
    }
}

/// One number from the database.
async fn number(shop: &TestShop, select: &str) -> i64 {
    let db = shop.cx.db.write();
    let row = db.query_one_raw(sql(db, select, [])).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}

/// Waits for what has to come; the patience is for a busy machine.
async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    for _ in 0..3000 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("waited in vain: {what}");
}

async fn left(shop: &TestShop) -> i64 {
    number(shop, "SELECT count(*) FROM job WHERE state <> 'done' AND dedupe_key IS NULL").await
}
