//! `/admin/feedback`

use app::admin;
use commerce::feedback;
use http::StatusCode;
use serde::Deserialize;
use types::feedback::Question;

use super::{paging::PAGE, signed_in::SignedIn};
use crate::{extract::Query, visitor::Answer};

/// What the address says.
#[derive(Debug, Deserialize)]
pub struct Params {
    #[serde(default)]
    question: Question,
    cursor: Option<String>,
}

pub async fn show(staff: SignedIn, Query(params): Query<Params>) -> Answer {
    let Params { question, cursor } = params;
    let view = feedback::view(&staff.cx, question, cursor.as_deref(), PAGE).await?;
    staff.page(StatusCode::OK, |chrome| admin::feedback(chrome, &view, cursor.as_deref())).await
}
