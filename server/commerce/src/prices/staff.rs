//! What staff say of currencies, and of prices in them.

use std::collections::BTreeSet;

use types::{
    Currency, Money, VariantId,
    prices::{
        CurrencyInput, CurrencyRow, CurrencyView, Rate, Rounding, VariantPriceRow, VariantPrices, VariantPricing,
    },
};

use super::{Selling, input, store};
use crate::{Cx, Error, Result, Scope, Seen, bus::Tag, cache, catalog};

/// Prices that show staff what a rate makes of them, in minor units of a currency with two digits.
const SAMPLES: [i64; 4] = [499, 1_999, 4_500, 24_900];
/// What the demo's currencies are worth, for one US dollar.
const DEMO_RATES: &[(&str, i64, Rounding)] =
    &[("EUR", 920_000, Rounding::NinetyFive), ("AED", 3_672_500, Rounding::Whole)];
/// Prices of the demo that are rounder than converted ones: stock keeping unit, currency, minor units.
const DEMO_PRICES: &[(&str, &str, i64)] =
    &[("LN7", "EUR", 22_900), ("LN7", "AED", 89_900), ("LFC", "EUR", 2_900), ("BBL", "AED", 59_900)];

/// The currencies of the shop's markets and whatever else has a rate, but for the shop's own, in the order of their codes.
///
/// # Errors
/// When the caller may not, or the database does not answer.
pub async fn currencies(cx: &Cx) -> Result<Vec<CurrencyRow>> {
    cx.require(Scope::CatalogRead)?;
    let known = store::rates(cx.db.write()).await?;
    let mut all: BTreeSet<&'static str> = known.iter().map(|view| view.currency.code()).collect();
    all.extend(cx.settings.markets.iter().map(|market| market.currency.code()));
    all.remove(cx.settings.currency.code());
    let row = |code: &str| {
        let currency: Currency = code.parse().map_err(Error::internal)?;
        let view = known.iter().find(|view| view.currency == currency).cloned();
        let preview = view.as_ref().map(|view| preview(cx, currency, view.input)).transpose()?.unwrap_or_default();
        Ok(CurrencyRow { currency, view, preview })
    };
    all.into_iter().map(row).collect()
}

fn preview(cx: &Cx, currency: Currency, input: CurrencyInput) -> Result<Vec<(Money, Money)>> {
    let base = cx.settings.currency;
    let selling = Selling::at(base, currency, input);
    let sample = |amount: i64| {
        let own = Money::new(amount * base.scale() / 100, base);
        Ok((own, selling.price_of(own)?))
    };
    SAMPLES.into_iter().map(sample).collect()
}

/// What a currency is worth.
///
/// # Errors
/// `not_found` where the shop does not sell in it; when the caller may not.
pub async fn currency(cx: &Cx, currency: Currency) -> Result<CurrencyView> {
    cx.require(Scope::CatalogRead)?;
    let known = store::rates(cx.db.write()).await?;
    known.into_iter().find(|view| view.currency == currency).ok_or_else(|| Error::not_found("currency"))
}

/// Says what a currency is worth: from now on the shop sells in it. Orders keep the rate they were placed at; whoever was shown another
/// total is asked again.
///
/// # Errors
/// `invalid` for a rate that is none, and for the shop's own currency; when the caller may not.
pub async fn set_rate(cx: &Cx, currency: Currency, input: CurrencyInput) -> Result<()> {
    cx.require(Scope::CatalogWrite)?;
    if currency == cx.settings.currency {
        return Err(Error::invalid_field("currency", format!("Goods are priced in {currency}: it has no rate.")));
    }
    if !input.rate_ppm.is_usable() {
        return Err(Error::invalid_field("rate_ppm", format!("Between 1 and {}.", Rate::HIGHEST.0)));
    }
    store::set_rate(cx.db.write(), currency, input, cx.actor.label(), cx.clock.now()).await?;
    // Every price in it is another one.
    cache::changed(cx, vec![Tag::Chrome]).await;
    Ok(())
}

/// What is set for a variant.
///
/// # Errors
/// `not_found`; when the caller may not.
pub async fn variant_prices(cx: &Cx, id: VariantId) -> Result<VariantPrices> {
    catalog::product_of_variant(cx, id).await?;
    Ok(VariantPrices { prices: store::prices_of(cx.db.write(), id).await? })
}

/// A variant's prices in every currency that is sold in: what is set, and what its own price comes to.
///
/// # Errors
/// `not_found`; when the caller may not.
pub async fn pricing(cx: &Cx, id: VariantId) -> Result<VariantPricing> {
    let name = catalog::variant_names(cx, &[id]).await?.pop().ok_or_else(|| Error::not_found("variant"))?;
    let (db, base) = (cx.db.write(), cx.settings.currency);
    let own = Money::new(catalog::price_of(db, id).await?.0, base);
    let set = store::prices_of(db, id).await?;
    let row = |view: CurrencyView| {
        let selling = Selling::at(base, view.currency, view.input);
        let set = set.iter().find(|set| set.price.currency == view.currency).copied();
        Ok(VariantPriceRow { set, converted: selling.price_of(own)? })
    };
    Ok(VariantPricing {
        variant_id: id,
        product_id: name.product_id,
        title: if name.variant_title.is_empty() {
            name.title
        } else {
            format!("{} ({})", name.title, name.variant_title)
        },
        own,
        rows: store::rates(db).await?.into_iter().map(row).collect::<Result<_>>()?,
    })
}

/// Sets these prices of a variant and no others: in other currencies it costs what its own price comes to.
///
/// # Errors
/// `invalid` names every price that cannot be, by its place; `not_found`; `precondition_failed`; when the caller may not.
pub async fn replace_variant_prices(cx: &Cx, id: VariantId, seen: Seen, new: VariantPrices) -> Result<()> {
    cx.require(Scope::CatalogWrite)?;
    let sold: Vec<Currency> = store::rates(cx.db.write()).await?.into_iter().map(|view| view.currency).collect();
    let errors = input::check(&sold, &new.prices);
    if !errors.is_empty() {
        return Err(Error::invalid(errors));
    }
    catalog::change_of_variant(cx, id, move |tx| {
        Box::pin(async move {
            seen.allows(&VariantPrices { prices: store::prices_of(tx, id).await? })?;
            store::set_prices(tx, id, &new.prices).await
        })
    })
    .await
}

/// Rates of the demo, where there are none, each with prices that the demo's merchant has set for some goods.
///
/// # Errors
/// When the caller may not, or the database does not answer.
pub async fn seed(cx: &Cx) -> Result<()> {
    let known = store::rates(cx.db.write()).await?;
    for (code, ppm, rounding) in DEMO_RATES {
        let currency: Currency = code.parse().map_err(Error::internal)?;
        if currency == cx.settings.currency || known.iter().any(|view| view.currency == currency) {
            continue;
        }
        set_rate(cx, currency, CurrencyInput { rate_ppm: Rate(*ppm), rounding: *rounding }).await?;
        seed_prices(cx, currency).await?;
    }
    Ok(())
}

async fn seed_prices(cx: &Cx, currency: Currency) -> Result<()> {
    let demo = DEMO_PRICES.iter().filter(|(_, code, _)| *code == currency.code());
    let skus: Vec<String> = demo.clone().map(|(sku, ..)| (*sku).to_owned()).collect();
    let found = catalog::variants_by_sku(cx, &skus).await?;
    for (sku, _, amount) in demo {
        let Some(id) = found.get(*sku).copied() else { continue };
        let mut prices = variant_prices(cx, id).await?.prices;
        prices.retain(|set| set.price.currency != currency);
        prices.push(Money::new(*amount, currency).into());
        replace_variant_prices(cx, id, Seen::Any, VariantPrices { prices }).await?;
    }
    Ok(())
}
