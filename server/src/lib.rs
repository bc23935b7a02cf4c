//! The shop on the web: roles, configuration, every route on one page (`routes`), the middleware stack on one page
//! (`middleware`). Handlers unpack a request, call one operation of `commerce`, and pack its answer.

mod app_state;
mod assets;
mod cart_cookie;
mod media;
mod server_fns;

pub mod cli;
pub mod commands;
pub mod config;
pub mod extract;
pub mod lifecycle;
pub mod listener;
pub mod metric_names;
pub mod middleware;
pub mod ops;
pub mod pages;
pub mod problem;
pub mod routes;
pub mod telemetry;
pub mod visitor;

pub use app_state::App;
pub use assets::find as find_assets;
