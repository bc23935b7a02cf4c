//! `/admin/reviews`, `/admin/reviews/{id}`

use axum::Json as Answer;
use commerce::reviews::{self, ReviewFilter};
use serde::Deserialize;
use types::{
    ReviewId,
    review::{AdminReview, AdminReviewPage, ReviewDecision, ReviewState},
};
use utoipa::IntoParams;

use super::paging::Paging;
use crate::{
    api::caller::KeyHolder,
    extract::{Json, PathId, Query},
    problem::Refused,
};

/// Which reviews.
#[derive(Debug, Deserialize, IntoParams)]
pub(in crate::api) struct Params {
    /// Only those that stand here; all without it.
    #[param(inline)]
    state: Option<ReviewState>,
}

/// List reviews, newest first
#[utoipa::path(
    get, path = "/admin/reviews", tag = "staff", operation_id = "list_all_reviews", security(("key" = ["catalog:read"])),
    params(Params, Paging),
    responses((status = OK, description = "A page of reviews, whatever was decided on them", body = AdminReviewPage))
)]
pub(in crate::api) async fn list(
    KeyHolder(cx): KeyHolder,
    Query(params): Query<Params>,
    Query(paging): Query<Paging>,
) -> Result<Answer<AdminReviewPage>, Refused> {
    let filter = ReviewFilter { state: params.state, cursor: paging.cursor, limit: paging.limit };
    Ok(Answer(reviews::list(&cx, filter).await?))
}

/// Publish or reject a review
///
/// A reply stands below the review for everyone; without one in the body there is none.
#[utoipa::path(
    put, path = "/admin/reviews/{id}", tag = "staff", operation_id = "decide_review", security(("key" = ["catalog:write"])),
    params(("id" = ReviewId, Path, description = "The review's id")),
    responses(
        (status = OK, description = "The review as it stands now", body = AdminReview),
        (status = CONFLICT, description = "`conflict`: it has moved on from where `from` says it stood"),
    )
)]
pub(in crate::api) async fn decide(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<ReviewId>,
    Json(decision): Json<ReviewDecision>,
) -> Result<Answer<AdminReview>, Refused> {
    Ok(Answer(reviews::decide(&cx, id, decision).await?))
}
