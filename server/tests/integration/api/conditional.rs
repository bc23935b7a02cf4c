//! `ETag`, `If-None-Match` and `If-Match`.

use commerce::Scope;
use futures::future::join_all;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::{Goods, Program, goods};
use crate::shop::{Page, TestShop};

async fn get_unless(program: &Program, path: &str, tag: &str) -> Page {
    program.send(program.request(Method::GET, path).header("If-None-Match", tag)).await
}

async fn call_if(program: &Program, method: Method, path: &str, tag: &str, body: &Value) -> Page {
    program.send(program.request(method, path).header("If-Match", tag).json(body)).await
}

/// What `path` answers, and its tag.
async fn tagged(program: &Program, path: &str) -> (Value, String) {
    let page = program.get(path).await;
    let tag = page.header("etag").to_owned();
    assert!(tag.starts_with('"') && tag.ends_with('"'), "{path}: {tag}");
    (page.ok(StatusCode::OK), tag)
}

async fn product_of(admin: &Program, goods: &Goods) -> String {
    let found = admin.get(&format!("/admin/products?q={}", goods.slug)).await.ok(StatusCode::OK);
    format!("/admin/products/{}", found["items"][0]["id"].as_str().unwrap())
}

#[tokio::test]
async fn what_is_unchanged_is_not_sent_again() {
    let shop = TestShop::open().await;
    let (admin, kettle) = (Program::with_key(&shop, &[Scope::Admin]).await, goods(&shop, 3).await);
    let product = product_of(&admin, &kettle).await;
    let cart = format!("/carts/{}", admin.cart_with(kettle.variant, 1).await);
    let public = [format!("/products/{}", kettle.slug), format!("/products/{}/stock", kettle.slug)];
    let others = ["/products?limit=3".to_owned(), "/openapi.json".into(), "/admin/orders".into()];
    for path in public.iter().chain(&others).chain([&product, &cart]) {
        let (_, tag) = tagged(&admin, path).await;
        let unchanged = get_unless(&admin, path, &tag).await;
        assert_eq!((unchanged.status, unchanged.body.as_str()), (StatusCode::NOT_MODIFIED, ""), "{path}");
        assert_eq!(unchanged.header("etag"), tag);
        get_unless(&admin, path, "\"another\"").await.ok(StatusCode::OK);
    }
    let (before, tag) = tagged(&admin, &product).await;
    admin
        .call(Method::PUT, &product, &json!({"title": "Ship's kettle", "slug": kettle.slug, "status": "active"}))
        .await;
    let after = get_unless(&admin, &product, &tag).await.ok(StatusCode::OK);
    assert_ne!(before["title"], after["title"]);
    shop.close().await;
}

/// One of each thing that staff change by REST: where it is, and something else to write there.
async fn things(shop: &TestShop, admin: &Program) -> Vec<(String, Value)> {
    let kettle = goods(shop, 3).await;
    let located = async |path: &str, body: Value| {
        let made = admin.post(path, &body).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        format!("{path}/{}", made.json()["id"].as_str().unwrap())
    };
    let plan = |title: &str| {
        json!({"title": title, "starts_at": "2040-01-01T10:00:00Z", "ends_at": "2040-01-01T11:00:00Z", "admit_per_minute": 60,
            "pass_seconds": 120, "goods": [{"variant_id": kettle.variant, "units": 3}]})
    };
    let code = |amount: i64| json!({"code": "TERN", "kind": "percent", "amount": amount, "active": true});
    let page = |title: &str| json!({"title": title, "slug": "tides", "body_html": "<p>Twice a day.</p>"});
    let price = |amount: i64| json!({"price": {"amount": amount, "currency": "USD"}});
    vec![
        (product_of(admin, &kettle).await, json!({"title": "Other", "slug": kettle.slug, "status": "active"})),
        (located("/admin/drops", plan("Dawn")).await, plan("Dusk")),
        (located("/admin/discounts", code(1000)).await, code(2000)),
        (located("/admin/pages", page("Tides")).await, page("High tides")),
        (located("/admin/collections", json!({"title": "Tern"})).await, json!({"title": "Terns"})),
        (format!("/admin/variants/{}", kettle.variant), price(2100)),
    ]
}

#[tokio::test]
async fn a_change_of_what_has_changed_meanwhile_is_refused() {
    let shop = TestShop::open().await;
    let admin = Program::with_key(&shop, &[Scope::Admin]).await;
    for (path, change) in things(&shop, &admin).await {
        let (first, seen) = tagged(&admin, &path).await;
        for stale in ["\"\"", "\"another\"", "\"another-one\", W/\"third\""] {
            call_if(&admin, Method::PUT, &path, stale, &change).await.refused(412, "precondition_failed");
        }
        call_if(&admin, Method::PUT, &path, "unquoted", &change).await.refused(400, "bad_request");
        assert_eq!(tagged(&admin, &path).await, (first, seen.clone()), "nothing was written");
        assert!(call_if(&admin, Method::PUT, &path, &seen, &change).await.status.is_success(), "{path}");
        let (_, now) = tagged(&admin, &path).await;
        assert_ne!(now, seen, "{path}");
        call_if(&admin, Method::PUT, &path, &seen, &change).await.refused(412, "precondition_failed");
        assert!(call_if(&admin, Method::PUT, &path, &format!("\"x\", W/{now}"), &change).await.status.is_success());
        if path.starts_with("/admin/products") {
            continue;
        }
        call_if(&admin, Method::DELETE, &path, &seen, &json!(null)).await.refused(412, "precondition_failed");
        let gone = call_if(&admin, Method::DELETE, &path, &now, &json!(null)).await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT, "{path}: {}", gone.body);
    }
    shop.close().await;
}

#[tokio::test]
async fn of_many_who_change_what_they_have_all_seen_one_may() {
    let shop = TestShop::open().await;
    let admin = Program::with_key(&shop, &[Scope::Admin]).await;
    for (path, change) in things(&shop, &admin).await {
        let (_, seen) = tagged(&admin, &path).await;
        let changes = (0..6).map(|_| call_if(&admin, Method::PUT, &path, &seen, &change));
        let answers: Vec<u16> = join_all(changes).await.iter().map(|page| page.status.as_u16()).collect();
        assert_eq!(answers.iter().filter(|status| **status < 300).count(), 1, "{path}: {answers:?}");
        assert_eq!(answers.iter().filter(|status| **status == 412).count(), 5, "{path}: {answers:?}");
    }
    shop.close().await;
}

#[tokio::test]
async fn a_sale_is_another_answer_but_no_reason_to_refuse_an_edit() {
    let shop = TestShop::open().await;
    let (admin, kettle) = (Program::with_key(&shop, &[Scope::Admin]).await, goods(&shop, 3).await);
    let product = product_of(&admin, &kettle).await;
    let (_, seen) = tagged(&admin, &product).await;
    admin.buy(kettle.variant, 1).await;
    let (sold, now) = tagged(&admin, &product).await;
    assert_eq!(sold["variants"][0]["on_hand"], 2);
    assert_ne!(now, seen);
    let edit = json!({"title": "Sold kettle", "slug": kettle.slug, "status": "active"});
    call_if(&admin, Method::PUT, &product, &seen, &edit).await.ok(StatusCode::OK);
    shop.close().await;
}
