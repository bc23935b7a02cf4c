use leptos::prelude::*;
use types::Money;

use crate::{
    layout::{Layout, Page, Shell},
    render::render,
};

/// `/sandbox/approve/{reference}`: the bank's page, as the sandbox plays it.
pub fn sandbox_approve(shell: Shell, reference: &str, amount: Money) -> String {
    render(move || {
        let page = Page::private("Approve a payment");
        let action = format!("/sandbox/approve/{reference}");
        let reference = reference.to_owned();
        view! {
            <Layout shell page>
                <section class="lost">
                    <p class="eyebrow">"Sandbox bank"</p>
                    <h1>{format!("Approve {amount}?")}</h1>
                    <p>"This page stands in for a bank. No money moves."</p>
                    <p class="quiet">"Payment "<code>{reference}</code></p>
                    <form class="button-row" method="post" action=action>
                        <button class="button" name="decision" value="approve">"Approve"</button>
                        <button class="button button-quiet" name="decision" value="decline">"Decline"</button>
                    </form>
                </section>
            </Layout>
        }
    })
}
