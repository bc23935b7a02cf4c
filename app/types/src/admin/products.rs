//! Products and their variants as staff see and write them.

use serde::{Deserialize, Serialize};

use crate::{ImageId, Money, ProductId, VariantId, catalog::ImageView, worded::worded};

/// A product in the admin's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct ProductRow {
    /// Which product.
    pub id: ProductId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub title: String,
    /// Who made it.
    pub vendor: String,
    /// Who can see it.
    pub status: ProductStatus,
    /// First picture.
    pub image: Option<ImageView>,
    /// How many variants it has.
    pub variant_count: u64,
    /// Units to sell over all tracked variants.
    pub for_sale: i64,
    /// Lowest price.
    pub price: Option<Money>,
}

/// Some products, as programs read them on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct AdminProductPage {
    /// The products.
    pub items: Vec<ProductRow>,
    /// Hand it back to get the next page; null on the last.
    pub next_cursor: Option<String>,
}

/// A page of products, as the admin shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductPage {
    /// The products.
    pub items: Vec<ProductRow>,
    /// Products on all pages.
    pub total: u64,
    /// This page, from 1.
    pub page: u64,
    /// How many pages, at least 1.
    pub pages: u64,
}

/// Who can see a product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema, sea_orm::EnumIter, sea_orm::DeriveActiveEnum))]
#[cfg_attr(feature = "native", sea_orm(rs_type = "String", db_type = "Text"))]
#[serde(rename_all = "snake_case")]
pub enum ProductStatus {
    /// Everyone.
    #[cfg_attr(feature = "native", sea_orm(string_value = "active"))]
    Active,
    /// Staff only.
    #[default]
    #[cfg_attr(feature = "native", sea_orm(string_value = "draft"))]
    Draft,
    /// Nobody buys it any more.
    #[cfg_attr(feature = "native", sea_orm(string_value = "archived"))]
    Archived,
}

worded!(ProductStatus {
    Active = "active", "Active";
    Draft = "draft", "Draft";
    Archived = "archived", "Archived";
});

/// A product as staff write it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct ProductInput {
    /// Its name.
    pub title: String,
    /// Its name in addresses; made from the title when empty.
    #[serde(default)]
    pub slug: String,
    /// Who made it.
    #[serde(default)]
    pub vendor: String,
    /// What kind of thing it is.
    #[serde(default)]
    pub kind: String,
    /// HTML; sanitised when saved.
    #[serde(default)]
    pub description_html: String,
    /// Labels.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Collections by their slugs.
    #[serde(default)]
    pub collections: Vec<String>,
    /// Names of up to three options, in order.
    #[serde(default)]
    pub options: Vec<String>,
    /// Who can see it.
    #[serde(default)]
    pub status: ProductStatus,
}

/// A variant as staff write it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct VariantInput {
    /// Stock keeping unit; unique where given.
    #[serde(default)]
    pub sku: String,
    /// One value per option of the product.
    #[serde(default)]
    pub options: Vec<String>,
    /// Minor units of the shop's currency.
    pub price: i64,
    /// Minor units; higher than the price.
    #[serde(default)]
    pub compare_at: Option<i64>,
    /// Grams.
    #[serde(default)]
    pub weight_grams: i64,
    /// Whether its units are counted.
    #[serde(default = "tracked_by_default")]
    pub tracked: bool,
}

fn tracked_by_default() -> bool {
    true
}

/// A product in the editor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct AdminProduct {
    /// Which product.
    pub id: ProductId,
    /// As written.
    pub input: ProductInput,
    /// Its variants in order.
    pub variants: Vec<AdminVariant>,
    /// Its pictures in order.
    pub images: Vec<ImageView>,
}

/// A variant in the editor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct AdminVariant {
    /// Which variant.
    pub id: VariantId,
    /// As written.
    pub input: VariantInput,
    /// Its price with its currency.
    pub price: Money,
    /// Units in the house.
    pub on_hand: i64,
    /// Units in holds.
    pub held: i64,
}

/// What staff write beside a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct ImageInput {
    /// What it shows, for those who cannot see it.
    #[serde(default)]
    pub alt: String,
}

/// The pictures of a product in the order shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct ImageOrder {
    /// Each of them once.
    pub images: Vec<ImageId>,
}
