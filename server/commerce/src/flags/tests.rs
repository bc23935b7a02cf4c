use types::ErrorCode;

use super::*;
use crate::{Actor, test_shop::TestShop};

const KEY: &str = "related_products";

fn off() -> FlagInput {
    FlagInput { enabled: false, ..FlagInput::default() }
}

#[tokio::test]
async fn a_flag_is_on_until_staff_switch_it_and_again_when_they_clear_it() {
    let shop = TestShop::open().await;
    assert!(is_on(&shop.cx, Flag::RelatedProducts, None));
    let view = set(&shop.cx, KEY, off()).await.unwrap();
    assert!(!view.enabled && view.overridden && !view.shown);
    assert_eq!(view.changed_by.as_deref(), Some("shop"));
    assert!(!is_on(&shop.cx, Flag::RelatedProducts, None));
    assert!(is_on(&shop.cx, Flag::Newsletter, None), "others stay");
    let view = clear(&shop.cx, KEY).await.unwrap();
    assert!(view.enabled && !view.overridden);
    assert!(is_on(&shop.cx, Flag::RelatedProducts, None));
}

#[tokio::test]
async fn every_flag_is_shed_at_its_level_and_not_before() {
    let shop = TestShop::open().await;
    for definition in FLAGS {
        let at = |level: Level| shop.cx.flags.is_on(definition.flag, level, None);
        assert!(at(Level::new(definition.shed_at.number() - 1)), "{}", definition.key);
        assert!(!at(definition.shed_at), "{}", definition.key);
    }
    set(&shop.cx, KEY, FlagInput { shed_at: Some(1), ..FlagInput::default() }).await.unwrap();
    assert!(!shop.cx.flags.is_on(Flag::RelatedProducts, Level::new(1), None), "staff may shed it earlier");
}

#[tokio::test]
async fn some_visitors_are_known_by_their_cart() {
    let shop = TestShop::open().await;
    let mut cx = shop.cx.clone();
    let cart = types::CartId::random();
    let input = FlagInput { percent: 0, allow: vec![cart.to_string()], ..FlagInput::default() };
    set(&cx, KEY, input).await.unwrap();
    assert_eq!(audience(&cx, Flag::RelatedProducts), Audience::Some);
    assert!(!is_on(&cx, Flag::RelatedProducts, None));
    cx.cart_id = Some(cart);
    assert!(is_on(&cx, Flag::RelatedProducts, None));
    assert!(!is_on(&cx, Flag::RelatedProducts, Some("another")));
}

#[tokio::test]
async fn nonsense_is_refused_and_shoppers_switch_nothing() {
    let shop = TestShop::open().await;
    let refused = |error: crate::Error| error.problem().code;
    assert_eq!(refused(set(&shop.cx, "no_such", off()).await.unwrap_err()), ErrorCode::NotFound);
    for input in [
        FlagInput { percent: 101, ..off() },
        FlagInput { shed_at: Some(0), ..off() },
        FlagInput { shed_at: Some(5), ..off() },
        FlagInput { allow: vec!["x".repeat(101)], ..off() },
    ] {
        assert_eq!(refused(set(&shop.cx, KEY, input).await.unwrap_err()), ErrorCode::Invalid);
    }
    let shopper = Cx::new(shop.cx.services().clone(), Actor::Shopper, "");
    assert_eq!(refused(set(&shopper, KEY, off()).await.unwrap_err()), ErrorCode::Unauthorized);
    assert_eq!(refused(clear(&shopper, KEY).await.unwrap_err()), ErrorCode::Unauthorized);
    assert!(list(&shopper).is_err());
    assert!(is_on(&shop.cx, Flag::RelatedProducts, None));
}

#[tokio::test]
async fn what_this_build_cannot_read_counts_as_not_switched() {
    let shop = TestShop::open().await;
    switches::set(&shop.cx, Flag::RelatedProducts.key(), Some("{\"from\": \"the future\"}".into())).await.unwrap();
    switches::read(&shop.cx).await.unwrap();
    assert!(is_on(&shop.cx, Flag::RelatedProducts, None));
    assert_eq!(list(&shop.cx).unwrap().len(), FLAGS.len());
}
