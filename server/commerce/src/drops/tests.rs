//! Drops from the announcement to the report, with people who queue and people who try not to.

mod overdue;

use std::{sync::Arc, time::Duration};

use types::{
    CartId, DropId, ErrorCode, VariantId,
    drops::{DropGoods, DropInput, DropStatus, PlaceState, PlaceView, RoomControl, RoomMode},
};

use super::{active::Active, *};
use crate::{
    Actor,
    cart::{self, Missing},
    checkout,
    flags::{self, Flag},
    inventory,
    pressure::Level,
    test_shop::{TestShop, order},
};

const MINUTE: i64 = 60_000;

/// Gathers from the tenth minute on, begins in the twentieth, ends in the eightieth.
async fn announced(shop: &TestShop, variant: VariantId, change: impl FnOnce(&mut DropInput)) -> DropId {
    let now = shop.cx.clock.now();
    let at = |minutes: i64| rfc3339(now + minutes * MINUTE);
    let mut input = DropInput {
        title: "Lantern No. 7".into(),
        queue_opens_at: Some(at(10)),
        starts_at: at(20),
        ends_at: at(80),
        admit_per_minute: 6_000,
        pass_seconds: 120,
        cap_per_person: None,
        hold_seconds: Some(300),
        goods: vec![DropGoods { variant_id: variant, units: 3, price: Some(800) }],
        ..DropInput::default()
    };
    change(&mut input);
    let id = create(&shop.cx, input).await.unwrap();
    schedule(&shop.cx, id).await.unwrap();
    id
}

/// Somebody with a cart and a ticket of their own.
struct Visitor {
    cx: Cx,
    cart: CartId,
}

impl Visitor {
    fn new(shop: &TestShop) -> Self {
        let mut cx = Cx::new(shop.cx.services().clone(), Actor::Shopper, "test");
        let cart = CartId::random();
        cx.cart_id = Some(cart);
        Self { cx, cart }
    }

    async fn joined(shop: &TestShop) -> Self {
        let mut visitor = Self::new(shop);
        visitor.join().await.unwrap();
        visitor
    }

    async fn join(&mut self) -> Result<PlaceView> {
        let (_, ticket) = join(&self.cx, &plan(&self.cx, "lantern-no-7").await?, self.cart, &Proof::default()).await?;
        self.cx.tickets = Arc::new([ticket.ticket]);
        Ok(ticket.place)
    }

    async fn place(&self) -> PlaceView {
        waiting_room::place(&self.cx, &plan(&self.cx, "lantern-no-7").await.unwrap()).await.unwrap()
    }

    async fn state(&self) -> PlaceState {
        self.place().await.state
    }

    async fn add(&self, variant: VariantId) -> Result<()> {
        cart::add_line(&self.cx, Some(self.cart), Missing::Make, variant, 1).await.map(|_| ())
    }

    /// To the till, where one unit is kept.
    async fn enter(&self, variant: VariantId) -> Result<()> {
        self.add(variant).await?;
        checkout::hold(&self.cx, self.cart).await.map(|_| ())
    }

    async fn pay(&self, token: &str) -> Result<()> {
        let key = uuid::Uuid::new_v4().to_string();
        let mut form = order(token);
        form.email = format!("{}@example.com", self.cart.0.simple());
        let placement = checkout::place(&self.cx, self.cart, &key, form).await?;
        placement.outcome.map(|_| ()).map_err(|problem| Error::new(problem.code, problem.detail))
    }
}

fn later(shop: &TestShop, minutes: u64, seconds: u64) {
    shop.cx.clock.advance(Duration::from_secs(minutes * 60 + seconds));
}

async fn price(shop: &TestShop, variant: VariantId) -> (i64, Option<i64>) {
    catalog::price_of(shop.cx.db.write(), variant).await.unwrap()
}

fn turned_away<T: std::fmt::Debug>(outcome: Result<T>) -> String {
    let error = outcome.expect_err("nobody should get through");
    assert_eq!(error.code(), ErrorCode::QueueRequired, "{error}");
    assert_eq!(error.problem().queue.as_deref(), Some("/drops/lantern-no-7/queue"));
    assert!(error.problem().retry_after.is_some());
    error.problem().detail.clone()
}

#[tokio::test]
async fn a_drop_goes_its_way_by_the_clock_and_leaves_everything_as_it_was() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 3).await;
    let id = announced(&shop, variant, |plan| plan.cap_per_person = Some(2)).await;
    let stands = async || step(&shop.cx, id).await.unwrap();
    assert_eq!((stands().await, price(&shop, variant).await.0), (DropStatus::Scheduled, 1000));
    assert!(!catalog::product(&shop.cx, "lantern").await.unwrap().variants[0].available, "not on open sale");
    later(&shop, 10, 0);
    assert_eq!(stands().await, DropStatus::PreQueue);
    later(&shop, 10, 0);
    assert_eq!((stands().await, price(&shop, variant).await), (DropStatus::Live, (800, Some(1000))));
    let policy = inventory::policy(&shop.cx, variant).await.unwrap();
    assert_eq!((policy.cap_per_person, policy.hold_seconds), (Some(2), Some(300)));
    later(&shop, 60, 0);
    assert_eq!((stands().await, price(&shop, variant).await), (DropStatus::Reported, (1000, None)));
    let policy = inventory::policy(&shop.cx, variant).await.unwrap();
    assert_eq!((policy.cap_per_person, policy.hold_seconds), (None, None));
    Visitor::new(&shop).add(variant).await.expect("on open sale again");
}

#[tokio::test]
async fn whoever_looks_first_opens_the_drop_should_no_worker_have_done_it() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 3).await;
    let id = announced(&shop, variant, |_| {}).await;
    later(&shop, 20, 0);
    assert_eq!(view(&shop.cx, "lantern-no-7").await.unwrap().status, DropStatus::Live);
    assert_eq!(admin_drop(&shop.cx, id).await.unwrap().status, DropStatus::Live);
}

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
async fn a_whole_drop_sells_every_unit_in_the_order_of_the_draw_and_tells_the_others_the_truth() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 3).await;
    let id = announced(&shop, variant, |_| {}).await;
    let before = view(&shop.cx, "lantern-no-7").await.unwrap();
    assert_eq!((before.seed, before.seconds_to_start), (None, Some(1200)));
    later(&shop, 10, 0);
    let mut people = Vec::new();
    for _ in 0..8 {
        people.push(Visitor::joined(&shop).await);
    }
    later(&shop, 10, 0);
    let latecomer = Visitor::joined(&shop).await;
    let mut order: Vec<(u64, Visitor)> = Vec::new();
    let after = view(&shop.cx, "lantern-no-7").await.unwrap();
    let seed = hex::decode(after.seed.unwrap()).unwrap();
    assert_eq!((commitment(&seed), after.entrants), (before.commitment, Some(8)), "as it was promised");
    let draw = waiting_room::Draw::new(&seed, 8);
    order.extend((0..).zip(people).map(|(number, visitor)| (draw.rank(number), visitor)));
    order.sort_by_key(|(rank, _)| *rank);
    order.push((8, latecomer));
    let people: Vec<Visitor> = order.into_iter().map(|(_, visitor)| visitor).collect();

    for (at, visitor) in people.iter().enumerate() {
        let place = visitor.place().await;
        let expected = if at < 3 { PlaceState::Admitted } else { PlaceState::Standby };
        assert_eq!(place.state, expected, "place {at}: {place:?}");
    }
    assert_eq!(people[8].place().await.position, Some(6), "behind all who came before the start");
    for visitor in &people[..3] {
        visitor.enter(variant).await.unwrap();
    }
    turned_away(people[3].enter(variant).await);
    people[0].pay("tok_ok").await.unwrap();
    people[1].pay("tok_declined").await.unwrap_err();
    later(&shop, 0, 1);
    // What the card did not pay for goes to the next in line, and not back to whoever is quickest.
    assert_eq!(people[3].state().await, PlaceState::Admitted);
    assert_eq!(people[4].state().await, PlaceState::Waiting, "what is still held may come back");
    assert!(turned_away(people[1].enter(variant).await).contains("next in line"));
    people[3].enter(variant).await.unwrap();
    people[3].pay("tok_ok").await.unwrap();
    // The third lets their time at the till pass.
    later(&shop, 5, 1);
    assert_eq!(people[4].state().await, PlaceState::Admitted);
    people[4].enter(variant).await.unwrap();
    people[4].pay("tok_ok").await.unwrap();
    later(&shop, 0, 1);
    assert_eq!(step(&shop.cx, id).await.unwrap(), DropStatus::SoldOut);
    assert_eq!(people[5].state().await, PlaceState::SoldOut);
    turned_away(people[5].enter(variant).await);

    end(&shop.cx, id).await.unwrap();
    let report = admin_drop(&shop.cx, id).await.unwrap().report.unwrap();
    assert_eq!((report.demand, report.entrants, report.admitted), (9, 8, 5), "{report:?}");
    assert_eq!((report.units, report.units_sold, report.orders, report.revenue.amount), (3, 3, 3, 2400));
    assert_eq!((report.holds_expired, report.payments_refused), (1, 1), "{report:?}");
    assert!(report.sold_out_after_seconds.is_some_and(|seconds| (302..310).contains(&seconds)), "{report:?}");
    let level = inventory::levels(shop.cx.db.write(), &[variant], shop.cx.clock.now()).await.unwrap()[&variant];
    assert_eq!((level.on_hand, level.held, level.sold), (0, 0, 3));
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
    let (one, two) = (admitted().await, admitted().await);
    assert_eq!(two - one, 5, "five a second instead of one");
    say(RoomMode::Closed, None).await;
    let refused = Visitor::new(&shop).join().await.unwrap_err();
    assert_eq!(refused.code(), ErrorCode::Conflict);
    say(RoomMode::Draining, None).await;
    assert_eq!(admitted().await, 20);
    let nobody = Cx::new(shop.cx.services().clone(), Actor::Shopper, "test");
    assert!(control(&nobody, id, RoomControl { mode: RoomMode::Draining, per_minute: None }).await.is_err());
}

#[tokio::test]
async fn a_plan_that_people_rely_on_cannot_be_changed_and_goods_are_in_one_drop() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 3).await;
    let id = announced(&shop, variant, |_| {}).await;
    let input = admin_drop(&shop.cx, id).await.unwrap().input;
    assert_eq!(update(&shop.cx, id, Seen::Any, input.clone()).await.unwrap_err().code(), ErrorCode::Conflict);
    let second = create(&shop.cx, DropInput { slug: "again".into(), ..input.clone() }).await.unwrap();
    assert_eq!(schedule(&shop.cx, second).await.unwrap_err().code(), ErrorCode::Conflict);
    let taken = create(&shop.cx, input.clone()).await.unwrap_err();
    assert_eq!(taken.problem().errors[0].field, "slug");
    withdraw(&shop.cx, id).await.unwrap();
    update(&shop.cx, id, Seen::Any, DropInput { title: "Lantern".into(), ..input }).await.unwrap();
    schedule(&shop.cx, second).await.unwrap();
    assert_eq!(delete(&shop.cx, second, Seen::Any).await.unwrap_err().code(), ErrorCode::Conflict);
    delete(&shop.cx, id, Seen::Any).await.unwrap();
}

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

#[tokio::test]
async fn a_drop_says_from_which_level_an_extra_is_shed_while_it_sells() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 3).await;
    let step = types::drops::ShedStep { flag: "related_products".into(), level: 0 };
    announced(&shop, variant, |plan| plan.shed_ladder.push(step)).await;
    view(&shop.cx, "lantern-no-7").await.unwrap();
    assert!(!flags::is_shed(&shop.cx, Flag::RelatedProducts));
    later(&shop, 20, 0);
    view(&shop.cx, "lantern-no-7").await.unwrap();
    assert!(flags::is_shed(&shop.cx, Flag::RelatedProducts));
    assert!(!flags::is_on(&shop.cx, Flag::RelatedProducts, None));
    assert!(!flags::is_shed(&shop.cx, Flag::Newsletter));
}

#[tokio::test]
async fn the_demos_drop_is_the_next_friday() {
    let shop = TestShop::open().await;
    crate::seed::seed(&shop.cx).await.unwrap();
    let drop = view(&shop.cx, "lantern-no-7").await.unwrap();
    assert_eq!((drop.status, drop.goods[0].units), (DropStatus::Scheduled, 300));
    assert!(drop.starts_at.contains("T18:00:00Z"), "{}", drop.starts_at);
    crate::seed::seed(&shop.cx).await.unwrap();
    shop.cx.clock.advance(Duration::from_secs(8 * 24 * 60 * 60));
    step(&shop.cx, drop.id).await.unwrap();
    crate::seed::seed(&shop.cx).await.unwrap();
    let next = view(&shop.cx, "lantern-no-7").await.unwrap();
    assert!(next.status == DropStatus::Scheduled && next.starts_at > drop.starts_at);
}
