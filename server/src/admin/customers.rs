//! `/admin/customers`, `/admin/customers/{id}`

use app::admin;
use commerce::customers;
use http::StatusCode;
use serde::Deserialize;
use types::CustomerId;

use super::{paging::PAGE, signed_in::SignedIn};
use crate::{
    extract::{PathId, Query},
    visitor::Answer,
};

/// What the list's address says.
#[derive(Debug, Deserialize)]
pub struct Params {
    #[serde(default)]
    q: String,
    cursor: Option<String>,
}

pub async fn list(staff: SignedIn, Query(params): Query<Params>) -> Answer {
    let Params { q, cursor } = params;
    let filter = customers::CustomerFilter { query: q.clone(), cursor: cursor.clone(), limit: PAGE };
    let page = customers::customers(&staff.cx, filter).await?;
    let shown = admin::CustomerFilter { query: q, cursor };
    staff.page(StatusCode::OK, |chrome| admin::customers(chrome, &page, &shown)).await
}

pub async fn show(staff: SignedIn, PathId(id): PathId<CustomerId>) -> Answer {
    let profile = customers::profile(&staff.cx, id).await?;
    staff.page(StatusCode::OK, |chrome| admin::customer(chrome, &profile)).await
}
