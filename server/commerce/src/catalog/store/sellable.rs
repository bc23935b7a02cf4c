//! What carts and orders need to know of a variant.

use sea_orm::{ConnectionTrait, FromQueryResult};
use types::{Currency, Money, ProductId, VariantId};
use uuid::Uuid;

use super::image_view;
use crate::{
    Error, Result,
    catalog::{SellableVariant, entity::image},
    db::rows,
};

#[derive(FromQueryResult)]
struct Row {
    id: VariantId,
    product_id: ProductId,
    slug: String,
    title: String,
    variant_title: String,
    sku: Option<String>,
    price: i64,
    currency: String,
    weight_grams: i64,
    taxable: bool,
    requires_shipping: bool,
    image_id: Option<Uuid>,
    media_hash: Option<String>,
    media_type: Option<String>,
    width: Option<i64>,
    height: Option<i64>,
    alt: Option<String>,
}

/// Those of `ids` that can be bought, whatever their stock, in no particular order.
pub(in crate::catalog) async fn sellable(
    connection: &impl ConnectionTrait,
    ids: &[VariantId],
) -> Result<Vec<SellableVariant>> {
    let select = "SELECT v.id, v.product_id, p.slug, p.title, v.title AS variant_title, v.sku, v.price, v.currency,
            v.weight_grams, v.taxable, v.requires_shipping,
            i.id AS image_id, i.media_hash, i.media_type, i.width, i.height, i.alt
        FROM variant v JOIN product p ON p.id = v.product_id AND p.status = 'active'
        LEFT JOIN image i ON i.id = coalesce(
            (SELECT own.id FROM image own WHERE own.id = v.image_id),
            (SELECT f.id FROM image f WHERE f.product_id = v.product_id ORDER BY f.position, f.id LIMIT 1))
        WHERE v.deleted_at IS NULL AND v.id IN (SELECT id FROM {rows})";
    let ids = rows::ids(ids.iter().map(|id| id.0));
    let found: Vec<Row> = rows::query(connection, select, rows::ID, &ids, []).await?;
    found.into_iter().map(view).collect()
}

fn view(row: Row) -> Result<SellableVariant> {
    let currency: Currency = row.currency.parse().map_err(Error::internal)?;
    let image = row.image_id.map(|id| image::Model {
        id,
        product_id: row.product_id.0,
        position: 0,
        media_hash: row.media_hash.unwrap_or_default(),
        media_type: row.media_type.unwrap_or_default(),
        width: row.width.unwrap_or_default(),
        height: row.height.unwrap_or_default(),
        alt: row.alt.unwrap_or_default(),
        source: String::new(),
    });
    Ok(SellableVariant {
        id: row.id,
        product_id: row.product_id,
        slug: row.slug,
        title: row.title,
        variant_title: row.variant_title,
        sku: row.sku,
        price: Money::new(row.price, currency),
        weight_grams: row.weight_grams,
        taxable: row.taxable,
        requires_shipping: row.requires_shipping,
        image: image.as_ref().map(image_view),
    })
}
