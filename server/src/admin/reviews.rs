//! `/admin/reviews` and its forms

use app::admin::{self, Posted};
use commerce::reviews;
use form_urlencoded::Serializer;
use http::StatusCode;
use serde::Deserialize;
use types::{
    ErrorCode, ReviewId,
    review::{ReviewDecision, ReviewState},
};

use super::{
    fields::{Fields, mendable, same_name},
    signed_in::SignedIn,
};
use crate::{
    extract::{Form, PathId, Query},
    problem::Refused,
    visitor::Answer,
};

const PATH: &str = "/admin/reviews";
/// Reviews on a page.
const PAGE: u64 = 20;

/// What the list's address says.
#[derive(Debug, Default, Deserialize)]
pub struct Params {
    #[serde(default)]
    state: ReviewState,
    cursor: Option<String>,
}

pub async fn list(staff: SignedIn, Query(params): Query<Params>) -> Answer {
    page(&staff, params, StatusCode::OK, None).await
}

/// Back to the list the form stood in.
pub async fn decide(staff: SignedIn, PathId(id): PathId<ReviewId>, Form(fields): Form<Fields>) -> Answer {
    let from: ReviewState = state(&fields, "from")?;
    let cursor = Some(fields.get("cursor").to_owned()).filter(|cursor| !cursor.is_empty());
    let list = address(from, cursor.as_deref());
    let to = state(&fields, "state")?;
    let decision = ReviewDecision { state: to, reply: fields.get("reply").to_owned(), from: Some(from) };
    match reviews::decide(&staff.cx, id, decision).await {
        Ok(_) if to == ReviewState::Published => staff.done(&list, "It is on the product's page.").await,
        Ok(_) => staff.done(&list, "Nobody sees it.").await,
        Err(error) => {
            let refused = Refused::from(error);
            // Decided on meanwhile: it need not stand in this list any more.
            if refused.problem().code == ErrorCode::Conflict {
                return Err(refused);
            }
            let (status, errors) = mendable(refused, same_name)?;
            let posted = fields.returned(id, errors);
            page(&staff, Params { state: from, cursor }, status, Some(posted)).await
        }
    }
}

fn address(state: ReviewState, cursor: Option<&str>) -> String {
    let mut query = Serializer::new(String::new());
    query.append_pair("state", state.as_str());
    if let Some(cursor) = cursor {
        query.append_pair("cursor", cursor);
    }
    format!("{PATH}?{}", query.finish())
}

fn state(fields: &Fields, name: &str) -> Result<ReviewState, Refused> {
    fields.get(name).parse().map_err(|message: String| Refused::field(name, message))
}

async fn page(staff: &SignedIn, params: Params, status: StatusCode, posted: Option<Posted<ReviewId>>) -> Answer {
    let Params { state, cursor } = params;
    let filter = reviews::ReviewFilter { state: Some(state), cursor: cursor.clone(), limit: PAGE };
    let found = reviews::list(&staff.cx, filter).await?;
    let shown = admin::ReviewFilter { state, cursor };
    staff.page(status, |chrome| admin::reviews(chrome, &found, &shown, posted.as_ref())).await
}
