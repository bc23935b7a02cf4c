use commerce::Scope;
use reqwest::StatusCode;
use serde_json::{Value, json};

use super::{Program, goods, order};
use crate::shop::TestShop;

async fn clerk(shop: &TestShop) -> Program {
    Program::with_key(shop, &[Scope::OrdersRead, Scope::OrdersWrite]).await
}

fn at(order: &Value, verb: &str) -> String {
    format!("/admin/orders/{}/{verb}", order["number"].as_str().unwrap())
}

#[tokio::test]
async fn orders_are_listed_newest_first_page_by_page() {
    let shop = TestShop::open().await;
    let (clerk, kettle) = (clerk(&shop).await, goods(&shop, 9).await);
    let mut placed = Vec::new();
    for _ in 0..5 {
        placed.push(clerk.buy(kettle.variant, 1).await["number"].clone());
    }
    placed.reverse();
    let (mut listed, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = clerk.get(&format!("/admin/orders?limit=2&cursor={cursor}")).await.ok(StatusCode::OK);
        listed.extend(page["items"].as_array().unwrap().iter().map(|row| row["number"].clone()));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(listed, placed);
    shop.close().await;
}

#[tokio::test]
async fn orders_are_found_by_state_number_and_address() {
    let shop = TestShop::open().await;
    let (clerk, kettle) = (clerk(&shop).await, goods(&shop, 9).await);
    let [first, second] = [clerk.buy(kettle.variant, 1).await, clerk.buy(kettle.variant, 1).await];
    clerk.post(&at(&first, "fulfil"), &json!(null)).await.ok(StatusCode::OK);
    let numbers = async |query: &str| {
        let page = clerk.get(&format!("/admin/orders?{query}")).await.ok(StatusCode::OK);
        page["items"].as_array().unwrap().iter().map(|row| row["number"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(numbers("status=fulfilled").await, [first["number"].clone()]);
    assert_eq!(numbers("status=confirmed").await, [second["number"].clone()]);
    assert_eq!(numbers(&format!("q={}", second["number"].as_str().unwrap())).await, [second["number"].clone()]);
    assert_eq!(numbers("q=ADA%40example").await.len(), 2);
    assert_eq!(numbers("q=%25").await.len(), 0);
    for (query, field) in [("status=lost", "status"), ("limit=x", "limit"), ("cursor=x", "cursor"), ("q=%00", "q")] {
        assert_eq!(clerk.get(&format!("/admin/orders?{query}")).await.wrong_fields(), [field]);
    }
    shop.close().await;
}

#[tokio::test]
async fn a_confirmed_order_is_fulfilled_once() {
    let shop = TestShop::open().await;
    let (clerk, kettle) = (clerk(&shop).await, goods(&shop, 9).await);
    let placed = clerk.buy(kettle.variant, 1).await;
    let fulfilled = clerk.post(&at(&placed, "fulfil"), &json!({"tracking": "1Z 999"})).await.ok(StatusCode::OK);
    assert_eq!((&fulfilled["status"], &fulfilled["can_cancel"]), (&json!("fulfilled"), &json!(false)));
    let timeline = fulfilled["timeline"].as_array().unwrap();
    assert!(
        timeline.iter().any(|entry| entry["message"].as_str().unwrap().contains("1Z 999") && entry["actor"] == "test")
    );
    clerk.press(&at(&placed, "fulfil")).await.refused(409, "conflict");
    clerk.press(&at(&placed, "cancel")).await.refused(409, "conflict");
    shop.close().await;
}

#[tokio::test]
async fn a_cancelled_order_gives_back_units_and_money() {
    let shop = TestShop::open().await;
    let (clerk, kettle) = (clerk(&shop).await, goods(&shop, 5).await);
    let placed = clerk.buy(kettle.variant, 2).await;
    let cancelled = clerk.post(&at(&placed, "cancel"), &json!({"reason": "customer asked"})).await.ok(StatusCode::OK);
    assert_eq!((&cancelled["status"], &cancelled["payment_status"]), (&json!("cancelled"), &json!("refunded")));
    assert_eq!(kettle.stock(&shop).await[..2], [5, 0]);
    shop.run_jobs().await;
    clerk.press(&at(&placed, "cancel")).await.refused(409, "conflict");
    clerk.press(&at(&placed, "fulfil")).await.refused(409, "conflict");
    shop.close().await;
}

#[tokio::test]
async fn an_order_waiting_for_its_payment_can_be_called_off() {
    let shop = TestShop::open().await;
    let (clerk, kettle) = (clerk(&shop).await, goods(&shop, 1).await);
    let cart = clerk.cart_with(kettle.variant, 1).await;
    let placed = clerk.checkout(&cart, "k", &order("tok_action")).await.ok(StatusCode::ACCEPTED)["order"].clone();
    clerk.press(&at(&placed, "fulfil")).await.refused(409, "conflict");
    clerk.post(&at(&placed, "refund"), &json!({})).await.refused(409, "conflict");
    clerk.press(&at(&placed, "cancel")).await.ok(StatusCode::OK);
    assert_eq!(kettle.stock(&shop).await, [1, 0, 0]);
    shop.services.clock.advance(shop.services.settings.hold_time);
    shop.run_jobs().await;
    let order = clerk.get(&format!("/orders/{}", placed["token"].as_str().unwrap())).await.ok(StatusCode::OK);
    assert_eq!((&order["status"], &order["payment_status"]), (&json!("cancelled"), &json!("voided")));
    shop.close().await;
}

#[tokio::test]
async fn lines_are_paid_back_one_by_one_and_put_back_where_asked() {
    let shop = TestShop::open().await;
    let (clerk, kettle) = (clerk(&shop).await, goods(&shop, 5).await);
    let placed = clerk.buy(kettle.variant, 3).await;
    let total = placed["total"]["amount"].as_i64().unwrap();
    let line = |quantity: i64, restock: bool| json!({"lines": [{"variant_id": kettle.variant, "quantity": quantity, "restock": restock}], "reason": "dented"});
    let order = clerk.post(&at(&placed, "refund"), &line(1, false)).await.ok(StatusCode::OK);
    assert_eq!((&order["status"], &order["payment_status"]), (&json!("confirmed"), &json!("partially_refunded")));
    assert_eq!(order["refundable"]["amount"], total - 2000);
    assert_eq!(order["lines"][0]["refunded_quantity"], 1);
    assert_eq!(kettle.stock(&shop).await[0], 2);
    clerk.post(&at(&placed, "refund"), &line(1, true)).await.ok(StatusCode::OK);
    assert_eq!(kettle.stock(&shop).await[0], 3);

    for quantity in [0, -1, 2, i64::MAX, i64::MIN] {
        let fields = clerk.post(&at(&placed, "refund"), &line(quantity, true)).await.wrong_fields();
        assert_eq!(fields, [format!("lines.{}", kettle.variant)], "{quantity}");
    }
    shop.run_jobs().await;
    shop.close().await;
}

#[tokio::test]
async fn no_more_is_paid_back_than_was_paid() {
    let shop = TestShop::open().await;
    let (clerk, kettle) = (clerk(&shop).await, goods(&shop, 5).await);
    let placed = clerk.buy(kettle.variant, 2).await;
    let order = clerk.post(&at(&placed, "refund"), &json!({"reason": "all of it"})).await.ok(StatusCode::OK);
    assert_eq!((&order["status"], &order["payment_status"]), (&json!("refunded"), &json!("refunded")));
    assert_eq!(order["refundable"]["amount"], 0);
    for body in [json!({}), json!({"lines": [{"variant_id": kettle.variant, "quantity": 1}]})] {
        clerk.post(&at(&placed, "refund"), &body).await.refused(409, "conflict");
    }
    shop.run_jobs().await;
    shop.close().await;
}

#[tokio::test]
async fn a_refund_that_makes_no_sense_is_named_by_its_field() {
    let shop = TestShop::open().await;
    let (clerk, kettle, mug) = (clerk(&shop).await, goods(&shop, 5).await, goods(&shop, 5).await);
    let placed = clerk.buy(kettle.variant, 2).await;
    let id = json!(kettle.variant);
    for (body, field) in [
        (json!({"lines": [{"variant_id": mug.variant, "quantity": 1}]}), format!("lines.{}", mug.variant)),
        (json!({"lines": [{"variant_id": id}]}), "lines[0].quantity".to_owned()),
        (json!({"lines": [{"variant_id": "x", "quantity": 1}]}), "lines[0].variant_id".to_owned()),
        (json!({"lines": [{"variant_id": id, "quantity": 1, "restock": "yes"}]}), "lines[0].restock".to_owned()),
        (json!({"lines": 7}), "lines".to_owned()),
        (json!({"reason": "x".repeat(300)}), "reason".to_owned()),
    ] {
        assert_eq!(clerk.post(&at(&placed, "refund"), &body).await.wrong_fields(), [field], "{body}");
    }
    clerk.press(&at(&placed, "refund")).await.refused(415, "unsupported_media_type");
    let order = clerk.get(&format!("/admin/orders/{}", placed["number"].as_str().unwrap())).await.ok(StatusCode::OK);
    assert_eq!(order["refundable"], placed["total"]);
    shop.close().await;
}
