use std::time::Duration;

use sea_orm::ConnectionTrait;
use types::ErrorCode;

use super::{Key, Policy, begin, forgive, prune};
use crate::{db::sql, test_shop::TestShop};

const POLICY: Policy = Policy { free: 2, longest: 60_000 };

fn keys() -> Vec<Key> {
    vec![Key::new("account", "ada@example.com", POLICY).forgiving(), Key::new("client", "10.0.0.1", POLICY)]
}

#[tokio::test]
async fn failures_slow_down_and_a_success_forgives() {
    let shop = TestShop::open().await;
    for _ in 0..3 {
        let _ = begin(&shop.cx, keys()).await.unwrap();
    }
    let error = begin(&shop.cx, keys()).await.err().unwrap();
    assert_eq!(error.code(), ErrorCode::RateLimited);
    assert!(error.problem().retry_after.is_some_and(|seconds| (4..=6).contains(&seconds)), "{:?}", error.problem());
    shop.cx.clock.advance(Duration::from_secs(6));
    begin(&shop.cx, keys()).await.unwrap().succeeded(shop.cx.db.write()).await.unwrap();
    // The account is forgiven, the network's address only this attempt: a fourth failure of its own waits again.
    let account = vec![keys().remove(0)];
    let _ = begin(&shop.cx, account).await.unwrap();
    let _ = begin(&shop.cx, keys()).await.unwrap();
    assert!(begin(&shop.cx, keys()).await.is_err());
    forgive(shop.cx.db.write(), &keys()[1]).await.unwrap();
    assert!(begin(&shop.cx, keys()).await.is_ok());
}

#[tokio::test]
async fn many_at_once_are_counted_one_by_one() {
    let shop = TestShop::open().await;
    let attempts = (0..20).map(|_| begin(&shop.cx, keys()));
    let passed = futures::future::join_all(attempts).await.into_iter().filter(Result::is_ok).count();
    assert_eq!(passed, 3, "two are free, and the one after them begins the wait");
}

#[tokio::test]
async fn what_is_forgotten_is_removed() {
    let shop = TestShop::open().await;
    let _ = begin(&shop.cx, keys()).await.unwrap();
    prune(shop.cx.db.write(), shop.cx.clock.now()).await.unwrap();
    let _ = (begin(&shop.cx, keys()).await.unwrap(), begin(&shop.cx, keys()).await.unwrap());
    assert!(begin(&shop.cx, keys()).await.is_err(), "kept while it counts");
    shop.cx.clock.advance(Duration::from_secs(2 * 60 * 60));
    prune(shop.cx.db.write(), shop.cx.clock.now()).await.unwrap();
    let count = "SELECT count(*) AS count FROM attempt";
    let db = shop.cx.db.write();
    let row = db.query_one_raw(sql(db, count, [])).await.unwrap().unwrap();
    assert_eq!(row.try_get::<i64>("", "count").unwrap(), 0);
}
