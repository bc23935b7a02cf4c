use commerce::{
    Services,
    limits::{Class, LimitSettings, Quota, Signal},
};
use metrics_exporter_prometheus::PrometheusBuilder;
use reqwest::{Method, StatusCode};
use server::config::Config;

use crate::{
    premises::Proof,
    shop::{Browser, Page, TestShop},
};

/// Three at once, and the next after twenty seconds.
fn strict(config: &mut Config) {
    let three = Quota { burst: 3, per_minute: 3 };
    let limits = &mut config.shop.limits;
    (limits.enabled, limits.pages, limits.writes, limits.rest) = (true, three, three, three);
}

/// Three at once of whatever is limited.
pub fn three_of_each(config: &mut Config) {
    config.shop.limits = LimitSettings::same(true, Quota { burst: 3, per_minute: 3 });
}

/// Whoever goes to two instances of a shop by turns gets no more from them than from one.
pub async fn instances_count_together(shop: &TestShop) -> Proof {
    let other = Services::connect(shop.services.settings.clone()).await.unwrap();
    let mut findings = Vec::new();
    for class in [Class::Checkout, Class::QueueJoin] {
        let mut passed = 0;
        for instance in [&shop.services, &other].into_iter().cycle().take(6) {
            let decision = instance.limits.decide(class, "192.0.2.7").await.unwrap();
            passed += usize::from(decision.verdict.passes());
        }
        if passed != 3 {
            findings.push(format!("{class:?}: {passed} passed where three may"));
        }
    }
    other.db.clone().close().await;
    if findings.is_empty() { Ok(()) } else { Err(findings) }
}

/// Needs the Redis of a test run; without one each counts for itself, which `sabotage` is about.
#[tokio::test]
async fn two_instances_count_together() {
    let shop = TestShop::open_with(three_of_each).await;
    if shop.services.settings.redis_url.is_some() {
        assert_eq!(instances_count_together(&shop).await, Ok(()));
    }
    shop.close().await;
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

/// What the surge console reads.
#[tokio::test]
async fn whoever_is_turned_away_at_the_door_is_counted_by_what_they_came_for() {
    let recorder = PrometheusBuilder::new().build_recorder();
    let counted = recorder.handle();
    // The shop's tasks run in this thread.
    let _guard = metrics::set_default_local_recorder(&recorder);
    let shop = TestShop::open_with(strict).await;
    let browser = shop.browser();
    for _ in 0..20 {
        browser.get("/cart").await;
    }
    let text = counted.render();
    let refused = text.lines().find_map(|line| line.strip_prefix("floodgate_http_turned_away_total{class=\"cart\"} "));
    assert!(refused.is_some_and(|count| count.parse::<f64>().unwrap() >= 16.0), "{text}");
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

#[tokio::test]
async fn a_refusal_retries_by_itself_and_says_which_limit_it_is() {
    let shop = TestShop::open_with(strict).await;
    let browser = shop.browser();
    for _ in 0..3 {
        browser.get("/cart").await;
    }
    let page = browser.get("/cart").await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(page.attributes("meta[http-equiv=refresh]", "content"), [page.header("retry-after")]);
    assert_eq!(page.header("ratelimit-policy"), "\"pages\";q=3;w=60");
    assert!(page.header("ratelimit").starts_with("\"pages\";r=0;t="), "{}", page.header("ratelimit"));
    assert_eq!(page.header("content-encoding"), "", "it is not worth compressing");
    let rest = browser.get("/api/v1/products").await;
    assert_eq!(rest.header("ratelimit"), "\"rest\";r=2;t=60");
    shop.close().await;
}

#[tokio::test]
async fn one_account_cannot_be_tried_from_many_addresses() {
    let shop = TestShop::open_with(|config| {
        behind_proxy(config);
        config.shop.limits.sign_in_account = Quota { burst: 3, per_minute: 3 };
    })
    .await;
    let browser = shop.browser();
    let attempt = async |address: u8| {
        let request =
            browser.request(Method::POST, "/admin/sign-in").header("x-forwarded-for", format!("203.0.113.{address}"));
        let fields = [("email", "mara@example.com"), ("password", "wrong wrong wrong"), ("next", "")];
        let request = request.form(&fields).header("origin", &shop.url).header("sec-fetch-site", "same-origin");
        browser.send(request.header("accept", "text/html")).await.status
    };
    for address in 1..=3 {
        assert_eq!(attempt(address).await, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(attempt(4).await, StatusCode::TOO_MANY_REQUESTS);
    shop.close().await;
}

#[tokio::test]
async fn whoever_keeps_no_cookie_is_soon_held_to_less_and_a_person_never_is() {
    let shop = TestShop::open_with(|config| {
        behind_proxy(config);
        config.shop.limits.writes = Quota { burst: 60, per_minute: 60 };
    })
    .await;
    let browser = shop.browser();
    let add = async |address: &str, cookie: Option<&str>| {
        let request = browser.request(Method::POST, "/cart/lines").header("x-forwarded-for", address);
        let request = cookie.into_iter().fold(request, |request, cookie| request.header("cookie", cookie));
        let request = request.form(&[("variant_id", "nonsense")]).header("origin", &shop.url);
        browser.send(request.header("sec-fetch-site", "same-origin")).await;
    };
    let given = commerce::cart::name(&shop.services.settings.secret, types::CartId::random());
    for _ in 0..20 {
        add("203.0.113.1", None).await;
        add("203.0.113.2", Some(&format!("fg_cart={given}"))).await;
        add("203.0.113.3", Some("fg_cart=018f2b3c-0000-4000-8000-000000000000")).await;
    }
    for program in ["203.0.113.1", "203.0.113.3"] {
        assert!(shop.services.limits.is_suspect(program), "a cart of one's own making is none: {program}");
    }
    assert!(!shop.services.limits.is_suspect("203.0.113.2"));
    shop.services.limits.suspect("203.0.113.2", Signal::NoCookieKept);
    assert!(!shop.services.limits.is_suspect("203.0.113.2"), "everyone begins a cart now and then");
    shop.close().await;
}

#[tokio::test]
async fn joining_a_queue_is_limited_by_itself() {
    let shop = TestShop::open_with(|config| {
        config.shop.limits.enabled = true;
        config.shop.limits.queue_join = Quota { burst: 3, per_minute: 3 };
    })
    .await;
    let browser = shop.browser();
    for _ in 0..3 {
        assert_eq!(browser.post("/queue", &[]).await.status, StatusCode::SEE_OTHER);
    }
    let refused = browser.post("/queue", &[]).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.header("ratelimit").starts_with("\"queue_join\""), "{}", refused.header("ratelimit"));
    assert_eq!(browser.get("/products").await.status, StatusCode::OK, "and nothing else with it");
    shop.close().await;
}

#[tokio::test]
async fn an_address_with_forged_tickets_is_held_to_less() {
    use commerce::drops;
    use types::drops::{RoomControl, RoomMode};
    let shop = TestShop::open_with(|config| {
        behind_proxy(config);
        config.shop.limits.writes = Quota { burst: 60, per_minute: 60 };
    })
    .await;
    drops::control_shop(&shop.cx(), RoomControl { mode: RoomMode::Open, per_minute: None }).await.unwrap();
    let (browser, variant) = (shop.browser(), shop.for_sale("limpet-key-hook").await.id.to_string());
    let given = commerce::cart::name(&shop.services.settings.secret, types::CartId::random());
    let add = async |address: &str, ticket: Option<&str>| {
        let request = browser.request(Method::POST, "/cart/lines").header("x-forwarded-for", address);
        let cookie = format!("fg_cart={given}");
        let request = ticket.into_iter().fold(request, |request, ticket| request.header("queue-ticket", ticket));
        let request = request.form(&[("variant_id", &variant)]).header("origin", &shop.url).header("cookie", cookie);
        browser.send(request.header("sec-fetch-site", "same-origin")).await;
    };
    for _ in 0..4 {
        add("203.0.113.1", Some("made-up")).await;
        add("203.0.113.2", None).await;
    }
    assert!(shop.services.limits.is_suspect("203.0.113.1"));
    assert!(!shop.services.limits.is_suspect("203.0.113.2"));
    shop.close().await;
}
