//! Each check is shown to see the breach it is there for, and each repair to mend it.

mod breaches;

use std::time::Duration;

use sea_orm::ConnectionTrait;
use types::{
    CartId, VariantId,
    admin::{RefundLine, RefundRequest, SalePolicy},
    checkout::PlaceOrder,
    promotions::DiscountInput,
};
use uuid::Uuid;

use self::breaches::{BREACHES, Breach, Outlook};
use super::{
    Finding, Report,
    checks::{self, By},
    repair, run,
};
use crate::{
    cart::{self, Missing},
    checkout,
    db::sql,
    inventory::{self, Holder, Take, Wanted},
    orders, promotions,
    test_shop::{TestShop, order},
};

/// A shop in the middle of its day: one order is paid and used a discount code, one waits for its customer's approval, one is
/// partly paid back, a cart is at the till, and one variant is capped.
async fn busy_shop() -> TestShop {
    let shop = TestShop::open().await;
    let (lantern, rare) = (shop.stocked("Lantern", 20).await, shop.stocked("Rare", 5).await);
    let policy = SalePolicy { cap_per_person: Some(2), hold_seconds: None, hold_in_cart: false };
    inventory::set_policy(&shop.cx, rare, policy).await.unwrap();
    shop.buy(lantern, 1, "tok_action").await.unwrap().outcome.unwrap();
    let code = DiscountInput { code: "TEN".into(), amount: 1_000, active: true, ..DiscountInput::default() };
    promotions::create(&shop.cx, code).await.unwrap();
    let cart = cart::add_line(&shop.cx, None, Missing::Make, lantern, 2).await.unwrap();
    let form = PlaceOrder { discount_code: Some("ten".into()), ..order("tok_ok") };
    checkout::place(&shop.cx, cart.id, "discounted", form).await.unwrap().outcome.unwrap();
    let partly = shop.buy(rare, 2, "tok_ok").await.unwrap().outcome.unwrap();
    let line = RefundLine { variant_id: rare, quantity: 1, restock: true };
    let request = RefundRequest { lines: vec![line], reason: String::new() };
    orders::refund(&shop.cx, &partly.order.number, request).await.unwrap();
    inventory::take(&shop.cx, at_the_till(lantern)).await.unwrap();
    shop
}

fn at_the_till(variant_id: VariantId) -> Take {
    let holder = Holder::Cart { id: CartId::random(), keep: 600_000, ceiling: 600_000 };
    Take { holder, lines: vec![Wanted { variant_id, quantity: 1, title: "Lantern".into() }], persons: Vec::new() }
}

async fn stage(shop: &TestShop, breach: &str) {
    let db = shop.cx.db.write();
    db.execute_unprepared("PRAGMA ignore_check_constraints = ON").await.unwrap();
    db.execute_unprepared(breach).await.unwrap();
}

fn of<'a>(report: &'a Report, name: &str) -> &'a Finding {
    report.checks.iter().find(|finding| finding.name == name).unwrap()
}

async fn number(shop: &TestShop, select: &str) -> i64 {
    let row = shop.cx.db.write().query_one_raw(sql(shop.cx.db.write(), select, [])).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}

#[tokio::test]
async fn a_sound_shop_has_no_breach_and_nothing_to_repair() {
    let shop = busy_shop().await;
    let report = run(&shop.cx).await.unwrap();
    assert!(report.ok, "{report:#?}");
    assert_eq!(report.checks.len(), checks::all().count());
    let repair = repair(&shop.cx).await.unwrap();
    assert!(repair.report.ok && repair.repaired.is_empty() && repair.left.is_empty(), "{repair:#?}");
}

#[tokio::test]
async fn every_check_sees_its_breach_and_what_has_one_right_answer_is_mended() {
    for breach in BREACHES {
        let shop = busy_shop().await;
        stage(&shop, breach.staged).await;
        let report = run(&shop.cx).await.unwrap();
        let finding = of(&report, breach.check);
        assert!(!report.ok && finding.breaches > 0 && !finding.ids.is_empty(), "{} saw nothing", breach.staged);
        assert_named_as_people_write(finding);
        let repair = repair(&shop.cx).await.unwrap();
        match breach.outlook {
            Outlook::Mended => {
                assert!(repair.report.ok && repair.left.is_empty(), "{}: {repair:#?}", breach.staged);
                assert!(!repair.repaired.is_empty(), "{}: {repair:#?}", breach.staged);
                assert!(repair.repaired.iter().all(|one| !one.did.is_empty()));
            }
            Outlook::Staff => {
                let left = repair.left.iter().find(|left| left.check == breach.check);
                let left = left.unwrap_or_else(|| panic!("{}: {repair:#?}", breach.staged));
                assert!(!repair.report.ok && !left.why.is_empty() && !left.advice.is_empty(), "{left:?}");
            }
        }
    }
}

/// UUIDs as text; only a key is whatever its sender chose.
fn assert_named_as_people_write(finding: &Finding) {
    let by = checks::all().find(|check| check.name == finding.name).unwrap().by;
    for id in finding.ids.iter().filter(|_| finding.name != "answers_have_their_order") {
        let parts: Vec<_> = id.split('/').map(|part| part.parse::<Uuid>().unwrap().to_string()).collect();
        assert_eq!(&parts.join("/"), id);
        assert_eq!(parts.len(), if by == By::Item { 2 } else { 1 }, "{id}");
    }
}

#[tokio::test]
async fn a_repair_does_nothing_when_the_breach_is_gone_meanwhile() {
    for name in super::repair::MENDED {
        let mended = |breach: &&Breach| breach.check == *name && breach.outlook == Outlook::Mended;
        let breach = BREACHES.iter().find(mended).unwrap();
        let shop = busy_shop().await;
        stage(&shop, breach.staged).await;
        let found = run(&shop.cx).await.unwrap();
        // Somebody else is faster.
        repair(&shop.cx).await.unwrap();
        let rows = "SELECT (SELECT count(*) FROM stock_ledger) + (SELECT count(*) FROM order_event) + (SELECT count(*) FROM job)";
        let before = number(&shop, rows).await;
        let mended = super::repair::MENDED;
        for (finding, check) in found.checks.iter().zip(checks::all()).filter(|(one, _)| mended.contains(&one.name)) {
            for id in &finding.ids {
                let again = super::repair::mend(&shop.cx, check, id).await;
                assert!(matches!(again, Ok(None)), "{} {}: {again:?}", breach.staged, check.name);
            }
        }
        assert_eq!(number(&shop, rows).await, before, "{}", breach.staged);
    }
}

#[tokio::test]
async fn repairs_leave_their_trace() {
    let shop = busy_shop().await;
    stage(&shop, "UPDATE stock_item SET held = held + 1").await;
    repair(&shop.cx).await.unwrap();
    let held = "SELECT count(*) FROM stock_ledger WHERE cause = 'repaired' AND delta = 0 AND reason LIKE 'held was %'";
    assert_eq!(number(&shop, held).await, 2);

    stage(&shop, "UPDATE stock_item SET on_hand = on_hand + 3").await;
    repair(&shop.cx).await.unwrap();
    assert_eq!(number(&shop, "SELECT count(*) FROM stock_ledger WHERE cause = 'repaired' AND delta = 3").await, 2);

    stage(&shop, "UPDATE orders SET status = 'cancelled' WHERE status = 'confirmed'").await;
    repair(&shop.cx).await.unwrap();
    assert_eq!(number(&shop, "SELECT count(*) FROM order_event WHERE message LIKE 'Repaired: refund%'").await, 2);
    assert_eq!(number(&shop, "SELECT count(*) FROM payment WHERE refunded = amount").await, 2);
}

#[tokio::test]
async fn parked_jobs_are_shown_and_are_no_breach() {
    let shop = busy_shop().await;
    stage(&shop, "UPDATE job SET state = 'parked'").await;
    let report = run(&shop.cx).await.unwrap();
    assert!(report.ok, "{report:#?}");
    assert!(report.shown[0].breaches > 0 && !report.shown[0].ids.is_empty(), "{:?}", report.shown);
}

#[tokio::test]
async fn what_a_drop_has_left_behind_is_as_it_was_before_it() {
    let left_behind =
        BREACHES.iter().filter(|breach| breach.outlook == Outlook::Mended && breach.staged.contains(r#""price":700"#));
    let mut seen = 0;
    for breach in left_behind {
        let shop = busy_shop().await;
        stage(&shop, breach.staged).await;
        repair(&shop.cx).await.unwrap();
        assert_eq!(number(&shop, "SELECT count(*) FROM variant WHERE price = 700").await, 1, "{}", breach.staged);
        assert_eq!(number(&shop, "SELECT count(*) FROM drop_goods WHERE standing IS NOT NULL").await, 0);
        assert_eq!(number(&shop, "SELECT count(*) FROM inventory_item WHERE in_drop").await, 0);
        seen += 1;
    }
    assert_eq!(seen, 2, "one whose end was never taken, one that has ended without it");
}

#[tokio::test]
async fn a_cap_that_was_lowered_makes_no_breach_of_what_stands() {
    let shop = busy_shop().await;
    stage(&shop, "UPDATE inventory_item SET cap_per_person = 1 WHERE cap_per_person IS NOT NULL").await;
    assert!(run(&shop.cx).await.unwrap().ok);
}

#[tokio::test]
async fn what_is_under_way_is_no_breach_until_its_time_is_over() {
    let shop = busy_shop().await;
    shop.cx.clock.advance(Duration::from_secs(19 * 60));
    let early = run(&shop.cx).await.unwrap();
    assert_eq!(of(&early, "expired_holds_end").breaches, 0);
    shop.cx.clock.advance(Duration::from_secs(2 * 60));
    assert_eq!(of(&run(&shop.cx).await.unwrap(), "expired_holds_end").breaches, 1);
}

#[tokio::test]
async fn a_second_order_for_one_key_is_refused_by_the_database() {
    let shop = busy_shop().await;
    let refused =
        shop.cx.db.write().execute_unprepared("UPDATE orders SET idempotency_key = 'same'").await.unwrap_err();
    assert!(crate::error::is_duplicate(&refused), "{refused}");
    // The one check whose breach cannot be staged, because the table itself forbids it.
    let staged: Vec<_> = BREACHES.iter().map(|breach| breach.check).collect();
    let missing: Vec<_> = checks::all().map(|check| check.name).filter(|name| !staged.contains(name)).collect();
    assert_eq!(missing, ["one_order_per_key"]);
}

#[tokio::test]
async fn the_constraints_refuse_stock_below_what_is_held() {
    let shop = busy_shop().await;
    for breach in [
        "UPDATE stock_item SET on_hand = -1",
        "UPDATE stock_item SET held = -1",
        "UPDATE stock_item SET held = on_hand + 1",
    ] {
        assert!(shop.cx.db.write().execute_unprepared(breach).await.is_err(), "{breach}");
    }
}
