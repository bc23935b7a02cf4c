//! The outbox on a real database.

use std::time::Duration;

use sea_orm::ConnectionTrait;
use types::OrderId;

use super::{
    Job, When, Worker, backlog, enqueue,
    store::{self, End},
};
use crate::{
    Error,
    db::sql,
    notifications::{Occasion, SendOrderMail},
    test_shop::TestShop,
};

const LEASE: Duration = Duration::from_secs(90);

/// Fails each time: there is no such order.
fn hopeless() -> SendOrderMail {
    let (detail, note) = (String::new(), String::new());
    SendOrderMail { order_id: OrderId::new(), occasion: Occasion::Confirmed, detail, note }
}

async fn write(shop: &TestShop, dedupe_key: Option<&str>) {
    let when = When { run_at: shop.cx.clock.now(), dedupe_key };
    enqueue(shop.cx.db.write(), &hopeless(), when).await.unwrap();
}

#[tokio::test]
async fn what_keeps_failing_comes_back_later_and_is_parked_in_the_end() {
    let shop = TestShop::open().await;
    write(&shop, None).await;
    let worker = Worker::new(shop.cx.services().clone());
    for attempt in 1..=SendOrderMail::MAX_ATTEMPTS {
        assert_eq!(worker.run_due().await.unwrap(), 1, "attempt {attempt}");
        assert_eq!(worker.run_due().await.unwrap(), 0, "not again before its time");
        shop.cx.clock.advance(Duration::from_secs(600));
    }
    let backlog = backlog(&shop.cx).await.unwrap();
    assert_eq!((backlog.parked, backlog.due, backlog.scheduled), (1, 0, 0));
    let select = sql(shop.cx.db.read(), "SELECT last_error FROM job", []);
    let row = shop.cx.db.read().query_one_raw(select).await.unwrap().unwrap();
    assert_eq!(row.try_get::<String>("", "last_error").unwrap(), "There is no such order.");
}

#[tokio::test]
async fn a_worker_that_lost_its_lease_has_no_say() {
    let shop = TestShop::open().await;
    write(&shop, None).await;
    let (db, clock) = (&shop.cx.db, &shop.cx.clock);
    let late = store::lease(db, "late", clock.now(), LEASE, 10).await.unwrap().pop().unwrap();
    assert!(store::lease(db, "second", clock.now(), LEASE, 10).await.unwrap().is_empty(), "leased to one");

    clock.advance(LEASE + Duration::from_secs(1));
    let taken_over = store::lease(db, "second", clock.now(), LEASE, 10).await.unwrap().pop().unwrap();
    assert_eq!((taken_over.id, taken_over.attempts), (late.id, 2));
    assert!(!store::end(db, "late", &late, End::Done, clock.now()).await.unwrap());
    assert!(store::end(db, "second", &taken_over, End::Done, clock.now()).await.unwrap());
    assert!(!store::end(db, "second", &taken_over, End::Done, clock.now()).await.unwrap(), "ended once");
}

#[tokio::test]
async fn a_key_makes_a_job_unique() {
    let shop = TestShop::open().await;
    write(&shop, Some("once")).await;
    write(&shop, Some("once")).await;
    assert_eq!(backlog(&shop.cx).await.unwrap().due, 1);
}

#[tokio::test]
async fn a_job_is_gone_with_the_transaction_it_was_written_in() {
    let shop = TestShop::open().await;
    let when = When { run_at: shop.cx.clock.now(), dedupe_key: None };
    let failed = shop.cx.db.transaction(move |tx| {
        Box::pin(async move {
            enqueue(tx, &hopeless(), when).await?;
            Err::<(), _>(Error::conflict("changed my mind"))
        })
    });
    assert!(failed.await.is_err());
    assert_eq!(backlog(&shop.cx).await.unwrap().due, 0);
}
