use reqwest::{Method, StatusCode};

use crate::shop::{Page, TestShop};

async fn post(shop: &TestShop, headers: &[(&str, &str)]) -> Page {
    let browser = shop.browser();
    let request =
        browser.request(Method::POST, "/cart/lines").form(&[("variant_id", shop.for_sale("limpet-key-hook").await.id)]);
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    browser.send(request).await
}

#[tokio::test]
async fn a_form_on_another_site_cannot_post_here() {
    let shop = TestShop::open().await;
    for headers in [
        &[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] as &[_],
        &[("sec-fetch-site", "same-site"), ("origin", "http://other.127.0.0.1")],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[("sec-fetch-site", "cross-site")],
    ] {
        let page = post(&shop, headers).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{headers:?}");
        assert!(page.words().contains("another site"), "{}", page.words());
        assert_eq!(page.header("set-cookie"), "");
    }
    shop.close().await;
}

#[tokio::test]
async fn the_shops_own_forms_and_programs_are_let_in() {
    let shop = TestShop::open_with(|config| config.shop.public_url = "https://shop.example".to_owned()).await;
    for headers in [
        &[("sec-fetch-site", "same-origin")] as &[_],
        &[("origin", shop.url.as_str())],
        &[("origin", "https://shop.example")],
        &[],
    ] {
        assert_eq!(post(&shop, headers).await.status, StatusCode::SEE_OTHER, "{headers:?}");
    }
    shop.close().await;
}
