//! Taking units: for a cart on its way to the till, for a while; for an order, until its payment is settled.
//!
//! Takes that wait are taken together. One transaction locks every stock item they touch, in one order everywhere, decides in memory
//! who gets what (first come first served, each all or nothing), and writes the outcome with one statement per table. So a hot item
//! costs one row lock and one commit per batch instead of per shopper, and CHECK constraints stand behind it all.

mod allocate;
mod store;
#[cfg(test)]
mod tests;

use sea_orm::DatabaseTransaction;
use types::{CartId, ErrorCode, FieldError, Millis, OrderId, VariantId};
use uuid::Uuid;

use crate::{
    Cx, Error, Result, Services,
    combine::{self, Combined, Queue},
    db::Together,
};

/// Units wanted of one variant.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Which variant; a bundle stands for its components.
    pub variant_id: VariantId,
    /// How many.
    pub quantity: i64,
    /// How the shopper knows it.
    pub title: String,
}

/// For whom units are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A cart at the till. What it held before is replaced, and keeps its ceiling.
    Cart {
        /// Which cart.
        id: CartId,
        /// Milliseconds its units are kept from now on; a variant may say less.
        keep: Millis,
        /// Milliseconds from the first take after which no activity extends the hold any more.
        ceiling: Millis,
    },
    /// An order. What its cart held becomes its own.
    Order {
        /// Which order.
        id: OrderId,
        /// The cart it came from.
        cart: CartId,
    },
}

impl Holder {
    fn cart(self) -> CartId {
        match self {
            Holder::Cart { id, .. } => id,
            Holder::Order { cart, .. } => cart,
        }
    }
}

/// One of the ways in which the shop recognises a person, for caps: an address of mail or home, a card, an account.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Person(pub(super) String);

impl Person {
    /// As it is kept: a keyed hash.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// All of a cart's lines, or none of them.
#[derive(Clone, Debug)]
pub struct Take {
    /// For whom.
    pub holder: Holder,
    /// What.
    pub lines: Vec<Wanted>,
    /// Who is counted against the caps of capped variants.
    pub persons: Vec<Person>,
}

/// Units that were taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Until when; orders hold theirs until they are settled.
    pub until: Option<Millis>,
}

/// Takes all lines or none, together with whoever else takes now.
///
/// # Errors
/// `out_of_stock` names every line that is short and how many are left, `quantity_limit` every line beyond its cap; `unavailable`.
pub async fn take(cx: &Cx, take: Take) -> Result<Held> {
    let variants: Vec<_> = take.lines.iter().map(|line| line.variant_id).collect();
    let held = combine::submit(cx, take).await?;
    super::watch::stock_changed(cx, variants);
    Ok(held)
}

impl Combined for Take {
    type Key = Uuid;
    type Answer = Held;
    const LAPSES: bool = true;

    fn key(&self) -> Uuid {
        self.holder.cart().0
    }

    fn queue(services: &Services) -> &Queue<Self> {
        &services.takes
    }

    async fn write(cx: &Cx, tx: &DatabaseTransaction, batch: &[Self]) -> Result<Vec<Result<Held>>> {
        take_all(tx, &batch.iter().collect::<Vec<_>>(), cx.clock.now()).await
    }
}

/// Takes for each of `takes` in turn, as [`take`] does, in the caller's transaction. No cart may stand twice among them.
pub(crate) async fn take_all(tx: &DatabaseTransaction, takes: &[&Take], now: Millis) -> Result<Vec<Result<Held>>> {
    let mut together = Together::on(tx);
    let answers = take_into(tx, takes, &mut together, now).await?;
    together.run(tx).await?;
    Ok(answers)
}

/// The same for a caller who has more to write: locks and decides, and leaves the writing in `together`.
pub(crate) async fn take_into(
    tx: &DatabaseTransaction,
    takes: &[&Take],
    together: &mut Together,
    now: Millis,
) -> Result<Vec<Result<Held>>> {
    let mut shelves = store::lock(tx, takes, now).await?;
    let mut outcome = allocate::Outcome::default();
    let answers = takes
        .iter()
        .map(|take| {
            allocate::allocate(&mut shelves, take, now, &mut outcome).map_err(|refusal| refused(take, &refusal))
        })
        .collect();
    outcome.expire(&shelves);
    store::write(together, &outcome, now)?;
    Ok(answers)
}

fn refused(take: &Take, refusal: &allocate::Refusal) -> Error {
    let errors: Vec<_> = take
        .lines
        .iter()
        .filter_map(|line| Some((line, refusal.lines.get(&line.variant_id)?)))
        .map(|(line, shortage)| FieldError::new(format!("lines.{}", line.variant_id), shortage.words(&line.title)))
        .collect();
    let detail = errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join(" ");
    let code = if refusal.is_short() { ErrorCode::OutOfStock } else { ErrorCode::QuantityLimit };
    Error::new(code, detail).with_fields(errors)
}

impl allocate::Shortage {
    fn words(self, title: &str) -> String {
        match self {
            allocate::Shortage::Stock { left: 0 } => words::t!("stock-sold-out", title = title),
            allocate::Shortage::Stock { left } => words::t!("stock-short", count = left, title = title),
            allocate::Shortage::Cap { most } => words::t!("stock-cap", count = most, title = title),
        }
    }
}
