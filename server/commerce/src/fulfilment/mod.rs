//! How many orders the shop can hand over to its carriers, and what may honestly be promised to the next one.

mod rules;
mod store;
#[cfg(test)]
mod tests;

use types::{Millis, admin::FulfilmentStanding, checkout::ShippingQuote};
use words::t;

pub use rules::Capacity;
pub use store::Backlog;

use crate::{Cx, Result, Scope, rfc3339, shipping};

/// What an order placed now can be promised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Promise {
    /// Until when it is handed to the carrier; none when it leaves as orders usually do.
    pub hand_over_by: Option<Millis>,
    /// That is later than the shop finds acceptable: it has to be said plainly before anyone pays.
    pub overfull: bool,
}

/// What an order placed now can be promised. The backlog is counted at most every two seconds per process; what this process has
/// [`accepted`] since is added. Without a capacity nothing is counted.
///
/// # Errors
/// When the database does not answer.
pub async fn promise(cx: &Cx) -> Result<Promise> {
    let capacity = cx.settings.fulfilment;
    if capacity.is_unlimited() {
        return Ok(Promise::default());
    }
    let now = cx.clock.now();
    Ok(Promise::at(now, store::backlog(cx, now).await?, capacity))
}

/// So many orders were placed: they stand before the next one until the backlog is counted again.
pub fn accepted(cx: &Cx, orders: u32) {
    cx.fulfilment.add(orders);
}

impl Promise {
    fn at(now: Millis, backlog: i64, capacity: Capacity) -> Self {
        let hand_over_by = rules::hand_over_by(now, backlog, capacity);
        let overfull = hand_over_by.is_some_and(|by| capacity.is_too_late(by - now));
        Self { hand_over_by, overfull }
    }

    /// Puts the delay before what each way of sending promises by itself.
    pub fn tell(&self, quotes: &mut [ShippingQuote], now: Millis) {
        let Some(by) = self.hand_over_by else { return };
        for quote in quotes {
            quote.promise = rules::delayed(&shipping::spoken(&quote.promise), by, now);
        }
    }

    /// What has to be said before paying, when there are more orders than can be sent in reasonable time.
    #[must_use]
    pub fn warning(&self, now: Millis) -> Option<String> {
        let by = self.hand_over_by.filter(|_| self.overfull)?;
        Some(t!("promise-late", day = day(by, now)))
    }
}

/// A day as whoever reads it writes it, in UTC: `Thursday 26 November`, with the year when it is not this one.
#[must_use]
pub fn day(at: Millis, now: Millis) -> String {
    rules::day(at, now)
}

/// Backlog against capacity, for staff; none when the shop has set no capacity.
///
/// # Errors
/// When the caller may not, or the database does not answer.
pub async fn standing(cx: &Cx) -> Result<Option<FulfilmentStanding>> {
    cx.require(Scope::OrdersRead)?;
    let capacity = cx.settings.fulfilment;
    if capacity.is_unlimited() {
        return Ok(None);
    }
    let now = cx.clock.now();
    let backlog = store::backlog(cx, now).await?;
    let promise = Promise::at(now, backlog, capacity);
    Ok(Some(FulfilmentStanding {
        backlog: backlog.unsigned_abs(),
        daily_capacity: capacity.daily.unsigned_abs(),
        hourly_capacity: capacity.hourly.unsigned_abs(),
        hand_over_by: promise.hand_over_by.map(rfc3339),
        overfull: promise.overfull,
    }))
}
