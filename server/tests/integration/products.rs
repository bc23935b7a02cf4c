//! Home, lists, products and search.

use reqwest::StatusCode;

use crate::shop::TestShop;

#[tokio::test]
async fn home_leads_to_collections_and_products() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let home = browser.get("/").await;
    assert_eq!(home.status, 200);
    let links = home.attributes("main a", "href");
    for kind in ["/collections/", "/products/"] {
        let link = links.iter().find(|link| link.starts_with(kind)).expect("a link");
        assert_eq!(browser.get(link).await.status, 200, "{link}");
    }
    shop.close().await;
}

#[tokio::test]
async fn a_list_is_sorted_and_paged_by_its_address() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let titles = |page: &crate::shop::Page| page.texts(".product-card-title");
    let first = titles(&browser.get("/products?sort=title").await);
    let second = titles(&browser.get("/products?sort=title&page=2").await);
    let all: Vec<_> = first.iter().chain(&second).map(|title| title.to_lowercase()).collect();
    assert!(all.len() > first.len() && all.is_sorted(), "{all:?}");
    assert_eq!(titles(&browser.get("/products?sort=title&page=&q=").await), first, "empty fields mean nothing");
    shop.close().await;
}

#[tokio::test]
async fn search_finds_what_it_is_asked_for_and_takes_any_text() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let found = browser.get("/search?q=lantern").await;
    assert!(found.texts(".product-card-title").iter().any(|title| title.contains("Lantern")));
    for odd in ["%22", "a%22%20OR%20%22b", "%27%3B--", "*", "%25", "(((", "NEAR(a%20b)", "%F0%9F%8F%95", "\u{e9}", "-"]
    {
        let page = browser.get(&format!("/search?q={odd}")).await;
        assert_eq!(page.status, 200, "{odd}: {}", page.words());
    }
    shop.close().await;
}

#[tokio::test]
async fn a_search_is_shown_as_text_and_never_as_markup() {
    let shop = TestShop::open().await;
    let page = shop.browser().get("/search?q=%3C/title%3E%3Cscript%3Ealert(1)%3C/script%3E").await;
    assert!(!page.body.contains("<script>alert"), "{}", page.body);
    assert!(page.text("title").contains("</title><script>alert(1)</script>"));
    shop.close().await;
}

#[tokio::test]
async fn a_variant_has_an_address_of_its_own_and_every_other_is_a_link_away() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let ink = shop.variant("fulmar-torch", "Ink").await;
    let page = browser.get(&format!("/products/fulmar-torch?variant={}", ink.id)).await;
    assert_eq!(page.field("variant_id"), ink.id.to_string());
    assert!(page.text(".offer .stock").contains("2 left"), "{}", page.words());
    for link in page.attributes(".picker a.chip", "href") {
        let other = browser.get(link.trim_end_matches("#choose")).await;
        assert!(link.contains(&other.field("variant_id")), "{link}");
    }
    let gone = shop.variant("mooring-strap", "Ink").await;
    let page = browser.get(&format!("/products/mooring-strap?variant={}", gone.id)).await;
    assert_eq!(page.texts(".offer .stock-out"), ["Sold out"]);
    assert!(page.texts("form.buy button").is_empty(), "{}", page.words());
    assert_ne!(browser.get("/products/mooring-strap").await.field("variant_id"), gone.id.to_string());
    shop.close().await;
}

#[tokio::test]
async fn a_parameter_that_cannot_be_read_is_named() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let cases = [
        ("/products?page=abc", StatusCode::UNPROCESSABLE_ENTITY, "page"),
        ("/products?page=-1", StatusCode::UNPROCESSABLE_ENTITY, "page"),
        ("/products?page=99999999999999999999999", StatusCode::UNPROCESSABLE_ENTITY, "page"),
        ("/products?sort=cheapest", StatusCode::UNPROCESSABLE_ENTITY, "sort"),
        ("/products?q=a%00b", StatusCode::UNPROCESSABLE_ENTITY, "q"),
        ("/search?q=%FF", StatusCode::BAD_REQUEST, "UTF-8"),
        ("/products/lantern-no-7?variant=x", StatusCode::UNPROCESSABLE_ENTITY, "variant"),
    ];
    for (path, status, named) in cases {
        let page = browser.get(path).await;
        assert_eq!(page.status, status, "{path}");
        assert!(page.text("main").contains(named), "{path}: {}", page.words());
    }
    assert_eq!(browser.get("/products?page=18446744073709551615").await.status, 200, "past the end is the end");
    shop.close().await;
}

#[tokio::test]
async fn what_does_not_exist_is_a_page_that_says_so() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let long = format!("/products/{}", "a".repeat(3000));
    for path in [
        "/nothing",
        "/products/nothing",
        "/collections/nothing",
        "/orders/nothing",
        "/products/%FF",
        "/products/%00",
        "/media/x",
        &long,
    ] {
        let page = browser.get(path).await;
        assert_eq!(page.status, 404, "{path}");
        assert!(page.header("content-type").starts_with("text/html"), "{path}");
        assert!(!page.texts("h1").is_empty(), "{path}");
    }
    shop.close().await;
}
