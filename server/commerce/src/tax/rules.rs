//! Tax arithmetic in integers, rounded half up, once per line as invoices show it.

/// A million parts make the whole: 190,000 is 19 %.
const WHOLE: i128 = 1_000_000;

/// A tax as it applies to one destination.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Parts per million.
    pub ppm: i64,
    /// Prices already include it.
    pub included: bool,
    /// Shipping is taxed as well.
    pub on_shipping: bool,
}

impl Rate {
    /// No tax.
    pub const NONE: Rate = Rate { ppm: 0, included: false, on_shipping: false };
}

/// The tax in (when included) or on top of (when not) `amount` minor units. Amounts are not negative, so half up is half away
/// from zero.
#[must_use]
pub fn tax_on(amount: i64, rate: Rate) -> i64 {
    let (amount, ppm) = (i128::from(amount), i128::from(rate.ppm));
    let divisor = if rate.included { WHOLE + ppm } else { WHOLE };
    let tax = (amount * ppm * 2 + divisor) / (divisor * 2);
    i64::try_from(tax).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const fn rate(ppm: i64, included: bool) -> Rate {
        Rate { ppm, included, on_shipping: true }
    }

    #[test]
    fn known_invoices_come_out_to_the_cent() {
        assert_eq!(tax_on(11_900, rate(190_000, true)), 1_900);
        assert_eq!(tax_on(10_000, rate(72_500, false)), 725);
        assert_eq!(tax_on(1_999, rate(72_500, false)), 145, "144.9 rounds up");
        assert_eq!(tax_on(1, rate(500_000, false)), 1, "half rounds up");
        assert_eq!(tax_on(100, Rate::NONE), 0);
    }

    proptest! {
        #[test]
        fn included_tax_and_net_make_up_the_price(amount in 0_i64..1_000_000_000_000, ppm in 0_i64..=1_000_000) {
            let tax = tax_on(amount, rate(ppm, true));
            let net = amount - tax;
            prop_assert!((0..=amount).contains(&tax));
            // Adding the tax back onto the net price gives the price again, to within the one rounding.
            prop_assert!((net + tax_on(net, rate(ppm, false)) - amount).abs() <= 1);
        }

        #[test]
        fn added_tax_is_within_half_a_unit(amount in 0_i64..1_000_000_000_000, ppm in 0_i64..=1_000_000) {
            let exact_twice = 2 * i128::from(amount) * i128::from(ppm);
            let tax_twice = 2 * i128::from(tax_on(amount, rate(ppm, false))) * WHOLE;
            prop_assert!((exact_twice - tax_twice).abs() <= WHOLE);
        }

        #[test]
        fn more_money_is_never_less_tax(a in 0_i64..1_000_000_000, b in 0_i64..1_000_000_000, ppm in 0_i64..=1_000_000, included: bool) {
            prop_assert!(tax_on(a.min(b), rate(ppm, included)) <= tax_on(a.max(b), rate(ppm, included)));
        }
    }
}
