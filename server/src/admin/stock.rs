//! `/admin/stock`

use app::admin::{self, StockList};
use commerce::inventory;
use http::StatusCode;
use serde::Deserialize;

use super::signed_in::SignedIn;
use crate::{extract::Query, visitor::Answer};

/// What the list's address says.
#[derive(Debug, Deserialize)]
pub struct Params {
    #[serde(default)]
    q: String,
    page: Option<u64>,
}

pub async fn list(staff: SignedIn, Query(params): Query<Params>) -> Answer {
    let found = inventory::stock_rows(&staff.cx, &params.q, params.page.unwrap_or(1)).await?;
    let list = StockList { rows: found.items, query: params.q, page: found.page, pages: found.pages };
    staff.page(StatusCode::OK, |chrome| admin::stock(chrome, &list)).await
}
