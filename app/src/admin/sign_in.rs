//! The way in.

use leptos::prelude::*;
use types::admin::FormErrors;

use super::{AdminPage, form::Form};

/// What the sign-in form shows.
#[derive(Clone, Debug, Default)]
pub struct SignIn {
    /// The shop's name.
    pub shop_name: String,
    /// As typed before.
    pub email: String,
    /// Where to go afterwards.
    pub next: String,
    /// Why it did not work.
    pub error: Option<String>,
}

/// `/admin/sign-in`. Posts `email`, `password` and `next`. The password is never written back.
#[must_use]
pub fn sign_in(input: &SignIn) -> AdminPage {
    let form = Form::new("sign-in", FormErrors { problem: input.error.clone(), fields: Vec::new() });
    let body = view! {
        <main class="admin-door">
            <h1>{input.shop_name.clone()} " admin"</h1>
            {form.summary()}
            <form class="admin-form" method="post" action="/admin/sign-in">
                <input type="hidden" name="next" value=input.next.clone()/>
                {form.text("email", "Email", &input.email).of_type("email").autocomplete("username").required().view()}
                {form.text("password", "Password", "").of_type("password").autocomplete("current-password").required().view()}
                <button class="button" type="submit">"Sign in"</button>
            </form>
            <p><a href="/">"Back to the shop"</a></p>
        </main>
    };
    AdminPage { title: format!("Sign in · {} admin", input.shop_name), body: body.into_any(), live: None }
}
