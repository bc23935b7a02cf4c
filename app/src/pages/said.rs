//! A page that says one thing: what became of something that was sent, or a question with its buttons.

use leptos::prelude::*;
use words::t;

use crate::{
    layout::{Layout, Page, Shell},
    render::render,
};

/// `title` and `text` for one visitor, and `below` them what can be done now.
pub(super) fn said(
    shell: Shell,
    title: impl Into<String>,
    text: impl Into<String>,
    below: impl FnOnce() -> AnyView + Send + 'static,
) -> String {
    let (title, text): (String, String) = (title.into(), text.into());
    render(move || {
        let page = Page::private(&title);
        view! {
            <Layout shell page>
                <section class="lost">
                    <h1>{title}</h1>
                    <p>{text}</p>
                    {below()}
                </section>
            </Layout>
        }
    })
}

/// The way from such a page to the shop.
pub(super) fn back_to_shop() -> AnyView {
    view! { <p><a href="/">{t!("back-to-shop")}</a></p> }.into_any()
}
