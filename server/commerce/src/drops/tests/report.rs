//! A whole drop, and what is told of it afterwards.

use sea_orm::ConnectionTrait;
use types::{
    OrderId,
    admin::{ProductInput, ProductStatus, VariantInput},
};

use super::*;
use crate::{db::sql, inventory, limits, payments};

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
async fn whoever_was_at_the_till_at_the_end_has_bought_in_the_drop() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 3).await;
    let id = announced(&shop, variant, |_| {}).await;
    later(&shop, 79, 0);
    let (slow, gone) = (Visitor::joined(&shop).await, Visitor::joined(&shop).await);
    later(&shop, 0, 1);
    for visitor in [&slow, &gone] {
        assert_eq!(visitor.state().await, PlaceState::Admitted);
        visitor.enter(variant).await.unwrap();
    }
    later(&shop, 1, 0);
    assert_eq!(step(&shop.cx, id).await.unwrap(), DropStatus::Ended, "what is held may still be sold");
    later(&shop, 0, 1);
    shop.buy(variant, 1, "tok_ok").await.unwrap().outcome.expect("on open sale, which is none of the drop's");
    // Another visit to the till makes the hold anew.
    checkout::hold(&slow.cx, slow.cart).await.unwrap();
    later(&shop, 0, 1);
    slow.pay("tok_ok").await.unwrap();
    checkout::release(&gone.cx, gone.cart).await.unwrap();
    assert_eq!(step(&shop.cx, id).await.unwrap(), DropStatus::Reported);
    let report = admin_drop(&shop.cx, id).await.unwrap().report.unwrap();
    assert_eq!((report.units_sold, report.orders, report.payments_refused), (1, 1, 0), "{report:?}");
}

#[tokio::test]
async fn a_drop_is_not_added_up_while_one_of_its_orders_is_being_paid() {
    let shop = TestShop::open().await;
    let (cx, db) = (&shop.cx, shop.cx.db.write());
    // What is not counted is in no hold that stock knows of.
    let input = ProductInput { title: "Print".into(), status: ProductStatus::Active, ..ProductInput::default() };
    let product = catalog::create_product(cx, input).await.unwrap();
    let input = VariantInput { price: 1000, tracked: false, ..VariantInput::default() };
    let variant = catalog::create_variant(cx, product, input).await.unwrap();
    let id = announced(&shop, variant, |_| {}).await;
    later(&shop, 20, 0);
    let visitor = Visitor::joined(&shop).await;
    later(&shop, 0, 1);
    assert_eq!(visitor.state().await, PlaceState::Admitted);
    visitor.enter(variant).await.unwrap();
    visitor.pay("tok_action").await.unwrap();
    later(&shop, 0, 1);
    end(cx, id).await.unwrap();
    assert_eq!(step(cx, id).await.unwrap(), DropStatus::Ended, "somebody is paying");

    let payment = db.query_one_raw(sql(db, "SELECT reference, order_id FROM payment", [])).await.unwrap().unwrap();
    payments::sandbox::decide(cx, &payment.try_get::<String>("", "reference").unwrap(), true).await.unwrap();
    payments::settle(cx, OrderId(payment.try_get("", "order_id").unwrap())).await.unwrap();
    assert_eq!(step(cx, id).await.unwrap(), DropStatus::Reported);
    let report = admin_drop(cx, id).await.unwrap().report.unwrap();
    assert_eq!((report.units_sold, report.orders, report.revenue.amount), (1, 1, 800), "{report:?}");
}

#[tokio::test]
async fn bots_are_counted_apart_from_people_who_come_too_early_or_with_nothing() {
    let shop = TestShop::open_as(|settings| settings.limits.enabled = true).await;
    let variant = shop.stocked("Lantern", 1).await;
    let id = announced(&shop, variant, |_| {}).await;
    later(&shop, 20, 0);
    let (mut bot, mut person) = (Visitor::new(&shop), Visitor::new(&shop));
    (bot.cx.client, person.cx.client) = (Some("192.0.2.66".parse().unwrap()), Some("192.0.2.7".parse().unwrap()));
    turned_away(person.add(variant).await);
    bot.cx.tickets = Arc::new(["forged".to_owned()]);
    for _ in 0..9 {
        turned_away(bot.add(variant).await);
    }
    assert!(limits::is_suspect(&bot.cx) && !limits::is_suspect(&person.cx));
    bot.cx.tickets = Arc::new([]);
    for _ in 0..2 {
        turned_away(bot.add(variant).await);
    }
    let room = admin_drop(&shop.cx, id).await.unwrap().room;
    let counted: Vec<_> = room.refused.iter().map(|count| (count.why.as_str(), count.times)).collect();
    assert_eq!(
        (counted, room.suspects),
        (vec![("forged", 9), ("no_ticket", 3)], 2),
        "each refusal once, and who they were besides"
    );
    end(&shop.cx, id).await.unwrap();
    let report = admin_drop(&shop.cx, id).await.unwrap().report.unwrap();
    assert_eq!((report.forged, report.suspects), (9, 2));
}
