//! Payments and refunds. An order is confirmed, and money without one is promised back, in the transaction that says it came in: there
//! is no moment between the two, so these checks allow none.

use super::{By, Check};

/// Payments nobody looks after: the reconciler was to look long ago, or never.
const UNATTENDED: &str = "SELECT id FROM payment
    WHERE state IN ('pending', 'uncertain', 'action_required') AND (look_at IS NULL OR look_at < {forgotten})";

pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "one_captured_payment",
        invariant: "One order has at most one captured payment.",
        by: By::Id,
        breaches: "SELECT order_id AS id FROM payment WHERE state IN ('captured', 'partially_refunded', 'refunded')
            GROUP BY order_id HAVING count(*) > 1",
        advice: "Pay all but one of the order's payments back at the provider.",
    },
    Check {
        name: "confirmed_is_paid",
        invariant: "A confirmed, fulfilled or refunded order has its captured payment.",
        by: By::Id,
        breaches: "SELECT o.id FROM orders o
            LEFT JOIN payment p ON p.order_id = o.id AND p.state IN ('captured', 'partially_refunded', 'refunded')
            WHERE o.status IN ('confirmed', 'fulfilled', 'refunded') AND p.id IS NULL",
        advice: "Look the order up at the provider. Paid: restore the payment from a backup. Not paid: cancel the order.",
    },
    Check {
        name: "captured_is_the_total",
        invariant: "What was captured is the order's total.",
        by: By::Id,
        breaches: "SELECT p.id FROM payment p JOIN orders o ON o.id = p.order_id
            WHERE p.state IN ('captured', 'partially_refunded', 'refunded')
                AND (p.amount <> o.total OR p.currency <> o.currency)",
        advice: "Compare with the provider: pay back what was taken too much, or restore the order from a backup.",
    },
    Check {
        name: "captured_is_confirmed",
        invariant: "Captured money belongs to an order that stands, or is being paid back.",
        by: By::Id,
        breaches: "SELECT p.id FROM payment p JOIN orders o ON o.id = p.order_id
            WHERE p.state IN ('captured', 'partially_refunded') AND p.refunded < p.amount
                AND o.status IN ('pending', 'cancelled')",
        advice: "The order cannot be confirmed: its units are gone. Cancel it in the admin; its money goes back.",
    },
    Check {
        name: "paid_back_is_promised",
        invariant: "What counts as paid back is the sum of the refunds promised.",
        by: By::Id,
        breaches: "SELECT payment_id AS id FROM (
                SELECT id AS payment_id, refunded AS amount FROM payment WHERE refunded <> 0
                UNION ALL
                SELECT payment_id, -amount FROM refund WHERE state <> 'failed'
            ) AS both_sides GROUP BY payment_id HAVING sum(amount) <> 0",
        advice: "Compare the payment with its refunds at the provider.",
    },
    Check {
        name: "paid_back_was_captured",
        invariant: "No more is paid back than was captured, and the payment's state says how much.",
        by: By::Id,
        breaches: "SELECT id FROM payment WHERE refunded > amount
            OR (refunded <> 0 AND state NOT IN ('partially_refunded', 'refunded'))
            OR (state = 'partially_refunded' AND (refunded = 0 OR refunded = amount))
            OR (state = 'refunded' AND refunded <> amount)",
        advice: "Compare the payment with its refunds at the provider.",
    },
    Check {
        name: "refunds_are_sent",
        invariant: "A refund that was promised has a job that sends it, or is parked where staff see it.",
        by: By::Id,
        breaches: "SELECT r.id FROM refund r LEFT JOIN (
                SELECT payload ->> 'refund_id' AS refund_id FROM job WHERE kind = 'payment.refund' AND state <> 'done'
            ) j ON j.refund_id = {text(r.id)} WHERE r.state = 'pending' AND j.refund_id IS NULL",
        advice: "Is a worker running?",
    },
    Check {
        name: "open_payments_are_looked_after",
        invariant: "Every payment that is not decided is seen through by the reconciler.",
        by: By::Id,
        breaches: UNATTENDED,
        advice: "Is a worker running? It holds the reconciler.",
    },
];
