//! What a shop with a limited warehouse says.

use std::time::Duration;

use sea_orm::ConnectionTrait;

use super::{Capacity, accepted, promise, standing};
use crate::{checkout, test_shop::TestShop};

async fn busy_shop(daily: i64, max_backlog_days: i64, orders: usize) -> TestShop {
    let shop =
        TestShop::open_as(|settings| settings.fulfilment = Capacity { daily, hourly: 0, max_backlog_days }).await;
    let variant = shop.stocked("Lantern", 100).await;
    for _ in 0..orders {
        shop.buy(variant, 1, "tok_ok").await.unwrap().outcome.unwrap();
    }
    shop.cx.clock.advance(Duration::from_secs(10));
    shop
}

#[tokio::test]
async fn without_a_capacity_nothing_is_delayed() {
    let shop = busy_shop(0, 0, 1).await;
    assert_eq!(promise(&shop.cx).await.unwrap().hand_over_by, None);
    assert_eq!(standing(&shop.cx).await.unwrap(), None);
}

#[tokio::test]
async fn a_backlog_delays_the_next_order_and_checkout_says_so_before_paying() {
    let shop = busy_shop(2, 1, 2).await;
    let standing = standing(&shop.cx).await.unwrap().unwrap();
    assert_eq!((standing.backlog, standing.daily_capacity, standing.overfull), (2, 2, true));
    assert!(promise(&shop.cx).await.unwrap().hand_over_by.is_some());

    let variant = shop.stocked("Mug", 1).await;
    let cart = crate::cart::add_line(&shop.cx, None, crate::cart::Missing::Make, variant, 1).await.unwrap();
    let view = checkout::view(&shop.cx, cart.id, crate::test_shop::order("tok_ok")).await.unwrap();
    let promise = &view.shipping.first().unwrap().promise;
    assert!(
        promise.starts_with("Leaves our warehouse by ") && promise.ends_with("; then 3 to 5 working days"),
        "{promise}"
    );
    assert!(view.delay.unwrap().contains("Yours would leave our warehouse by "));
}

#[tokio::test]
async fn orders_that_leave_make_room_and_those_accepted_here_count_at_once() {
    let shop = busy_shop(2, 0, 2).await;
    assert!(promise(&shop.cx).await.unwrap().hand_over_by.is_some());
    let gone = "UPDATE orders SET status = 'fulfilled'";
    shop.cx.db.write().execute_unprepared(gone).await.unwrap();
    assert!(promise(&shop.cx).await.unwrap().hand_over_by.is_some(), "counted a moment ago");
    shop.cx.clock.advance(Duration::from_secs(10));
    assert_eq!(promise(&shop.cx).await.unwrap().hand_over_by, None);
    accepted(&shop.cx, 2);
    let promise = promise(&shop.cx).await.unwrap();
    assert!(promise.hand_over_by.is_some() && !promise.overfull, "{promise:?}");
}
