//! What a cart comes to at a destination.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use sea_orm::ConnectionTrait;
use types::{
    Millis, VariantId,
    cart::CartView,
    checkout::{PlaceOrder, ShippingQuote, Totals},
};

use super::rules::{self, PricedLine, PricedShipping};
use crate::{
    Cx, Result,
    bus::{Note, Tag},
    catalog::SellableVariant,
    prices::Selling,
    promotions::{Off, Refusal},
    shipping::{Methods, Parcel},
    tax::Rates,
};

/// What prices beside the goods' own depend on, as the merchant has set it now.
pub struct Tariffs {
    pub(super) methods: Methods,
    rates: Rates,
}

/// What a cart comes to.
#[derive(Clone, Debug)]
pub(super) struct Quote {
    pub shipping: Vec<ShippingQuote>,
    /// The method chosen, where it is offered.
    pub chosen: Option<ShippingQuote>,
    pub totals: Totals,
    /// Tax of each cart line, in order.
    pub taxes: Vec<i64>,
    /// What a code takes off each cart line, in order.
    pub discounts: Vec<i64>,
}

impl Quote {
    /// Why a code that fits the goods is of no use to this order, where it is not.
    pub fn refusal(&self) -> Option<Refusal> {
        (self.chosen.is_some() && self.totals.discount_code.is_some() && self.totals.discount.amount == 0)
            .then_some(Refusal::Nothing)
    }
}

/// Tariffs as they were last read, and when. Replaced by whoever finds them too old.
pub type TariffsRead = Mutex<Option<(Millis, Arc<Tariffs>)>>;

/// Milliseconds for which tariffs are taken to stand. Nobody pays another total than they were shown: that is compared by itself.
const FRESH: Millis = 1_000;
/// Milliseconds for which they stand in when they cannot be read anew.
const BELIEVED: Millis = 10 * 60 * 1_000;

impl Tariffs {
    /// Today's tariffs, read at most once a second.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn current(cx: &Cx, connection: &impl ConnectionTrait) -> Result<Arc<Self>> {
        let now = cx.clock.now();
        let known = || cx.tariffs.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, tariffs)) = known().as_ref()
            && now < at + FRESH
        {
            return Ok(tariffs.clone());
        }
        match Self::load(connection).await {
            Ok(tariffs) => {
                let tariffs = Arc::new(tariffs);
                let before = known().replace((now, tariffs.clone()));
                tariffs.tell_apart_from(cx, before);
                Ok(tariffs)
            }
            // Better those of a moment ago than none.
            Err(error) => match known().as_ref().filter(|(at, _)| now < at + BELIEVED) {
                Some((_, tariffs)) => {
                    tracing::warn!(cause = error.source_chain(), "tariffs could not be read; those last read stand");
                    Ok(tariffs.clone())
                }
                None => Err(error),
            },
        }
    }

    /// Pages say what sending costs. Tariffs are changed where they are stored, so whoever reads them first tells the others.
    fn tell_apart_from(&self, cx: &Cx, before: Option<(Millis, Arc<Self>)>) {
        if before.is_some_and(|(_, before)| before.methods != self.methods) {
            cx.bus.publish(Note::Changed(vec![Tag::Tariffs]));
        }
    }

    async fn load(connection: &impl ConnectionTrait) -> Result<Self> {
        let (methods, rates) = (Methods::load(connection).await?, Rates::load(connection).await?);
        Ok(Self { methods, rates })
    }

    /// Prices a cart, put together as it is sold, for the destination and method of `form`, less what a code takes `off`. Without a method that is offered, shipping
    /// counts as nothing. What is free to send from some subtotal on is so whatever a code takes off.
    pub(super) fn quote(
        &self,
        selling: Selling,
        cart: &CartView,
        goods: &HashMap<VariantId, SellableVariant>,
        form: &PlaceOrder,
        off: Option<&Off>,
    ) -> Result<Quote> {
        let lines: Vec<_> = cart.lines.iter().filter_map(|line| Some((line, goods.get(&line.variant_id)?))).collect();
        let grams = lines.iter().map(|(line, goods)| goods.weight_grams.saturating_mul(line.quantity));
        let parcel = Parcel {
            subtotal: cart.totals.subtotal.amount,
            weight_grams: grams.fold(0, i64::saturating_add),
            needs_shipping: lines.iter().any(|(_, goods)| goods.requires_shipping),
        };
        let to = &form.shipping_address;
        let shipping = self.methods.quotes(&to.country, parcel, selling)?;
        let chosen = shipping.iter().find(|quote| quote.code == form.shipping_method).cloned();
        let price = chosen.as_ref().map_or(selling.zero(), |quote| quote.price);
        let rate = self.rates.rate_for(&to.country, &to.region);
        let taken = |id: &VariantId| off.and_then(|off| off.lines.get(id)).copied().unwrap_or_default();
        let discounts: Vec<i64> = lines.iter().map(|(line, _)| taken(&line.variant_id)).collect();
        let priced = lines.iter().zip(&discounts).map(|((line, goods), discount)| PricedLine {
            unit_price: line.unit_price.amount,
            quantity: line.quantity,
            taxable: goods.taxable,
            discount: *discount,
        });
        let free = off.is_some_and(|off| off.free_shipping);
        let sending = PricedShipping { price, discount: if free { price.amount } else { 0 } };
        let (totals, taxes) = rules::price(&priced.collect::<Vec<_>>(), sending, rate, selling.currency())?;
        let totals = Totals { discount_code: off.map(|off| off.code.clone()), ..totals };
        Ok(Quote { shipping, chosen, totals, taxes, discounts })
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::test_shop::TestShop;

    #[tokio::test]
    async fn tariffs_that_cannot_be_read_are_those_of_a_moment_ago_for_a_while() {
        let shop = TestShop::open().await;
        let db = shop.cx.db.write();
        let known = Tariffs::current(&shop.cx, db).await.unwrap();
        db.execute_unprepared("ALTER TABLE shipping_method RENAME TO elsewhere").await.unwrap();
        shop.cx.clock.advance(Duration::from_secs(5));
        assert!(Arc::ptr_eq(&known, &Tariffs::current(&shop.cx, db).await.unwrap()));
        shop.cx.clock.advance(Duration::from_secs(601));
        assert!(Tariffs::current(&shop.cx, db).await.is_err());
    }
}
