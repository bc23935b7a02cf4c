//! Two who change one cart.

use futures::future::join_all;
use reqwest::{Method, StatusCode};
use serde_json::json;

use super::super::{Program, goods};
use crate::shop::TestShop;

#[tokio::test]
async fn a_change_of_an_older_cart_is_refused_with_the_cart_as_it_is_now() {
    let shop = TestShop::open().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 10).await);
    let path = format!("/carts/{}", program.cart_with(kettle.variant, 2).await);
    let line = format!("{path}/lines/{}", kettle.variant);
    let seen = program.get(&path).await.ok(StatusCode::OK)["version"].as_i64().unwrap();
    let now = program.call(Method::PATCH, &line, &json!({"quantity": 3, "version": seen})).await.ok(StatusCode::OK);
    assert!(now["version"].as_i64().unwrap() > seen);

    let change = json!({"quantity": 1, "version": seen});
    let problem = program.call(Method::PATCH, &line, &change).await.refused(409, "conflict");
    assert_eq!(problem["cart"], now);
    let removal = program.request(Method::DELETE, &format!("{line}?version={seen}"));
    assert_eq!(program.send(removal).await.refused(409, "conflict")["cart"], now);
    assert_eq!(program.get(&path).await.ok(StatusCode::OK), now, "neither was made");

    let change = json!({"quantity": 1, "version": now["version"]});
    assert_eq!(program.call(Method::PATCH, &line, &change).await.ok(StatusCode::OK)["lines"][0]["quantity"], 1);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_who_add_at_once_lose_nothing() {
    let shop = TestShop::open().await;
    let program = Program::of(&shop);
    let things = join_all((0..4).map(|_| goods(&shop, 20))).await;
    let cart = program.press("/carts").await.ok(StatusCode::CREATED)["id"].as_str().unwrap().to_owned();
    let lines = format!("/carts/{cart}/lines");
    let adds = (0..20).map(|number| {
        let line = json!({"variant_id": things[number % 4].variant, "quantity": 1});
        let (program, lines) = (program.clone(), lines.clone());
        async move { program.post(&lines, &line).await.ok(StatusCode::OK) }
    });
    join_all(adds).await;
    let cart = program.get(&format!("/carts/{cart}")).await.ok(StatusCode::OK);
    let quantities: Vec<_> = cart["lines"].as_array().unwrap().iter().map(|line| line["quantity"].clone()).collect();
    assert_eq!(quantities, [5, 5, 5, 5]);
    assert_eq!(cart["totals"]["item_count"], 20);
    shop.close().await;
}
