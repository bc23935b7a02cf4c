use leptos::prelude::*;
use types::customer::Account;
use words::t;

use super::{Room, Typed, inside};
use crate::{
    components::{GAP, TextField, around, error_of},
    layout::Shell,
    pages::Notes,
};

/// `/account/details`
pub fn details(shell: Shell, account: Account, typed: Typed, notes: Notes) -> String {
    inside(shell, Room::Details, Room::Details.name(), notes, move || {
        let summary = typed.summary();
        let error = |field: &str| error_of(&typed.errors, field);
        let (name_error, current_error, new_error) = (error("name"), error("current_password"), error("new_password"));
        let email = account.email.clone();
        let signed_in = around(&t!("details-signed-in", email = GAP), view! { <strong>{account.email}</strong> });
        view! {
            {summary}
            <form class="door-form" method="post" action="/account/name">
                <TextField
                    name="name" label=t!("field-your-name") autocomplete="given-name" value=typed.name error=name_error
                    max_length=60
                />
                <button class="button" type="submit">{t!("details-keep-name")}</button>
            </form>
            <form class="door-form" method="post" action="/account/password">
                <h2>{t!("details-password")}</h2>
                <p class="quiet">{signed_in}</p>
                // For password managers: whose password it is.
                <input type="hidden" name="username" autocomplete="username" value=email/>
                <TextField
                    name="current_password" label=t!("field-current-password") kind="password" autocomplete="current-password" value=""
                    error=current_error
                />
                <TextField
                    name="new_password" label=t!("field-new-password") kind="password" autocomplete="new-password" value=""
                    hint=t!("field-password-hint") error=new_error
                />
                <button class="button" type="submit">{t!("details-change-password")}</button>
            </form>
            <form class="door-form" method="post" action="/account/sign-out-everywhere">
                <h2>{t!("details-elsewhere")}</h2>
                <p class="quiet">{t!("details-elsewhere-explained")}</p>
                <button class="button button-quiet" type="submit">{t!("details-sign-out-everywhere")}</button>
            </form>
        }
        .into_any()
    })
}
