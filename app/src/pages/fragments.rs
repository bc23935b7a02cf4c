//! What the browser puts into the places a page has left for it.

use leptos::prelude::*;
use types::{catalog::ProductCard, customer::Greeting};
use words::t;

use super::said::{back_to_shop, said};
use crate::{
    components::{NewsletterBox, Shelf, TextField},
    layout::Shell,
    render::render,
};

/// Products like the one on the page.
pub fn related_fragment(items: Vec<ProductCard>) -> String {
    render(move || view! { <Shelf id="related" title=t!("shelf-alike") items/> })
}

/// What the visitor looked at before.
pub fn recent_fragment(items: Vec<ProductCard>) -> String {
    render(move || view! { <Shelf id="recent" title=t!("shelf-recent") items/> })
}

/// Greets a customer on the home page.
pub fn greeting_fragment(greeting: Greeting) -> String {
    render(move || {
        let order = greeting.last_order.map(|order| {
            view! { <a href=format!("/orders/{}", order.token)>{t!("greeting-order")}</a> }
        });
        view! { <span class="greeting-name">{t!("greeting-name", name = greeting.name)}</span> {order} }
    })
}

/// The newsletter's box.
pub fn newsletter_fragment() -> String {
    render(|| view! { <NewsletterBox/> })
}

/// `/newsletter`: the form once more, with the address as it was typed and what is `wrong` with it.
pub fn newsletter_again(shell: Shell, email: String, wrong: String) -> String {
    said(shell, t!("newsletter-title"), t!("newsletter-ask"), move || {
        view! {
            <form class="door-form" method="post" action="/newsletter">
                <TextField
                    name="email" label=t!("field-email") kind="email" inputmode="email" autocomplete="email"
                    value=email error=Some(wrong) max_length=254
                />
                <button class="button">{t!("newsletter-subscribe")}</button>
            </form>
            {back_to_shop()}
        }
        .into_any()
    })
}

/// `/newsletter`, `/newsletter/{token}`: what is to be said of the newsletter, and with a `link` its two buttons.
pub fn newsletter(shell: Shell, title: impl Into<String>, text: impl Into<String>, link: Option<String>) -> String {
    said(shell, title, text, move || {
        let buttons = link.map(|link| {
            view! {
                <form class="newsletter-answer" method="post" action=format!("/newsletter/{link}")>
                    <button class="button" name="answer" value="yes">{t!("newsletter-yes")}</button>
                    <button class="button button-quiet" name="answer" value="no">{t!("newsletter-no")}</button>
                </form>
            }
        });
        view! { {buttons} {back_to_shop()} }.into_any()
    })
}
