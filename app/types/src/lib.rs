//! What crosses the wire: between server and browser, and between the operations and every face they have
//! (pages, REST, server functions, command line). Plain data with a little arithmetic; no I/O, no async, no UI.

mod country;
mod id;
mod market;
mod money;
mod problem;

pub mod admin;
pub mod cart;
pub mod catalog;
pub mod checkout;
pub mod content;
pub mod customer;
pub mod drops;
pub mod feedback;
pub mod flag;
pub mod job;
pub mod order;
pub mod prices;
pub mod promotions;
pub mod rendition;
pub mod review;
pub mod wishlist;
mod worded;

pub use country::{countries, country_name};
pub use id::{
    AddressId, CartId, CollectionId, ContentPageId, CustomerId, DiscountId, DropId, FeedbackId, ImageId, JobId,
    LocationId, OrderId, ProductId, ReviewId, StaffId, VariantId, WishlistId,
};
pub use market::{Locale, Market, MarketError, is_of_market, needs_prefix};
pub use money::{Currency, Money, MoneyError};
pub use problem::{ErrorCode, FieldError, Problem};

/// A point in time as milliseconds since the Unix epoch, UTC.
pub type Millis = i64;
