//! `/admin/collections`

use app::admin;
use commerce::catalog;
use http::StatusCode;

use super::{
    paging::{PAGE, Paging},
    signed_in::SignedIn,
};
use crate::{extract::Query, visitor::Answer};

pub async fn list(staff: SignedIn, Query(paging): Query<Paging>) -> Answer {
    let page = catalog::admin_collections(&staff.cx, paging.cursor.as_deref(), PAGE).await?;
    staff.page(StatusCode::OK, |chrome| admin::collections(chrome, &page)).await
}
