//! In which languages and moneys the shop sells.

use anyhow::{Context as _, ensure};
use types::{Currency, Market};

use super::file::Shop;

/// First segments of the shop's own paths, which no market can be called by.
const TAKEN: &[&str] = &[
    "account",
    "admin",
    "api",
    "back-in-stock",
    "cart",
    "checkout",
    "collections",
    "contact",
    "dev",
    "drops",
    "extras",
    "feedback",
    "fn",
    "fonts",
    "healthz",
    "icons",
    "media",
    "newsletter",
    "offline",
    "orders",
    "pages",
    "payments",
    "pkg",
    "products",
    "queue",
    "sandbox",
    "search",
    "sitemap",
    "wishlist",
];

/// The market whose paths begin with nothing, and the further ones.
pub fn read(shop: &Shop, currency: Currency) -> anyhow::Result<Vec<Market>> {
    let locale = shop.locale.parse().with_context(|| format!("shop.locale \"{}\" (FLOODGATE_LOCALE)", shop.locale))?;
    let mut markets = vec![Market::root(locale, currency)];
    for text in &shop.markets {
        let market: Market =
            text.trim().parse().with_context(|| format!("shop.markets \"{text}\" (FLOODGATE_MARKETS)"))?;
        let name = market.prefix().trim_start_matches('/');
        ensure!(
            !TAKEN.contains(&name),
            "shop.markets: \"{name}\" is a path of the shop; give the market another name, like at=de:EUR"
        );
        ensure!(
            markets.iter().all(|other| other.prefix() != market.prefix()),
            "shop.markets: \"{name}\" stands there twice"
        );
        markets.push(market);
    }
    Ok(markets)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shop(markets: &[&str]) -> Shop {
        let markets = markets.iter().map(|&text| text.to_owned()).collect();
        Shop { name: String::new(), tagline: String::new(), currency: "USD".into(), locale: "en".into(), markets }
    }

    #[test]
    fn the_first_market_has_paths_that_begin_with_nothing() {
        let read = read(&shop(&["de:EUR", "at=de:EUR"]), Currency::USD).unwrap();
        let prefixes: Vec<_> = read.iter().map(|market| market.prefix()).collect();
        assert_eq!(prefixes, ["", "/de", "/at"]);
    }

    #[test]
    fn markets_that_would_hide_each_other_or_a_page_are_refused() {
        for (markets, named) in
            [(["de:EUR", "de:CHF"], "twice"), (["cart=de:EUR", "ar:AED"], "cart"), (["de", "ar:AED"], "de:EUR")]
        {
            let error = format!("{:#}", read(&shop(&markets), Currency::USD).unwrap_err());
            assert!(error.contains(named), "{error}");
        }
    }
}
