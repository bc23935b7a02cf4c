//! Each check is shown to see the breach it is there for.

use sea_orm::ConnectionTrait;

use super::{checks::CHECKS, run};
use crate::test_shop::TestShop;

/// Statements that break an invariant in a shop with one confirmed order, and the check that must see it. Constraints are off.
const BREACHES: &[(&str, &str)] = &[
    ("stock_in_bounds", "UPDATE stock_item SET held = on_hand + 1"),
    ("stock_equals_ledger", "UPDATE stock_item SET on_hand = on_hand + 1"),
    ("held_equals_holds", "UPDATE stock_item SET held = 1"),
    ("sold_was_received", "UPDATE stock_ledger SET delta = -100"),
    ("holds_follow_orders", "UPDATE hold SET state = 'active'"),
    ("one_captured_payment", "DROP INDEX payment_captured_once; DROP INDEX payment_by_reference;
        INSERT INTO payment SELECT randomblob(16), order_id, provider, token, amount, refunded, currency, state, reference,
            action_url, failure, asked_at, created_at, updated_at, look_at FROM payment"),
    ("confirmed_is_paid", "DELETE FROM payment"),
    ("captured_is_confirmed", "UPDATE orders SET status = 'cancelled'"),
    ("paid_back_is_promised", "UPDATE payment SET refunded = 1"),
    ("orders_settle", "UPDATE orders SET status = 'pending', placed_at = 0"),
    ("totals_add_up", "UPDATE orders SET total = total + 1"),
    ("pending_orders_are_looked_after", "UPDATE orders SET status = 'pending'; UPDATE payment SET state = 'pending'"),
    ("pending_orders_are_looked_after", "UPDATE orders SET status = 'pending'; UPDATE payment SET state = 'pending';
        INSERT INTO job (id, kind, payload, state, priority, run_at, attempts, max_attempts, created_at)
        VALUES (randomblob(16), 'payment.reconcile', '{}', 'ready', 10, 0, 0, 1, 0); UPDATE payment SET look_at = NULL"),
    ("jobs_do_not_hang", "UPDATE job SET state = 'running', locked_until = 0"),
];

async fn shop_with_an_order() -> TestShop {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 5).await;
    shop.buy(variant, 2, "tok_ok").await.unwrap().outcome.unwrap();
    shop
}

#[tokio::test]
async fn a_sound_shop_has_no_breach() {
    let shop = shop_with_an_order().await;
    let report = run(&shop.cx).await.unwrap();
    assert!(report.ok, "{report:?}");
    assert_eq!(report.checks.len(), CHECKS.len());
}

#[tokio::test]
async fn every_check_sees_its_breach() {
    for (name, breach) in BREACHES {
        let shop = shop_with_an_order().await;
        let db = shop.cx.db.write();
        db.execute_unprepared("PRAGMA ignore_check_constraints = ON").await.unwrap();
        db.execute_unprepared(breach).await.unwrap();
        let report = run(&shop.cx).await.unwrap();
        let finding = report.checks.iter().find(|finding| finding.name == *name).unwrap();
        assert!(!report.ok && finding.breaches > 0 && !finding.ids.is_empty(), "{name} saw nothing: {finding:?}");
    }
}

#[tokio::test]
async fn a_second_order_for_one_key_is_refused_by_the_database() {
    let shop = shop_with_an_order().await;
    let variant = shop.stocked("Mug", 1).await;
    shop.buy(variant, 1, "tok_ok").await.unwrap().outcome.unwrap();
    let refused =
        shop.cx.db.write().execute_unprepared("UPDATE orders SET idempotency_key = 'same'").await.unwrap_err();
    assert!(crate::error::is_duplicate(&refused), "{refused}");
    // The one check whose breach cannot be staged, because the table itself forbids it.
    let staged: Vec<_> = BREACHES.iter().map(|(name, _)| *name).collect();
    let missing: Vec<_> = CHECKS.iter().map(|check| check.name).filter(|name| !staged.contains(name)).collect();
    assert_eq!(missing, ["one_order_per_key"]);
}

#[tokio::test]
async fn the_constraints_refuse_stock_below_what_is_held() {
    let shop = shop_with_an_order().await;
    for breach in [
        "UPDATE stock_item SET on_hand = -1",
        "UPDATE stock_item SET held = -1",
        "UPDATE stock_item SET held = on_hand + 1",
    ] {
        assert!(shop.cx.db.write().execute_unprepared(breach).await.is_err(), "{breach}");
    }
}
