//! The whole shop's queue.

use types::drops::RoomMode;

use super::{active::Active, *};
use crate::pressure::Level;

/// So many seconds of the task that tends the whole shop's queue.
async fn tended(shop: &TestShop, seconds: u64) {
    for _ in 0..seconds {
        shop.cx.clock.advance(Duration::from_secs(1));
        active::tend_shop(&shop.cx).await.unwrap();
    }
}

#[tokio::test]
async fn the_whole_shop_has_a_queue_when_more_come_than_it_can_serve() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 30).await;
    let begun = Visitor::new(&shop);
    begun.add(variant).await.unwrap();
    shop.cx.pressure.set(Level::new(3));
    tended(&shop, 2).await;
    assert!(!shop_plan(&shop.cx).await.unwrap().1, "one slow second is no crowd");
    tended(&shop, 1).await;
    assert!(shop_room(&shop.cx).await.unwrap().is_open);
    begun.add(variant).await.expect("they have begun");
    checkout::hold(&begun.cx, begun.cart).await.expect("and go on to the till");
    begun.pay("tok_ok").await.unwrap();

    // At this level a quarter of 600 a minute: two and a half a second walk in, the others have to take a place.
    let mut outcomes = Vec::new();
    for _ in 0..6 {
        outcomes.push(Visitor::new(&shop).add(variant).await);
    }
    let walked = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    assert!((1..=3).contains(&walked), "{walked}");
    let refused = outcomes.pop().unwrap().unwrap_err();
    assert_eq!(refused.problem().queue.as_deref(), Some("/queue"));
    let mut first = Visitor::new(&shop);
    let (plan, _) = shop_plan(&first.cx).await.unwrap();
    let (_, ticket) = join(&first.cx, &plan, first.cart, &Proof::default()).await.unwrap();
    first.cx.tickets = Arc::new([ticket.ticket]);
    for _ in 0..20 {
        join(&first.cx, &plan, CartId::random(), &Proof::default()).await.unwrap();
    }
    let newcomer = Visitor::new(&shop);
    newcomer.add(variant).await.expect_err("somebody waits, so nobody walks past them");
    shop.cx.clock.advance(Duration::from_secs(1));
    first.add(variant).await.expect("let in");
}

#[tokio::test]
async fn the_crowds_queue_closes_when_nobody_waits_and_staff_have_the_last_word() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 30).await;
    let is_open = async || {
        Active::forget(&shop.cx);
        shop_room(&shop.cx).await.unwrap().is_open
    };
    let pressed = async || {
        shop.cx.pressure.set(Level::MOST);
        tended(&shop, 3).await;
        shop.cx.pressure.set(Level::CALM);
    };
    pressed().await;
    let plan = shop_plan(&shop.cx).await.unwrap().0;
    let visitor = Visitor::new(&shop);
    let joining = (0..4_000).map(|_| async { join(&visitor.cx, &plan, CartId::random(), &Proof::default()).await });
    futures::future::try_join_all(joining).await.unwrap();
    tended(&shop, 10).await;
    assert!(is_open().await, "the crowd may be back at once");
    tended(&shop, 25).await;
    assert!(is_open().await, "people wait");
    tended(&shop, 20).await;
    assert!(!is_open().await, "nobody waits any more, and nobody had to ask for that");
    Visitor::new(&shop).add(variant).await.expect("no queue any more");

    pressed().await;
    assert!(is_open().await);
    control_shop(&shop.cx, RoomControl { mode: RoomMode::Draining, per_minute: None }).await.unwrap();
    pressed().await;
    assert!(!is_open().await, "staff want none");
    control_shop(&shop.cx, RoomControl { mode: RoomMode::Open, per_minute: None }).await.unwrap();
    assert!(is_open().await);
    Visitor::new(&shop).add(variant).await.expect_err("everyone takes a place where staff say so");
    control_shop(&shop.cx, RoomControl { mode: RoomMode::Auto, per_minute: None }).await.unwrap();
    crate::pressure::hold(&shop.cx, Some(4)).await.unwrap();
    tended(&shop, 5).await;
    assert!(!is_open().await, "a level that staff hold is no crowd");
}
