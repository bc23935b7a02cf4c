//! The parts pages are made of, one per file. Server only; none of them holds state.

mod address;
mod breadcrumbs;
mod cart_line;
mod error_summary;
mod field;
mod footer;
mod header;
mod notice;
mod order_lines;
mod pagination;
mod picture;
mod price;
mod product_card;
mod quantity;
mod swatch;
mod text_area;
mod time;
mod totals;

pub use address::AddressBlock;
pub use breadcrumbs::{Breadcrumbs, Crumb};
pub use cart_line::CartLine;
pub use error_summary::ErrorSummary;
pub use field::{FieldMessages, TextField, described_by, field_id};
pub use footer::Footer;
pub use header::Header;
pub use notice::{Notice, Tone};
pub use order_lines::OrderLines;
pub use pagination::Pagination;
pub use picture::Picture;
pub use price::Price;
pub use product_card::ProductGrid;
pub use quantity::QuantityField;
pub use swatch::Swatch;
pub use text_area::TextArea;
pub use time::{Day, Time, moment, time_of_day};
pub use totals::TotalsTable;
