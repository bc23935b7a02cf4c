use crate::shop::TestShop;

#[tokio::test]
async fn every_answer_carries_the_headers_that_narrow_what_a_browser_does_with_it() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    for path in ["/", "/nothing", "/api/v1/products", "/healthz", "/products?page=x"] {
        let page = browser.get(path).await;
        let policy = page.header("content-security-policy");
        assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
        assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval';"), "{path}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe-inline"), "{path}: {policy}");
        assert_eq!(page.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(page.header("cross-origin-opener-policy"), "same-origin", "{path}");
        // The home page is the same for everyone.
        let kept = if path == "/" { "public, max-age=0, s-maxage=30" } else { "private, no-cache" };
        assert!(page.header("cache-control").starts_with(kept), "{path}: {}", page.header("cache-control"));
        assert!(!page.header("x-request-id").is_empty(), "{path}");
        assert_eq!(page.header("strict-transport-security"), "", "not without TLS");
    }
    shop.close().await;
}

#[tokio::test]
async fn pages_keep_their_own_policy() {
    let shop = TestShop::open().await;
    let browser = shop.browser_with("kittiwake-enamel-mug").await;
    for path in
        ["/", "/products", "/products/lantern-no-7", "/cart", "/checkout", "/search?q=x", "/nothing", "/admin/sign-in"]
    {
        let page = browser.get(path).await;
        assert_eq!(page.attributes("[style]", "style"), Vec::<String>::new(), "{path}");
        assert_eq!(page.texts("style"), Vec::<String>::new(), "{path}");
        assert!(page.texts("script:not([type='application/ld+json'])").iter().all(String::is_empty), "{path}");
        for handler in ["onclick", "onload", "onsubmit", "onchange"] {
            assert_eq!(page.attributes(&format!("[{handler}]"), handler), Vec::<String>::new(), "{path}");
        }
    }
    shop.close().await;
}

#[tokio::test]
async fn over_tls_browsers_are_told_to_stay_there() {
    let shop = TestShop::open_with(|config| config.shop.public_url = "https://shop.example".to_owned()).await;
    assert_eq!(shop.browser().get("/").await.header("strict-transport-security"), "max-age=63072000");
    shop.close().await;
}

#[tokio::test]
async fn a_request_id_is_taken_over_from_trusted_proxies_only() {
    let send = async |trusted: &[&str]| {
        let trusted = trusted.iter().map(|net| net.parse().unwrap()).collect();
        let shop = TestShop::open_with(|config| config.server.trusted_proxies = trusted).await;
        let browser = shop.browser();
        let request = browser.request(reqwest::Method::GET, "/nothing").header("x-request-id", "from-outside");
        let page = browser.send(request).await;
        shop.close().await;
        (page.header("x-request-id").to_owned(), page.words())
    };
    assert_ne!(send(&[]).await.0, "from-outside");
    let (id, words) = send(&["127.0.0.0/8"]).await;
    assert_eq!(id, "from-outside");
    assert!(words.contains("from-outside"), "the page quotes it: {words}");
}

#[tokio::test]
async fn stripe_is_let_in_at_the_till_alone_and_only_where_it_takes_cards() {
    let shop = TestShop::open_with(|config| {
        config.shop.stripe = Some(commerce::StripeSettings {
            secret_key: commerce::Secret::new("sk_test_1"),
            webhook_secret: Some(commerce::Secret::new("whsec_1")),
            publishable_key: Some("pk_test_1".into()),
            api_base: "http://127.0.0.1:9".into(),
        });
    })
    .await;
    let browser = shop.browser_with("kittiwake-enamel-mug").await;
    let policy = async |path: &str| browser.get(path).await.header("content-security-policy").to_owned();
    let till = policy("/checkout").await;
    for allowed in ["script-src 'self' 'wasm-unsafe-eval' https://js.stripe.com;", "frame-src https://js.stripe.com"] {
        assert!(till.contains(allowed), "{till}");
    }
    assert!(till.contains("default-src 'none'") && till.contains("frame-ancestors 'none'"), "{till}");
    for path in ["/", "/cart", "/products"] {
        assert!(!policy(path).await.contains("stripe"), "{path}");
    }
    assert_eq!(browser.get("/checkout").await.field("payment_provider"), "stripe");
    shop.close().await;

    let shop = TestShop::open().await;
    let browser = shop.browser_with("kittiwake-enamel-mug").await;
    assert!(!browser.get("/checkout").await.header("content-security-policy").contains("stripe"));
    shop.close().await;
}
