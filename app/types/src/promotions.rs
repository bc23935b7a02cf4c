//! Discount codes as shoppers, staff and programs see them.

use serde::{Deserialize, Serialize};

use crate::{DiscountId, Money, worded::worded};

/// What a code takes off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema, sea_orm::EnumIter, sea_orm::DeriveActiveEnum))]
#[cfg_attr(feature = "native", sea_orm(rs_type = "String", db_type = "Text"))]
#[serde(rename_all = "snake_case")]
pub enum DiscountKind {
    /// A share of the goods it is for.
    #[default]
    #[cfg_attr(feature = "native", sea_orm(string_value = "percent"))]
    Percent,
    /// An amount, spread over the goods it is for.
    #[cfg_attr(feature = "native", sea_orm(string_value = "fixed"))]
    Fixed,
    /// Whatever sending it costs.
    #[cfg_attr(feature = "native", sea_orm(string_value = "free_shipping"))]
    FreeShipping,
}

worded!(DiscountKind {
    Percent = "percent", "Percent off";
    Fixed = "fixed", "Amount off";
    FreeShipping = "free_shipping", "Free shipping";
});

/// A discount code as staff write it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct DiscountInput {
    /// What shoppers type: letters, digits, `-` and `_`. Its case does not matter, and nobody else has it.
    pub code: String,
    /// What it takes off.
    pub kind: DiscountKind,
    /// Hundredths of a percent (1000 is 10 %) or minor units; nothing for free shipping.
    #[serde(default)]
    pub amount: i64,
    /// Minor units that the goods it is for have to come to.
    #[serde(default)]
    pub minimum_subtotal: i64,
    /// From when it holds, RFC 3339; none for at once.
    #[serde(default)]
    pub starts_at: Option<String>,
    /// Until when, RFC 3339; none for ever.
    #[serde(default)]
    pub ends_at: Option<String>,
    /// Orders that may use it; none for as many as like to.
    #[serde(default)]
    pub max_uses: Option<i64>,
    /// Orders of one person that may use it, known by e-mail address and, where the provider tells, by card.
    #[serde(default)]
    pub uses_per_person: Option<i64>,
    /// Slugs of the products it is for. With no product and no collection it is for everything.
    #[serde(default)]
    pub products: Vec<String>,
    /// Slugs of the collections it is for.
    #[serde(default)]
    pub collections: Vec<String>,
    /// It can be used.
    #[serde(default = "yes")]
    pub active: bool,
}

fn yes() -> bool {
    true
}

/// A discount code and what has become of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct AdminDiscount {
    /// Which code.
    pub id: DiscountId,
    /// As staff wrote it.
    #[serde(flatten)]
    pub input: DiscountInput,
    /// Orders that use it: those that were not cancelled.
    pub uses: i64,
    /// What those came to.
    pub revenue: Money,
    /// What it took off them.
    pub given: Money,
}

/// One page of discount codes, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct DiscountPage {
    /// The codes.
    pub items: Vec<AdminDiscount>,
    /// Where the next page begins; none on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// What a code takes off the goods in a cart, before anything is known of shipping and tax.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartDiscount {
    /// The code.
    pub code: String,
    /// Off the goods.
    pub off: Money,
    /// Sending it will cost nothing.
    pub free_shipping: bool,
    /// Why it takes nothing off, where it does not.
    pub refused: Option<String>,
}
