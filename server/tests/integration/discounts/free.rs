//! Orders of which a code has paid for everything.

use futures::future::join_all;
use reqwest::StatusCode;
use serde_json::{Value, json};
use types::promotions::DiscountInput;

use super::{clerk, create, seen, ten_percent, with_code};
use crate::{
    admin::{notice, staff_at},
    api::{Goods, Program, goods},
    shop::TestShop,
};

/// So many that sending them is free.
const UNITS: i64 = 8;

/// A confirmed order of [`UNITS`] units for nothing: its number.
async fn ordered(shop: &TestShop, kettle: &Goods) -> String {
    let program = Program::of(shop);
    let cart = program.cart_with(kettle.variant, UNITS).await;
    let placed = program.checkout(&cart, &cart, &with_code("tok_ok", "ALL")).await.ok(StatusCode::ACCEPTED);
    assert_eq!((&placed["order"]["status"], &placed["order"]["total"]["amount"]), (&json!("confirmed"), &json!(0)));
    placed["order"]["number"].as_str().unwrap().to_owned()
}

fn everything_off() -> DiscountInput {
    DiscountInput { amount: 10_000, ..ten_percent("ALL") }
}

fn states(order: &Value) -> (&str, &str) {
    (order["status"].as_str().unwrap(), order["payment_status"].as_str().unwrap())
}

#[tokio::test]
async fn a_free_order_is_cancelled_once_and_its_units_come_back_once() {
    let shop = TestShop::open().await;
    let (clerk, kettle) = (clerk(&shop).await, goods(&shop, 9).await);
    let id = create(&shop, everything_off()).await;
    let path = format!("/admin/orders/{}", ordered(&shop, &kettle).await);
    assert_eq!((kettle.stock(&shop).await, seen(&shop, id).await.uses), ([1, 0, UNITS], 1));
    let nothing = json!({});
    let verbs = ["cancel", "refund", "cancel", "refund"].map(|verb| format!("{path}/{verb}"));
    let answers = join_all(verbs.iter().map(|verb| clerk.post(verb, &nothing))).await;
    let won: Vec<_> = answers.iter().filter(|answer| answer.status == StatusCode::OK).collect();
    assert_eq!(won.len(), 1, "{answers:?}");
    for lost in answers.iter().filter(|answer| answer.status != StatusCode::OK) {
        lost.refused(409, "conflict");
    }
    assert_eq!(kettle.stock(&shop).await, [9, 0, 0]);
    shop.run_jobs().await;
    shop.close().await;
}

#[tokio::test]
async fn a_free_order_is_cancelled_with_its_payment_over_and_its_code_given_back() {
    let shop = TestShop::open().await;
    let (clerk, kettle) = (clerk(&shop).await, goods(&shop, 9).await);
    let id = create(&shop, everything_off()).await;
    let path = format!("/admin/orders/{}", ordered(&shop, &kettle).await);
    let shown = clerk.get(&path).await.ok(StatusCode::OK);
    assert_eq!((&shown["can_cancel"], &shown["can_refund"]), (&json!(true), &json!(true)));
    let order = clerk.post(&format!("{path}/cancel"), &json!({"reason": "a mistake"})).await.ok(StatusCode::OK);
    assert_eq!(states(&order), ("cancelled", "refunded"));
    assert_eq!((&order["can_cancel"], &order["can_refund"]), (&json!(false), &json!(false)));
    assert_eq!((kettle.stock(&shop).await, seen(&shop, id).await.uses), ([9, 0, 0], 0));
    shop.run_jobs().await;
    shop.close().await;
}

#[tokio::test]
async fn items_of_a_free_order_come_back_one_by_one_and_the_order_is_refunded_with_the_last() {
    let shop = TestShop::open().await;
    let (clerk, kettle) = (clerk(&shop).await, goods(&shop, 9).await);
    let id = create(&shop, everything_off()).await;
    let path = format!("/admin/orders/{}", ordered(&shop, &kettle).await);
    clerk.post(&format!("{path}/fulfil"), &json!({})).await.ok(StatusCode::OK);
    let back = async |quantity: i64, restock: bool| {
        let lines = json!([{"variant_id": kettle.variant, "quantity": quantity, "restock": restock}]);
        clerk.post(&format!("{path}/refund"), &json!({"lines": lines, "reason": "dented"})).await
    };
    let order = back(3, true).await.ok(StatusCode::OK);
    assert_eq!((states(&order), kettle.stock(&shop).await), (("fulfilled", "captured"), [4, 0, UNITS - 3]));
    assert_eq!(back(6, true).await.wrong_fields(), [format!("lines.{}", kettle.variant)]);
    let order = back(4, false).await.ok(StatusCode::OK);
    assert_eq!((states(&order), kettle.stock(&shop).await[0]), (("fulfilled", "captured"), 4));
    let order = back(1, true).await.ok(StatusCode::OK);
    assert_eq!((states(&order), kettle.stock(&shop).await[0]), (("refunded", "refunded"), 5));
    assert_eq!(order["can_refund"], false);
    back(1, true).await.refused(409, "conflict");
    assert_eq!(seen(&shop, id).await.uses, 1, "a refund gives no use back");
    shop.run_jobs().await;
    shop.close().await;
}

#[tokio::test]
async fn staff_take_a_free_order_back_by_its_page() {
    let shop = TestShop::open().await;
    let (browser, kettle) = (staff_at(&shop).await, goods(&shop, 9).await);
    create(&shop, everything_off()).await;
    let path = format!("/admin/orders/{}", ordered(&shop, &kettle).await);
    let page = browser.get(&path).await;
    assert_eq!(page.text("button[name=all]"), "Yes, take everything back");
    let page = browser.submit(&format!("{path}/refund"), &[("all", "1")]).await;
    assert!(notice(&page).contains("refund"), "{}", page.words());
    assert_eq!(kettle.stock(&shop).await, [9, 0, 0]);
    assert!(page.attributes("form[action$='/refund']", "action").is_empty(), "{}", page.words());
    shop.close().await;
}
