use leptos::prelude::*;

use crate::{
    layout::{Layout, Page, Shell},
    render::render,
};

/// `/back-in-stock/{token}`: what is to be said to whoever waits for something, and with a `link` the button that ends it.
pub fn back_in_stock(shell: Shell, title: &'static str, text: &'static str, link: Option<String>) -> String {
    render(move || {
        let page = Page::private(title);
        view! {
            <Layout shell page>
                <section class="lost">
                    <h1>{title}</h1>
                    <p>{text}</p>
                    {link.map(|link| view! {
                        <form method="post" action=format!("/back-in-stock/{link}")>
                            <button class="button">"Do not write to me about it"</button>
                        </form>
                    })}
                    <p><a href="/">"Back to the shop"</a></p>
                </section>
            </Layout>
        }
    })
}
