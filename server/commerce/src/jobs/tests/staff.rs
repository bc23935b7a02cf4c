use sea_orm::ConnectionTrait;
use types::{ErrorCode, JobId, StaffId, job::JobState};

use super::{depth, hopeless, number, worker, write};
use crate::{
    Actor, Cx, Scope,
    housekeeping::Prune,
    jobs::{Job, JobFilter, discard, list, parked, requeue, requeue_kind},
    notifications::SendOrderMail,
    test_shop::TestShop,
};

const PARK: &str = "UPDATE job SET state = 'parked', attempts = 12, last_error = 'why', finished_at = run_at";

/// A shop with parked jobs.
async fn troubled(jobs: usize) -> TestShop {
    let shop = TestShop::open().await;
    for _ in 0..jobs {
        write(&shop, &hopeless()).await;
    }
    shop.cx.db.write().execute_unprepared(PARK).await.unwrap();
    shop
}

fn ada(shop: &TestShop) -> Cx {
    Cx::new(shop.cx.services().clone(), Actor::Staff { id: StaffId::new(), name: "ada".into() }, "test")
}

async fn ids(shop: &TestShop, state: JobState) -> Vec<JobId> {
    let filter = JobFilter { state, limit: 100, ..JobFilter::default() };
    list(&shop.cx, filter).await.unwrap().items.into_iter().map(|job| job.id).collect()
}

#[tokio::test]
async fn a_parked_job_is_requeued_once_with_the_name_of_who_did_it() {
    let shop = troubled(2).await;
    let cx = ada(&shop);
    assert_eq!(parked(&cx).await.unwrap(), 2);
    let id = ids(&shop, JobState::Parked).await[0];
    requeue(&cx, id).await.unwrap();
    assert_eq!(requeue(&cx, id).await.unwrap_err().code(), ErrorCode::Conflict);
    assert_eq!(requeue(&cx, JobId::new()).await.unwrap_err().code(), ErrorCode::NotFound);
    let filter = JobFilter { state: JobState::Ready, limit: 10, ..JobFilter::default() };
    let job = list(&cx, filter).await.unwrap().items.pop().unwrap();
    assert_eq!((job.id, job.attempts, job.requeued_by.as_deref()), (id, 0, Some("ada")));
    assert!(job.requeued_at.is_some() && job.ended_at.is_none() && job.last_error.as_deref() == Some("why"), "{job:?}");
    assert_eq!(depth(&shop, SendOrderMail::KIND).await.due, 1);
}

#[tokio::test]
async fn all_parked_jobs_of_a_kind_are_requeued_together() {
    let shop = troubled(3).await;
    assert_eq!(requeue_kind(&shop.cx, Prune::KIND).await.unwrap(), 0);
    assert_eq!(requeue_kind(&shop.cx, SendOrderMail::KIND).await.unwrap(), 3);
    assert_eq!(requeue_kind(&shop.cx, "no.such").await.unwrap_err().code(), ErrorCode::NotFound);
    assert_eq!(depth(&shop, SendOrderMail::KIND).await.due, 3);
}

#[tokio::test]
async fn a_discarded_job_is_over_and_says_who_decided_so() {
    let shop = troubled(1).await;
    let id = ids(&shop, JobState::Parked).await[0];
    discard(&ada(&shop), id).await.unwrap();
    assert_eq!(discard(&shop.cx, id).await.unwrap_err().code(), ErrorCode::Conflict);
    let done = list(&shop.cx, JobFilter { state: JobState::Done, limit: 1, ..JobFilter::default() }).await.unwrap();
    assert_eq!(done.items[0].last_error.as_deref(), Some("Discarded by ada: why"));
}

#[tokio::test]
async fn the_list_is_read_page_by_page_in_every_state() {
    let shop = troubled(7).await;
    for state in JobState::ALL {
        let place = "finished_at = 1000, locked_until = 1000";
        let change = format!("UPDATE job SET state = '{}', {place}", state.as_str());
        shop.cx.db.write().execute_unprepared(&change).await.unwrap();
        let (mut seen, mut cursor) = (Vec::new(), None);
        loop {
            let filter = JobFilter { state: *state, kind: SendOrderMail::KIND.into(), cursor, limit: 3 };
            let page = list(&shop.cx, filter).await.unwrap();
            seen.extend(page.items.into_iter().map(|job| job.id));
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 7, "{state:?}");
    }
    let filter = JobFilter { cursor: Some("nonsense".into()), limit: 1, ..JobFilter::default() };
    assert_eq!(list(&shop.cx, filter).await.unwrap_err().code(), ErrorCode::Invalid);
}

#[tokio::test]
async fn only_who_runs_the_shop_may_look_at_jobs_or_touch_them() {
    let shop = troubled(1).await;
    let id = ids(&shop, JobState::Parked).await[0];
    let scopes = Scope::ALL.iter().copied().filter(|scope| !matches!(scope, Scope::Ops | Scope::Admin)).collect();
    let cx = Cx::new(shop.cx.services().clone(), Actor::Key { name: "ci".into(), scopes }, "test");
    assert_eq!(list(&cx, JobFilter::default()).await.unwrap_err().code(), ErrorCode::Forbidden);
    assert_eq!(requeue(&cx, id).await.unwrap_err().code(), ErrorCode::Forbidden);
    assert_eq!(requeue_kind(&cx, SendOrderMail::KIND).await.unwrap_err().code(), ErrorCode::Forbidden);
    assert_eq!(discard(&cx, id).await.unwrap_err().code(), ErrorCode::Forbidden);
}

#[tokio::test]
async fn housekeeping_removes_old_jobs_a_bounded_number_at_a_time() {
    let shop = TestShop::open().await;
    let fill = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
        INSERT INTO job (id, kind, payload, state, priority, run_at, attempts, max_attempts, created_at, finished_at)
        SELECT randomblob(16), 'order.mail', '{}', CASE WHEN i <= 1100 THEN 'done' ELSE 'parked' END, 1, 1, 1, 1, 1, i FROM n";
    shop.cx.db.write().execute_unprepared(fill).await.unwrap();
    let day = 24 * 60 * 60 * 1000;
    let now = shop.cx.clock.now();
    assert!(crate::jobs::prune(shop.cx.db.write(), now - 7 * day, 0).await.unwrap(), "a thousand, and more are left");
    assert!(!crate::jobs::prune(shop.cx.db.write(), now - 7 * day, 0).await.unwrap());
    assert_eq!(number(&shop, "SELECT count(*) FROM job").await, 100, "parked ones are kept longer");
    write(&shop, &Prune {}).await;
    crate::jobs::Worker::new(shop.cx.services().clone()).run_due().await.unwrap();
    assert_eq!(number(&shop, "SELECT count(*) FROM job WHERE kind <> 'prune'").await, 0);
}

#[tokio::test]
async fn a_kind_that_nobody_knows_any_more_is_parked_in_time() {
    let shop = TestShop::open().await;
    write(&shop, &hopeless()).await;
    shop.cx.db.write().execute_unprepared("UPDATE job SET kind = 'of.old', run_at = 0").await.unwrap();
    assert_eq!(worker(&shop).run_due().await.unwrap(), 0, "perhaps another worker knows it");
    write(&shop, &Prune {}).await;
    crate::jobs::Worker::new(shop.cx.services().clone()).run_due().await.unwrap();
    assert_eq!(number(&shop, "SELECT count(*) FROM job WHERE state = 'parked' AND kind = 'of.old'").await, 1);
}
