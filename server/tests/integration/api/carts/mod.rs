mod checkout;
mod holds;
mod idempotency;
mod race;
mod versions;

use reqwest::{Method, StatusCode};
use serde_json::json;
use types::VariantId;

use super::{Program, goods, order};
use crate::shop::TestShop;

#[tokio::test]
async fn a_cart_lives_from_empty_to_empty() {
    let shop = TestShop::open().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 10).await);
    let made = program.press("/carts").await;
    let cart = made.ok(StatusCode::CREATED);
    let path = format!("/carts/{}", cart["id"].as_str().unwrap());
    assert_eq!(made.location(), format!("/api/v1{path}"));
    assert_eq!(cart["lines"], json!([]));

    let line = json!({"variant_id": kettle.variant, "quantity": 2});
    program.post(&format!("{path}/lines"), &line).await.ok(StatusCode::OK);
    let cart = program.post(&format!("{path}/lines"), &line).await.ok(StatusCode::OK);
    assert_eq!(cart["lines"][0]["quantity"], 4);
    assert_eq!(cart["totals"]["subtotal"], json!({"amount": 8000, "currency": "USD"}));

    let line = format!("{path}/lines/{}", kettle.variant);
    let cart = program.call(Method::PATCH, &line, &json!({"quantity": 3})).await.ok(StatusCode::OK);
    assert_eq!(cart["totals"]["item_count"], 3);
    assert_eq!(program.get(&path).await.ok(StatusCode::OK), cart);
    let cart = program.send(program.request(Method::DELETE, &line)).await.ok(StatusCode::OK);
    assert_eq!(cart["lines"], json!([]));
    program.send(program.request(Method::DELETE, &line)).await.refused(404, "not_found");
    shop.close().await;
}

#[tokio::test]
async fn there_is_no_cart_under_an_id_nobody_has() {
    let shop = TestShop::open().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 1).await);
    let line = json!({"variant_id": kettle.variant, "quantity": 1});
    for id in ["6f0bd0a6-58b5-4bd6-9a5a-000000000000", "1", "nonsense", "%FF", "%00"] {
        let path = format!("/carts/{id}");
        program.get(&path).await.refused(404, "not_found");
        program.post(&format!("{path}/lines"), &line).await.refused(404, "not_found");
        let one = format!("{path}/lines/{}", kettle.variant);
        program.call(Method::PATCH, &one, &json!({"quantity": 1})).await.refused(404, "not_found");
        program.send(program.request(Method::DELETE, &one)).await.refused(404, "not_found");
        program.checkout(id, "key", &order("tok_ok")).await.refused(404, "not_found");
        program.press(&format!("{path}/hold")).await.refused(404, "not_found");
        program.send(program.request(Method::DELETE, &format!("{path}/hold"))).await.refused(404, "not_found");
    }
    shop.close().await;
}

#[tokio::test]
async fn a_line_that_cannot_be_is_named_by_its_field() {
    let shop = TestShop::open().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 200).await);
    let cart = program.cart_with(kettle.variant, 1).await;
    let lines = format!("/carts/{cart}/lines");
    let id = json!(kettle.variant);
    for (body, field) in [
        (json!({"variant_id": id}), "quantity"),
        (json!({"variant_id": id, "quantity": 0}), "quantity"),
        (json!({"variant_id": id, "quantity": -1}), "quantity"),
        (json!({"variant_id": id, "quantity": 100}), "quantity"),
        (json!({"variant_id": id, "quantity": 1.5}), "quantity"),
        (json!({"variant_id": id, "quantity": "1"}), "quantity"),
        (json!({"variant_id": id, "quantity": null}), "quantity"),
        (json!({"variant_id": id, "quantity": u64::MAX}), "quantity"),
        (json!({"quantity": 1}), "variant_id"),
        (json!({"variant_id": "nonsense", "quantity": 1}), "variant_id"),
        (json!({"variant_id": 7, "quantity": 1}), "variant_id"),
    ] {
        assert_eq!(program.post(&lines, &body).await.wrong_fields(), [field], "{body}");
    }
    let unknown = json!({"variant_id": VariantId::new(), "quantity": 1});
    program.post(&lines, &unknown).await.refused(404, "not_found");
    let more = json!({"variant_id": id, "quantity": 1, "a_field_of_tomorrow": {"x": 1}});
    program.post(&lines, &more).await.ok(StatusCode::OK);
    shop.close().await;
}

#[tokio::test]
async fn a_cart_holds_no_more_than_there_is() {
    let shop = TestShop::open().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 3).await);
    let cart = program.cart_with(kettle.variant, 3).await;
    let one_more = json!({"variant_id": kettle.variant, "quantity": 1});
    let problem = program.post(&format!("/carts/{cart}/lines"), &one_more).await.refused(409, "out_of_stock");
    assert_eq!(problem["errors"][0]["field"], "quantity");
    let line = format!("/carts/{cart}/lines/{}", kettle.variant);
    program.call(Method::PATCH, &line, &json!({"quantity": 4})).await.refused(409, "out_of_stock");
    let cart = program.get(&format!("/carts/{cart}")).await.ok(StatusCode::OK);
    assert_eq!(cart["lines"][0]["quantity"], 3);
    shop.close().await;
}
