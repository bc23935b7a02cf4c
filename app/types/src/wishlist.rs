//! What visitors keep for later.

use serde::{Deserialize, Serialize};

use crate::{Money, VariantId, catalog::ImageView};

/// The most things a wishlist holds.
pub const MAX_WISHES: usize = 200;

/// A wishlist at today's prices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WishlistView {
    /// Latest first; what is no longer sold comes last.
    pub items: Vec<WishView>,
}

impl WishlistView {
    /// Things on it.
    #[must_use]
    pub fn count(&self) -> i64 {
        i64::try_from(self.items.len()).unwrap_or(i64::MAX)
    }
}

/// One thing on a wishlist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WishView {
    /// Which variant.
    pub variant_id: VariantId,
    /// What is known of it; none when it is no longer sold.
    pub goods: Option<WishedGoods>,
}

/// Something on a wishlist that is sold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WishedGoods {
    /// The product's name in addresses.
    pub slug: String,
    /// The product's name.
    pub title: String,
    /// Which variant, in words; empty where there is only one.
    pub variant_title: String,
    /// Picture of it.
    pub image: Option<ImageView>,
    /// What one costs today.
    pub price: Money,
    /// Whether it can be had.
    pub standing: Standing,
}

impl WishedGoods {
    /// Product and variant in words: "Lantern (small)".
    #[must_use]
    pub fn full_title(&self) -> String {
        match self.variant_title.as_str() {
            "" => self.title.clone(),
            variant => format!("{} ({variant})", self.title),
        }
    }
}

/// Whether something on a wishlist can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// Now.
    Available,
    /// Now, and only so many are left.
    FewLeft(i64),
    /// Not now.
    SoldOut,
    /// In a drop alone.
    InDrop,
}
