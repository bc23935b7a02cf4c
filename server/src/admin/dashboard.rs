//! `/admin`

use app::admin;
use commerce::orders;
use http::StatusCode;

use super::signed_in::SignedIn;
use crate::{problem::Refused, visitor::Answer};

pub async fn show(staff: SignedIn) -> Answer {
    let board = orders::dashboard(&staff.cx).await?;
    staff.page(StatusCode::OK, |chrome| admin::dashboard(chrome, &board)).await
}

/// Any address under `/admin` without a page.
pub async fn not_found(_: SignedIn) -> Refused {
    commerce::Error::not_found("page of the admin").into()
}
