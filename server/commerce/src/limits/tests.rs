use super::*;
use crate::{cache::connect_redis, test_shop::TestShop};

const THREE: Quota = Quota { burst: 3, per_minute: 3 };

async fn passed(limits: &Limits, class: Class, key: &str, times: usize) -> usize {
    let mut passed = 0;
    for _ in 0..times {
        passed += usize::from(limits.decide(class, key).await.unwrap().verdict.passes());
    }
    passed
}

#[tokio::test]
async fn classes_and_keys_count_apart() {
    let limits = Limits::new(LimitSettings::same(true, THREE), None);
    assert_eq!(passed(&limits, Class::Pages, "192.0.2.1", 5).await, 3);
    assert_eq!(passed(&limits, Class::Pages, "192.0.2.2", 5).await, 3);
    assert_eq!(passed(&limits, Class::Writes, "192.0.2.1", 5).await, 3);
    assert!(Limits::new(LimitSettings::same(false, THREE), None).decide(Class::Pages, "x").await.is_none());
}

#[tokio::test]
async fn whoever_behaves_like_a_program_is_held_to_less() {
    let limits = Limits::new(LimitSettings::same(true, Quota { burst: 8, per_minute: 8 }), None);
    limits.suspect("192.0.2.1", Signal::ForgedTicket);
    assert!(!limits.is_suspect("192.0.2.1"));
    limits.suspect("192.0.2.1", Signal::ForgedTicket);
    limits.suspect("192.0.2.1", Signal::ForgedTicket);
    assert!(limits.is_suspect("192.0.2.1") && !limits.is_suspect("192.0.2.2"));
    assert_eq!(passed(&limits, Class::Queue, "192.0.2.1", 9).await, 2);
    assert_eq!(passed(&limits, Class::Queue, "192.0.2.2", 9).await, 8);
}

#[tokio::test]
async fn an_account_is_limited_whatever_its_letters_case() {
    let shop = TestShop::open_as(|settings| settings.limits = LimitSettings::same(true, THREE)).await;
    for email in ["ada@example.com", "ADA@example.com ", "ada@example.com"] {
        account(&shop.cx, Class::SignInAccount, email).await.unwrap();
    }
    let error = account(&shop.cx, Class::SignInAccount, "Ada@example.com").await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::RateLimited);
    assert!(error.problem().retry_after.is_some_and(|seconds| seconds >= 1));
    account(&shop.cx, Class::SignInAccount, "mara@example.com").await.unwrap();
}

#[tokio::test]
async fn redis_that_is_gone_leaves_the_limits_of_the_process() {
    let client = connect_redis("redis://127.0.0.1:1").await.unwrap();
    let limits = Limits::new(LimitSettings::same(true, THREE), Some(client));
    assert_eq!(passed(&limits, Class::Checkout, "192.0.2.1", 5).await, 3);
}

/// Needs the Redis of a test run; without one there is nothing to show.
#[tokio::test]
async fn two_instances_share_one_quota() {
    let Ok(url) = std::env::var("FLOODGATE_TEST_REDIS") else { return };
    let key = uuid::Uuid::new_v4().to_string();
    let mut instances = Vec::new();
    for _ in 0..2 {
        let client = connect_redis(&url).await.unwrap();
        instances.push(Limits::new(LimitSettings::same(true, THREE), Some(client)));
    }
    for class in [Class::Checkout, Class::QueueJoin] {
        let mut all = 0;
        for round in 0..6 {
            all += passed(&instances[round % 2], class, &key, 1).await;
        }
        assert_eq!(all, 3, "{class:?}: each alone would have let three pass");
    }
}
