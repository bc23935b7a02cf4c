//! Every card of the sandbox, and every way not to get as far as paying.

use std::time::{Duration, Instant};

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use server::config::Config;

use super::super::{Program, goods, order};
use crate::shop::TestShop;

/// A provider that is asked for a quarter of a second, and a shopper who waits less.
fn hasty(config: &mut Config) {
    config.shop.payment_timeout = Duration::from_millis(250);
    config.shop.payment_patience = Duration::from_millis(50);
}

/// Lets everything fall due that follows an order within a minute, and does it.
async fn later(shop: &TestShop) {
    for _ in 0..4 {
        shop.services.clock.advance(Duration::from_secs(10));
        shop.run_jobs().await;
    }
}

fn payments_received(order: &Value) -> usize {
    let timeline = order["timeline"].as_array().unwrap();
    timeline.iter().filter(|entry| entry["message"].as_str().unwrap().starts_with("Payment received")).count()
}

#[tokio::test]
async fn a_paid_order_is_confirmed_and_takes_its_units() {
    let shop = TestShop::open().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 5).await);
    let cart = program.cart_with(kettle.variant, 2).await;
    let answer = program.checkout(&cart, "k-1", &order("tok_ok")).await;
    let placed = answer.ok(StatusCode::ACCEPTED);
    assert_eq!(answer.header("idempotent-replayed"), "");
    let token = placed["order"]["token"].as_str().unwrap();
    assert_eq!(placed["order"]["status"], "confirmed");
    assert_eq!(placed["status_url"], format!("{}/orders/{token}", shop.url));

    let seen = program.get(&format!("/orders/{token}")).await.ok(StatusCode::OK);
    assert_eq!((&seen["number"], &seen["totals"]["total"]), (&placed["order"]["number"], &placed["order"]["total"]));
    assert_eq!((&seen["status"], &seen["payment_status"]), (&json!("confirmed"), &json!("captured")));
    assert_eq!(seen["totals"]["subtotal"], json!({"amount": 4000, "currency": "USD"}));
    assert_eq!((&seen["lines"][0]["quantity"], &seen["lines"][0]["variant_id"]), (&json!(2), &json!(kettle.variant)));
    assert!(seen["placed_at"].as_str().unwrap().ends_with('Z'));
    assert_eq!(program.get(&format!("/carts/{cart}")).await.ok(StatusCode::OK)["lines"], json!([]));
    assert_eq!(kettle.stock(&shop).await, [3, 0, 2]);
    shop.close().await;
}

#[tokio::test]
async fn a_refused_card_leaves_cart_and_stock_as_they_were() {
    let shop = TestShop::open().await;
    let program = Program::of(&shop);
    for (token, reason) in [
        ("tok_declined", "Your card was declined."),
        ("tok_insufficient_funds", "There is not enough money on the card."),
        ("tok_unheard_of", "Your card was declined."),
    ] {
        let kettle = goods(&shop, 5).await;
        let cart = program.cart_with(kettle.variant, 2).await;
        let problem = program.checkout(&cart, token, &order(token)).await.refused(402, "payment_declined");
        assert!(problem["detail"].as_str().unwrap().starts_with(reason), "{problem}");
        let cart_then = program.get(&format!("/carts/{cart}")).await.ok(StatusCode::OK);
        assert_eq!(cart_then["lines"][0]["quantity"], 2);
        assert_eq!(kettle.stock(&shop).await, [5, 0, 0]);
        // Another card, another key.
        program.checkout(&cart, &format!("{token}-2"), &order("tok_ok")).await.ok(StatusCode::ACCEPTED);
        assert_eq!(kettle.stock(&shop).await, [3, 0, 2]);
    }
    shop.close().await;
}

#[tokio::test]
async fn a_payment_that_needs_approval_waits_for_the_customer() {
    let shop = TestShop::open().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 2).await);
    for (decision, status, stock) in [("approve", "confirmed", [1, 0, 1]), ("decline", "cancelled", [1, 0, 1])] {
        let cart = program.cart_with(kettle.variant, 1).await;
        let placed = program.checkout(&cart, decision, &order("tok_action")).await.ok(StatusCode::ACCEPTED);
        assert_eq!(placed["order"]["status"], "pending");
        let path = format!("/orders/{}", placed["order"]["token"].as_str().unwrap());
        let waiting = program.get(&path).await.ok(StatusCode::OK);
        assert_eq!(waiting["payment_status"], "action_required");
        let approval = waiting["payment_action_url"].as_str().unwrap().strip_prefix(&shop.url).unwrap().to_owned();
        let decided = shop.browser().post(&approval, &[("decision", decision)]).await;
        assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", decided.words());
        later(&shop).await;
        let order = program.get(&path).await.ok(StatusCode::OK);
        assert_eq!((&order["status"], order.get("payment_action_url")), (&json!(status), None));
        assert_eq!(kettle.stock(&shop).await, stock);
    }
    shop.close().await;
}

#[tokio::test]
async fn an_approval_that_never_comes_ends_the_order_when_its_hold_does() {
    let shop = TestShop::open().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 1).await);
    let cart = program.cart_with(kettle.variant, 1).await;
    let placed = program.checkout(&cart, "k", &order("tok_action")).await.ok(StatusCode::ACCEPTED);
    assert_eq!(kettle.stock(&shop).await, [0, 1, 0]);
    shop.services.clock.advance(shop.services.settings.hold_time + Duration::from_secs(1));
    later(&shop).await;
    assert_eq!(program.settled(placed["order"]["token"].as_str().unwrap()).await["status"], "cancelled");
    assert_eq!(kettle.stock(&shop).await, [1, 0, 0]);
    shop.close().await;
}

#[tokio::test]
async fn cards_that_are_slow_flaky_or_odd_with_webhooks_are_paid_once() {
    let shop = TestShop::open().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 9).await);
    for token in ["tok_slow", "tok_flaky", "tok_webhook_first", "tok_webhook_twice", "tok_webhook_never"] {
        let cart = program.cart_with(kettle.variant, 1).await;
        let placed = program.checkout(&cart, token, &order(token)).await.ok(StatusCode::ACCEPTED);
        let order_token = placed["order"]["token"].as_str().unwrap();
        program.settled(order_token).await;
        later(&shop).await;
        let order = program.get(&format!("/orders/{order_token}")).await.ok(StatusCode::OK);
        assert_eq!((&order["status"], &order["payment_status"]), (&json!("confirmed"), &json!("captured")), "{token}");
        assert_eq!(payments_received(&order), 1, "{token}");
    }
    assert_eq!(kettle.stock(&shop).await, [4, 0, 5]);
    shop.close().await;
}

#[tokio::test]
async fn a_provider_that_never_answers_and_never_charged_ends_the_order() {
    let shop = TestShop::open_with(hasty).await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 1).await);
    let cart = program.cart_with(kettle.variant, 1).await;
    let placed = program.checkout(&cart, "k", &order("tok_timeout")).await.ok(StatusCode::ACCEPTED);
    assert_eq!(placed["order"]["status"], "pending");
    let order = program.settled(placed["order"]["token"].as_str().unwrap()).await;
    assert_eq!((&order["status"], &order["payment_status"]), (&json!("cancelled"), &json!("voided")));
    assert_eq!(kettle.stock(&shop).await, [1, 0, 0]);
    later(&shop).await;
    shop.close().await;
}

#[tokio::test]
async fn a_provider_that_charged_and_never_answers_is_found_out() {
    let shop = TestShop::open_with(hasty).await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 1).await);
    let cart = program.cart_with(kettle.variant, 1).await;
    let placed = program.checkout(&cart, "k", &order("tok_timeout_charged")).await.ok(StatusCode::ACCEPTED);
    assert_eq!(placed["order"]["status"], "pending");
    let order = program.settled(placed["order"]["token"].as_str().unwrap()).await;
    assert_eq!((&order["status"], &order["payment_status"]), (&json!("confirmed"), &json!("captured")));
    later(&shop).await;
    assert_eq!(kettle.stock(&shop).await, [0, 0, 1]);
    shop.close().await;
}

#[tokio::test]
async fn the_answer_does_not_wait_for_a_silent_provider() {
    let shop = TestShop::open_with(|config| config.shop.payment_timeout = Duration::from_secs(5)).await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 1).await);
    let cart = program.cart_with(kettle.variant, 1).await;
    let asked = Instant::now();
    let placed = program.checkout(&cart, "k", &order("tok_timeout")).await.ok(StatusCode::ACCEPTED);
    assert!(asked.elapsed() < Duration::from_secs(5), "{:?}", asked.elapsed());
    assert_eq!(program.settled(placed["order"]["token"].as_str().unwrap()).await["status"], "cancelled");
    shop.close().await;
}

#[tokio::test]
async fn what_has_sold_out_meanwhile_is_named_line_by_line() {
    let shop = TestShop::open().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 2).await);
    let cart = program.cart_with(kettle.variant, 2).await;
    program.buy(kettle.variant, 1).await;
    let problem = program.checkout(&cart, "k", &order("tok_ok")).await.refused(409, "out_of_stock");
    assert_eq!(problem["errors"][0]["field"], format!("lines.{}", kettle.variant));
    assert!(problem["detail"].as_str().unwrap().contains("Only 1 of Galley kettle left"), "{problem}");
    assert_eq!(kettle.stock(&shop).await, [1, 0, 1]);
    shop.close().await;
}

#[tokio::test]
async fn an_empty_cart_is_no_order() {
    let shop = TestShop::open().await;
    let program = Program::of(&shop);
    let cart = program.press("/carts").await.ok(StatusCode::CREATED);
    let cart = cart["id"].as_str().unwrap();
    program.checkout(cart, "k", &order("tok_ok")).await.refused(409, "conflict");
    shop.close().await;
}

#[tokio::test]
async fn a_field_that_cannot_be_is_named_by_its_path() {
    let shop = TestShop::open().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 5).await);
    let cart = program.cart_with(kettle.variant, 1).await;
    let long = "x".repeat(400);
    for (pointer, value, field) in [
        ("/email", json!("nobody"), "email"),
        ("/email", json!(7), "email"),
        ("/email", json!("a\u{0}@b.example"), "email"),
        ("/shipping_address", json!("here"), "shipping_address"),
        ("/shipping_address/name", json!(""), "shipping_address.name"),
        ("/shipping_address/name", json!(["Ada"]), "shipping_address.name"),
        ("/shipping_address/line1", json!(long), "shipping_address.line1"),
        ("/shipping_address/line2", json!("\u{7}"), "shipping_address.line2"),
        ("/shipping_address/city", json!(null), "shipping_address.city"),
        ("/shipping_address/region", json!(long), "shipping_address.region"),
        ("/shipping_address/postal_code", json!(long), "shipping_address.postal_code"),
        ("/shipping_address/country", json!("XX"), "shipping_address.country"),
        ("/shipping_method", json!("teleport"), "shipping_method"),
        ("/shipping_method", json!(false), "shipping_method"),
        ("/payment", json!(null), "payment"),
        ("/payment/provider", json!("nobody"), "payment.provider"),
        ("/payment/token", json!(""), "payment.token"),
        ("/payment/token", json!(long), "payment.token"),
    ] {
        let mut form = order("tok_ok");
        *form.pointer_mut(pointer).unwrap() = value.clone();
        let answer = program.checkout(&cart, &format!("{pointer}-{}", value.to_string().len()), &form).await;
        assert_eq!(answer.wrong_fields(), [field], "{pointer} = {value}");
    }
    for (parent, name, field) in [
        ("", "email", "email"),
        ("/payment", "token", "payment.token"),
        ("/shipping_address", "line1", "shipping_address.line1"),
    ] {
        let mut form = order("tok_ok");
        form.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(name);
        assert_eq!(program.checkout(&cart, "left-out", &form).await.wrong_fields(), [field]);
    }
    let with_code = |code: &str| {
        let mut form = order("tok_ok");
        form["discount_code"] = json!(code);
        form
    };
    assert_eq!(program.checkout(&cart, "code", &with_code("FREE")).await.wrong_fields(), ["discount_code"]);
    assert_eq!(kettle.stock(&shop).await, [5, 0, 0]);
    shop.close().await;
}

#[tokio::test]
async fn a_key_has_to_come_along() {
    let shop = TestShop::open().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 5).await);
    let cart = program.cart_with(kettle.variant, 1).await;
    let path = format!("/carts/{cart}/checkout");
    program.post(&path, &order("tok_ok")).await.refused(400, "bad_request");
    for key in ["", " ", "two words", &"k".repeat(256)] {
        program.checkout(&cart, key, &order("tok_ok")).await.refused(400, "bad_request");
    }
    let bytes = program.request(Method::POST, &path).header("Idempotency-Key", &b"\xff\xfe"[..]).json(&order("tok_ok"));
    program.send(bytes).await.refused(400, "bad_request");
    assert_eq!(kettle.stock(&shop).await, [5, 0, 0]);
    shop.close().await;
}
