//! Carts.

use serde::{Deserialize, Serialize};

use crate::{CartId, Money, VariantId, catalog::ImageView};

/// The most of one variant a cart line can hold.
pub const MAX_LINE_QUANTITY: i64 = 99;

/// The most lines a cart can hold.
pub const MAX_LINES: usize = 100;

/// A cart with its lines at today's prices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct CartView {
    /// Which cart. Whoever knows it may change it.
    pub id: CartId,
    /// Grows with every change.
    pub version: i64,
    /// In the order they were added.
    pub lines: Vec<CartLineView>,
    /// What it comes to before shipping and tax.
    pub totals: CartTotals,
    /// The discount code it was last seen with at checkout.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount_code: Option<String>,
}

impl CartView {
    /// Something stands between this cart and an order: a line that is short of stock or beyond its cap, or no line at all.
    #[must_use]
    pub fn is_blocked(&self) -> bool {
        self.lines.is_empty() || self.lines.iter().any(CartLineView::is_blocked)
    }
}

/// What a cart comes to. Shipping and tax follow at checkout, where the destination is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct CartTotals {
    /// Sum of the lines.
    pub subtotal: Money,
    /// Units in all lines.
    pub item_count: i64,
}

/// One line of a cart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct CartLineView {
    /// What is bought.
    pub variant_id: VariantId,
    /// The product's name in addresses.
    pub slug: String,
    /// The product's name.
    pub title: String,
    /// Which variant, in words; empty where there is only one.
    pub variant_title: String,
    /// Picture of it.
    pub image: Option<ImageView>,
    /// How many.
    pub quantity: i64,
    /// What one costs today.
    pub unit_price: Money,
    /// What the line comes to.
    pub line_total: Money,
    /// What one cost when it was put into the cart, where that differs from today.
    pub price_was: Option<Money>,
    /// How many could be bought now; none where stock is not tracked.
    pub available: Option<i64>,
    /// Units one person may have; none for as many as they like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap_per_person: Option<i64>,
}

impl CartLineView {
    /// Fewer can be had than are asked for.
    #[must_use]
    pub fn is_blocked(&self) -> bool {
        self.is_beyond_cap() || self.available.is_some_and(|left| left < self.quantity)
    }

    /// The most of it this cart could have now; none where nothing limits it.
    #[must_use]
    pub fn most(&self) -> Option<i64> {
        self.available.into_iter().chain(self.cap_per_person).min()
    }

    /// More are asked for than one person may have.
    #[must_use]
    pub fn is_beyond_cap(&self) -> bool {
        self.cap_per_person.is_some_and(|most| most < self.quantity)
    }

    /// Product and variant in words: "Lantern (small)".
    #[must_use]
    pub fn full_title(&self) -> String {
        match self.variant_title.as_str() {
            "" => self.title.clone(),
            variant => format!("{} ({variant})", self.title),
        }
    }
}

/// What the header shows after a change to the cart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartBadge {
    /// Units in the cart.
    pub item_count: i64,
    /// What was put in, in words, to be announced.
    pub message: String,
}
