//! The data cache, and sessions, while their Redis is silent, dead, and back again. Needs the Redis of a test run.

use std::time::Duration;

use commerce::{Actor, Cx, catalog, db::sql};
use sea_orm::ConnectionTrait;

use crate::shop::{RedisServer, TestShop};

/// Before that it is left alone, however the failures fall.
const LOOKS: usize = 50;
/// Whoever waited for a silent Redis would wait for ever.
const NOT_FOR_EVER: Duration = Duration::from_secs(60);

/// Someone for whom copies are good enough; staff always read what is.
fn shopper(shop: &TestShop) -> Cx {
    Cx::new(shop.services.clone(), Actor::Shopper, String::new())
}

/// Looks for something no copy is of: what there is not is looked for as all else is.
async fn miss(shop: &TestShop, name: &str) {
    let cx = shopper(shop);
    let looked = tokio::time::timeout(NOT_FOR_EVER, catalog::product(&cx, name)).await;
    looked.expect("Redis is not waited for").unwrap_err();
}

fn breaker(shop: &TestShop) -> String {
    shop.services.cache.standing().unwrap().breaker
}

async fn title(shop: &TestShop, slug: &str) -> String {
    catalog::product(&shopper(shop), slug).await.unwrap().title
}

/// Redis is asked a few times, each for a moment, and then no more; pages and the process's own copies go on.
async fn is_done_without(shop: &TestShop, when: &str, pages: &[String]) {
    for number in 0..LOOKS {
        miss(shop, &format!("{when}-{number}")).await;
        if breaker(shop) == "open" {
            break;
        }
    }
    assert_eq!(breaker(shop), "open", "while Redis is {when}");
    for page in pages {
        let shown = tokio::time::timeout(NOT_FOR_EVER, shop.browser().get(page)).await;
        assert_eq!(shown.expect("it does not wait").status, 200, "{page} while Redis is {when}");
    }
    let slug = pages[0].trim_start_matches("/products/");
    let before = title(shop, slug).await;
    let db = shop.services.db.write();
    let behind_its_back = "UPDATE product SET title = $2 WHERE slug = $1";
    db.execute_raw(sql(db, behind_its_back, [slug.into(), when.into()])).await.unwrap();
    assert_eq!(title(shop, slug).await, before, "this process's own copy is asked while Redis is {when}");
    db.execute_raw(sql(db, behind_its_back, [slug.into(), before.as_str().into()])).await.unwrap();
}

async fn is_asked_again(shop: &TestShop, redis: &RedisServer, when: &str) {
    for number in 0..200 {
        // It is left alone for a second.
        shop.services.clock.advance(Duration::from_secs(1));
        miss(shop, &format!("{when}-{number}")).await;
        if breaker(shop) == "closed" {
            let keys = redis.keys();
            miss(shop, &format!("{when}-at-last")).await;
            assert!(redis.keys() > keys, "copies are shared again");
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("Redis is not asked again when it is {when}");
}

#[tokio::test]
async fn a_redis_that_is_silent_or_dead_costs_a_page_next_to_nothing_and_is_asked_again_once_it_is_back() {
    let Some(mut redis) = RedisServer::start() else { return };
    let url = redis.ready().await;
    let shop = TestShop::open_with(|config| config.shop.redis_url = Some(url)).await;
    let pages = shop.browser().get("/products").await.attributes(".product-card-title a", "href");
    assert_eq!(breaker(&shop), "closed");

    redis.stop(true);
    is_done_without(&shop, "silent", &pages[..3]).await;
    redis.stop(false);
    is_asked_again(&shop, &redis, "let-go-on").await;

    redis.kill();
    is_done_without(&shop, "dead", &pages[3..6]).await;
    redis.again().await;
    is_asked_again(&shop, &redis, "started-anew").await;
    shop.close().await;
}

#[tokio::test]
async fn a_silent_redis_of_the_sessions_is_soon_left_alone_and_signs_nobody_out() {
    const FOR_EVER: i64 = i64::MAX / 2;
    let Some(redis) = RedisServer::start() else { return };
    let url = redis.ready().await;
    let shop = TestShop::open_with(|config| config.shop.redis_url = Some(url)).await;
    let (sessions, db, clock) = (&shop.services.sessions, &shop.services.db, &shop.services.clock);
    sessions.save(db, "one", "who it is", FOR_EVER, clock.now()).await.unwrap();
    let open = async || {
        let view = commerce::surge::view(&Cx::system(shop.services.clone())).await.unwrap();
        view.breakers.iter().any(|one| one.name == "redis of the sessions" && one.breaker == "open")
    };
    assert!(!open().await);

    redis.stop(true);
    for _ in 0..LOOKS {
        let looked = tokio::time::timeout(NOT_FOR_EVER, sessions.load(db, "one", clock.now())).await;
        let refused = looked.expect("Redis is not waited for").unwrap_err();
        assert_eq!(refused.code(), types::ErrorCode::Unavailable, "not known is not signed out");
        if open().await {
            break;
        }
    }
    assert!(open().await, "it is left alone");

    redis.stop(false);
    let mut found = None;
    for _ in 0..200 {
        clock.advance(Duration::from_secs(1));
        found = sessions.load(db, "one", clock.now()).await.ok().flatten();
        if found.is_some() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(found.as_deref(), Some("who it is"), "it is asked again");
    shop.close().await;
}
