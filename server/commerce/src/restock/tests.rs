use std::time::Duration;

use sea_orm::ConnectionTrait;
use types::{ErrorCode, Millis, admin::StockAdjustment, flag::FlagInput};

use super::*;
use crate::{
    Actor,
    db::sql,
    housekeeping::Prune,
    jobs::{Done, Job, Worker},
    limits::{LimitSettings, Quota},
    notifications,
    test_shop::TestShop,
};

async fn count_to(shop: &TestShop, variant: VariantId, units: i64) {
    let change = StockAdjustment { delta: None, set: Some(units), reason: "counted".into(), location_id: None };
    inventory::adjust(&shop.cx, variant, change).await.unwrap();
}

/// To whom mails about something that is back were sent, first to last in the order of their asking.
async fn told(shop: &TestShop) -> Vec<String> {
    assert_eq!(CallWaiting {}.run(&shop.cx).await.unwrap(), Done::Finished);
    Worker::new(shop.cx.services().clone()).run_due().await.unwrap();
    let mails = notifications::mailbox(&shop.cx).await.unwrap();
    let mut to: Vec<_> =
        mails.into_iter().filter(|mail| mail.id.starts_with("back-in-stock")).map(|mail| mail.to).collect();
    to.sort();
    to
}

async fn ask_all(shop: &TestShop, variant: VariantId, people: std::ops::Range<u32>) {
    for number in people {
        ask(&shop.cx, variant, &format!("P{number:02}@Example.com")).await.unwrap();
        shop.cx.clock.advance(Duration::from_millis(5));
    }
}

fn people(numbers: std::ops::Range<u32>) -> Vec<String> {
    numbers.map(|number| format!("p{number:02}@example.com")).collect()
}

async fn rows(shop: &TestShop) -> i64 {
    let text = "SELECT count(*) AS n FROM restock_request";
    let row = shop.cx.db.write().query_one_raw(sql(shop.cx.db.write(), text, [])).await.unwrap();
    row.unwrap().try_get("", "n").unwrap()
}

#[tokio::test]
async fn three_units_call_the_first_six_of_ten_and_the_rest_later() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 0).await;
    ask_all(&shop, variant, 0..10).await;
    assert!(told(&shop).await.is_empty(), "there is none");
    count_to(&shop, variant, 3).await;
    assert_eq!(told(&shop).await, people(0..6));
    assert_eq!(waiting(&shop.cx, variant).await.unwrap(), 4);
    assert_eq!(told(&shop).await, people(0..6), "they have their half hour");
    shop.cx.clock.advance(Duration::from_millis(rules::ROUND.unsigned_abs() + 1));
    assert_eq!(told(&shop).await, people(0..10), "nobody took them");
    assert_eq!(waiting(&shop.cx, variant).await.unwrap(), 0);
}

#[tokio::test]
async fn more_units_call_more_people_at_once() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 0).await;
    ask_all(&shop, variant, 0..10).await;
    count_to(&shop, variant, 1).await;
    assert_eq!(told(&shop).await, people(0..2));
    count_to(&shop, variant, 4).await;
    assert_eq!(told(&shop).await, people(0..8));
}

#[tokio::test]
async fn two_who_look_at_once_call_each_person_once() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 0).await;
    ask_all(&shop, variant, 0..10).await;
    count_to(&shop, variant, 3).await;
    let looks = (0..8).map(|_| async { CallWaiting {}.run(&shop.cx).await.unwrap() });
    assert!(futures::future::join_all(looks).await.into_iter().all(|done| done == Done::Finished));
    let text = "SELECT count(*) AS n FROM job WHERE kind = 'restock.mail'";
    let row = shop.cx.db.write().query_one_raw(sql(shop.cx.db.write(), text, [])).await.unwrap();
    assert_eq!(row.unwrap().try_get::<i64>("", "n").unwrap(), 6);
    assert_eq!(told(&shop).await, people(0..6));
}

/// A worker that dies after it has called and before it has mailed leaves jobs; one that dies after it has mailed sends the same mail again.
#[tokio::test]
async fn a_mail_that_is_sent_again_is_the_same_mail() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 0).await;
    ask_all(&shop, variant, 0..1).await;
    count_to(&shop, variant, 1).await;
    assert_eq!(told(&shop).await, people(0..1));
    let again = "UPDATE job SET state = 'ready', finished_at = NULL, attempts = 0 WHERE kind = 'restock.mail'";
    let changed = shop.cx.db.write().execute_raw(sql(shop.cx.db.write(), again, [])).await.unwrap();
    assert_eq!(changed.rows_affected(), 1);
    assert_eq!(told(&shop).await, people(0..1));
    // Sold out once more: a new wish is a new mail.
    count_to(&shop, variant, 0).await;
    shop.cx.clock.advance(Duration::from_secs(3600));
    ask_all(&shop, variant, 0..1).await;
    assert_eq!(rows(&shop).await, 1);
    count_to(&shop, variant, 1).await;
    assert_eq!(told(&shop).await, [people(0..1), people(0..1)].concat());
}

#[tokio::test]
async fn units_that_come_back_from_an_order_call_too() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 1).await;
    let placed = shop.buy(variant, 1, "tok_ok").await.unwrap().outcome.unwrap();
    ask_all(&shop, variant, 0..3).await;
    assert!(told(&shop).await.is_empty());
    crate::orders::cancel(&shop.cx, &placed.order.number, "").await.unwrap();
    assert_eq!(told(&shop).await, people(0..2));
}

#[tokio::test]
async fn asking_twice_is_one_wish_and_is_answered_alike() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 0).await;
    for email in [" Ada@Example.com ", "ada@example.com", "ADA@EXAMPLE.COM"] {
        ask(&shop.cx, variant, email).await.unwrap();
    }
    assert_eq!((rows(&shop).await, waiting(&shop.cx, variant).await.unwrap()), (1, 1));
    let other = shop.stocked("Kettle", 0).await;
    ask(&shop.cx, other, "ada@example.com").await.unwrap();
    assert_eq!(rows(&shop).await, 2, "another thing is another wish");
}

#[tokio::test]
async fn there_has_to_be_something_to_wait_for() {
    let shop = TestShop::open().await;
    let (here, gone) = (shop.stocked("Kettle", 2).await, shop.stocked("Lantern", 0).await);
    let refused = async |variant, email: &str| ask(&shop.cx, variant, email).await.unwrap_err().problem().code;
    assert_eq!(refused(here, "ada@example.com").await, ErrorCode::Conflict);
    assert_eq!(refused(VariantId::new(), "ada@example.com").await, ErrorCode::NotFound);
    for email in ["", "ada", "ada@example", "a da@example.com", "ada@example.com\nBcc: x@y.z"] {
        assert_eq!(refused(gone, email).await, ErrorCode::Invalid, "{email:?}");
    }
    inventory::keep_from_open_sale(shop.cx.db.write(), &[gone], true).await.unwrap();
    assert_eq!(refused(gone, "ada@example.com").await, ErrorCode::Conflict, "a drop has its own door");
    assert_eq!(rows(&shop).await, 0);
}

#[tokio::test]
async fn a_full_list_says_so_to_everyone() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 0).await;
    ask(&shop.cx, variant, "ada@example.com").await.unwrap();
    let fill = "UPDATE restock_list SET waiting = $1";
    shop.cx.db.write().execute_raw(sql(shop.cx.db.write(), fill, [rules::MOST_WAITING.into()])).await.unwrap();
    for email in ["ada@example.com", "grace@example.com"] {
        let error = ask(&shop.cx, variant, email).await.unwrap_err();
        assert_eq!(error.problem().code, ErrorCode::Conflict, "{email}");
    }
    let more = "UPDATE restock_list SET waiting = waiting + 1";
    assert!(shop.cx.db.write().execute_raw(sql(shop.cx.db.write(), more, [])).await.is_err(), "the schema bounds it");
}

#[tokio::test]
async fn the_link_in_the_mail_ends_it_and_nothing_else_does() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 0).await;
    ask_all(&shop, variant, 0..2).await;
    count_to(&shop, variant, 1).await;
    assert_eq!(told(&shop).await, people(0..2));
    let mails = notifications::mailbox(&shop.cx).await.unwrap();
    let mail = mails.iter().find(|mail| mail.to == "p00@example.com").unwrap();
    assert!(mail.text.contains(&format!("/products/lantern?variant={variant}\n")), "{}", mail.text);
    let link = mail.text.lines().find(|line| line.contains("/back-in-stock/")).unwrap().rsplit('/').next().unwrap();
    let sent = std::fs::read_to_string(shop.cx.settings.mailbox_dir().join(format!("{}.eml", mail.id))).unwrap();
    let header = format!("List-Unsubscribe: <{}/back-in-stock/{link}>\r\n", shop.cx.settings.public_url);
    assert!(sent.replace("\r\n ", " ").contains(&header), "{sent}");
    // They wait again, and do not want to.
    count_to(&shop, variant, 0).await;
    ask_all(&shop, variant, 0..2).await;
    assert_eq!(waiting(&shop.cx, variant).await.unwrap(), 2);
    let (id, _) = link.split_once('.').unwrap();
    for token in [id, &format!("{id}."), &signed_id::sign(b"another secret", PURPOSE, id.parse().unwrap()), ""] {
        assert!(check(&shop.cx, token).is_err() && leave(&shop.cx, token).await.is_err(), "{token}");
    }
    check(&shop.cx, link).unwrap();
    leave(&shop.cx, link).await.unwrap();
    leave(&shop.cx, link).await.unwrap();
    assert_eq!((rows(&shop).await, waiting(&shop.cx, variant).await.unwrap()), (1, 1));
}

#[tokio::test]
async fn who_leaves_after_the_call_gets_no_mail() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 0).await;
    ask_all(&shop, variant, 0..1).await;
    count_to(&shop, variant, 1).await;
    assert_eq!(CallWaiting {}.run(&shop.cx).await.unwrap(), Done::Finished);
    shop.cx.db.write().execute_raw(sql(shop.cx.db.write(), "DELETE FROM restock_request", [])).await.unwrap();
    assert!(told(&shop).await.is_empty());
}

#[tokio::test]
async fn old_wishes_expire() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 0).await;
    ask_all(&shop, variant, 0..2).await;
    let day: Millis = 24 * 60 * 60 * 1000;
    shop.cx.clock.advance(Duration::from_millis((179 * day).unsigned_abs()));
    ask_all(&shop, variant, 2..3).await;
    assert_eq!(Prune {}.run(&shop.cx).await.unwrap(), Done::Finished);
    assert_eq!(waiting(&shop.cx, variant).await.unwrap(), 3);
    shop.cx.clock.advance(Duration::from_millis((2 * day).unsigned_abs()));
    assert_eq!(Prune {}.run(&shop.cx).await.unwrap(), Done::Finished);
    assert_eq!((rows(&shop).await, waiting(&shop.cx, variant).await.unwrap()), (1, 1));
}

#[tokio::test]
async fn while_it_is_switched_off_nobody_is_asked_or_called() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 0).await;
    ask_all(&shop, variant, 0..1).await;
    let off = FlagInput { enabled: false, ..FlagInput::default() };
    flags::set(&shop.cx, Flag::NotifyMe.key(), off).await.unwrap();
    assert_eq!(ask(&shop.cx, variant, "ada@example.com").await.unwrap_err().problem().code, ErrorCode::Unavailable);
    count_to(&shop, variant, 1).await;
    assert!(told(&shop).await.is_empty());
    flags::clear(&shop.cx, Flag::NotifyMe.key()).await.unwrap();
    assert_eq!(told(&shop).await, people(0..1), "they were not forgotten");
}

#[tokio::test]
async fn asking_much_is_slowed_down_by_address_and_by_mail() {
    let shop = TestShop::open_as(|settings| {
        settings.limits = LimitSettings::same(true, Quota { burst: 3, per_minute: 1 });
    })
    .await;
    let mut visitor = Cx::new(shop.cx.services().clone(), Actor::Shopper, "");
    let variant = shop.stocked("Lantern", 0).await;
    for _ in 0..3 {
        ask(&visitor, variant, "ada@example.com").await.unwrap();
    }
    let limited = async |cx: &Cx, email: &str| match ask(cx, variant, email).await {
        Ok(()) => false,
        Err(error) => error.problem().code == ErrorCode::RateLimited,
    };
    assert!(limited(&visitor, "Ada@example.com").await, "however it is written");
    visitor.client = Some("198.51.100.7".parse().unwrap());
    for number in 0..3 {
        assert!(!limited(&visitor, &format!("p{number}@example.com")).await);
    }
    assert!(limited(&visitor, "p4@example.com").await);
}

#[tokio::test]
async fn only_staff_learn_how_many_wait() {
    let shop = TestShop::open().await;
    let visitor = Cx::new(shop.cx.services().clone(), Actor::Shopper, "");
    assert_eq!(waiting(&visitor, VariantId::new()).await.unwrap_err().problem().code, ErrorCode::Unauthorized);
}
