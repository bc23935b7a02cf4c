//! What is derived from a product and its variants, brought in step by the transaction that changes them.

use sea_orm::{ConnectionTrait, DbBackend};
use types::{ProductId, admin::ProductStatus};

use super::{find_product, update_product, variants_of};
use crate::{
    Result,
    catalog::{
        entity::{Options, product, variant},
        rules::{collect_values, plain_text, price_range},
        search::row_number,
    },
    db::sql,
};

/// Characters of a product's text that search looks at.
const BODY_LIMIT: usize = 20_000;

/// Brings price range, option values and search row in step with the product's variants. The last statement of every change.
pub(in crate::catalog) async fn reindex(connection: &impl ConnectionTrait, id: ProductId) -> Result<()> {
    let product = find_product(connection, id).await?;
    let variants = variants_of(connection, id).await?;
    let range = price_range(variants.iter().map(|variant| variant.price));
    let combinations: Vec<Vec<String>> = variants.iter().map(|variant| variant.options.0.clone()).collect();
    let derived = product::Model {
        min_price: range.map(|(low, _)| low),
        max_price: range.map(|(_, high)| high),
        options: Options(collect_values(&product.options.0, &combinations)),
        ..product.clone()
    };
    if derived != product {
        update_product(connection, derived.clone()).await?;
    }
    write_search_row(connection, &derived, &variants).await
}

/// Only what shoppers may see can be found.
async fn write_search_row(
    connection: &impl ConnectionTrait,
    product: &product::Model,
    variants: &[variant::Model],
) -> Result<()> {
    let is_sqlite = connection.get_database_backend() == DbBackend::Sqlite;
    let delete = if is_sqlite {
        sql(connection, "DELETE FROM product_search WHERE rowid = $1", [row_number(product.id).into()])
    } else {
        sql(connection, "DELETE FROM product_search WHERE product_id = $1", [product.id.into()])
    };
    connection.execute_raw(delete).await?;
    if product.status != ProductStatus::Active || variants.is_empty() {
        return Ok(());
    }
    let (id, title, body) = (product.id.into(), product.title.clone().into(), body(product, variants).into());
    let insert = if is_sqlite {
        let text = "INSERT INTO product_search (rowid, product_id, title, body) VALUES ($1, $2, $3, $4)";
        sql(connection, text, [row_number(product.id).into(), id, title, body])
    } else {
        sql(connection, "INSERT INTO product_search (product_id, title, body) VALUES ($1, $2, $3)", [id, title, body])
    };
    connection.execute_raw(insert).await?;
    Ok(())
}

/// Everything but the title that someone might remember of a product.
fn body(product: &product::Model, variants: &[variant::Model]) -> String {
    let values = product.options.0.iter().flat_map(|option| &option.values).map(|value| value.name.as_str());
    let skus = variants.iter().filter_map(|variant| variant.sku.as_deref());
    let tags = product.tags.0.iter().map(String::as_str);
    let words: Vec<&str> =
        [product.vendor.as_str(), product.kind.as_str()].into_iter().chain(tags).chain(values).chain(skus).collect();
    let text = format!("{} {}", words.join(" "), plain_text(&product.description_html));
    text.chars().take(BODY_LIMIT).collect()
}
