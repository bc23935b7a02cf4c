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
