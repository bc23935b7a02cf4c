use leptos::prelude::*;

use crate::{
    layout::{Layout, Page, Shell},
    render::render,
};

/// A request that could not be answered as asked. `request_id` is what the visitor quotes when asking for help.
pub fn error(
    shell: Shell,
    status: u16,
    title: &'static str,
    message: impl Into<String>,
    request_id: Option<String>,
) -> String {
    render(move || {
        let page = Page::private(title);
        let message = message.into();
        view! {
            <Layout shell page>
                <section class="lost">
                    <p class="eyebrow">{status.to_string()}</p>
                    <h1>{title}</h1>
                    <p>{message}</p>
                    {request_id.map(|id| view! { <p class="quiet">"If you ask for help, quote "<code>{id}</code>"."</p> })}
                    <form class="search-again" role="search" action="/search">
                        <label class="visually-hidden" for="search-again">"Search products"</label>
                        <input id="search-again" type="search" name="q" maxlength="200"/>
                        <button class="button">"Search"</button>
                    </form>
                    <p><a href="/">"Back to the shop"</a></p>
                </section>
            </Layout>
        }
    })
}
