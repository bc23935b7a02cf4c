//! What sending costs, by rule.

use serde::{Deserialize, Serialize};
use types::{Money, MoneyError};

use crate::prices::Selling;

/// What is to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcel {
    /// Value of the goods, minor units of what is paid in.
    pub subtotal: i64,
    /// Grams.
    pub weight_grams: i64,
    /// Something in it has to be sent at all.
    pub needs_shipping: bool,
}

/// How a method is priced. Amounts are minor units of the shop's currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Rate {
    /// One price, and none from a certain value of goods.
    Flat {
        /// The price.
        amount: i64,
        /// Goods worth this or more are sent for nothing.
        free_from: Option<i64>,
    },
    /// A base price and one more for every begun step of weight.
    Weight {
        /// The price of nothing.
        base: i64,
        /// Added for every begun step.
        per_step: i64,
        /// Grams in a step.
        step_grams: i64,
        /// Heavier parcels are not taken.
        most_grams: i64,
    },
}

impl Rate {
    /// The value of goods from which this sends for nothing, in the money they are sold in.
    ///
    /// # Errors
    /// When it does not fit an integer.
    pub fn free_from(&self, selling: Selling) -> Result<Option<Money>, MoneyError> {
        match *self {
            Rate::Flat { free_from, .. } => free_from.map(|least| selling.amount(least)).transpose(),
            Rate::Weight { .. } => Ok(None),
        }
    }

    /// What sending `parcel` costs in the money it is sold in; none when this method does not take it. Tariffs are the shop's own, and
    /// come into it to the minor unit, as does the value from which sending is free.
    ///
    /// # Errors
    /// When the price does not fit an integer.
    pub fn price(&self, parcel: Parcel, selling: Selling) -> Result<Option<Money>, MoneyError> {
        if !parcel.needs_shipping {
            return Ok(Some(selling.zero()));
        }
        let amount = match *self {
            Rate::Flat { amount, .. } => {
                let least = self.free_from(selling)?;
                Some(if least.is_some_and(|least| parcel.subtotal >= least.amount) { 0 } else { amount })
            }
            Rate::Weight { most_grams, .. } if parcel.weight_grams > most_grams => None,
            Rate::Weight { base, per_step, step_grams, .. } => {
                let steps = parcel.weight_grams.max(0).unsigned_abs().div_ceil(step_grams.max(1).unsigned_abs());
                let steps = i64::try_from(steps).map_err(|_| MoneyError::Overflow)?;
                let more = per_step.checked_mul(steps).ok_or(MoneyError::Overflow)?;
                Some(base.checked_add(more).ok_or(MoneyError::Overflow)?)
            }
        };
        amount.map(|amount| selling.amount(amount)).transpose()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use types::{
        Currency,
        prices::{CurrencyInput, Rate as Worth, Rounding},
    };

    use super::*;

    const WEIGHT: Rate = Rate::Weight { base: 900, per_step: 250, step_grams: 500, most_grams: 30_000 };

    fn parcel(subtotal: i64, weight_grams: i64) -> Parcel {
        Parcel { subtotal, weight_grams, needs_shipping: true }
    }

    fn price(rate: &Rate, parcel: Parcel) -> Option<i64> {
        rate.price(parcel, Selling::base(Currency::USD)).unwrap().map(|money| money.amount)
    }

    #[test]
    fn a_tariff_in_another_money_is_converted_to_the_minor_unit_and_so_is_its_threshold() {
        let input = CurrencyInput { rate_ppm: Worth(921_234), rounding: Rounding::NinetyNine };
        let euros = Selling::at(Currency::USD, "EUR".parse().unwrap(), input);
        let price = |rate: &Rate, parcel| rate.price(parcel, euros).unwrap().map(|money| money.amount);
        let flat = Rate::Flat { amount: 600, free_from: Some(15_000) };
        assert_eq!(price(&flat, parcel(13_818, 1)), Some(553), "5.527404");
        assert_eq!(price(&flat, parcel(13_819, 1)), Some(0), "138.1851");
        assert_eq!(price(&WEIGHT, parcel(0, 501)), Some(1_290), "12.897276: converted once, not in parts");
    }

    #[test]
    fn a_flat_rate_is_free_from_its_threshold() {
        let rate = Rate::Flat { amount: 600, free_from: Some(15_000) };
        assert_eq!(price(&rate, parcel(14_999, 1)), Some(600));
        assert_eq!(price(&rate, parcel(15_000, 1)), Some(0));
    }

    #[test]
    fn weight_is_charged_by_begun_steps_up_to_the_most() {
        assert_eq!(price(&WEIGHT, parcel(0, 0)), Some(900));
        assert_eq!(price(&WEIGHT, parcel(0, 1)), Some(1150));
        assert_eq!(price(&WEIGHT, parcel(0, 500)), Some(1150));
        assert_eq!(price(&WEIGHT, parcel(0, 501)), Some(1400));
        assert_eq!(price(&WEIGHT, parcel(0, 30_001)), None);
    }

    #[test]
    fn what_needs_no_shipping_costs_none() {
        let gift_card = Parcel { needs_shipping: false, ..parcel(100, 40_000) };
        assert_eq!(price(&WEIGHT, gift_card), Some(0));
    }

    proptest! {
        #[test]
        fn a_heavier_parcel_is_never_cheaper(a in 0_i64..30_000, b in 0_i64..30_000) {
            let (light, heavy) = (a.min(b), a.max(b));
            prop_assert!(price(&WEIGHT, parcel(0, light)) <= price(&WEIGHT, parcel(0, heavy)));
        }

        #[test]
        fn no_rate_ever_panics(base in any::<i64>(), per_step in any::<i64>(), step_grams in any::<i64>(), weight in any::<i64>()) {
            let rate = Rate::Weight { base, per_step, step_grams, most_grams: i64::MAX };
            let _ = rate.price(parcel(0, weight), Selling::base(Currency::USD));
        }
    }
}
