//! Background jobs as staff see them.

use serde::{Deserialize, Serialize};

use crate::{JobId, worded::named};

/// Where a job stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Gave up; someone has to look.
    #[default]
    Parked,
    /// Waiting for its time, or for a worker.
    Ready,
    /// Being done.
    Running,
    /// Over.
    Done,
}

// Those that want someone first.
named!(JobState {
    Parked = "parked", "Parked";
    Ready = "ready", "Waiting";
    Running = "running", "Running";
    Done = "done", "Done";
});

impl std::str::FromStr for JobState {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        JobState::ALL.iter().copied().find(|state| state.as_str() == text).ok_or_else(|| {
            let known: Vec<_> = JobState::ALL.iter().map(|state| state.as_str()).collect();
            format!("unknown state; choose from {}", known.join(", "))
        })
    }
}

/// A job in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct JobRow {
    /// Which job.
    pub id: JobId,
    /// What it does: `order.mail`.
    pub kind: String,
    /// Where it stands.
    pub state: JobState,
    /// Not before this moment. RFC 3339, UTC.
    pub run_at: String,
    /// Tries so far.
    pub attempts: i64,
    /// Why the last try failed.
    pub last_error: Option<String>,
    /// Who runs it.
    pub worker: Option<String>,
    /// When it was done or gave up. RFC 3339, UTC.
    pub ended_at: Option<String>,
    /// Who last let it be tried anew.
    pub requeued_by: Option<String>,
    /// When. RFC 3339, UTC.
    pub requeued_at: Option<String>,
}

/// A page of jobs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct JobPage {
    /// The jobs.
    pub items: Vec<JobRow>,
    /// Hand it back to get the next page; null on the last.
    pub next_cursor: Option<String>,
}
