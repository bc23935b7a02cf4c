use commerce::Scope;
use reqwest::StatusCode;
use serde_json::json;

use super::{Program, goods, order};
use crate::shop::TestShop;

#[tokio::test]
async fn stock_is_changed_by_a_difference_or_set_to_a_count() {
    let shop = TestShop::open().await;
    let (keeper, kettle) = (Program::with_key(&shop, &[Scope::StockWrite]).await, goods(&shop, 5).await);
    let path = format!("/admin/stock/{}/adjust", kettle.variant);
    for (change, on_hand) in [
        (json!({"delta": 3, "reason": "delivery"}), 8),
        (json!({"delta": -2, "reason": "damaged"}), 6),
        (json!({"set": 40, "reason": "counted"}), 40),
        (json!({"set": 40, "reason": "counted again"}), 40),
        (json!({"set": 0, "reason": "fire"}), 0),
    ] {
        let level = keeper.post(&path, &change).await.ok(StatusCode::OK);
        let at = level["location_id"].clone();
        assert!(at.is_string(), "{level}");
        assert_eq!(level, json!({"variant_id": kettle.variant, "location_id": at, "on_hand": on_hand, "held": 0}));
    }
    shop.close().await;
}

#[tokio::test]
async fn a_change_that_makes_no_sense_is_named_by_its_field() {
    let shop = TestShop::open().await;
    let (keeper, kettle) = (Program::with_key(&shop, &[Scope::StockWrite]).await, goods(&shop, 5).await);
    let path = format!("/admin/stock/{}/adjust", kettle.variant);
    for (change, field) in [
        (json!({"delta": 1, "set": 1, "reason": "both"}), "delta"),
        (json!({"reason": "neither"}), "delta"),
        (json!({"delta": i64::MIN, "reason": "all of it"}), "delta"),
        (json!({"delta": i64::MAX, "reason": "all there is"}), "delta"),
        (json!({"set": -1, "reason": "less than none"}), "set"),
        (json!({"set": i64::MAX, "reason": "more than any"}), "set"),
        (json!({"delta": "1", "reason": "text"}), "delta"),
        (json!({"delta": 1}), "reason"),
        (json!({"delta": 1, "reason": "  "}), "reason"),
        (json!({"delta": 1, "reason": "x".repeat(300)}), "reason"),
        (json!({"delta": 1, "reason": "a\u{0}b"}), "reason"),
    ] {
        assert_eq!(keeper.post(&path, &change).await.wrong_fields(), [field], "{change}");
    }
    assert_eq!(kettle.stock(&shop).await, [5, 0, 0]);
    shop.close().await;
}

#[tokio::test]
async fn units_that_orders_hold_cannot_be_taken_away() {
    let shop = TestShop::open().await;
    let (keeper, kettle) = (Program::with_key(&shop, &[Scope::StockWrite]).await, goods(&shop, 5).await);
    let cart = keeper.cart_with(kettle.variant, 2).await;
    keeper.checkout(&cart, "k", &order("tok_action")).await.ok(StatusCode::ACCEPTED);
    assert_eq!(kettle.stock(&shop).await, [3, 2, 0]);
    let path = format!("/admin/stock/{}/adjust", kettle.variant);
    keeper.post(&path, &json!({"set": 1, "reason": "counted"})).await.refused(409, "conflict");
    keeper.post(&path, &json!({"delta": -4, "reason": "lost"})).await.refused(409, "conflict");
    keeper.post(&path, &json!({"set": 2, "reason": "counted"})).await.ok(StatusCode::OK);
    shop.close().await;
}
