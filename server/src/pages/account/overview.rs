//! `/account`

use app::pages::account;
use commerce::customers;
use http::StatusCode;
use serde::Deserialize;

use super::shown;
use crate::{customer::SignedIn, extract::Query, visitor::Answer};

/// Which page of the history.
#[derive(Debug, Deserialize)]
pub struct Page {
    before: Option<i64>,
}

pub async fn show(signed_in: SignedIn, Query(page): Query<Page>) -> Answer {
    let history = customers::history(&signed_in.visitor.cx, page.before).await?;
    let notes = signed_in.notes().await?;
    let SignedIn { visitor, account, .. } = signed_in;
    shown(&visitor, StatusCode::OK, |shell| account::overview(shell, account, history, notes)).await
}
