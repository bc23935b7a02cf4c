//! Selling in more than one money, as programs and staff meet it. The demo shop sells in dollars, and in euros and dirhams at its rates.

use commerce::Scope;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use types::promotions::{DiscountInput, DiscountKind};

use crate::{
    api::{Goods, Program, goods, order},
    shop::{Page, TestShop},
};

fn money(amount: i64, currency: &str) -> Value {
    json!({"amount": amount, "currency": currency})
}

async fn clerk(shop: &TestShop) -> Program {
    let scopes = [Scope::CatalogRead, Scope::CatalogWrite, Scope::OrdersRead, Scope::OrdersWrite];
    Program::with_key(shop, &scopes).await
}

async fn price_in(program: &Program, goods: &Goods, query: &str) -> Value {
    let product = program.get(&format!("/products/{}{query}", goods.slug)).await.ok(StatusCode::OK);
    product["variants"][0]["price"].clone()
}

/// Written, with nothing to say.
fn written(page: &Page) {
    assert_eq!(page.status, StatusCode::NO_CONTENT, "{}", page.body);
}

/// A cart with so many of it, in euros.
async fn cart_in_euros(program: &Program, goods: &Goods, quantity: i64) -> String {
    let cart = program.press("/carts?currency=EUR").await.ok(StatusCode::CREATED);
    assert_eq!(cart["totals"]["subtotal"], money(0, "EUR"));
    let id = cart["id"].as_str().unwrap().to_owned();
    let line = json!({"variant_id": goods.variant, "quantity": quantity});
    program.post(&format!("/carts/{id}/lines?currency=EUR"), &line).await.ok(StatusCode::OK);
    id
}

fn in_euros(change: Value) -> Value {
    let mut form = order("tok_ok");
    let fields = form.as_object_mut().unwrap();
    fields.insert("currency".into(), "EUR".into());
    fields.extend(change.as_object().unwrap().clone());
    form
}

#[tokio::test]
async fn one_product_is_priced_in_each_money_that_is_asked_for() {
    let shop = TestShop::open().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 5).await);
    for (query, price) in [
        ("", money(2_000, "USD")),
        ("?currency=USD", money(2_000, "USD")),
        ("?currency=EUR", money(1_795, "EUR")),
        ("?currency=AED", money(7_300, "AED")),
    ] {
        assert_eq!(price_in(&program, &kettle, query).await, price);
    }
    let listed = program.get("/products?sort=newest&limit=1&currency=EUR").await.ok(StatusCode::OK);
    assert_eq!(listed["items"][0]["price"], money(1_795, "EUR"));
    for code in ["GBP", "XXX", "eur"] {
        for path in [format!("/products/{}", kettle.slug), "/products".into()] {
            let refused = program.get(&format!("{path}?currency={code}")).await;
            assert_eq!(refused.wrong_fields(), ["currency"], "{code}");
        }
    }
    shop.close().await;
}

#[tokio::test]
async fn a_purchase_in_euros_is_paid_and_paid_back_in_euros() {
    let shop = TestShop::open().await;
    let (program, clerk, kettle) = (Program::of(&shop), clerk(&shop).await, goods(&shop, 5).await);
    let fixed = DiscountInput {
        code: "FIVE".into(),
        kind: DiscountKind::Fixed,
        amount: 500,
        active: true,
        ..DiscountInput::default()
    };
    commerce::promotions::create(&shop.cx(), fixed).await.unwrap();
    let cart = cart_in_euros(&program, &kettle, 2).await;
    let form = in_euros(json!({"discount_code": "five", "expected_total": 3_590 - 460 + 552}));
    let placed = program.checkout(&cart, "k", &form).await.ok(StatusCode::ACCEPTED);
    assert_eq!(placed["order"]["total"], money(3_682, "EUR"));
    assert_eq!(placed["order"]["status"], "confirmed");
    let seen = program.get(&format!("/orders/{}", placed["order"]["token"].as_str().unwrap())).await.ok(StatusCode::OK);
    for (part, amount) in [("subtotal", 3_590), ("discount", 460), ("shipping", 552), ("tax", 0), ("total", 3_682)] {
        assert_eq!(seen["totals"][part], money(amount, "EUR"), "{part}");
    }
    assert_eq!(seen["lines"][0]["unit_price"], money(1_795, "EUR"));
    let at = format!("/admin/orders/{}/refund", placed["order"]["number"].as_str().unwrap());
    let line = json!({"lines": [{"variant_id": kettle.variant, "quantity": 1, "restock": true}]});
    let partly = clerk.post(&at, &line).await.ok(StatusCode::OK);
    assert_eq!(partly["refundable"], money(3_682 - 1_565, "EUR"), "€17.95 less its share of the code");
    let whole = clerk.post(&at, &json!({})).await.ok(StatusCode::OK);
    assert_eq!((&whole["status"], &whole["refundable"]), (&json!("refunded"), &money(0, "EUR")));
    shop.close().await;
}

#[tokio::test]
async fn what_is_charged_and_paid_back_in_dinars_is_what_cards_can_pay() {
    let shop = TestShop::open().await;
    let (program, clerk, kettle) = (Program::of(&shop), clerk(&shop).await, goods(&shop, 5).await);
    let rate = json!({"rate_ppm": 307_123, "rounding": "minor"});
    written(&clerk.call(Method::PUT, "/admin/currencies/KWD", &rate).await);
    let code = DiscountInput { code: "ODD".into(), amount: 1_234, active: true, ..DiscountInput::default() };
    commerce::promotions::create(&shop.cx(), code).await.unwrap();
    let cart = program.press("/carts?currency=KWD").await.ok(StatusCode::CREATED)["id"].as_str().unwrap().to_owned();
    let line = json!({"variant_id": kettle.variant, "quantity": 3});
    program.post(&format!("/carts/{cart}/lines?currency=KWD"), &line).await.ok(StatusCode::OK);
    let mut form = in_euros(json!({"currency": "KWD", "discount_code": "odd"}));
    // Where tax is added.
    for (field, value) in [("region", "CA"), ("postal_code", "90001")] {
        form["shipping_address"][field] = json!(value);
    }
    let placed = program.checkout(&cart, "k", &form).await.ok(StatusCode::ACCEPTED)["order"].clone();
    let seen = program.get(&format!("/orders/{}", placed["token"].as_str().unwrap())).await.ok(StatusCode::OK);
    let ends_in_nothing = |money: &Value| money["amount"].as_i64().unwrap() % 10 == 0 && money["currency"] == "KWD";
    for part in ["subtotal", "discount", "shipping", "tax", "total"] {
        let amount = &seen["totals"][part];
        assert!(ends_in_nothing(amount) && amount["amount"] != 0, "{part}: {amount}");
    }
    let at = format!("/admin/orders/{}/refund", placed["number"].as_str().unwrap());
    for left in ["two", "one", "no"] {
        let line = json!({"lines": [{"variant_id": kettle.variant, "quantity": 1, "restock": true}]});
        let order = clerk.post(&at, &line).await.ok(StatusCode::OK);
        assert!(ends_in_nothing(&order["refundable"]), "{left} left: {}", order["refundable"]);
    }
    let prices = json!({"prices": [{"amount": 1_505, "currency": "KWD"}]});
    let own = format!("/admin/variants/{}/prices", kettle.variant);
    assert_eq!(clerk.call(Method::PUT, &own, &prices).await.wrong_fields(), ["prices[0].amount"]);
    shop.close().await;
}

#[tokio::test]
async fn a_rate_that_changes_at_the_till_is_told_before_anything_is_charged() {
    let shop = TestShop::open().await;
    let (program, clerk, kettle) = (Program::of(&shop), clerk(&shop).await, goods(&shop, 5).await);
    let cart = cart_in_euros(&program, &kettle, 1).await;
    let rate = json!({"rate_ppm": 930_000, "rounding": "minor"});
    written(&clerk.call(Method::PUT, "/admin/currencies/EUR", &rate).await);
    let shown = in_euros(json!({"expected_total": 1_795 + 552}));
    program.checkout(&cart, "shown", &shown).await.refused(409, "conflict");
    assert_eq!(kettle.stock(&shop).await, [5, 0, 0]);
    let agreed = in_euros(json!({"expected_total": 1_860 + 558}));
    let placed = program.checkout(&cart, "agreed", &agreed).await.ok(StatusCode::ACCEPTED);
    assert_eq!(placed["order"]["total"], money(2_418, "EUR"));
    // What the body says goes before what the address says, and either has to be sold in.
    let again = program.cart_with(kettle.variant, 1).await;
    let unsold = program.checkout(&again, "unsold", &in_euros(json!({"currency": "GBP"}))).await;
    assert_eq!(unsold.wrong_fields(), ["currency"]);
    shop.close().await;
}

#[tokio::test]
async fn staff_set_rates_and_prices_by_rest() {
    let shop = TestShop::open().await;
    let (program, clerk, kettle) = (Program::of(&shop), clerk(&shop).await, goods(&shop, 5).await);
    let rate = clerk.get("/admin/currencies/EUR").await.ok(StatusCode::OK);
    assert_eq!((&rate["rate_ppm"], &rate["rounding"]), (&json!(920_000), &json!("ninety_five")));
    clerk.get("/admin/currencies/JPY").await.refused(404, "not_found");
    clerk.get("/admin/currencies/XXX").await.refused(404, "not_found");
    let set = async |code: &str, ppm: Value| {
        let input = json!({"rate_ppm": ppm, "rounding": "whole"});
        clerk.call(Method::PUT, &format!("/admin/currencies/{code}"), &input).await
    };
    for (code, ppm, field) in [
        ("JPY", json!(0), "rate_ppm"),
        ("JPY", json!("0.92"), "rate_ppm"),
        ("JPY", json!(1_000_000_000_001_i64), "rate_ppm"),
        ("USD", json!(1_000_000), "currency"),
    ] {
        assert_eq!(set(code, ppm).await.wrong_fields(), [field], "{code}");
    }
    written(&set("JPY", json!(150_000_000)).await);
    assert_eq!(price_in(&program, &kettle, "?currency=JPY").await, money(3_000, "JPY"));
    let listed = clerk.get("/admin/currencies").await.ok(StatusCode::OK);
    let codes: Vec<_> = listed["items"].as_array().unwrap().iter().map(|item| item["currency"].clone()).collect();
    assert_eq!(codes, ["AED", "EUR", "JPY"]);

    let path = format!("/admin/variants/{}/prices", kettle.variant);
    let none = clerk.get(&path).await;
    assert_eq!(none.ok(StatusCode::OK), json!({"prices": []}));
    let prices = json!({"prices": [{"amount": 1_599, "currency": "EUR", "compare_at": money(1_999, "EUR")}]});
    let first = clerk.request(Method::PUT, &path).header("If-Match", none.header("etag")).json(&prices);
    written(&clerk.send(first).await);
    assert_eq!(price_in(&program, &kettle, "?currency=EUR").await, money(1_599, "EUR"));
    let shown = program.get(&format!("/products/{}?currency=EUR", kettle.slug)).await.ok(StatusCode::OK);
    assert_eq!(shown["variants"][0]["compare_at"], money(1_999, "EUR"));
    let late = clerk.request(Method::PUT, &path).header("If-Match", none.header("etag")).json(&json!({"prices": []}));
    clerk.send(late).await.refused(412, "precondition_failed");
    let unsold = json!({"prices": [money(1_599, "GBP"), money(0, "EUR")]});
    let refused = clerk.call(Method::PUT, &path, &unsold).await;
    assert_eq!(refused.wrong_fields(), ["prices[0].currency", "prices[1].amount"]);
    for (was, field) in [(money(1_599, "EUR"), "compare_at"), (money(1_999, "USD"), "compare_at.currency")] {
        let lower = json!({"prices": [{"amount": 1_599, "currency": "EUR", "compare_at": was}]});
        assert_eq!(clerk.call(Method::PUT, &path, &lower).await.wrong_fields(), [format!("prices[0].{field}")]);
    }
    assert_eq!(clerk.get(&path).await.ok(StatusCode::OK), prices);
    shop.close().await;
}
