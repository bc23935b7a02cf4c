//! Handlers of the shop's pages, one page per file: unpack, one operation, pack.

pub mod account;
pub mod cart;
pub mod checkout;
pub mod content;
pub mod drops;
pub mod error;
pub mod extras;
pub mod feedback;
pub mod home;
pub mod listing;
pub mod mailbox;
pub mod newsletter;
pub mod offline;
pub mod order;
pub mod product;
pub mod queue;
pub mod restock;
pub mod reviews;
pub mod sandbox;
pub mod sitemap;
pub mod web_app;
pub mod wishlist;
