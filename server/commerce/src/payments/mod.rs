//! Taking money. A provider is asked outside any transaction; whatever it says, and whoever hears it first (the shopper's request, a
//! webhook, the reconciler), one conditional update decides what becomes of the payment and its order.

mod asking;
mod budget;
mod decide;
mod events;
mod notes;
mod provider;
mod reconcile;
mod refund;
mod refusal;
mod router;
pub mod sandbox;
mod settle;
mod store;
mod stripe;
#[cfg(test)]
mod tests;

pub use decide::News;
pub use events::{HandleProviderEvent, receive_event, signature_header};
pub use provider::{Charge, ChargeRequest, ChargeState, Provider, ProviderError, ProviderEvent};
pub use reconcile::ReconcilePayments;
pub use refund::SendRefund;
pub(crate) use refund::request as request_refund;
pub(crate) use refusal::told as refusal_told;
pub use router::Providers;
pub use sandbox::DeliverSandboxEvent;
pub use settle::settle;
pub(crate) use settle::{ask, first_look};
pub(crate) use store::{NewPayment, Payment, insert_all, kick, latest_for_order};

use types::{
    admin::ProviderStanding,
    order::PaymentStatus::{
        self, ActionRequired, Captured, Declined, PartiallyRefunded, Pending, Refunded, Uncertain, Voided,
    },
};

use crate::{Cx, Result, Scope, state_machine::Machine};

/// The life of a payment. A charge that shows up after we had given up (`Voided`, `Declined` to `Captured`) is true all the same:
/// it is recorded, and paid back.
pub(crate) const PAYMENT: Machine<PaymentStatus> = Machine {
    table: "payment",
    column: "state",
    name: PaymentStatus::as_str,
    steps: &[
        (Pending, ActionRequired),
        (Pending, Uncertain),
        (Pending, Captured),
        (Pending, Declined),
        (Pending, Voided),
        (Uncertain, ActionRequired),
        (Uncertain, Captured),
        (Uncertain, Declined),
        (Uncertain, Voided),
        (ActionRequired, Captured),
        (ActionRequired, Declined),
        (ActionRequired, Voided),
        (Voided, Captured),
        (Declined, Captured),
        (Captured, PartiallyRefunded),
        (Captured, Refunded),
        (PartiallyRefunded, Refunded),
    ],
};

/// How the payment providers are, in the order of preference, as this process sees them.
///
/// # Errors
/// When the caller may not.
pub fn providers(cx: &Cx) -> Result<Vec<ProviderStanding>> {
    cx.require(Scope::Ops)?;
    Ok(cx.providers.standing())
}
