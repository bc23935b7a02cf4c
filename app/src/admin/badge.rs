//! States in a word, with a colour that only repeats what the word says.

use leptos::prelude::*;
use types::{
    admin::ProductStatus,
    order::{OrderStatus, PaymentStatus},
    review::ReviewState,
};

/// What a state asks of staff.
#[derive(Clone, Copy)]
enum Tone {
    /// Nothing: it is over or waits elsewhere.
    Quiet,
    /// Nothing: all is well.
    Good,
    /// To be done.
    Due,
    /// To be looked at.
    Bad,
}

fn badge(label: &'static str, tone: Tone) -> AnyView {
    let class = match tone {
        Tone::Quiet => "admin-badge",
        Tone::Good => "admin-badge admin-badge-good",
        Tone::Due => "admin-badge admin-badge-due",
        Tone::Bad => "admin-badge admin-badge-bad",
    };
    view! { <span class=class>{label}</span> }.into_any()
}

pub(super) fn order_badge(status: OrderStatus) -> AnyView {
    let tone = match status {
        OrderStatus::Confirmed => Tone::Due,
        OrderStatus::Fulfilled => Tone::Good,
        OrderStatus::Pending | OrderStatus::Cancelled | OrderStatus::Refunded => Tone::Quiet,
    };
    badge(order_label(status), tone)
}

/// The state from the shop's side; [`OrderStatus::label`] speaks to the customer.
pub(super) fn order_label(status: OrderStatus) -> &'static str {
    match status {
        OrderStatus::Confirmed => "To fulfil",
        OrderStatus::Fulfilled => "Fulfilled",
        other => other.label(),
    }
}

pub(super) fn payment_badge(status: PaymentStatus) -> AnyView {
    let (label, tone) = match status {
        PaymentStatus::ActionRequired => ("Waiting for the customer", Tone::Quiet),
        PaymentStatus::Uncertain => (status.label(), Tone::Bad),
        PaymentStatus::Captured => (status.label(), Tone::Good),
        other => (other.label(), Tone::Quiet),
    };
    badge(label, tone)
}

pub(super) fn review_badge(state: ReviewState) -> AnyView {
    let tone = match state {
        ReviewState::Waiting => Tone::Due,
        ReviewState::Published => Tone::Good,
        ReviewState::Rejected => Tone::Quiet,
    };
    badge(state.label(), tone)
}

pub(super) fn product_badge(status: ProductStatus) -> AnyView {
    let tone = if status == ProductStatus::Active { Tone::Good } else { Tone::Quiet };
    badge(status.label(), tone)
}
