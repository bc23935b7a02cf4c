use types::ErrorCode;

use super::*;
use crate::{Actor, pressure::hold, test_shop::TestShop};

#[test]
fn five_minutes_are_kept_and_no_more() {
    let surge = Surge::default();
    for second in 0..KEPT + 7 {
        surge.push(SurgeSample { orders: second as f64, ..SurgeSample::default() });
    }
    let samples = surge.samples();
    assert_eq!(samples.len(), KEPT);
    assert_eq!((samples[0].orders, samples[KEPT - 1].orders), (7.0, (KEPT + 6) as f64));
}

#[test]
fn what_has_sold_out_is_remembered_behind_what_is_wanted_now() {
    let ids: Vec<VariantId> = (0..10).map(|_| VariantId(uuid::Uuid::now_v7())).collect();
    let first = remembered(&[], &ids[..2], 0);
    let second = remembered(&first, &ids[1..2], 1_000);
    assert_eq!(second, [(ids[1], 1_000), (ids[0], 0)]);
    assert_eq!(remembered(&second, &[], REMEMBERED), [(ids[1], 1_000)]);
    assert_eq!(remembered(&second, &ids, 2_000).len(), 8, "bounded");
}

#[tokio::test]
async fn the_console_shows_what_is_held_sold_and_left() {
    let shop = TestShop::open().await;
    let (kettle, mug) = (shop.stocked("Kettle", 5).await, shop.stocked("Mug", 9).await);
    shop.buy(kettle, 2, "tok_ok").await.unwrap();
    let view = view(&shop.cx).await.unwrap();
    let kettles = view.hot.iter().find(|item| item.id == kettle).unwrap();
    assert_eq!((kettles.title.as_str(), kettles.for_sale, kettles.held, kettles.sold), ("Kettle", Some(3), 0, 2));
    assert!(view.hot.iter().all(|item| item.id != mug), "nobody wants a mug");
    assert!(view.breakers.iter().any(|provider| provider.breaker == "closed"));
}

#[tokio::test]
async fn a_level_set_by_hand_is_shown_and_only_those_who_run_the_shop_may() {
    let shop = TestShop::open().await;
    hold(&shop.cx, Some(3)).await.unwrap();
    let held = view(&shop.cx).await.unwrap();
    assert_eq!((held.level, held.pinned), (3, Some(3)));
    let shown = held.widgets.unwrap_or_default().into_iter().filter(|widget| widget.shown).map(|widget| widget.key);
    assert!(shown.collect::<Vec<_>>().is_empty(), "no extra outlives level 3");
    hold(&shop.cx, None).await.unwrap();
    assert_eq!(view(&shop.cx).await.unwrap().level, 0);
    let key = Actor::Key { name: "ci".into(), scopes: vec![Scope::OrdersRead] };
    let stranger = Cx::new(shop.cx.services().clone(), key, "request");
    assert_eq!(hold(&stranger, Some(4)).await.unwrap_err().code(), ErrorCode::Forbidden);
    assert_eq!(view(&stranger).await.unwrap_err().code(), ErrorCode::Forbidden);
}

#[tokio::test]
async fn the_latest_switches_and_a_read_only_copy_are_on_the_console() {
    let shop = TestShop::open().await;
    assert_eq!(view(&shop.cx).await.unwrap().changes, []);
    hold(&shop.cx, Some(1)).await.unwrap();
    let changes = view(&shop.cx).await.unwrap().changes;
    assert_eq!(changes[0].to.as_deref(), Some("1"), "{changes:?}");
    let copies = |count| shop.cx.db.copy_standing(count).map(|copy| copy.breaker);
    assert_eq!((copies(0), copies(1)), (None, Some("closed".to_owned())));
}
