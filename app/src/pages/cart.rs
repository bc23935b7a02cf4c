use leptos::prelude::*;
use types::{cart::CartView, catalog::ProductCard, promotions::CartDiscount};
use words::{money, t};

use super::{
    Notes,
    survey::{SurveyForm, cart_survey},
};
use crate::{
    components::{CartLine, Shelf, nothing_yet, taken_off},
    layout::{Layout, Page, Shell},
    render::render,
};

/// Pictures, of lines and of what goes well with them, that stand above the fold of most windows: loaded at once.
const EAGER_PICTURES: usize = 2;

/// `/cart`. A visitor who never put anything into a cart has none. `discount` is what the code it remembers takes off, `beside` goes
/// well with what is in it, `survey` is what the shop asks.
pub fn cart(
    shell: Shell,
    view: Option<CartView>,
    discount: Option<CartDiscount>,
    beside: Vec<ProductCard>,
    survey: Option<SurveyForm>,
    notes: Notes,
) -> String {
    render(move || {
        let page = Page::private(t!("cart-title"));
        let content = match view.filter(|cart| !cart.lines.is_empty()) {
            Some(cart) => filled(cart, discount).into_any(),
            None => empty().into_any(),
        };
        let beside = (!beside.is_empty())
            .then(|| view! { <Shelf id="beside" title=t!("cart-beside") items=beside eager=EAGER_PICTURES/> });
        view! {
            <Layout shell page>
                <h1>{t!("cart-title")}</h1>
                {notes.view()}
                {content}
                {cart_survey(survey)}
                {beside}
            </Layout>
        }
    })
}

/// What the drawer shows of the cart. The number of units is for the header.
pub fn cart_drawer(view: CartView, notes: Notes) -> String {
    render(move || {
        let units = view.totals.item_count.to_string();
        let content = if view.lines.is_empty() { empty() } else { drawer(view) };
        view! {
            <div class="drawer-cart" data-units=units>
                {notes.view()}
                {content}
            </div>
        }
    })
}

fn empty() -> AnyView {
    nothing_yet(t!("cart-empty"))
}

fn filled(cart: CartView, discount: Option<CartDiscount>) -> AnyView {
    let next = to_till(&cart);
    let sum = sum(&cart, discount);
    view! {
        <div class="cart">
            {lines(cart)}
            <aside class="cart-side" aria-label=t!("cart-summary")>
                {sum}
                {next}
                <a class="cart-back" href="/products">{t!("cart-keep-looking")}</a>
            </aside>
        </div>
    }
    .into_any()
}

fn drawer(cart: CartView) -> AnyView {
    let next = to_till(&cart);
    let sum = sum(&cart, None);
    view! {
        <div class="drawer-lines" tabindex="0" role="group" aria-label=t!("cart-lines")>{lines(cart)}</div>
        <div class="drawer-foot">
            {sum}
            {next}
            <a class="cart-back" href="/cart">{t!("cart-view")}</a>
        </div>
    }
    .into_any()
}

fn lines(cart: CartView) -> AnyView {
    let CartView { version, lines, .. } = cart;
    let lines = lines.into_iter().enumerate().map(|(index, line)| {
        let eager = index < EAGER_PICTURES;
        view! { <CartLine line version eager/> }
    });
    view! { <ul class="cart-lines">{lines.collect_view()}</ul> }.into_any()
}

fn sum(cart: &CartView, discount: Option<CartDiscount>) -> AnyView {
    let subtotal = money(cart.totals.subtotal);
    view! {
        <p class="cart-subtotal"><span>{t!("totals-subtotal")}</span><span>{subtotal}</span></p>
        {discount.map(off)}
        <p class="quiet">{t!("cart-worked-out-later")}</p>
    }
    .into_any()
}

/// The way on, unless something stands in it.
fn to_till(cart: &CartView) -> AnyView {
    if cart.is_blocked() {
        view! { <p class="notice notice-error" role="alert">{t!("cart-blocked")}</p> }.into_any()
    } else {
        view! { <a class="button button-wide" href="/checkout">{t!("cart-check-out")}</a> }.into_any()
    }
}

/// What the code takes off, or why it does not; it is changed where it was typed.
fn off(discount: CartDiscount) -> AnyView {
    let CartDiscount { code, off, free_shipping, refused } = discount;
    let label = t!("totals-discount-code", code = code);
    let amount = if free_shipping { t!("cart-free-shipping") } else { taken_off(off) };
    match refused {
        Some(words) => view! { <p class="quiet">{label}": "{words}</p> }.into_any(),
        None => view! { <p class="cart-discount"><span>{label}</span><span>{amount}</span></p> }.into_any(),
    }
}
