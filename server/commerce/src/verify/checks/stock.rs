//! Stock and the ledger that explains it.

use super::{By, Check};

pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "stock_in_bounds",
        invariant: "Every stock item has on_hand >= 0, held >= 0 and held <= on_hand.",
        by: By::Item,
        breaches: "SELECT variant_id AS id, location_id FROM stock_item WHERE on_hand < 0 OR held < 0 OR held > on_hand",
        advice: "Count the item and correct it in the admin, under Stock.",
    },
    Check {
        name: "stock_equals_ledger",
        invariant: "on_hand is the sum of the item's ledger.",
        by: By::Item,
        breaches: "SELECT s.variant_id AS id, s.location_id FROM stock_item s LEFT JOIN (
                SELECT variant_id, location_id, sum(delta) AS units FROM stock_ledger {scan} GROUP BY variant_id, location_id
            ) l ON l.variant_id = s.variant_id AND l.location_id = s.location_id
            WHERE s.on_hand <> coalesce(l.units, 0)",
        advice: "Count the item and correct it in the admin, under Stock.",
    },
    // Each row begins where another ended, so over a whole ledger the squares of the ends, less those of the beginnings, come to the
    // square of the last end. That needs no order among rows written by several machines in one millisecond, and no sorting. The
    // remainder by a prime keeps sums small; a row wrong by less than it is always seen.
    Check {
        name: "ledger_runs_on",
        invariant: "Each row of an item's ledger begins with what another left on hand, up to what is on hand now.",
        by: By::Item,
        breaches: "SELECT s.variant_id AS id, s.location_id FROM stock_item s JOIN (
                SELECT variant_id, location_id, sum(delta) AS units,
                    sum((delta * (on_hand + on_hand - delta)) % 2147483647) AS squares
                FROM stock_ledger {scan} GROUP BY variant_id, location_id
            ) l ON l.variant_id = s.variant_id AND l.location_id = s.location_id
            WHERE (l.squares - (l.units * l.units) % 2147483647) % 2147483647 <> 0",
        advice: "Read the item's ledger in the admin: a row was changed or removed by hand. Restore it from a backup.",
    },
    Check {
        name: "sold_was_received",
        invariant: "No more units were sold than came into the house.",
        by: By::Id,
        breaches: "SELECT variant_id AS id FROM stock_ledger {scan} GROUP BY variant_id HAVING sum(delta) < 0",
        advice: "Count the variant and correct it in the admin, under Stock.",
    },
    Check {
        name: "units_sold_once",
        invariant: "The ledger has what each order took and gave back, once.",
        by: By::Id,
        breaches: "SELECT DISTINCT order_id AS id FROM (
                SELECT order_id FROM (
                    SELECT order_id, variant_id, location_id, quantity AS sold, returned AS back FROM hold
                    WHERE order_id IS NOT NULL AND state = 'taken' AND counted
                    UNION ALL
                    SELECT order_id, variant_id, location_id, CASE WHEN cause = 'sold' THEN delta ELSE 0 END,
                        CASE WHEN cause = 'returned' THEN -delta ELSE 0 END FROM stock_ledger
                    WHERE order_id IS NOT NULL AND cause IN ('sold', 'returned')
                ) AS both_sides GROUP BY order_id, variant_id, location_id HAVING sum(sold) <> 0 OR sum(back) <> 0
            ) AS uneven",
        advice: "Compare the order with the ledger of its variants, then count them and correct them under Stock.",
    },
];
