//! What a cart comes to at a destination.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use types::{
    Currency, Money, VariantId,
    cart::CartView,
    checkout::{PlaceOrder, ShippingQuote, Totals},
};

use super::rules::{self, PricedLine};
use crate::{
    Result,
    catalog::SellableVariant,
    shipping::{Methods, Parcel},
    tax::Rates,
};

/// What prices beside the goods' own depend on, as the merchant has set it now.
pub(super) struct Tariffs {
    methods: Methods,
    rates: Rates,
    currency: Currency,
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
}

impl Tariffs {
    pub async fn load(connection: &impl ConnectionTrait, currency: Currency) -> Result<Self> {
        let (methods, rates) = (Methods::load(connection).await?, Rates::load(connection).await?);
        Ok(Self { methods, rates, currency })
    }

    /// Prices a cart for the destination and method of `form`. Without a method that is offered, shipping counts as nothing.
    pub fn quote(
        &self,
        cart: &CartView,
        goods: &HashMap<VariantId, SellableVariant>,
        form: &PlaceOrder,
    ) -> Result<Quote> {
        let lines: Vec<_> = cart.lines.iter().filter_map(|line| Some((line, goods.get(&line.variant_id)?))).collect();
        let grams = lines.iter().map(|(line, goods)| goods.weight_grams.saturating_mul(line.quantity));
        let parcel = Parcel {
            subtotal: cart.totals.subtotal.amount,
            weight_grams: grams.fold(0, i64::saturating_add),
            needs_shipping: lines.iter().any(|(_, goods)| goods.requires_shipping),
        };
        let to = &form.shipping_address;
        let shipping = self.methods.quotes(&to.country, parcel, self.currency)?;
        let chosen = shipping.iter().find(|quote| quote.code == form.shipping_method).cloned();
        let price = chosen.as_ref().map_or(Money::zero(self.currency), |quote| quote.price);
        let rate = self.rates.rate_for(&to.country, &to.region);
        let priced = lines.iter().map(|(line, goods)| PricedLine {
            unit_price: line.unit_price.amount,
            quantity: line.quantity,
            taxable: goods.taxable,
        });
        let (totals, taxes) = rules::price(&priced.collect::<Vec<_>>(), price, rate, self.currency)?;
        Ok(Quote { shipping, chosen, totals, taxes })
    }
}
