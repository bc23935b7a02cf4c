//! Customers' accounts as their owners see them.

use serde::{Deserialize, Serialize};

use crate::{
    AddressId, CustomerId, Money, admin::OrderRow, checkout::Address, order::OrderStatus, review::AdminReview,
};

/// The most addresses an account keeps.
pub const MAX_ADDRESSES: usize = 10;

/// Who has signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// What they are called.
    pub name: String,
    /// Signs in with it.
    pub email: String,
    /// Its owner has followed a link mailed to it.
    pub confirmed: bool,
}

/// An account as staff see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct CustomerRow {
    /// Which account.
    pub id: CustomerId,
    /// Signs in with it.
    pub email: String,
    /// What they are called.
    pub name: String,
    /// Its owner has followed a link mailed to it.
    pub confirmed: bool,
    /// Since when there is this account. RFC 3339, UTC.
    pub created_at: String,
    /// When its owner signed in last. RFC 3339, UTC.
    pub signed_in_at: Option<String>,
    /// Orders placed with it, whatever became of them.
    pub orders: i64,
}

/// A page of accounts, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct CustomerPage {
    /// The accounts.
    pub items: Vec<CustomerRow>,
    /// Hand it back to get the next page; null on the last.
    pub next_cursor: Option<String>,
}

/// One account as staff look at it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdminCustomer {
    /// Who it is.
    pub account: CustomerRow,
    /// The default first, then as they were kept.
    pub addresses: Vec<SavedAddress>,
    /// What was paid and not paid back, one sum per currency.
    pub spent: Vec<Money>,
    /// The latest orders, newest first.
    pub orders: Vec<OrderRow>,
    /// The latest reviews, newest first.
    pub reviews: Vec<AdminReview>,
}

/// An address an account keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedAddress {
    /// Which.
    pub id: AddressId,
    /// Where.
    pub address: Address,
    /// The checkout begins with it.
    pub is_default: bool,
}

/// A line of an account's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastOrder {
    /// What people quote: `1001`.
    pub number: String,
    /// Opens the order's page.
    pub token: String,
    /// Where it stands.
    pub status: OrderStatus,
    /// RFC 3339, UTC.
    pub placed_at: String,
    /// Units in it.
    pub item_count: i64,
    /// What it came to.
    pub total: Money,
}

/// Orders of an account, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// One page of them.
    pub orders: Vec<PastOrder>,
    /// Number of the order the next page begins after; none on the last page.
    pub older: Option<i64>,
}

/// What greets a customer who has signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Greeting {
    /// What they are called.
    pub name: String,
    /// Their latest order, where they have one.
    pub last_order: Option<PastOrder>,
}

/// What the checkout knows of a customer who has signed in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtTheTill {
    /// Whose account.
    pub email: String,
    /// To choose from.
    pub addresses: Vec<SavedAddress>,
    /// The address typed is to be kept.
    pub keep_address: bool,
}
