use leptos::prelude::*;
use words::t;

use super::{Typed, narrow};
use crate::{
    components::{GAP, TextField, around, error_of},
    layout::Shell,
    pages::Notes,
};

/// `/account/sign-in`
pub fn sign_in(shell: Shell, typed: Typed, notes: Notes) -> String {
    narrow(shell, t!("door-sign-in"), notes, move || {
        let (summary, to_sign_up) = (typed.summary(), with_next("/account/sign-up", &typed.next));
        let email_error = error_of(&typed.errors, "email");
        let password_error = error_of(&typed.errors, "password");
        let new_here = view! { <a href=to_sign_up>{t!("door-sign-up")}</a> };
        let lookup = view! { <a href="/orders/lookup">{t!("door-find-it")}</a> };
        view! {
            {summary}
            <form class="door-form" method="post" action="/account/sign-in">
                <input type="hidden" name="next" value=typed.next/>
                <TextField
                    name="email" label=t!("field-email") kind="email" inputmode="email" autocomplete="username"
                    value=typed.email error=email_error max_length=254
                />
                <TextField name="password" label=t!("field-password") kind="password" autocomplete="current-password" value="" error=password_error/>
                <button class="button button-wide" type="submit">{t!("door-sign-in")}</button>
            </form>
            <ul class="door-ways">
                <li><a href="/account/reset">{t!("door-lost-password")}</a></li>
                <li>{around(&t!("door-new-here", link = GAP), new_here)}</li>
                <li>{around(&t!("door-looking-for-order", link = GAP), lookup)}</li>
            </ul>
        }
        .into_any()
    })
}

/// `/account/sign-up`
pub fn sign_up(shell: Shell, typed: Typed) -> String {
    narrow(shell, t!("door-sign-up"), Notes::default(), move || {
        let (summary, to_sign_in) = (typed.summary(), with_next("/account/sign-in", &typed.next));
        let error = |field: &str| error_of(&typed.errors, field);
        let (email_error, name_error, password_error) = (error("email"), error("name"), error("password"));
        let have_one = view! { <a href=to_sign_in>{t!("door-sign-in")}</a> };
        view! {
            <p class="quiet">{t!("door-account-explained")}</p>
            {summary}
            <form class="door-form" method="post" action="/account/sign-up">
                <input type="hidden" name="next" value=typed.next/>
                <TextField
                    name="email" label=t!("field-email") kind="email" inputmode="email" autocomplete="username"
                    value=typed.email error=email_error max_length=254
                />
                <TextField
                    name="name" label=t!("field-your-name") autocomplete="given-name" value=typed.name error=name_error
                    optional=true max_length=60
                />
                <TextField
                    name="password" label=t!("field-password") kind="password" autocomplete="new-password" value="" error=password_error
                    hint=t!("field-password-hint")
                />
                <button class="button button-wide" type="submit">{t!("door-sign-up")}</button>
            </form>
            <ul class="door-ways">
                <li>{around(&t!("door-have-one", link = GAP), have_one)}</li>
            </ul>
        }
        .into_any()
    })
}

/// The other door, with the same way on. What is let through as `next` needs no escaping: see the handler.
fn with_next(door: &str, next: &str) -> String {
    if next.is_empty() { door.to_owned() } else { format!("{door}?next={next}") }
}
