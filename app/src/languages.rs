//! The same page in the shop's other languages and moneys: as links for people, and for search engines.

use leptos::prelude::*;
use types::{Locale, Market};
use words::t;

use crate::layout::Shell;

/// Links to this page in each market, the one it is in marked. None where there is one alone. `hreflang` says that they lead elsewhere,
/// so they are not led into this market (`links`).
pub(crate) fn view(shell: &Shell) -> Option<AnyView> {
    let (here, current) = (shell.here.clone(), shell.market);
    let link = move |market: Market| {
        let (language, name) = (market.locale.code(), market.locale.name());
        let mark = (market == current).then_some("true");
        view! {
            <li>
                <a href=market.address(&here) lang=language hreflang=language aria-current=mark>
                    {format!("{name} · {}", market.currency.code())}
                </a>
            </li>
        }
    };
    let links = (shell.markets.len() > 1).then(|| shell.markets.iter().copied().map(link).collect_view())?;
    Some(view! { <nav class="footer-languages" aria-label=t!("switch-label")><ul>{links}</ul></nav> }.into_any())
}

/// Tells search engines the page at `path` in each language. Whoever speaks none of them gets the first market.
pub(crate) fn alternates(shell: &Shell, path: &str) -> Vec<AnyView> {
    let alternate = |language: &'static str, market: Market| {
        let href = format!("{}{}", shell.origin, market.address(path));
        view! { <link rel="alternate" hreflang=language href=href/> }.into_any()
    };
    let home = shell.markets.first().filter(|_| shell.markets.len() > 1);
    let languages = Market::of_languages(&shell.markets).filter(|_| home.is_some());
    let languages = languages.map(|market| alternate(market.locale.code(), market));
    languages.chain(home.map(|market| alternate("x-default", *market))).collect()
}

/// As link previews name languages: with a country, of which they know one for each.
pub(crate) fn with_region(locale: Locale) -> &'static str {
    match locale {
        Locale::En => "en_US",
        Locale::De => "de_DE",
        Locale::Ar => "ar_AR",
    }
}
