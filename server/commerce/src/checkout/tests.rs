use types::{ErrorCode, admin::SalePolicy, checkout::PlaceOrder};
use uuid::Uuid;

use super::place;
use crate::{
    cart::{self, Missing},
    inventory,
    test_shop::{TestShop, order},
};

/// Two people who share nothing but a card are one person to a cap.
#[tokio::test]
async fn a_card_is_counted_against_a_cap_whoever_holds_it() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 10).await;
    let policy = SalePolicy { cap_per_person: Some(1), ..SalePolicy::default() };
    inventory::set_policy(&shop.cx, variant, policy).await.unwrap();
    let buys = async |who: &str, token: &str| {
        let cart = cart::add_line(&shop.cx, None, Missing::Make, variant, 1).await.unwrap();
        let mut form = PlaceOrder { email: format!("{who}@example.com"), ..order(token) };
        form.shipping_address.line1 = format!("1 {who} Street");
        place(&shop.cx, cart.id, &Uuid::new_v4().to_string(), form).await.unwrap().outcome.map_err(|why| why.code)
    };
    assert!(buys("ada", "tok_ok.4242").await.is_ok());
    assert_eq!(buys("grace", "tok_ok.4242").await.unwrap_err(), ErrorCode::QuantityLimit);
    assert!(buys("grace", "tok_ok.1881").await.is_ok(), "another card");
    assert!(buys("alan", "tok_ok").await.is_ok(), "a card the provider knows nothing of");
}
