//! Orders from placing to their end. What was bought, at which price and for whom is frozen when an order is placed; afterwards only
//! its state moves, along the steps below.

mod fulfil;
mod history;
mod lookup;
mod refund;
mod staff_view;
mod store;
#[cfg(test)]
mod tests;
mod told;
mod transitions;
mod view;

use types::order::OrderStatus::{self, Cancelled, Confirmed, Fulfilled, Pending, Refunded};

pub use fulfil::{cancel, fulfil};
pub(crate) use history::{claim, claim_plain, of_customer};
pub use lookup::{SendOrderLink, ask_link};
pub use refund::refund;
pub use staff_view::{OrderFilter, dashboard, order, orders};
pub(crate) use staff_view::{latest_of, spent_by};
pub(crate) use store::{
    NewLine, NewOrder, OrderRow, by_idempotency_key, by_idempotency_keys, insert_all, next_numbers, record, record_all,
};
pub(crate) use told::told;
pub(crate) use transitions::{Tell, Unpaid, confirm_all, end_unpaid};
pub use view::by_token;
pub(crate) use view::{for_mail, page_of_payment, token_of_payment};

use crate::state_machine::Machine;

/// The life of an order.
pub(crate) const ORDER: Machine<OrderStatus> = Machine {
    table: "orders",
    column: "status",
    name: OrderStatus::as_str,
    steps: &[
        (Pending, Confirmed),
        (Pending, Cancelled),
        (Confirmed, Fulfilled),
        (Confirmed, Cancelled),
        (Confirmed, Refunded),
        (Fulfilled, Refunded),
    ],
};
