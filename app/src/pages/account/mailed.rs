//! What goes by mail: the way to a new password, an address that is confirmed, and the way back to an order.

use leptos::prelude::*;
use words::t;

use super::{Typed, narrow};
use crate::{
    components::{TextField, error_of},
    layout::Shell,
    pages::{Notes, said::back_to_shop},
};

fn email_field(typed: &Typed, hint: String) -> AnyView {
    let (email, error) = (typed.email.clone(), error_of(&typed.errors, "email"));
    view! {
        <TextField
            name="email" label=t!("field-email") kind="email" inputmode="email" autocomplete="email"
            value=email error hint=hint max_length=254
        />
    }
    .into_any()
}

/// `/account/reset`
pub fn ask_reset(shell: Shell, typed: Typed) -> String {
    narrow(shell, t!("reset-title"), Notes::default(), move || {
        let (summary, email) = (typed.summary(), email_field(&typed, t!("reset-email-hint")));
        view! {
            {summary}
            <form class="door-form" method="post" action="/account/reset">
                {email}
                <button class="button button-wide" type="submit">{t!("reset-send")}</button>
            </form>
        }
        .into_any()
    })
}

/// The answer to whoever asked for a mail: the same whatever is known.
pub fn sent(shell: Shell, text: impl Into<String>) -> String {
    let text = text.into();
    narrow(shell, t!("sent-title"), Notes::default(), move || {
        view! {
            <p>{text}</p>
            <p class="quiet">{t!("sent-nothing-there")}</p>
            {back_to_shop()}
        }
        .into_any()
    })
}

/// `/account/reset/{token}`
pub fn reset(shell: Shell, token: String, typed: Typed) -> String {
    narrow(shell, t!("reset-choose"), Notes::default(), move || {
        let summary = typed.summary();
        let error = error_of(&typed.errors, "password");
        view! {
            {summary}
            <form class="door-form" method="post" action=format!("/account/reset/{token}")>
                <TextField
                    name="password" label=t!("field-new-password") kind="password" autocomplete="new-password" value="" error
                    hint=t!("reset-password-hint")
                />
                <button class="button button-wide" type="submit">{t!("reset-keep")}</button>
            </form>
        }
        .into_any()
    })
}

/// `/account/confirm/{token}`: programs that look at mail open its links, so opening one decides nothing.
pub fn confirm(shell: Shell, token: String) -> String {
    narrow(shell, t!("confirm-title"), Notes::default(), move || {
        view! {
            <p>{t!("confirm-explained")}</p>
            <form class="door-form" method="post" action=format!("/account/confirm/{token}")>
                <button class="button button-wide" type="submit">{t!("confirm-yes")}</button>
            </form>
        }
        .into_any()
    })
}

/// `/orders/lookup`
pub fn order_lookup(shell: Shell, typed: Typed) -> String {
    narrow(shell, t!("lookup-title"), Notes::default(), move || {
        let (summary, email) = (typed.summary(), email_field(&typed, t!("lookup-email-hint")));
        let error = error_of(&typed.errors, "number");
        view! {
            {summary}
            <form class="door-form" method="post" action="/orders/lookup">
                <TextField
                    name="number" label=t!("lookup-number") inputmode="numeric" autocomplete="off" value=typed.number error
                    hint=t!("lookup-number-hint") max_length=20
                />
                {email}
                <button class="button button-wide" type="submit">{t!("lookup-send")}</button>
            </form>
        }
        .into_any()
    })
}
