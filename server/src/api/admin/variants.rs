//! `/admin/products/{id}/variants`, `/admin/variants/{id}`

use axum::Json as Answer;
use commerce::{Cx, catalog};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use types::{
    Money, ProductId, VariantId,
    admin::{AdminVariant, VariantInput},
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

/// A variant as programs write it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(in crate::api) struct VariantFields {
    /// Stock keeping unit; unique where given.
    #[serde(default)]
    sku: String,
    /// One value per option of the product.
    #[serde(default)]
    options: Vec<String>,
    /// In the shop's currency.
    price: Money,
    /// Higher than the price.
    #[serde(default)]
    compare_at: Option<Money>,
    /// Grams.
    #[serde(default)]
    weight_grams: i64,
    /// Whether its units are counted.
    #[serde(default = "tracked_by_default")]
    tracked: bool,
}

fn tracked_by_default() -> bool {
    true
}

impl VariantFields {
    /// The shop prices in one currency; an amount in another cannot be stored.
    fn into_input(self, cx: &Cx) -> Result<VariantInput, Refused> {
        let amount = |field: &str, money: Money| {
            let currency = cx.settings.currency;
            let other = || Refused::field(&format!("{field}.currency"), format!("This shop prices in {currency}."));
            (money.currency == currency).then_some(money.amount).ok_or_else(other)
        };
        Ok(VariantInput {
            price: amount("price", self.price)?,
            compare_at: self.compare_at.map(|money| amount("compare_at", money)).transpose()?,
            sku: self.sku,
            options: self.options,
            weight_grams: self.weight_grams,
            tracked: self.tracked,
        })
    }
}

/// A variant as it is stored.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct StoredVariant {
    id: VariantId,
    #[serde(flatten)]
    fields: VariantFields,
    /// Units in the house.
    on_hand: i64,
    /// Units promised to orders being paid.
    held: i64,
}

impl From<AdminVariant> for StoredVariant {
    fn from(variant: AdminVariant) -> Self {
        let AdminVariant { id, input, price, on_hand, held } = variant;
        let VariantInput { sku, options, compare_at, weight_grams, tracked, .. } = input;
        let compare_at = compare_at.map(|amount| Money::new(amount, price.currency));
        Self { id, fields: VariantFields { sku, options, price, compare_at, weight_grams, tracked }, on_hand, held }
    }
}

/// What was made.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct CreatedVariant {
    id: VariantId,
}

/// Add a variant to a product
///
/// Its stock begins with nothing.
#[utoipa::path(
    post, path = "/admin/products/{id}/variants", tag = "staff", operation_id = "create_variant", security(("key" = ["catalog:write"])),
    params(("id" = ProductId, Path, description = "The product")),
    responses((status = CREATED, description = "The variant's id", body = CreatedVariant))
)]
pub(in crate::api) async fn create(
    KeyHolder(cx): KeyHolder,
    PathId(product): PathId<ProductId>,
    Json(fields): Json<VariantFields>,
) -> Result<(StatusCode, Answer<CreatedVariant>), Refused> {
    let input = fields.into_input(&cx)?;
    let id = catalog::create_variant(&cx, product, input).await?;
    Ok((StatusCode::CREATED, Answer(CreatedVariant { id })))
}

/// Get a variant as staff see it
#[utoipa::path(
    get, path = "/admin/variants/{id}", tag = "staff", operation_id = "get_variant", security(("key" = ["catalog:read"])),
    params(("id" = VariantId, Path, description = "The variant")),
    responses((status = OK, description = "The variant", body = StoredVariant))
)]
pub(in crate::api) async fn show(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<VariantId>,
) -> Result<Revised<StoredVariant>, Refused> {
    let variant = catalog::admin_variant(&cx, id).await?;
    let contents = variant.input.clone();
    Revised::new(variant.into(), &contents)
}

/// Write a variant anew
#[utoipa::path(
    put, path = "/admin/variants/{id}", tag = "staff", operation_id = "replace_variant", security(("key" = ["catalog:write"])),
    params(("id" = VariantId, Path, description = "The variant"), IfMatch),
    responses((status = NO_CONTENT, description = "Written"))
)]
pub(in crate::api) async fn replace(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<VariantId>,
    IfMatch(seen): IfMatch,
    Json(fields): Json<VariantFields>,
) -> Result<StatusCode, Refused> {
    let input = fields.into_input(&cx)?;
    catalog::update_variant(&cx, id, seen, input).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take a variant off sale for good
///
/// Orders keep it.
#[utoipa::path(
    delete, path = "/admin/variants/{id}", tag = "staff", operation_id = "delete_variant", security(("key" = ["catalog:write"])),
    params(("id" = VariantId, Path, description = "The variant"), IfMatch),
    responses((status = NO_CONTENT, description = "It is gone from the shop"))
)]
pub(in crate::api) async fn delete(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<VariantId>,
    IfMatch(seen): IfMatch,
) -> Result<StatusCode, Refused> {
    catalog::delete_variant(&cx, id, seen).await?;
    Ok(StatusCode::NO_CONTENT)
}
