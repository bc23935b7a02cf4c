//! The shop as its visitors and their programs meet it: real router, real listener, real database. Modules mirror the
//! addresses. Runs on SQLite; with FLOODGATE_TEST_DATABASE=postgres://… and FLOODGATE_TEST_REDIS=redis://… on these.

// All of this crate is tests: a panic is the report.
#![allow(clippy::unwrap_used)]

mod account;
mod admin;
mod api;
mod cart;
mod chaos;
mod checkout;
mod commands;
mod content;
mod crash;
mod currencies;
mod data_cache;
mod discounts;
mod drops;
mod extras;
mod greeting;
mod hostile;
mod import;
mod jobs;
mod languages;
mod markets;
mod media;
mod middleware;
mod offline;
mod one_key;
mod ops;
mod page_cache;
mod premises;
mod products;
mod races;
mod restock;
mod sabotage;
mod search_engines;
mod shop;
mod statements;
mod tokens;
mod translations;
mod verify;
mod voices;
mod wishlist;
