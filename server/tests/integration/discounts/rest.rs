use std::time::Duration;

use reqwest::StatusCode;
use serde_json::json;
use types::promotions::{DiscountInput, DiscountKind};

use super::{by, clerk, create, order_of, said_of_code, seen, ten_percent, with_code};
use crate::{
    api::{Program, goods, order},
    shop::TestShop,
};

#[tokio::test]
async fn an_order_keeps_its_code_and_what_it_took_off_each_line() {
    let shop = TestShop::open().await;
    let (program, kettle, mug) = (Program::of(&shop), goods(&shop, 5).await, goods(&shop, 5).await);
    let id = create(&shop, DiscountInput { amount: 1_050, ..ten_percent("Spring") }).await;
    let cart = program.cart_with(kettle.variant, 2).await;
    let line = json!({"variant_id": mug.variant, "quantity": 1});
    program.post(&format!("/carts/{cart}/lines"), &line).await.ok(StatusCode::OK);
    let placed = program.checkout(&cart, "k", &with_code("tok_ok", " spring ")).await.ok(StatusCode::ACCEPTED);
    let order = order_of(&program, &placed).await;
    assert_eq!(order["totals"]["discount"]["amount"], 630, "10.5 % of $60.00");
    assert_eq!(order["totals"]["discount_code"], "SPRING");
    assert_eq!(
        (&order["lines"][0]["discount"]["amount"], &order["lines"][1]["discount"]["amount"]),
        (&json!(420), &json!(210))
    );
    let part = |name: &str| order["totals"][name]["amount"].as_i64().unwrap();
    assert_eq!(part("total"), part("subtotal") - 630 + part("shipping") + part("tax"));
    // What staff change afterwards is not this order's business.
    commerce::promotions::update(&shop.cx(), id, commerce::Seen::Any, ten_percent("AUTUMN")).await.unwrap();
    assert_eq!(order_of(&program, &placed).await["totals"]["discount_code"], "SPRING");
    let after = seen(&shop, id).await;
    assert_eq!((after.uses, after.given.amount, after.revenue.amount), (1, 630, part("total")));
    shop.close().await;
}

#[tokio::test]
async fn a_code_that_does_not_fit_is_refused_with_the_reason_and_the_total_without_it() {
    let shop = TestShop::open().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 50).await);
    let base = ten_percent;
    create(&shop, DiscountInput { ends_at: Some("2020-01-01T00:00:00Z".into()), ..base("OLD") }).await;
    create(&shop, DiscountInput { starts_at: Some("2099-01-01T00:00:00Z".into()), ..base("EARLY") }).await;
    create(&shop, DiscountInput { active: false, ..base("OFF") }).await;
    create(&shop, DiscountInput { minimum_subtotal: 5_000, ..base("LARGE") }).await;
    create(&shop, DiscountInput { products: vec!["kittiwake-enamel-mug".into()], ..base("MUGS") }).await;
    let cart = program.cart_with(kettle.variant, 2).await;
    let cases = [
        ("NO-SUCH", "We do not know this code."),
        ("'; DROP TABLE discount", "We do not know this code."),
        ("OLD", "expired"),
        ("EARLY", "not valid yet"),
        ("OFF", "expired"),
        ("LARGE", "Add goods for $10.00 more"),
        ("MUGS", "not for these goods"),
    ];
    for (number, (code, reason)) in cases.into_iter().enumerate() {
        let refused = program.checkout(&cart, &format!("k{number}"), &with_code("tok_ok", code)).await;
        let said = said_of_code(&refused.refused(422, "invalid"));
        assert!(said.contains(reason) && said.contains("Without it the total is $"), "{code}: {said}");
    }
    program.checkout(&cart, "at-last", &order("tok_ok")).await.ok(StatusCode::ACCEPTED);
    shop.close().await;
}

#[tokio::test]
async fn a_code_for_some_goods_takes_nothing_off_the_others() {
    let shop = TestShop::open().await;
    let (program, kettle, lamp) = (Program::of(&shop), goods(&shop, 5).await, goods(&shop, 5).await);
    let fixed = DiscountInput {
        kind: DiscountKind::Fixed,
        amount: 10_000,
        products: vec![kettle.slug.clone()],
        ..ten_percent("KETTLE")
    };
    create(&shop, fixed).await;
    let cart = program.cart_with(kettle.variant, 1).await;
    let line = json!({"variant_id": lamp.variant, "quantity": 1});
    program.post(&format!("/carts/{cart}/lines"), &line).await.ok(StatusCode::OK);
    let placed = program.checkout(&cart, "k", &with_code("tok_ok", "KETTLE")).await.ok(StatusCode::ACCEPTED);
    let order = order_of(&program, &placed).await;
    assert_eq!(order["totals"]["discount"]["amount"], 2_000, "never more than the goods it is for");
    assert_eq!((&order["lines"][0]["discount"]["amount"], order["lines"][1].get("discount")), (&json!(2_000), None));
    shop.close().await;
}

#[tokio::test]
async fn free_shipping_is_a_discount_of_what_sending_costs() {
    let shop = TestShop::open().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 50).await);
    create(&shop, DiscountInput { kind: DiscountKind::FreeShipping, ..ten_percent("POST") }).await;
    let cart = program.cart_with(kettle.variant, 1).await;
    let placed = program.checkout(&cart, "k", &with_code("tok_ok", "POST")).await.ok(StatusCode::ACCEPTED);
    let order = order_of(&program, &placed).await;
    assert_eq!(order["totals"]["discount"], order["totals"]["shipping"]);
    assert_eq!(order["totals"]["total"]["amount"], 2_000, "Oregon takes no tax");
    // Enough for the shop to send it for nothing anyway.
    let cart = program.cart_with(kettle.variant, 20).await;
    let refused = program.checkout(&cart, "free", &with_code("tok_ok", "POST")).await;
    assert!(said_of_code(&refused.refused(422, "invalid")).contains("free already"));
    shop.close().await;
}

#[tokio::test]
async fn what_a_code_has_paid_for_altogether_is_asked_of_no_provider() {
    let shop = TestShop::open().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 9).await);
    create(&shop, DiscountInput { kind: DiscountKind::Percent, amount: 10_000, ..ten_percent("ALL") }).await;
    // So many that sending them is free.
    let cart = program.cart_with(kettle.variant, 8).await;
    let placed = program.checkout(&cart, "k", &with_code("tok_declined", "ALL")).await.ok(StatusCode::ACCEPTED);
    assert_eq!((&placed["order"]["status"], &placed["order"]["total"]["amount"]), (&json!("confirmed"), &json!(0)));
    shop.close().await;
}

#[tokio::test]
async fn a_use_comes_back_with_a_declined_payment_and_a_cancelled_order_and_stays_after_a_refund() {
    let shop = TestShop::open().await;
    let (program, clerk, kettle) = (Program::of(&shop), clerk(&shop).await, goods(&shop, 9).await);
    let once = DiscountInput { max_uses: Some(1), uses_per_person: Some(1), ..ten_percent("ONCE") };
    let id = create(&shop, once).await;
    let cart = program.cart_with(kettle.variant, 1).await;
    program.checkout(&cart, "declined", &with_code("tok_declined", "once")).await.refused(402, "payment_declined");
    assert_eq!(seen(&shop, id).await.uses, 0);
    let remembered = program.get(&format!("/carts/{cart}")).await.ok(StatusCode::OK);
    assert_eq!(remembered["discount_code"], "ONCE", "the cart is as it was");

    let placed = program.checkout(&cart, "paid", &with_code("tok_ok", "once")).await.ok(StatusCode::ACCEPTED);
    assert_eq!(seen(&shop, id).await.uses, 1);
    let other = program.cart_with(kettle.variant, 1).await;
    let refused = program.checkout(&other, "late", &by("grace", with_code("tok_ok", "once"))).await;
    assert!(said_of_code(&refused.refused(422, "invalid")).contains("used up"));

    let number = placed["order"]["number"].as_str().unwrap();
    clerk.post(&format!("/admin/orders/{number}/cancel"), &json!({})).await.ok(StatusCode::OK);
    clerk.post(&format!("/admin/orders/{number}/cancel"), &json!({})).await.refused(409, "conflict");
    assert_eq!(seen(&shop, id).await.uses, 0, "given back once");

    let placed =
        program.checkout(&other, "again", &by("grace", with_code("tok_ok", "once"))).await.ok(StatusCode::ACCEPTED);
    let number = placed["order"]["number"].as_str().unwrap();
    clerk.post(&format!("/admin/orders/{number}/refund"), &json!({})).await.ok(StatusCode::OK);
    assert_eq!(seen(&shop, id).await.uses, 1);
    shop.close().await;
}

#[tokio::test]
async fn a_payment_that_is_never_answered_gives_its_use_back() {
    let shop = TestShop::open_with(|config| {
        config.shop.payment_timeout = Duration::from_millis(250);
        config.shop.payment_patience = Duration::from_millis(50);
    })
    .await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 1).await);
    let id = create(&shop, DiscountInput { max_uses: Some(1), ..ten_percent("ONCE") }).await;
    let cart = program.cart_with(kettle.variant, 1).await;
    let placed = program.checkout(&cart, "k", &with_code("tok_timeout", "ONCE")).await.ok(StatusCode::ACCEPTED);
    let ended = program.settled(placed["order"]["token"].as_str().unwrap()).await;
    assert_eq!(ended["status"], "cancelled");
    assert_eq!(seen(&shop, id).await.uses, 0);
    for _ in 0..4 {
        shop.later(Duration::from_secs(10)).await;
    }
    assert_eq!(seen(&shop, id).await.uses, 0, "and not twice");
    shop.close().await;
}

#[tokio::test]
async fn one_person_is_known_by_mail_and_by_card_however_they_write_themselves() {
    let shop = TestShop::open().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 9).await);
    create(&shop, DiscountInput { uses_per_person: Some(1), ..ten_percent("MINE") }).await;
    let buys = async |who: &str, token: &str| {
        let cart = program.cart_with(kettle.variant, 1).await;
        program.checkout(&cart, &cart, &by(who, with_code(token, "MINE"))).await
    };
    buys("ada", "tok_ok.4242").await.ok(StatusCode::ACCEPTED);
    for (who, token) in [("ada", "tok_ok"), ("ADA+more", "tok_ok"), ("grace", "tok_ok.4242")] {
        let said = said_of_code(&buys(who, token).await.refused(422, "invalid"));
        assert!(said.contains("as often as one person may"), "{who}: {said}");
    }
    buys("alan", "tok_ok.1881").await.ok(StatusCode::ACCEPTED);
    shop.close().await;
}

#[tokio::test]
async fn paying_a_line_back_gives_what_was_paid_for_it() {
    let shop = TestShop::open().await;
    let (program, clerk, kettle) = (Program::of(&shop), clerk(&shop).await, goods(&shop, 9).await);
    create(&shop, DiscountInput { kind: DiscountKind::Fixed, amount: 1_000, ..ten_percent("TEN") }).await;
    // Once with tax on top, once with tax included.
    for (country, region, code) in [("US", "CA", "90001"), ("DE", "", "10115")] {
        let cart = program.cart_with(kettle.variant, 3).await;
        let mut form = with_code("tok_ok", "TEN");
        form["shipping_address"]["country"] = json!(country);
        form["shipping_address"]["region"] = json!(region);
        form["shipping_address"]["postal_code"] = json!(code);
        let placed = program.checkout(&cart, &cart, &form).await.ok(StatusCode::ACCEPTED);
        let order = order_of(&program, &placed).await;
        let amount = |name: &str| order["totals"][name]["amount"].as_i64().unwrap();
        assert_eq!(amount("discount"), 1_000);
        let path = format!("/admin/orders/{}/refund", placed["order"]["number"].as_str().unwrap());
        let mut left = amount("total");
        let mut back = Vec::new();
        for _ in 0..3 {
            let lines = json!({"lines": [{"variant_id": kettle.variant, "quantity": 1, "restock": true}]});
            let after = clerk.post(&path, &lines).await.ok(StatusCode::OK);
            let refundable = after["refundable"]["amount"].as_i64().unwrap();
            back.push(left - refundable);
            left = refundable;
        }
        let goods_tax = if country == "US" { amount("tax") } else { 0 };
        assert_eq!(back.iter().sum::<i64>(), 6_000 - 1_000 + goods_tax, "{country}: {back:?}");
        assert_eq!(left, amount("shipping"), "{country}: nothing but sending it is left");
    }
    shop.close().await;
}

#[tokio::test]
async fn a_key_that_is_sent_again_is_answered_as_the_first_time_with_its_code() {
    let shop = TestShop::open().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 9).await);
    let id = create(&shop, DiscountInput { max_uses: Some(1), ..ten_percent("ONCE") }).await;
    let cart = program.cart_with(kettle.variant, 1).await;
    let first = program.checkout(&cart, "k", &with_code("tok_ok", "ONCE")).await;
    let again = program.checkout(&cart, "k", &with_code("tok_ok", "ONCE")).await;
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!(first.ok(StatusCode::ACCEPTED), again.ok(StatusCode::ACCEPTED));
    program.checkout(&cart, "k", &with_code("tok_ok", "OTHER")).await.refused(422, "idempotency_key_reused");
    assert_eq!(seen(&shop, id).await.uses, 1);
    shop.close().await;
}

#[tokio::test]
async fn whoever_is_charged_another_total_than_they_were_shown_is_told_first() {
    let shop = TestShop::open().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 9).await);
    let id = create(&shop, ten_percent("TEN")).await;
    let cart = program.cart_with(kettle.variant, 1).await;
    let mut form = with_code("tok_ok", "TEN");
    form["expected_total"] = json!(1_800);
    let refused = program.checkout(&cart, "k", &form).await.refused(409, "conflict");
    assert!(refused["detail"].as_str().unwrap().contains("The total is $"), "{refused}");
    assert_eq!(seen(&shop, id).await.uses, 0);
    shop.close().await;
}
