use std::time::Duration;

use commerce::staff;
use reqwest::{Method, StatusCode};

use super::{EMAIL, PASSWORD, from_own_page, staff_at};
use crate::shop::TestShop;

#[tokio::test]
async fn who_is_not_signed_in_is_sent_to_the_door_and_on_from_there() {
    let shop = TestShop::open().await;
    staff::create(&shop.cx(), EMAIL, PASSWORD).await.unwrap();
    let browser = shop.browser();
    let asked = browser.get("/admin/orders?status=confirmed").await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER);
    let door = browser.get(&asked.location()).await;
    let next = door.field("next");
    assert_eq!(next, "/admin/orders?status=confirmed");
    let entered = browser.post("/admin/sign-in", &[("email", EMAIL), ("password", PASSWORD), ("next", &next)]).await;
    assert_eq!((entered.status, entered.location()), (StatusCode::SEE_OTHER, next));

    for path in ["/admin", "/admin/products", "/admin/products/new", "/admin/stock", "/admin/nothing"] {
        assert_eq!(shop.browser().get(path).await.status, StatusCode::SEE_OTHER, "{path}");
    }
    for path in ["/admin/products", "/admin/orders/1001/cancel", "/admin/images/1/delete"] {
        let answer = shop.browser().post(path, &[("title", "x")]).await;
        assert_eq!(
            (answer.status, answer.location()),
            (StatusCode::SEE_OTHER, "/admin/sign-in?next=%2Fadmin".into()),
            "{path}"
        );
    }
    shop.close().await;
}

#[tokio::test]
async fn a_wrong_password_opens_nothing_and_is_not_written_back() {
    let shop = TestShop::open().await;
    staff::create(&shop.cx(), EMAIL, PASSWORD).await.unwrap();
    let browser = shop.browser();
    for (email, password) in
        [(EMAIL, "guess"), ("nobody@example.com", PASSWORD), (EMAIL, ""), ("", ""), (EMAIL, &"x".repeat(5000))]
    {
        let page =
            browser.post("/admin/sign-in", &[("email", email), ("password", password), ("next", "/admin/stock")]).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{}", page.words());
        assert_eq!((page.field("email"), page.field("next")), (email.to_owned(), "/admin/stock".to_owned()));
        assert!(password.is_empty() || !page.body.contains(password));
        assert_eq!(page.header("set-cookie"), "");
    }
    assert_eq!(browser.get("/admin").await.status, StatusCode::SEE_OTHER);
    shop.close().await;
}

#[tokio::test]
async fn the_door_leads_nowhere_outside_the_admin() {
    let shop = TestShop::open().await;
    staff::create(&shop.cx(), EMAIL, PASSWORD).await.unwrap();
    for next in [
        "https://evil.example/admin",
        "//evil.example",
        "/admin/../cart",
        "/cart",
        "javascript:alert(1)",
        "/admin\r\nX: y",
    ] {
        let entered =
            shop.browser().post("/admin/sign-in", &[("email", EMAIL), ("password", PASSWORD), ("next", next)]).await;
        assert_eq!((entered.status, entered.location()), (StatusCode::SEE_OTHER, "/admin".into()), "{next}");
    }
    shop.close().await;
}

#[tokio::test]
async fn a_session_is_named_anew_at_sign_in_and_kept_from_scripts_and_strangers() {
    let shop = TestShop::open().await;
    staff::create(&shop.cx(), EMAIL, PASSWORD).await.unwrap();
    let planted = "AAAAAAAAAAAAAAAAAAAAAA";
    let browser = shop.browser();
    let form = [("email", EMAIL), ("password", PASSWORD), ("next", "")];
    let request =
        browser.request(Method::POST, "/admin/sign-in").header("cookie", format!("fg_admin={planted}")).form(&form);
    let entered = browser.send(from_own_page(request, &shop)).await;
    let cookie = entered.header("set-cookie");
    assert!(cookie.starts_with("fg_admin=") && !cookie.contains(planted), "{cookie}");
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/admin", "Max-Age=43200"] {
        assert!(cookie.contains(attribute), "{attribute} in {cookie}");
    }
    let visitor = shop.browser();
    let with_planted = visitor.request(Method::GET, "/admin").header("cookie", format!("fg_admin={planted}"));
    assert_eq!(visitor.send(with_planted).await.status, StatusCode::SEE_OTHER);
    shop.close().await;
}

#[tokio::test]
async fn signing_out_ends_the_session_itself() {
    let shop = TestShop::open().await;
    staff::create(&shop.cx(), EMAIL, PASSWORD).await.unwrap();
    let browser = shop.browser();
    let entered = browser.post("/admin/sign-in", &[("email", EMAIL), ("password", PASSWORD), ("next", "")]).await;
    let cookie = entered.header("set-cookie").split(';').next().unwrap().to_owned();
    assert_eq!(browser.get("/admin").await.status, StatusCode::OK);
    assert_eq!(browser.post("/admin/sign-out", &[]).await.location(), "/admin/sign-in");
    let thief = shop.browser();
    let stolen = thief.request(Method::GET, "/admin").header("cookie", cookie);
    assert_eq!(thief.send(stolen).await.status, StatusCode::SEE_OTHER);
    shop.close().await;
}

#[tokio::test]
async fn a_session_without_use_ends_and_one_in_use_does_not() {
    let shop = TestShop::open().await;
    let browser = staff_at(&shop).await;
    let page = browser.get("/admin").await;
    assert_eq!(page.header("set-cookie"), "", "a session just seen is not written again");
    assert_eq!(page.header("cache-control"), "no-store");
    shop.services.clock.advance(Duration::from_secs(31 * 60));
    assert!(browser.get("/admin").await.header("set-cookie").contains("Max-Age=43200"));
    // Redis counts by its own clock.
    if shop.services.settings.redis_url.is_none() {
        shop.services.clock.advance(Duration::from_secs(13 * 60 * 60));
        assert_eq!(browser.get("/admin").await.status, StatusCode::SEE_OTHER);
    }
    shop.close().await;
}

#[tokio::test]
async fn a_form_from_another_site_is_refused() {
    let shop = TestShop::open().await;
    let browser = staff_at(&shop).await;
    let form = browser.request(Method::POST, "/admin/products").form(&[("title", "x"), ("status", "draft")]);
    let forged =
        browser.send(form.header("origin", "https://evil.example").header("sec-fetch-site", "cross-site")).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    shop.close().await;
}

#[tokio::test]
async fn staff_who_lose_their_way_stay_in_the_admin() {
    let shop = TestShop::open().await;
    let browser = staff_at(&shop).await;
    for path in [
        "/admin/nothing",
        "/admin/orders/999999",
        "/admin/orders/nonsense",
        "/admin/products/nonsense",
        "/admin/products/018f0000-0000-7000-8000-000000000000",
        "/admin/stock/018f0000-0000-7000-8000-000000000000",
    ] {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(page.text("h1").contains("Not found") && page.words().contains("Sign out"), "{path}: {}", page.words());
        assert!(page.words().contains(page.header("x-request-id")), "{path}");
    }
    let wrong = browser.get("/admin/orders?status=lost").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    shop.close().await;
}
