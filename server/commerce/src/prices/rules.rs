//! Pure arithmetic of prices in another money: integers throughout, half away from zero.

use types::{
    Currency, Money, MoneyError,
    prices::{CurrencyInput, Rate, Rounding},
};

/// In which money an operation sells, and how amounts come into it. Decided once for each operation, so that no cart, page or order is
/// of two minds. Of the shop's own money every amount is itself, as far as it can be paid ([`Currency::step`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selling {
    base: Currency,
    currency: Currency,
    rate: Rate,
    rounding: Rounding,
}

impl Selling {
    /// In the shop's own money.
    #[must_use]
    pub fn base(base: Currency) -> Self {
        Self { base, currency: base, rate: Rate::ONE, rounding: Rounding::Minor }
    }

    /// In another. At its own rate the shop's own money stays what it is.
    #[must_use]
    pub fn at(base: Currency, currency: Currency, input: CurrencyInput) -> Self {
        if base == currency {
            return Self::base(base);
        }
        Self { base, currency, rate: input.rate_ppm, rounding: input.rounding }
    }

    /// What is paid in.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// What one unit of the shop's own money is worth.
    #[must_use]
    pub fn rate(&self) -> Rate {
        self.rate
    }

    /// It is the shop's own money.
    #[must_use]
    pub fn is_base(&self) -> bool {
        self.base == self.currency
    }

    /// The currency, where it is another than the shop's own.
    pub(crate) fn other(&self) -> Option<Currency> {
        Some(self.currency).filter(|_| !self.is_base())
    }

    /// Nothing, in what is paid in.
    #[must_use]
    pub fn zero(&self) -> Money {
        Money::zero(self.currency)
    }

    /// The price of goods that cost `amount` minor units of the shop's own money, rounded as the merchant wants prices to end. What costs
    /// something never comes to cost nothing.
    ///
    /// # Errors
    /// When it does not fit an integer.
    pub fn price(&self, amount: i64) -> Result<Money, MoneyError> {
        let exact = self.amount(amount)?;
        if amount <= 0 {
            return Ok(exact);
        }
        rounded(exact.amount.max(self.currency.step()), self.currency.scale(), self.rounding)
            .map(|amount| Money::new(amount, self.currency))
    }

    /// [`Selling::price`] of an amount of money. What is not in the shop's own was written when that was another one: it stays.
    ///
    /// # Errors
    /// When it does not fit an integer.
    pub fn price_of(&self, price: Money) -> Result<Money, MoneyError> {
        if price.currency == self.base { self.price(price.amount) } else { Ok(price) }
    }

    /// What any other amount of the shop's own money comes to: of shipping, of a discount. To what can be paid.
    ///
    /// # Errors
    /// When it does not fit an integer.
    pub fn amount(&self, amount: i64) -> Result<Money, MoneyError> {
        let step = i128::from(self.currency.step());
        let from = i128::from(self.base.scale()) * i128::from(Rate::ONE.0) * step;
        let product = i128::from(amount) * i128::from(self.rate.0) * i128::from(self.currency.scale());
        narrow(divided(product, from) * step).map(|amount| Money::new(amount, self.currency))
    }

    /// The least amount of the shop's own money whose price is `bound` or more; prices grow with what they are made from, so exactly what
    /// costs so much or more passes.
    #[must_use]
    pub fn least(&self, bound: i64) -> i64 {
        if self.is_itself() {
            return bound;
        }
        // What does not fit is more than any bound.
        let reaches = |amount: i64| !self.price(amount).is_ok_and(|price| price.amount < bound);
        let (mut low, mut high) = (0, i64::MAX);
        while low < high {
            let middle = low + (high - low) / 2;
            if reaches(middle) { high = middle } else { low = middle + 1 }
        }
        low
    }

    /// The greatest amount of the shop's own money whose price is `bound` or less; -1 where there is none.
    #[must_use]
    pub fn most(&self, bound: i64) -> i64 {
        if self.is_itself() { bound } else { self.least(bound.saturating_add(1)) - 1 }
    }

    /// Every amount is its own price.
    fn is_itself(&self) -> bool {
        self.is_base() && self.currency.step() == 1
    }
}

/// What `amount` minor units of `currency` were worth in `base` at a rate that was noted. For the books: to the minor unit.
///
/// # Errors
/// When it does not fit an integer.
pub fn in_base(amount: i128, currency: Currency, rate: Rate, base: Currency) -> Result<Money, MoneyError> {
    let product = amount.checked_mul(i128::from(base.scale()) * i128::from(Rate::ONE.0)).ok_or(MoneyError::Overflow)?;
    let by = i128::from(rate.0.max(1)) * i128::from(currency.scale());
    narrow(divided(product, by)).map(|amount| Money::new(amount, base))
}

/// `product / by`, half away from zero; `by` is positive.
fn divided(product: i128, by: i128) -> i128 {
    (product.abs() + by / 2) / by * product.signum()
}

fn narrow(amount: i128) -> Result<i64, MoneyError> {
    i64::try_from(amount).map_err(|_| MoneyError::Overflow)
}

/// The nearest amount that ends as it should, and is more than nothing. A currency without minor units has whole units only.
fn rounded(amount: i64, scale: i64, rounding: Rounding) -> Result<i64, MoneyError> {
    let ending = match rounding {
        Rounding::Minor => return Ok(amount),
        Rounding::NinetyNine => scale * 99 / 100,
        Rounding::NinetyFive => scale * 95 / 100,
        Rounding::Whole => 0,
    };
    let (amount, scale, ending) = (i128::from(amount), i128::from(scale), i128::from(ending));
    let nearest = (amount - ending + scale / 2).div_euclid(scale) * scale + ending;
    narrow(if nearest > 0 { nearest } else { nearest + scale })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn currency(code: &str) -> Currency {
        code.parse().unwrap()
    }

    fn selling(code: &str, ppm: i64, rounding: Rounding) -> Selling {
        Selling::at(Currency::USD, currency(code), CurrencyInput { rate_ppm: Rate(ppm), rounding })
    }

    fn any_selling() -> impl Strategy<Value = Selling> {
        let codes = prop::sample::select(vec!["EUR", "AED", "JPY", "KWD", "KRW", "CHF"]);
        (codes, 1_000_i64..2_000_000_000, prop::sample::select(Rounding::ALL.to_vec()))
            .prop_map(|(code, ppm, rounding)| selling(code, ppm, rounding))
    }

    #[test]
    fn known_prices_come_out_to_the_cent() {
        let price = |code, ppm, rounding, amount| selling(code, ppm, rounding).price(amount).unwrap().amount;
        assert_eq!(price("EUR", 920_000, Rounding::Minor, 1_999), 1_839, "18.3908");
        assert_eq!(price("EUR", 920_000, Rounding::NinetyNine, 1_999), 1_799, "17.99 is nearer than 18.99");
        assert_eq!(
            price("EUR", 920_000, Rounding::NinetyFive, 2_000),
            1_795,
            "18.40 lies nearer to 17.95 than to 18.95"
        );
        assert_eq!(price("AED", 3_672_500, Rounding::Whole, 1_999), 7_300, "73.41");
        assert_eq!(price("JPY", 150_000_000, Rounding::Minor, 1_999), 2_999, "2998.5 yen: half goes up");
        assert_eq!(price("JPY", 150_000_000, Rounding::NinetyNine, 1_999), 2_999, "a yen has no ending");
        assert_eq!(price("KWD", 307_000, Rounding::Minor, 1_999), 6_140, "6.13693 dinars: cards pay no single fils");
        assert_eq!(price("KWD", 307_000, Rounding::NinetyFive, 1_999), 5_950);
    }

    #[test]
    fn of_three_digits_the_last_is_nothing_in_the_shops_own_money_too() {
        let dinars = Selling::base(currency("KWD"));
        let price = |amount| dinars.price(amount).unwrap().amount;
        assert_eq!([0, 3, 10, 1_504, 1_505, 1_509].map(price), [0, 10, 10, 1_500, 1_510, 1_510]);
        assert_eq!((dinars.least(1_501), dinars.most(1_509)), (1_505, 1_504));
        assert_eq!(dinars.amount(-1_505).unwrap().amount, -1_510);
    }

    #[test]
    fn halves_go_away_from_zero() {
        let half = selling("EUR", 500_000, Rounding::Minor);
        assert_eq!((half.amount(3).unwrap().amount, half.amount(-3).unwrap().amount), (2, -2));
        assert_eq!(half.price(1).unwrap().amount, 1);
        assert_eq!(rounded(1_849, 100, Rounding::NinetyNine), Ok(1_899), "between 17.99 and 18.99");
        assert_eq!(rounded(50, 100, Rounding::Whole), Ok(100));
        assert_eq!(rounded(20, 100, Rounding::NinetyNine), Ok(99), "never nothing, never less");
        assert_eq!(rounded(20, 100, Rounding::Whole), Ok(100));
    }

    #[test]
    fn what_does_not_fit_is_an_error() {
        let dear = selling("KRW", Rate::HIGHEST.0, Rounding::Whole);
        assert_eq!(dear.price(i64::MAX), Err(MoneyError::Overflow));
        assert_eq!(in_base(i128::MAX, currency("EUR"), Rate(1), Currency::USD), Err(MoneyError::Overflow));
    }

    proptest! {
        #[test]
        fn the_shops_own_money_stays_what_it_is(amount: i64, bound in 0..i64::MAX) {
            let base = selling("USD", 920_000, Rounding::NinetyNine);
            prop_assert_eq!(base.price(amount), Ok(Money::new(amount, Currency::USD)));
            prop_assert_eq!(base.amount(amount), Ok(Money::new(amount, Currency::USD)));
            prop_assert_eq!((base.least(bound), base.most(bound)), (bound, bound));
        }

        #[test]
        fn whatever_is_sold_can_be_paid(selling in any_selling(), amount in 0_i64..1_000_000_000) {
            let step = selling.currency().step();
            prop_assert_eq!(selling.price(amount).unwrap().amount % step, 0);
            prop_assert_eq!(selling.amount(amount).unwrap().amount % step, 0);
        }

        #[test]
        fn what_costs_something_never_comes_to_cost_nothing(selling in any_selling(), amount in 1_i64..1_000_000_000) {
            prop_assert!(selling.price(amount).unwrap().amount > 0);
            prop_assert_eq!(selling.price(0).unwrap().amount, 0);
        }

        #[test]
        fn what_costs_more_never_comes_to_cost_less(selling in any_selling(), a in 0_i64..1_000_000_000, b in 0_i64..1_000_000_000) {
            let (low, high) = (a.min(b), a.max(b));
            prop_assert!(selling.price(low).unwrap().amount <= selling.price(high).unwrap().amount);
            prop_assert!(selling.amount(low).unwrap().amount <= selling.amount(high).unwrap().amount);
        }

        #[test]
        fn a_price_ends_as_it_should(selling in any_selling(), amount in 1_i64..1_000_000_000) {
            let (price, scale) = (selling.price(amount).unwrap().amount, selling.currency().scale());
            let ending = match selling.rounding {
                Rounding::Minor => return Ok(()),
                Rounding::NinetyNine => scale * 99 / 100,
                Rounding::NinetyFive => scale * 95 / 100,
                Rounding::Whole => 0,
            };
            prop_assert_eq!(price % scale, ending);
            // And is no farther away than half a unit, but for what would have come to cost nothing.
            let exact = selling.amount(amount).unwrap().amount.max(1);
            prop_assert!(2 * (price - exact).abs() <= scale || price <= scale);
        }

        #[test]
        fn converting_is_within_half_of_what_can_be_paid(selling in any_selling(), amount in -1_000_000_000_i64..1_000_000_000) {
            let scales = i128::from(Currency::USD.scale()) * 1_000_000;
            let exact = i128::from(amount) * i128::from(selling.rate.0) * i128::from(selling.currency.scale());
            let off = i128::from(selling.amount(amount).unwrap().amount) * scales - exact;
            prop_assert!(2 * off.abs() <= scales * i128::from(selling.currency.step()));
        }

        #[test]
        fn bounds_let_through_exactly_what_costs_so_much(selling in any_selling(), amount in 0_i64..10_000_000, bound in 0_i64..10_000_000) {
            let price = selling.price(amount).unwrap().amount;
            prop_assert_eq!(amount >= selling.least(bound), price >= bound);
            prop_assert_eq!(amount <= selling.most(bound), price <= bound);
        }

        #[test]
        fn the_books_have_what_was_charged_to_within_a_rounding(selling in any_selling(), amount in 0_i64..1_000_000_000) {
            let charged = selling.amount(amount).unwrap();
            let back = in_base(i128::from(charged.amount), charged.currency, selling.rate, Currency::USD).unwrap();
            // Half of the least that can be charged, in the shop's own, and half a cent for the way back.
            let unit = in_base(i128::from(charged.currency.step()), charged.currency, selling.rate, Currency::USD).unwrap().amount;
            prop_assert!((back.amount - amount).abs() <= unit + 1, "{} {}", back.amount, amount);
        }

        #[test]
        fn nothing_ever_panics(ppm in 1..=Rate::HIGHEST.0, amount: i64, bound: i64) {
            let selling = selling("KWD", ppm, Rounding::NinetyNine);
            let _ = (selling.price(amount), selling.amount(amount), selling.least(bound), selling.most(bound));
            let _ = in_base(i128::from(amount), currency("KWD"), Rate(ppm), Currency::USD);
        }
    }
}
