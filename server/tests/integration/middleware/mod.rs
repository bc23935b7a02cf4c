//! What stands around every handler.

mod bodies;
mod csrf;
mod faces;
mod headers;
mod listener;
mod rate_limits;

pub use rate_limits::{instances_count_together, three_of_each};
