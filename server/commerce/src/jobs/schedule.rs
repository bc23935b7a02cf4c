//! Work that recurs. The table is the schedule: what is added here runs from the next start of any worker on.

use std::time::Duration;

use rand::Rng;
use types::Millis;

use super::{Job, NewJob, When, millis, outbox};
use crate::{
    Cx, Result, catalog::Reindex, drops::TendDrops, housekeeping::Prune, inventory::SweepHolds,
    payments::ReconcilePayments, renditions::FillRenditions, restock::CallWaiting,
};

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(60 * 60);

/// All recurring work.
pub const SCHEDULE: &[Recurring] = &[
    // Sees payments through that nobody else does.
    Recurring::of::<ReconcilePayments>(SECOND),
    // Puts units of expired holds back on sale.
    Recurring::of::<SweepHolds>(Duration::from_secs(5)),
    // Notices that a drop is sold out, sells again, or is over.
    Recurring::of::<TendDrops>(SECOND),
    // Notices that what somebody waits for is back.
    Recurring::of::<CallWaiting>(Duration::from_secs(5)),
    // Brings search rows and terms up to this release.
    Recurring::of::<Reindex>(MINUTE),
    // Makes pictures before they are asked for.
    Recurring::of::<FillRenditions>(Duration::from_secs(30)),
    // Removes what has expired.
    Recurring::of::<Prune>(HOUR).jitter(5 * MINUTE.as_secs()),
];

/// A kind of work that comes again and again. It has one row, so it never runs beside itself, and it is never parked: after a
/// failure it is tried sooner than its next time, after a success at its next time. The kind stands in [`super::JOBS`] as well.
pub struct Recurring {
    /// Its kind; also the key of its one row.
    pub kind: &'static str,
    every: Duration,
    jitter: Duration,
    first: fn(Millis) -> Result<NewJob>,
}

impl Recurring {
    /// `J`, from the end of one run to the beginning of the next.
    #[must_use]
    pub const fn of<J: Job + Default>(every: Duration) -> Self {
        Self { kind: J::KIND, every, jitter: Duration::ZERO, first: first::<J> }
    }

    /// Up to so many seconds later, drawn anew each time: shops that started together do not work together.
    #[must_use]
    pub const fn jitter(self, seconds: u64) -> Self {
        Self { jitter: Duration::from_secs(seconds), ..self }
    }

    /// Its next time.
    pub(super) fn next(&self, now: Millis) -> Millis {
        now + millis(self.every) + rand::rng().random_range(0..=millis(self.jitter))
    }

    /// The longest wait after a failure.
    pub(super) fn patience(&self) -> Millis {
        millis(self.every)
    }
}

fn first<J: Job + Default>(run_at: Millis) -> Result<NewJob> {
    Ok(NewJob::of(&J::default(), When { run_at, dedupe_key: Some(J::KIND) })?.never_parked())
}

/// The entry of a kind that recurs.
pub(super) fn of(schedule: &'static [Recurring], kind: &str) -> Option<&'static Recurring> {
    schedule.iter().find(|recurring| recurring.kind == kind)
}

/// Makes sure that all of `schedule` is written down; every worker does so at its start.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn ensure(cx: &Cx, schedule: &[Recurring]) -> Result<()> {
    let now = cx.clock.now();
    let jobs = schedule.iter().map(|recurring| (recurring.first)(recurring.next(now))).collect::<Result<Vec<_>>>()?;
    outbox::ensure(cx.db.write(), &jobs).await
}
