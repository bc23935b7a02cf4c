//! The greeting on the home page, which is kept for everyone: the browser fetches it.

use std::time::Duration;

use reqwest::StatusCode;

use crate::shop::{Checkout, TestShop};

#[tokio::test]
async fn whoever_has_signed_in_is_greeted_with_the_way_to_their_last_order() {
    let shop = TestShop::open().await;
    shop.services.extras.allow(Duration::from_secs(60));
    let (ada, guest) = (shop.browser_with("kittiwake-enamel-mug").await, shop.browser());
    let hostile = "Ada <b>&amp;</b>";
    let fields = [("email", "ada@example.com"), ("name", hostile), ("password", "correct horse battery")];
    ada.submit("/account/sign-up", &fields).await;
    let greeting = ada.get("/extras/greeting").await;
    assert_eq!((greeting.status, greeting.header("cache-control")), (StatusCode::OK, "no-store"));
    assert_eq!(greeting.text(".greeting-name"), format!("Welcome back, {hostile}"));
    assert!(greeting.attributes("a", "href").is_empty(), "nothing is ordered yet");
    let key = ada.get("/checkout").await.field("idempotency_key");
    let placed = ada.post("/checkout", &Checkout::paid_with("tok_ok").fields(&key)).await;
    assert_eq!(ada.get("/extras/greeting").await.attributes("a", "href"), [placed.location()]);

    let unknown = guest.get("/extras/greeting").await;
    assert_eq!((unknown.status, unknown.body.as_str()), (StatusCode::NO_CONTENT, ""));
    let home = ada.get("/").await;
    assert_eq!(home.body, guest.get("/").await.body);
    assert_eq!(home.texts("[data-extra=greeting]"), [""]);
    commerce::pressure::hold(&shop.cx(), Some(1)).await.unwrap();
    assert!(guest.get("/").await.texts("[data-extra=greeting]").is_empty());
    assert_eq!(ada.get("/extras/greeting").await.status, StatusCode::NO_CONTENT);
    commerce::pressure::hold(&shop.cx(), None).await.unwrap();
    ada.post("/account/sign-out", &[]).await;
    assert_eq!(ada.get("/extras/greeting").await.status, StatusCode::NO_CONTENT);
    shop.close().await;
}
