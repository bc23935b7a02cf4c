use leptos::prelude::*;

/// As many products as a shelf shows.
const CARDS: usize = 4;

/// As many lines as a drawer shows before they are there.
const LINES: usize = 2;

/// The shape of a [`Shelf`](super::Shelf) that is still to come, of its size.
#[component]
pub fn ShelfSkeleton() -> impl IntoView {
    let card = || {
        view! {
            <li>
                <div class="product-card">
                    <div class="product-card-picture"><div class="skeleton skeleton-picture"></div></div>
                    <p class="product-card-title"><span class="skeleton skeleton-text"></span></p>
                    <p><span class="skeleton skeleton-word"></span></p>
                </div>
            </li>
        }
    };
    view! {
        <div class="shelf" aria-hidden="true">
            <p class="shelf-title"><span class="skeleton skeleton-word"></span></p>
            <ul class="product-grid">{(0..CARDS).map(|_| card()).collect_view()}</ul>
        </div>
    }
}

/// The shape of lines of a cart that are still to come.
#[component]
pub fn LinesSkeleton() -> impl IntoView {
    let line = || {
        view! {
            <li class="cart-line">
                <div class="cart-line-picture"><div class="skeleton skeleton-picture"></div></div>
                <div class="cart-line-what">
                    <p><span class="skeleton skeleton-text"></span></p>
                    <p><span class="skeleton skeleton-word"></span></p>
                </div>
                <p class="cart-line-change skeleton skeleton-field"></p>
            </li>
        }
    };
    view! { <ul class="cart-lines" aria-hidden="true">{(0..LINES).map(|_| line()).collect_view()}</ul> }
}
