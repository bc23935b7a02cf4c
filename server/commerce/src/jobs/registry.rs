//! Every kind of work the shop does in the background.

use super::Definition;
use crate::{
    catalog::Reindex,
    content::SendContactMail,
    customers::{ClaimOrders, SendCustomerMail},
    drops::{StepDrop, TendDrops},
    housekeeping::Prune,
    inventory::SweepHolds,
    newsletter::SendNewsletterMail,
    notifications::SendOrderMail,
    orders::SendOrderLink,
    payments::{DeliverSandboxEvent, HandleProviderEvent, ReconcilePayments, SendRefund},
    renditions::FillRenditions,
    restock::{CallWaiting, SendRestockMail},
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
    // Links to an account's owner.
    Definition::of::<SendCustomerMail>(),
    // Gives an account the orders of its address.
    Definition::of::<ClaimOrders>(),
    // The way to an order, for whoever has lost it.
    Definition::of::<SendOrderLink>(),
    // Asks whoever left an address for the newsletter whether it was them.
    Definition::of::<SendNewsletterMail>(),
    // Calls those who wait for something that is back.
    Definition::of::<CallWaiting>(),
    // Tells one of them.
    Definition::of::<SendRestockMail>(),
    // Hands a message from the contact form to the shop.
    Definition::of::<SendContactMail>(),
    // The sandbox provider's own webhook calls.
    Definition::of::<DeliverSandboxEvent>(),
    // Ends expired holds.
    Definition::of::<SweepHolds>(),
    // Takes a drop's steps at the second they are due.
    Definition::of::<StepDrop>(),
    // Sees to drops that are on.
    Definition::of::<TendDrops>(),
    // Goes through products whose search rows and terms an older release wrote.
    Definition::of::<Reindex>(),
    // Makes pictures in the sizes and formats most browsers ask for.
    Definition::of::<FillRenditions>(),
    // Removes what has expired: sessions, idempotency keys, finished jobs, abandoned carts.
    Definition::of::<Prune>(),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::SCHEDULE;

    #[test]
    fn kinds_are_unique_and_what_recurs_is_one_of_them() {
        let mut kinds: Vec<_> = JOBS.iter().map(|definition| definition.kind).collect();
        assert!(SCHEDULE.iter().all(|recurring| kinds.contains(&recurring.kind)));
        kinds.sort_unstable();
        kinds.dedup();
        assert_eq!(kinds.len(), JOBS.len());
        // They stand in the text of statements.
        assert!(
            kinds.iter().all(|kind| kind.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'.')),
            "{kinds:?}"
        );
    }
}
