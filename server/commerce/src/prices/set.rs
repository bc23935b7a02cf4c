//! What the merchant has set for some variants.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use types::{Currency, Money, VariantId, prices::SetPrice};

use super::{
    Selling,
    store::{self, PriceRow},
};
use crate::Result;

/// Prices that are set and count now. Where there is none, what the shop's own price comes to counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SetPrices(HashMap<(VariantId, Currency), SetPrice>);

impl SetPrices {
    /// Those of `ids`. Where nobody buys in another money than the shop's own, nothing is asked of the database.
    pub async fn of(connection: &impl ConnectionTrait, ids: &[VariantId], sellings: &[Selling]) -> Result<Self> {
        if ids.is_empty() || sellings.iter().all(Selling::is_base) {
            return Ok(Self::default());
        }
        Self::read(store::prices(connection, ids).await?)
    }

    /// Those that came with other rows.
    pub fn read(found: impl IntoIterator<Item = PriceRow>) -> Result<Self> {
        let read = |row: PriceRow| row.read().map(|(id, set)| ((id, set.price.currency), set));
        Ok(Self(found.into_iter().map(read).collect::<Result<_>>()?))
    }

    /// What a variant costs whose own price is `price`.
    pub fn price(&self, selling: Selling, id: VariantId, price: Money) -> Result<Money> {
        match self.set(selling, id) {
            Some(set) => Ok(set.price),
            None => Ok(selling.price_of(price)?),
        }
    }

    /// What its price is compared with, whose own is compared with `own`: with what is set beside it, or what `own` comes to. Rounding, or
    /// a price that is set, may leave nothing to compare.
    pub fn compare_at(
        &self,
        selling: Selling,
        id: VariantId,
        price: Money,
        own: Option<Money>,
    ) -> Result<Option<Money>> {
        if let Some(was) = self.set(selling, id).and_then(|set| set.compare_at) {
            return Ok(Some(was));
        }
        let was = own.map(|own| selling.price_of(own)).transpose()?;
        Ok(was.filter(|was| selling.is_base() || was.amount > price.amount))
    }

    /// What it cost when its own price was `amount`; none where its price is set, and so has not followed.
    pub fn price_before(&self, selling: Selling, id: VariantId, amount: i64) -> Result<Option<Money>> {
        match self.set(selling, id) {
            Some(_) => Ok(None),
            None => Ok(Some(selling.price(amount)?)),
        }
    }

    fn set(&self, selling: Selling, id: VariantId) -> Option<SetPrice> {
        let known = self.0.get(&(id, selling.currency())).copied();
        known.filter(|_| !selling.is_base())
    }
}
