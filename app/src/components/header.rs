use leptos::prelude::*;
use types::{catalog::Chrome, flag::Spot};
use words::t;

use super::WishlistLink;

/// A magnifying glass, within 20 by 20.
pub(crate) const GLASS: &str = "M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM13 13l4 4";

/// The head of every page: name, search, collections, account, cart.
#[component]
pub fn Header(chrome: Chrome) -> impl IntoView {
    let Chrome { shop_name, collections, cart_count, extras, .. } = chrome;
    let units = cart_count.unwrap_or_default();
    let suggests = extras.suggestions != Spot::Nothing;
    let for_some = extras.suggestions == Spot::Place;
    let name = if shop_name.is_empty() { t!("home-link") } else { shop_name };
    view! {
        <header class="header">
            <a class="header-name" href="/">{name}</a>
            <nav class="header-nav" aria-label=t!("collections-title")>
                <ul>
                    <li><a href="/products">{t!("header-all")}</a></li>
                    {collections
                        .into_iter()
                        .map(|link| view! { <li><a href=format!("/collections/{}", link.slug)>{link.title}</a></li> })
                        .collect_view()}
                </ul>
            </nav>
            <form class="header-search" role="search" action="/search">
                <label class="visually-hidden" for="header-search">{t!("search-label")}</label>
                <input id="header-search" type="search" name="q" placeholder=t!("search-button") maxlength="200" autocomplete="off"
                    data-suggest=suggests data-some=for_some/>
                <button class="header-search-go" aria-label=t!("search-button")>
                    <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
                        <path d=GLASS fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"/>
                    </svg>
                </button>
                // The list, and how many are on it, for those who do not see it: `public/extras.js` fills them.
                {suggests.then(|| {
                    view! {
                        <div class="suggestions" hidden></div>
                        <p class="visually-hidden" aria-live="polite"></p>
                    }
                })}
            </form>
            <WishlistLink count=extras.wishlist_count/>
            // Whoever is signed in sees their name here: `public/islands.js` fills it in from a cookie, so that pages which are the same for
            // everyone stay so.
            <a class="header-account" href="/account">
                <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
                    <path d="M10 3.5a3.25 3.25 0 1 0 0 6.5 3.25 3.25 0 0 0 0-6.5ZM3.5 17c.6-3.2 3.2-5 6.5-5s5.9 1.8 6.5 5" fill="none"
                        stroke="currentColor" stroke-width="1.5" stroke-linecap="round"/>
                </svg>
                <span class="header-account-name">{t!("header-account")}</span>
            </a>
            <a class="header-cart" href="/cart">
                <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
                    <path d="M3.5 6.5h13l-1 10.5h-11zM7 8.5V5.5a3 3 0 0 1 6 0v3" fill="none" stroke="currentColor"
                        stroke-width="1.5" stroke-linejoin="round" stroke-linecap="round"/>
                </svg>
                <span class="header-cart-word">{t!("header-cart")}</span>
                <span class="cart-units" hidden=cart_count.is_none()>
                    <span class="visually-hidden">{t!("header-cart-units")}</span>
                    <span class="cart-count" class:cart-count-empty=units == 0>{units}</span>
                </span>
            </a>
        </header>
    }
}
