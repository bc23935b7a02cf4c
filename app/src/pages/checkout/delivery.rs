use commerce::shipping;
use leptos::prelude::*;
use types::checkout::{CheckoutView, ShippingQuote};
use words::{money, t};

use crate::components::{FieldMessages, country_field, error_of};

/// Where to and how: what shipping and tax depend on, with a button of its own that works these out anew.
pub(super) fn delivery(view: &CheckoutView) -> AnyView {
    let country = country_field(&view.countries, &view.form.shipping_address.country, &view.errors);
    let method_error = error_of(&view.errors, "shipping_method");
    let methods = methods(&view.shipping, &view.form.shipping_method);
    view! {
        <section class="form-section delivery">
            <h2>{t!("checkout-delivery")}</h2>
            {country}
            {methods}
            <FieldMessages id="field-shipping_method".to_owned() error=method_error/>
            <p class="delivery-changed" role="status">{t!("checkout-delivery-changed")}</p>
            <button class="button button-quiet" type="submit" formaction="/checkout/delivery" formnovalidate>{t!("checkout-update-delivery")}</button>
        </section>
    }
    .into_any()
}

fn methods(quotes: &[ShippingQuote], chosen: &str) -> AnyView {
    if quotes.is_empty() {
        return view! { <p class="notice notice-error" role="alert">{t!("checkout-no-shipping")}</p> }.into_any();
    }
    let known = quotes.iter().any(|quote| quote.code == chosen);
    let options = quotes.iter().enumerate().map(|(index, quote)| {
        let checked = if known { quote.code == chosen } else { index == 0 };
        method(quote, checked)
    });
    view! {
        <fieldset class="choices" id="field-shipping_method">
            <legend>{t!("checkout-shipping")}</legend>
            {options.collect_view()}
        </fieldset>
    }
    .into_any()
}

fn method(quote: &ShippingQuote, checked: bool) -> AnyView {
    let price = if quote.price.amount == 0 { t!("totals-free") } else { money(quote.price) };
    let (name, promise) = (shipping::spoken(&quote.name), shipping::spoken(&quote.promise));
    view! {
        <label class="choice">
            <input type="radio" name="shipping_method" value=quote.code.clone() checked=checked required/>
            <span class="choice-what">{name} " " <span class="quiet">{promise}</span></span>
            <span class="choice-price">{price}</span>
        </label>
    }
    .into_any()
}
