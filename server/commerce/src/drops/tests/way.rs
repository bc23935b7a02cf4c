//! What a drop does by the clock, and to the goods it sells.

use super::*;
use crate::{
    flags::{self, Flag},
    inventory,
};

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
async fn a_light_page_has_no_extra_whatever_a_drop_says() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 3).await;
    let step = |level| types::drops::ShedStep { flag: "related_products".into(), level };
    announced(&shop, variant, |plan| plan.shed_ladder.push(step(3))).await;
    later(&shop, 20, 0);
    for (level, shed) in [(2, false), (3, true)] {
        shop.cx.pressure.set(crate::pressure::Level::new(level));
        view(&shop.cx, "lantern-no-7").await.unwrap();
        assert_eq!(flags::is_shed(&shop.cx, Flag::RelatedProducts), shed, "at {level}");
    }
    let other = DropInput { shed_ladder: vec![step(4)], title: "Another".into(), ..DropInput::default() };
    let refused = create(&shop.cx, other).await.unwrap_err();
    assert!(refused.problem().errors.iter().any(|field| field.field == "shed_ladder"), "{refused}");
}

#[tokio::test]
async fn the_demos_drop_is_the_next_friday_that_is_not_about_to_begin() {
    const HOUR: u64 = 60 * 60 * 1000;
    const WEEK: i64 = 7 * 24 * HOUR as i64;
    // Whatever day it is.
    let seeded = async |hours_before: u64| {
        let shop = TestShop::open().await;
        let friday = rules::next_friday(shop.cx.clock.now() + WEEK, 18);
        let wait = u64::try_from(friday - shop.cx.clock.now()).unwrap() - hours_before * HOUR;
        shop.cx.clock.advance(Duration::from_millis(wait));
        crate::seed::seed(&shop.cx).await.unwrap();
        let drop = view(&shop.cx, "lantern-no-7").await.unwrap();
        assert_eq!((drop.status, drop.goods[0].units), (DropStatus::Scheduled, 300));
        assert!(drop.starts_at.contains("T18:00:00Z"), "{}", drop.starts_at);
        (shop, friday, drop)
    };
    let (_shop, friday, drop) = seeded(2).await;
    assert_eq!(drop.starts_at, rfc3339(friday + WEEK));
    let (shop, friday, drop) = seeded(4).await;
    assert_eq!(drop.starts_at, rfc3339(friday));
    crate::seed::seed(&shop.cx).await.unwrap();
    shop.cx.clock.advance(Duration::from_secs(8 * 24 * 60 * 60));
    step(&shop.cx, drop.id).await.unwrap();
    crate::seed::seed(&shop.cx).await.unwrap();
    let next = view(&shop.cx, "lantern-no-7").await.unwrap();
    assert!(next.status == DropStatus::Scheduled && next.starts_at > drop.starts_at);
}
