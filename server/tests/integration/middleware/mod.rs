//! What stands around every handler.

mod bodies;
mod csrf;
mod faces;
mod headers;
mod listener;
mod rate_limits;
