//! `/admin/payments/providers`

use axum::Json as Answer;
use commerce::payments;
use serde::Serialize;
use types::admin::ProviderStanding;
use utoipa::ToSchema;

use crate::{api::caller::KeyHolder, problem::Refused};

/// The providers this shop works with.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ProviderList {
    /// In the order of preference.
    items: Vec<ProviderStanding>,
}

/// See how the payment providers are
///
/// As the process that answers sees them: each learns for itself which providers keep failing.
#[utoipa::path(
    get, path = "/admin/payments/providers", tag = "staff", operation_id = "list_payment_providers", security(("key" = ["ops"])),
    responses((status = OK, description = "The providers", body = ProviderList))
)]
pub(in crate::api) async fn providers(KeyHolder(cx): KeyHolder) -> Result<Answer<ProviderList>, Refused> {
    Ok(Answer(ProviderList { items: payments::providers(&cx)? }))
}
