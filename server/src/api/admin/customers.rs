//! `/admin/customers`, `/admin/customers/{id}`: accounts, which are their owners' to change

use axum::Json as Answer;
use commerce::customers::{self, CustomerFilter};
use serde::Deserialize;
use types::{
    CustomerId,
    customer::{CustomerPage, CustomerRow},
};
use utoipa::IntoParams;

use crate::{
    api::caller::KeyHolder,
    extract::{PathId, Query},
    problem::Refused,
};

/// Which accounts.
#[derive(Debug, Deserialize, IntoParams)]
pub(in crate::api) struct Params {
    /// Part of an e-mail address or a name.
    #[serde(default)]
    q: String,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// How many; more than 100 counts as 100.
    #[serde(default = "default_limit")]
    #[param(minimum = 1, default = 50)]
    limit: u64,
}

fn default_limit() -> u64 {
    50
}

/// List customers' accounts, newest first
#[utoipa::path(
    get, path = "/admin/customers", tag = "staff", operation_id = "list_customers", security(("key" = ["orders:read"])), params(Params),
    responses((status = OK, description = "A page of accounts", body = CustomerPage))
)]
pub(in crate::api) async fn list(
    KeyHolder(cx): KeyHolder,
    Query(params): Query<Params>,
) -> Result<Answer<CustomerPage>, Refused> {
    let Params { q, cursor, limit } = params;
    Ok(Answer(customers::customers(&cx, CustomerFilter { query: q, cursor, limit }).await?))
}

/// Get a customer's account
///
/// Their orders are found by the address: `/admin/orders?q=`.
#[utoipa::path(
    get, path = "/admin/customers/{id}", tag = "staff", operation_id = "get_customer", security(("key" = ["orders:read"])),
    params(("id" = CustomerId, Path, description = "The account")),
    responses((status = OK, description = "The account", body = CustomerRow))
)]
pub(in crate::api) async fn show(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<CustomerId>,
) -> Result<Answer<CustomerRow>, Refused> {
    Ok(Answer(customers::customer(&cx, id).await?))
}
