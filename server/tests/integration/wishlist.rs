//! What visitors keep for later, by forms.

use reqwest::{Method, StatusCode};

use crate::shop::{Browser, Page, TestShop};

const MUG: &str = "kittiwake-enamel-mug";
const TOTE: &str = "skerry-waxed-tote";
const PASSWORD: &str = "correct horse battery";

async fn save(shop: &TestShop, browser: &Browser, slug: &str) -> Page {
    let variant = shop.for_sale(slug).await.id.to_string();
    browser.post(&format!("/products/{slug}/wish"), &[("variant_id", &variant)]).await
}

/// The value of a cookie that an answer sets.
fn cookie(page: &Page, name: &str) -> Option<String> {
    let cookies = page.headers.get_all("set-cookie").iter().map(|one| one.to_str().unwrap());
    let mut found = cookies.filter_map(|one| one.strip_prefix(name)?.strip_prefix('='));
    found.next().map(|rest| rest.split(';').next().unwrap().to_owned())
}

async fn account(browser: &Browser, path: &str) -> Page {
    let fields = [("email", "ada@example.com"), ("name", "Ada"), ("password", PASSWORD)];
    browser.post(path, &fields).await
}

#[tokio::test]
async fn a_guest_keeps_something_and_the_page_comes_back() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let empty = browser.get("/wishlist").await;
    assert_eq!((empty.status, empty.header("cache-control")), (StatusCode::OK, "no-store"));
    assert_eq!(empty.attributes("meta[name=robots]", "content"), ["noindex"]);
    assert_eq!(cookie(&empty, "fg_wishlist"), None, "looking makes no list");

    let saved = save(&shop, &browser, MUG).await;
    assert_eq!((saved.status, saved.header("cache-control")), (StatusCode::OK, "no-store"));
    assert_eq!(saved.text("[role=status]"), "It is on your wishlist.");
    assert!(saved.text("h1").contains("Kittiwake"), "{}", saved.words());
    assert_eq!(cookie(&saved, "fg_wishes").as_deref(), Some("1"));
    let cookies: Vec<_> = saved.headers.get_all("set-cookie").iter().map(|one| one.to_str().unwrap()).collect();
    let of = |name: &str| *cookies.iter().find(|cookie| cookie.starts_with(name)).unwrap();
    assert!(of("fg_wishlist=").contains("HttpOnly") && of("fg_wishlist=").contains("SameSite=Lax"));
    assert!(!of("fg_wishes=").contains("HttpOnly"), "scripts show it");
    assert_eq!(save(&shop, &browser, MUG).await.text("[role=status]"), "It is on your wishlist already.");
    assert_eq!(cookie(&save(&shop, &browser, TOTE).await, "fg_wishes").as_deref(), Some("2"));

    let page = browser.get("/wishlist").await;
    assert_eq!(page.texts(".wish-card h2").len(), 2);
    assert!(page.texts(".wish-card")[0].contains("Skerry"), "latest first: {}", page.words());
    let variant = page.attributes(".wish-card form[action='/cart/lines'] input", "value").remove(1);
    let cart = browser.submit("/cart/lines", &[("variant_id", &variant)]).await;
    assert_eq!(cart.texts(".cart-line").len(), 1);
    let fewer = browser.submit("/wishlist/remove", &[("variant_id", &variant)]).await;
    assert_eq!(fewer.texts(".wish-card h2").len(), 1);
    assert_eq!(cookie(&fewer, "fg_wishes").as_deref(), Some("1"));
    assert_eq!(browser.get(&format!("/products/{MUG}/wish")).await.location(), format!("/products/{MUG}"));
    assert_eq!(browser.get("/wishlist/remove").await.location(), "/wishlist");
    shop.close().await;
}

#[tokio::test]
async fn a_guests_list_goes_along_at_sign_in_and_stays_behind_at_sign_out() {
    let shop = TestShop::open().await;
    let (first, second) = (shop.browser(), shop.browser());
    save(&shop, &first, MUG).await;
    assert_eq!(account(&first, "/account/sign-up").await.location(), "/account");
    assert_eq!(first.get("/wishlist").await.texts(".wish-card h2").len(), 1);
    let left = first.post("/account/sign-out", &[]).await;
    assert_eq!(cookie(&left, "fg_wishes").as_deref(), Some(""));
    assert_eq!(first.get("/wishlist").await.texts(".wish-card h2").len(), 0);

    save(&shop, &second, TOTE).await;
    save(&shop, &second, MUG).await;
    let entered = account(&second, "/account/sign-in").await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER);
    assert_eq!(cookie(&entered, "fg_wishes").as_deref(), Some("2"), "each stands once");
    assert_eq!(second.get("/wishlist").await.texts(".wish-card h2").len(), 2);
    account(&first, "/account/sign-in").await;
    assert_eq!(first.get("/wishlist").await.texts(".wish-card h2").len(), 2, "the same in each browser");
    shop.close().await;
}

#[tokio::test]
async fn nothing_of_it_is_on_pages_for_everyone() {
    let shop = TestShop::open().await;
    let (keeper, other) = (shop.browser(), shop.browser());
    let saved = save(&shop, &keeper, MUG).await;
    let list = cookie(&saved, "fg_wishlist").unwrap();
    for path in ["/".to_owned(), "/products".into(), format!("/products/{MUG}"), "/drops/lantern-no-7".into()] {
        let (mine, theirs) = (keeper.get(&path).await, other.get(&path).await);
        assert_eq!(mine.body, theirs.body, "{path}");
        assert!(!mine.body.contains(&list) && !mine.body.contains("on your wishlist"), "{path}");
        assert_eq!(mine.attributes(".wish-units", "hidden").len(), 1, "{path}: the number is for the browser");
        assert_eq!(mine.texts(".wish-count"), [""], "{path}");
        assert_eq!(mine.header("set-cookie"), "", "{path}");
    }
    commerce::pressure::hold(&shop.cx(), Some(2)).await.unwrap();
    let shed = other.get("/").await;
    assert!(shed.texts(".wish-units").is_empty() && shed.attributes("a.header-wishlist", "href") == ["/wishlist"]);
    shop.close().await;
}

#[tokio::test]
async fn whatever_is_sent_is_answered_with_a_page_or_words() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let unknown = "01890000-0000-7000-8000-000000000000";
    for (path, fields) in [
        (format!("/products/{MUG}/wish"), vec![("variant_id", unknown)]),
        (format!("/products/{MUG}/wish"), vec![("variant_id", "' OR 1=1")]),
        (format!("/products/{MUG}/wish"), vec![]),
        ("/wishlist/remove".into(), vec![("variant_id", "x")]),
    ] {
        let page = browser.post(&path, &fields).await;
        assert!(page.status.is_client_error(), "{path} {fields:?}: {}", page.status);
    }
    assert_eq!(browser.submit("/wishlist/remove", &[("variant_id", unknown)]).await.text("h1"), "Wishlist");
    // What is no id of a list counts as none; nor does a made-up one open anything.
    for made_up in ["x", unknown, "%00"] {
        let request = browser.request(Method::GET, "/wishlist").header("cookie", format!("fg_wishlist={made_up}"));
        let page = browser.send(request).await;
        assert_eq!((page.status, page.texts(".wish-card").len()), (StatusCode::OK, 0), "{made_up}");
    }
    let foreign = browser
        .request(Method::POST, &format!("/products/{MUG}/wish"))
        .header("origin", "https://evil.example")
        .header("sec-fetch-site", "cross-site")
        .form(&[("variant_id", unknown)]);
    assert_eq!(browser.send(foreign).await.status, StatusCode::FORBIDDEN);
    shop.close().await;
}
