//! Taking money. A provider is asked outside any transaction; whatever it says, and whoever hears it first (the shopper's request, a
//! webhook, the reconciler), one conditional update decides what becomes of the payment and its order.

mod batch;
mod decide;
mod events;
mod provider;
mod refund;
pub mod sandbox;
mod settle;
mod store;

pub(crate) use batch::insert_all;
pub use decide::News;
pub use events::{HandleProviderEvent, receive_event};
pub use provider::{Charge, ChargeRequest, ChargeState, Provider, ProviderError, ProviderEvent};
pub use refund::SendRefund;
pub(crate) use refund::request as request_refund;
pub use sandbox::DeliverSandboxEvent;
pub use settle::{SettlePayment, settle};
pub(crate) use settle::{ask_first, first_look};
pub(crate) use store::{Payment, latest_for_order};

use types::order::PaymentStatus::{
    self, ActionRequired, Captured, Declined, PartiallyRefunded, Pending, Refunded, Uncertain, Voided,
};

use crate::{Error, Result, Settings, state_machine::Machine};

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

/// The providers this shop works with.
pub struct Providers {
    sandbox: sandbox::Sandbox,
}

impl Providers {
    /// As `settings` say.
    #[must_use]
    pub fn new(settings: &Settings) -> Self {
        Self { sandbox: sandbox::Sandbox::new(settings) }
    }

    /// The provider called `name`.
    ///
    /// # Errors
    /// `not_found` when the shop does not work with it.
    pub fn get(&self, name: &str) -> Result<&dyn Provider> {
        if name == self.sandbox.name() { Ok(&self.sandbox) } else { Err(Error::not_found("payment provider")) }
    }
}
