//! In which languages and moneys the shop sells.

use std::collections::HashMap;

use anyhow::{Context as _, ensure};
use types::{Currency, Locale, Market};

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

/// The shop's line in languages that have one of their own.
pub fn taglines(shop: &Shop) -> anyhow::Result<HashMap<Locale, String>> {
    let own = shop.taglines.iter().filter(|(_, text)| !text.is_empty());
    own.map(|(locale, text)| Ok((locale.parse().with_context(|| format!("shop.taglines.{locale}"))?, text.clone())))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn shop(markets: &[&str]) -> Shop {
        let markets = markets.iter().map(|&text| text.to_owned()).collect();
        Shop {
            name: String::new(),
            tagline: String::new(),
            taglines: BTreeMap::new(),
            currency: "USD".into(),
            locale: "en".into(),
            markets,
        }
    }

    #[test]
    fn the_first_market_has_paths_that_begin_with_nothing() {
        let read = read(&shop(&["de:EUR", "at=de:EUR"]), Currency::USD).unwrap();
        let prefixes: Vec<_> = read.iter().map(|market| market.prefix()).collect();
        assert_eq!(prefixes, ["", "/de", "/at"]);
    }

    #[test]
    fn a_line_is_in_the_language_it_is_written_for() {
        let own = |locale: &str| Shop { taglines: [(locale.into(), "Waren".into())].into(), ..shop(&[]) };
        assert_eq!(taglines(&own("de")).unwrap()[&Locale::De], "Waren");
        assert!(format!("{:#}", taglines(&own("fr")).unwrap_err()).contains("shop.taglines.fr"));
        let empty = Shop { taglines: [("de".into(), String::new())].into(), ..shop(&[]) };
        assert!(taglines(&empty).unwrap().is_empty());
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
