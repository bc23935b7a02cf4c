//! Many people in one queue.

use std::{sync::Arc, time::Duration};

use types::{CartId, ErrorCode, drops::PlaceState};
use uuid::Uuid;

use super::*;
use crate::{
    Actor, Challenge, Challenged,
    limits::{self, LimitSettings, Quota, Signal},
    pressure::Level,
    test_shop::TestShop,
};

fn queue(phase: Phase) -> Plan {
    Plan {
        room: RoomId(Uuid::from_u128(7)),
        path: "/queue".into(),
        title: "it".to_owned().into(),
        per_minute: 6_000,
        adapts: false,
        pass: 60_000,
        seed: Some(b"seed".to_vec()),
        phase,
        goods: Arc::new([]),
    }
}

fn visitor(shop: &TestShop) -> Cx {
    Cx::new(shop.cx.services().clone(), Actor::Shopper, "test")
}

/// People who join at the same moment.
const TOGETHER: u64 = 2_000;

/// So many join at once; their tickets in the order of their numbers.
async fn together(cx: &Cx, plan: &Plan) -> Vec<Ticket> {
    let joining = (0..TOGETHER).map(|_| async { join(cx, plan, CartId::random(), &Proof::default()).await.unwrap() });
    let mut tickets = futures::future::join_all(joining).await;
    tickets.sort_by_key(|ticket| ticket.number);
    tickets
}

/// 64 MB are allowed. What is kept is the order of the draw, four bytes a ticket, and none of those who come after it.
#[tokio::test]
async fn two_hundred_thousand_people_wait_in_less_than_a_megabyte() {
    const MANY: u64 = 200_000;
    let shop = TestShop::open().await;
    let cx = visitor(&shop);
    let gathering = queue(Phase::Gathering);
    let mut sample = Vec::new();
    for round in 0..MANY / TOGETHER {
        for (at, ticket) in together(&cx, &gathering).await.into_iter().enumerate() {
            assert_eq!(ticket.number, round * TOGETHER + at as u64, "no two have the same, and none is left out");
            if ticket.number % 20_000 == 0 {
                sample.push(ticket);
            }
        }
    }
    assert!(shop.cx.rooms.bytes() < 1_000, "tickets are kept by those who hold them: {}", shop.cx.rooms.bytes());
    let open = queue(Phase::Open);
    shop.cx.clock.advance(Duration::from_secs(1));
    for ticket in &sample {
        let place = place_of(&cx, &open, *ticket).await.unwrap();
        assert!(matches!(place.state, PlaceState::Waiting | PlaceState::Admitted));
        assert_eq!(place.waiting + shop.cx.rooms.room(open.room).lock().progress.admitted as i64, MANY as i64);
    }
    let drawn = shop.cx.rooms.bytes();
    assert!(drawn < 1_000_000, "{drawn}");
    for _ in 0..50_000 / TOGETHER {
        together(&cx, &open).await;
    }
    assert!(shop.cx.rooms.bytes() < drawn + 10_000, "latecomers cost nothing: {drawn}, {}", shop.cx.rooms.bytes());
}

#[tokio::test]
async fn a_queue_goes_on_where_it_was_after_a_restart() {
    let shop = TestShop::open().await;
    let (cx, plan) = (visitor(&shop), queue(Phase::Open));
    let ticket = join(&cx, &plan, CartId::random(), &Proof::default()).await.unwrap();
    for _ in 0..500 {
        join(&cx, &plan, CartId::random(), &Proof::default()).await.unwrap();
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
    let ticket = join(&cx, &plan, CartId::random(), &Proof::default()).await.unwrap();
    for _ in 0..2_000 {
        join(&cx, &plan, CartId::random(), &Proof::default()).await.unwrap();
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

/// Those at the till are known by their places while their pass runs, and by nothing afterwards.
#[tokio::test]
async fn places_that_were_used_are_forgotten_with_their_passes() {
    let shop = TestShop::open().await;
    let (cx, plan) = (visitor(&shop), queue(Phase::Open));
    let room = cx.rooms.room(plan.room);
    let tickets = together(&cx, &plan).await;
    control(&shop.cx, plan.room, RoomControl { mode: RoomMode::Draining, per_minute: None }).await.unwrap();
    place_of(&cx, &plan, tickets[0]).await.unwrap();
    for rank in 0..TOGETHER {
        room.mark_used(&cx, rank);
    }
    assert_eq!(room.lock().used.len() as u64, TOGETHER);
    shop.cx.clock.advance(Duration::from_secs(61));
    place_of(&cx, &plan, tickets[0]).await.unwrap();
    assert_eq!(room.lock().used.len(), 0);
}

/// A shop that asks for work, and a visitor from an address.
async fn asking(whom: Challenged) -> (TestShop, Cx) {
    let shop = TestShop::open_as(|settings| {
        settings.limits = LimitSettings::same(true, Quota { burst: 3, per_minute: 3 });
        settings.waiting_room.challenge = Challenge { whom, bits: 8, wait: Duration::from_secs(30) };
    })
    .await;
    let mut cx = visitor(&shop);
    cx.client = Some("192.0.2.1".parse().unwrap());
    (shop, cx)
}

/// The challenge somebody is refused with.
async fn challenged(cx: &Cx, cart: CartId, proof: &Proof) -> ChallengeView {
    let error = join(cx, &queue(Phase::Open), cart, proof).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::ChallengeRequired);
    assert_eq!(error.problem().retry_after, error.problem().challenge.as_ref().map(|view| view.wait_seconds.max(1)));
    *error.problem().challenge.clone().unwrap()
}

#[tokio::test]
async fn a_place_costs_work_and_the_work_of_one_cart_buys_none_for_another() {
    let (_shop, cx) = asking(Challenged::Everyone).await;
    let (plan, cart) = (queue(Phase::Open), CartId::random());
    let asked = challenged(&cx, cart, &Proof::default()).await;
    assert_eq!((asked.bits, asked.wait_seconds), (8, 30));
    let proof = Proof { solution: challenge::tests::solve(&asked.challenge, 8), challenge: asked.challenge };
    challenged(&cx, CartId::random(), &proof).await;
    let ticket = join(&cx, &plan, cart, &proof).await.expect("solved");
    assert!(ticket.is_for(&cx.settings.secret, cart));
    let mut staff = cx.clone();
    staff.actor = Actor::System;
    join(&staff, &plan, CartId::random(), &Proof::default()).await.expect("staff pass");
}

#[tokio::test]
async fn whoever_cannot_calculate_waits_and_an_address_does_not_wait_for_a_thousand_carts() {
    let (shop, cx) = asking(Challenged::Everyone).await;
    let plan = queue(Phase::Open);
    let mut carts = Vec::new();
    for _ in 0..4 {
        let cart = CartId::random();
        let asked = challenged(&cx, cart, &Proof::default()).await;
        carts.push((cart, Proof { challenge: asked.challenge, solution: String::new() }));
    }
    shop.cx.clock.advance(Duration::from_secs(29));
    assert_eq!(challenged(&cx, carts[0].0, &carts[0].1).await.wait_seconds, 1, "the same, less what was waited");
    shop.cx.clock.advance(Duration::from_secs(1));
    for (cart, waited) in &carts[..3] {
        join(&cx, &plan, *cart, waited).await.expect("waited");
    }
    let refused = join(&cx, &plan, carts[3].0, &carts[3].1).await.unwrap_err();
    assert_eq!(refused.code(), ErrorCode::RateLimited);
}

#[tokio::test]
async fn only_an_address_that_behaves_like_a_program_is_asked_where_the_shop_says_so() {
    let (_shop, cx) = asking(Challenged::Suspects).await;
    join(&cx, &queue(Phase::Open), CartId::random(), &Proof::default()).await.expect("nothing is known of it");
    for _ in 0..3 {
        limits::suspect(&cx, Signal::ForgedTicket);
    }
    challenged(&cx, CartId::random(), &Proof::default()).await;
}

/// Forged, shared and used tickets count against the address that brings them, and a person's mistake does not.
#[tokio::test]
async fn tickets_that_are_not_ones_own_make_an_address_suspect() {
    let (shop, mut cx) = asking(Challenged::Nobody).await;
    let (plan, cart) = (queue(Phase::Open), CartId::random());
    let ticket = join(&cx, &plan, CartId::random(), &Proof::default()).await.unwrap().sign(&cx.settings.secret);
    pass(&cx, &plan, Some(cart), false).await.unwrap_err();
    for (address, text) in [("192.0.2.2", "forged".to_owned()), ("192.0.2.3", ticket)] {
        (cx.client, cx.tickets) = (Some(address.parse().unwrap()), Arc::new([text]));
        pass(&cx, &plan, Some(cart), false).await.unwrap_err();
        assert!(!limits::is_suspect(&cx), "{address} after one");
        for _ in 0..7 {
            pass(&cx, &plan, Some(cart), false).await.unwrap_err();
        }
        assert!(limits::is_suspect(&cx), "{address} after eight");
    }
    let used = join(&cx, &plan, cart, &Proof::default()).await.unwrap();
    (cx.client, cx.tickets) = (Some("192.0.2.4".parse().unwrap()), Arc::new([used.sign(&cx.settings.secret)]));
    shop.cx.clock.advance(Duration::from_secs(1));
    pass(&cx, &plan, Some(cart), false).await.expect("let in");
    came_to_the_till(&cx, &plan, cart);
    for _ in 0..50 {
        join(&cx, &plan, CartId::random(), &Proof::default()).await.unwrap();
    }
    for _ in 0..9 {
        pass(&cx, &plan, Some(cart), false).await.unwrap_err();
    }
    assert!(limits::is_suspect(&cx), "replayed");
}
