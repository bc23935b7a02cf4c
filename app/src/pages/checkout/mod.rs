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
use words::t;

use crate::{
    components::{ErrorSummary, GAP, anchor, nothing_yet, time_of_day},
    islands::{self, HoldTimer, HoldWords},
    layout::{Layout, Page, Shell},
    render::render,
};

/// The checkout page. Without lines in the cart it only leads back.
pub fn checkout(shell: Shell, view: CheckoutView) -> String {
    render(move || {
        let page = Page::private(t!("checkout-title"));
        let content = if view.cart.lines.is_empty() { nothing_yet(t!("checkout-empty")) } else { till(view) };
        view! {
            <Layout shell page>
                <div class="checkout-page">
                    <h1>{t!("checkout-title")}</h1>
                    {content}
                </div>
            </Layout>
        }
    })
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
    let (until_words, words) = (time_of_day(&until), hold_words(seconds_left));
    view! { <HoldTimer seconds_left until until_words form=fields::FORM_ID.to_owned() words/> }.into_any()
}

/// What the timer says, in the page's language: the browser has no messages of its own.
fn hold_words(seconds_left: i64) -> HoldWords {
    let place = islands::PLACE.to_string();
    let minutes = islands::SAMPLES.map(|count| t!("hold-minutes", count = count).replace(&count.to_string(), &place));
    let seconds = islands::SAMPLES.map(|count| t!("hold-seconds", count = count).replace(&count.to_string(), &place));
    let length = islands::length(seconds_left, &minutes, &seconds);
    let until = t!("hold-until", time = GAP, length = length);
    let (before, after) = until.split_once(GAP).unwrap_or((&until, "."));
    // The length comes last in every language.
    let another = t!("hold-another", length = GAP);
    let another =
        another.split_once(GAP).map_or(&*another, |(before, _)| before.trim_end_matches('\u{2068}')).to_owned();
    HoldWords {
        until: (before.to_owned(), after.to_owned()),
        another,
        time_left: t!("hold-time-left"),
        over: t!("hold-over"),
        again: t!("hold-again"),
        begun: t!("hold-said-begun", length = &place),
        near: t!("hold-said-near", length = &place),
        ended: t!("hold-said-over"),
        minutes,
        seconds,
    }
}

fn mend_form(view: &CheckoutView) -> AnyView {
    let errors = view.errors.iter().map(|error| (anchor(&error.field), error.message.clone())).collect();
    view! { <ErrorSummary problem=view.problem.clone() errors/> }.into_any()
}

/// What cannot be mended here, but in the cart. Takes the focus as [`ErrorSummary`] does.
fn mend_cart(in_the_way: Vec<String>) -> AnyView {
    view! {
        <div class="notice notice-error" role="alert" tabindex="-1" autofocus id="errors">
            <h2>{t!("checkout-mend-cart")}</h2>
            <ul>{in_the_way.into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}</ul>
            <p><a href="/cart">{t!("checkout-to-cart")}</a></p>
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
        (Some(left), _) if left <= 0 => t!("stock-sold-out", title = title),
        (_, Some(most)) if line.is_beyond_cap() => t!("stock-cap", count = most, title = title),
        (left, _) => t!("stock-short", count = left.unwrap_or_default(), title = title),
    })
}

#[cfg(test)]
mod tests {
    use types::Locale;
    use words::speaking;

    use super::*;
    use crate::pages::tests::samples;

    #[test]
    fn the_timer_is_handed_whole_sentences_in_every_language() {
        for locale in Locale::ALL {
            let HoldWords { until: (before, after), another, begun, near, minutes, seconds, .. } =
                speaking(locale, || hold_words(600));
            assert!(!before.trim().is_empty() && after.contains("10"), "{locale}: {before} … {after}");
            assert!([&before, &after, &another].iter().all(|text| !text.contains(GAP)), "{locale}: {another}");
            assert!([&begun, &near].iter().all(|text| text.contains(islands::PLACE)), "{locale}: {begun} {near}");
            assert_eq!(islands::length(9 * 60, &minutes, &seconds), speaking(locale, || t!("hold-minutes", count = 9)));
            assert_eq!(islands::length(45, &minutes, &seconds), speaking(locale, || t!("hold-seconds", count = 45)));
            assert_eq!(islands::length(120, &minutes, &seconds), speaking(locale, || t!("hold-minutes", count = 2)));
        }
    }

    #[test]
    fn the_till_speaks_arabic_as_arabic_counts() {
        let till = |quantity| {
            let mut view = samples::checkout("T");
            view.cart.totals.item_count = quantity;
            speaking(Locale::Ar, || checkout(samples::shell("T"), view))
        };
        assert!(till(2).contains("قطعتان"));
        let html = till(3);
        for english in ["Checkout", "Delivery", "Contact", "Address", "Payment", "Discount", "Subtotal", "We keep"] {
            assert!(!html.contains(english), "{english} in {html}");
        }
        assert!(html.contains("الولايات المتحدة") && html.contains("إتمام الشراء"), "{html}");
    }
}
