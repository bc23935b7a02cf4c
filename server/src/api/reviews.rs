//! `/products/{slug}/reviews`

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use commerce::{catalog, reviews};
use serde::Deserialize;
use types::review::ReviewPage;
use utoipa::IntoParams;

use super::{caller::Caller, products::moved};
use crate::{
    extract::{Name, Query},
    problem::Refused,
};

/// Which reviews.
#[derive(Debug, Deserialize, IntoParams)]
pub(super) struct Params {
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many.
    #[serde(default = "default_limit")]
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: u64,
}

fn default_limit() -> u64 {
    20
}

/// List what buyers say of a product, newest first
///
/// Only what staff have published. Texts are plain. While the shop is pressed, or staff have put reviews away, this is refused.
#[utoipa::path(
    get, path = "/products/{slug}/reviews", tag = "catalogue", operation_id = "list_reviews",
    params(("slug" = String, Path, description = "The product's name in addresses"), Params),
    responses(
        (status = OK, description = "A page of reviews, and what all of them come to", body = ReviewPage),
        (status = MOVED_PERMANENTLY, description = "The product has another name in addresses now: `Location` has it"),
    )
)]
pub(super) async fn list(
    Caller(cx): Caller,
    Name(slug): Name,
    Query(params): Query<Params>,
) -> Result<Response, Refused> {
    match catalog::product(&cx, &slug).await {
        Ok(view) => {
            let page = reviews::after(&cx, view.id, params.cursor.as_deref(), params.limit).await?;
            Ok(Json(page).into_response())
        }
        Err(error) => moved(&cx, &slug, "/reviews", error).await,
    }
}
