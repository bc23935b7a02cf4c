use std::time::Duration;

use commerce::{inventory, pressure::Level};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use types::admin::StockAdjustment;

use super::{A_MINUTE, announced};
use crate::{api::goods, shop::TestShop};

/// The next event of this name: its data.
async fn next(stream: &mut Response, name: &str) -> String {
    let mut text = String::new();
    let wanted = format!("event: {name}\n");
    while !(text.contains(&wanted) && text.ends_with("\n\n")) {
        let chunk = tokio::time::timeout(Duration::from_secs(20), stream.chunk()).await.expect("an event").unwrap();
        text += std::str::from_utf8(&chunk.expect("the stream goes on")).unwrap();
    }
    text.lines().filter_map(|line| line.strip_prefix("data: ")).collect()
}

#[tokio::test]
async fn stock_is_told_at_once_and_when_it_changes() {
    let shop = TestShop::open().await;
    let lamp = goods(&shop, 5).await;
    let path = format!("/api/v1/products/{}/stock/events", lamp.slug);
    let browser = shop.browser();
    let ask = || browser.request(Method::GET, &path).header("accept-encoding", "gzip").send();
    let mut stream = ask().await.unwrap();
    assert_eq!(stream.headers()["content-type"], "text/event-stream");
    assert!(!stream.headers().contains_key("content-encoding"), "a compressed stream is told late");
    let stock = |text: String| serde_json::from_str::<Value>(&text).unwrap()["variants"][0].clone();
    assert_eq!(stock(next(&mut stream, "stock").await)["for_sale"], 5);
    let change = StockAdjustment { delta: Some(2), set: None, reason: "delivery".into(), location_id: None };
    inventory::adjust(&shop.cx(), lamp.variant, change).await.unwrap();
    assert_eq!(
        stock(next(&mut stream, "stock").await),
        json!({"id": lamp.variant, "for_sale": 7, "held": 0, "sold": 0})
    );

    shop.services.pressure.set(Level::new(1));
    while stream.chunk().await.unwrap().is_some() {}
    let refused = browser.get(&path).await;
    refused.refused(503, "unavailable");
    assert_eq!(refused.header("retry-after"), "30");
    let plain = browser.get(&format!("/api/v1/products/{}/stock", lamp.slug)).await;
    assert_eq!(plain.status, StatusCode::OK, "who asks now and then is still told");
    shop.close().await;
}

#[tokio::test]
async fn streams_are_bounded_and_end_with_the_shop() {
    let shop = TestShop::open_with(|config| config.server.max_event_streams = 2).await;
    let lamp = goods(&shop, 5).await;
    let path = format!("/api/v1/products/{}/stock/events", lamp.slug);
    let browser = shop.browser();
    let first = browser.request(Method::GET, &path).send().await.unwrap();
    let mut second = browser.request(Method::GET, &path).send().await.unwrap();
    browser.get(&path).await.refused(503, "unavailable");
    drop(first);
    let mut third = None;
    for _ in 0..100 {
        let answer = browser.request(Method::GET, &path).send().await.unwrap();
        if answer.status() == StatusCode::OK {
            third = Some(answer);
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let mut third = third.expect("the place of the one who left");
    shop.streams.close();
    while second.chunk().await.unwrap().is_some() {}
    while third.chunk().await.unwrap().is_some() {}
    shop.close().await;
}

#[tokio::test]
async fn a_place_in_line_is_told_as_it_changes() {
    let shop = TestShop::open().await;
    announced(&shop, 1).await;
    shop.later(A_MINUTE).await;
    let browser = shop.browser();
    browser.submit("/drops/lamp/queue", &[]).await;
    let mut stream = browser.request(Method::GET, "/drops/lamp/queue/events").send().await.unwrap();
    assert!(next(&mut stream, "place").await.contains("You are in the draw"));
    shop.later(A_MINUTE).await;
    let mut told = next(&mut stream, "place").await;
    while !told.contains("It is your turn") {
        told = next(&mut stream, "place").await;
    }
    assert!(told.contains("\"/drops/lamp/buy\""));
    let mut german = browser.request(Method::GET, "/de/drops/lamp/queue/events").send().await.unwrap();
    let told = next(&mut german, "place").await;
    assert!(told.contains("\"/de/drops/lamp/buy\"") && !told.contains("It is your turn"), "{told}");
    shop.close().await;
}

#[tokio::test]
async fn from_level_three_on_a_place_in_line_is_told_to_whoever_asks_and_to_no_stream() {
    let shop = TestShop::open().await;
    announced(&shop, 1).await;
    shop.later(A_MINUTE).await;
    let browser = shop.browser();
    browser.submit("/drops/lamp/queue", &[]).await;
    let ask = || browser.request(Method::GET, "/drops/lamp/queue/events").send();
    shop.services.pressure.set(Level::new(2));
    let mut stream = ask().await.unwrap();
    assert_eq!(stream.status(), StatusCode::OK);
    assert!(next(&mut stream, "place").await.contains("You are in the draw"));

    shop.services.pressure.set(Level::new(3));
    let ending = async { while stream.chunk().await.unwrap().is_some() {} };
    tokio::time::timeout(Duration::from_secs(20), ending).await.expect("the stream ends");
    let refused = ask().await.unwrap();
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(refused.headers()["retry-after"], "30");
    let page = browser.get("/drops/lamp/queue").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.words().contains("You are in the draw"), "{}", page.words());

    shop.services.pressure.set(Level::new(2));
    assert_eq!(ask().await.unwrap().status(), StatusCode::OK);
    shop.close().await;
}
