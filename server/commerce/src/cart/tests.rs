//! Carts that hold what is in them.

use std::time::Duration;

use types::{CartId, VariantId, admin::SalePolicy};

use super::{Missing, add_line, change::Changed, set_line, store};
use crate::{checkout, db::Together, inventory, prices::Selling, test_shop::TestShop};

async fn left(shop: &TestShop, id: VariantId) -> i64 {
    inventory::levels(shop.cx.db.read(), &[id], shop.cx.clock.now()).await.unwrap()[&id].for_sale().unwrap()
}

async fn filled(shop: &TestShop, id: VariantId, quantity: i64) -> CartId {
    add_line(&shop.cx, None, Missing::Make, id, quantity).await.unwrap().id
}

#[tokio::test]
async fn a_cart_that_was_emptied_is_a_wish_again_when_it_is_filled() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 3).await;
    let cart = filled(&shop, variant, 2).await;
    checkout::hold(&shop.cx, cart).await.unwrap();
    set_line(&shop.cx, cart, variant, 0, None).await.unwrap();
    assert_eq!(left(&shop, variant).await, 3);
    add_line(&shop.cx, Some(cart), Missing::Refuse, variant, 1).await.unwrap();
    assert_eq!(left(&shop, variant).await, 3, "nobody is at the till");
}

#[tokio::test]
async fn a_cart_that_was_let_go_of_is_a_wish_again() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 3).await;
    let cart = filled(&shop, variant, 2).await;
    checkout::hold(&shop.cx, cart).await.unwrap();
    checkout::release(&shop.cx, cart).await.unwrap();
    add_line(&shop.cx, Some(cart), Missing::Refuse, variant, 1).await.unwrap();
    assert_eq!(left(&shop, variant).await, 3);
}

#[tokio::test]
async fn wanting_less_is_never_refused() {
    let shop = TestShop::open().await;
    let (lantern, drop) = (shop.stocked("Lantern", 1).await, shop.stocked("Drop", 2).await);
    let policy = SalePolicy { hold_in_cart: true, ..SalePolicy::default() };
    inventory::set_policy(&shop.cx, drop, policy).await.unwrap();
    let cart = filled(&shop, drop, 2).await;
    add_line(&shop.cx, Some(cart), Missing::Refuse, lantern, 1).await.unwrap();
    shop.cx.clock.advance(Duration::from_secs(11 * 60));
    let other = filled(&shop, lantern, 1).await;
    checkout::hold(&shop.cx, other).await.unwrap();
    let view = set_line(&shop.cx, cart, drop, 1, None).await.unwrap();
    assert_eq!(view.totals.item_count, 2);
    assert_eq!(set_line(&shop.cx, cart, lantern, 0, None).await.unwrap().totals.item_count, 1);
}

#[tokio::test]
async fn a_cart_that_somebody_else_has_made_meanwhile_is_looked_at_again() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 3).await;
    let id = filled(&shop, variant, 1).await;
    let line = store::Line { cart_id: id, variant_id: variant, quantity: 1, price_seen: 0, added_at: 0 };
    let selling = Selling::base(shop.cx.settings.currency);
    let changed =
        Changed { id, is_new: true, version: 1, selling, line, lines: Vec::new(), is_less: false, held_until: None };
    let mut together = Together::on(shop.cx.db.write());
    store::write(&mut together, &[&changed], shop.cx.clock.now()).unwrap();
    let error = together.run(shop.cx.db.write()).await.unwrap_err();
    assert!(error.is_contention(), "{}", error.source_chain());
}
