//! `/admin/jobs` and its forms

use app::admin;
use commerce::jobs::{self, JOBS};
use http::StatusCode;
use serde::Deserialize;
use types::{JobId, job::JobState};

use super::{fields::Fields, paging::PAGE, signed_in::SignedIn};
use crate::{
    extract::{Form, PathId, Query},
    visitor::Answer,
};

const PATH: &str = "/admin/jobs";

/// What the list's address says.
#[derive(Debug, Deserialize)]
pub struct Params {
    #[serde(default)]
    state: JobState,
    #[serde(default)]
    kind: String,
    cursor: Option<String>,
}

pub async fn list(staff: SignedIn, Query(params): Query<Params>) -> Answer {
    let Params { state, kind, cursor } = params;
    let filter = jobs::JobFilter { state, kind: kind.clone(), cursor: cursor.clone(), limit: PAGE };
    let page = jobs::list(&staff.cx, filter).await?;
    let kinds = JOBS.iter().map(|definition| definition.kind).collect();
    let shown = admin::JobFilter { state, kind, kinds, cursor };
    staff.page(StatusCode::OK, |chrome| admin::jobs(chrome, &page, &shown)).await
}

pub async fn requeue(staff: SignedIn, PathId(id): PathId<JobId>) -> Answer {
    jobs::requeue(&staff.cx, id).await?;
    staff.done(PATH, "The job waits for a worker again, with all its tries.").await
}

pub async fn requeue_kind(staff: SignedIn, Form(fields): Form<Fields>) -> Answer {
    let requeued = jobs::requeue_kind(&staff.cx, fields.get("kind")).await?;
    let notice = match requeued {
        1 => "1 job waits for a worker again.".to_owned(),
        many => format!("{many} jobs wait for a worker again."),
    };
    staff.done(PATH, &notice).await
}

pub async fn discard(staff: SignedIn, PathId(id): PathId<JobId>) -> Answer {
    jobs::discard(&staff.cx, id).await?;
    staff.done(PATH, "The job is put away. It will not run.").await
}
