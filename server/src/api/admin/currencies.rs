//! `/admin/currencies`, `/admin/currencies/{code}`, `/admin/variants/{id}/prices`

use axum::Json as Answer;
use commerce::prices;
use http::StatusCode;
use serde::Serialize;
use types::{
    Currency, VariantId,
    prices::{CurrencyInput, CurrencyView, VariantPrices},
};
use utoipa::ToSchema;

use crate::{
    api::{
        caller::KeyHolder,
        conditional::{IfMatch, Revised},
    },
    extract::{Json, PathId},
    problem::Refused,
};

/// The currencies the shop sells in beside its own.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct CurrencyList {
    items: Vec<CurrencyView>,
}

/// List what currencies are worth
#[utoipa::path(
    get, path = "/admin/currencies", tag = "staff", operation_id = "list_currencies", security(("key" = ["catalog:read"])),
    responses((status = OK, description = "The currencies the shop sells in beside its own", body = CurrencyList))
)]
pub(in crate::api) async fn list(KeyHolder(cx): KeyHolder) -> Result<Answer<CurrencyList>, Refused> {
    let rows = prices::currencies(&cx).await?;
    Ok(Answer(CurrencyList { items: rows.into_iter().filter_map(|row| row.view).collect() }))
}

/// Get what a currency is worth
#[utoipa::path(
    get, path = "/admin/currencies/{code}", tag = "staff", operation_id = "get_currency", security(("key" = ["catalog:read"])),
    params(("code" = String, Path, description = "ISO 4217")),
    responses((status = OK, description = "Its rate and rounding, and who set them", body = CurrencyView))
)]
pub(in crate::api) async fn show(
    KeyHolder(cx): KeyHolder,
    PathId(code): PathId<Currency>,
) -> Result<Answer<CurrencyView>, Refused> {
    Ok(Answer(prices::currency(&cx, code).await?))
}

/// Say what a currency is worth
///
/// From then on the shop sells in it. Orders keep the rate they were placed at.
#[utoipa::path(
    put, path = "/admin/currencies/{code}", tag = "staff", operation_id = "set_currency", security(("key" = ["catalog:write"])),
    params(("code" = String, Path, description = "ISO 4217")),
    responses((status = NO_CONTENT, description = "It counts"))
)]
pub(in crate::api) async fn set(
    KeyHolder(cx): KeyHolder,
    PathId(code): PathId<Currency>,
    Json(input): Json<CurrencyInput>,
) -> Result<StatusCode, Refused> {
    prices::set_rate(&cx, code, input).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Get the prices that are set for a variant
#[utoipa::path(
    get, path = "/admin/variants/{id}/prices", tag = "staff", operation_id = "get_variant_prices",
    security(("key" = ["catalog:read"])), params(("id" = VariantId, Path, description = "The variant")),
    responses((status = OK, description = "In the currencies where one is set", body = VariantPrices))
)]
pub(in crate::api) async fn prices(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<VariantId>,
) -> Result<Revised<VariantPrices>, Refused> {
    let known = prices::variant_prices(&cx, id).await?;
    let contents = known.clone();
    Revised::new(known, &contents)
}

/// Set a variant's prices in other currencies
///
/// These and no others: in a currency that is left out it costs what its own price comes to. A drop's own price goes before them. What a
/// price is compared with (`compare_at`) is higher, in the same currency, and may be left out.
#[utoipa::path(
    put, path = "/admin/variants/{id}/prices", tag = "staff", operation_id = "replace_variant_prices",
    security(("key" = ["catalog:write"])),
    params(("id" = VariantId, Path, description = "The variant"), IfMatch),
    responses((status = NO_CONTENT, description = "They count"))
)]
pub(in crate::api) async fn replace_prices(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<VariantId>,
    IfMatch(seen): IfMatch,
    Json(input): Json<VariantPrices>,
) -> Result<StatusCode, Refused> {
    prices::replace_variant_prices(&cx, id, seen, input).await?;
    Ok(StatusCode::NO_CONTENT)
}
