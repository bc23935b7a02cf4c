//! Many people in one queue.

use std::{sync::Arc, time::Duration};

use types::{CartId, drops::PlaceState};
use uuid::Uuid;

use super::*;
use crate::{Actor, test_shop::TestShop};

fn queue(phase: Phase) -> Plan {
    Plan {
        room: RoomId(Uuid::from_u128(7)),
        path: "/queue".into(),
        title: "it".into(),
        per_minute: 6_000,
        pass: 60_000,
        seed: Some(b"seed".to_vec()),
        phase,
        goods: Arc::new([]),
    }
}

fn visitor(shop: &TestShop) -> Cx {
    Cx::new(shop.cx.services().clone(), Actor::Shopper, "test")
}

/// 64 MB are allowed. What is kept is the order of the draw, four bytes a ticket, and none of those who come after it.
#[tokio::test]
async fn two_hundred_thousand_people_wait_in_less_than_a_megabyte() {
    const MANY: u64 = 200_000;
    let shop = TestShop::open().await;
    let cx = visitor(&shop);
    let gathering = queue(Phase::Gathering);
    let mut sample = Vec::new();
    for number in 0..MANY {
        let cart = CartId::random();
        let ticket = join(&cx, &gathering, cart).await.unwrap();
        assert_eq!(ticket.number, number);
        if number % 20_000 == 0 {
            sample.push((ticket, cart));
        }
    }
    assert!(shop.cx.rooms.bytes() < 1_000, "tickets are kept by those who hold them: {}", shop.cx.rooms.bytes());
    let open = queue(Phase::Open);
    shop.cx.clock.advance(Duration::from_secs(1));
    for (ticket, _) in &sample {
        let place = place_of(&cx, &open, *ticket).await.unwrap();
        assert!(matches!(place.state, PlaceState::Waiting | PlaceState::Admitted));
        assert_eq!(place.waiting + shop.cx.rooms.room(open.room).lock().progress.admitted as i64, MANY as i64);
    }
    let drawn = shop.cx.rooms.bytes();
    assert!(drawn < 1_000_000, "{drawn}");
    for _ in 0..50_000 {
        join(&cx, &open, CartId::random()).await.unwrap();
    }
    assert!(shop.cx.rooms.bytes() < drawn + 10_000, "latecomers cost nothing: {drawn}, {}", shop.cx.rooms.bytes());
}

#[tokio::test]
async fn a_queue_goes_on_where_it_was_after_a_restart() {
    let shop = TestShop::open().await;
    let (cx, plan) = (visitor(&shop), queue(Phase::Open));
    let ticket = join(&cx, &plan, CartId::random()).await.unwrap();
    for _ in 0..500 {
        join(&cx, &plan, CartId::random()).await.unwrap();
    }
    for _ in 0..3 {
        shop.cx.clock.advance(Duration::from_secs(1));
        place_of(&cx, &plan, ticket).await.unwrap();
    }
    let before = view(&shop.cx, &plan, true).await.unwrap();
    shop.cx.rooms.forget(plan.room);
    let after = view(&shop.cx, &plan, true).await.unwrap();
    assert!(before.admitted > 100, "{before:?}");
    assert_eq!((after.joined, after.admitted), (before.joined, before.admitted));
    assert_eq!(place_of(&cx, &plan, ticket).await.unwrap().state, PlaceState::Admitted, "their time begins anew");
}

#[tokio::test]
async fn a_queue_lets_in_fewer_the_harder_the_shop_is_pressed() {
    let shop = TestShop::open().await;
    let (cx, plan) = (visitor(&shop), queue(Phase::Open));
    let ticket = join(&cx, &plan, CartId::random()).await.unwrap();
    for _ in 0..2_000 {
        join(&cx, &plan, CartId::random()).await.unwrap();
    }
    let a_second = async || {
        let before = view(&shop.cx, &plan, true).await.unwrap().admitted;
        shop.cx.clock.advance(Duration::from_secs(1));
        place_of(&cx, &plan, ticket).await.unwrap();
        view(&shop.cx, &plan, true).await.unwrap().admitted - before
    };
    a_second().await;
    let calm = a_second().await;
    shop.cx.pressure.set(Level::new(3));
    let pressed = a_second().await;
    assert!((90..=130).contains(&calm) && (20..=35).contains(&pressed), "{calm} and {pressed}");
}
