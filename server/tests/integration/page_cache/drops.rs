//! A drop's page is kept like others, and is right to the second all the same.

use std::time::Duration;

use commerce::{Seen, drops, inventory, pressure, rfc3339};
use reqwest::StatusCode;
use types::{
    DropId, VariantId,
    admin::StockAdjustment,
    drops::{DropGoods, DropInput},
};

use super::{MUG, made, open, product_of, reprice};
use crate::shop::{Browser, Page, TestShop};

const PAGE: &str = "/drops/mug";

/// Gathers from the first minute on, begins in the second, ends in the eleventh.
async fn announced(shop: &TestShop, units: i64) -> (DropId, VariantId) {
    let (_, variant_id) = product_of(shop, MUG).await;
    count(shop, variant_id, units).await;
    let now = shop.services.clock.now();
    let at = |minutes: i64| rfc3339(now + minutes * 60_000);
    let input = DropInput {
        title: "Mug".into(),
        queue_opens_at: Some(at(1)),
        starts_at: at(2),
        ends_at: at(11),
        admit_per_minute: 6_000,
        pass_seconds: 60,
        goods: vec![DropGoods { variant_id, units, price: None }],
        ..DropInput::default()
    };
    let id = drops::create(&shop.cx(), input).await.unwrap();
    drops::schedule(&shop.cx(), id).await.unwrap();
    (id, variant_id)
}

async fn count(shop: &TestShop, variant: VariantId, units: i64) {
    let change = StockAdjustment { set: Some(units), reason: "counted".into(), ..StockAdjustment::default() };
    inventory::adjust(&shop.cx(), variant, change).await.unwrap();
}

async fn kept(browser: &Browser) -> Page {
    let page = browser.get(PAGE).await;
    assert!(page.header("cache-control").starts_with("public"), "{:?}", page.headers);
    page
}

#[tokio::test]
async fn a_crowd_that_looks_at_a_drop_has_its_page_made_once() {
    let shop = open().await;
    announced(&shop, 40).await;
    kept(&shop.browser()).await;
    let before = made(&shop);
    for _ in 0..50 {
        let page = kept(&shop.browser()).await;
        assert_eq!((page.text("h1").as_str(), page.header("set-cookie")), ("Mug", ""));
    }
    assert_eq!(made(&shop), before);
    shop.close().await;
}

#[tokio::test]
async fn each_state_is_on_the_page_to_the_second_though_no_worker_runs_and_nobody_says_so() {
    let shop = open().await;
    announced(&shop, 40).await;
    let (browser, clock) = (shop.browser(), &shop.services.clock);
    let status = async || kept(&browser).await.text(".drop .eyebrow");
    assert_eq!(status().await, "Scheduled");
    // Three seconds before each moment, and one after it: the page was made just now and would be fresh for half a minute.
    for (pass, expected) in [(57, "Gathering"), (56, "Live"), (536, "Over")] {
        clock.advance(Duration::from_secs(pass));
        let before = status().await;
        assert_ne!(before, expected, "not early");
        clock.advance(Duration::from_secs(4));
        let now = status().await;
        let is_over = ["Ended", "Reported"].contains(&now.as_str());
        assert!(now == expected || (expected == "Over" && is_over), "{now} instead of {expected}");
    }
    shop.close().await;
}

#[tokio::test]
async fn what_staff_and_stock_do_to_a_drop_is_on_its_page_at_once() {
    let shop = open().await;
    let (id, variant) = announced(&shop, 40).await;
    let browser = shop.browser();
    shop.services.clock.advance(Duration::from_secs(121));
    assert!(kept(&browser).await.words().contains("More than 5 left"));
    count(&shop, variant, 3).await;
    assert!(kept(&browser).await.words().contains("3 left, 0 at the till"));
    count(&shop, variant, 2).await;
    assert!(kept(&browser).await.words().contains("2 left, 0 at the till"));
    reprice(&shop, MUG, 1_234_500).await;
    assert!(kept(&browser).await.words().contains("$12,345.00"));
    pressure::hold(&shop.cx(), Some(3)).await.unwrap();
    assert!(kept(&browser).await.words().contains("Live"), "another page for another level");
    pressure::hold(&shop.cx(), None).await.unwrap();
    drops::end(&shop.cx(), id).await.unwrap();
    assert!(kept(&browser).await.words().contains("Ended"), "at once");
    drops::delete(&shop.cx(), id, Seen::Any).await.unwrap();
    assert_eq!(browser.get(PAGE).await.status, StatusCode::NOT_FOUND);
    shop.close().await;
}

#[tokio::test]
async fn a_plan_that_was_taken_back_and_changed_is_shown_as_it_is_announced_anew() {
    let shop = open().await;
    let (id, _) = announced(&shop, 40).await;
    let browser = shop.browser();
    assert_eq!(kept(&browser).await.text("h1"), "Mug");
    drops::withdraw(&shop.cx(), id).await.unwrap();
    assert_eq!(browser.get(PAGE).await.status, StatusCode::NOT_FOUND, "a draft is nobody's");
    let plan = drops::admin_drop(&shop.cx(), id).await.unwrap().input;
    drops::update(&shop.cx(), id, Seen::Any, DropInput { title: "Better mug".into(), ..plan }).await.unwrap();
    drops::schedule(&shop.cx(), id).await.unwrap();
    assert_eq!(kept(&browser).await.text("h1"), "Better mug");
    shop.close().await;
}

#[tokio::test]
async fn caches_in_front_of_the_shop_ask_for_a_drop_every_second() {
    let shop = open().await;
    announced(&shop, 40).await;
    let page = kept(&shop.browser()).await;
    assert!(page.header("cache-control").contains("max-age=0, s-maxage=1,"), "{:?}", page.headers);
    shop.close().await;
}

#[tokio::test]
async fn whoever_has_a_place_sees_the_same_page_as_everyone() {
    let shop = open().await;
    announced(&shop, 40).await;
    shop.services.clock.advance(Duration::from_secs(61));
    let (in_line, other) = (shop.browser_with("skerry-waxed-tote").await, shop.browser());
    let place = in_line.submit("/drops/mug/queue", &[]).await;
    assert!(place.words().contains("You are in the draw"), "{}", place.words());
    assert_eq!(kept(&in_line).await.body, kept(&other).await.body);
    assert_eq!(in_line.get("/drops/mug/queue").await.header("cache-control"), "no-store", "the place itself");
    shop.close().await;
}
