use reqwest::{Method, StatusCode};
use server::config::{Config, Quota};

use crate::shop::{Browser, Page, TestShop};

/// Three at once, and the next after twenty seconds.
fn strict(config: &mut Config) {
    let three = Quota { burst: 3, per_minute: 3 };
    let limits = &mut config.server.rate_limits;
    (limits.enabled, limits.pages, limits.writes, limits.rest) = (true, three, three, three);
}

fn behind_proxy(config: &mut Config) {
    strict(config);
    config.server.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
}

async fn get(browser: &Browser, path: &str, forwarded: &str) -> Page {
    browser.send(browser.request(Method::GET, path).header("x-forwarded-for", forwarded)).await
}

#[tokio::test]
async fn whoever_asks_too_often_is_told_when_to_come_back() {
    let shop = TestShop::open_with(strict).await;
    let browser = shop.browser();
    for _ in 0..3 {
        assert_eq!(browser.get("/search?q=tent").await.status, StatusCode::OK);
    }
    let page = browser.get("/search?q=tent").await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    let wait: u32 = page.header("retry-after").parse().unwrap();
    assert!((1..=21).contains(&wait), "{wait}");
    assert!(page.words().contains("Too many requests"), "{}", page.words());

    assert_eq!(browser.get("/nothing").await.status, StatusCode::TOO_MANY_REQUESTS, "unknown addresses count too");
    assert_eq!(browser.get("/healthz").await.status, StatusCode::OK, "probes do not count");
    assert_eq!(browser.post("/cart/lines", &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "writes count apart");
    let rest = browser.get("/api/v1/products").await;
    assert_eq!(rest.status, StatusCode::OK, "REST counts apart");
    shop.close().await;
}

#[tokio::test]
async fn rest_is_refused_with_a_problem_that_carries_the_wait() {
    let shop = TestShop::open_with(strict).await;
    let browser = shop.browser();
    for _ in 0..3 {
        browser.get("/api/v1/products").await;
    }
    let problem = browser.get("/api/v1/products").await;
    assert_eq!((problem.status.as_u16(), &problem.json()["code"]), (429, &"rate_limited".into()));
    assert_eq!(problem.json()["retry_after"].to_string(), problem.header("retry-after"));
    shop.close().await;
}

#[tokio::test]
async fn a_made_up_forwarding_header_mints_no_new_visitor() {
    let shop = TestShop::open_with(strict).await;
    let browser = shop.browser();
    for visitor in 0..3 {
        assert_eq!(get(&browser, "/cart", &format!("203.0.113.{visitor}")).await.status, StatusCode::OK);
    }
    assert_eq!(get(&browser, "/cart", "203.0.113.9").await.status, StatusCode::TOO_MANY_REQUESTS);
    shop.close().await;
}

#[tokio::test]
async fn behind_a_trusted_proxy_visitors_count_apart_and_cannot_hide_on_the_left() {
    let shop = TestShop::open_with(behind_proxy).await;
    let browser = shop.browser();
    for made_up in 0..3 {
        let forwarded = format!("198.51.100.{made_up}, 203.0.113.1");
        assert_eq!(get(&browser, "/cart", &forwarded).await.status, StatusCode::OK);
    }
    assert_eq!(get(&browser, "/cart", "198.51.100.9, 203.0.113.1").await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(get(&browser, "/cart", "203.0.113.2").await.status, StatusCode::OK);
    shop.close().await;
}

#[tokio::test]
async fn one_ipv6_customer_is_one_visitor() {
    let shop = TestShop::open_with(behind_proxy).await;
    let browser = shop.browser();
    for host in 1..=3 {
        assert_eq!(get(&browser, "/cart", &format!("2001:db8:1:2::{host}")).await.status, StatusCode::OK);
    }
    assert_eq!(get(&browser, "/cart", "2001:db8:1:2:ffff::1").await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(get(&browser, "/cart", "2001:db8:1:3::1").await.status, StatusCode::OK);
    shop.close().await;
}
