//! Pages of words: contact, policies, imprint.

use serde::{Deserialize, Serialize};

use crate::ContentPageId;

/// The name in addresses of the page that carries the contact form.
pub const CONTACT: &str = "contact";

/// A page's name and address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageLink {
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub title: String,
}

/// A page as visitors see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct ContentView {
    /// Which page.
    pub id: ContentPageId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub title: String,
    /// Sanitised HTML.
    pub body_html: String,
}

/// Some pages, in the footer's order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct ContentList {
    /// The pages, without their words.
    pub items: Vec<ContentRow>,
    /// Hand it back to get the next page; null on the last.
    pub next_cursor: Option<String>,
}

/// A page in the admin's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct ContentRow {
    /// Which page.
    pub id: ContentPageId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub title: String,
    /// When it was written last. RFC 3339, UTC.
    pub updated_at: String,
}

/// What staff write into a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ContentInput {
    /// Its name in addresses; made from the title when empty.
    #[serde(default)]
    pub slug: String,
    /// Its name.
    pub title: String,
    /// HTML; what is not harmless is taken out.
    pub body_html: String,
}

/// What a visitor writes in the contact form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactInput {
    /// Who writes.
    pub name: String,
    /// Where an answer goes.
    pub email: String,
    /// What they say.
    pub message: String,
}

/// Most characters of a message.
pub const MESSAGE_LIMIT: usize = 5000;
