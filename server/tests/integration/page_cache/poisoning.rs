//! Everything a request can say that is not part of the key: none of it may get into what others are shown.

use reqwest::{Method, StatusCode};

use super::{MUG, get_with};
use crate::{
    premises::Proof,
    shop::{Page, TestShop},
};

/// What visitors bring here that no page says by itself.
const BROUGHT: [&str; 2] = ["evil", "66613666"];

/// Nothing of what a visitor brought is on a page that others are shown, nor in its head.
fn is_clean(name: &str, page: &Page) -> Proof {
    let header = format!("{:?}", page.headers);
    let mut findings = Vec::new();
    for word in BROUGHT {
        findings.extend(page.body.contains(word).then(|| format!("{name}: {word} is on the page")));
        findings.extend(header.contains(word).then(|| format!("{name}: {word} is in its head")));
    }
    if findings.is_empty() { Ok(()) } else { Err(findings) }
}

#[tokio::test]
async fn no_header_gets_into_a_page_that_is_kept() {
    let attacks: &[(&'static str, &str)] = &[
        ("host", "evil.example"),
        ("x-forwarded-host", "evil.example"),
        ("x-forwarded-proto", "https\"><script>evil"),
        ("x-forwarded-port", "66613666"),
        ("forwarded", "host=evil.example;proto=evil"),
        ("x-original-url", "/admin"),
        ("x-rewrite-url", "/cart"),
        ("x-http-method-override", "POST"),
        ("x-method-override", "DELETE"),
        ("x-request-id", "evil-id"),
        ("cookie", "fg_cart=00000000-0000-7000-8000-000000000000; fg_units=66613666; evil=1"),
        ("accept-language", "evil"),
        ("authorization", "Bearer evil"),
        ("origin", "https://evil.example"),
        ("referer", "https://evil.example/"),
        ("user-agent", "evil"),
        ("range", "bytes=0-9"),
        ("if-range", "\"evil\""),
        ("if-modified-since", "Fri, 27 Nov 2026 00:00:00 GMT"),
        ("if-match", "\"evil\""),
        ("cache-control", "no-cache, no-store, max-age=0, evil"),
        ("pragma", "no-cache"),
        ("accept", "application/json"),
        ("content-type", "evil/evil"),
        ("transfer-encoding", "identity"),
        ("sec-fetch-site", "cross-site"),
        ("priority", "u=0, evil"),
    ];
    let shop = TestShop::open().await;
    for (at, (name, value)) in attacks.iter().enumerate() {
        // A page of its own for each, so that each makes one.
        let address = format!("{}/products?page={}", ["", "/de"][at % 2], at + 2);
        let made = get_with(&shop.browser(), &address, &[(name, value)]).await;
        if name == &"transfer-encoding" && made.status == StatusCode::BAD_REQUEST {
            continue;
        }
        assert_eq!(made.status, StatusCode::OK, "{name}");
        let kept = shop.browser().get(&address).await;
        assert_eq!(kept.body, made.body, "{name}");
        assert_eq!(is_clean(name, &kept), Ok(()));
        assert!(kept.header("cache-control").starts_with("public") && kept.body.len() > 5000, "{name}");
    }
    shop.close().await;
}

#[tokio::test]
async fn a_page_that_says_what_a_visitor_brought_is_found_to() {
    let shop = TestShop::open_with(|config| {
        // Whoever is believed to be a proxy names the request, and the answer says that name again.
        config.server.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
    })
    .await;
    let browser = shop.browser();
    let said = [("x-request-id", "evil-id"), ("x-forwarded-for", "10.0.0.1")];
    let lost = get_with(&browser, "/no-such-page", &said).await;
    assert_eq!(lost.status, StatusCode::NOT_FOUND);
    let searched = browser.get("/search?q=66613666").await;
    for (name, page, finding) in [
        ("lost", &lost, "lost: evil is on the page"),
        ("lost", &lost, "lost: evil is in its head"),
        ("searched", &searched, "searched: 66613666 is on the page"),
    ] {
        let findings = is_clean(name, page).unwrap_err();
        assert!(findings.iter().any(|one| one == finding), "{finding}: {findings:#?}");
    }
    shop.close().await;
}

#[tokio::test]
async fn nothing_a_visitor_brings_gets_into_a_drops_page() {
    let shop = TestShop::open().await;
    let address = "/drops/lantern-no-7";
    let plain = shop.browser().get(address).await;
    assert_eq!(plain.status, StatusCode::OK);
    for (name, value) in [
        ("cookie", "fg_queue_00000000000070008000000000000000=evil; fg_cart=00000000-0000-7000-8000-000000000000"),
        ("queue-ticket", "evil"),
        ("host", "evil.example"),
        ("x-forwarded-host", "evil.example"),
        ("date", "Fri, 27 Nov 2020 00:00:00 GMT"),
    ] {
        // Made anew by this request.
        shop.services.bus.publish(commerce::bus::Note::Lost);
        let made = get_with(&shop.browser(), &format!("{address}?evil=1"), &[(name, value)]).await;
        assert_eq!(made.body, plain.body, "{name}");
        assert_eq!(shop.browser().get(address).await.body, plain.body, "{name}");
    }
    shop.close().await;
}

#[tokio::test]
async fn no_query_gets_into_a_page_that_it_is_not_the_key_of() {
    let shop = TestShop::open().await;
    let address = format!("/products/{MUG}");
    let huge = format!("?x={}", "a".repeat(20_000));
    let odd = [
        "?evil=1",
        "?Variant=evil",
        "?x=evil&x=evil",
        "?&&=&evil",
        "?%76ariant=",
        "?utm_source=evil#evil",
        "?callback=evil",
        "?_method=DELETE",
        "?__proto__[evil]=1",
        "?%65vil",
        "?x=%E2%80%AEevil",
        "?;evil=1",
        &huge,
    ];
    for query in odd {
        let page = shop.browser().get(&format!("{address}{query}")).await;
        assert_eq!(is_clean(query, &page), Ok(()));
        assert_eq!(shop.browser().get(&address).await.text("h1"), page.text("h1"), "{query}");
    }
    shop.close().await;
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_to_its_sender_and_to_nobody_else() {
    let shop = TestShop::open().await;
    for broken in
        ["?page=x", "?page=2&page=3", "?sort=evil", "?page=-1", "?page=%FF", "?page%00=2", "?page=99999999999999999999"]
    {
        let refused = shop.browser().get(&format!("/products{broken}")).await;
        assert!(refused.status.is_client_error(), "{broken}: {}", refused.status);
        assert_eq!(refused.header("cache-control"), "private, no-cache", "{broken}");
        assert_eq!(shop.browser().get("/products").await.status, StatusCode::OK, "{broken}");
    }
    shop.close().await;
}

#[tokio::test]
async fn another_spelling_of_an_address_makes_no_page_of_it() {
    let shop = TestShop::open().await;
    let address = format!("/products/{MUG}");
    for spelling in [
        "/products/%6bittiwake-enamel-mug",
        "/products/KITTIWAKE-ENAMEL-MUG",
        "//products",
        "/products/./x",
        "/Products",
    ] {
        let page = shop.browser().get(spelling).await;
        assert_eq!(page.header("cache-control"), "private, no-cache", "{spelling}");
    }
    assert!(shop.browser().get(&address).await.header("cache-control").starts_with("public"));
    shop.close().await;
}

#[tokio::test]
async fn only_reading_is_answered_from_memory() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    browser.get("/").await;
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
        let request = browser.request(method.clone(), "/").header("x-http-method-override", "GET");
        assert_eq!(browser.send(request).await.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
    }
    let options = browser.send(browser.request(Method::OPTIONS, "/")).await;
    assert_eq!(options.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(browser.get("/").await.status, StatusCode::OK);
    shop.close().await;
}
