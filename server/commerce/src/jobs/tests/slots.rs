use super::{
    Working,
    kinds::{Alone, Gated, Probe, Quick},
    left, number, until, write,
};
use crate::{pressure::Level, test_shop::TestShop};

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_kind_fills_its_own_slots_and_holds_up_no_other() {
    let shop = TestShop::open().await;
    let (slow, quick) = (Probe::new(), Probe::new());
    for _ in 0..20 {
        write(&shop, &Gated { probe: slow.id }).await;
    }
    let worker = Working::begin(&shop);
    until("its slots are full", async || slow.runs() == 2).await;
    for _ in 0..50 {
        write(&shop, &Quick { probe: quick.id }).await;
    }
    until("the quick ones are done", async || left(&shop).await == 20).await;
    assert_eq!((quick.runs(), slow.runs(), slow.most()), (50, 2, 2), "though the slow ones come first");
    slow.gate.add_permits(20);
    until("the slow ones are done", async || left(&shop).await == 0).await;
    assert_eq!((slow.runs(), slow.most()), (20, 2));
    worker.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn under_pressure_what_has_patience_waits() {
    let shop = TestShop::open().await;
    let (urgent, patient) = (Probe::new(), Probe::new());
    urgent.gate.add_permits(1);
    shop.cx.pressure.set(Level::new(2));
    write(&shop, &Quick { probe: patient.id }).await;
    write(&shop, &Gated { probe: urgent.id }).await;
    let worker = Working::begin(&shop);
    until("the urgent one is done", async || left(&shop).await == 1).await;
    assert_eq!((urgent.runs(), patient.runs()), (1, 0));
    shop.cx.pressure.set(Level::CALM);
    until("the other is done too", async || left(&shop).await == 0).await;
    worker.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exclusive_kind_runs_one_at_a_time_over_all_workers() {
    let (shop, probe) = (TestShop::open().await, Probe::new());
    for _ in 0..10 {
        write(&shop, &Alone { probe: probe.id }).await;
    }
    let workers = [Working::begin(&shop), Working::begin(&shop), Working::begin(&shop)];
    until("all are done", async || left(&shop).await == 0).await;
    assert_eq!((probe.runs(), probe.most()), (10, 1));
    for worker in workers {
        worker.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn several_workers_run_each_job_once() {
    let (shop, probe) = (TestShop::open().await, Probe::new());
    for _ in 0..300 {
        write(&shop, &Quick { probe: probe.id }).await;
    }
    let workers = [Working::begin(&shop), Working::begin(&shop), Working::begin(&shop)];
    until("all are done", async || left(&shop).await == 0).await;
    assert_eq!(probe.runs(), 300);
    assert!(probe.most() <= 12, "{}: four slots each", probe.most());
    for worker in workers {
        worker.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_told_to_stop_finishes_what_runs_and_gives_back_the_rest() {
    let (shop, probe) = (TestShop::open().await, Probe::new());
    for _ in 0..5 {
        write(&shop, &Gated { probe: probe.id }).await;
    }
    let worker = Working::begin(&shop);
    until("its slots are full", async || probe.runs() == 2).await;
    worker.stop.cancel();
    probe.gate.add_permits(5);
    worker.end().await;
    assert_eq!(number(&shop, "SELECT count(*) FROM job WHERE state = 'running'").await, 0);
    assert_eq!(
        number(&shop, "SELECT count(*) FROM job WHERE state = 'done' AND attempts = 1").await,
        probe.runs() as i64
    );
    assert_eq!(
        number(&shop, "SELECT count(*) FROM job WHERE kind = 'test.gated' AND state = 'ready' AND attempts > 0").await,
        0
    );
}
