//! The statements behind orders.

mod placing;

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult, Value};
use serde::Serialize;
use types::{
    CartId, Currency, DiscountId, Millis, Money, OrderId, VariantId,
    checkout::{Address, Totals},
    order::OrderStatus,
};
use uuid::Uuid;

use crate::{
    Error, Result,
    db::{
        Together,
        rows::{self, Column},
        sql,
    },
};

pub(crate) use placing::{NewLine, NewOrder, insert_all, next_numbers};

/// An order as it stands in the database.
#[derive(Clone, Debug, FromQueryResult)]
pub(crate) struct OrderRow {
    pub id: OrderId,
    pub number: i64,
    pub token: String,
    pub cart_id: CartId,
    pub status: OrderStatus,
    pub email: String,
    /// Code of the language its buyer is written to in.
    pub locale: String,
    currency: String,
    subtotal: i64,
    discount: i64,
    discount_code: Option<String>,
    pub discount_id: Option<DiscountId>,
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
            discount_code: self.discount_code.clone(),
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
    "id, number, token, cart_id, status, email, locale, currency, subtotal, discount, discount_code, discount_id, shipping, tax,
    tax_included, total, shipping_address, shipping_name, placed_at, promised_by";

pub(super) async fn one(connection: &impl ConnectionTrait, filter: &str, value: Value) -> Result<Option<OrderRow>> {
    let select = format!("SELECT {COLUMNS} FROM orders WHERE {filter}");
    Ok(OrderRow::find_by_statement(sql(connection, &select, [value])).one(connection).await?)
}

pub(super) async fn by_id(connection: &impl ConnectionTrait, id: OrderId) -> Result<OrderRow> {
    one(connection, "id = $1", id.0.into()).await?.ok_or_else(|| Error::not_found("order"))
}

/// The same, and nobody else changes its state until the transaction ends.
pub(super) async fn locked(tx: &DatabaseTransaction, id: OrderId) -> Result<OrderRow> {
    let filter = format!("id = $1 {}", rows::for_update(tx));
    one(tx, &filter, id.0.into()).await?.ok_or_else(|| Error::not_found("order"))
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

#[derive(Serialize)]
struct Key<'a> {
    key: &'a str,
}

#[derive(FromQueryResult)]
struct Keyed {
    id: OrderId,
    idempotency_key: String,
}

/// Orders that were placed with any of `keys`, by key.
pub(crate) async fn by_idempotency_keys(
    connection: &impl ConnectionTrait,
    keys: &[&str],
) -> Result<HashMap<String, OrderId>> {
    let keys: Vec<_> = keys.iter().map(|key| Key { key }).collect();
    let select = "SELECT id, idempotency_key FROM orders WHERE idempotency_key IN (SELECT key FROM {rows})";
    let found: Vec<Keyed> = rows::query(connection, select, &[Column::text("key")], &keys, []).await?;
    Ok(found.into_iter().map(|order| (order.idempotency_key, order.id)).collect())
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
    pub discount: i64,
    pub tax: i64,
    pub refunded_quantity: i64,
}

/// Lines in the order in which the shopper saw them.
pub(super) async fn lines(connection: &impl ConnectionTrait, order: OrderId) -> Result<Vec<LineRow>> {
    let select = "SELECT variant_id, sku, title, variant_title, image_url, unit_price, quantity, discount, tax,
            refunded_quantity
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

#[derive(Serialize)]
struct NewEvent {
    id: Uuid,
    order_id: Uuid,
}

/// Adds the same line to the history of each of `orders`.
pub(crate) fn record_all(
    together: &mut Together,
    orders: &[OrderId],
    message: &str,
    actor: &str,
    now: Millis,
) -> Result<()> {
    let events: Vec<_> = orders.iter().map(|order| NewEvent { id: Uuid::now_v7(), order_id: order.0 }).collect();
    let insert = "INSERT INTO order_event (id, order_id, message, actor, created_at)
        SELECT id, order_id, $2, $3, $4 FROM {rows}";
    let columns = &[Column::id("id"), Column::id("order_id")];
    together.write(insert, columns, &events, [message.into(), actor.into(), now.into()])
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
