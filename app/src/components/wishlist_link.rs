use leptos::prelude::*;
use types::flag::Spot;
use words::t;

/// The way to the wishlist, in the header. How many things are on it, `public/extras.js` fills in from a cookie: the link is on pages that
/// are the same for everyone.
#[component]
pub fn WishlistLink(count: Spot) -> impl IntoView {
    let units = (count != Spot::Nothing).then(|| {
        view! {
            <span class="wish-units" data-some=count == Spot::Place hidden>
                <span class="visually-hidden">{t!("header-wishlist-units")}</span>
                <span class="wish-count"></span>
            </span>
        }
    });
    view! {
        <a class="header-wishlist" href="/wishlist">
            <Heart/>
            <span class="visually-hidden">{t!("header-wishlist")}</span>
            {units}
        </a>
    }
}

/// The sign of the wishlist.
#[component]
pub fn Heart() -> impl IntoView {
    view! {
        <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
            <path d="M10 16.5 4.2 10.7a3.7 3.7 0 0 1 5.2-5.2l.6.6.6-.6a3.7 3.7 0 0 1 5.2 5.2Z" fill="none"
                stroke="currentColor" stroke-width="1.5" stroke-linejoin="round"/>
        </svg>
    }
}
