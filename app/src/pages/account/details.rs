use leptos::prelude::*;
use types::customer::Account;

use super::{DETAILS, Typed, inside};
use crate::{
    components::{TextField, error_of},
    layout::Shell,
    pages::Notes,
};

/// `/account/details`
pub fn details(shell: Shell, account: Account, typed: Typed, notes: Notes) -> String {
    inside(shell, DETAILS, notes, move || {
        let summary = typed.summary();
        let error = |field: &str| error_of(&typed.errors, field);
        let (name_error, current_error, new_error) = (error("name"), error("current_password"), error("new_password"));
        let email = account.email.clone();
        view! {
            {summary}
            <form class="door-form" method="post" action="/account/name">
                <TextField
                    name="name" label="What shall we call you?" autocomplete="given-name" value=typed.name error=name_error
                    max_length=60
                />
                <button class="button" type="submit">"Keep this name"</button>
            </form>
            <form class="door-form" method="post" action="/account/password">
                <h2>"Another password"</h2>
                <p class="quiet">"You sign in as "<strong>{account.email}</strong>". Everyone else who is signed in is signed out."</p>
                // For password managers: whose password it is.
                <input type="hidden" name="username" autocomplete="username" value=email/>
                <TextField
                    name="current_password" label="Current password" kind="password" autocomplete="current-password" value=""
                    error=current_error
                />
                <TextField
                    name="new_password" label="New password" kind="password" autocomplete="new-password" value=""
                    hint="At least 10 characters." error=new_error
                />
                <button class="button" type="submit">"Change my password"</button>
            </form>
            <form class="door-form" method="post" action="/account/sign-out-everywhere">
                <h2>"Signed in elsewhere?"</h2>
                <p class="quiet">"On a lost phone or somebody else's computer: this ends every session, this one too."</p>
                <button class="button button-quiet" type="submit">"Sign out everywhere"</button>
            </form>
        }
        .into_any()
    })
}
