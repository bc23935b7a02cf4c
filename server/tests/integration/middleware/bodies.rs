use reqwest::{
    Method, StatusCode,
    header::{ACCEPT_ENCODING, CONTENT_TYPE},
};

use crate::shop::{Page, TestShop};

const FORM: &str = "application/x-www-form-urlencoded";

async fn post(shop: &TestShop, path: &str, kind: &str, body: impl Into<reqwest::Body>) -> Page {
    let browser = shop.browser();
    browser.send(browser.request(Method::POST, path).header(CONTENT_TYPE, kind).body(body)).await
}

#[tokio::test]
async fn a_body_larger_than_any_form_is_refused() {
    let shop = TestShop::open().await;
    let large = format!("variant_id={}", "x".repeat(65 * 1024));
    for path in ["/cart/lines", "/checkout", "/admin/sign-in"] {
        let page = post(&shop, path, FORM, large.clone()).await;
        assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        assert!(!page.texts("h1").is_empty(), "{path}");
    }
    for path in ["/fn/add-to-cart", "/api/v1/carts"] {
        let json = format!("{{\"variant_id\":\"{large}\"}}");
        let page = post(&shop, path, "application/json", json).await;
        assert!(page.status == StatusCode::PAYLOAD_TOO_LARGE || path == "/api/v1/carts", "{path}: {}", page.status);
    }
    shop.close().await;
}

#[tokio::test]
async fn a_form_that_cannot_be_read_is_refused_in_words() {
    let shop = TestShop::open().await;
    let cases: [(&str, &[u8], StatusCode); 4] = [
        ("application/json", b"{}", StatusCode::UNSUPPORTED_MEDIA_TYPE),
        ("", b"variant_id=x", StatusCode::UNSUPPORTED_MEDIA_TYPE),
        (FORM, b"variant_id=%FF%FE", StatusCode::BAD_REQUEST),
        (FORM, b"variant_id=\xff", StatusCode::BAD_REQUEST),
    ];
    for (kind, body, status) in cases {
        let page = post(&shop, "/cart/lines", kind, body.to_vec()).await;
        assert_eq!(page.status, status, "{kind} {body:?}: {}", page.words());
        assert!(page.header(CONTENT_TYPE.as_str()).starts_with("text/html"));
    }
    shop.close().await;
}

#[tokio::test]
async fn what_fits_into_a_packet_is_not_compressed() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    for (path, encoding) in [("/queue", ""), ("/api/v1/products/nothing", ""), ("/cart", "gzip")] {
        let asked = browser.request(Method::GET, path).header(ACCEPT_ENCODING, "gzip");
        assert_eq!(browser.send(asked).await.header("content-encoding"), encoding, "{path}");
    }
    shop.close().await;
}
