use leptos::prelude::*;
use types::Money;
use words::{money, t};

use crate::{
    components::{GAP, around},
    layout::{Layout, Page, Shell},
    render::render,
};

/// `/sandbox/approve/{reference}`: the bank's page, as the sandbox plays it.
pub fn sandbox_approve(shell: Shell, reference: &str, amount: Money) -> String {
    render(move || {
        let page = Page::private(t!("sandbox-title"));
        let action = format!("/sandbox/approve/{reference}");
        let reference = reference.to_owned();
        view! {
            <Layout shell page>
                <section class="lost">
                    <p class="eyebrow">{t!("sandbox-bank")}</p>
                    <h1>{t!("sandbox-approve-amount", amount = money(amount))}</h1>
                    <p>{t!("sandbox-explained")}</p>
                    <p class="quiet">{around(&t!("sandbox-payment", reference = GAP), view! { <code>{reference}</code> })}</p>
                    <form class="button-row" method="post" action=action>
                        <button class="button" name="decision" value="approve">{t!("sandbox-approve")}</button>
                        <button class="button button-quiet" name="decision" value="decline">{t!("sandbox-decline")}</button>
                    </form>
                </section>
            </Layout>
        }
    })
}
