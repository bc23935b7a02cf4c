//! The admin's pages. Plain links and forms, no scripts but the one that keeps the surge console up to date: every change is a POST answered by a redirect, or by the
//! same page with what was typed and what is wrong with it. Each page is a pure function of wire types.

mod badge;
mod chart;
mod collections;
mod content;
mod currencies;
mod customers;
mod dashboard;
mod discounts;
mod drops;
mod editor;
mod error;
mod feedback;
mod feedback_chart;
mod field;
mod flags;
mod form;
mod jobs;
mod layout;
mod locations;
mod order;
mod orders;
mod pager;
mod products;
mod reviews;
mod sign_in;
mod stock;
mod stock_item;
mod surge;
mod table;
mod translation;

#[cfg(test)]
mod tests;

pub use collections::collections;
pub use content::{ContentForm, content_page, content_pages, new_content_page};
pub use currencies::{currencies, variant_prices};
pub use customers::{CustomerFilter, customer, customers};
pub use dashboard::dashboard;
pub use discounts::{DiscountForm, discount, discounts, new_discount};
pub use drops::{DropForm, drop, drops, new_drop};
pub use editor::{EditorForm, ProductEditor, product_editor};
pub use error::error;
pub use feedback::feedback;
pub use flags::flags;
pub use form::Posted;
pub use jobs::{JobFilter, jobs};
pub use layout::AdminPage;
pub use locations::{LocationForm, locations};
pub use order::{OrderForm, order};
pub use orders::{OrderFilter, orders};
pub use products::products;
pub use reviews::{ReviewFilter, reviews};
pub use sign_in::{SignIn, sign_in};
pub use stock::{StockList, stock};
pub use stock_item::{StockForm, StockItem, stock_item};
pub use surge::{surge, surge_live};
pub use translation::{TextKind, TranslatedText, Translation, TranslationOf, translation};
