//! Discount codes: what they take off, when they do not, who may use them how often, and what becomes of a use.

mod collections;
mod free;
mod pages;
mod race;
mod rest;
mod staff;

use commerce::{Scope, promotions};
use reqwest::StatusCode;
use serde_json::{Value, json};
use types::{
    DiscountId,
    promotions::{AdminDiscount, DiscountInput, DiscountKind},
};

use crate::{
    api::{Program, order},
    shop::TestShop,
};

/// Ten percent off everything, for whoever knows it.
fn ten_percent(code: &str) -> DiscountInput {
    DiscountInput {
        code: code.into(),
        kind: DiscountKind::Percent,
        amount: 1_000,
        active: true,
        ..DiscountInput::default()
    }
}

async fn create(shop: &TestShop, input: DiscountInput) -> DiscountId {
    promotions::create(&shop.cx(), input).await.unwrap()
}

async fn seen(shop: &TestShop, id: DiscountId) -> AdminDiscount {
    promotions::discount(&shop.cx(), id).await.unwrap()
}

/// A complete order that brings a code.
fn with_code(token: &str, code: &str) -> Value {
    let mut form = order(token);
    form["discount_code"] = json!(code);
    form
}

/// The same by somebody else.
fn by(who: &str, form: Value) -> Value {
    let mut form = form;
    form["email"] = json!(format!("{who}@example.com"));
    form["shipping_address"]["line1"] = json!(format!("1 {who} Street"));
    form
}

async fn order_of(program: &Program, placed: &Value) -> Value {
    let token = placed["order"]["token"].as_str().unwrap();
    program.get(&format!("/orders/{token}")).await.ok(StatusCode::OK)
}

async fn clerk(shop: &TestShop) -> Program {
    Program::with_key(shop, &[Scope::OrdersRead, Scope::OrdersWrite]).await
}

/// What is said about the code of a refused order.
fn said_of_code(problem: &Value) -> String {
    assert_eq!(problem["errors"][0]["field"], "discount_code", "{problem}");
    problem["errors"][0]["message"].as_str().unwrap().to_owned()
}
