//! Units promised to carts and orders.

use super::{By, Check};

pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "held_equals_holds",
        invariant: "held is the sum of the item's active holds.",
        by: By::Item,
        breaches: "SELECT variant_id AS id, location_id FROM (
                SELECT variant_id, location_id, held AS units FROM stock_item WHERE held <> 0
                UNION ALL
                SELECT variant_id, location_id, -quantity FROM hold WHERE state = 'active' AND counted
            ) AS both_sides GROUP BY variant_id, location_id HAVING sum(units) <> 0",
        advice: "More units are held than are on hand, or of an item that is gone: count it and correct it under Stock first.",
    },
    Check {
        name: "holds_follow_orders",
        invariant: "Holds are active while their order is pending, taken once it was confirmed, released when it ended unpaid.",
        by: By::Id,
        breaches: "SELECT h.id FROM hold h LEFT JOIN orders o ON o.id = h.order_id WHERE h.order_id IS NOT NULL AND (o.id IS NULL
            OR (h.state = 'active') <> (o.status = 'pending')
            OR (o.status IN ('confirmed', 'fulfilled', 'refunded') AND h.state <> 'taken'))",
        advice: "The order is paid and its units are for sale again, or the other way round: look whether it can be sent.",
    },
    Check {
        name: "holds_cover_lines",
        invariant: "For each line of an order so many units were held as it says; for a bundle, whole sets of components.",
        by: By::Id,
        breaches: "SELECT DISTINCT order_id AS id FROM (
                SELECT h.order_id, h.wanted_id FROM (
                    SELECT order_id, wanted_id, sum(CASE WHEN variant_id = wanted_id THEN quantity ELSE 0 END) AS own,
                        sum(quantity) AS units FROM hold WHERE order_id IS NOT NULL GROUP BY order_id, wanted_id
                ) h LEFT JOIN order_line l ON l.order_id = h.order_id AND l.variant_id = h.wanted_id
                WHERE l.quantity IS NULL
                    OR CASE WHEN h.own > 0 THEN h.own <> l.quantity ELSE h.units % l.quantity <> 0 END
                UNION ALL
                SELECT l.order_id, l.variant_id FROM order_line l
                LEFT JOIN hold h ON h.order_id = l.order_id AND h.wanted_id = l.variant_id WHERE h.id IS NULL
            ) AS uneven LEFT JOIN inventory_item i ON i.variant_id = uneven.wanted_id WHERE i.tracked IS NOT FALSE",
        advice: "The order's lines or holds were changed by hand: look whether it can be sent as it stands.",
    },
    Check {
        name: "returned_was_paid_back",
        invariant: "No more units went back into stock than were paid back or called off.",
        by: By::Id,
        breaches: "SELECT DISTINCT h.order_id AS id FROM (
                SELECT order_id, wanted_id, sum(quantity) AS units, sum(returned) AS back FROM hold
                WHERE order_id IS NOT NULL GROUP BY order_id, wanted_id HAVING sum(returned) > 0
            ) h JOIN order_line l ON l.order_id = h.order_id AND l.variant_id = h.wanted_id
            WHERE h.back * l.quantity > h.units * l.refunded_quantity",
        advice: "Count the order's variants and correct them in the admin, under Stock.",
    },
    // Against the cap of the time: staff may lower it later, and what stands then stands.
    Check {
        name: "caps_hold",
        invariant: "Nobody has more units of a capped variant than the cap allowed when they took them.",
        by: By::Id,
        breaches: "SELECT DISTINCT variant_id AS id FROM (
                SELECT c.variant_id, c.person FROM cap_use c JOIN hold h ON h.id = c.hold_id
                WHERE h.state IN ('active', 'taken')
                GROUP BY c.variant_id, c.person HAVING sum(c.quantity) > max(c.cap)
            ) AS greedy",
        advice: "Units that were sold stay sold. Look through the variant's orders, and call off what should not stand.",
    },
    Check {
        name: "expired_holds_end",
        invariant: "A cart's hold ends within 10 minutes of its time.",
        by: By::Id,
        breaches: "SELECT id FROM hold WHERE state = 'active' AND cart_id IS NOT NULL AND expires_at < {unswept}",
        advice: "Is a worker running? It sweeps expired holds.",
    },
];
