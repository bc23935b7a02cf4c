//! Stock: how many units are there, how many are promised to orders being paid, and why.
//!
//! Every change is one conditional statement guarded by CHECK constraints, with its ledger row in the same transaction. Nothing is
//! read first and written later. The tables belong to this slice alone.

mod adjust;
mod bundles;
mod holds;
mod hottest;
mod ledger;
mod locations;
mod persons;
mod policy;
mod repair;
mod settle;
mod store;
mod sweep;
mod take;
mod watch;

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use types::{Millis, VariantId, catalog::VariantStock};

pub(crate) use adjust::low_stock;
pub use adjust::{StockPage, adjust, stock_item, stock_rows};
pub(crate) use bundles::bundles_with;
pub use bundles::{bundle, set_bundle};
pub use holds::{held_until, release};
pub(crate) use holds::{holders_at, holds_expired, move_holds};
pub(crate) use hottest::hottest;
pub use ledger::ledger;
pub use locations::{add_location, change_location, locations, locations_after, transfer};
pub use persons::{buyers, persons};
pub(crate) use policy::{keep_from_open_sale, lock_open_sale, policy_of, write_policy};
pub use policy::{policy, set_policy};
pub(crate) use repair::{Ending, close_gap, end_hold, recount_held};
pub(crate) use settle::{Returned, commit_all, release_all, restock};
pub use sweep::SweepHolds;
pub(crate) use sweep::prune;
pub(crate) use take::take_into;
pub use take::{Held, Holder, Person, Take, Wanted, take};
pub use watch::Watch;
pub(crate) use watch::{orders_settled, stock_changed};

use crate::Result;

/// Stock of one variant at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Level {
    /// Units are counted; otherwise there is always one more.
    pub tracked: bool,
    /// Units in the house.
    pub on_hand: i64,
    /// Of those, promised to orders being paid.
    pub held: i64,
    /// Units sold so far; not counted for bundles.
    pub sold: i64,
    /// Units are held as soon as they are in a cart.
    pub hold_in_cart: bool,
    /// Units one person may have; none for as many as they like.
    pub cap_per_person: Option<i64>,
    /// It is sold in a drop, and not on open sale.
    pub in_drop: bool,
}

impl Level {
    /// Units that can be bought now; none where they are not counted.
    #[must_use]
    pub fn for_sale(self) -> Option<i64> {
        self.tracked.then_some(self.on_hand - self.held)
    }

    /// At least one can be bought now, by anyone.
    #[must_use]
    pub fn is_available(self) -> bool {
        !self.in_drop && self.for_sale().is_none_or(|left| left > 0)
    }

    /// As REST tells it.
    #[must_use]
    pub fn view(self, id: VariantId) -> VariantStock {
        VariantStock { id, for_sale: self.for_sale(), held: self.held, sold: self.sold }
    }
}

/// A variant's first stock.
#[derive(Clone, Copy, Debug)]
pub struct NewItem<'a> {
    /// Units are counted.
    pub tracked: bool,
    /// Units received; not negative.
    pub on_hand: i64,
    /// Who, as written into the ledger.
    pub actor: &'a str,
    /// When.
    pub now: Millis,
}

/// Stock of each of `ids` over all locations, expired holds left out; a bundle has as many as its scarcest component allows.
/// Variants that are not kept in stock are missing from the answer.
///
/// # Errors
/// When the database does not answer.
pub async fn levels(
    connection: &impl ConnectionTrait,
    ids: &[VariantId],
    now: Millis,
) -> Result<HashMap<VariantId, Level>> {
    let mut levels = store::levels(connection, ids, now).await?;
    let others: Vec<_> = ids.iter().copied().filter(|id| !levels.contains_key(id)).collect();
    levels.extend(bundles::levels(connection, &others, now).await?);
    Ok(levels)
}

/// SQL that holds of a variant (whose id `id` names) that can be bought now: the same as [`Level::is_available`], except that a hold
/// that has just expired counts until it is swept, some seconds later.
#[must_use]
pub(crate) fn available_condition(id: &str) -> String {
    store::available_condition(id)
}

/// Starts counting a new variant, at the location goods are sold from first, in the transaction that creates it.
///
/// # Errors
/// When the database refuses, for instance a second item for one variant.
pub async fn create_item(connection: &impl ConnectionTrait, id: VariantId, item: NewItem<'_>) -> Result<()> {
    let location_id = store::insert_item(connection, id, item).await?;
    if item.on_hand == 0 {
        return Ok(());
    }
    let entry = ledger::Entry {
        variant_id: id,
        location_id,
        delta: item.on_hand,
        on_hand: item.on_hand,
        cause: ledger::Cause::Received,
        actor: item.actor,
        reason: "first stock",
        order_id: None,
        now: item.now,
    };
    ledger::append(connection, &[entry]).await
}

/// Begins or ends counting units. The numbers stay as they are.
///
/// # Errors
/// When the database does not answer.
pub async fn set_tracked(connection: &impl ConnectionTrait, id: VariantId, tracked: bool) -> Result<()> {
    store::set_tracked(connection, id, tracked).await
}
