//! `/admin/customers`, `/admin/customers/{id}`: accounts, which are their owners' to change

use axum::Json as Answer;
use commerce::customers::{self, CustomerFilter};
use serde::Deserialize;
use types::{
    CustomerId,
    customer::{CustomerPage, CustomerRow},
};
use utoipa::IntoParams;

use super::paging::Paging;
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
}

/// List customers' accounts, newest first
#[utoipa::path(
    get, path = "/admin/customers", tag = "staff", operation_id = "list_customers", security(("key" = ["orders:read"])), params(Params, Paging),
    responses((status = OK, description = "A page of accounts", body = CustomerPage))
)]
pub(in crate::api) async fn list(
    KeyHolder(cx): KeyHolder,
    Query(params): Query<Params>,
    Query(paging): Query<Paging>,
) -> Result<Answer<CustomerPage>, Refused> {
    let filter = CustomerFilter { query: params.q, cursor: paging.cursor, limit: paging.limit };
    Ok(Answer(customers::customers(&cx, filter).await?))
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
