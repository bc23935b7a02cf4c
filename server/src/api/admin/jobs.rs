//! `/admin/jobs` and what is done to a job there

use axum::Json as Answer;
use commerce::jobs::{self, JobFilter};
use http::StatusCode;
use serde::Deserialize;
use types::{
    JobId,
    job::{JobPage, JobState},
};
use utoipa::IntoParams;

use super::paging::Paging;
use crate::{
    api::caller::KeyHolder,
    extract::{PathId, Query},
    problem::Refused,
};

/// Which jobs.
#[derive(Debug, Deserialize, IntoParams)]
pub(in crate::api) struct Params {
    /// Those that stand here; by default those that gave up.
    #[serde(default)]
    #[param(inline, default = "parked")]
    state: JobState,
    /// Only of this kind: `order.mail`.
    #[serde(default)]
    kind: String,
}

/// List background jobs of one state
///
/// What waits and runs by its time, what has ended from the latest back.
#[utoipa::path(
    get, path = "/admin/jobs", tag = "staff", operation_id = "list_jobs", security(("key" = ["ops"])), params(Params, Paging),
    responses((status = OK, description = "The jobs", body = JobPage))
)]
pub(in crate::api) async fn list(
    KeyHolder(cx): KeyHolder,
    Query(params): Query<Params>,
    Query(paging): Query<Paging>,
) -> Result<Answer<JobPage>, Refused> {
    let Params { state, kind } = params;
    Ok(Answer(jobs::list(&cx, JobFilter { state, kind, cursor: paging.cursor, limit: paging.limit }).await?))
}

/// Let a job that gave up be tried anew
#[utoipa::path(
    post, path = "/admin/jobs/{id}/requeue", tag = "staff", operation_id = "requeue_job", security(("key" = ["ops"])),
    params(("id" = JobId, Path, description = "The job")),
    responses(
        (status = NO_CONTENT, description = "It waits for a worker, with all its tries"),
        (status = CONFLICT, description = "`conflict`: the job is not parked"),
    )
)]
pub(in crate::api) async fn requeue(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<JobId>,
) -> Result<StatusCode, Refused> {
    jobs::requeue(&cx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Put a job that gave up away without doing it
#[utoipa::path(
    post, path = "/admin/jobs/{id}/discard", tag = "staff", operation_id = "discard_job", security(("key" = ["ops"])),
    params(("id" = JobId, Path, description = "The job")),
    responses(
        (status = NO_CONTENT, description = "It counts as done"),
        (status = CONFLICT, description = "`conflict`: the job is not parked"),
    )
)]
pub(in crate::api) async fn discard(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<JobId>,
) -> Result<StatusCode, Refused> {
    jobs::discard(&cx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
