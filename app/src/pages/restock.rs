use leptos::prelude::*;
use words::t;

use super::said::{back_to_shop, said};
use crate::layout::Shell;

/// `/back-in-stock/{token}`: what is to be said to whoever waits for something, and with a `link` the button that ends it.
pub fn back_in_stock(shell: Shell, title: impl Into<String>, text: impl Into<String>, link: Option<String>) -> String {
    said(shell, title, text, move || {
        let button = link.map(|link| {
            view! {
                <form method="post" action=format!("/back-in-stock/{link}")>
                    <button class="button">{t!("restock-button")}</button>
                </form>
            }
        });
        view! { {button} {back_to_shop()} }.into_any()
    })
}
