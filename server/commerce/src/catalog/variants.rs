//! What staff do to variants.

use std::collections::HashSet;

use sea_orm::ConnectionTrait;
use types::{
    Millis, ProductId, VariantId,
    admin::{AdminVariant, VariantInput},
};

use super::{
    change::{Of, change},
    edit,
    entity::{Texts, product, variant},
    rules::{CheckedVariant, VARIANT_COUNT_LIMIT, check_variant, combination_key, variant_title},
    store,
};
use crate::{
    Cx, Error, Result, Scope, Seen,
    inventory::{self, NewItem},
};

/// A variant as staff see it.
///
/// # Errors
/// `not_found`; when the caller may not.
pub async fn admin_variant(cx: &Cx, id: VariantId) -> Result<AdminVariant> {
    cx.require(Scope::CatalogRead)?;
    let row = store::variant_by_id(cx.db.read(), id).await?;
    as_stored(cx.db.read(), row, cx.clock.now()).await
}

async fn as_stored(connection: &impl ConnectionTrait, row: variant::Model, now: Millis) -> Result<AdminVariant> {
    let levels = inventory::levels(connection, &[VariantId(row.id)], now).await?;
    let level = store::level_of(&levels, row.id);
    edit::admin_variant(row, level)
}

/// Writes a new variant. Its stock begins with nothing.
///
/// # Errors
/// `invalid` with every wrong field, `sku` and `options` also when they are taken; `not_found` for the product.
pub async fn create_variant(cx: &Cx, product: ProductId, input: VariantInput) -> Result<VariantId> {
    cx.require(Scope::CatalogWrite)?;
    let (now, currency, actor) = (cx.clock.now(), cx.settings.currency, cx.actor.label().to_owned());
    let id = VariantId::new();
    change(cx, Of::Product(product), move |tx, owner| {
        Box::pin(async move {
            let siblings = store::variants_of(tx, product).await?;
            let checked = check(&owner, &siblings, input)?;
            let new = variant::Model {
                id: id.0,
                position: store::next_variant_position(tx, product).await?,
                sku: checked.sku,
                price: checked.price,
                compare_at: checked.compare_at,
                weight_grams: checked.weight_grams,
                ..variant::Model::blank(product, checked.options, currency, now)
            };
            store::insert_variant(tx, new).await?;
            let stock = NewItem { tracked: checked.tracked, on_hand: 0, actor: &actor, now };
            inventory::create_item(tx, id, stock).await?;
            store::reindex(tx, product).await
        })
    })
    .await?;
    Ok(id)
}

/// Writes a variant anew, and answers with its product.
///
/// # Errors
/// `invalid` with every wrong field, `sku` and `options` also when they are taken; `not_found`; `precondition_failed`.
pub async fn update_variant(cx: &Cx, id: VariantId, seen: Seen, input: VariantInput) -> Result<ProductId> {
    cx.require(Scope::CatalogWrite)?;
    let (now, currency) = (cx.clock.now(), cx.settings.currency);
    change(cx, Of::Variant(id), move |tx, owner| {
        Box::pin(async move {
            let product = ProductId(owner.id);
            let mut siblings = store::variants_of(tx, product).await?;
            let at = siblings.iter().position(|variant| variant.id == id.0);
            let stored = siblings.remove(at.ok_or_else(|| Error::not_found("variant"))?);
            seen.allows(&as_stored(tx, stored.clone(), now).await?.input)?;
            let checked = check(&owner, &siblings, input)?;
            inventory::set_tracked(tx, id, checked.tracked).await?;
            let changed = variant::Model {
                sku: checked.sku,
                title: variant_title(&checked.options),
                options: Texts(checked.options),
                price: checked.price,
                compare_at: checked.compare_at,
                currency: currency.code().to_owned(),
                weight_grams: checked.weight_grams,
                updated_at: now,
                ..stored
            };
            store::update_variant(tx, changed).await?;
            store::reindex(tx, product).await
        })
    })
    .await
}

/// Takes a variant off sale for good, and answers with its product. The row stays for the orders that point at it; its SKU is free
/// again, since orders keep a copy.
///
/// # Errors
/// `not_found`; `precondition_failed`.
pub async fn delete_variant(cx: &Cx, id: VariantId, seen: Seen) -> Result<ProductId> {
    cx.require(Scope::CatalogWrite)?;
    let now = cx.clock.now();
    change(cx, Of::Variant(id), move |tx, owner| {
        Box::pin(async move {
            let stored = store::variant_by_id(tx, id).await?;
            seen.allows(&as_stored(tx, stored.clone(), now).await?.input)?;
            let deleted = variant::Model { sku: None, deleted_at: Some(now), updated_at: now, ..stored };
            store::update_variant(tx, deleted).await?;
            store::reindex(tx, ProductId(owner.id)).await
        })
    })
    .await
}

/// The product a variant belongs to.
///
/// # Errors
/// `not_found`; when the caller may not.
pub async fn product_of_variant(cx: &Cx, id: VariantId) -> Result<ProductId> {
    cx.require(Scope::CatalogRead)?;
    Ok(ProductId(store::variant_by_id(cx.db.read(), id).await?.product_id))
}

/// What a variant costs, and what that is compared with, in minor units.
///
/// # Errors
/// `not_found`.
pub(crate) async fn price_of(connection: &impl ConnectionTrait, id: VariantId) -> Result<(i64, Option<i64>)> {
    let variant = store::variant_by_id(connection, id).await?;
    Ok((variant.price, variant.compare_at))
}

/// Another price, in minor units, for a caller who has checked it; in their transaction.
///
/// # Errors
/// `not_found`; when the database does not answer.
pub(crate) async fn reprice(
    connection: &impl ConnectionTrait,
    id: VariantId,
    price: i64,
    compare_at: Option<i64>,
    now: Millis,
) -> Result<()> {
    let product = ProductId(store::variant_by_id(connection, id).await?.product_id);
    store::lock_product(connection, product, now).await?;
    let stored = store::variant_by_id(connection, id).await?;
    let changed = variant::Model { price, compare_at, updated_at: now, ..stored };
    store::update_variant(connection, changed).await?;
    store::reindex(connection, product).await
}

/// Checks a variant in itself and against its siblings.
fn check(owner: &product::Model, siblings: &[variant::Model], input: VariantInput) -> Result<CheckedVariant> {
    let names: Vec<String> = owner.options.0.iter().map(|option| option.name.clone()).collect();
    let checked = check_variant(input, &names)?;
    let taken: HashSet<String> = siblings.iter().map(|variant| combination_key(&variant.options.0)).collect();
    if taken.contains(&combination_key(&checked.options)) {
        let message = match checked.options.as_slice() {
            [] => "A product without options has one variant. Give the product an option first.".to_owned(),
            options => format!("There is a variant “{}” already.", variant_title(options)),
        };
        return Err(Error::invalid_field("options", message));
    }
    if siblings.len() >= VARIANT_COUNT_LIMIT {
        return Err(Error::invalid_field("options", format!("At most {VARIANT_COUNT_LIMIT} variants.")));
    }
    Ok(checked)
}
