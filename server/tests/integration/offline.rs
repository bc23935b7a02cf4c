//! What browsers keep for when there is no connection: the worker that does it, and the page that says so.

use commerce::{
    flags::{self, Flag},
    pressure::Level,
};
use reqwest::{Method, StatusCode};
use types::flag::FlagInput;

use crate::shop::TestShop;

const WORKER: &str = "/service-worker.js";

#[tokio::test]
async fn the_worker_is_asked_for_each_time_and_sent_to_whoever_has_another() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let worker = browser.get(WORKER).await;
    assert_eq!((worker.status, worker.header("cache-control")), (StatusCode::OK, "no-cache"));
    assert_eq!(worker.header("content-type"), "text/javascript; charset=utf-8");
    assert!(worker.header("content-security-policy").contains("worker-src 'self'"));
    assert!(worker.body.starts_with("const SHOP = {\"build\":\""), "{}", worker.body);
    let known =
        async |tag: &str| browser.send(browser.request(Method::GET, WORKER).header("if-none-match", tag)).await.status;
    assert_eq!(known(worker.header("etag")).await, StatusCode::NOT_MODIFIED);
    assert_eq!(known("\"another\"").await, StatusCode::OK);
    let script = browser.get("/").await.attributes("script[data-worker]", "data-worker");
    assert_eq!(script, [WORKER], "pages register it");
    shop.close().await;
}

#[tokio::test]
async fn a_light_page_registers_none_and_neither_does_one_whose_extra_staff_switched_off() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let registers = async || !browser.get("/cart").await.texts("script[data-worker]").is_empty();
    assert!(registers().await);
    shop.services.pressure.set(Level::LIGHT);
    assert!(!registers().await);
    assert_eq!(browser.get(WORKER).await.status, StatusCode::OK, "what was seen stays");
    shop.services.pressure.set(Level::CALM);
    assert!(registers().await);
    let off = FlagInput { enabled: false, ..FlagInput::default() };
    flags::set(&shop.cx(), Flag::OfflineCopies.key(), off).await.unwrap();
    assert!(!registers().await);
    flags::clear(&shop.cx(), Flag::OfflineCopies.key()).await.unwrap();
    let admin = browser.get("/admin/sign-in").await;
    assert!(admin.texts("script[data-worker]").is_empty(), "staff see the shop as it is or not at all");
    shop.close().await;
}

#[tokio::test]
async fn a_shop_that_wants_no_worker_takes_back_those_there_are() {
    let shop = TestShop::open_with(|config| config.server.service_worker = false).await;
    let browser = shop.browser();
    let worker = browser.get(WORKER).await;
    assert_eq!((worker.status, worker.header("cache-control")), (StatusCode::OK, "no-cache"));
    assert!(worker.body.contains("registration.unregister()"), "{}", worker.body);
    for path in ["/", "/cart", "/products/lantern-no-7"] {
        assert!(browser.get(path).await.texts("script[data-worker]").is_empty(), "{path}");
    }
    shop.close().await;
}

#[tokio::test]
async fn the_page_without_a_connection_is_for_everyone_and_the_same_under_pressure() {
    let shop = TestShop::open().await;
    let (guest, buyer) = (shop.browser(), shop.browser_with("kittiwake-enamel-mug").await);
    let page = guest.get("/offline").await;
    assert_eq!((page.status, page.text("h1")), (StatusCode::OK, "You are offline".to_owned()));
    assert!(page.header("cache-control").starts_with("public, max-age=0"), "{}", page.header("cache-control"));
    assert_eq!(page.attributes("meta[name=robots]", "content"), ["noindex"]);
    assert_eq!(page.body, buyer.get("/offline").await.body);
    shop.services.pressure.set(Level::LIGHT);
    assert_eq!(page.body, guest.get("/offline").await.body);
    shop.close().await;
}

#[tokio::test]
async fn browsers_may_keep_the_cart_and_nothing_of_a_till_or_an_account() {
    let shop = TestShop::open().await;
    let browser = shop.browser_with("kittiwake-enamel-mug").await;
    assert_eq!(browser.get("/cart").await.header("cache-control"), "private, no-cache");
    let fields = [("email", "ada@example.com"), ("name", "Ada"), ("password", "correct horse battery")];
    browser.submit("/account/sign-up", &fields).await;
    for path in ["/checkout", "/account", "/account/addresses", "/account/details"] {
        assert_eq!(browser.get(path).await.header("cache-control"), "no-store", "{path}");
    }
    shop.close().await;
}
