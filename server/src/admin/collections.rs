//! `/admin/collections`

use app::admin;
use commerce::catalog;
use http::StatusCode;
use serde::Deserialize;

use super::signed_in::SignedIn;
use crate::{extract::Query, visitor::Answer};

/// Collections on a page.
const PAGE: u64 = 50;

/// What the list's address says.
#[derive(Debug, Deserialize)]
pub struct Params {
    cursor: Option<String>,
}

pub async fn list(staff: SignedIn, Query(params): Query<Params>) -> Answer {
    let page = catalog::admin_collections(&staff.cx, params.cursor.as_deref(), PAGE).await?;
    staff.page(StatusCode::OK, |chrome| admin::collections(chrome, &page)).await
}
