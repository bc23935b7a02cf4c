//! What carts and orders need to know of a variant.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use types::{ProductId, VariantId, admin::ProductStatus};
use uuid::Uuid;

use super::{image_view, images_of, views::price};
use crate::{
    Result,
    catalog::{
        SellableVariant,
        entity::{image, product, variant},
    },
};

/// Those of `ids` that can be bought, whatever their stock, in no particular order.
pub(in crate::catalog) async fn sellable(
    connection: &impl ConnectionTrait,
    ids: &[VariantId],
) -> Result<Vec<SellableVariant>> {
    let query = variant::Entity::find()
        .filter(variant::Column::Id.is_in(ids.iter().map(|id| id.0)))
        .filter(variant::Column::DeletedAt.is_null());
    let variants = query.all(connection).await?;
    let products: Vec<Uuid> = variants.iter().map(|variant| variant.product_id).collect();
    let query = product::Entity::find()
        .filter(product::Column::Id.is_in(products.iter().copied()))
        .filter(product::Column::Status.eq(ProductStatus::Active));
    let active: HashMap<Uuid, product::Model> =
        query.all(connection).await?.into_iter().map(|product| (product.id, product)).collect();
    let images = images_of(connection, &products).await?;
    let pairs = variants.into_iter().filter_map(|variant| Some((active.get(&variant.product_id)?, variant)));
    pairs.map(|(product, variant)| view(product, variant, images.get(&product.id).map_or(&[], Vec::as_slice))).collect()
}

fn view(product: &product::Model, variant: variant::Model, images: &[image::Model]) -> Result<SellableVariant> {
    let own = images.iter().find(|image| Some(image.id) == variant.image_id);
    Ok(SellableVariant {
        id: VariantId(variant.id),
        product_id: ProductId(product.id),
        slug: product.slug.clone(),
        title: product.title.clone(),
        price: price(&variant)?,
        image: own.or(images.first()).map(image_view),
        variant_title: variant.title,
        sku: variant.sku,
        weight_grams: variant.weight_grams,
        taxable: variant.taxable,
        requires_shipping: variant.requires_shipping,
    })
}
