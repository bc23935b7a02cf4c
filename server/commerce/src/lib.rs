//! The shop itself. Domain slices have the same rooms each (`mod.rs` the operations, `rules.rs` pure decisions, `store.rs` the
//! only SQL, `jobs.rs` background work); mechanisms (`db`, `cache`, `jobs`) carry no business words.
//! Nothing here knows HTTP: pages, REST, jobs, command line and tests call the same operations.

pub mod attempts;
mod breaker;
pub mod bus;
pub mod cache;
pub mod cart;
pub mod catalog;
mod check;
pub mod checkout;
mod clock;
pub mod combine;
pub mod content;
mod cursor;
pub mod customers;
mod cx;
pub mod db;
pub mod drops;
mod error;
pub mod extras;
pub mod feedback;
pub mod flags;
pub mod fulfilment;
pub mod housekeeping;
pub mod inventory;
pub mod jobs;
pub mod limits;
pub mod live_stock;
#[cfg(test)]
mod model;
pub mod newsletter;
pub mod notifications;
pub mod orders;
mod password;
pub mod payments;
pub mod presence;
pub mod pressure;
pub mod prices;
pub mod promotions;
pub mod renditions;
pub mod restock;
pub mod reviews;
mod revision;
mod secret;
pub mod seed;
mod services;
pub mod sessions;
mod settings;
pub mod shipping;
mod signed_id;
pub mod staff;
mod state_machine;
pub mod surge;
pub mod switches;
pub mod tax;
#[cfg(test)]
mod test_shop;
pub mod verify;
pub mod waiting_room;
pub mod wishlist;

pub use clock::{Clock, rfc3339};
pub use cx::{Actor, Cx, Scope};
pub use error::{Error, Result};
pub use revision::{Revision, Seen};
pub use secret::Secret;
pub use services::Services;
pub use settings::{Challenge, Challenged, Settings, StripeSettings, WaitingRoom};
