//! Sums over orders in more than one money. Amounts in different moneys are never added: each sum is of one currency at one rate, and
//! becomes the shop's own at the rate its orders were placed at, rounded once.

use sea_orm::FromQueryResult;
use types::{Currency, Money, prices::Rate};

use super::in_base;
use crate::{Error, Result};

/// What orders of one currency and one rate came to.
#[derive(Clone, Debug, FromQueryResult)]
pub(crate) struct Sum {
    pub currency: String,
    pub rate_ppm: i64,
    pub amount: i64,
}

/// All of it in the shop's own money.
pub(crate) fn sum_in_base(base: Currency, sums: &[Sum]) -> Result<Money> {
    sums.iter().try_fold(Money::zero(base), |all, sum| {
        let currency: Currency = sum.currency.parse().map_err(Error::internal)?;
        let own = in_base(i128::from(sum.amount), currency, Rate(sum.rate_ppm), base)?;
        Ok(all.checked_add(own)?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(currency: &str, rate_ppm: i64, amount: i64) -> Sum {
        Sum { currency: currency.to_owned(), rate_ppm, amount }
    }

    #[test]
    fn each_sum_comes_in_at_its_own_rate_whatever_digits_it_has() {
        let sums = [
            sum("USD", 1_000_000, 1_999),
            sum("EUR", 920_000, 920),
            sum("EUR", 800_000, 800),
            sum("JPY", 150_000_000, 1_500),
            sum("KWD", 307_000, 3_070),
        ];
        let all = sum_in_base(Currency::USD, &sums).unwrap();
        assert_eq!(all, Money::new(1_999 + 4 * 1_000, Currency::USD));
        assert_eq!(sum_in_base(Currency::USD, &[]).unwrap(), Money::zero(Currency::USD));
        assert!(sum_in_base(Currency::USD, &[sum("EUR", 1, i64::MAX), sum("EUR", 1, i64::MAX)]).is_err());
    }
}
