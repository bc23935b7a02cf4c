//! Languages the shop speaks, and markets: which language and which money one part of its addresses is written in.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::Currency;

/// A language that all of the shop's own words exist in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// English: what goods are described in first, and what everything falls back to.
    #[default]
    En,
    /// German.
    De,
    /// Arabic, written from right to left.
    Ar,
}

impl Locale {
    /// All of them.
    pub const ALL: [Locale; 3] = [Locale::En, Locale::De, Locale::Ar];

    /// Those that what is written in English can be translated into.
    pub fn others() -> impl Iterator<Item = Locale> {
        Locale::ALL.into_iter().filter(|locale| *locale != Locale::En)
    }

    /// Its place in [`Locale::ALL`].
    #[must_use]
    pub fn index(self) -> usize {
        self as usize
    }

    /// As in `lang` and `hreflang` (BCP 47).
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Locale::En => "en",
            Locale::De => "de",
            Locale::Ar => "ar",
        }
    }

    /// What its speakers call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Locale::En => "English",
            Locale::De => "Deutsch",
            Locale::Ar => "العربية",
        }
    }

    /// As in the `dir` attribute.
    #[must_use]
    pub fn direction(self) -> &'static str {
        match self {
            Locale::Ar => "rtl",
            Locale::En | Locale::De => "ltr",
        }
    }
}

impl FromStr for Locale {
    type Err = MarketError;

    fn from_str(code: &str) -> Result<Self, MarketError> {
        Locale::ALL.into_iter().find(|locale| locale.code() == code).ok_or(MarketError::UnknownLocale)
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// One language and one money, under a beginning of paths of its own. An address thereby says all that a page of it depends on, and
/// whoever keeps pages needs to know no more than addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Market {
    name: &'static str,
    /// What its pages are written in.
    pub locale: Locale,
    /// What its prices are in.
    pub currency: Currency,
}

/// First segments of what is there once for all markets: files, the admin, what programs call.
const ONCE: &[&str] = &["admin", "api", "dev", "fonts", "healthz", "icons", "media", "pkg", "sitemap"];
/// A file that is another one in each.
const MANIFEST: &str = "site.webmanifest";

/// Whether `address`, which begins with a path, leads into the market it stands in. What does not is the same for all.
#[must_use]
pub fn is_of_market(address: &str) -> bool {
    let Some(path) = address.strip_prefix('/') else { return false };
    let first = path.split(['/', '?', '#']).next().unwrap_or_default();
    // `//host` leads out of the shop, and so does what browsers take for that.
    let is_path = !path.starts_with(['/', '\\']);
    is_path && (first == MANIFEST || !(first.contains('.') || ONCE.contains(&first)))
}

/// Whether `prefix` has to stand before `address` for it to lead into the market that begins with it.
#[must_use]
pub fn needs_prefix(address: &str, prefix: &str) -> bool {
    let is_inside =
        address.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']));
    !prefix.is_empty() && !is_inside && is_of_market(address)
}

/// What is wrong with a market as somebody wrote it down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MarketError {
    /// The shop does not speak it.
    #[error("unknown language: use {}", Locale::ALL.map(Locale::code).join(", "))]
    UnknownLocale,
    /// Not `language:CURRENCY` or `name=language:CURRENCY`.
    #[error("write a market as de:EUR, or with a name of its own as at=de:EUR")]
    Malformed,
    /// A name has two to twelve small letters and hyphens.
    #[error("a market's name has two to twelve letters a to z and hyphens")]
    BadName,
    /// No such money.
    #[error("unknown currency: use an ISO 4217 code like EUR")]
    UnknownCurrency,
}

impl Market {
    /// The market whose paths begin with nothing.
    #[must_use]
    pub const fn root(locale: Locale, currency: Currency) -> Self {
        Self { name: "", locale, currency }
    }

    /// What stands before the paths of its pages: nothing, or `/de`.
    #[must_use]
    pub fn prefix(self) -> &'static str {
        self.name
    }

    /// Whether its paths begin with nothing.
    #[must_use]
    pub fn is_root(self) -> bool {
        self.name.is_empty()
    }

    /// The one of `markets` that `path` lies in, with the path inside of it: empty where it is the prefix alone. The first of them has all
    /// paths that begin with no other's prefix.
    #[must_use]
    pub fn of_path<'a>(markets: &[Market], path: &'a str) -> Option<(Market, &'a str)> {
        let inside = |market: &Market| {
            let rest = path.strip_prefix(market.name)?;
            (rest.is_empty() || rest.starts_with('/')).then_some((*market, rest))
        };
        let (home, others) = markets.split_first()?;
        others.iter().find_map(inside).or(Some((*home, path)))
    }

    /// The first market of each language, for whom there can be one.
    pub fn of_languages(markets: &[Market]) -> impl Iterator<Item = Market> {
        let is_first =
            move |(at, market): &(usize, &Market)| markets[..*at].iter().all(|other| other.locale != market.locale);
        markets.iter().enumerate().filter(is_first).map(|(_, market)| *market)
    }

    /// `path` (`/cart`) as an address of this market (`/de/cart`); the home page's is `/de/`.
    #[must_use]
    pub fn address(self, path: &str) -> String {
        format!("{}{path}", self.name)
    }
}

/// `de:EUR` lies under `/de`, `at=de:EUR` under `/at`. What is read is kept for as long as the process lives: markets are settings.
impl FromStr for Market {
    type Err = MarketError;

    fn from_str(text: &str) -> Result<Self, MarketError> {
        let (name, rest) = match text.split_once('=') {
            Some((name, rest)) => (Some(name), rest),
            None => (None, text),
        };
        let (locale, currency) = rest.split_once(':').ok_or(MarketError::Malformed)?;
        let locale: Locale = locale.trim().parse()?;
        let currency = currency.trim().parse().map_err(|_| MarketError::UnknownCurrency)?;
        let name = name.unwrap_or(locale.code()).trim();
        let fits = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        if !fits || !(2..=12).contains(&name.len()) {
            return Err(MarketError::BadName);
        }
        Ok(Self { name: String::leak(format!("/{name}")), locale, currency })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_is_found_where_it_stands() {
        assert_eq!(Locale::ALL.map(|locale| Locale::ALL[locale.index()]), Locale::ALL);
        assert_eq!(Locale::ALL.map(|locale| locale.code().parse::<Locale>().ok()), Locale::ALL.map(Some));
        assert_eq!(Locale::others().count() + 1, Locale::ALL.len());
    }

    #[test]
    fn a_market_is_read_as_it_is_written() {
        let german: Market = "de:EUR".parse().unwrap();
        assert_eq!((german.prefix(), german.locale, german.currency.code()), ("/de", Locale::De, "EUR"));
        assert_eq!(german.address("/cart"), "/de/cart");
        let austrian: Market = "at=de:EUR".parse().unwrap();
        assert_eq!(austrian.prefix(), "/at");
        assert!(Market::root(Locale::En, Currency::USD).is_root() && !austrian.is_root());
    }

    #[test]
    fn a_path_lies_in_one_market() {
        let markets =
            [Market::root(Locale::En, Currency::USD), "de:EUR".parse().unwrap(), "at=de:EUR".parse().unwrap()];
        let found = |path: &'static str| Market::of_path(&markets, path).map(|(market, rest)| (market.prefix(), rest));
        assert_eq!(found("/de/cart"), Some(("/de", "/cart")));
        assert_eq!(found("/at/"), Some(("/at", "/")));
        assert_eq!(found("/de"), Some(("/de", "")));
        for outside in ["/", "/cart", "/dessert", "/fr/cart", "/products/de/cart", "*"] {
            assert_eq!(found(outside), Some(("", outside)));
        }
        assert_eq!(Market::of_path(&[], "/"), None);
        let first: Vec<_> = Market::of_languages(&markets).map(Market::prefix).collect();
        assert_eq!(first, ["", "/de"], "the first of each language");
    }

    #[test]
    fn pages_are_in_each_market_and_files_are_there_once() {
        for page in
            ["/", "/?a=b", "/cart", "/products/mug?variant=1", "/search#top", "/fn/add-to-cart", "/site.webmanifest"]
        {
            assert!(is_of_market(page), "{page}");
        }
        for other in [
            "/admin",
            "/admin/orders",
            "/api/v1/carts",
            "/media/a.avif",
            "/pkg/a.css",
            "/islands.js?v=1",
            "/robots.txt",
            "/sitemap/pages.xml",
            "//other.example/",
            "/\\other.example",
            "https://shop.example/",
            "#content",
            "",
            "cart",
        ] {
            assert!(!is_of_market(other), "{other}");
        }
        assert!(needs_prefix("/cart", "/de") && needs_prefix("/dessert", "/de") && needs_prefix("/ar/", "/de"));
        assert!(!needs_prefix("/de/cart", "/de") && !needs_prefix("/de", "/de") && !needs_prefix("/cart", ""));
    }

    #[test]
    fn a_market_that_cannot_be_is_refused() {
        for (text, error) in [
            ("de", MarketError::Malformed),
            ("fr:EUR", MarketError::UnknownLocale),
            ("de:EUX", MarketError::UnknownCurrency),
            ("DE=de:EUR", MarketError::BadName),
            ("a/b=de:EUR", MarketError::BadName),
            ("=de:EUR", MarketError::BadName),
        ] {
            assert_eq!(text.parse::<Market>(), Err(error), "{text}");
        }
    }
}
