//! What staff see when a page cannot be shown.

use leptos::prelude::*;
use types::admin::AdminChrome;

use super::{
    AdminPage,
    layout::{heading, page},
};

/// An error inside the admin: its HTTP status, what to do about it, and the id under which the log knows it.
#[must_use]
pub fn error(chrome: &AdminChrome, status: u16, message: &str, request_id: Option<&str>) -> AdminPage {
    let title = match status {
        404 => "Not found",
        403 => "Not allowed",
        409 => "It has changed meanwhile",
        status if status < 500 => "That did not work",
        _ => "Something went wrong",
    };
    let quote = request_id.map(|id| {
        view! { <p class="quiet">"Request " <code>{id.to_owned()}</code> ", error " {status}</p> }
    });
    let content = view! {
        {heading(None, title, ())}
        <p>{message.to_owned()}</p>
        {quote}
        <p><a href="/admin">"Go to the overview"</a></p>
    };
    page(chrome, None, title, content)
}
