//! `/checkout`: one page, one form, two places it can be sent to.
//!
//! Country and shipping method decide shipping and tax. Their button posts the form to `/checkout/delivery`, which answers with
//! everything as it was typed and the new total; the other button places the order. Thus the total on the button is always the one
//! charged, nothing typed is lost or gets into an address bar, and all of it works without JavaScript.

mod delivery;
mod fields;
mod saved;
mod summary;

use leptos::prelude::*;
use types::{
    FieldError,
    cart::CartLineView,
    checkout::{CheckoutView, HoldView},
};

use crate::{
    components::{ErrorSummary, anchor, time_of_day},
    islands::HoldTimer,
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
    let in_the_way = in_the_way(&view);
    let can_pay = !view.shipping.is_empty() && in_the_way.is_empty();
    let trouble = if in_the_way.is_empty() { mend_form(&view) } else { mend_cart(in_the_way) };
    let form = fields::order_form(&view, can_pay);
    let hold = view.hold.map(hold_timer);
    let summary = summary::summary(view.cart, view.totals, hold);
    let delay = view.delay.clone().map(|text| view! { <p class="notice" role="status">{text}</p> });
    view! {
        {trouble}
        {can_pay.then(fields::default_button)}
        <div class="checkout">
            {summary}
            {delay}
            {form}
        </div>
    }
    .into_any()
}

fn hold_timer(hold: HoldView) -> AnyView {
    let HoldView { until, seconds_left } = hold;
    let until_words = time_of_day(&until);
    view! { <HoldTimer seconds_left until until_words form=fields::FORM_ID.to_owned()/> }.into_any()
}

fn mend_form(view: &CheckoutView) -> AnyView {
    let errors = view.errors.iter().map(|error| (anchor(&error.field), error.message.clone())).collect();
    view! { <ErrorSummary problem=view.problem.clone() errors/> }.into_any()
}

/// What cannot be mended here, but in the cart. Takes the focus as [`ErrorSummary`] does.
fn mend_cart(in_the_way: Vec<String>) -> AnyView {
    view! {
        <div class="notice notice-error" role="alert" tabindex="-1" autofocus id="errors">
            <h2>"Your cart needs a change first"</h2>
            <ul>{in_the_way.into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}</ul>
            <p><a href="/cart">"Change it in the cart"</a></p>
        </div>
    }
    .into_any()
}

/// Which lines stand between the cart and an order: as taking their units was refused, or else as the cart itself knows.
fn in_the_way(view: &CheckoutView) -> Vec<String> {
    let refused = |error: &&FieldError| error.field.starts_with("lines.");
    let refused: Vec<_> = view.errors.iter().filter(refused).map(|error| error.message.clone()).collect();
    if refused.is_empty() { view.cart.lines.iter().filter_map(shortage).collect() } else { refused }
}

fn shortage(line: &CartLineView) -> Option<String> {
    if !line.is_blocked() {
        return None;
    }
    let title = line.full_title();
    Some(match (line.available, line.cap_per_person) {
        (Some(left), _) if left <= 0 => format!("{title} is sold out."),
        (_, Some(most)) if line.is_beyond_cap() => format!("At most {most} of {title} per person."),
        (left, _) => format!("Only {} of {title} left.", left.unwrap_or_default()),
    })
}
