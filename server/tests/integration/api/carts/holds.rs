//! Units kept for a cart on its way to the till.

use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use types::admin::SalePolicy;

use super::super::{Goods, Program, goods, order};
use crate::shop::TestShop;

const MINUTE: Duration = Duration::from_secs(60);

fn seconds_left(hold: &Value) -> i64 {
    hold["seconds_left"].as_i64().unwrap()
}

async fn sell(shop: &TestShop, goods: &Goods, policy: SalePolicy) {
    commerce::inventory::set_policy(&shop.cx(), goods.variant, policy).await.unwrap();
}

#[tokio::test]
async fn a_hold_keeps_the_units_until_it_is_let_go() {
    let shop = TestShop::open().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 3).await);
    let (first, second) = (program.cart_with(kettle.variant, 2).await, program.cart_with(kettle.variant, 2).await);
    let hold = program.press(&format!("/carts/{first}/hold")).await.ok(StatusCode::OK);
    assert!((590..=600).contains(&seconds_left(&hold)), "{hold}");
    assert!(hold["until"].as_str().unwrap().ends_with('Z'), "{hold}");
    assert_eq!(kettle.stock(&shop).await, [1, 2, 0]);
    let problem = program.press(&format!("/carts/{second}/hold")).await.refused(409, "out_of_stock");
    assert_eq!(problem["errors"][0]["field"], format!("lines.{}", kettle.variant));
    assert!(problem["detail"].as_str().unwrap().contains("Only 1 of"), "{problem}");

    let own = program.get(&format!("/carts/{first}")).await.ok(StatusCode::OK);
    assert_eq!(own["lines"][0]["available"], 2, "its own units are there for it");
    let path = format!("/carts/{first}/hold");
    assert_eq!(program.send(program.request(Method::DELETE, &path)).await.status, StatusCode::NO_CONTENT);
    assert_eq!(kettle.stock(&shop).await, [3, 0, 0]);
    let own = program.get(&format!("/carts/{first}")).await.ok(StatusCode::OK);
    assert_eq!(own["lines"][0]["available"], 3);
    program.press(&format!("/carts/{second}/hold")).await.ok(StatusCode::OK);
    program.checkout(&first, "k", &order("tok_ok")).await.refused(409, "out_of_stock");
    shop.close().await;
}

#[tokio::test]
async fn a_hold_ends_by_itself_and_is_extended_up_to_the_ceiling() {
    let shop = TestShop::open().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 1).await);
    let cart = program.cart_with(kettle.variant, 1).await;
    let path = format!("/carts/{cart}/hold");
    program.press(&path).await.ok(StatusCode::OK);
    for _ in 0..2 {
        shop.later(9 * MINUTE).await;
        let hold = program.press(&path).await.ok(StatusCode::OK);
        assert!((590..=600).contains(&seconds_left(&hold)), "{hold}");
    }
    shop.later(8 * MINUTE).await;
    let hold = program.press(&path).await.ok(StatusCode::OK);
    assert!((230..=240).contains(&seconds_left(&hold)), "thirty minutes in all: {hold}");
    shop.services.clock.advance(5 * MINUTE);
    assert_eq!(kettle.stock(&shop).await, [1, 0, 0], "ignored before anybody has swept it");
    shop.close().await;
}

#[tokio::test]
async fn a_variant_says_how_long_it_is_kept_and_how_many_one_person_may_have() {
    let shop = TestShop::open().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 9).await);
    let cart = program.cart_with(kettle.variant, 3).await;
    let policy = SalePolicy { cap_per_person: Some(2), hold_seconds: Some(45), hold_in_cart: false };
    sell(&shop, &kettle, policy).await;
    let problem = program.press(&format!("/carts/{cart}/hold")).await.refused(409, "quantity_limit");
    assert_eq!(problem["errors"][0]["field"], format!("lines.{}", kettle.variant));
    let product = program.get(&format!("/products/{}", kettle.slug)).await.ok(StatusCode::OK);
    assert_eq!(product["variants"][0]["cap_per_person"], 2);
    let seen = program.get(&format!("/carts/{cart}")).await.ok(StatusCode::OK);
    assert_eq!(seen["lines"][0]["cap_per_person"], 2);

    let line = format!("/carts/{cart}/lines/{}", kettle.variant);
    program.call(Method::PATCH, &line, &json!({"quantity": 2})).await.ok(StatusCode::OK);
    let hold = program.press(&format!("/carts/{cart}/hold")).await.ok(StatusCode::OK);
    assert!((40..=45).contains(&seconds_left(&hold)), "{hold}");
    shop.close().await;
}

#[tokio::test]
async fn an_empty_cart_has_nothing_to_keep() {
    let shop = TestShop::open().await;
    let program = Program::of(&shop);
    let cart = program.press("/carts").await.ok(StatusCode::CREATED);
    program.press(&format!("/carts/{}/hold", cart["id"].as_str().unwrap())).await.refused(409, "conflict");
    shop.close().await;
}
