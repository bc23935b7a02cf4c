use std::collections::{BTreeSet, VecDeque};

use reqwest::StatusCode;

use super::{MUG, get_with};
use crate::shop::{Browser, TestShop};

/// Every address that can be reached by links and is public, in two of the shop's languages.
async fn crawl(browser: &Browser) -> BTreeSet<String> {
    let (mut seen, mut waiting) = (BTreeSet::new(), VecDeque::from(["/".to_owned()]));
    let mut public = BTreeSet::new();
    while let Some(address) = waiting.pop_front() {
        if !address.starts_with('/') || address.starts_with("/ar/") || !seen.insert(address.clone()) {
            continue;
        }
        let page = browser.get(&address).await;
        if page.status != StatusCode::OK || !page.header("cache-control").starts_with("public") {
            continue;
        }
        waiting.extend(page.attributes("a[href]", "href"));
        waiting.extend(page.attributes("form[action]:not([method])", "action"));
        public.insert(address);
    }
    public
}

#[tokio::test]
async fn no_page_for_everyone_knows_who_asks() {
    let shop = TestShop::open().await;
    // Each with a cart of their own; the second makes the pages that the first did not.
    let (one, other) = (shop.browser_with(MUG).await, shop.browser_with("skerry-waxed-tote").await);
    other.submit("/cart/lines", &[("variant_id", &shop.for_sale(MUG).await.id.to_string()), ("quantity", "3")]).await;
    // One of them has signed in.
    let account = [("email", "ada@example.com"), ("name", "Ada Lovelace"), ("password", "correct horse battery")];
    one.submit("/account/sign-up", &account).await;
    let pages: BTreeSet<String> =
        crawl(&one).await.into_iter().filter(|page| !page.contains("/pkg/") && !page.contains('.')).collect();
    assert!(pages.len() > 60, "home, lists, collections and products: {}", pages.len());
    for some in ["/drops/", "/de/drops/", "/de/products/"] {
        assert!(pages.iter().any(|page| page.starts_with(some)), "{some}: {pages:?}");
    }
    for page in &pages {
        let (first, second) = (one.get(page).await, other.get(page).await);
        assert_eq!(first.body, second.body, "{page}");
        for answer in [&first, &second] {
            assert_eq!(answer.header("set-cookie"), "", "{page}");
            let account = if page.starts_with("/de/") { "Konto" } else { "Account" };
            assert_eq!(answer.text(".header-account-name"), account, "{page}: the name is for the browser");
            assert!(
                answer.attributes(".cart-units", "hidden").len() == 1,
                "{page}: the cart's units are for the browser"
            );
        }
        let forms = first.attributes("form[method=post] input[type=hidden]", "name");
        assert!(
            forms.iter().all(|name| name == "variant_id"),
            "{page}: no form carries anything of a visitor's: {forms:?}"
        );
        let policy = first.header("content-security-policy");
        assert!(!policy.contains("nonce") && first.attributes("[nonce]", "nonce").is_empty(), "{page}: {policy}");
    }
    shop.close().await;
}

#[tokio::test]
async fn a_page_made_for_a_visitor_is_made_as_if_by_nobody() {
    let shop = TestShop::open().await;
    let browser = shop.browser_with(MUG).await;
    // Made by a request that tells all it can about a visitor.
    let all = [("authorization", "Bearer secret"), ("accept-language", "de"), ("user-agent", "curious/1.0")];
    let made = get_with(&browser, "/products/lantern-no-7", &all).await;
    let shop_again = TestShop::open().await;
    let plain = shop_again.browser().get("/products/lantern-no-7").await;
    let without_ids = |body: &str, shop: &TestShop| body.replace(&shop.url, "");
    // Two databases made from one template: all is the same but the shop's own address.
    assert_eq!(without_ids(&made.body, &shop), without_ids(&plain.body, &shop_again));
    shop.close().await;
    shop_again.close().await;
}

#[tokio::test]
async fn the_browser_is_told_how_many_units_its_cart_holds() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let told = |page: &crate::shop::Page| {
        let cookies = page.headers.get_all("set-cookie");
        let mut values = cookies.iter().filter_map(|one| one.to_str().unwrap().strip_prefix("fg_units="));
        values.next().map(|rest| rest.split(';').next().unwrap().to_owned())
    };
    assert_eq!(told(&browser.get("/cart").await), None, "nothing to tell");
    let variant = shop.for_sale(MUG).await.id.to_string();
    let cart = browser.submit("/cart/lines", &[("variant_id", &variant), ("quantity", "2")]).await;
    assert_eq!((told(&cart).as_deref(), cart.text(".cart-count").as_str()), (Some("2"), "2"));
    assert_eq!(told(&browser.get("/cart").await), None, "told already");
    let empty = browser
        .submit("/cart/lines/update", &[("variant_id", &variant), ("quantity", "0"), ("action", "remove")])
        .await;
    assert_eq!(told(&empty).as_deref(), Some("0"));
    shop.close().await;
}
