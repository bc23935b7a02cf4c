//! Discount codes and the orders that use them.

use super::{By, Check};

pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "uses_are_standing_orders",
        invariant: "A code has been used by as many orders as stand with it, and by no more than may.",
        by: By::Id,
        breaches: "SELECT id FROM (
                SELECT id, uses AS counted, coalesce(max_uses, uses) - uses AS left_over FROM discount
                UNION ALL
                SELECT discount_id, -1, 0 FROM orders WHERE discount_id IS NOT NULL AND status <> 'cancelled'
            ) AS both_sides GROUP BY id HAVING sum(counted) <> 0 OR min(left_over) < 0",
        advice: "More orders stand with the code than may use it: raise its limit, or cancel some of them.",
    },
    Check {
        name: "uses_follow_orders",
        invariant: "It is known who used a code while the order stands, and no longer.",
        by: By::Id,
        breaches: "SELECT coalesce(o.id, u.order_id) AS id FROM (SELECT DISTINCT order_id FROM discount_use) u
            LEFT JOIN orders o ON o.id = u.order_id
            WHERE o.id IS NULL OR o.discount_id IS NULL OR o.status = 'cancelled'
            UNION ALL
            SELECT o.id FROM orders o LEFT JOIN discount_use u ON u.order_id = o.id
            WHERE o.discount_id IS NOT NULL AND o.status <> 'cancelled' AND u.order_id IS NULL",
        advice: "Who used the code is lost, so that they may use it once more. Restore it from a backup if that matters.",
    },
];
