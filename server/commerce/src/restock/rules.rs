//! How many of those who wait are written to: pure.

use types::Millis;

/// People who may wait for one variant; a CHECK constraint stands behind it.
pub(super) const MOST_WAITING: i64 = 5000;
/// Written to per unit that can be bought: some do not want it any more.
pub(super) const PER_UNIT: i64 = 2;
/// Whoever was written to has so long, in milliseconds, before others are called to what they have left.
pub(super) const ROUND: Millis = 30 * 60 * 1000;
/// Written to in one transaction.
pub(super) const MOST_AT_ONCE: i64 = 200;

/// How many to call now, where so many units can be bought (none: as many as anyone likes) and so many people were called in the last
/// [`ROUND`].
pub(super) fn to_call(for_sale: Option<i64>, called_lately: i64) -> i64 {
    match for_sale {
        None => MOST_AT_ONCE,
        Some(units) => (units.max(0).saturating_mul(PER_UNIT) - called_lately.max(0)).clamp(0, MOST_AT_ONCE),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_few_units_call_a_few_people() {
        assert_eq!(to_call(Some(0), 0), 0);
        assert_eq!(to_call(Some(3), 0), 6);
        assert_eq!(to_call(Some(3), 6), 0, "they have their half hour");
        assert_eq!(to_call(Some(5), 6), 4, "more came");
        assert_eq!(to_call(Some(-2), 0), 0);
        assert_eq!(to_call(None, 900), MOST_AT_ONCE);
    }

    proptest! {
        /// However stock moves and however often it is looked: in a round there are never more than twice as many called as the most
        /// units there were.
        #[test]
        fn no_crowd_is_summoned(stock in prop::collection::vec(0_i64..10_000, 1..60)) {
            let most = stock.iter().max().copied().unwrap_or_default();
            let mut called = 0;
            for units in stock {
                let more = to_call(Some(units), called);
                prop_assert!((0..=MOST_AT_ONCE).contains(&more));
                called += more;
            }
            prop_assert!(called <= most * PER_UNIT);
        }

        #[test]
        fn more_units_never_call_fewer_and_more_called_never_more(units in any::<i64>(), more in 0_i64..1000, called in 0_i64..1_000_000) {
            let wider = units.saturating_add(more);
            prop_assert!(to_call(Some(wider), called) >= to_call(Some(units), called));
            prop_assert!(to_call(Some(units), called + more) <= to_call(Some(units), called));
        }
    }
}
