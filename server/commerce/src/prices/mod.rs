//! Prices in other moneys than the shop's own. Goods are priced in the shop's own; what they cost elsewhere the merchant has set, or it is
//! converted at the merchant's rate and rounded as the merchant likes prices to end ([`rules`]).
//!
//! A currency is sold in once it has a rate: shipping, discounts and goods without a price of their own need one. Until then its markets
//! sell in the shop's own money. Which it is is decided once for each operation ([`selling`]) and handed on, so nothing mixes two.

mod books;
mod input;
mod rules;
mod set;
mod staff;
mod store;
#[cfg(test)]
mod tests;

use types::{Currency, prices::CurrencyInput};

pub(crate) use books::{Sum, sum_in_base};
pub use rules::{Selling, in_base};
pub(crate) use set::SetPrices;
pub use staff::{currencies, currency, pricing, replace_variant_prices, seed, set_rate, variant_prices};
pub(crate) use store::{PriceRow, set_for_product};

use crate::{
    Cx, Error, Result,
    cache::{
        get_or_load,
        keys::{self, Rates},
    },
};

/// In which money an operation of this visitor sells.
///
/// # Errors
/// When the database does not answer.
pub async fn selling(cx: &Cx) -> Result<Selling> {
    selling_in(cx, cx.market.currency).await
}

/// In which money it is sold to those who would pay in `currency`: in that, where it has a rate; in the shop's own, where it has none.
///
/// # Errors
/// When the database does not answer.
pub async fn selling_in(cx: &Cx, currency: Currency) -> Result<Selling> {
    let base = cx.settings.currency;
    if currency == base {
        return Ok(Selling::base(base));
    }
    let rate = rate_of(cx, currency).await?;
    Ok(rate.map_or(Selling::base(base), |input| Selling::at(base, currency, input)))
}

/// For a program that asks for prices in the currency with this code.
///
/// # Errors
/// `invalid` on `currency` where the shop does not know it or does not sell in it.
pub async fn asked_in(cx: Cx, code: &str) -> Result<Cx> {
    let unsold = || Error::invalid_field("currency", "The shop does not sell in this currency.");
    let currency: Currency = code.parse().map_err(|_| unsold())?;
    if currency != cx.settings.currency && rate_of(&cx, currency).await?.is_none() {
        return Err(unsold());
    }
    let mut cx = cx;
    cx.market.currency = currency;
    Ok(cx)
}

async fn rate_of(cx: &Cx, currency: Currency) -> Result<Option<CurrencyInput>> {
    let load = |cx: Cx| async move {
        let known = store::rates(cx.db.read()).await?;
        Ok(Some(Rates(known.into_iter().map(|view| (view.currency, view.input)).collect())))
    };
    let rates = get_or_load(cx, keys::exchange_rates(), load).await?;
    let rate = rates.and_then(|rates| rates.0.iter().find(|(known, _)| *known == currency).copied());
    Ok(rate.map(|(_, input)| input))
}
