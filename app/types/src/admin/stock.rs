//! Stock, where it lies, and how it is sold, as staff see and change it.

use serde::{Deserialize, Serialize};

use crate::{LocationId, ProductId, VariantId};

/// Stock of one variant in the admin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct StockRow {
    /// Which variant.
    pub variant_id: VariantId,
    /// Its product.
    pub product_id: ProductId,
    /// The product's name.
    pub title: String,
    /// Which variant, in words.
    pub variant_title: String,
    /// Stock keeping unit.
    pub sku: Option<String>,
    /// Where.
    pub location_id: LocationId,
    /// The same, by name.
    pub location: String,
    /// Units there.
    pub on_hand: i64,
    /// Units in holds.
    pub held: i64,
}

/// A change of stock, by staff. Exactly one of `delta` and `set`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct StockAdjustment {
    /// Units to add, or to take away when negative.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delta: Option<i64>,
    /// Units counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set: Option<i64>,
    /// Where; the first location goods are sold from when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location_id: Option<LocationId>,
    /// Why; kept in the ledger.
    pub reason: String,
}

/// Stock after an adjustment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct StockLevel {
    /// Which variant.
    pub variant_id: VariantId,
    /// Where.
    pub location_id: LocationId,
    /// Units there.
    pub on_hand: i64,
    /// Units in holds.
    pub held: i64,
}

/// One entry of the stock ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerRow {
    /// When, RFC 3339, UTC.
    pub at: String,
    /// Where.
    pub location: String,
    /// Units added, negative when taken.
    pub delta: i64,
    /// Units there afterwards.
    pub on_hand: i64,
    /// Why: `received`, `adjusted`, `sold`, `returned`, `transferred`, `repaired`.
    pub cause: String,
    /// Who: `shop`, or a member of staff.
    pub actor: String,
    /// In words.
    pub reason: String,
}

/// Some locations, in the order in which goods are sold from them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct LocationList {
    /// The locations.
    pub items: Vec<LocationRow>,
    /// Hand it back to get the next page; null on the last.
    pub next_cursor: Option<String>,
}

/// A place where stock lies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct LocationRow {
    /// Which.
    pub id: LocationId,
    /// As staff know it.
    pub name: String,
    /// Lower is sold from first.
    pub priority: i64,
    /// Goods are sold from here.
    pub active: bool,
    /// Units of all variants there.
    pub on_hand: i64,
}

/// A place where stock is to lie.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct LocationInput {
    /// As staff know it; unique.
    pub name: String,
    /// Lower is sold from first.
    #[serde(default)]
    pub priority: i64,
    /// Goods are sold from here.
    pub active: bool,
}

/// Units on their way from one location to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct StockTransfer {
    /// From where.
    pub from: LocationId,
    /// To where.
    pub to: LocationId,
    /// How many.
    pub quantity: i64,
}

/// What a bundle consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct BundlePart {
    /// Which variant.
    pub variant_id: VariantId,
    /// How many of it are in one bundle.
    pub quantity: i64,
}

/// How a variant is sold when many want it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct SalePolicy {
    /// Units one person may have; none for as many as they like.
    #[serde(default)]
    pub cap_per_person: Option<i64>,
    /// Seconds a hold lasts; none for the shop's own.
    #[serde(default)]
    pub hold_seconds: Option<i64>,
    /// Units are held as soon as they are in a cart, not only at the till.
    #[serde(default)]
    pub hold_in_cart: bool,
}
