//! One key, one order.

use futures::future::join_all;
use reqwest::StatusCode;
use serde_json::json;

use super::super::{Program, goods, order};
use crate::shop::TestShop;

#[tokio::test]
async fn the_same_request_again_gets_the_same_answer() {
    let shop = TestShop::open().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 5).await);
    let cart = program.cart_with(kettle.variant, 1).await;
    let first = program.checkout(&cart, "k", &order("tok_ok")).await;
    for _ in 0..3 {
        let again = program.checkout(&cart, "k", &order("tok_ok")).await;
        assert_eq!(again.header("idempotent-replayed"), "true");
        assert_eq!(again.ok(StatusCode::ACCEPTED), first.ok(StatusCode::ACCEPTED));
    }
    assert_eq!(kettle.stock(&shop).await, [4, 0, 1]);
    shop.close().await;
}

#[tokio::test]
async fn a_refusal_is_given_again_too() {
    let shop = TestShop::open().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 5).await);
    let cart = program.cart_with(kettle.variant, 1).await;
    let first = program.checkout(&cart, "k", &order("tok_declined")).await.refused(402, "payment_declined");
    let again = program.checkout(&cart, "k", &order("tok_declined")).await;
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!(again.refused(402, "payment_declined")["detail"], first["detail"]);
    shop.close().await;
}

#[tokio::test]
async fn a_key_does_not_serve_two_requests() {
    let shop = TestShop::open().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 5).await);
    let cart = program.cart_with(kettle.variant, 1).await;
    program.checkout(&cart, "k", &order("tok_ok")).await.ok(StatusCode::ACCEPTED);
    let mut other = order("tok_ok");
    other["email"] = json!("grace@example.com");
    program.checkout(&cart, "k", &other).await.refused(422, "idempotency_key_reused");
    let other_cart = program.cart_with(kettle.variant, 1).await;
    program.checkout(&other_cart, "k", &order("tok_ok")).await.refused(422, "idempotency_key_reused");
    assert_eq!(kettle.stock(&shop).await, [4, 0, 1]);
    shop.close().await;
}

#[tokio::test]
async fn a_form_with_a_mistake_does_not_use_the_key_up() {
    let shop = TestShop::open().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 5).await);
    let cart = program.cart_with(kettle.variant, 1).await;
    let mut mistaken = order("tok_ok");
    mistaken["email"] = json!("ada");
    assert_eq!(program.checkout(&cart, "k", &mistaken).await.wrong_fields(), ["email"]);
    let mended = program.checkout(&cart, "k", &order("tok_ok")).await;
    assert_eq!((mended.status, mended.header("idempotent-replayed")), (StatusCode::ACCEPTED, ""));
    shop.close().await;
}

#[tokio::test]
async fn a_button_pressed_sixteen_times_at_once_places_one_order() {
    let shop = TestShop::open().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 50).await);
    let cart = program.cart_with(kettle.variant, 1).await;
    let form = order("tok_flaky");
    let answers = join_all((0..16).map(|_| program.checkout(&cart, "k", &form))).await;
    let mut accepted = 0;
    for answer in &answers {
        match answer.status {
            StatusCode::ACCEPTED => accepted += 1,
            _ => _ = answer.refused(409, "in_progress"),
        }
    }
    assert!(accepted >= 1);
    let first = answers.iter().find(|answer| answer.status == StatusCode::ACCEPTED).unwrap();
    let replayed = program.checkout(&cart, "k", &form).await;
    assert_eq!(replayed.ok(StatusCode::ACCEPTED), first.ok(StatusCode::ACCEPTED));
    assert_eq!(kettle.stock(&shop).await, [49, 0, 1]);
    shop.close().await;
}
