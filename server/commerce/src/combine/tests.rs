//! Writes that share a transaction, on a real database.

use std::{
    collections::HashMap,
    pin::Pin,
    task::{Context, Poll},
};

use proptest::{collection::vec, prelude::*, sample::select, test_runner::Config};
use sea_orm::ConnectionTrait;
use tokio::sync::Semaphore;
use types::ErrorCode;

use super::*;
use crate::{db::sql, presence::Presence, test_shop::TestShop};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    Write,
    /// Refused for itself alone.
    Refuse,
    /// Fails the statement, and with it the batch.
    Poison,
    Panic,
    /// Waits in its transaction until it may go on.
    Wait,
    /// Loses a race twice, then writes.
    Lose,
}

/// The entry others wait for.
const BUSY: u32 = 1_000_000;

/// What the batches were, and what they wait for.
struct Log {
    batches: Mutex<Vec<Vec<(u32, u32)>>>,
    gate: Semaphore,
}

struct Entry {
    key: u32,
    id: u32,
    deed: Deed,
    log: Arc<Log>,
}

/// Each shop has a queue of its own, as if it were one of its services: by where it is.
static QUEUES: Mutex<Option<HashMap<usize, &'static Queue<Entry>>>> = Mutex::new(None);

fn place(services: &Services) -> usize {
    std::ptr::from_ref(services) as usize
}

/// A shop that was there before may have ended while its queue was at work.
fn begin_queue(services: &Services) {
    let mut queues = QUEUES.lock().unwrap_or_else(PoisonError::into_inner);
    queues.get_or_insert_default().insert(place(services), Box::leak(Box::default()));
}

fn queue_of(services: &Services) -> &'static Queue<Entry> {
    let queues = QUEUES.lock().unwrap_or_else(PoisonError::into_inner);
    queues.as_ref().unwrap()[&place(services)]
}

impl Combined for Entry {
    type Key = u32;
    type Answer = u32;
    const LAPSES: bool = true;

    fn key(&self) -> u32 {
        self.key
    }

    fn queue(services: &Services) -> &Queue<Self> {
        queue_of(services)
    }

    async fn write(_: &Cx, tx: &DatabaseTransaction, batch: &[Self]) -> Result<Vec<Result<u32>>> {
        let log = &batch[0].log;
        let tries = {
            let mut batches = log.batches.lock().unwrap();
            batches.push(batch.iter().map(|entry| (entry.key, entry.id)).collect());
            batches.iter().flatten().filter(|(_, id)| *id == batch[0].id).count()
        };
        let mut answers = Vec::new();
        for Entry { id, deed, .. } in batch {
            match deed {
                Deed::Panic => panic!("as told"),
                Deed::Wait => log.gate.acquire().await.unwrap().forget(),
                Deed::Lose if tries < 3 => return Err(Error::lost_race(anyhow::anyhow!("as told"))),
                _ => {}
            }
            if *deed == Deed::Refuse {
                answers.push(Err(Error::conflict(words::locale().code())));
                continue;
            }
            // Poison comes too late to keep its neighbours' rows from being written.
            let insert =
                if *deed == Deed::Poison { "INSERT INTO nowhere VALUES ($1)" } else { "INSERT INTO entry VALUES ($1)" };
            tx.execute_raw(sql(tx, insert, [i64::from(*id).into()])).await?;
            answers.push(Ok(id * 2));
        }
        Ok(answers)
    }
}

/// A shop with a table of entries.
struct Desk {
    shop: TestShop,
    log: Arc<Log>,
}

type Answering = Pin<Box<dyn Future<Output = Result<u32>> + Send>>;

impl Desk {
    async fn open() -> Self {
        let shop = TestShop::open().await;
        begin_queue(&shop.cx);
        shop.cx.db.write().execute_unprepared("CREATE TABLE entry (id bigint PRIMARY KEY)").await.unwrap();
        Self { shop, log: Arc::new(Log { batches: Mutex::default(), gate: Semaphore::new(0) }) }
    }

    /// A submission that has not begun yet.
    fn entry(&self, key: u32, id: u32, deed: Deed) -> Answering {
        let (cx, entry) = (self.shop.cx.clone(), Entry { key, id, deed, log: self.log.clone() });
        Box::pin(async move { submit(&cx, entry).await })
    }

    /// The same, in the queue.
    fn submitted(&self, key: u32, id: u32, deed: Deed) -> Answering {
        let mut entry = self.entry(key, id, deed);
        match entry.as_mut().poll(&mut Context::from_waker(std::task::Waker::noop())) {
            Poll::Pending => entry,
            // Where the batch runs on another thread, the answer may be there already.
            Poll::Ready(answer) => Box::pin(std::future::ready(answer)),
        }
    }

    /// A write that is in its transaction until the gate opens: what comes now waits.
    async fn busy(&self) -> Answering {
        let busy = self.submitted(BUSY, BUSY, Deed::Wait);
        while self.batches().is_empty() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        busy
    }

    async fn rows(&self) -> Vec<u32> {
        let select = sql(self.shop.cx.db.write(), "SELECT id FROM entry ORDER BY id", []);
        let rows = self.shop.cx.db.write().query_all_raw(select).await.unwrap();
        rows.iter().map(|row| u32::try_from(row.try_get_by_index::<i64>(0).unwrap()).unwrap()).collect()
    }

    fn batches(&self) -> Vec<Vec<(u32, u32)>> {
        self.log.batches.lock().unwrap().clone()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_at_once_get_their_own_answers_and_share_commits() {
    let desk = Desk::open().await;
    let all: Vec<_> = (0..1000).map(|id| desk.submitted(id % 50, id, Deed::Write)).collect();
    let answers: Vec<u32> = futures::future::join_all(all).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(answers, (0..1000).map(|id| id * 2).collect::<Vec<_>>());
    assert_eq!(desk.rows().await, (0..1000).collect::<Vec<_>>());
    let batches = desk.batches();
    assert!(batches.len() < 100, "{} batches", batches.len());
    for batch in &batches {
        let keys: HashSet<u32> = batch.iter().map(|(key, _)| *key).collect();
        assert_eq!(keys.len(), batch.len(), "equal keys in one batch: {batch:?}");
    }
    for key in 0..50 {
        let order: Vec<u32> = batches.iter().flatten().filter(|one| one.0 == key).map(|one| one.1).collect();
        assert!(order.is_sorted(), "first come first served: {order:?}");
    }
}

#[tokio::test]
async fn a_batch_speaks_one_language_and_no_write_overtakes_another_of_its_key() {
    use types::Locale::{Ar, De, En};
    let desk = Desk::open().await;
    let busy = desk.busy().await;
    let waiting = [(1, En), (2, De), (2, En), (3, De), (4, Ar)];
    let submit = |(id, (key, locale))| words::speaking(locale, || desk.submitted(key, id, Deed::Refuse));
    let all: Vec<_> = (0..).zip(waiting).map(submit).collect();
    desk.log.gate.add_permits(1);
    busy.await.unwrap();
    let told: Vec<String> =
        futures::future::join_all(all).await.into_iter().map(|answer| answer.unwrap_err().to_string()).collect();
    assert_eq!(told, ["en", "de", "en", "de", "ar"]);
    assert_eq!(desk.batches()[1..], [vec![(1, 0)], vec![(2, 1), (3, 3)], vec![(2, 2)], vec![(4, 4)]]);
}

#[test]
fn any_mixture_of_writes_ends_for_each_as_it_would_alone() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let deed = prop_oneof![6 => Just(Deed::Write), 1 => select(&[Deed::Refuse, Deed::Poison])];
    let config = Config { cases: 24, failure_persistence: None, ..Config::default() };
    let outcome = proptest::test_runner::TestRunner::new(config).run(&vec((0..8_u32, deed), 1..60), |deeds| {
        runtime.block_on(async {
            let desk = Desk::open().await;
            let all = (0..).zip(&deeds).map(|(id, (key, deed))| desk.submitted(*key, id, *deed));
            let answers = futures::future::join_all(all.collect::<Vec<_>>()).await;
            for ((id, (_, deed)), answer) in (0..).zip(&deeds).zip(answers) {
                let expected = match deed {
                    Deed::Refuse => Err(ErrorCode::Conflict),
                    Deed::Poison => Err(ErrorCode::Internal),
                    _ => Ok(id * 2),
                };
                prop_assert_eq!(answer.map_err(|error| error.code()), expected);
            }
            let written = (0..).zip(&deeds).filter(|(_, (_, deed))| *deed == Deed::Write).map(|(id, _)| id);
            prop_assert_eq!(desk.rows().await, written.collect::<Vec<u32>>());
            Ok(())
        })
    });
    outcome.unwrap();
}

#[tokio::test]
async fn a_poisoned_write_fails_alone() {
    let desk = Desk::open().await;
    let first = desk.busy().await;
    let deed = |id| if id == 4 { Deed::Poison } else { Deed::Write };
    let all: Vec<_> = (0..9).map(|id| desk.submitted(id, id, deed(id))).collect();
    desk.log.gate.add_permits(1);
    first.await.unwrap();
    for (id, answer) in futures::future::join_all(all).await.into_iter().enumerate() {
        assert_eq!(answer.is_err(), id == 4, "{id}");
    }
    assert_eq!(desk.rows().await, [0, 1, 2, 3, 5, 6, 7, 8, BUSY]);
    assert_eq!(desk.batches()[1].len(), 9, "they were together first");
}

#[tokio::test]
async fn a_panic_costs_its_batch_and_not_the_queue() {
    let desk = Desk::open().await;
    let first = desk.busy().await;
    let lost = [desk.submitted(1, 1, Deed::Write), desk.submitted(2, 2, Deed::Panic)];
    let behind = desk.submitted(1, 3, Deed::Write);
    desk.log.gate.add_permits(1);
    first.await.unwrap();
    for answer in futures::future::join_all(lost).await {
        assert_eq!(answer.unwrap_err().code(), ErrorCode::Internal);
    }
    assert_eq!(behind.await.unwrap(), 6);
    assert_eq!(desk.entry(5, 5, Deed::Write).await.unwrap(), 10);
    assert_eq!(desk.rows().await, [3, 5, BUSY]);
}

#[tokio::test]
async fn who_has_left_is_passed_over() {
    let desk = Desk::open().await;
    let first = desk.busy().await;
    let stays = desk.submitted(1, 1, Deed::Write);
    drop((desk.submitted(2, 2, Deed::Write), desk.submitted(1, 3, Deed::Write)));
    desk.log.gate.add_permits(1);
    first.await.unwrap();
    stays.await.unwrap();
    assert_eq!(desk.entry(2, 4, Deed::Write).await.unwrap(), 8);
    assert_eq!(desk.rows().await, [1, 4, BUSY]);
}

#[tokio::test]
async fn what_nobody_waits_for_any_more_is_not_written_though_its_handler_runs_to_its_end() {
    let desk = Desk::open().await;
    let first = desk.busy().await;
    let (gone, there) = (Presence::default(), Presence::default());
    let mut works: Vec<_> = [(&gone, 1), (&there, 2)]
        .map(|(presence, id)| tokio::spawn(presence.waits_for(desk.entry(id, id, Deed::Write))))
        .into();
    while queue_of(&desk.shop.cx).state.lock().unwrap().waiting.len() < 2 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    drop(gone);
    desk.log.gate.add_permits(1);
    first.await.unwrap();
    assert_eq!(works.pop().unwrap().await.unwrap().unwrap(), 4);
    assert_eq!(works.pop().unwrap().await.unwrap().unwrap_err().code(), ErrorCode::Unavailable);
    assert_eq!(desk.rows().await, [2, BUSY]);
}

#[tokio::test]
async fn beyond_the_bound_nobody_waits() {
    let desk = Desk::open().await;
    let first = desk.busy().await;
    let bound = u32::try_from(BOUND).unwrap();
    let waiting: Vec<_> = (1..=bound).map(|id| desk.submitted(id, id, Deed::Write)).collect();
    let refused = desk.entry(0, bound + 1, Deed::Write).await.unwrap_err();
    assert_eq!(refused.code(), ErrorCode::Unavailable);
    assert!(refused.problem().retry_after.is_some());
    desk.log.gate.add_permits(1);
    first.await.unwrap();
    assert!(futures::future::join_all(waiting).await.iter().all(Result::is_ok));
    assert_eq!(desk.rows().await.len(), BOUND + 1);
    assert!(desk.batches().iter().all(|batch| batch.len() <= MOST));
}

#[tokio::test]
async fn a_lost_race_is_run_again_and_nobody_hears_of_it() {
    let desk = Desk::open().await;
    assert_eq!(desk.entry(1, 1, Deed::Lose).await.unwrap(), 2);
    assert_eq!((desk.rows().await, desk.batches().len()), (vec![1], 3));
}
