//! Statements that break an invariant in a busy shop, with constraints off.

/// What becomes of a breach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outlook {
    /// `--repair` leaves a sound shop.
    Mended,
    /// It needs a person.
    Staff,
}

/// One breach.
pub struct Breach {
    /// The check that must see it.
    pub check: &'static str,
    pub staged: &'static str,
    pub outlook: Outlook,
}

const fn mended(check: &'static str, staged: &'static str) -> Breach {
    Breach { check, staged, outlook: Outlook::Mended }
}

const fn staff(check: &'static str, staged: &'static str) -> Breach {
    Breach { check, staged, outlook: Outlook::Staff }
}

/// A drop of the variant that is capped, long past its end, with what it has put aside.
macro_rules! drop_of_rare {
    ($status:literal, $standing:literal, $then:literal) => {
        concat!(
            "INSERT INTO drops (id, slug, title, status, message_before, message_live, message_over, starts_at, ends_at,
                admit_per_minute, pass_seconds, shed_ladder, seed, created_at, updated_at)
            VALUES (randomblob(16), 'rare', 'Rare', '",
            $status,
            "', '', '', '', 1, 2, 600, 60, '[]', '00', 0, 0);
            INSERT INTO drop_goods (drop_id, variant_id, position, units, price, standing)
            SELECT drops.id, inventory_item.variant_id, 0, 1, 1000, ",
            $standing,
            " FROM drops, inventory_item WHERE inventory_item.cap_per_person = 2;",
            $then
        )
    };
}

pub const BREACHES: &[Breach] = &[
    mended("stock_in_bounds", "UPDATE stock_item SET held = on_hand + 1"),
    staff("stock_in_bounds", "UPDATE stock_item SET on_hand = -1"),
    mended("stock_equals_ledger", "UPDATE stock_item SET on_hand = on_hand + 1"),
    mended("stock_equals_ledger", "DELETE FROM stock_ledger WHERE cause = 'adjusted'"),
    mended("ledger_runs_on", "DELETE FROM stock_ledger WHERE cause = 'adjusted'"),
    staff("ledger_runs_on", "UPDATE stock_ledger SET on_hand = on_hand + 7 WHERE cause = 'sold'"),
    staff("sold_was_received", "UPDATE stock_ledger SET delta = -100"),
    staff("units_sold_once", "UPDATE stock_ledger SET order_id = randomblob(16) WHERE cause = 'sold'"),
    staff("units_sold_once", "UPDATE hold SET returned = 0"),
    mended("held_equals_holds", "UPDATE stock_item SET held = held + 1"),
    mended("held_equals_holds", "UPDATE stock_item SET held = 0"),
    staff("held_equals_holds", "UPDATE hold SET quantity = 1000 WHERE state = 'active'"),
    mended("holds_follow_orders", "UPDATE hold SET state = 'active' WHERE state = 'taken'"),
    mended("holds_follow_orders", "UPDATE orders SET status = 'confirmed' WHERE status = 'pending';
        UPDATE payment SET state = 'captured' WHERE state = 'action_required'"),
    mended("holds_follow_orders", "UPDATE orders SET status = 'cancelled' WHERE status = 'pending';
        UPDATE payment SET state = 'voided' WHERE state = 'action_required'"),
    staff("holds_follow_orders", "UPDATE hold SET state = 'released' WHERE state = 'taken'"),
    staff("holds_cover_lines", "UPDATE hold SET quantity = quantity + 1 WHERE order_id IS NOT NULL"),
    staff("holds_cover_lines", "DELETE FROM hold WHERE order_id IS NOT NULL"),
    staff("holds_cover_lines", "UPDATE order_line SET variant_id = randomblob(16)"),
    staff("returned_was_paid_back", "UPDATE order_line SET refunded_quantity = 0"),
    staff("caps_hold", "UPDATE cap_use SET quantity = 9"),
    mended("expired_holds_end", "UPDATE hold SET expires_at = 0 WHERE cart_id IS NOT NULL"),
    staff("answers_have_their_order", "UPDATE orders SET idempotency_key = NULL"),
    staff("totals_add_up", "UPDATE orders SET total = total + 1"),
    staff("totals_add_up", "DELETE FROM order_line"),
    staff("totals_add_up", "UPDATE order_line SET discount = discount + 1"),
    mended("uses_are_standing_orders", "UPDATE discount SET uses = uses + 1"),
    mended("uses_are_standing_orders", "UPDATE discount SET uses = 0"),
    staff("uses_are_standing_orders", "UPDATE discount SET uses = 9, max_uses = 0"),
    mended("uses_follow_orders", "INSERT INTO discount_use (order_id, person, discount_id)
        SELECT randomblob(16), 'mail:x', id FROM discount"),
    staff("uses_follow_orders", "DELETE FROM discount_use"),
    mended("orders_settle", "UPDATE orders SET placed_at = 0 WHERE status = 'pending';
        UPDATE payment SET created_at = 0 WHERE state = 'action_required'"),
    mended("orders_settle", "UPDATE orders SET placed_at = 0 WHERE status = 'pending';
        UPDATE payment SET state = 'declined' WHERE state = 'action_required'"),
    staff("orders_settle", "UPDATE orders SET placed_at = 0 WHERE status = 'pending';
        DELETE FROM payment WHERE state = 'action_required'"),
    staff("one_captured_payment", "DROP INDEX payment_captured_once;
        INSERT INTO payment (id, order_id, provider, token, amount, refunded, currency, state, created_at, updated_at)
        SELECT randomblob(16), order_id, provider, token, amount, refunded, currency, state, created_at, updated_at FROM payment"),
    staff("confirmed_is_paid", "DELETE FROM payment"),
    staff("captured_is_the_total", "UPDATE payment SET amount = amount + 1 WHERE state = 'captured'"),
    mended("captured_is_confirmed", "UPDATE orders SET status = 'cancelled' WHERE status = 'confirmed'"),
    mended("captured_is_confirmed", "UPDATE orders SET status = 'pending' WHERE status = 'confirmed'"),
    mended("captured_is_confirmed", "UPDATE payment SET state = 'captured' WHERE state = 'action_required'"),
    staff("captured_is_confirmed", "UPDATE payment SET state = 'captured' WHERE state = 'action_required';
        UPDATE stock_item SET held = 1 WHERE held > 0; UPDATE hold SET state = 'released' WHERE order_id IS NOT NULL"),
    staff("paid_back_is_promised", "UPDATE payment SET refunded = refunded + 1 WHERE refunded > 0"),
    staff("paid_back_was_captured", "UPDATE payment SET state = 'captured' WHERE refunded > 0"),
    mended("refunds_are_sent", "DELETE FROM job WHERE kind = 'payment.refund'"),
    mended("open_payments_are_looked_after",
        "UPDATE payment SET look_at = NULL WHERE state = 'action_required'"),
    mended("drops_end", drop_of_rare!("live", r#"'{"price":700,"compare_at":null,"policy":{"cap_per_person":2,"hold_in_cart":false}}'"#,
        "UPDATE inventory_item SET in_drop = true WHERE cap_per_person = 2")),
    staff("drops_end", drop_of_rare!("live", "'nothing that can be read'",
        "UPDATE inventory_item SET in_drop = true WHERE cap_per_person = 2")),
    mended("goods_follow_drops",
        drop_of_rare!("reported", r#"'{"price":700,"compare_at":null,"policy":{"cap_per_person":2,"hold_in_cart":false}}'"#, "")),
    staff("goods_follow_drops", drop_of_rare!("reported", "'nothing that can be read'", "")),
    mended("goods_follow_drops", "UPDATE inventory_item SET in_drop = true"),
    mended("goods_follow_drops", drop_of_rare!("scheduled", "NULL", "UPDATE drops SET starts_at = 9999999999998, ends_at = 9999999999999")),
    mended("jobs_do_not_hang", "UPDATE job SET state = 'running', locked_until = 0"),
];
