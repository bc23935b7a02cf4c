//! `/checkout`: one page, two forms that never nest.
//!
//! Country and shipping method decide shipping and tax, so they are a form of their own that loads the page again with
//! the new total. The order's form carries them along unseen. Thus the total on the button is always the one charged,
//! with or without JavaScript, and what the shopper types never gets into an address bar.

mod delivery;
mod fields;
mod summary;

use leptos::prelude::*;
use types::checkout::CheckoutView;

use crate::{
    components::ErrorSummary,
    layout::{Layout, Page, Shell},
    render::render,
};

/// The checkout page. Without lines in the cart it only leads back.
pub fn checkout(shell: Shell, view: CheckoutView) -> String {
    render(move || {
        let page = Page::private("Checkout");
        let content = if view.cart.lines.is_empty() { empty().into_any() } else { till(view).into_any() };
        view! {
            <Layout shell page>
                <div class="checkout-page">
                    <h1>"Checkout"</h1>
                    {content}
                </div>
            </Layout>
        }
    })
}

fn empty() -> AnyView {
    view! {
        <div class="empty">
            <p>"Your cart is empty, so there is nothing to pay for."</p>
            <a class="button" href="/products">"See everything"</a>
        </div>
    }
    .into_any()
}

fn till(view: CheckoutView) -> AnyView {
    let errors = view.errors.iter().map(|error| (fields::anchor(&error.field), error.message.clone())).collect();
    let blocked = view.cart.is_blocked();
    let country = view.form.shipping_address.country_label().to_owned();
    let delivery = delivery::delivery(&view);
    let delay = view.delay.clone().map(|text| view! { <p class="notice" role="status">{text}</p> });
    let order = (!view.shipping.is_empty() && !blocked).then(|| fields::order_form(&view, country));
    let summary = summary::summary(view.cart, view.totals);
    view! {
        <ErrorSummary problem=view.problem errors/>
        <div class="checkout">
            {summary}
            <div class="checkout-forms">
                {blocked.then(short_of_stock)}
                {delay}
                {delivery}
                {order}
            </div>
        </div>
    }
    .into_any()
}

fn short_of_stock() -> AnyView {
    view! {
        <p class="notice notice-error" role="alert">
            "Some of your cart is not in stock as asked. " <a href="/cart">"Change it in the cart"</a> "."
        </p>
    }
    .into_any()
}
