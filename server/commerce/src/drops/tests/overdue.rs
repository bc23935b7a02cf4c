//! Drops whose end was not taken when it had come.

use sea_orm::ConnectionTrait;

use super::*;
use crate::{jobs::Job, verify};

#[tokio::test]
async fn what_is_overdue_ends_late_and_one_drop_that_cannot_end_holds_up_no_other() {
    let shop = TestShop::open().await;
    let (stuck, variant) = (shop.stocked("Kettle", 3).await, shop.stocked("Lantern", 3).await);
    let broken = announced(&shop, stuck, |plan| (plan.title, plan.queue_opens_at) = ("Kettle".into(), None)).await;
    let id = announced(&shop, variant, |_| {}).await;
    later(&shop, 20, 0);
    assert_eq!(step(&shop.cx, id).await.unwrap(), DropStatus::Live);
    assert_eq!(step(&shop.cx, broken).await.unwrap(), DropStatus::Live);
    let db = shop.cx.db.write();
    // Nobody was there at their end, and the jobs of that moment are gone.
    db.execute_unprepared("DELETE FROM job WHERE kind = 'drop.step'").await.unwrap();
    let spoil =
        "UPDATE drop_goods SET standing = 'unreadable' WHERE drop_id = (SELECT id FROM drops WHERE slug = 'kettle')";
    db.execute_unprepared(spoil).await.unwrap();
    later(&shop, 62, 0);
    let checks = verify::run(&shop.cx).await.unwrap().checks;
    assert_eq!(checks.iter().find(|check| check.name == "drops_end").unwrap().breaches, 2, "overdue by a minute");
    assert!(TendDrops {}.run(&shop.cx).await.is_err(), "what cannot go on is told");
    assert_eq!((stands(&shop, id).await, price(&shop, variant).await), (DropStatus::Reported, (1000, None)));
    assert_eq!(stands(&shop, broken).await, DropStatus::Live);
    let page = view(&shop.cx, "lantern-no-7").await.unwrap();
    assert_eq!(page.status, DropStatus::Reported, "what others sell is looked at as ever");
}

/// As the database says, without taking a step.
async fn stands(shop: &TestShop, id: DropId) -> DropStatus {
    store::find(shop.cx.db.write(), id).await.unwrap().status().unwrap()
}
