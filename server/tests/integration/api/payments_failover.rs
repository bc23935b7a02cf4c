//! Payments over several providers: `tok_outage` fails at the first sandbox and succeeds at the second.

use std::time::Duration;

use commerce::Scope;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::{Program, goods, order};
use crate::shop::TestShop;

async fn two_sandboxes() -> TestShop {
    TestShop::open_with(|config| config.shop.payment_providers = vec!["sandbox".into(), "sandbox_b".into()]).await
}

async fn standing(shop: &TestShop) -> Vec<Value> {
    let operator = Program::with_key(shop, &[Scope::Ops]).await;
    operator.get("/admin/payments/providers").await.ok(StatusCode::OK)["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn another_provider_steps_in_and_the_broken_one_is_left_alone() {
    let shop = two_sandboxes().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 9).await);
    assert_eq!(standing(&shop).await[0]["breaker"], "closed");
    for _ in 0..3 {
        let cart = program.cart_with(kettle.variant, 1).await;
        let placed = program.checkout(&cart, &cart, &order("tok_outage")).await.ok(StatusCode::ACCEPTED);
        assert_eq!(placed["order"]["status"], "confirmed");
    }
    let standing = standing(&shop).await;
    assert_eq!((&standing[0]["name"], &standing[0]["breaker"]), (&json!("sandbox"), &json!("open")));
    assert!(standing[0]["left_alone_until"].is_string(), "{standing:?}");
    assert_eq!((&standing[1]["name"], &standing[1]["breaker"]), (&json!("sandbox_b"), &json!("closed")));
    // What the first could do as well goes to the second meanwhile.
    let sold = program.buy(kettle.variant, 1).await;
    let clerk = Program::with_key(&shop, &[Scope::Admin]).await;
    let number = sold["number"].as_str().unwrap();
    let seen = clerk.get(&format!("/admin/orders/{number}")).await.ok(StatusCode::OK);
    assert!(seen["payment_reference"].as_str().unwrap().starts_with("sandbox_b"), "{seen}");
    // And pays back.
    clerk.post(&format!("/admin/orders/{number}/refund"), &json!({"reason": "test"})).await.ok(StatusCode::OK);
    shop.run_jobs().await;
    assert_eq!(kettle.stock(&shop).await[2], 3);
    shop.close().await;
}

#[tokio::test]
async fn the_shop_chooses_when_the_buyer_does_not() {
    let shop = two_sandboxes().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 9).await);
    for payment in [
        json!({"provider": "", "token": "tok_ok"}),
        json!({"provider": "any", "token": "tok_ok"}),
        json!({"token": "tok_ok"}),
    ] {
        let cart = program.cart_with(kettle.variant, 1).await;
        let mut form = order("tok_ok");
        form["payment"] = payment;
        let placed = program.checkout(&cart, &cart, &form).await.ok(StatusCode::ACCEPTED);
        assert_eq!(placed["order"]["status"], "confirmed");
    }
    shop.close().await;
}

#[tokio::test]
async fn the_second_sandbox_asks_for_approval_too() {
    let shop = two_sandboxes().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 1).await);
    let cart = program.cart_with(kettle.variant, 1).await;
    let mut form = order("tok_action");
    form["payment"]["provider"] = json!("sandbox_b");
    let placed = program.checkout(&cart, &cart, &form).await.ok(StatusCode::ACCEPTED);
    let path = format!("/orders/{}", placed["order"]["token"].as_str().unwrap());
    let url = program.get(&path).await.ok(StatusCode::OK)["payment_action_url"].as_str().unwrap().to_owned();
    let bank = url.strip_prefix(&shop.services.settings.public_url).unwrap();
    let browser = shop.browser();
    assert_eq!(browser.post(bank, &[("decision", "approve")]).await.status, 303);
    shop.later(Duration::from_secs(1)).await;
    assert_eq!(program.get(&path).await.ok(StatusCode::OK)["status"], "confirmed");
    shop.close().await;
}

#[tokio::test]
async fn with_nobody_left_to_ask_the_order_waits_and_then_ends() {
    let shop = TestShop::open().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 1).await);
    let cart = program.cart_with(kettle.variant, 1).await;
    let placed = program.checkout(&cart, &cart, &order("tok_outage")).await.ok(StatusCode::ACCEPTED);
    assert_eq!(placed["order"]["status"], "pending");
    let path = format!("/orders/{}", placed["order"]["token"].as_str().unwrap());
    for _ in 0..5 {
        shop.later(Duration::from_secs(10)).await;
    }
    let order = program.get(&path).await.ok(StatusCode::OK);
    assert_eq!((&order["status"], &order["payment_status"]), (&json!("cancelled"), &json!("voided")));
    assert_eq!(kettle.stock(&shop).await, [1, 0, 0]);
    shop.close().await;
}

#[tokio::test]
async fn how_providers_are_is_for_operators() {
    let shop = TestShop::open().await;
    Program::of(&shop).get("/admin/payments/providers").await.refused(401, "unauthorized");
    let clerk = Program::with_key(&shop, &[Scope::OrdersRead]).await;
    clerk.get("/admin/payments/providers").await.refused(403, "forbidden");
    shop.close().await;
}

#[tokio::test]
async fn a_card_number_is_refused_before_anything_is_written() {
    let shop = TestShop::open().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 1).await);
    let cart = program.cart_with(kettle.variant, 1).await;
    let fields = program.checkout(&cart, &cart, &order("4242424242424242")).await.wrong_fields();
    assert_eq!(fields, ["payment.token"]);
    assert_eq!(program.call(Method::GET, &format!("/carts/{cart}"), &json!(null)).await.status, 200);
    shop.close().await;
}
