use std::time::Duration;

use types::ErrorCode;

use super::*;
use crate::{
    Actor,
    flags::{self, Flag},
    test_shop::TestShop,
};

/// Longer than falling from the top takes on a machine that is busy with other things.
const PATIENCE: Duration = Duration::from_secs(120);

/// Waits until `seen` is true.
async fn until(seen: impl Fn() -> bool) {
    let looking = async {
        while !seen() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(PATIENCE, looking).await.expect("it comes to that");
}

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

#[tokio::test]
async fn requests_that_wait_take_the_level_to_the_top_where_extras_are_shed_and_back_once_none_waits() {
    let shop = TestShop::open().await;
    let measuring = tokio::spawn(measure(shop.cx.clone(), true));
    let shed = || [Flag::LiveStock, Flag::Newsletter].map(|flag| flags::is_shed(&shop.cx, flag));
    assert_eq!((shop.cx.pressure.level(), shed()), (Level::CALM, [false, false]));
    shop.cx.pressure.tell(Input::Waiting, 700.0);
    until(|| shop.cx.pressure.level() == Level::MOST).await;
    assert_eq!(shed(), [true, true]);
    shop.cx.pressure.tell(Input::Waiting, 0.0);
    until(|| shop.cx.pressure.level() == Level::CALM).await;
    assert_eq!(shed(), [false, false]);
    measuring.abort();
}

#[tokio::test]
async fn where_the_level_does_not_follow_what_presses_is_told_and_nothing_shed() {
    let shop = TestShop::open().await;
    let measuring = tokio::spawn(measure(shop.cx.clone(), false));
    shop.cx.pressure.tell(Input::Waiting, 700.0);
    until(|| shop.cx.pressure.why().starts_with("requests wait for their turn")).await;
    // As many looks as take the level up where it follows.
    shop.cx.pressure.explain(String::new());
    for _ in 0..rules::RISE_AFTER {
        until(|| !shop.cx.pressure.why().is_empty()).await;
        shop.cx.pressure.explain(String::new());
    }
    assert_eq!(shop.cx.pressure.measured(), Level::CALM);
    assert!(!flags::is_shed(&shop.cx, Flag::LiveStock));
    measuring.abort();
}
