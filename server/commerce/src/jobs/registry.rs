//! Every kind of work the shop does in the background.

use super::Definition;
use crate::{
    housekeeping::Prune,
    notifications::SendOrderMail,
    payments::{DeliverSandboxEvent, HandleProviderEvent, ReconcilePayments, SendRefund},
};

/// All kinds.
pub const JOBS: &[Definition] = &[
    // Finds out what became of payments that nobody sees through, and ends their orders accordingly.
    Definition::of::<ReconcilePayments>(),
    // Acts on what a provider told us.
    Definition::of::<HandleProviderEvent>(),
    // Asks the provider to pay back.
    Definition::of::<SendRefund>(),
    // Confirmation and other mail about an order.
    Definition::of::<SendOrderMail>(),
    // The sandbox provider's own webhook calls.
    Definition::of::<DeliverSandboxEvent>(),
    // Removes what has expired: sessions, idempotency keys, finished jobs, abandoned carts.
    Definition::of::<Prune>(),
];
