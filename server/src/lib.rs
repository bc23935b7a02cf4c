//! The shop on the web: roles, configuration, every route on one page (`routes`), the middleware stack on one page
//! (`middleware`). Handlers unpack a request, call one operation of `commerce`, and pack its answer.

mod admin;
mod api;
mod app_state;
mod assets;
mod cart_cookie;
mod commands;
mod customer;
mod extract;
mod media;
mod metric_names;
mod middleware;
mod moved;
mod page_cache;
mod pages;
mod problem;
mod queue_cookie;
mod server_fns;
mod service_worker;
mod session;
mod streams;
mod surge;
mod visitor;
mod wishlist_cookie;

pub mod cli;
pub mod config;
pub mod lifecycle;
pub mod listener;
pub mod ops;
pub mod routes;
pub mod telemetry;

pub use app_state::App;
pub use assets::{find as find_assets, keep as keep_assets};
pub use streams::Streams;
