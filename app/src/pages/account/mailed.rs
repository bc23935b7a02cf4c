//! What goes by mail: the way to a new password, an address that is confirmed, and the way back to an order.

use leptos::prelude::*;

use super::{Typed, narrow};
use crate::{
    components::{TextField, error_of},
    layout::Shell,
    pages::Notes,
};

fn email_field(typed: &Typed, hint: &'static str) -> AnyView {
    let (email, error) = (typed.email.clone(), error_of(&typed.errors, "email"));
    view! {
        <TextField
            name="email" label="Email" kind="email" inputmode="email" autocomplete="email"
            value=email error hint=hint max_length=254
        />
    }
    .into_any()
}

/// `/account/reset`
pub fn ask_reset(shell: Shell, typed: Typed) -> String {
    narrow(shell, "A new password", Notes::default(), move || {
        let (summary, email) = (typed.summary(), email_field(&typed, "We send a link to it."));
        view! {
            {summary}
            <form class="door-form" method="post" action="/account/reset">
                {email}
                <button class="button button-wide" type="submit">"Send me a link"</button>
            </form>
        }
        .into_any()
    })
}

/// The answer to whoever asked for a mail: the same whatever is known.
pub fn sent(shell: Shell, text: &'static str) -> String {
    narrow(shell, "Please look at your mail", Notes::default(), move || {
        view! {
            <p>{text}</p>
            <p class="quiet">"Nothing there after some minutes? Look among unwanted mail, and whether the address is the one you used here."</p>
        }
        .into_any()
    })
}

/// `/account/reset/{token}`
pub fn reset(shell: Shell, token: String, typed: Typed) -> String {
    narrow(shell, "Choose a new password", Notes::default(), move || {
        let summary = typed.summary();
        let error = error_of(&typed.errors, "password");
        view! {
            {summary}
            <form class="door-form" method="post" action=format!("/account/reset/{token}")>
                <TextField
                    name="password" label="New password" kind="password" autocomplete="new-password" value="" error
                    hint="At least 10 characters. Everyone who is signed in to your account is signed out."
                />
                <button class="button button-wide" type="submit">"Keep this password"</button>
            </form>
        }
        .into_any()
    })
}

/// `/account/confirm/{token}`: programs that look at mail open its links, so opening one decides nothing.
pub fn confirm(shell: Shell, token: String) -> String {
    narrow(shell, "Is this your address?", Notes::default(), move || {
        view! {
            <p>"Say so, and orders you have placed with it before will be in your account too."</p>
            <form class="door-form" method="post" action=format!("/account/confirm/{token}")>
                <button class="button button-wide" type="submit">"Yes, it is mine"</button>
            </form>
        }
        .into_any()
    })
}

/// `/orders/lookup`
pub fn order_lookup(shell: Shell, typed: Typed) -> String {
    narrow(shell, "Find an order", Notes::default(), move || {
        let (summary, email) =
            (typed.summary(), email_field(&typed, "The one you gave with the order. We send the order's page to it."));
        let error = error_of(&typed.errors, "number");
        view! {
            {summary}
            <form class="door-form" method="post" action="/orders/lookup">
                <TextField
                    name="number" label="Order number" inputmode="numeric" autocomplete="off" value=typed.number error
                    hint="Like 1001. It is in every mail about it." max_length=20
                />
                {email}
                <button class="button button-wide" type="submit">"Send me its page"</button>
            </form>
        }
        .into_any()
    })
}
