use reqwest::Method;

use crate::shop::TestShop;

#[tokio::test]
async fn programs_are_told_in_problem_json_and_people_with_a_page() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let ask = async |path: &str, accept: &str| {
        browser.send(browser.request(Method::GET, path).header("accept", accept)).await
    };

    let page = ask("/nothing", "text/html").await;
    assert_eq!((page.status.as_u16(), page.header("content-type")), (404, "text/html; charset=utf-8"));
    assert!(page.words().contains(page.header("x-request-id")), "it quotes the request id");

    for (path, accept) in
        [("/nothing", "application/json"), ("/api/v1/nothing", "*/*"), ("/api/v1/nothing", "text/html")]
    {
        let problem = ask(path, accept).await;
        assert_eq!(
            (problem.status.as_u16(), problem.header("content-type")),
            (404, "application/problem+json"),
            "{path}"
        );
        let json = problem.json();
        assert_eq!((&json["code"], &json["status"]), (&"not_found".into(), &404.into()), "{path}");
        assert_eq!(json["request_id"], problem.header("x-request-id"), "{path}");
    }
    shop.close().await;
}

#[tokio::test]
async fn a_method_that_is_not_taken_is_refused_with_those_that_are() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let page = browser.send(browser.request(Method::DELETE, "/products")).await;
    assert_eq!((page.status.as_u16(), page.header("allow")), (405, "GET,HEAD"));
    assert!(!page.texts("h1").is_empty());
    let odd = browser.send(browser.request(Method::from_bytes(b"BREW").unwrap(), "/cart/lines")).await;
    assert_eq!(odd.status, 405);
    shop.close().await;
}

#[tokio::test]
async fn a_broken_database_shows_as_a_busy_shop_and_says_nothing_else() {
    let shop = TestShop::open().await;
    let (browser, url) = (shop.browser(), shop.services.settings.database_url.clone());
    shop.services.db.clone().close().await;
    let page = browser.get("/products").await;
    assert_eq!(page.status, 503, "{}", page.words());
    assert!(page.header("retry-after").parse::<u32>().is_ok_and(|seconds| seconds >= 1));
    for secret in [url.as_str(), "sqlx", "pool", "PoolClosed", "closed"] {
        assert!(!page.body.contains(secret), "{secret} in {}", page.words());
    }
    // What `close` would look at is gone.
    shop.abandon().await;
}
