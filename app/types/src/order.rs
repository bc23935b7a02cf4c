//! Orders as their owners see them.

use serde::{Deserialize, Serialize};

use crate::{
    Money, VariantId,
    checkout::{Address, Totals},
    worded::worded,
};

macro_rules! text_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal, $label:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "native", derive(utoipa::ToSchema, sea_orm::EnumIter, sea_orm::DeriveActiveEnum))]
        #[cfg_attr(feature = "native", sea_orm(rs_type = "String", db_type = "Text"))]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$vdoc])* #[cfg_attr(feature = "native", sea_orm(string_value = $text))] $variant,)*
        }

        worded!($name { $($variant = $text, $label;)* });
    };
}

text_enum! {
    /// Where an order stands.
    OrderStatus {
        /// Placed; the payment is not settled yet.
        Pending = "pending", "Waiting for payment";
        /// Paid; being prepared.
        Confirmed = "confirmed", "Confirmed";
        /// Handed to the carrier.
        Fulfilled = "fulfilled", "On its way";
        /// Ended without goods; nothing was kept.
        Cancelled = "cancelled", "Cancelled";
        /// The whole amount was paid back.
        Refunded = "refunded", "Refunded";
    }
}

text_enum! {
    /// Where an order's payment stands.
    PaymentStatus {
        /// Not asked yet, or asked and not answered.
        Pending = "pending", "Pending";
        /// The customer has to approve it with their bank.
        ActionRequired = "action_required", "Waiting for your approval";
        /// Asked, and no answer came; it is being looked up.
        Uncertain = "uncertain", "Being checked";
        /// The money is here.
        Captured = "captured", "Paid";
        /// Refused.
        Declined = "declined", "Declined";
        /// Given up before anything was charged.
        Voided = "voided", "Not charged";
        /// Part of it was paid back.
        PartiallyRefunded = "partially_refunded", "Partly refunded";
        /// All of it was paid back.
        Refunded = "refunded", "Refunded";
    }
}

/// An order, for the one who holds its token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct OrderView {
    /// What people quote: `1001`.
    pub number: String,
    /// Where it stands.
    pub status: OrderStatus,
    /// Where its payment stands.
    pub payment_status: PaymentStatus,
    /// Where the confirmation went.
    pub email: String,
    /// What was bought, at the prices of that moment.
    pub lines: Vec<OrderLineView>,
    /// What it came to.
    pub totals: Totals,
    /// RFC 3339, UTC.
    pub placed_at: String,
    /// Where it goes.
    pub shipping_address: Address,
    /// How it goes, in words.
    pub shipping_method: String,
    /// Until when it leaves the warehouse, as promised when it was placed while many orders waited. RFC 3339, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised_by: Option<String>,
    /// Where the customer approves the payment, while that is wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_action_url: Option<String>,
    /// What has happened so far, oldest first.
    pub timeline: Vec<TimelineEntry>,
}

/// One line of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct OrderLineView {
    /// What was bought.
    pub variant_id: VariantId,
    /// Stock keeping unit at that moment.
    pub sku: Option<String>,
    /// The product's name at that moment.
    pub title: String,
    /// Which variant, in words.
    pub variant_title: String,
    /// Picture of it.
    pub image_url: Option<String>,
    /// How many.
    pub quantity: i64,
    /// What one cost.
    pub unit_price: Money,
    /// What the line came to.
    pub line_total: Money,
    /// What the order's discount takes off this line; none where it takes nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount: Option<Money>,
    /// How many were paid back.
    pub refunded_quantity: i64,
}

/// Something that happened to an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct TimelineEntry {
    /// When, RFC 3339, UTC.
    pub at: String,
    /// What, in words.
    pub message: String,
    /// Who did it: `shop`, `customer`, or a member of staff.
    pub actor: String,
}
