//! Orders, their lines and their keys.

use super::{By, Check};

pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "one_order_per_key",
        invariant: "One idempotency key has at most one order.",
        by: By::Id,
        breaches: "SELECT idempotency_key AS id FROM orders WHERE idempotency_key IS NOT NULL
            GROUP BY idempotency_key HAVING count(*) > 1",
        advice: "Cancel all but one of these orders; their money goes back by itself.",
    },
    Check {
        name: "answers_have_their_order",
        invariant: "A key that was answered with an order has that order.",
        by: By::Id,
        breaches: "SELECT k.key AS id FROM idempotency_key k LEFT JOIN orders o ON o.idempotency_key = k.key
            WHERE k.created_at >= {answers} AND k.status = 202 AND o.id IS NULL",
        advice: "The order was removed by hand: restore it from a backup.",
    },
    Check {
        name: "totals_add_up",
        invariant: "An order's total is goods less discount plus shipping, plus tax where it is not included; the discount is that \
            of its lines and at most all of shipping.",
        by: By::Id,
        breaches: "SELECT o.id FROM orders o LEFT JOIN (
                SELECT order_id, sum(unit_price * quantity) AS goods, sum(quantity) AS items, sum(discount) AS off,
                    min(unit_price * quantity - discount) AS left_of_one
                FROM order_line GROUP BY order_id
            ) l ON l.order_id = o.id
            WHERE o.total <> o.subtotal - o.discount + o.shipping + CASE WHEN o.tax_included THEN 0 ELSE o.tax END
                OR o.subtotal <> coalesce(l.goods, 0) OR o.item_count <> coalesce(l.items, 0)
                OR o.discount - coalesce(l.off, 0) NOT BETWEEN 0 AND o.shipping OR l.left_of_one < 0",
        advice: "The order was changed by hand: restore it from a backup.",
    },
    Check {
        name: "orders_settle",
        invariant: "An order waits at most 60 s for its payment, or as long as the customer may take to approve it.",
        by: By::Id,
        breaches: "SELECT o.id FROM orders o LEFT JOIN payment p ON p.order_id = o.id AND p.state = 'action_required'
            WHERE o.status = 'pending' AND (o.placed_at < {disapproved} OR (o.placed_at < {forgotten} AND p.id IS NULL))",
        advice: "Is a worker running, and does the payment provider answer? Without a payment, cancel the order.",
    },
];
