//! Products as shoppers see them.

mod listing;

use serde::{Deserialize, Serialize};

use crate::{CollectionId, ImageId, Money, ProductId, VariantId, content::PageLink, flag::Extras, review::ReviewsView};

pub use listing::{COUNTED, Facet, FacetValue, Facets, Listing, MADE_BY, PriceFields, Sort, Spelling};

/// From here down, a product's page says how many are left.
pub const FEW_LEFT: i64 = 5;

/// A picture with everything a page needs to place it without a jump.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct ImageView {
    /// Which picture.
    pub id: ImageId,
    /// Where it is served: `/media/{hash}.{ext}`.
    pub url: String,
    /// What it shows, for those who cannot see it.
    pub alt: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

/// A product in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct ProductCard {
    /// Which product.
    pub id: ProductId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub title: String,
    /// The lowest price of its variants.
    pub price: Money,
    /// The price it is compared with, where that is higher.
    pub compare_at: Option<Money>,
    /// Variants cost differently: show "from".
    pub price_varies: bool,
    /// At least one variant can be bought now.
    pub available: bool,
    /// It is sold in a drop, announced or on now.
    #[serde(default)]
    pub in_drop: bool,
    /// It can be bought, and no more than [`FEW_LEFT`] are left of all its variants.
    #[serde(default)]
    pub few_left: bool,
    /// First picture.
    pub image: Option<ImageView>,
    /// Second picture, shown on hover.
    pub second_image: Option<ImageView>,
    /// Colours it comes in.
    pub swatches: Vec<OptionValue>,
}

/// One value of an option: "Moss", with its colour where it has one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct OptionValue {
    /// What it is called.
    pub name: String,
    /// CSS hex colour, `#rrggbb`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub swatch: Option<String>,
}

/// A way in which a product's variants differ: colour, size, volume.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct ProductOption {
    /// "Colour".
    pub name: String,
    /// In the order shown.
    pub values: Vec<OptionValue>,
}

/// A variant as shoppers see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct VariantView {
    /// Which variant.
    pub id: VariantId,
    /// Stock keeping unit, the merchant's own name for it.
    pub sku: Option<String>,
    /// Its option values joined: "Moss / Large". Empty for a product with one variant.
    pub title: String,
    /// One value per option of the product, in the options' order.
    pub options: Vec<String>,
    /// What one costs.
    pub price: Money,
    /// The price it is compared with, where that is higher.
    pub compare_at: Option<Money>,
    /// One can be bought now.
    pub available: bool,
    /// Units that can be bought now; none where stock is not tracked.
    pub for_sale: Option<i64>,
    /// Units in other people's holds.
    pub held: i64,
    /// Units one person may have; none for as many as they like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap_per_person: Option<i64>,
    /// The picture of this variant.
    pub image_id: Option<ImageId>,
}

/// A product's own page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct ProductView {
    /// Which product.
    pub id: ProductId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub title: String,
    /// Who made it.
    pub vendor: String,
    /// What kind of thing it is.
    pub kind: String,
    /// Sanitised HTML.
    pub description_html: String,
    /// Merchant's labels.
    pub tags: Vec<String>,
    /// How variants differ.
    pub options: Vec<ProductOption>,
    /// In the order shown.
    pub images: Vec<ImageView>,
    /// What can be bought, in order.
    pub variants: Vec<VariantView>,
    /// Where it can be found.
    pub collections: Vec<CollectionLink>,
    /// For search engines; empty means the title.
    pub seo_title: String,
    /// For search engines; empty means the description's beginning.
    pub seo_description: String,
    /// The drop it is sold in, where it is not on open sale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drop: Option<DropLink>,
    /// What buyers say of it; none where that is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviews: Option<ReviewsView>,
}

/// A drop's name and address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct DropLink {
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub title: String,
    /// When it goes on sale. RFC 3339, UTC.
    pub starts_at: String,
}

/// A collection's name and address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct CollectionLink {
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub title: String,
}

/// A collection with what introduces it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectionView {
    /// Which collection.
    pub id: CollectionId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub title: String,
    /// Sanitised HTML.
    pub description_html: String,
    /// Picture of its first product.
    pub image: Option<ImageView>,
    /// Products that can be seen in it, up to [`COUNTED`] and one more.
    pub product_count: u64,
}

/// The home page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomeView {
    /// All collections in order.
    pub collections: Vec<CollectionView>,
    /// What the merchant puts first.
    pub featured: Vec<ProductCard>,
    /// Latest additions.
    pub newest: Vec<ProductCard>,
}

/// What every page of the shop shows around its content.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chrome {
    /// The shop's name.
    pub shop_name: String,
    /// What the shop is about, in a line; may be empty.
    pub tagline: String,
    /// Collections in the header and footer.
    pub collections: Vec<CollectionLink>,
    /// Pages of words in the footer.
    pub pages: Vec<PageLink>,
    /// Units in the visitor's cart; none on a page that is the same for everyone, where the browser fills it in.
    pub cart_count: Option<i64>,
    /// A mailbox for development is on: show its link.
    pub dev_mailbox: bool,
    /// What the page carries besides what it is about.
    pub extras: Extras,
}

/// Stock of one variant, as REST tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct VariantStock {
    /// Which variant.
    pub id: VariantId,
    /// Units that can be bought now; null where stock is not tracked.
    pub for_sale: Option<i64>,
    /// Units in holds.
    pub held: i64,
    /// Units sold so far.
    pub sold: i64,
}
