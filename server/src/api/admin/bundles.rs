//! `/admin/variants/{id}/bundle`

use axum::Json as Answer;
use commerce::inventory;
use serde::{Deserialize, Serialize};
use types::{VariantId, admin::BundlePart};
use utoipa::ToSchema;

use crate::{
    api::caller::KeyHolder,
    extract::{Json, PathId},
    problem::Refused,
};

/// What a variant consists of.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(in crate::api) struct Bundle {
    /// Its components; none for a variant with stock of its own.
    parts: Vec<BundlePart>,
}

/// See what a variant consists of
#[utoipa::path(
    get, path = "/admin/variants/{id}/bundle", tag = "staff", operation_id = "get_bundle", security(("key" = ["stock:write"])),
    params(("id" = VariantId, Path, description = "The variant")),
    responses((status = OK, description = "Its components", body = Bundle))
)]
pub(in crate::api) async fn show(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<VariantId>,
) -> Result<Answer<Bundle>, Refused> {
    Ok(Answer(Bundle { parts: inventory::bundle(&cx, id).await? }))
}

/// Make a variant a bundle of others
///
/// It has no stock of its own then: there are as many as its scarcest component allows. With no parts it is an ordinary variant again.
#[utoipa::path(
    put, path = "/admin/variants/{id}/bundle", tag = "staff", operation_id = "replace_bundle", security(("key" = ["stock:write"])),
    params(("id" = VariantId, Path, description = "The variant")),
    responses(
        (status = OK, description = "Its components", body = Bundle),
        (status = CONFLICT, description = "`conflict`: the variant has stock of its own"),
    )
)]
pub(in crate::api) async fn replace(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<VariantId>,
    Json(bundle): Json<Bundle>,
) -> Result<Answer<Bundle>, Refused> {
    Ok(Answer(Bundle { parts: inventory::set_bundle(&cx, id, bundle.parts).await? }))
}
