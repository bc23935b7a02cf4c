//! Collections as staff see and write them.

use serde::{Deserialize, Serialize};

use crate::{CollectionId, ProductId};

/// A collection as staff write it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct CollectionInput {
    /// Its name.
    pub title: String,
    /// Its name in addresses; made from the title when empty.
    #[serde(default)]
    pub slug: String,
    /// HTML; sanitised when saved.
    #[serde(default)]
    pub description_html: String,
}

/// A collection in a list for staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct CollectionRow {
    /// Which collection.
    pub id: CollectionId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub title: String,
    /// Products that stand in it, whoever can see them.
    pub product_count: i64,
}

/// Some collections, in the order the shop shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct CollectionPage {
    /// The collections.
    pub items: Vec<CollectionRow>,
    /// Hand it back to get the next page; null on the last.
    pub next_cursor: Option<String>,
}

/// A collection as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct AdminCollection {
    /// Which collection.
    pub id: CollectionId,
    /// As written.
    #[serde(flatten)]
    pub input: CollectionInput,
    /// Products that stand in it, whoever can see them.
    pub product_count: i64,
}

/// Products that come first in a collection.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct MemberOrder {
    /// In that order; all others follow as they stood. At most 500.
    pub products: Vec<ProductId>,
}
