//! Codes in the batches of the till, with a database.

use futures::future::join_all;
use sea_orm::ConnectionTrait;
use types::{
    DiscountId, VariantId,
    checkout::{PlaceOrder, Placed},
    promotions::DiscountInput,
};

use super::{create, discount};
use crate::{
    Cx, Result,
    cart::{self, Missing},
    checkout,
    test_shop::{TestShop, order},
};

async fn code(cx: &Cx, input: DiscountInput) -> DiscountId {
    let input = DiscountInput { code: "TEN".into(), amount: 1_000, active: true, ..input };
    create(cx, input).await.unwrap()
}

async fn buy(cx: &Cx, variant: VariantId, who: &str) -> Result<Placed, String> {
    let cart = cart::add_line(cx, None, Missing::Make, variant, 1).await.unwrap();
    let email = format!("{who}@example.com");
    let form = PlaceOrder { discount_code: Some("ten".into()), email, ..order("tok_ok") };
    let placed = checkout::place(cx, cart.id, &cart.id.to_string(), form).await.unwrap();
    placed.outcome.map_err(|problem| problem.detail)
}

#[tokio::test]
async fn an_order_without_a_code_asks_nothing_of_the_codes() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 9).await;
    let db = shop.cx.db.write();
    for table in ["discount", "discount_use", "discount_product", "discount_collection"] {
        db.execute_unprepared(&format!("ALTER TABLE {table} RENAME TO no_{table}")).await.unwrap();
    }
    shop.buy(variant, 1, "tok_ok").await.unwrap().outcome.unwrap();
    assert!(shop.buy(variant, 1, "tok_declined").await.unwrap().outcome.is_err());
}

#[tokio::test]
async fn of_those_in_one_batch_as_many_win_as_there_are_uses() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 20).await;
    let id = code(&shop.cx, DiscountInput { max_uses: Some(3), ..DiscountInput::default() }).await;
    let names: Vec<String> = (0..10).map(|number| format!("buyer{number}")).collect();
    let bought = join_all(names.iter().map(|name| buy(&shop.cx, variant, name))).await;
    let refused: Vec<_> = bought.into_iter().filter_map(Result::err).collect();
    assert_eq!(refused.len(), 7);
    assert!(refused.iter().all(|words| words.contains("used up")), "{refused:?}");
    assert_eq!(discount(&shop.cx, id).await.unwrap().uses, 3);
}

#[tokio::test]
async fn of_one_persons_orders_in_one_batch_only_so_many_win() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 20).await;
    let id = code(&shop.cx, DiscountInput { uses_per_person: Some(2), ..DiscountInput::default() }).await;
    let bought = join_all((0..6).map(|_| buy(&shop.cx, variant, "ada"))).await;
    assert_eq!(bought.iter().filter(|bought| bought.is_ok()).count(), 2);
    assert_eq!(discount(&shop.cx, id).await.unwrap().uses, 2);
}

/// The database judges whatever a process believes.
#[tokio::test]
async fn the_database_refuses_a_use_too_many() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 9).await;
    code(&shop.cx, DiscountInput { max_uses: Some(1), uses_per_person: Some(1), ..DiscountInput::default() }).await;
    buy(&shop.cx, variant, "ada").await.unwrap();
    let db = shop.cx.db.write();
    assert!(db.execute_unprepared("UPDATE discount SET uses = uses + 1").await.is_err());
    let twice = "INSERT INTO discount_use SELECT randomblob(16), person, discount_id, slot FROM discount_use";
    assert!(db.execute_unprepared(twice).await.is_err());
}
