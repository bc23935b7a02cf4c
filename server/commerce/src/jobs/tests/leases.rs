use std::{sync::Arc, time::Duration};

use super::{
    LEASE, Working,
    kinds::{Gated, KINDS, Probe, Quick},
    left, number, until, worker, write,
};
use crate::{
    jobs::{
        ending::End,
        lease::{self, Leased, Tenant},
    },
    test_shop::TestShop,
};

async fn take(shop: &TestShop, tenant: &Tenant) -> Option<Leased> {
    let now = shop.cx.clock.now();
    tenant.lease(&shop.cx.db, &[1; 4], 10, now, LEASE).await.unwrap().pop()
}

async fn end(shop: &TestShop, job: &Leased) -> bool {
    let ends = [(job.clone(), End::Done)];
    !lease::end(&shop.cx.db, &ends, shop.cx.clock.now()).await.unwrap().is_empty()
}

/// A shop with one job, and two workers that want it.
async fn contended() -> (TestShop, Tenant, Tenant) {
    let (shop, probe) = (TestShop::open().await, Probe::new());
    write(&shop, &Gated { probe: probe.id }).await;
    let (first, second) = (Tenant::new(&shop.cx.db, KINDS), Tenant::new(&shop.cx.db, KINDS));
    (shop, first, second)
}

#[tokio::test]
async fn a_worker_that_lost_its_lease_has_no_say() {
    let (shop, first, second) = contended().await;
    let (db, clock) = (&shop.cx.db, &shop.cx.clock);
    let late = take(&shop, &first).await.unwrap();
    assert!(take(&shop, &second).await.is_none(), "leased to one");
    assert_eq!(lease::take_back(db, clock.now()).await.unwrap(), 0);

    clock.advance(LEASE + Duration::from_secs(1));
    assert_eq!(lease::take_back(db, clock.now()).await.unwrap(), 1);
    let taken_over = take(&shop, &second).await.unwrap();
    assert_eq!((taken_over.id, taken_over.attempts), (late.id, 2));
    assert!(!end(&shop, &late).await, "late");
    assert!(lease::renew(db, &[&late], clock.now(), LEASE).await.unwrap().is_empty(), "late");
    assert!(end(&shop, &taken_over).await);
    assert!(!end(&shop, &taken_over).await, "ended once");
}

#[tokio::test]
async fn what_is_urgent_is_leased_first_and_then_what_has_waited_longest() {
    let (shop, first, _) = contended().await;
    sea_orm::ConnectionTrait::execute_unprepared(shop.cx.db.write(), "DELETE FROM job").await.unwrap();
    let probe = Probe::new().id;
    write(&shop, &Quick { probe }).await;
    for _ in 0..2 {
        shop.cx.clock.advance(Duration::from_secs(1));
        write(&shop, &Gated { probe }).await;
    }
    let now = shop.cx.clock.now();
    let jobs = first.lease(&shop.cx.db, &[5; 4], 2, now, LEASE).await.unwrap();
    assert!(jobs.iter().all(|job| job.kind == "test.gated"), "{jobs:?}");
    assert!(jobs[0].run_at < jobs[1].run_at);
    let rest = first.lease(&shop.cx.db, &[5; 4], 2, now, LEASE).await.unwrap();
    assert_eq!(rest.iter().map(|job| job.kind.as_str()).collect::<Vec<_>>(), ["test.quick"]);
}

#[tokio::test]
async fn a_lease_has_a_name_of_its_own_even_for_the_same_worker() {
    let (shop, worker, _) = contended().await;
    let before = take(&shop, &worker).await.unwrap();
    lease::end(&shop.cx.db, &[(before.clone(), End::NotBegun)], shop.cx.clock.now()).await.unwrap();
    let after = take(&shop, &worker).await.unwrap();
    assert_eq!((after.id, after.attempts), (before.id, before.attempts), "the same in all but the lease");
    assert!(!end(&shop, &before).await);
    assert!(end(&shop, &after).await);
}

#[tokio::test]
async fn a_lease_that_is_extended_stays() {
    let (shop, first, second) = contended().await;
    let job = take(&shop, &first).await.unwrap();
    for _ in 0..5 {
        shop.cx.clock.advance(LEASE - Duration::from_secs(1));
        let now = shop.cx.clock.now();
        assert_eq!(lease::take_back(&shop.cx.db, now).await.unwrap(), 0);
        assert!(take(&shop, &second).await.is_none());
        assert_eq!(lease::renew(&shop.cx.db, &[&job], now, LEASE).await.unwrap(), [job.id]);
    }
    assert!(end(&shop, &job).await);
}

#[tokio::test]
async fn a_job_that_kills_its_workers_is_parked_after_its_last_try() {
    let (shop, first, _) = contended().await;
    for _ in 0..12 {
        assert!(take(&shop, &first).await.is_some());
        shop.cx.clock.advance(LEASE + Duration::from_secs(1));
        lease::take_back(&shop.cx.db, shop.cx.clock.now()).await.unwrap();
    }
    assert!(take(&shop, &first).await.is_none());
    assert_eq!(number(&shop, "SELECT count(*) FROM job WHERE state = 'parked' AND finished_at > 0").await, 1);
}

#[tokio::test]
async fn a_dead_workers_job_runs_elsewhere() {
    let (shop, probe) = (TestShop::open().await, Probe::new());
    write(&shop, &Gated { probe: probe.id }).await;
    take(&shop, &Tenant::new(&shop.cx.db, KINDS)).await.unwrap();
    assert_eq!(worker(&shop).run_due().await.unwrap(), 0, "it may be alive");
    shop.cx.clock.advance(LEASE + Duration::from_secs(1));
    probe.gate.add_permits(1);
    assert_eq!(worker(&shop).run_due().await.unwrap(), 1);
    assert_eq!((probe.runs(), left(&shop).await), (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_longer_than_its_lease_is_taken_by_nobody_else() {
    let shop = TestShop::open_as(|settings| settings.job_lease = Duration::from_secs(3)).await;
    let probe = Probe::new();
    write(&shop, &Gated { probe: probe.id }).await;
    let workers = [Working::begin(&shop), Working::begin(&shop)];
    until("it runs", async || probe.runs() == 1).await;
    let first_end = number(&shop, "SELECT locked_until FROM job WHERE kind = 'test.gated'").await;
    until("two leases are over", async || shop.cx.clock.now() > first_end + 3000).await;
    assert_eq!(probe.runs(), 1);
    probe.gate.add_permits(1);
    until("it is done", async || left(&shop).await == 0).await;
    assert_eq!(number(&shop, "SELECT attempts FROM job WHERE kind = 'test.gated'").await, 1);
    for worker in workers {
        worker.end().await;
    }
    assert_eq!(probe.runs(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_whose_lease_was_lost_is_cut_short() {
    let shop = TestShop::open_as(|settings| settings.job_lease = Duration::from_secs(3)).await;
    let probe = Probe::new();
    write(&shop, &Gated { probe: probe.id }).await;
    let worker = Working::begin(&shop);
    until("it runs", async || probe.runs() == 1).await;
    // To everyone else, this worker has been away for long.
    let away = "UPDATE job SET locked_by = 'another', locked_until = 9000000000000 WHERE kind = 'test.gated'";
    sea_orm::ConnectionTrait::execute_unprepared(shop.cx.db.write(), away).await.unwrap();
    until("nothing holds the probe", async || Arc::strong_count(&probe) == 2).await;
    worker.end().await;
    assert_eq!(number(&shop, "SELECT count(*) FROM job WHERE locked_by = 'another'").await, 1);
}
