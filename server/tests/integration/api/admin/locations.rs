use commerce::Scope;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::{Program, goods, order};
use crate::shop::TestShop;

/// The id of a new location.
async fn open(keeper: &Program, name: &str, priority: i64) -> Value {
    let place = json!({"name": name, "priority": priority, "active": true});
    keeper.post("/admin/locations", &place).await.ok(StatusCode::CREATED)["id"].clone()
}

async fn levels(keeper: &Program, path: &str) -> Vec<(Value, i64, i64)> {
    let found = keeper.get(path).await.ok(StatusCode::OK);
    let level =
        |row: &Value| (row["location"].clone(), row["on_hand"].as_i64().unwrap(), row["held"].as_i64().unwrap());
    found["items"].as_array().unwrap().iter().map(level).collect()
}

#[tokio::test]
async fn units_move_between_locations_and_none_is_lost_on_the_way() {
    let shop = TestShop::open().await;
    let (keeper, kettle) = (Program::with_key(&shop, &[Scope::StockWrite]).await, goods(&shop, 5).await);
    let first = keeper.get("/admin/locations").await.ok(StatusCode::OK)["items"][0].clone();
    let loft = open(&keeper, "Sail loft", 500).await;
    let path = format!("/admin/stock/{}", kettle.variant);
    let transfer = |quantity: i64| json!({"from": first["id"], "to": loft, "quantity": quantity});
    let moved = keeper.post(&format!("{path}/transfer"), &transfer(2)).await;
    assert_eq!(moved.status, StatusCode::NO_CONTENT, "{}", moved.body);
    assert_eq!(levels(&keeper, &path).await, [(first["name"].clone(), 3, 0), ("Sail loft".into(), 2, 0)]);
    keeper.post(&format!("{path}/transfer"), &transfer(4)).await.refused(409, "conflict");

    let cart = keeper.cart_with(kettle.variant, 5).await;
    keeper.checkout(&cart, "k", &order("tok_action")).await.ok(StatusCode::ACCEPTED);
    keeper.post(&format!("{path}/transfer"), &transfer(1)).await.refused(409, "conflict");
    assert_eq!(levels(&keeper, &path).await, [(first["name"].clone(), 3, 3), ("Sail loft".into(), 2, 2)]);
    shop.close().await;
}

#[tokio::test]
async fn stock_at_a_closed_location_is_not_for_sale() {
    let shop = TestShop::open().await;
    let (keeper, kettle) = (Program::with_key(&shop, &[Scope::StockWrite]).await, goods(&shop, 1).await);
    let loft = open(&keeper, "Sail loft", 500).await;
    let count = json!({"delta": 4, "reason": "delivery", "location_id": loft});
    let level = keeper.post(&format!("/admin/stock/{}/adjust", kettle.variant), &count).await.ok(StatusCode::OK);
    assert_eq!((&level["location_id"], &level["on_hand"]), (&loft, &json!(4)));
    assert_eq!(kettle.stock(&shop).await, [5, 0, 0]);
    let closed = json!({"name": "Sail loft", "priority": 500, "active": false});
    let path = format!("/admin/locations/{}", loft.as_str().unwrap());
    assert_eq!(keeper.call(Method::PUT, &path, &closed).await.status, StatusCode::NO_CONTENT);
    assert_eq!(kettle.stock(&shop).await, [1, 0, 0]);
    let rows = keeper.get("/admin/locations").await.ok(StatusCode::OK);
    let loft = rows["items"].as_array().unwrap().iter().find(|row| row["id"] == loft).unwrap();
    assert_eq!((&loft["active"], &loft["on_hand"]), (&json!(false), &json!(4)));
    shop.close().await;
}

#[tokio::test]
async fn a_location_that_cannot_be_is_named_by_its_field() {
    let shop = TestShop::open().await;
    let (keeper, kettle) = (Program::with_key(&shop, &[Scope::StockWrite]).await, goods(&shop, 1).await);
    let loft = open(&keeper, "Sail loft", 500).await;
    for (place, field) in [
        (json!({"name": " ", "active": true}), "name"),
        (json!({"name": "x".repeat(81), "active": true}), "name"),
        (json!({"name": " Sail  loft", "active": true}), "name"),
        (json!({"name": "Quay", "priority": -1, "active": true}), "priority"),
        (json!({"name": "Quay", "priority": 1001, "active": true}), "priority"),
        (json!({"name": "Quay"}), "active"),
    ] {
        assert_eq!(keeper.post("/admin/locations", &place).await.wrong_fields(), [field], "{place}");
    }
    let first = keeper.get("/admin/locations").await.ok(StatusCode::OK)["items"][0]["id"].clone();
    let nowhere = types::LocationId::new();
    for (transfer, field) in [
        (json!({"from": first, "to": first, "quantity": 1}), "to"),
        (json!({"from": first, "to": nowhere, "quantity": 1}), "to"),
        (json!({"from": nowhere, "to": loft, "quantity": 1}), "from"),
        (json!({"from": first, "to": loft, "quantity": 0}), "quantity"),
        (json!({"from": first, "to": loft}), "quantity"),
    ] {
        let path = format!("/admin/stock/{}/transfer", kettle.variant);
        assert_eq!(keeper.post(&path, &transfer).await.wrong_fields(), [field], "{transfer}");
    }
    shop.close().await;
}

#[tokio::test]
async fn the_last_open_location_stays_open() {
    let shop = TestShop::open().await;
    let keeper = Program::with_key(&shop, &[Scope::StockWrite]).await;
    let rows = keeper.get("/admin/locations").await.ok(StatusCode::OK);
    let first = &rows["items"][0];
    let path = format!("/admin/locations/{}", first["id"].as_str().unwrap());
    let closed = json!({"name": first["name"], "active": false});
    keeper.call(Method::PUT, &path, &closed).await.refused(409, "conflict");
    shop.close().await;
}
