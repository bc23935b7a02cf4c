use std::time::Duration;

use sea_orm::ConnectionTrait;

use super::{
    depth, hopeless,
    kinds::{Alone, Probe, Quick},
    left, number, worker, write,
};
use crate::{
    Error,
    db::sql,
    jobs::{Job, NewJob, When, Worker, enqueue, enqueue_all, schedule},
    notifications::SendOrderMail,
    test_shop::TestShop,
};

#[tokio::test]
async fn what_keeps_failing_comes_back_later_and_is_parked_in_the_end() {
    let shop = TestShop::open().await;
    write(&shop, &hopeless()).await;
    let worker = Worker::new(shop.cx.services().clone());
    for attempt in 1..=SendOrderMail::MAX_ATTEMPTS {
        assert_eq!(worker.run_due().await.unwrap(), 1, "attempt {attempt}");
        assert_eq!(worker.run_due().await.unwrap(), 0, "not again before its time");
        shop.cx.clock.advance(Duration::from_secs(600));
    }
    let depth = depth(&shop, SendOrderMail::KIND).await;
    assert_eq!((depth.parked, depth.due, depth.scheduled, depth.oldest_due), (1, 0, 0, None));
    let select = sql(shop.cx.db.read(), "SELECT last_error FROM job", []);
    let row = shop.cx.db.read().query_one_raw(select).await.unwrap().unwrap();
    assert_eq!(row.try_get::<String>("", "last_error").unwrap(), "There is no such order.");
}

#[tokio::test]
async fn a_key_makes_a_job_unique() {
    let shop = TestShop::open().await;
    let when = When { run_at: shop.cx.clock.now(), dedupe_key: Some("once") };
    enqueue(shop.cx.db.write(), &hopeless(), when).await.unwrap();
    let twice = [NewJob::of(&hopeless(), when).unwrap(), NewJob::of(&hopeless(), when).unwrap()];
    enqueue_all(shop.cx.db.write(), &twice).await.unwrap();
    assert_eq!(depth(&shop, SendOrderMail::KIND).await.due, 1);
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
    assert_eq!(depth(&shop, SendOrderMail::KIND).await.due, 0);
}

#[tokio::test]
async fn jobs_of_several_kinds_are_written_together() {
    let (shop, probe) = (TestShop::open().await, Probe::new());
    let now = shop.cx.clock.now();
    let when = When { run_at: now, dedupe_key: None };
    let later = When { run_at: now + 60_000, dedupe_key: None };
    let jobs = [
        NewJob::of(&Quick { probe: probe.id }, when).unwrap(),
        NewJob::of(&Alone { probe: probe.id }, when).unwrap(),
        NewJob::of(&Quick { probe: probe.id }, later).unwrap(),
    ];
    enqueue_all(shop.cx.db.write(), &jobs).await.unwrap();
    enqueue_all(shop.cx.db.write(), &[]).await.unwrap();
    assert_eq!(number(&shop, "SELECT count(*) FROM job WHERE exclusive").await, 1);
    assert_eq!(worker(&shop).run_due().await.unwrap(), 2);
    assert_eq!((probe.runs(), left(&shop).await), (2, 1));
}

#[tokio::test]
async fn the_oldest_due_job_is_told_with_how_many_wait() {
    let shop = TestShop::open().await;
    let now = shop.cx.clock.now();
    for run_at in [now - 5000, now - 1000, now + 60_000] {
        enqueue(shop.cx.db.write(), &hopeless(), When { run_at, dedupe_key: None }).await.unwrap();
    }
    let depth = depth(&shop, SendOrderMail::KIND).await;
    assert_eq!((depth.due, depth.scheduled, depth.running), (2, 1, 0));
    assert_eq!(depth.oldest_due, Some(now - 5000));
}

#[tokio::test]
async fn recurring_work_has_one_row_comes_again_and_is_never_parked() {
    let shop = TestShop::open().await;
    let (worker, minute) = (worker(&shop), Duration::from_secs(61));
    for _ in 0..3 {
        schedule::ensure(&shop.cx, super::SCHEDULE).await.unwrap();
    }
    assert_eq!(number(&shop, "SELECT count(*) FROM job").await, 1);
    assert_eq!(worker.run_due().await.unwrap(), 0, "its time is in a minute");
    for _ in 0..2 {
        shop.cx.clock.advance(minute);
        assert_eq!(worker.run_due().await.unwrap(), 1);
    }
    shop.cx.sessions.save(&shop.cx.db, "broken", "{}", i64::MAX, 0).await.unwrap();
    for _ in 0..40 {
        shop.cx.clock.advance(minute);
        assert_eq!(worker.run_due().await.unwrap(), 1, "tried again, at the latest after its usual time");
    }
    shop.cx.db.write().execute_unprepared("DELETE FROM session").await.unwrap();
    shop.cx.clock.advance(minute);
    assert_eq!(worker.run_due().await.unwrap(), 1);
    assert_eq!(number(&shop, "SELECT attempts FROM job WHERE state = 'ready'").await, 0, "its failures are forgotten");
}

#[tokio::test]
async fn recurring_work_that_an_older_build_parked_is_taken_up_again() {
    let shop = TestShop::open().await;
    schedule::ensure(&shop.cx, super::SCHEDULE).await.unwrap();
    let parked = "UPDATE job SET state = 'parked', attempts = 12, max_attempts = 12, finished_at = 0, run_at = 0";
    shop.cx.db.write().execute_unprepared(parked).await.unwrap();
    schedule::ensure(&shop.cx, super::SCHEDULE).await.unwrap();
    assert_eq!(worker(&shop).run_due().await.unwrap(), 1);
}
