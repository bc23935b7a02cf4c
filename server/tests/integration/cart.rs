//! The cart, by forms.

use types::cart::MAX_LINE_QUANTITY;

use crate::shop::TestShop;

const MUG: &str = "kittiwake-enamel-mug";

#[tokio::test]
async fn a_product_is_put_into_the_cart_changed_and_taken_out_again() {
    let shop = TestShop::open().await;
    let (browser, mug) = (shop.browser(), shop.for_sale(MUG).await);
    let id = mug.id.to_string();
    assert_eq!(browser.get("/cart").await.texts(".cart-line").len(), 0);

    let cart = browser.submit("/cart/lines", &[("variant_id", &id), ("quantity", "2")]).await;
    assert_eq!(cart.field("quantity"), "2");
    assert_eq!(cart.text(".cart-count"), "2");

    let cart =
        browser.submit("/cart/lines/update", &[("variant_id", &id), ("quantity", "3"), ("action", "update")]).await;
    assert_eq!(cart.field("quantity"), "3");
    assert_eq!(cart.text(".cart-line-total"), mug.price.checked_mul(3).unwrap().to_string());

    let cart =
        browser.submit("/cart/lines/update", &[("variant_id", &id), ("quantity", "3"), ("action", "remove")]).await;
    assert_eq!(cart.texts(".cart-line").len(), 0);
    shop.close().await;
}

#[tokio::test]
async fn the_carts_cookie_is_out_of_reach_for_scripts_and_other_sites() {
    let shop = TestShop::open_with(|config| config.shop.public_url = "https://shop.example".to_owned()).await;
    let mug = shop.for_sale(MUG).await;
    let answer = shop.browser().post("/cart/lines", &[("variant_id", &mug.id.to_string())]).await;
    let cookie = answer.header("set-cookie").to_owned();
    for part in ["fg_cart=", "HttpOnly", "SameSite=Lax", "Secure", "Path=/", "Max-Age=2592000"] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
    shop.close().await;
}

#[tokio::test]
async fn visitors_do_not_see_each_others_carts() {
    let shop = TestShop::open().await;
    shop.browser_with(MUG).await;
    assert_eq!(shop.browser().get("/cart").await.texts(".cart-line").len(), 0);
    shop.close().await;
}

#[tokio::test]
async fn a_cookie_that_names_no_cart_is_an_empty_cart() {
    let shop = TestShop::open().await;
    let (browser, mug) = (shop.browser(), shop.for_sale(MUG).await);
    for cookie in ["fg_cart=nonsense", "fg_cart=00000000-0000-4000-8000-000000000000", "fg_cart=é", ";;;=", "fg_cart"]
    {
        let get = |path| browser.send(browser.request(reqwest::Method::GET, path).header("cookie", cookie));
        assert_eq!(get("/cart").await.status, 200, "{cookie}");
        assert_eq!(get("/").await.status, 200, "{cookie}");
        let post = browser.request(reqwest::Method::POST, "/cart/lines").header("cookie", cookie);
        let added = browser.send(post.form(&[("variant_id", mug.id.to_string())])).await;
        assert_eq!(added.status, 303, "{cookie}");
    }
    shop.close().await;
}

#[tokio::test]
async fn what_cannot_be_put_into_the_cart_is_refused_with_a_reason() {
    let shop = TestShop::open().await;
    let (browser, mug) = (shop.browser(), shop.for_sale(MUG).await);
    let (id, too_many) = (mug.id.to_string(), (MAX_LINE_QUANTITY + 1).to_string());
    let id = id.as_str();
    let cases = [
        (&[("variant_id", id), ("quantity", "0")] as &[_], 422, "Choose between 1 and"),
        (&[("variant_id", id), ("quantity", "-1")], 422, "Choose between 1 and"),
        (&[("variant_id", id), ("quantity", too_many.as_str())], 422, "Choose between 1 and"),
        (&[("variant_id", id), ("quantity", "two")], 422, "quantity"),
        (&[("variant_id", id), ("quantity", "9223372036854775808")], 422, "quantity"),
        (&[("variant_id", "nonsense"), ("quantity", "1")], 422, "variant_id"),
        (&[("quantity", "1")], 422, "variant_id"),
        (&[("variant_id", "00000000-0000-7000-8000-000000000000"), ("quantity", "1")], 404, "no such"),
    ];
    for (fields, status, reason) in cases {
        let page = browser.post("/cart/lines", fields).await;
        assert_eq!(page.status, status, "{fields:?}: {}", page.words());
        assert!(page.text("main").contains(reason), "{fields:?}: {}", page.words());
    }
    shop.close().await;
}

#[tokio::test]
async fn an_island_adds_to_the_cart_and_is_told_the_count() {
    let shop = TestShop::open().await;
    let (browser, mug) = (shop.browser(), shop.for_sale(MUG).await);
    let call = |body: serde_json::Value| {
        browser.send(
            browser.request(reqwest::Method::POST, "/fn/add-to-cart").header("accept", "application/json").json(&body),
        )
    };
    let added = call(serde_json::json!({ "variant_id": mug.id, "quantity": 2 })).await;
    assert_eq!(added.status, 200, "{}", added.body);
    assert_eq!(added.json()["item_count"], 2);
    assert_eq!(browser.get("/cart").await.field("quantity"), "2", "the visitor keeps the cart");

    let refused = call(serde_json::json!({ "variant_id": mug.id, "quantity": 0 })).await;
    assert_eq!((refused.status.as_u16(), &refused.json()["code"]), (422, &"invalid".into()));
    let unread = call(serde_json::json!({ "variant_id": "x" })).await;
    assert_eq!((unread.status.as_u16(), &unread.json()["code"]), (400, &"bad_request".into()));
    shop.close().await;
}

#[tokio::test]
async fn a_change_from_an_older_tab_is_not_made_and_the_page_shows_the_cart_as_it_is() {
    let shop = TestShop::open().await;
    let browser = shop.browser_with(MUG).await;
    let seen = browser.get("/cart").await;
    let (id, version) = (seen.field("variant_id"), seen.field("version"));
    let change = |quantity: &'static str| {
        let (browser, id, version) = (browser.clone(), id.clone(), version.clone());
        async move {
            let fields =
                [("variant_id", id.as_str()), ("version", &version), ("quantity", quantity), ("action", "update")];
            browser.post("/cart/lines/update", &fields).await
        }
    };
    assert_eq!(change("3").await.status, 303);
    let refused = change("5").await;
    assert_eq!(refused.status, 409);
    assert!(refused.text("[role=alert]").contains("was changed meanwhile"), "{}", refused.words());
    assert_eq!(refused.field("quantity"), "3");
    assert_ne!(refused.field("version"), version, "the next change is of this cart");
    shop.close().await;
}

#[tokio::test]
async fn more_than_there_is_becomes_what_there_is_on_the_page_and_in_the_drawer() {
    let shop = TestShop::open().await;
    // The demo shop has two of them in ink.
    let ink = shop.variant("fulmar-torch", "Ink").await;
    let left = ink.for_sale.unwrap();
    let id = ink.id.to_string();
    let words = format!("You can have only {left} of Fulmar torch now, so we set it to {left}.");
    for path in ["/cart/lines/update", "/cart/drawer"] {
        let browser = shop.browser();
        browser.submit("/cart/lines", &[("variant_id", &id), ("quantity", "1")]).await;
        let page = browser.post(path, &[("variant_id", &id), ("quantity", "9"), ("action", "update")]).await;
        assert_eq!(page.status, 200, "{path}: {}", page.words());
        assert_eq!(page.text("[role=alert]"), words, "{path}");
        assert_eq!(page.field("quantity"), left.to_string(), "{path}");
        assert!(page.header("set-cookie").contains(&format!("fg_units={left}")), "{path}");
        assert_eq!(browser.get("/cart").await.field("quantity"), left.to_string(), "{path}: it is so");
    }
    shop.close().await;
}

#[tokio::test]
async fn the_drawer_shows_the_cart_and_changes_it() {
    let shop = TestShop::open().await;
    assert!(shop.browser().get("/cart/drawer").await.words().contains("Your cart is empty."));
    let nobody = [("variant_id", shop.for_sale(MUG).await.id.to_string()), ("quantity", "1".to_owned())];
    let fields: Vec<_> = nobody.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert!(shop.browser().post("/cart/drawer", &fields).await.words().contains("Your cart is empty."));

    let browser = shop.browser_with(MUG).await;
    let drawer = browser.get("/cart/drawer").await;
    assert!(!drawer.body.contains("<html"), "a part of a page");
    assert_eq!(drawer.attributes(".drawer-cart", "data-units"), ["1"]);
    let (id, version) = (drawer.field("variant_id"), drawer.field("version"));
    let change = [("variant_id", id.as_str()), ("version", &version), ("quantity", "3"), ("action", "update")];
    assert_eq!(browser.post("/cart/drawer", &change).await.attributes(".drawer-cart", "data-units"), ["3"]);
    let late = browser.post("/cart/drawer", &change).await;
    assert_eq!(late.status, 409);
    assert!(late.text("[role=alert]").contains("was changed meanwhile"), "{}", late.words());
    assert_eq!(late.field("quantity"), "3", "with the cart as it is");
    let remove = [("variant_id", id.as_str()), ("quantity", "3"), ("action", "remove")];
    assert!(browser.post("/cart/drawer", &remove).await.words().contains("Your cart is empty."));
    let nonsense = browser.post("/cart/drawer", &[("variant_id", "x"), ("quantity", "1")]).await;
    assert_eq!(nonsense.status, 422);
    shop.close().await;
}
