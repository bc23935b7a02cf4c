//! `/admin/stock/{variant_id}/adjust`

use axum::Json as Answer;
use commerce::inventory;
use types::{
    VariantId,
    admin::{StockAdjustment, StockLevel},
};

use crate::{
    api::caller::KeyHolder,
    extract::{Json, PathId},
    problem::Refused,
};

/// Change a variant's stock
///
/// Exactly one of `delta` and `set`. Units that orders being paid hold cannot be taken away.
#[utoipa::path(
    post, path = "/admin/stock/{variant_id}/adjust", tag = "staff", operation_id = "adjust_stock", security(("key" = ["stock:write"])),
    params(("variant_id" = VariantId, Path, description = "The variant")),
    responses(
        (status = OK, description = "Stock afterwards", body = StockLevel),
        (status = CONFLICT, description = "`conflict`: fewer units would be left than are held"),
    )
)]
pub(in crate::api) async fn adjust(
    KeyHolder(cx): KeyHolder,
    PathId(variant): PathId<VariantId>,
    Json(change): Json<StockAdjustment>,
) -> Result<Answer<StockLevel>, Refused> {
    Ok(Answer(inventory::adjust(&cx, variant, change).await?))
}
