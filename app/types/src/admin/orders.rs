//! Orders as staff see them, and what they do to them.

use serde::{Deserialize, Serialize};

use crate::{
    Money, VariantId,
    order::{OrderStatus, OrderView, PaymentStatus},
};

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
    /// Goods of it can come back: it is paid, or cost nothing.
    pub can_refund: bool,
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
