//! The statements behind orders.

use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use types::{
    CartId, Currency, Millis, Money, OrderId, VariantId,
    checkout::{Address, Totals},
    order::OrderStatus,
};
use uuid::Uuid;

use crate::{Error, Result, db::Engine, db::sql};

/// An order about to be written.
pub(crate) struct NewOrder<'a> {
    pub id: OrderId,
    pub number: i64,
    pub token: &'a str,
    pub idempotency_key: &'a str,
    pub cart_id: CartId,
    pub email: &'a str,
    pub totals: &'a Totals,
    pub address: &'a Address,
    pub shipping_code: &'a str,
    pub shipping_name: &'a str,
    pub lines: &'a [NewLine],
    pub now: Millis,
}

/// A line with everything frozen.
#[derive(Clone, Debug)]
pub(crate) struct NewLine {
    pub variant_id: VariantId,
    pub sku: Option<String>,
    pub title: String,
    pub variant_title: String,
    pub image_url: Option<String>,
    pub unit_price: i64,
    pub quantity: i64,
    pub tax: i64,
}

/// An order as it stands in the database.
#[derive(Clone, Debug, FromQueryResult)]
pub(crate) struct OrderRow {
    pub id: OrderId,
    pub number: i64,
    pub token: String,
    pub cart_id: CartId,
    pub status: OrderStatus,
    pub email: String,
    currency: String,
    subtotal: i64,
    discount: i64,
    shipping: i64,
    tax: i64,
    tax_included: bool,
    total: i64,
    shipping_address: serde_json::Value,
    pub shipping_name: String,
    pub placed_at: Millis,
    pub promised_by: Option<Millis>,
}

impl OrderRow {
    /// What it came to.
    pub fn totals(&self) -> Result<Totals> {
        let currency: Currency = self.currency.parse().map_err(Error::internal)?;
        let money = |amount| Money::new(amount, currency);
        Ok(Totals {
            subtotal: money(self.subtotal),
            discount: money(self.discount),
            shipping: money(self.shipping),
            tax: money(self.tax),
            tax_included: self.tax_included,
            total: money(self.total),
        })
    }

    /// Where it goes.
    pub fn address(&self) -> Result<Address> {
        serde_json::from_value(self.shipping_address.clone()).map_err(Error::internal)
    }
}

const COLUMNS: &str =
    "id, number, token, cart_id, status, email, currency, subtotal, discount, shipping, tax, tax_included, total,
    shipping_address, shipping_name, placed_at, promised_by";

pub(super) async fn one(connection: &impl ConnectionTrait, filter: &str, value: Value) -> Result<Option<OrderRow>> {
    let select = format!("SELECT {COLUMNS} FROM orders WHERE {filter}");
    Ok(OrderRow::find_by_statement(sql(connection, &select, [value])).one(connection).await?)
}

pub(super) async fn by_id(connection: &impl ConnectionTrait, id: OrderId) -> Result<OrderRow> {
    one(connection, "id = $1", id.0.into()).await?.ok_or_else(|| Error::not_found("order"))
}

/// The order with this number, as people write it.
pub(super) async fn by_number(connection: &impl ConnectionTrait, number: &str) -> Result<OrderRow> {
    let number: i64 = number.parse().map_err(|_| Error::not_found("order"))?;
    one(connection, "number = $1", number.into()).await?.ok_or_else(|| Error::not_found("order"))
}

/// The order that was placed with this key.
pub(crate) async fn by_idempotency_key(connection: &impl ConnectionTrait, key: &str) -> Result<Option<OrderRow>> {
    one(connection, "idempotency_key = $1", key.into()).await
}

/// The next number from the engine's own sequence.
pub(crate) async fn next_number(connection: &impl ConnectionTrait, engine: Engine) -> Result<i64> {
    let text = match engine {
        Engine::Postgres => "SELECT nextval('order_number') AS number",
        Engine::Sqlite => "INSERT INTO order_number DEFAULT VALUES RETURNING number",
    };
    let row = connection.query_one_raw(sql(connection, text, [])).await?;
    let row = row.ok_or_else(|| Error::internal(anyhow::anyhow!("the sequence of order numbers gave none")))?;
    Ok(row.try_get("", "number")?)
}

/// Writes an order with its lines.
pub(crate) async fn insert(connection: &impl ConnectionTrait, order: &NewOrder<'_>) -> Result<()> {
    let insert =
        "INSERT INTO orders (id, number, token, idempotency_key, cart_id, status, email, currency, subtotal, discount,
            shipping, tax, tax_included, total, shipping_address, shipping_code, shipping_name, item_count, placed_at)
        VALUES ($1, $2, $3, $4, $5, 'pending', $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";
    let totals = order.totals;
    let items: i64 = order.lines.iter().map(|line| line.quantity).sum();
    let values: [Value; 18] = [
        order.id.0.into(),
        order.number.into(),
        order.token.into(),
        order.idempotency_key.into(),
        order.cart_id.0.into(),
        order.email.into(),
        totals.total.currency.code().into(),
        totals.subtotal.amount.into(),
        totals.discount.amount.into(),
        totals.shipping.amount.into(),
        totals.tax.amount.into(),
        totals.tax_included.into(),
        totals.total.amount.into(),
        serde_json::to_value(order.address).map_err(Error::internal)?.into(),
        order.shipping_code.into(),
        order.shipping_name.into(),
        items.into(),
        order.now.into(),
    ];
    connection.execute_raw(sql(connection, insert, values)).await?;
    for (position, line) in (0_i64..).zip(order.lines) {
        insert_line(connection, order.id, position, line).await?;
    }
    Ok(())
}

async fn insert_line(connection: &impl ConnectionTrait, order: OrderId, position: i64, line: &NewLine) -> Result<()> {
    let insert =
        "INSERT INTO order_line (order_id, position, variant_id, sku, title, variant_title, image_url, unit_price,
            quantity, tax, refunded_quantity)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0)";
    let values: [Value; 10] = [
        order.0.into(),
        position.into(),
        line.variant_id.0.into(),
        line.sku.clone().into(),
        line.title.as_str().into(),
        line.variant_title.as_str().into(),
        line.image_url.clone().into(),
        line.unit_price.into(),
        line.quantity.into(),
        line.tax.into(),
    ];
    connection.execute_raw(sql(connection, insert, values)).await?;
    Ok(())
}

/// A line as it stands in the database.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct LineRow {
    pub variant_id: VariantId,
    pub sku: Option<String>,
    pub title: String,
    pub variant_title: String,
    pub image_url: Option<String>,
    pub unit_price: i64,
    pub quantity: i64,
    pub tax: i64,
    pub refunded_quantity: i64,
}

/// Lines in the order in which the shopper saw them.
pub(super) async fn lines(connection: &impl ConnectionTrait, order: OrderId) -> Result<Vec<LineRow>> {
    let select = "SELECT variant_id, sku, title, variant_title, image_url, unit_price, quantity, tax, refunded_quantity
        FROM order_line WHERE order_id = $1 ORDER BY position";
    Ok(LineRow::find_by_statement(sql(connection, select, [order.0.into()])).all(connection).await?)
}

/// Marks units of a line as paid back. False when fewer than that are left.
pub(super) async fn refund_units(
    connection: &impl ConnectionTrait,
    order: OrderId,
    variant: VariantId,
    quantity: i64,
) -> Result<bool> {
    let update = "UPDATE order_line SET refunded_quantity = refunded_quantity + $3
        WHERE order_id = $1 AND variant_id = $2 AND refunded_quantity + $3 <= quantity";
    let values = [order.0.into(), variant.0.into(), quantity.into()];
    Ok(connection.execute_raw(sql(connection, update, values)).await?.rows_affected() == 1)
}

/// Notes when a state was reached beside the state itself.
pub(super) async fn stamp(connection: &impl ConnectionTrait, order: OrderId, column: Stamp, now: Millis) -> Result<()> {
    let update = match column {
        Stamp::Settled => "UPDATE orders SET settled_at = $2 WHERE id = $1",
        Stamp::Fulfilled => "UPDATE orders SET fulfilled_at = $2 WHERE id = $1",
    };
    connection.execute_raw(sql(connection, update, [order.0.into(), now.into()])).await?;
    Ok(())
}

/// Moments an order keeps.
#[derive(Clone, Copy)]
pub(super) enum Stamp {
    Settled,
    Fulfilled,
}

#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct EventRow {
    pub message: String,
    pub actor: String,
    pub created_at: Millis,
}

/// Adds to an order's history.
pub(crate) async fn record(
    connection: &impl ConnectionTrait,
    order: OrderId,
    message: &str,
    actor: &str,
    now: Millis,
) -> Result<()> {
    let insert = "INSERT INTO order_event (id, order_id, message, actor, created_at) VALUES ($1, $2, $3, $4, $5)";
    let values = [Uuid::now_v7().into(), order.0.into(), message.into(), actor.into(), now.into()];
    connection.execute_raw(sql(connection, insert, values)).await?;
    Ok(())
}

pub(super) async fn events(connection: &impl ConnectionTrait, order: OrderId) -> Result<Vec<EventRow>> {
    let select = "SELECT message, actor, created_at FROM order_event WHERE order_id = $1 ORDER BY id";
    Ok(EventRow::find_by_statement(sql(connection, select, [order.0.into()])).all(connection).await?)
}
