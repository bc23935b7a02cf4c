use types::ErrorCode;

use super::*;
use crate::{Actor, test_shop::TestShop};

#[tokio::test]
async fn staff_hold_the_level_over_what_is_measured_and_let_it_go() {
    let shop = TestShop::open().await;
    shop.cx.pressure.set(Level::new(1));
    let held = hold(&shop.cx, Some(3)).await.unwrap();
    assert_eq!((held.level, held.current, held.measured), (Some(3), 3, 1));
    assert_eq!(shop.cx.pressure.level(), Level::LIGHT);
    let calm = hold(&shop.cx, Some(0)).await.unwrap();
    assert_eq!((calm.level, calm.current), (Some(0), 0), "0 is a level to be held at");
    let free = hold(&shop.cx, None).await.unwrap();
    assert_eq!((free.level, free.current), (None, 1));
    let history = switches::changes(&shop.cx, 10).await.unwrap();
    let steps: Vec<_> = history.iter().map(|change| (change.from.as_deref(), change.to.as_deref())).collect();
    assert_eq!(steps, [(Some("0"), None), (Some("3"), Some("0")), (None, Some("3"))]);
    assert!(history.iter().all(|change| change.key == "pressure" && change.by == "shop"));
}

#[tokio::test]
async fn a_level_beyond_the_highest_is_refused_and_shoppers_hold_nothing() {
    let shop = TestShop::open().await;
    assert_eq!(hold(&shop.cx, Some(5)).await.unwrap_err().problem().code, ErrorCode::Invalid);
    let shopper = Cx::new(shop.cx.services().clone(), Actor::Shopper, "");
    assert_eq!(hold(&shopper, Some(4)).await.unwrap_err().problem().code, ErrorCode::Unauthorized);
    assert!(show(&shopper).is_err());
    assert_eq!(shop.cx.pressure.pinned(), None);
}

#[tokio::test]
async fn a_request_keeps_the_level_it_began_with() {
    let shop = TestShop::open().await;
    let before = Cx::system(shop.cx.services().clone());
    shop.cx.pressure.set(Level::MOST);
    assert_eq!(before.level, Level::CALM);
    assert_eq!(Cx::system(shop.cx.services().clone()).level, Level::MOST);
}
