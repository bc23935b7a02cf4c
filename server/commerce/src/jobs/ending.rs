//! How a run ended, and what that means for the job.

use rand::Rng;
use types::Millis;

use super::{Done, Recurring, lease::Leased};
use crate::{Error, Result};

/// First wait after a failure; doubles with every further one.
const BACKOFF_BASE: Millis = 500;
const BACKOFF_MOST: Millis = 10 * 60 * 1000;

/// How a lease ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum End {
    Done,
    /// Not yet; not a try.
    Again {
        run_at: Millis,
    },
    /// A recurring job's next time.
    Next {
        run_at: Millis,
    },
    Retry {
        run_at: Millis,
        error: String,
    },
    Parked {
        error: String,
    },
    /// Leased, and given back untouched.
    NotBegun,
}

impl End {
    /// What follows from how `job` ran.
    pub fn of(job: &Leased, outcome: &Result<Done>, recurring: Option<&Recurring>, now: Millis) -> Self {
        match (outcome, recurring) {
            (Ok(Done::Finished), None) => End::Done,
            (Ok(Done::Finished), Some(recurring)) => End::Next { run_at: recurring.next(now) },
            (Ok(Done::Again(run_at)), _) => End::Again { run_at: *run_at },
            (Err(error), Some(recurring)) => {
                let wait = backoff(job.attempts).min(recurring.patience());
                End::Retry { run_at: now + wait, error: describe(error) }
            }
            (Err(error), None) if job.attempts >= job.max_attempts => End::Parked { error: describe(error) },
            (Err(error), None) => End::Retry { run_at: now + backoff(job.attempts), error: describe(error) },
        }
    }

    /// For metrics and logs.
    pub fn label(&self) -> &'static str {
        match self {
            End::Done | End::Next { .. } => "done",
            End::Again { .. } => "again",
            End::Retry { .. } => "retry",
            End::Parked { .. } => "parked",
            End::NotBegun => "not_begun",
        }
    }

    /// Says it where operators look.
    pub fn tell(&self, job: &Leased) {
        match self {
            End::Parked { error } => {
                tracing::error!(job = %job.id, kind = job.kind, cause = error, "job gave up and is parked");
            }
            End::Retry { error, .. } => {
                tracing::warn!(job = %job.id, kind = job.kind, cause = error, "job failed; it will run again");
            }
            _ => tracing::debug!(job = %job.id, kind = job.kind, end = self.label(), "job ran"),
        }
    }
}

fn describe(error: &Error) -> String {
    match error.source_chain() {
        chain if chain.is_empty() => error.to_string(),
        chain => chain,
    }
}

/// Exponential with full jitter: failures that came together do not come back together.
fn backoff(attempts: i64) -> Millis {
    let exponent = u32::try_from(attempts.clamp(1, 20) - 1).unwrap_or_default();
    let most = BACKOFF_BASE.saturating_mul(2_i64.pow(exponent)).min(BACKOFF_MOST);
    rand::rng().random_range(most / 4..=most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_stay_bounded() {
        for attempts in 1..100 {
            let wait = backoff(attempts);
            assert!((BACKOFF_BASE / 4..=BACKOFF_MOST).contains(&wait), "{attempts}: {wait}");
        }
        assert!(backoff(12) > BACKOFF_BASE);
    }
}
