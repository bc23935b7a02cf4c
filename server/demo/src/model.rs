//! The shapes the catalogue is handed out in: plain data, no behaviour beyond look-up.

/// Everything the demo shop sells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue {
    /// In the order the shop shows them.
    pub collections: Vec<Collection>,
    /// Grouped by collection, in the order the shop shows them.
    pub products: Vec<Product>,
}

/// A shelf of the shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collection {
    /// Last part of its address.
    pub slug: String,
    /// Name as shown.
    pub title: String,
    /// One or two plain sentences.
    pub summary: String,
    /// Place among the collections, from 1.
    pub position: u32,
}

/// One thing for sale with all its variants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// Last part of its address; unique.
    pub slug: String,
    /// Name as shown.
    pub title: String,
    /// One plain sentence for cards and search results.
    pub summary: String,
    /// Maker.
    pub vendor: String,
    /// Which drawing shows it, for example `tote`.
    pub kind: String,
    /// Slugs of its collections; the first is its home.
    pub collections: Vec<String>,
    /// Lower-case words for search and filters.
    pub tags: Vec<String>,
    /// What it is made of, as one phrase.
    pub material: String,
    /// Story and details; only `p`, `ul` and `li` elements.
    pub description_html: String,
    /// What a shopper chooses; empty for a product with a single variant.
    pub options: Vec<OptionDef>,
    /// Every combination that exists, at least one.
    pub variants: Vec<Variant>,
    /// First the picture for cards, then the others.
    pub pictures: Vec<Picture>,
    /// Shown on the home page.
    pub featured: bool,
    /// Place within its home collection, from 1.
    pub position: u32,
    /// Set when it is sold in one numbered edition at a set time.
    pub edition: Option<Edition>,
    /// Main picture colour (`#rrggbb`) where no colour option decides.
    pub tint: String,
    /// Second picture colour, `#rrggbb`.
    pub accent: String,
}

impl Product {
    /// The swatch (`#rrggbb`) of a colour this product comes in.
    pub fn swatch(&self, colour: &str) -> Option<&str> {
        let values = self.options.iter().flat_map(|option| &option.values);
        values.into_iter().find(|value| value.name == colour)?.swatch.as_deref()
    }
}

/// A thing the shopper chooses, such as colour or size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionDef {
    /// Name as shown.
    pub name: String,
    /// The choices in order.
    pub values: Vec<OptionValue>,
}

/// One choice of an option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionValue {
    /// Name as shown.
    pub name: String,
    /// `#rrggbb` for colours.
    pub swatch: Option<String>,
}

/// What is actually bought: one combination of option values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// Unique article number.
    pub sku: String,
    /// One value per option of the product, in the same order.
    pub option_values: Vec<String>,
    /// USD cents.
    pub price: i64,
    /// USD cents it used to cost; always above `price`.
    pub compare_at: Option<i64>,
    /// Shipping weight in grams.
    pub weight_grams: u32,
    /// Units on the shelf.
    pub stock: u32,
    /// For a variant that is gone but made again: weeks until it is back.
    pub back_in_weeks: Option<u32>,
}

/// A numbered edition that goes on sale at a set time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edition {
    /// How many are made.
    pub units: u32,
    /// Hour of the local Friday at which the sale opens, 0 to 23.
    pub friday_hour: u8,
}

/// A picture that [`picture`](crate::picture) draws.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Which side is shown.
    pub view: View,
    /// Alternative text.
    pub alt: String,
    /// Name of the colour shown, where the product has a colour option.
    pub colour: Option<String>,
}

/// Sides a product is shown from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum View {
    /// Whole, on a quiet ground.
    Front,
    /// Close-up.
    Detail,
    /// In its place.
    InUse,
}
