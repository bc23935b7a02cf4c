//! Products' places in collections.

use sea_orm::{ConnectionTrait, DatabaseTransaction, Value};
use serde::Serialize;
use types::{CollectionId, ProductId};

use crate::{
    Result,
    cursor::{Page, Place},
    db::{
        rows::{self, Column},
        sql,
    },
};

/// Places of the products on `page` of a collection, in its order.
pub(in crate::catalog) async fn members_after(
    connection: &impl ConnectionTrait,
    collection: CollectionId,
    page: &Page<Place>,
) -> Result<Vec<Place>> {
    let mut values: Vec<Value> = vec![collection.0.into(), page.to_ask().into()];
    let beyond = page.after.map(|Place { rank, id }| {
        values.extend([rank.into(), id.into()]);
        "AND (position, product_id) > ($3, $4)"
    });
    let select = format!(
        "SELECT position, product_id FROM collection_product WHERE collection_id = $1 {}
        ORDER BY position, product_id LIMIT $2",
        beyond.unwrap_or_default()
    );
    let rows = connection.query_all_raw(sql(connection, &select, values)).await?;
    rows.iter()
        .map(|row| Ok(Place { rank: row.try_get("", "position")?, id: row.try_get("", "product_id")? }))
        .collect()
}

/// Takes the product out of the collection; false where it does not stand in it.
pub(in crate::catalog) async fn leave(
    connection: &impl ConnectionTrait,
    collection: CollectionId,
    product: ProductId,
) -> Result<bool> {
    let delete = "DELETE FROM collection_product WHERE collection_id = $1 AND product_id = $2";
    let values = [collection.0.into(), product.0.into()];
    Ok(connection.execute_raw(sql(connection, delete, values)).await?.rows_affected() == 1)
}

/// Places products before all others of a locked collection, in this order. Answers how many of them stand in it.
pub(in crate::catalog) async fn bring_to_front(
    tx: &DatabaseTransaction,
    collection: CollectionId,
    products: &[ProductId],
) -> Result<u64> {
    #[derive(Serialize)]
    struct Placed {
        product_id: ProductId,
        position: i64,
    }
    let first = "SELECT COALESCE(MIN(position), 0) AS first FROM collection_product WHERE collection_id = $1";
    let first = tx.query_one_raw(sql(tx, first, [collection.0.into()])).await?;
    let first: i64 = first.map(|row| row.try_get("", "first")).transpose()?.unwrap_or_default();
    let placed: Vec<_> =
        products.iter().rev().zip(1..).map(|(id, by)| Placed { product_id: *id, position: first - by }).collect();
    let update = "UPDATE collection_product SET position = r.position FROM {rows}
        WHERE collection_product.collection_id = $2 AND collection_product.product_id = r.product_id";
    let columns = [Column::id("product_id"), Column::int("position")];
    rows::execute(tx, update, &columns, &placed, [collection.0.into()]).await
}
