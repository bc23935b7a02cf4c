//! From cart to order: the only slice that leads the others.
//!
//! One short transaction writes the order, its lines at frozen prices, the held units, the payment to ask for and the job that sees it
//! through. Then the provider is asked, outside any transaction. Whatever crashes in between, the job ends the order one way or the other.

mod delivery;
mod idempotency;
mod intake;
mod place;
mod quote;
mod rules;
#[cfg(test)]
mod tests;
mod view;

pub use delivery::delivery;
pub use idempotency::{Keep, prune as prune_idempotency_keys};
pub use intake::Placing;
pub use place::{Placement, place};
pub use quote::TariffsRead;
pub(crate) use rules::is_email;
pub use rules::{PricedLine, PricedShipping, price, validate, validate_address};
pub use view::{HOME_COUNTRY, enter, hold, keep, release, rework, view};
