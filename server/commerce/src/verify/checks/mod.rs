//! The invariants as statements that find breaches.
//!
//! Each reads its tables once, in sets: aggregates joined to aggregates, or both sides thrown together and summed to zero. So a shop
//! of a million orders is checked in the time it takes to read it. The words in braces are filled in by [`Moments`].

mod drops;
mod holds;
mod money;
mod orders;
mod promotions;
mod stock;
mod work;

use types::Millis;

use crate::Settings;

/// One thing that must hold.
pub(super) struct Check {
    /// Stable name.
    pub name: &'static str,
    /// What must hold.
    pub invariant: &'static str,
    /// A select whose rows are the breaches: an `id`; for stock items a `location_id` as well.
    pub breaches: &'static str,
    /// What a breach is known by.
    pub by: By,
    /// What staff are to do about a breach that has no one right answer; what has one, `--repair` mends.
    pub advice: &'static str,
}

/// What a breach is known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// The id of one row.
    Id,
    /// A variant and the location it lies at, written `variant/location`.
    Item,
}

/// Everything that is checked, in this order.
pub(super) fn all() -> impl Iterator<Item = &'static Check> {
    [stock::CHECKS, holds::CHECKS, orders::CHECKS, promotions::CHECKS, money::CHECKS, drops::CHECKS, work::CHECKS]
        .into_iter()
        .flatten()
}

/// What is counted and shown without being a breach.
pub(super) fn shown() -> impl Iterator<Item = &'static Check> {
    work::SHOWN.iter()
}

/// An unfinished order, payment, refund or lease this old (milliseconds) has been forgotten.
pub(super) const FORGOTTEN: Millis = 60_000;
/// A cart's hold that ended this long ago should have been swept.
const UNSWEPT: Millis = 10 * 60_000;
/// Answers to idempotency keys are kept this long.
const ANSWERS_KEPT: Millis = 24 * 60 * 60_000;

/// The moments that tell what is too old from what is still under way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moments {
    now: Millis,
    approval: Millis,
}

impl Moments {
    pub fn new(now: Millis, settings: &Settings) -> Self {
        Self { now, approval: Millis::try_from(settings.hold_time.as_millis()).unwrap_or(Millis::MAX / 2) }
    }

    /// `text` with its words in braces filled in.
    pub fn fill(self, text: &str) -> String {
        let words = [
            ("{forgotten}", FORGOTTEN),
            ("{disapproved}", self.approval.saturating_add(FORGOTTEN)),
            ("{unswept}", UNSWEPT),
            ("{answers}", ANSWERS_KEPT),
        ];
        words
            .iter()
            .fold(text.to_owned(), |text, (word, age)| text.replace(word, &self.now.saturating_sub(*age).to_string()))
    }
}
