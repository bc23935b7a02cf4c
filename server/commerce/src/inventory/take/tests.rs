//! Takes on a real database.

use std::time::Duration;

use sea_orm::ConnectionTrait;
use types::{CartId, ErrorCode, LocationId, OrderId, VariantId, admin::*};

use super::{Held, Holder, Person, Take, Wanted, take};
use crate::{Result, db::sql, inventory, test_shop::TestShop, verify};

const MINUTE: i64 = 60_000;

fn wanted(variant_id: VariantId, quantity: i64) -> Wanted {
    Wanted { variant_id, quantity, title: "Lantern".into() }
}

fn for_cart(id: CartId, lines: Vec<Wanted>) -> Take {
    Take { holder: Holder::Cart { id, keep: 10 * MINUTE, ceiling: 30 * MINUTE }, lines, persons: Vec::new() }
}

async fn hold(shop: &TestShop, variant: VariantId, quantity: i64) -> Result<Held> {
    take(&shop.cx, for_cart(CartId::random(), vec![wanted(variant, quantity)])).await
}

async fn left(shop: &TestShop, variant: VariantId) -> i64 {
    let levels = inventory::levels(shop.cx.db.read(), &[variant], shop.cx.clock.now()).await.unwrap();
    levels[&variant].for_sale().unwrap()
}

async fn number(shop: &TestShop, select: &str) -> i64 {
    let row = shop.cx.db.read().query_one_raw(sql(shop.cx.db.read(), select, [])).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}

async fn verified(shop: &TestShop) {
    let report = verify::run(&shop.cx).await.unwrap();
    assert!(report.ok, "{report:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crowd_takes_exactly_what_is_there() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 40).await;
    let takes = (0..200).map(|_| {
        let (cx, one) = (shop.cx.clone(), for_cart(CartId::random(), vec![wanted(variant, 1)]));
        tokio::spawn(async move { take(&cx, one).await })
    });
    let (mut held, mut refused) = (0, 0);
    for outcome in futures::future::join_all(takes).await {
        match outcome.unwrap() {
            Ok(_) => held += 1,
            Err(error) => {
                assert_eq!(error.code(), ErrorCode::OutOfStock);
                refused += 1;
            }
        }
    }
    assert_eq!((held, refused), (40, 160));
    assert_eq!(left(&shop, variant).await, 0);
    verified(&shop).await;
}

#[tokio::test]
async fn all_lines_or_none_and_every_short_line_is_named() {
    let shop = TestShop::open().await;
    let (plenty, few, none) = (shop.stocked("A", 9).await, shop.stocked("B", 2).await, shop.stocked("C", 0).await);
    let lines = vec![wanted(plenty, 1), wanted(few, 3), wanted(none, 1)];
    let error = take(&shop.cx, for_cart(CartId::random(), lines)).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::OutOfStock);
    let fields: Vec<_> = error.problem().errors.iter().map(|e| (e.field.clone(), e.message.clone())).collect();
    assert_eq!(
        fields,
        [
            (format!("lines.{few}"), "Only 2 of Lantern left.".to_owned()),
            (format!("lines.{none}"), "Lantern is sold out.".to_owned()),
        ]
    );
    assert_eq!(left(&shop, plenty).await, 9, "nothing is taken");
}

#[tokio::test]
async fn a_cart_that_takes_again_replaces_what_it_held() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 5).await;
    let cart = CartId::random();
    for quantity in [3, 5, 2] {
        take(&shop.cx, for_cart(cart, vec![wanted(variant, quantity)])).await.unwrap();
        assert_eq!(left(&shop, variant).await, 5 - quantity);
    }
    let error = take(&shop.cx, for_cart(cart, vec![wanted(variant, 6)])).await.unwrap_err();
    assert_eq!(error.problem().detail, "Only 5 of Lantern left.", "its own units are not missing");
    assert_eq!(left(&shop, variant).await, 3, "it keeps what it had");
    inventory::release(&shop.cx, cart).await.unwrap();
    assert_eq!(left(&shop, variant).await, 5);
    verified(&shop).await;
}

#[tokio::test]
async fn activity_extends_a_hold_up_to_its_ceiling() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 1).await;
    let (cart, begun) = (CartId::random(), shop.cx.clock.now());
    let mut until = 0;
    for _ in 0..8 {
        let held = take(&shop.cx, for_cart(cart, vec![wanted(variant, 1)])).await.unwrap();
        assert!(held.until.unwrap() >= until);
        until = held.until.unwrap();
        shop.cx.clock.advance(Duration::from_secs(4 * 60));
        if shop.cx.clock.now() >= until {
            break;
        }
    }
    let length = until - begun;
    assert!((30 * MINUTE..31 * MINUTE).contains(&length), "{length}");
}

#[tokio::test]
async fn an_expired_hold_counts_for_nothing_before_it_is_swept() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 1).await;
    hold(&shop, variant, 1).await.unwrap();
    assert_eq!(left(&shop, variant).await, 0);
    assert!(hold(&shop, variant, 1).await.is_err());
    shop.cx.clock.advance(Duration::from_secs(11 * 60));
    assert_eq!(left(&shop, variant).await, 1, "read");
    hold(&shop, variant, 1).await.unwrap();
    assert_eq!(number(&shop, "SELECT count(*) FROM hold WHERE state = 'expired'").await, 1);
    assert_eq!(number(&shop, "SELECT held FROM stock_item").await, 1);
    verified(&shop).await;
}

#[tokio::test]
async fn an_order_gets_what_its_cart_held() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 1).await;
    let cart = CartId::random();
    take(&shop.cx, for_cart(cart, vec![wanted(variant, 1)])).await.unwrap();
    let holder = Holder::Order { id: OrderId::new(), cart };
    let held = take(&shop.cx, Take { holder, lines: vec![wanted(variant, 1)], persons: Vec::new() }).await.unwrap();
    assert_eq!(held.until, None);
    assert_eq!(number(&shop, "SELECT count(*) FROM hold WHERE state = 'active' AND order_id IS NOT NULL").await, 1);
    assert_eq!(number(&shop, "SELECT held FROM stock_item").await, 1);
}

#[tokio::test]
async fn nobody_has_more_than_the_cap_whichever_way_they_are_recognised() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 50).await;
    let policy = SalePolicy { cap_per_person: Some(2), ..SalePolicy::default() };
    inventory::set_policy(&shop.cx, variant, policy).await.unwrap();
    let buy = async |persons: &[&str], quantity| {
        let holder = Holder::Order { id: OrderId::new(), cart: CartId::random() };
        let persons = persons.iter().map(|name| Person((*name).to_owned())).collect();
        take(&shop.cx, Take { holder, lines: vec![wanted(variant, quantity)], persons }).await
    };
    buy(&["mail:a", "home:1"], 1).await.unwrap();
    buy(&["mail:a", "home:2"], 1).await.unwrap();
    let refused = buy(&["mail:a", "home:3"], 1).await.unwrap_err();
    assert_eq!(
        (refused.code(), refused.problem().detail.as_str()),
        (ErrorCode::QuantityLimit, "At most 2 of Lantern per person.")
    );
    buy(&["mail:b", "home:1"], 1).await.unwrap();
    assert!(buy(&["mail:c", "home:1"], 1).await.is_err(), "two at that home");
    assert!(buy(&["mail:d", "home:4"], 3).await.is_err(), "more than the cap at once");
    assert_eq!(left(&shop, variant).await, 47);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cap_holds_against_a_person_with_many_tabs() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 50).await;
    let policy = SalePolicy { cap_per_person: Some(3), ..SalePolicy::default() };
    inventory::set_policy(&shop.cx, variant, policy).await.unwrap();
    let takes = (0..30).map(|_| {
        let holder = Holder::Order { id: OrderId::new(), cart: CartId::random() };
        let persons = vec![Person("mail:a".into())];
        let (cx, one) = (shop.cx.clone(), Take { holder, lines: vec![wanted(variant, 1)], persons });
        tokio::spawn(async move { take(&cx, one).await.is_ok() })
    });
    let granted = futures::future::join_all(takes).await.into_iter().filter(|one| *one.as_ref().unwrap()).count();
    assert_eq!(granted, 3);
}

#[tokio::test]
async fn a_bundle_takes_its_components_and_shares_them_with_other_lines() {
    let shop = TestShop::open().await;
    let (cup, plate, set) =
        (shop.stocked("Cup", 6).await, shop.stocked("Plate", 3).await, shop.stocked("Set", 0).await);
    let parts = vec![BundlePart { variant_id: cup, quantity: 2 }, BundlePart { variant_id: plate, quantity: 1 }];
    inventory::set_bundle(&shop.cx, set, parts).await.unwrap();
    assert_eq!(left(&shop, set).await, 3);
    let error = take(&shop.cx, for_cart(CartId::random(), vec![wanted(set, 2), wanted(cup, 3)])).await.unwrap_err();
    assert_eq!(error.problem().detail, "Only 2 of Lantern left.", "two sets leave two cups");
    take(&shop.cx, for_cart(CartId::random(), vec![wanted(set, 2), wanted(cup, 2)])).await.unwrap();
    assert_eq!((left(&shop, cup).await, left(&shop, plate).await, left(&shop, set).await), (0, 1, 0));
    verified(&shop).await;
}

#[tokio::test]
async fn units_come_from_the_first_location_that_has_them_all_or_from_several() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 2).await;
    let input = LocationInput { name: "Shop floor".into(), priority: 5, active: true };
    let floor = inventory::add_location(&shop.cx, input).await.unwrap();
    let count =
        StockAdjustment { set: Some(4), reason: "counted".into(), location_id: Some(floor), ..Default::default() };
    inventory::adjust(&shop.cx, variant, count).await.unwrap();
    assert_eq!(left(&shop, variant).await, 6);
    let held_at = async |location: LocationId| {
        let select = sql(shop.cx.db.read(), "SELECT held FROM stock_item WHERE location_id = $1", [location.0.into()]);
        shop.cx.db.read().query_one_raw(select).await.unwrap().unwrap().try_get_by_index::<i64>(0).unwrap()
    };
    hold(&shop, variant, 3).await.unwrap();
    assert_eq!(held_at(floor).await, 3, "the warehouse had only two");
    hold(&shop, variant, 3).await.unwrap();
    assert_eq!(held_at(floor).await, 4, "from both");
    assert!(hold(&shop, variant, 1).await.is_err());
    verified(&shop).await;
}

#[tokio::test]
async fn expired_holds_on_components_do_not_stand_in_a_bundles_way() {
    let shop = TestShop::open().await;
    let (cup, set) = (shop.stocked("Cup", 2).await, shop.stocked("Set", 0).await);
    inventory::set_bundle(&shop.cx, set, vec![BundlePart { variant_id: cup, quantity: 2 }]).await.unwrap();
    hold(&shop, cup, 2).await.unwrap();
    assert!(hold(&shop, set, 1).await.is_err());
    shop.cx.clock.advance(Duration::from_secs(11 * 60));
    assert_eq!(left(&shop, set).await, 1);
    hold(&shop, set, 1).await.unwrap();
    verified(&shop).await;
}

#[tokio::test]
async fn what_expired_at_a_closed_location_frees_nothing_elsewhere() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 2).await;
    let floor = |active| LocationInput { name: "Shop floor".into(), priority: 5, active };
    let id = inventory::add_location(&shop.cx, floor(true)).await.unwrap();
    let count = StockAdjustment { set: Some(4), reason: "counted".into(), location_id: Some(id), ..Default::default() };
    inventory::adjust(&shop.cx, variant, count).await.unwrap();
    hold(&shop, variant, 3).await.unwrap();
    shop.cx.clock.advance(Duration::from_secs(6 * 60));
    hold(&shop, variant, 2).await.unwrap();
    shop.cx.clock.advance(Duration::from_secs(5 * 60));
    inventory::change_location(&shop.cx, id, floor(false)).await.unwrap();
    assert_eq!(left(&shop, variant).await, 0, "both in the warehouse are held");
}

#[tokio::test]
async fn a_cap_counts_until_every_unit_of_a_line_is_back() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 2).await;
    let floor = LocationInput { name: "Shop floor".into(), priority: 5, active: true };
    let floor = inventory::add_location(&shop.cx, floor).await.unwrap();
    let count =
        StockAdjustment { set: Some(9), reason: "counted".into(), location_id: Some(floor), ..Default::default() };
    inventory::adjust(&shop.cx, variant, StockAdjustment { set: Some(2), ..count.clone() }).await.unwrap();
    let policy = SalePolicy { cap_per_person: Some(4), ..SalePolicy::default() };
    inventory::set_policy(&shop.cx, variant, policy).await.unwrap();
    let number = shop.buy(variant, 4, "tok_ok").await.unwrap().outcome.unwrap().order.number;
    inventory::adjust(&shop.cx, variant, count).await.unwrap();
    let refund = async |quantity| {
        let lines = vec![RefundLine { variant_id: variant, quantity, restock: true }];
        let request = RefundRequest { lines, reason: String::new() };
        crate::orders::refund(&shop.cx, &number, request).await.unwrap();
    };
    let buy = async || shop.buy(variant, 1, "tok_ok").await.unwrap().outcome;
    refund(2).await;
    assert_eq!(buy().await.unwrap_err().code, ErrorCode::QuantityLimit, "two of four are not back");
    refund(2).await;
    buy().await.unwrap();
}
