//! What staff see and fill in.

mod surge;

use serde::{Deserialize, Serialize};

pub use surge::{CacheStanding, HotItem, QueueStanding, SurgeSample, SurgeView, WidgetStanding};

use crate::{
    FieldError, LocationId, Money, ProductId, VariantId,
    catalog::ImageView,
    order::{OrderStatus, OrderView, PaymentStatus},
};

/// Around every admin page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdminChrome {
    /// The shop's name.
    pub shop_name: String,
    /// Who is signed in.
    pub staff_name: String,
    /// What just happened, shown once.
    pub notice: Option<String>,
    /// A mailbox for development is on: show its link.
    pub dev_mailbox: bool,
}

/// The numbers staff look at first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dashboard {
    /// Orders to fulfil.
    pub to_fulfil: u64,
    /// Orders whose payment is not settled.
    pub pending: u64,
    /// Orders placed in the last 24 hours.
    pub orders_today: u64,
    /// Captured in the last 24 hours.
    pub revenue_today: Money,
    /// Jobs that gave up and wait for someone.
    pub parked_jobs: u64,
    /// Backlog against capacity, where the shop has set one.
    pub fulfilment: Option<FulfilmentStanding>,
    /// Payment providers in the order of preference.
    #[serde(default)]
    pub providers: Vec<ProviderStanding>,
    /// Variants with five or fewer left to sell.
    pub low_stock: Vec<StockRow>,
    /// Latest orders.
    pub latest: Vec<OrderRow>,
}

/// How far behind the shop is with sending orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FulfilmentStanding {
    /// Orders to be sent.
    pub backlog: u64,
    /// Orders that can leave a day; 0 when that is not limited.
    pub daily_capacity: u64,
    /// Orders that can leave an hour; 0 when that is not limited.
    pub hourly_capacity: u64,
    /// Until when an order placed now is promised to leave; none when it leaves as usual. RFC 3339, UTC.
    pub hand_over_by: Option<String>,
    /// That is later than the shop finds acceptable.
    pub overfull: bool,
}

/// How a payment provider is, as the process that was asked sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct ProviderStanding {
    /// `sandbox`, `stripe`.
    pub name: String,
    /// Its circuit breaker: `closed` (it is asked), `half_open` (one call tries whether it is back), `open` (it is left alone).
    pub breaker: String,
    /// Failures among the latest twenty calls.
    pub recent_failures: u32,
    /// Until when it is left alone, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_alone_until: Option<String>,
}

/// An order in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct OrderRow {
    /// What people quote.
    pub number: String,
    /// When, RFC 3339, UTC.
    pub placed_at: String,
    /// Who.
    pub email: String,
    /// Where it stands.
    pub status: OrderStatus,
    /// Where its payment stands.
    pub payment_status: PaymentStatus,
    /// Units in it.
    pub item_count: i64,
    /// What it came to.
    pub total: Money,
}

/// A page of orders, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct OrderPage {
    /// The orders.
    pub items: Vec<OrderRow>,
    /// Hand it back to get the next page; null on the last.
    pub next_cursor: Option<String>,
}

/// An order with what staff may do to it now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct AdminOrder {
    /// As its owner sees it.
    #[serde(flatten)]
    pub order: OrderView,
    /// Opens the owner's page.
    pub token: String,
    /// Can be handed to the carrier.
    pub can_fulfil: bool,
    /// Can be called off.
    pub can_cancel: bool,
    /// Can still be paid back, less than or equal to the total.
    pub refundable: Money,
    /// Provider and its name for the payment.
    pub payment_reference: Option<String>,
}

/// Lines to pay back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct RefundRequest {
    /// What, and how many of it. Empty: everything that has not been paid back, with shipping.
    #[serde(default)]
    pub lines: Vec<RefundLine>,
    /// Why; kept with the order.
    #[serde(default)]
    pub reason: String,
}

/// One line to pay back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct RefundLine {
    /// What.
    pub variant_id: VariantId,
    /// How many.
    pub quantity: i64,
    /// Put them back into stock.
    #[serde(default)]
    pub restock: bool,
}

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

/// A page of products.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
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

impl ProductStatus {
    /// All values, as a form offers them.
    pub const ALL: [ProductStatus; 3] = [ProductStatus::Active, ProductStatus::Draft, ProductStatus::Archived];

    /// As programs write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            ProductStatus::Active => "active",
            ProductStatus::Draft => "draft",
            ProductStatus::Archived => "archived",
        }
    }

    /// As people read it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            ProductStatus::Active => "Active",
            ProductStatus::Draft => "Draft",
            ProductStatus::Archived => "Archived",
        }
    }
}

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

/// What has to be mended in a form, beside what was written into it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormErrors {
    /// A problem with the whole.
    pub problem: Option<String>,
    /// Problems by field.
    pub fields: Vec<FieldError>,
}

impl FormErrors {
    /// What is wrong with `field`, if anything.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<&str> {
        self.fields.iter().find(|error| error.field == field).map(|error| error.message.as_str())
    }
}

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

/// A mail in the mailbox for development.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DevMail {
    /// Its file's name.
    pub id: String,
    /// When, RFC 3339, UTC.
    pub at: String,
    /// To whom.
    pub to: String,
    /// What about.
    pub subject: String,
    /// The plain text.
    pub text: String,
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
