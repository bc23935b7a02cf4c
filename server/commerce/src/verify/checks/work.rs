//! Background work.

use super::{By, Check};

pub(super) const CHECKS: &[Check] = &[Check {
    name: "jobs_do_not_hang",
    invariant: "No job is leased for longer than its lease without a worker taking it up again.",
    by: By::Id,
    breaches: "SELECT id FROM job WHERE state = 'running' AND locked_until < {forgotten}",
    advice: "Is a worker running?",
}];

/// Parked jobs keep no invariant from holding: staff see them and decide.
pub(super) const SHOWN: &[Check] = &[Check {
    name: "parked_jobs",
    invariant: "Jobs that gave up wait for staff.",
    by: By::Id,
    breaches: "SELECT id FROM job WHERE state = 'parked'",
    advice: "See why, then requeue or discard them.",
}];
