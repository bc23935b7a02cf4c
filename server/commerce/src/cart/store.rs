//! The statements behind carts.

use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use types::{CartId, Millis, OrderId, VariantId, cart::MAX_LINE_QUANTITY};

use crate::{Result, db::sql};

#[derive(Clone, Debug, FromQueryResult)]
pub(crate) struct Line {
    pub variant_id: VariantId,
    pub quantity: i64,
    pub price_seen: i64,
}

async fn run(connection: &impl ConnectionTrait, text: &str, values: impl IntoIterator<Item = Value>) -> Result<u64> {
    Ok(connection.execute_raw(sql(connection, text, values)).await?.rows_affected())
}

async fn number(connection: &impl ConnectionTrait, text: &str, id: CartId) -> Result<Option<i64>> {
    let row = connection.query_one_raw(sql(connection, text, [id.0.into()])).await?;
    Ok(row.map(|row| row.try_get::<Option<i64>>("", "n")).transpose()?.flatten())
}

pub(super) async fn insert(connection: &impl ConnectionTrait, id: CartId, now: Millis) -> Result<()> {
    let insert = "INSERT INTO cart (id, version, created_at, updated_at) VALUES ($1, 1, $2, $2)";
    run(connection, insert, [id.0.into(), now.into()]).await?;
    Ok(())
}

/// Marks a cart as changed, and locks it: changes of one cart happen one after the other. False when there is no such cart.
pub(super) async fn touch(connection: &impl ConnectionTrait, id: CartId, now: Millis) -> Result<bool> {
    let update = "UPDATE cart SET version = version + 1, updated_at = $2 WHERE id = $1";
    Ok(run(connection, update, [id.0.into(), now.into()]).await? == 1)
}

pub(super) async fn version(connection: &impl ConnectionTrait, id: CartId) -> Result<Option<i64>> {
    number(connection, "SELECT version AS n FROM cart WHERE id = $1", id).await
}

pub(super) async fn count(connection: &impl ConnectionTrait, id: CartId) -> Result<i64> {
    let select = "SELECT CAST(sum(quantity) AS bigint) AS n FROM cart_line WHERE cart_id = $1";
    Ok(number(connection, select, id).await?.unwrap_or_default())
}

pub(crate) async fn lines(connection: &impl ConnectionTrait, id: CartId) -> Result<Vec<Line>> {
    let select =
        "SELECT variant_id, quantity, price_seen FROM cart_line WHERE cart_id = $1 ORDER BY added_at, variant_id";
    Ok(Line::find_by_statement(sql(connection, select, [id.0.into()])).all(connection).await?)
}

/// Adds to a line or begins it. False when the line would hold too many.
pub(super) async fn add(
    connection: &impl ConnectionTrait,
    id: CartId,
    variant: VariantId,
    quantity: i64,
    price: i64,
    now: Millis,
) -> Result<bool> {
    let upsert =
        "INSERT INTO cart_line (cart_id, variant_id, quantity, price_seen, added_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (cart_id, variant_id) DO UPDATE
        SET quantity = cart_line.quantity + excluded.quantity, price_seen = excluded.price_seen
        WHERE cart_line.quantity + excluded.quantity <= $6";
    let values = [id.0.into(), variant.0.into(), quantity.into(), price.into(), now.into(), MAX_LINE_QUANTITY.into()];
    Ok(run(connection, upsert, values).await? == 1)
}

/// Sets a line; zero removes it. False when there is no such line.
pub(super) async fn set(
    connection: &impl ConnectionTrait,
    id: CartId,
    variant: VariantId,
    quantity: i64,
) -> Result<bool> {
    let values = [id.0.into(), variant.0.into(), quantity.into()];
    let rows = if quantity == 0 {
        let delete = "DELETE FROM cart_line WHERE cart_id = $1 AND variant_id = $2";
        run(connection, delete, values.into_iter().take(2)).await?
    } else {
        let update = "UPDATE cart_line SET quantity = $3 WHERE cart_id = $1 AND variant_id = $2";
        run(connection, update, values).await?
    };
    Ok(rows == 1)
}

/// Empties a cart whose lines have become an order.
pub(crate) async fn clear(connection: &impl ConnectionTrait, id: CartId, now: Millis) -> Result<()> {
    touch(connection, id, now).await?;
    run(connection, "DELETE FROM cart_line WHERE cart_id = $1", [id.0.into()]).await?;
    Ok(())
}

pub(super) async fn copy_from_order(
    connection: &impl ConnectionTrait,
    id: CartId,
    order: OrderId,
    now: Millis,
) -> Result<()> {
    let copy = "INSERT INTO cart_line (cart_id, variant_id, quantity, price_seen, added_at)
        SELECT $1, l.variant_id, l.quantity, l.unit_price, $3 + l.position
        FROM order_line l JOIN variant v ON v.id = l.variant_id WHERE l.order_id = $2
        ON CONFLICT (cart_id, variant_id) DO NOTHING";
    run(connection, copy, [id.0.into(), order.0.into(), now.into()]).await?;
    Ok(())
}

/// Removes carts nobody has touched since `before`.
pub(crate) async fn prune(connection: &impl ConnectionTrait, before: Millis) -> Result<()> {
    run(connection, "DELETE FROM cart WHERE updated_at < $1", [before.into()]).await?;
    Ok(())
}
