//! The shop's user interface. Pages are pure functions from wire types to HTML and exist on the server alone;
//! islands are the few components that also run in the browser, and server functions are what those call.

pub mod islands;
pub mod server_fns;

#[cfg(feature = "ssr")]
pub mod admin;
#[cfg(feature = "ssr")]
pub mod assets;
#[cfg(feature = "ssr")]
mod components;
#[cfg(test)]
mod contrast;
#[cfg(feature = "ssr")]
mod languages;
#[cfg(feature = "ssr")]
pub mod layout;
#[cfg(feature = "ssr")]
mod links;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
mod render;
#[cfg(feature = "ssr")]
mod structured;
