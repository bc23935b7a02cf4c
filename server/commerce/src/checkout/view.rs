//! The checkout page: what it will cost, before anything is promised.

use sea_orm::ConnectionTrait;
use types::{
    CartId, Money,
    cart::CartView,
    checkout::{CheckoutView, PlaceOrder, ShippingQuote, Totals},
    countries, country_name,
};

use super::rules::{self, PricedLine};
use crate::{
    Cx, Result, cart,
    catalog::{self, SellableVariant},
    fulfilment,
    payments::sandbox,
    shipping::{self, Parcel},
    tax,
};

/// Where the form begins: the shop's own country.
const HOME_COUNTRY: &str = "US";

/// What a cart comes to at a destination.
pub(super) struct Quote {
    pub shipping: Vec<ShippingQuote>,
    /// The method chosen, where it is offered.
    pub chosen: Option<ShippingQuote>,
    pub totals: Totals,
    /// Tax of each cart line, in order.
    pub taxes: Vec<i64>,
    /// What is sold, in the order of the cart's lines.
    pub goods: Vec<SellableVariant>,
}

/// The page for a cart, with `draft` as filled in so far.
///
/// # Errors
/// `not_found` for a cart that is none.
pub async fn view(cx: &Cx, id: CartId, mut draft: PlaceOrder) -> Result<CheckoutView> {
    if country_name(&draft.shipping_address.country).is_none() {
        draft.shipping_address.country = HOME_COUNTRY.to_owned();
    }
    if draft.payment.provider.is_empty() {
        draft.payment.provider = sandbox::NAME.to_owned();
    }
    let cart = cart::view(cx, id).await?;
    let mut quote = quote(cx, cx.db.read(), &cart, &draft).await?;
    if quote.chosen.is_none()
        && let Some(first) = quote.shipping.first()
    {
        draft.shipping_method.clone_from(&first.code);
        quote = self::quote(cx, cx.db.read(), &cart, &draft).await?;
    }
    let now = cx.clock.now();
    let promise = fulfilment::promise(cx).await?;
    promise.tell(&mut quote.shipping, now);
    Ok(CheckoutView {
        cart,
        form: draft,
        idempotency_key: uuid::Uuid::new_v4().to_string(),
        countries: countries(),
        shipping: quote.shipping,
        totals: quote.totals,
        sandbox_cards: sandbox::cards(),
        errors: Vec::new(),
        problem: None,
        delay: promise.warning(now),
    })
}

/// Prices a cart for the destination and method of `form`. Without a method that is offered, shipping counts as nothing.
pub(super) async fn quote(
    cx: &Cx,
    connection: &impl ConnectionTrait,
    cart: &CartView,
    form: &PlaceOrder,
) -> Result<Quote> {
    let ids: Vec<_> = cart.lines.iter().map(|line| line.variant_id).collect();
    let found = catalog::sellable(connection, &ids).await?;
    let goods: Vec<SellableVariant> =
        ids.iter().filter_map(|id| found.iter().find(|goods| goods.id == *id).cloned()).collect();
    let lines = cart.lines.iter().zip(&goods);
    let parcel = Parcel {
        subtotal: cart.totals.subtotal.amount,
        weight_grams: lines
            .clone()
            .map(|(line, goods)| goods.weight_grams.saturating_mul(line.quantity))
            .fold(0, i64::saturating_add),
        needs_shipping: goods.iter().any(|goods| goods.requires_shipping),
    };
    let to = &form.shipping_address;
    let currency = cx.settings.currency;
    let shipping = shipping::quotes(connection, &to.country, parcel, currency).await?;
    let chosen = shipping.iter().find(|quote| quote.code == form.shipping_method).cloned();
    let price = chosen.as_ref().map_or(Money::zero(currency), |quote| quote.price);
    let rate = tax::rate_for(connection, &to.country, &to.region).await?;
    let priced: Vec<PricedLine> = lines
        .map(|(line, goods)| PricedLine {
            unit_price: line.unit_price.amount,
            quantity: line.quantity,
            taxable: goods.taxable,
        })
        .collect();
    let (totals, taxes) = rules::price(&priced, price, rate, currency)?;
    Ok(Quote { shipping, chosen, totals, taxes, goods })
}
