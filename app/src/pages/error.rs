use leptos::prelude::*;
use words::t;

use crate::{
    components::{GAP, around},
    layout::{Layout, Page, Shell},
    render::render,
};

/// A request that could not be answered as asked. `request_id` is what the visitor quotes when asking for help.
pub fn error(
    shell: Shell,
    status: u16,
    title: impl Into<String>,
    message: impl Into<String>,
    request_id: Option<String>,
) -> String {
    render(move || {
        let (title, message) = (title.into(), message.into());
        let page = Page::private(&title);
        let quote = request_id.map(|id| around(&t!("lost-quote", id = GAP), view! { <code>{id}</code> }));
        view! {
            <Layout shell page>
                <section class="lost">
                    <p class="eyebrow">{status.to_string()}</p>
                    <h1>{title}</h1>
                    <p>{message}</p>
                    {quote.map(|words| view! { <p class="quiet">{words}</p> })}
                    <form class="search-again" role="search" action="/search">
                        <label class="visually-hidden" for="search-again">{t!("search-label")}</label>
                        <input id="search-again" type="search" name="q" maxlength="200"/>
                        <button class="button">{t!("search-button")}</button>
                    </form>
                    <p><a href="/">{t!("back-to-shop")}</a></p>
                </section>
            </Layout>
        }
    })
}
