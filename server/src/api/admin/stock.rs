//! `/admin/stock/{variant_id}`, `/admin/stock/{variant_id}/adjust`, `/admin/stock/{variant_id}/transfer`

use axum::Json as Answer;
use commerce::inventory;
use http::StatusCode;
use serde::Serialize;
use types::{
    VariantId,
    admin::{StockAdjustment, StockLevel, StockRow, StockTransfer},
};
use utoipa::ToSchema;

use crate::{
    api::caller::KeyHolder,
    extract::{Json, PathId},
    problem::Refused,
};

/// Stock of one variant.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct Levels {
    /// By location, in the order in which goods are sold from them.
    items: Vec<StockRow>,
}

/// See a variant's stock by location
///
/// Bundles have none of their own.
#[utoipa::path(
    get, path = "/admin/stock/{variant_id}", tag = "staff", operation_id = "get_stock", security(("key" = ["stock:write"])),
    params(("variant_id" = VariantId, Path, description = "The variant")),
    responses((status = OK, description = "Stock at each location", body = Levels))
)]
pub(in crate::api) async fn show(
    KeyHolder(cx): KeyHolder,
    PathId(variant): PathId<VariantId>,
) -> Result<Answer<Levels>, Refused> {
    Ok(Answer(Levels { items: inventory::stock_item(&cx, variant).await? }))
}

/// Change a variant's stock
///
/// Exactly one of `delta` and `set`. Units that orders being paid hold cannot be taken away.
#[utoipa::path(
    post, path = "/admin/stock/{variant_id}/adjust", tag = "staff", operation_id = "adjust_stock", security(("key" = ["stock:write"])),
    params(("variant_id" = VariantId, Path, description = "The variant")),
    request_body(content = StockAdjustment, example = json!({"delta": 12, "reason": "delivery"})),
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

/// Move units from one location to another
///
/// Units that are held stay where they are.
#[utoipa::path(
    post, path = "/admin/stock/{variant_id}/transfer", tag = "staff", operation_id = "transfer_stock",
    security(("key" = ["stock:write"])),
    params(("variant_id" = VariantId, Path, description = "The variant")),
    responses(
        (status = NO_CONTENT, description = "Moved, with a row in the ledger at each end"),
        (status = CONFLICT, description = "`conflict`: fewer units are free there"),
    )
)]
pub(in crate::api) async fn transfer(
    KeyHolder(cx): KeyHolder,
    PathId(variant): PathId<VariantId>,
    Json(transfer): Json<StockTransfer>,
) -> Result<StatusCode, Refused> {
    inventory::transfer(&cx, variant, transfer).await?;
    Ok(StatusCode::NO_CONTENT)
}
