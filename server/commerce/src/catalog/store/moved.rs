//! Names that products had before. A row names the product and not another name, so whatever a product is called later is found in one
//! step, and no two names can lead to each other.

use sea_orm::ConnectionTrait;
use types::{Millis, ProductId};

use crate::{Result, db::sql};

/// Remembers a name that `product` no longer has. Whoever had it last is whom it leads to.
pub(in crate::catalog) async fn leave_slug(
    connection: &impl ConnectionTrait,
    product: ProductId,
    slug: &str,
    now: Millis,
) -> Result<()> {
    let text = "INSERT INTO product_former_slug (slug, product_id, left_at) VALUES ($1, $2, $3)
        ON CONFLICT (slug) DO UPDATE SET product_id = excluded.product_id, left_at = excluded.left_at";
    connection.execute_raw(sql(connection, text, [slug.into(), product.0.into(), now.into()])).await?;
    Ok(())
}

/// The name of now of a product that can be seen, by one of before. None while another product has that name.
pub(in crate::catalog) async fn moved(connection: &impl ConnectionTrait, slug: &str) -> Result<Option<String>> {
    let text = "SELECT p.slug FROM product_former_slug f JOIN product p ON p.id = f.product_id
        WHERE f.slug = $1 AND p.status = 'active' AND p.min_price IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM product taken WHERE taken.slug = f.slug)";
    let row = connection.query_one_raw(sql(connection, text, [slug.into()])).await?;
    Ok(row.map(|row| row.try_get("", "slug")).transpose()?)
}
