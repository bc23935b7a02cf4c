//! Stock: how many units are there, how many are promised to orders being paid, and why.
//!
//! Every change is one conditional statement guarded by CHECK constraints, with its ledger row in the same transaction. Nothing is
//! read first and written later. The tables belong to this slice alone.

mod adjust;
mod ledger;
mod store;
mod take;

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use types::{Millis, VariantId, catalog::VariantStock};

pub(crate) use adjust::low_stock;
pub use adjust::{StockPage, adjust, stock_item, stock_rows};
pub use ledger::ledger;
pub(crate) use take::{Wanted, commit, hold, release, restock};

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
    /// Units sold so far.
    pub sold: i64,
}

impl Level {
    /// Units that can be bought now; none where they are not counted.
    #[must_use]
    pub fn for_sale(self) -> Option<i64> {
        self.tracked.then_some(self.on_hand - self.held)
    }

    /// At least one can be bought now.
    #[must_use]
    pub fn is_available(self) -> bool {
        self.for_sale().is_none_or(|left| left > 0)
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

/// Stock of each of `ids`; variants without a stock item are missing from the answer.
///
/// # Errors
/// When the database does not answer.
pub async fn levels(connection: &impl ConnectionTrait, ids: &[VariantId]) -> Result<HashMap<VariantId, Level>> {
    store::levels(connection, ids).await
}

/// Starts counting a new variant, in the transaction that creates it.
///
/// # Errors
/// When the database refuses, for instance a second item for one variant.
pub async fn create_item(connection: &impl ConnectionTrait, id: VariantId, item: NewItem<'_>) -> Result<()> {
    store::insert_item(connection, id, item).await?;
    if item.on_hand > 0 {
        let entry = ledger::Entry {
            variant_id: id,
            delta: item.on_hand,
            cause: ledger::Cause::Received,
            actor: item.actor,
            reason: "first stock",
            order_id: None,
            now: item.now,
        };
        ledger::append(connection, entry).await?;
    }
    Ok(())
}

/// Begins or ends counting units. The numbers stay as they are.
///
/// # Errors
/// When the database does not answer.
pub async fn set_tracked(connection: &impl ConnectionTrait, id: VariantId, tracked: bool, now: Millis) -> Result<()> {
    store::set_tracked(connection, id, tracked, now).await
}
