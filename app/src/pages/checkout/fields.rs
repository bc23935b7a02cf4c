use leptos::prelude::*;
use types::checkout::{CheckoutView, SandboxCard};
use words::{money, t};

use super::delivery::delivery;
use crate::components::{FieldMessages, GAP, TextField, address_fields, around, error_of, field_id};

/// Stripe wants it loaded from there, so that it stays theirs.
const STRIPE_LIBRARY: &str = "https://js.stripe.com/v3/";

/// Id of the form, for buttons outside it.
pub(super) const FORM_ID: &str = "order";

/// Everything an order needs, and the button that places it where it can be placed. Whatever stands in the way, what has been typed
/// stays.
pub(super) fn order_form(view: &CheckoutView, can_pay: bool) -> AnyView {
    let unseen = [
        ("idempotency_key", view.idempotency_key.clone()),
        ("payment_provider", view.form.payment.provider.clone()),
        ("expected_total", view.totals.total.amount.to_string()),
        ("currency", view.totals.total.currency.to_string()),
    ];
    let unseen = unseen.map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    let delivery = delivery(view);
    let contact = contact(view);
    let address = address(view);
    let payment = payment(view);
    let discount = discount(view);
    let can_pay = can_pay && (view.card_field_key.is_some() || !view.sandbox_cards.is_empty());
    let pay = can_pay.then(|| t!("checkout-pay", total = money(view.totals.total)));
    view! {
        <form class="order-form" id=FORM_ID method="post" action="/checkout">
            {unseen.into_iter().collect_view()}
            {delivery}
            {contact}
            {address}
            {payment}
            {discount}
            {pay.map(|words| view! { <button class="button button-wide pay" type="submit">{words}</button> })}
        </form>
    }
    .into_any()
}

/// Return in a field presses the first of the form's buttons on the page: that is to be the one that pays, not one that works out
/// delivery or keeps units. So this stands before them all, out of sight.
pub(super) fn default_button() -> AnyView {
    view! {
        <button class="visually-hidden" type="submit" form=FORM_ID tabindex="-1" aria-hidden="true">{t!("checkout-pay-now")}</button>
    }
    .into_any()
}

fn contact(view: &CheckoutView) -> AnyView {
    let who = match &view.customer {
        Some(customer) => {
            let email = customer.email.clone();
            let email = view! { <strong>{email}</strong> };
            view! { <p class="quiet">{around(&t!("checkout-signed-in", email = GAP), email)}</p> }.into_any()
        }
        None => {
            let link = view! { <a href="/account/sign-in?next=/checkout">{t!("checkout-sign-in")}</a> };
            view! { <p class="quiet">{around(&t!("checkout-have-account", link = GAP), link)}</p> }.into_any()
        }
    };
    view! {
        <section class="form-section">
            <h2>{t!("checkout-contact")}</h2>
            {who}
            <TextField
                name="email" label=t!("field-email") kind="email" inputmode="email" autocomplete="email"
                value=view.form.email.clone() error=error_of(&view.errors, "email")
                hint=t!("checkout-email-hint") max_length=254
            />
        </section>
    }
    .into_any()
}

fn address(view: &CheckoutView) -> AnyView {
    let address = view.form.shipping_address.clone();
    let country = words::country(&address.country);
    let country = around(&t!("checkout-country-chosen", country = GAP), view! { <strong>{country}</strong> });
    let fields = address_fields(address, &view.errors);
    let (saved, keep) = match &view.customer {
        Some(customer) => (super::saved::choice(&customer.addresses), Some(super::saved::keep(customer.keep_address))),
        None => (None, None),
    };
    view! {
        <section class="form-section">
            <h2>{t!("checkout-address")}</h2>
            {saved}
            {fields}
            <p class="quiet">{country}</p>
            {keep}
        </section>
    }
    .into_any()
}

fn payment(view: &CheckoutView) -> AnyView {
    if let Some(key) = &view.card_field_key {
        return stripe_card(key.clone(), error_of(&view.errors, "payment.token"));
    }
    if view.sandbox_cards.is_empty() {
        return view! {
            <p class="notice notice-error" role="alert">{t!("checkout-no-payments")}</p>
        }
        .into_any();
    }
    let chosen = view.form.payment.token.clone();
    let known = view.sandbox_cards.iter().any(|card| card.token == chosen);
    let cards = view.sandbox_cards.iter().enumerate();
    let cards = cards.map(|(index, card)| sandbox_card(card, if known { card.token == chosen } else { index == 0 }));
    let error = error_of(&view.errors, "payment.token");
    view! {
        <section class="form-section">
            <h2>{t!("checkout-payment")}</h2>
            <p class="quiet">{t!("checkout-play-money")}</p>
            <fieldset class="choices" id=field_id("payment_token")>
                <legend class="visually-hidden">{t!("checkout-card")}</legend>
                {cards.collect_view()}
            </fieldset>
            <FieldMessages id=field_id("payment_token") error/>
        </section>
    }
    .into_any()
}

/// Stripe's own field; what is typed into it never comes to the shop. The scripts are the last thing in the section: the library
/// first, then what puts its field in place.
fn stripe_card(key: String, error: Option<String>) -> AnyView {
    view! {
        <section class="form-section">
            <h2>{t!("checkout-payment")}</h2>
            <noscript>
                <p class="notice notice-error">
                    {t!("checkout-stripe-needs-script")}
                </p>
            </noscript>
            <div class="field">
                <label for=field_id("payment_token")>{t!("checkout-card")}</label>
                <div class="stripe-card" id="stripe-card" data-key=key data-missing=t!("checkout-stripe-missing")
                    data-unreachable=t!("checkout-stripe-unreachable")></div>
                <p class="field-error" id="stripe-card-problem" role="alert"></p>
                <input type="hidden" name="payment_token" id=field_id("payment_token")/>
                <FieldMessages id=field_id("payment_token") error/>
            </div>
            <script defer src=STRIPE_LIBRARY></script>
            <script defer src=crate::assets::card_field_address()></script>
        </section>
    }
    .into_any()
}

fn sandbox_card(card: &SandboxCard, checked: bool) -> AnyView {
    view! {
        <label class="choice">
            <input type="radio" name="payment_token" value=card.token.clone() checked=checked required/>
            <span class="choice-what">{card.label.clone()}</span>
        </label>
    }
    .into_any()
}

/// The code, with a button of its own that works out what it takes off, and one that takes it away again. Nothing else is lost by either.
fn discount(view: &CheckoutView) -> AnyView {
    let code = view.form.discount_code.clone().unwrap_or_default();
    let error = error_of(&view.errors, "discount_code");
    let open = error.is_some() || !code.is_empty();
    let off = view.totals.discount;
    let applied = view.totals.discount_code.clone().filter(|_| off.amount > 0);
    let applied = applied.map(|code| {
        let sentence = t!("checkout-code-takes", code = GAP, amount = money(off));
        view! { <p role="status">{around(&sentence, view! { <strong>{code}</strong> })}</p> }
    });
    let remove = open.then(|| {
        view! {
            <button class="button button-quiet" type="submit" name="remove_discount" value="1"
                formaction="/checkout/delivery" formnovalidate>{t!("checkout-remove-code")}</button>
        }
    });
    view! {
        <details class="discount" open=open>
            <summary>{t!("checkout-add-code")}</summary>
            <TextField name="discount_code" label=t!("checkout-code") value=code error optional=true autocomplete="off" max_length=64/>
            {applied}
            <p class="discount-buttons">
                <button class="button button-quiet" type="submit" formaction="/checkout/delivery" formnovalidate>{t!("checkout-apply-code")}</button>
                {remove}
            </p>
        </details>
    }.into_any()
}
