//! The invariants as statements that find breaches.

pub(super) struct Check {
    pub name: &'static str,
    pub invariant: &'static str,
    /// A select whose rows, each an `id`, are the breaches. `$1` is now.
    pub breaches: &'static str,
}

/// An unfinished order or payment this old (milliseconds) has been forgotten. Approval by the customer may take longer: such
/// payments are `action_required`.
macro_rules! forgotten {
    () => {
        "60000"
    };
}

pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "stock_in_bounds",
        invariant: "Every stock item has on_hand >= 0, held >= 0 and held <= on_hand.",
        breaches: "SELECT variant_id AS id FROM stock_item WHERE on_hand < 0 OR held < 0 OR held > on_hand",
    },
    Check {
        name: "stock_equals_ledger",
        invariant: "on_hand is the sum of the item's ledger.",
        breaches: "SELECT s.variant_id AS id FROM stock_item s WHERE s.on_hand <>
            (SELECT coalesce(sum(l.delta), 0) FROM stock_ledger l
                WHERE l.variant_id = s.variant_id AND l.location_id = s.location_id)",
    },
    Check {
        name: "held_equals_holds",
        invariant: "held is the sum of the item's active holds.",
        breaches: "SELECT s.variant_id AS id FROM stock_item s WHERE s.held <>
            (SELECT coalesce(sum(h.quantity), 0) FROM hold h
                WHERE h.variant_id = s.variant_id AND h.location_id = s.location_id AND h.state = 'active' AND h.counted)",
    },
    Check {
        name: "sold_was_received",
        invariant: "No more units were sold than came into the house.",
        breaches: "SELECT l.variant_id AS id FROM stock_ledger l GROUP BY l.variant_id HAVING sum(l.delta) < 0",
    },
    Check {
        name: "holds_follow_orders",
        invariant: "Holds are active while their order is pending, taken once it was confirmed, released when it ended unpaid.",
        breaches: "SELECT h.id FROM hold h LEFT JOIN orders o ON o.id = h.order_id WHERE h.order_id IS NOT NULL AND (o.id IS NULL
            OR (h.state = 'active') <> (o.status = 'pending')
            OR (o.status IN ('confirmed', 'fulfilled', 'refunded') AND h.state <> 'taken'))",
    },
    Check {
        name: "one_order_per_key",
        invariant: "One idempotency key has at most one order.",
        breaches: "SELECT idempotency_key AS id FROM orders WHERE idempotency_key IS NOT NULL
            GROUP BY idempotency_key HAVING count(*) > 1",
    },
    Check {
        name: "one_captured_payment",
        invariant: "One order has at most one captured payment.",
        breaches: "SELECT order_id AS id FROM payment WHERE state IN ('captured', 'partially_refunded', 'refunded')
            GROUP BY order_id HAVING count(*) > 1",
    },
    Check {
        name: "confirmed_is_paid",
        invariant: "A confirmed or fulfilled order has its captured payment.",
        breaches: "SELECT o.id FROM orders o WHERE o.status IN ('confirmed', 'fulfilled') AND NOT EXISTS
            (SELECT 1 FROM payment p WHERE p.order_id = o.id AND p.state IN ('captured', 'partially_refunded', 'refunded'))",
    },
    Check {
        name: "captured_is_confirmed",
        invariant: "Captured money belongs to an order that stands, or is being paid back.",
        breaches: "SELECT p.id FROM payment p JOIN orders o ON o.id = p.order_id
            WHERE p.state IN ('captured', 'partially_refunded') AND o.status IN ('pending', 'cancelled')",
    },
    Check {
        name: "paid_back_is_promised",
        invariant: "What counts as paid back is the sum of the refunds promised.",
        breaches: "SELECT p.id FROM payment p WHERE p.refunded <>
            (SELECT coalesce(sum(r.amount), 0) FROM refund r WHERE r.payment_id = p.id AND r.state <> 'failed')",
    },
    Check {
        name: "orders_settle",
        invariant: "An order waits at most 60 s for its payment, unless the customer has to approve it.",
        breaches: concat!(
            "SELECT o.id FROM orders o WHERE o.status = 'pending' AND o.placed_at < $1 - ",
            forgotten!(),
            " AND NOT EXISTS (SELECT 1 FROM payment p WHERE p.order_id = o.id AND p.state = 'action_required')"
        ),
    },
    Check {
        name: "totals_add_up",
        invariant: "An order's total is goods less discount plus shipping, plus tax where it is not included.",
        breaches: "SELECT o.id FROM orders o WHERE
            o.total <> o.subtotal - o.discount + o.shipping + CASE WHEN o.tax_included THEN 0 ELSE o.tax END
            OR o.subtotal <> (SELECT coalesce(sum(l.unit_price * l.quantity), 0) FROM order_line l WHERE l.order_id = o.id)",
    },
    Check {
        name: "pending_orders_are_looked_after",
        invariant: "Every pending order has an open payment that is to be looked at, and there is a reconciler to look.",
        breaches: "SELECT o.id FROM orders o WHERE o.status = 'pending' AND (
            NOT EXISTS (SELECT 1 FROM payment p WHERE p.order_id = o.id
                AND p.state IN ('pending', 'uncertain', 'action_required') AND p.look_at IS NOT NULL)
            OR NOT EXISTS (SELECT 1 FROM job WHERE kind = 'payment.reconcile' AND state IN ('ready', 'running')))",
    },
    Check {
        name: "jobs_do_not_hang",
        invariant: "No job is leased for longer than its lease without a worker taking it up again.",
        breaches: concat!("SELECT id FROM job WHERE state = 'running' AND locked_until < $1 - ", forgotten!()),
    },
];
