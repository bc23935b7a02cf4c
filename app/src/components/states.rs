//! Where orders and payments stand, for their buyers. Staff read the labels of the types themselves.

use types::order::{OrderStatus, PaymentStatus};
use words::t;

/// Where an order stands.
#[must_use]
pub fn order_state(status: OrderStatus) -> String {
    match status {
        OrderStatus::Pending => t!("order-state-pending"),
        OrderStatus::Confirmed => t!("order-state-confirmed"),
        OrderStatus::Fulfilled => t!("order-state-fulfilled"),
        OrderStatus::Cancelled => t!("order-state-cancelled"),
        OrderStatus::Refunded => t!("order-state-refunded"),
    }
}

/// Where its payment stands.
#[must_use]
pub fn payment_state(status: PaymentStatus) -> String {
    match status {
        PaymentStatus::Pending => t!("payment-state-pending"),
        PaymentStatus::ActionRequired => t!("payment-state-action-required"),
        PaymentStatus::Uncertain => t!("payment-state-uncertain"),
        PaymentStatus::Captured => t!("payment-state-captured"),
        PaymentStatus::Declined => t!("payment-state-declined"),
        PaymentStatus::Voided => t!("payment-state-voided"),
        PaymentStatus::PartiallyRefunded => t!("payment-state-partially-refunded"),
        PaymentStatus::Refunded => t!("payment-state-refunded"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buyers_and_staff_read_the_same_in_english() {
        OrderStatus::ALL.iter().for_each(|status| assert_eq!(order_state(*status), status.label()));
        PaymentStatus::ALL.iter().for_each(|status| assert_eq!(payment_state(*status), status.label()));
    }
}
