//! Drops and what they leave behind.

use super::{By, Check};

pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "drops_end",
        invariant: "A drop is over when its end has come.",
        by: By::Id,
        breaches: "SELECT id FROM drops
            WHERE status IN ('scheduled', 'pre_queue', 'live', 'sold_out') AND ends_at < {forgotten}",
        advice: "Read in the log why its end could not be taken (drop.step, drop.tend), and end it in the admin, under Drops.",
    },
    // What a drop puts aside while it sells is put back with its end, in one transaction.
    Check {
        name: "goods_follow_drops",
        invariant: "A variant has a drop's price and policy while that drop sells, and is kept from open sale while a drop has it.",
        by: By::Id,
        breaches: "SELECT g.variant_id AS id FROM drop_goods g JOIN drops d ON d.id = g.drop_id
            WHERE g.standing IS NOT NULL AND d.status NOT IN ('live', 'sold_out')
            UNION
            SELECT i.variant_id AS id FROM inventory_item i LEFT JOIN (
                SELECT DISTINCT g.variant_id FROM drop_goods g JOIN drops d ON d.id = g.drop_id
                WHERE d.status IN ('scheduled', 'pre_queue', 'live', 'sold_out')
            ) kept ON kept.variant_id = i.variant_id
            WHERE i.in_drop <> (kept.variant_id IS NOT NULL)",
        advice: "Set the variant's price, cap and hold time in the admin, and end the drop it was in.",
    },
];
