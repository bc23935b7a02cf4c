//! What the merchant has set for some variants.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use types::{Currency, Money, VariantId};

use super::{Selling, store};
use crate::Result;

/// Prices that are set and count now. Where there is none, what the shop's own price comes to counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SetPrices(HashMap<(VariantId, Currency), i64>);

impl SetPrices {
    /// Those of `ids`. Where nobody buys in another money than the shop's own, nothing is asked of the database.
    pub async fn of(connection: &impl ConnectionTrait, ids: &[VariantId], sellings: &[Selling]) -> Result<Self> {
        if ids.is_empty() || sellings.iter().all(Selling::is_base) {
            return Ok(Self::default());
        }
        let found = store::prices(connection, ids).await?;
        Ok(Self(found.into_iter().map(|(id, price)| ((id, price.currency), price.amount)).collect()))
    }

    /// What a variant costs whose own price is `price`.
    pub fn price(&self, selling: Selling, id: VariantId, price: Money) -> Result<Money> {
        match self.set(selling, id) {
            Some(amount) => Ok(Money::new(amount, selling.currency())),
            None => Ok(selling.price_of(price)?),
        }
    }

    /// What it cost when its own price was `amount`; none where its price is set, and so has not followed.
    pub fn price_before(&self, selling: Selling, id: VariantId, amount: i64) -> Result<Option<Money>> {
        match self.set(selling, id) {
            Some(_) => Ok(None),
            None => Ok(Some(selling.price(amount)?)),
        }
    }

    fn set(&self, selling: Selling, id: VariantId) -> Option<i64> {
        let known = self.0.get(&(id, selling.currency())).copied();
        known.filter(|_| !selling.is_base())
    }
}
