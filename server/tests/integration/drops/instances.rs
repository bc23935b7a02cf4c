//! Several instances on one database, with Redis and without it.

use std::{sync::Arc, time::Duration};

use commerce::{
    Actor, Cx, Services,
    cart::{self, Missing},
    checkout, drops,
    waiting_room::{self, Draw, Proof, Ticket},
};
use types::{CartId, VariantId, drops::PlaceState};

use super::{A_MINUTE, announced};
use crate::{
    premises::Proof as Outcome,
    shop::{RedisServer, TestShop},
};

/// Somebody in the drop's queue.
struct Person {
    cart: CartId,
    tickets: Arc<[String]>,
}

/// The instance that serves a visitor, as that visitor.
fn at(instance: &Arc<Services>, person: &Person) -> Cx {
    let mut cx = Cx::new(instance.clone(), Actor::Shopper, "test");
    (cx.cart_id, cx.tickets) = (Some(person.cart), person.tickets.clone());
    cx
}

async fn join(instance: &Arc<Services>) -> Person {
    let mut person = Person { cart: CartId::random(), tickets: Arc::new([]) };
    let cx = at(instance, &person);
    let plan = drops::plan(&cx, "lamp").await.unwrap();
    let (_, ticket) = drops::join(&cx, &plan, person.cart, &Proof::default()).await.unwrap();
    person.tickets = Arc::new([ticket.ticket]);
    person
}

async fn state(instance: &Arc<Services>, person: &Person) -> PlaceState {
    let cx = at(instance, person);
    waiting_room::place(&cx, &drops::plan(&cx, "lamp").await.unwrap()).await.unwrap().state
}

/// Whether this person got one as far as the till.
async fn takes_one(instance: &Arc<Services>, person: &Person, variant: VariantId) -> bool {
    let cx = at(instance, person);
    let added = cart::add_line(&cx, Some(person.cart), Missing::Make, variant, 1).await;
    added.is_ok() && checkout::hold(&cx, person.cart).await.is_ok()
}

/// A second instance beside the shop's own, on the same database and by the same clock.
async fn beside(shop: &TestShop) -> Arc<Services> {
    let mut services = Services::connect(shop.services.settings.clone()).await.unwrap();
    Arc::get_mut(&mut services).unwrap().clock = shop.services.clock.clone();
    services
}

#[tokio::test]
async fn two_instances_agree_on_who_may_come_and_sell_no_unit_twice_when_redis_dies_in_the_middle() {
    let Some(mut redis) = RedisServer::start() else { return };
    let url = redis.ready().await;
    let shop = TestShop::open_with(|config| config.shop.redis_url = Some(url)).await;
    let other = beside(&shop).await;
    let here = &shop.services;
    let event = announced(&shop, 6).await;
    shop.later(A_MINUTE).await;
    let mut people = Vec::new();
    for number in 0..30 {
        people.push(join(if number % 2 == 0 { here } else { &other }).await);
    }
    shop.later(A_MINUTE).await;
    let settle = async || {
        for _ in 0..4 {
            here.clock.advance(Duration::from_millis(300));
            state(here, &people[0]).await;
            state(&other, &people[0]).await;
        }
    };
    settle().await;
    let mut let_in = Vec::new();
    for (number, person) in people.iter().enumerate() {
        let (seen_here, seen_there) = (state(here, person).await, state(&other, person).await);
        assert_eq!(seen_here, seen_there, "both say the same of {number}");
        if seen_here == PlaceState::Admitted {
            let_in.push(number);
        }
    }
    assert_eq!(let_in.len(), 6, "as many as there are units: {let_in:?}");
    assert_ne!(let_in, (0..6).collect::<Vec<_>>(), "drawn, not first come first served");

    // Half of them buy, each from the instance that did not hand out the ticket. Then Redis dies.
    for number in &let_in[..3] {
        let instance = if number % 2 == 0 { &other } else { here };
        assert!(takes_one(instance, &people[*number], event.goods.variant).await);
    }
    redis.kill();
    let page = shop.browser().get("/drops/lamp").await;
    assert_eq!(page.status.as_u16(), 200);
    let joined = join(here).await;
    settle().await;
    assert_eq!(state(here, &people[let_in[5]]).await, PlaceState::Admitted, "what was promised stands");
    assert_ne!(state(here, &joined).await, PlaceState::None, "people still take places");
    for number in &let_in[3..5] {
        assert!(takes_one(here, &people[*number], event.goods.variant).await);
    }
    // Everyone tries at both, as long as it takes for the passes to end.
    let mut holding = 5;
    for _ in 0..4 {
        here.clock.advance(Duration::from_secs(25));
        settle().await;
        for (number, person) in people.iter().enumerate().filter(|(number, _)| !let_in[..5].contains(number)) {
            for instance in [here, &other] {
                holding += usize::from(number % 3 == 0 && takes_one(instance, person, event.goods.variant).await);
            }
        }
    }
    let [for_sale, held, sold] = event.goods.stock(&shop).await;
    assert!((0..=6).contains(&for_sale) && for_sale + held + sold == 6, "{for_sale}, {held}, {sold}");
    assert!(holding >= 5);
    other.db.clone().close().await;
    shop.close().await;
}

#[tokio::test]
async fn a_redis_that_is_silent_keeps_nobody_from_the_till_whose_turn_it_is() {
    let Some(redis) = RedisServer::start() else { return };
    let url = redis.ready().await;
    let shop = TestShop::open_with(|config| config.shop.redis_url = Some(url)).await;
    let (here, event) = (&shop.services, announced(&shop, 3).await);
    shop.later(A_MINUTE).await;
    let mut people = Vec::new();
    for _ in 0..3 {
        people.push(join(here).await);
    }
    shop.later(A_MINUTE).await;
    for person in &people {
        here.clock.advance(Duration::from_millis(300));
        state(here, person).await;
    }
    redis.stop(true);
    for person in &people {
        here.clock.advance(Duration::from_millis(300));
        assert_eq!(state(here, person).await, PlaceState::Admitted);
        let gone = tokio::time::timeout(Duration::from_secs(60), takes_one(here, person, event.goods.variant)).await;
        assert!(gone.expect("nobody waits for Redis"));
    }
    let drop = drops::view(&shop.cx(), "lamp").await.unwrap().id;
    assert!(drops::admin_drop(&shop.cx(), drop).await.unwrap().room.degraded, "staff are told");
    shop.close().await;
}

/// The number on somebody's ticket.
fn number(instance: &Arc<Services>, person: &Person) -> u64 {
    Ticket::read(&instance.settings.secret, &person.tickets[0]).unwrap().number
}

/// So many people join at the same moment, at both instances by turns.
async fn crowd(here: &Arc<Services>, other: &Arc<Services>, many: usize) -> Vec<Person> {
    futures::future::join_all((0..many).map(|at| join(if at % 2 == 0 { here } else { other }))).await
}

/// Everyone has a number of their own, and none is left out.
fn numbers_are_their_own(instance: &Arc<Services>, people: &[Person]) -> Outcome {
    let mut numbers: Vec<u64> = people.iter().map(|person| number(instance, person)).collect();
    numbers.sort_unstable();
    let is_right = numbers == (0..people.len() as u64).collect::<Vec<_>>();
    if is_right { Ok(()) } else { Err(vec![format!("{} people have the numbers {numbers:?}", people.len())]) }
}

/// So many people take places of a drop one after the other, each with a number of their own.
pub async fn people_take_places(shop: &TestShop, many: usize) -> Outcome {
    announced(shop, 6).await;
    shop.later(A_MINUTE).await;
    let mut people = Vec::new();
    for _ in 0..many {
        people.push(join(&shop.services).await);
    }
    numbers_are_their_own(&shop.services, &people)
}

/// Everyone has a number of their own, both instances let in the same people, and those are whom the published seed says.
async fn nobody_shares_a_place(shop: &TestShop, other: &Arc<Services>, people: &[Person]) {
    let here = &shop.services;
    assert_eq!(numbers_are_their_own(here, people), Ok(()));
    shop.later(A_MINUTE).await;
    for _ in 0..6 {
        here.clock.advance(Duration::from_millis(300));
        state(here, &people[0]).await;
        state(other, &people[0]).await;
    }
    let view = drops::view(&at(here, &people[0]), "lamp").await.unwrap();
    assert_eq!(view.entrants, Some(people.len() as i64));
    let seed: Vec<u8> = hex::decode(view.seed.unwrap()).unwrap();
    let draw = Draw::new(&seed, people.len() as u64);
    for person in people {
        let rank = draw.rank(number(here, person));
        let expected = rank < 6;
        for instance in [here, other] {
            assert_eq!(state(instance, person).await == PlaceState::Admitted, expected, "place {rank} of the draw");
        }
    }
}

#[tokio::test]
async fn two_instances_without_redis_let_no_two_people_share_a_place() {
    let shop = TestShop::open().await;
    let other = beside(&shop).await;
    announced(&shop, 6).await;
    shop.later(A_MINUTE).await;
    let people = crowd(&shop.services, &other, 40).await;
    nobody_shares_a_place(&shop, &other, &people).await;
    other.db.clone().close().await;
    shop.close().await;
}

#[tokio::test]
async fn redis_that_dies_while_people_gather_lets_no_two_of_them_share_a_place() {
    let Some(mut redis) = RedisServer::start() else { return };
    let url = redis.ready().await;
    let shop = TestShop::open_with(|config| config.shop.redis_url = Some(url)).await;
    let other = beside(&shop).await;
    announced(&shop, 6).await;
    shop.later(A_MINUTE).await;
    let mut people = crowd(&shop.services, &other, 20).await;
    redis.kill();
    people.extend(crowd(&shop.services, &other, 20).await);
    nobody_shares_a_place(&shop, &other, &people).await;
    other.db.clone().close().await;
    shop.close().await;
}
