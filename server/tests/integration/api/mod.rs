//! `/api/v1`, as programs meet it.

mod admin;
mod carts;
mod conditional;
mod openapi;
mod orders;
mod payments;
mod payments_failover;
mod payments_stripe;
mod products;
mod program;
mod refusals;

pub use program::{Goods, Program, goods, order};
