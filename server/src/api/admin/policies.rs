//! `/admin/variants/{id}/policy`

use axum::Json as Answer;
use commerce::inventory;
use types::{VariantId, admin::SalePolicy};

use crate::{
    api::caller::KeyHolder,
    extract::{Json, PathId},
    problem::Refused,
};

/// See how a variant is sold when many want it
#[utoipa::path(
    get, path = "/admin/variants/{id}/policy", tag = "staff", operation_id = "get_sale_policy", security(("key" = ["stock:write"])),
    params(("id" = VariantId, Path, description = "The variant")),
    responses((status = OK, description = "Cap per person and holds", body = SalePolicy))
)]
pub(in crate::api) async fn show(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<VariantId>,
) -> Result<Answer<SalePolicy>, Refused> {
    Ok(Answer(inventory::policy(&cx, id).await?))
}

/// Change how a variant is sold
///
/// What is left out goes back to the shop's own. Holds and orders that stand keep what they have.
#[utoipa::path(
    put, path = "/admin/variants/{id}/policy", tag = "staff", operation_id = "replace_sale_policy", security(("key" = ["stock:write"])),
    params(("id" = VariantId, Path, description = "The variant")),
    responses((status = OK, description = "As it is now", body = SalePolicy))
)]
pub(in crate::api) async fn replace(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<VariantId>,
    Json(policy): Json<SalePolicy>,
) -> Result<Answer<SalePolicy>, Refused> {
    Ok(Answer(inventory::set_policy(&cx, id, policy).await?))
}
