//! Lists of products: their order, and how they can be narrowed.

use serde::{Deserialize, Serialize};

use super::{CollectionView, ProductCard};

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// As the merchant arranged it; in a search, best match first.
    #[default]
    Featured,
    /// Latest first.
    Newest,
    /// Cheapest first.
    PriceAsc,
    /// Dearest first.
    PriceDesc,
    /// A to Z.
    Title,
}

impl Sort {
    /// All orders, as a list offers them.
    pub const ALL: [Sort; 5] = [Sort::Featured, Sort::Newest, Sort::PriceAsc, Sort::PriceDesc, Sort::Title];

    /// As written in addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Sort::Featured => "featured",
            Sort::Newest => "newest",
            Sort::PriceAsc => "price-asc",
            Sort::PriceDesc => "price-desc",
            Sort::Title => "title",
        }
    }

    /// Reads what an address says.
    #[must_use]
    pub fn from_param(text: &str) -> Option<Sort> {
        Sort::ALL.into_iter().find(|sort| sort.as_str() == text)
    }
}

/// Products of a list that are counted. One more than this means: more than this.
pub const COUNTED: u64 = 1_000;

/// One page of products.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// The collection listed, where it is one.
    pub collection: Option<CollectionView>,
    /// What was searched for; empty when nothing was.
    pub query: String,
    /// What else could be searched for.
    pub spelling: Spelling,
    /// The order.
    pub sort: Sort,
    /// This page's products.
    pub items: Vec<ProductCard>,
    /// Products on all pages, up to [`COUNTED`] and one more.
    pub total: u64,
    /// More products match the words than a search looks at: some that the filters would leave may be missing.
    pub is_cut: bool,
    /// This page, from 1.
    pub page: u64,
    /// How many pages there are, at least 1.
    pub pages: u64,
    /// How the list can be narrowed.
    pub facets: Facets,
    /// What others buy, where a search found nothing.
    pub popular: Vec<ProductCard>,
}

/// Words beside those that were searched for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spelling {
    /// Nothing matched as it was typed: the list is of these words.
    pub corrected: Option<String>,
    /// Searches that may have been meant, where nothing was found.
    pub instead: Vec<String>,
}

/// How a list can be narrowed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facets {
    /// To a collection.
    pub collections: Vec<FacetValue>,
    /// To products with one of some values.
    pub groups: Vec<Facet>,
    /// To a range of prices.
    pub price: PriceFields,
    /// To what can be bought now.
    pub available: Option<FacetValue>,
}

impl Facets {
    /// Something has been chosen.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        self.price.is_set()
            || self.collections.iter().chain(&self.available).any(|value| value.chosen)
            || self.choices() > 0
    }

    /// Values chosen of all [`groups`](Self::groups).
    #[must_use]
    pub fn choices(&self) -> usize {
        self.groups.iter().flat_map(|group| &group.values).filter(|value| value.chosen).count()
    }
}

/// Key of the facet that tells products by who made them.
pub const MADE_BY: &str = "made-by";

/// A way in which products differ: colour, size, who made them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facet {
    /// As written in addresses.
    pub key: String,
    /// As people read it.
    pub label: String,
    /// In the order shown.
    pub values: Vec<FacetValue>,
}

/// The two fields that narrow a list to a range of prices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceFields {
    /// As typed.
    pub lowest: String,
    /// As typed.
    pub highest: String,
    /// What is wrong with it; then nothing is narrowed by it.
    pub error: Option<String>,
    /// "$25.00 to $50.00", where the list is narrowed to it.
    pub label: Option<String>,
}

impl PriceFields {
    /// Something was typed.
    #[must_use]
    pub fn is_set(&self) -> bool {
        !self.lowest.is_empty() || !self.highest.is_empty()
    }
}

/// One way to narrow a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetValue {
    /// As written in addresses.
    pub value: String,
    /// As people read it.
    pub label: String,
    /// CSS hex colour, `#rrggbb`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub swatch: Option<String>,
    /// Products that would be left; none where nobody has counted.
    pub count: Option<u64>,
    /// There are more than were counted.
    pub at_least: bool,
    /// The list is narrowed to it.
    pub chosen: bool,
}
