//! What staff and payments do to an order at the same time, and long after it was placed.

use std::time::Duration;

use sea_orm::{ConnectionTrait, TransactionTrait};
use types::{
    admin::{BundlePart, RefundLine, RefundRequest},
    order::{OrderStatus, PaymentStatus},
    promotions::DiscountInput,
};

use super::{cancel, fulfil, refund, store};
use crate::{
    cart, checkout,
    db::sql,
    inventory, payments, promotions,
    test_shop::{self, TestShop},
};

async fn bought(shop: &TestShop, title: &str) -> (types::VariantId, String) {
    let variant = shop.stocked(title, 1).await;
    (variant, shop.buy(variant, 1, "tok_ok").await.unwrap().outcome.unwrap().order.number)
}

#[tokio::test]
async fn goods_that_left_the_house_while_a_refund_was_decided_are_not_put_back() {
    let shop = TestShop::open().await;
    let (variant, number) = bought(&shop, "Lantern").await;
    let seen = store::by_number(shop.cx.db.write(), &number).await.unwrap();
    fulfil(&shop.cx, &number, "").await.unwrap();
    let cx = shop.cx.clone();
    let refunded =
        shop.cx.db.transaction(|tx| Box::pin(async move { super::refund::refund_in(&cx, tx, &seen, &[], "").await }));
    refunded.await.unwrap();
    assert_eq!(super::order(&shop.cx, &number).await.unwrap().order.status, OrderStatus::Refunded);
    assert_eq!(inventory::stock_item(&shop.cx, variant).await.unwrap()[0].on_hand, 0);
}

#[tokio::test]
async fn an_order_of_what_has_become_a_bundle_since_can_still_be_called_off() {
    let shop = TestShop::open().await;
    let (variant, number) = bought(&shop, "Set").await;
    let part = BundlePart { variant_id: shop.stocked("Cup", 1).await, quantity: 1 };
    inventory::set_bundle(&shop.cx, variant, vec![part]).await.unwrap();
    assert_eq!(cancel(&shop.cx, &number, "").await.unwrap().order.status, OrderStatus::Cancelled);
}

#[tokio::test]
async fn what_cost_nothing_can_be_given_back() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Sticker", 1).await;
    shop.cx.db.write().execute_unprepared("UPDATE variant SET price = 0").await.unwrap();
    let number = shop.buy(variant, 1, "tok_ok").await.unwrap().outcome.unwrap().order.number;
    let lines = vec![RefundLine { variant_id: variant, quantity: 1, restock: true }];
    refund(&shop.cx, &number, RefundRequest { lines, reason: String::new() }).await.unwrap();
    assert_eq!(inventory::stock_item(&shop.cx, variant).await.unwrap()[0].on_hand, 1);
}

#[tokio::test]
async fn a_payment_that_is_declined_locks_the_cart_before_the_stock() {
    if std::env::var_os("FLOODGATE_TEST_DATABASE").is_none() {
        return;
    }
    let shop = TestShop::on_server(|_| {}).await;
    let (cx, db) = (&shop.cx, shop.cx.db.write());
    let variant = shop.stocked("Lantern", 3).await;
    let cart = cart::add_line(cx, None, cart::Missing::Make, variant, 1).await.unwrap().id;
    let order = test_shop::order("tok_action");
    checkout::place(cx, cart, "key", order).await.unwrap().outcome.unwrap();
    let row = db.query_one_raw(sql(db, "SELECT reference, order_id FROM payment", [])).await.unwrap().unwrap();
    payments::sandbox::decide(cx, &row.try_get::<String>("", "reference").unwrap(), false).await.unwrap();
    let id = types::OrderId(row.try_get("", "order_id").unwrap());

    // Whoever changes the cart locks it first, and then what it holds.
    let tx = db.begin().await.unwrap();
    tx.execute_raw(sql(&tx, "SELECT id FROM cart WHERE id = $1 FOR UPDATE", [cart.0.into()])).await.unwrap();
    let settling = tokio::spawn({
        let cx = cx.clone();
        async move { payments::settle(&cx, id).await }
    });
    let waits = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    while db.query_one_raw(sql(db, waits, [])).await.unwrap().is_none() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let lock = "SELECT variant_id FROM stock_item WHERE variant_id = $1 FOR UPDATE NOWAIT";
    tx.execute_raw(sql(&tx, lock, [variant.0.into()])).await.expect("nobody who waits for the cart holds the stock");
    tx.commit().await.unwrap();
    settling.await.unwrap().unwrap();
}

/// An order of 20 units at $10, which are sent for nothing, with a code that takes all of it off: its number.
async fn free_order(shop: &TestShop, variant: types::VariantId) -> String {
    let cart = cart::add_line(&shop.cx, None, cart::Missing::Make, variant, 20).await.unwrap().id;
    let form = types::checkout::PlaceOrder { discount_code: Some("ALL".into()), ..test_shop::order("tok_ok") };
    let placed = checkout::place(&shop.cx, cart, &cart.to_string(), form).await.unwrap().outcome.unwrap();
    assert_eq!((placed.order.total.amount, placed.order.status), (0, OrderStatus::Confirmed));
    placed.order.number
}

#[tokio::test]
async fn an_order_for_nothing_that_is_called_off_before_it_is_confirmed_asks_no_provider_anything() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Sticker", 40).await;
    let (cx, db) = (&shop.cx, shop.cx.db.write());
    let all = DiscountInput { code: "ALL".into(), amount: 10_000, active: true, ..DiscountInput::default() };
    promotions::create(cx, all).await.unwrap();
    for asker_died in [true, false] {
        let number = free_order(&shop, variant).await;
        let id = store::by_number(db, &number).await.unwrap().id;
        // Nobody has decided yet, and who would be asked is not there any more.
        let unasked = "UPDATE payment SET state = 'pending', provider = 'gone', asked_at = 0 WHERE order_id = $1";
        db.execute_raw(sql(db, unasked, [id.0.into()])).await.unwrap();
        cancel(cx, &number, "").await.unwrap();
        let state = if asker_died {
            payments::settle(cx, id).await.unwrap()
        } else {
            let payment = payments::latest_for_order(db, id).await.unwrap().unwrap();
            payments::ask(cx, payment).await.unwrap()
        };
        assert_eq!(state, if asker_died { PaymentStatus::Voided } else { PaymentStatus::Refunded });
        assert_eq!(super::order(cx, &number).await.unwrap().order.status, OrderStatus::Cancelled);
    }
    assert_eq!(inventory::stock_item(cx, variant).await.unwrap()[0].on_hand, 40);
}
