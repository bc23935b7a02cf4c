//! Whose turn it is, and who tries to be there before it.

use types::drops::RoomMode;

use super::*;
use crate::inventory;

#[tokio::test]
async fn what_is_announced_is_kept_from_everyone_without_a_turn() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 3).await;
    announced(&shop, variant, |_| {}).await;
    let mut early = Visitor::new(&shop);
    turned_away(early.add(variant).await);
    assert_eq!(early.join().await.unwrap_err().code(), ErrorCode::Conflict, "the queue is not open yet");
    later(&shop, 10, 0);
    early.join().await.unwrap();
    assert_eq!(early.state().await, PlaceState::Gathering);
    assert!(turned_away(early.add(variant).await).contains("not your turn"));
    later(&shop, 10, 0);
    turned_away(Visitor::new(&shop).add(variant).await);
    assert_eq!(early.state().await, PlaceState::Admitted);
    early.enter(variant).await.unwrap();
    early.pay("tok_ok").await.unwrap();
    shop.cx.clock.advance(Duration::from_secs(1));
    assert!(turned_away(early.add(variant).await).contains("bought"), "one place, one order");
}

#[tokio::test]
async fn a_set_that_contains_it_is_no_way_around_the_queue() {
    let shop = TestShop::open().await;
    let (variant, set) = (shop.stocked("Lantern", 3).await, shop.stocked("Set", 0).await);
    let part = types::admin::BundlePart { variant_id: variant, quantity: 1 };
    inventory::set_bundle(&shop.cx, set, vec![part]).await.unwrap();
    announced(&shop, variant, |_| {}).await;
    turned_away(Visitor::new(&shop).add(set).await);
}

#[tokio::test]
async fn a_ticket_forged_shared_or_used_again_is_refused() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 1).await;
    let id = announced(&shop, variant, |_| {}).await;
    later(&shop, 20, 0);
    let honest = Visitor::joined(&shop).await;
    let waiting = Visitor::joined(&shop).await;
    later(&shop, 0, 1);
    assert_eq!((honest.state().await, waiting.state().await), (PlaceState::Admitted, PlaceState::Standby));

    let mut thief = Visitor::new(&shop);
    thief.cx.tickets = honest.cx.tickets.clone();
    assert!(turned_away(thief.add(variant).await).contains("another cart"), "shared");
    let mut text = honest.cx.tickets[0].clone();
    text.replace_range(30..31, if &text[30..31] == "A" { "B" } else { "A" });
    thief.cx.tickets = Arc::new([text]);
    assert!(turned_away(thief.add(variant).await).contains("no ticket of ours"), "forged");

    honest.enter(variant).await.unwrap();
    checkout::release(&honest.cx, honest.cart).await.unwrap();
    assert!(turned_away(honest.enter(variant).await).contains("next in line"), "used");
    later(&shop, 2, 1);
    assert_eq!(honest.state().await, PlaceState::Passed);
    assert_eq!(waiting.state().await, PlaceState::Admitted);

    let room = admin_drop(&shop.cx, id).await.unwrap().room;
    let count = |why: &str| room.refused.iter().find(|count| count.why == why).map_or(0, |count| count.times);
    assert_eq!((count("shared"), count("forged"), count("used")), (1, 1, 1), "{room:?}");
}

#[tokio::test]
async fn staff_see_the_queue_of_a_drop_on_the_console_and_how_many_really_come_in() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 3).await;
    let id = announced(&shop, variant, |_| {}).await;
    let queues = async || crate::surge::view(&shop.cx).await.unwrap().queues;
    assert_eq!(queues().await, [], "nobody can wait yet");
    later(&shop, 15, 0);
    for _ in 0..5 {
        Visitor::joined(&shop).await;
    }
    let gathering = queues().await.remove(0);
    assert_eq!((gathering.drop, gathering.waiting, gathering.left), (Some(id), 5, Some(3)), "{gathering:?}");
    later(&shop, 0, 2);
    assert_eq!(queues().await[0].admitted, Some(0.0), "before the start");
    later(&shop, 4, 43);
    queues().await;
    later(&shop, 0, 20);
    let selling = queues().await.remove(0);
    assert_eq!((selling.rate, selling.waiting), (100.0, 2), "as many as there are units: {selling:?}");
    assert!(selling.admitted.is_some_and(|pace| pace > 0.0 && pace < 1.0), "three in twenty seconds: {selling:?}");
}

#[tokio::test]
async fn whoever_had_their_turn_stands_in_line_again_at_its_end() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 1).await;
    announced(&shop, variant, |_| {}).await;
    later(&shop, 20, 0);
    let mut first = Visitor::joined(&shop).await;
    let second = Visitor::joined(&shop).await;
    assert_eq!(first.join().await.unwrap().ticket, Some(0), "joining again keeps the place");
    later(&shop, 0, 1);
    assert_eq!(second.state().await, PlaceState::Standby);
    later(&shop, 2, 1);
    assert_eq!(first.state().await, PlaceState::Passed);
    assert_eq!(first.join().await.unwrap().ticket, Some(2));
    assert_eq!(second.state().await, PlaceState::Admitted);
}

#[tokio::test]
async fn staff_pause_speed_close_and_drain_a_queue() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 50).await;
    let id = announced(&shop, variant, |plan| plan.admit_per_minute = 60).await;
    later(&shop, 10, 0);
    let mut people = Vec::new();
    for _ in 0..20 {
        people.push(Visitor::joined(&shop).await);
    }
    let say = async |mode, per_minute| control(&shop.cx, id, RoomControl { mode, per_minute }).await.unwrap();
    let admitted = async || {
        shop.cx.clock.advance(Duration::from_secs(1));
        people[0].place().await;
        admin_drop(&shop.cx, id).await.unwrap().room.admitted
    };
    say(RoomMode::Paused, None).await;
    later(&shop, 10, 0);
    assert_eq!(admitted().await, 0);
    say(RoomMode::Auto, Some(300)).await;
    let begun = shop.cx.clock.now();
    let (one, two) = (admitted().await, admitted().await);
    // On a slow machine more than the second passes that the clock was put on by.
    let most = (shop.cx.clock.now() - begun) / 200;
    assert!((5..=most).contains(&(two - one)), "five a second instead of one: {one}, {two}, at most {most}");
    say(RoomMode::Closed, None).await;
    let refused = Visitor::new(&shop).join().await.unwrap_err();
    assert_eq!(refused.code(), ErrorCode::Conflict);
    say(RoomMode::Draining, None).await;
    assert_eq!(admitted().await, 20);
    let nobody = Cx::new(shop.cx.services().clone(), Actor::Shopper, "test");
    assert!(control(&nobody, id, RoomControl { mode: RoomMode::Draining, per_minute: None }).await.is_err());
}
