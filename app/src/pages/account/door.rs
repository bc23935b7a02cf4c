use leptos::prelude::*;

use super::{Typed, narrow};
use crate::{
    components::{TextField, error_of},
    layout::Shell,
    pages::Notes,
};

/// `/account/sign-in`
pub fn sign_in(shell: Shell, typed: Typed, notes: Notes) -> String {
    narrow(shell, "Sign in", notes, move || {
        let (summary, to_sign_up) = (typed.summary(), with_next("/account/sign-up", &typed.next));
        let email_error = error_of(&typed.errors, "email");
        let password_error = error_of(&typed.errors, "password");
        view! {
            {summary}
            <form class="door-form" method="post" action="/account/sign-in">
                <input type="hidden" name="next" value=typed.next/>
                <TextField
                    name="email" label="Email" kind="email" inputmode="email" autocomplete="username"
                    value=typed.email error=email_error max_length=254
                />
                <TextField name="password" label="Password" kind="password" autocomplete="current-password" value="" error=password_error/>
                <button class="button button-wide" type="submit">"Sign in"</button>
            </form>
            <ul class="door-ways">
                <li><a href="/account/reset">"I have lost my password"</a></li>
                <li>"New here? "<a href=to_sign_up>"Make an account"</a></li>
                <li>"Looking for an order? "<a href="/orders/lookup">"Find it without an account"</a></li>
            </ul>
        }
        .into_any()
    })
}

/// `/account/sign-up`
pub fn sign_up(shell: Shell, typed: Typed) -> String {
    narrow(shell, "Make an account", Notes::default(), move || {
        let (summary, to_sign_in) = (typed.summary(), with_next("/account/sign-in", &typed.next));
        let error = |field: &str| error_of(&typed.errors, field);
        let (email_error, name_error, password_error) = (error("email"), error("name"), error("password"));
        view! {
            <p class="quiet">"Keeps your cart, your orders and your addresses together. You can buy without one."</p>
            {summary}
            <form class="door-form" method="post" action="/account/sign-up">
                <input type="hidden" name="next" value=typed.next/>
                <TextField
                    name="email" label="Email" kind="email" inputmode="email" autocomplete="username"
                    value=typed.email error=email_error max_length=254
                />
                <TextField
                    name="name" label="What shall we call you?" autocomplete="given-name" value=typed.name error=name_error
                    optional=true max_length=60
                />
                <TextField
                    name="password" label="Password" kind="password" autocomplete="new-password" value="" error=password_error
                    hint="At least 10 characters."
                />
                <button class="button button-wide" type="submit">"Make an account"</button>
            </form>
            <ul class="door-ways">
                <li>"Have one already? "<a href=to_sign_in>"Sign in"</a></li>
            </ul>
        }
        .into_any()
    })
}

/// The other door, with the same way on. What is let through as `next` needs no escaping: see the handler.
fn with_next(door: &str, next: &str) -> String {
    if next.is_empty() { door.to_owned() } else { format!("{door}?next={next}") }
}
