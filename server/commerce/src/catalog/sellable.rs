//! What cart and checkout ask of the catalogue.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use types::{Money, ProductId, VariantId, catalog::ImageView};

use super::store;
use crate::Result;

/// A variant that can be put into a cart: not deleted, and its product is active. Its stock is for `inventory` to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SellableVariant {
    /// Which variant.
    pub id: VariantId,
    /// Its product.
    pub product_id: ProductId,
    /// The product's name in addresses.
    pub slug: String,
    /// The product's name.
    pub title: String,
    /// Its option values joined; empty for a product with one variant.
    pub variant_title: String,
    /// Stock keeping unit.
    pub sku: Option<String>,
    /// What one costs now.
    pub price: Money,
    /// Grams.
    pub weight_grams: i64,
    /// Taxes apply.
    pub taxable: bool,
    /// It has to be sent.
    pub requires_shipping: bool,
    /// Its own picture, or the product's first.
    pub image: Option<ImageView>,
}

impl SellableVariant {
    /// Product and variant in words: "Lantern (small)".
    #[must_use]
    pub fn full_title(&self) -> String {
        match self.variant_title.as_str() {
            "" => self.title.clone(),
            variant => format!("{} ({variant})", self.title),
        }
    }
}

/// Those of `ids` that can be bought. Works in and outside transactions.
///
/// # Errors
/// When the database does not answer.
pub async fn sellable(
    connection: &impl ConnectionTrait,
    ids: &[VariantId],
) -> Result<HashMap<VariantId, SellableVariant>> {
    let found = store::sellable(connection, ids).await?;
    Ok(found.into_iter().map(|goods| (goods.id, goods)).collect())
}
