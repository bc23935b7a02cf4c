//! What is derived from a product and its variants, brought in step by the transaction that changes them.

use sea_orm::{ConnectionTrait, DbBackend};
use types::{Locale, ProductId, admin::ProductStatus};

use super::{find_product, spoken, terms, translations::all_translations, update_product, variants_of};
use crate::{
    Result,
    catalog::{
        entity::{Options, product, variant},
        rules::{collect_values, plain_text, price_range},
        search::row_number,
    },
    db::sql,
};

/// The rules by which derived rows are written. Products of an older version are gone through again: see [`outdated`].
pub(in crate::catalog) const INDEX_VERSION: i64 = 1;

/// Characters of a product's text that search looks at.
pub(super) const BODY_LIMIT: usize = 20_000;

/// Brings price range, option values, titles to order by and search rows in step with the product's variants and words. The last statement
/// of every change.
pub(in crate::catalog) async fn reindex(connection: &impl ConnectionTrait, id: ProductId) -> Result<()> {
    let product = find_product(connection, id).await?;
    let variants = variants_of(connection, id).await?;
    let range = price_range(variants.iter().map(|variant| variant.price));
    let combinations: Vec<Vec<String>> = variants.iter().map(|variant| variant.options.0.clone()).collect();
    let said = all_translations(connection, product.id).await?;
    let derived = product::Model {
        min_price: range.map(|(low, _)| low),
        max_price: range.map(|(_, high)| high),
        options: Options(collect_values(&product.options.0, &combinations)),
        index_version: INDEX_VERSION,
        title_de: spoken::title_in(Locale::De, &said),
        title_ar: spoken::title_in(Locale::Ar, &said),
        ..product.clone()
    };
    if derived != product {
        update_product(connection, derived.clone()).await?;
    }
    // Only what shoppers may see can be found.
    let is_listed = derived.status == ProductStatus::Active && !variants.is_empty();
    terms::write(connection, &derived, is_listed).await?;
    write_search_row(connection, &derived, &variants, is_listed).await?;
    spoken::reindex(connection, &derived, &said, is_listed).await
}

/// Some products whose derived rows were written by older rules.
pub(in crate::catalog) async fn outdated(connection: &impl ConnectionTrait, limit: u64) -> Result<Vec<ProductId>> {
    let text = format!("SELECT id FROM product WHERE index_version < $1 ORDER BY index_version, id LIMIT {limit}");
    let rows = connection.query_all_raw(sql(connection, &text, [INDEX_VERSION.into()])).await?;
    rows.iter().map(|row| Ok(ProductId(row.try_get("", "id")?))).collect()
}

async fn write_search_row(
    connection: &impl ConnectionTrait,
    product: &product::Model,
    variants: &[variant::Model],
    is_listed: bool,
) -> Result<()> {
    let is_sqlite = connection.get_database_backend() == DbBackend::Sqlite;
    let delete = if is_sqlite {
        sql(connection, "DELETE FROM product_search WHERE rowid = $1", [row_number(product.id).into()])
    } else {
        sql(connection, "DELETE FROM product_search WHERE product_id = $1", [product.id.into()])
    };
    connection.execute_raw(delete).await?;
    if !is_listed {
        return Ok(());
    }
    let values =
        [product.id.into(), product.title.clone().into(), labels(product).into(), body(product, variants).into()];
    let insert = if is_sqlite {
        let text = format!(
            "INSERT INTO product_search (rowid, product_id, title, labels, body) VALUES ({}, $1, $2, $3, $4)",
            row_number(product.id)
        );
        sql(connection, &text, values)
    } else {
        let text = "INSERT INTO product_search (product_id, title, labels, body) VALUES ($1, $2, $3, $4)";
        sql(connection, text, values)
    };
    connection.execute_raw(insert).await?;
    Ok(())
}

/// What the merchant says a product is.
fn labels(product: &product::Model) -> String {
    let tags = product.tags.0.iter().map(String::as_str);
    tags.chain([product.kind.as_str()]).collect::<Vec<_>>().join(" ")
}

/// Everything else that someone might remember of a product.
fn body(product: &product::Model, variants: &[variant::Model]) -> String {
    let values = product.options.0.iter().flat_map(|option| &option.values).map(|value| value.name.as_str());
    let skus = variants.iter().filter_map(|variant| variant.sku.as_deref());
    let words: Vec<&str> = std::iter::once(product.vendor.as_str()).chain(values).chain(skus).collect();
    let text = format!("{} {}", words.join(" "), plain_text(&product.description_html));
    text.chars().take(BODY_LIMIT).collect()
}
