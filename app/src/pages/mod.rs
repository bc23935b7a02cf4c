//! One page per file: pure functions from what a handler has loaded to a document. `render::render` makes HTML of it.

use leptos::prelude::*;
use types::catalog::COUNTED;
use words::t;

pub use crate::components::PRICE_LENGTH;
use crate::components::{Notice, Tone};

pub mod account;
mod cart;
mod challenge;
mod checkout;
mod content;
mod drop;
mod error;
mod fragments;
mod home;
mod listing;
mod mailbox;
mod offline;
mod order;
mod product;
mod queue;
mod restock;
mod review_form;
mod reviews;
mod said;
mod sandbox;
mod suggestions;
mod survey;
mod wishlist;

pub use cart::{cart, cart_drawer};
pub use challenge::challenge;
pub use checkout::checkout;
pub use content::{ContactForm, content, message_sent};
pub use drop::drop;
pub use error::error;
pub use fragments::{
    greeting_fragment, newsletter, newsletter_again, newsletter_fragment, recent_fragment, related_fragment,
};
pub use home::home;
pub use listing::{ListedAt, listing};
pub use mailbox::{mail, mailbox};
pub use offline::offline;
pub use order::{OrderAsks, order};
pub use product::{Asking, Choice, Delivery, product};
pub use queue::{Queue, place, queue};
pub use restock::back_in_stock;
pub use review_form::ReviewForm;
pub use reviews::{reviews, reviews_fragment};
pub use sandbox::sandbox_approve;
pub use suggestions::suggestions_fragment;
pub use survey::{SurveyForm, feedback_sent};
pub use wishlist::wishlist;

/// What has just happened, shown above a page's content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// Something worked.
    pub notice: Option<String>,
    /// Something did not.
    pub error: Option<String>,
}

impl Notes {
    fn view(self) -> impl IntoView {
        view! {
            {self.error.map(|text| view! { <Notice tone=Tone::Error>{text}</Notice> })}
            {self.notice.map(|text| view! { <Notice tone=Tone::Success>{text}</Notice> })}
        }
    }
}

/// "12 products"; beyond what is counted, that there are more.
fn count_of_products(count: u64) -> String {
    match count {
        0..=COUNTED => t!("products-count", count = count),
        _ => t!("products-more", count = COUNTED),
    }
}

/// The beginning of `html`'s text, for search engines: tags dropped, at most `limit` characters. A story can be long: no more of it is
/// read than that takes.
fn excerpt(html: &str, limit: usize) -> String {
    let behind_tag = |part| str::split_once(part, '>').map_or("", |(_, text)| text);
    let (first, others) = html.split_once('<').unwrap_or((html, ""));
    let parts = std::iter::once(first).chain(others.split('<').map(behind_tag));
    let mut text = String::new();
    for word in parts.flat_map(str::split_whitespace) {
        if text.chars().count() >= limit {
            break;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&word.replace("&amp;", "&"));
    }
    text.chars().take(limit).collect()
}

#[cfg(test)]
pub(crate) mod tests;
