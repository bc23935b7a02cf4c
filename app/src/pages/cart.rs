use leptos::prelude::*;
use types::{cart::CartView, promotions::CartDiscount};

use super::Notes;
use crate::{
    components::CartLine,
    layout::{Layout, Page, Shell},
    render::render,
};

/// `/cart`. A visitor who never put anything into a cart has none. `discount` is what the code it remembers takes off.
pub fn cart(shell: Shell, view: Option<CartView>, discount: Option<CartDiscount>, notes: Notes) -> String {
    render(move || {
        let page = Page::private("Cart");
        let content = match view.filter(|cart| !cart.lines.is_empty()) {
            Some(cart) => filled(cart, discount).into_any(),
            None => empty().into_any(),
        };
        view! {
            <Layout shell page>
                <h1>"Cart"</h1>
                {notes.view()}
                {content}
            </Layout>
        }
    })
}

fn empty() -> AnyView {
    view! {
        <div class="empty">
            <p>"Your cart is empty."</p>
            <a class="button" href="/products">"See everything"</a>
        </div>
    }
    .into_any()
}

fn filled(cart: CartView, discount: Option<CartDiscount>) -> AnyView {
    let blocked = cart.is_blocked();
    let CartView { version, lines, totals, .. } = cart;
    let next = if blocked {
        view! { <p class="notice notice-error" role="alert">"Some of this cannot be had as asked. Change the marked lines to check out."</p> }
            .into_any()
    } else {
        view! { <a class="button button-wide" href="/checkout">"Check out"</a> }.into_any()
    };
    view! {
        <div class="cart">
            <ul class="cart-lines">{lines.into_iter().map(|line| view! { <CartLine line version/> }).collect_view()}</ul>
            <aside class="cart-side" aria-label="Summary">
                <p class="cart-subtotal"><span>"Subtotal"</span><span>{totals.subtotal.to_string()}</span></p>
                {discount.map(off)}
                <p class="quiet">"Shipping and tax are worked out at checkout."</p>
                {next}
                <a class="cart-back" href="/products">"Keep looking around"</a>
            </aside>
        </div>
    }
    .into_any()
}

/// What the code takes off, or why it does not; it is changed where it was typed.
fn off(discount: CartDiscount) -> AnyView {
    let CartDiscount { code, off, free_shipping, refused } = discount;
    let label = format!("Discount ({code})");
    let amount = if free_shipping { "Free shipping".to_owned() } else { format!("−{off}") };
    match refused {
        Some(words) => view! { <p class="quiet">{label}": "{words}</p> }.into_any(),
        None => view! { <p class="cart-discount"><span>{label}</span><span>{amount}</span></p> }.into_any(),
    }
}
