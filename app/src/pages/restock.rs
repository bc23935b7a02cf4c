use leptos::prelude::*;
use words::t;

use crate::{
    layout::{Layout, Page, Shell},
    render::render,
};

/// `/back-in-stock/{token}`: what is to be said to whoever waits for something, and with a `link` the button that ends it.
pub fn back_in_stock(shell: Shell, title: impl Into<String>, text: impl Into<String>, link: Option<String>) -> String {
    let (title, text): (String, String) = (title.into(), text.into());
    render(move || {
        let page = Page::private(&title);
        view! {
            <Layout shell page>
                <section class="lost">
                    <h1>{title}</h1>
                    <p>{text}</p>
                    {link.map(|link| view! {
                        <form method="post" action=format!("/back-in-stock/{link}")>
                            <button class="button">{t!("restock-button")}</button>
                        </form>
                    })}
                    <p><a href="/">{t!("back-to-shop")}</a></p>
                </section>
            </Layout>
        }
    })
}
