//! What is written when orders are placed.

use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult};
use serde::Serialize;
use types::{
    CartId, CustomerId, DiscountId, Locale, Millis, OrderId, VariantId,
    checkout::{Address, Totals},
    prices::Rate,
};

use crate::{
    Error, Result,
    db::{Together, rows::Column, sql},
};

/// An order about to be written.
#[derive(Clone, Debug)]
pub(crate) struct NewOrder {
    pub id: OrderId,
    pub number: i64,
    pub token: String,
    pub idempotency_key: String,
    pub cart_id: CartId,
    /// Whose account it belongs to; none for a guest's.
    pub customer_id: Option<CustomerId>,
    pub email: String,
    /// In which its buyer is written to.
    pub locale: Locale,
    pub totals: Totals,
    /// At which it came out of the shop's own money, for the books.
    pub rate: Rate,
    pub discount_id: Option<DiscountId>,
    pub address: Address,
    pub shipping_code: String,
    pub shipping_name: String,
    pub promised_by: Option<Millis>,
    pub lines: Vec<NewLine>,
}

/// A line with everything frozen.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct NewLine {
    pub variant_id: VariantId,
    pub sku: Option<String>,
    pub title: String,
    pub variant_title: String,
    pub image_url: Option<String>,
    pub unit_price: i64,
    pub quantity: i64,
    pub discount: i64,
    pub tax: i64,
}

#[derive(FromQueryResult)]
struct Number {
    number: i64,
}

/// The next `count` numbers from the engine's own sequence. Numbers of orders that come to nothing are not given out again.
pub(crate) async fn next_numbers(connection: &impl ConnectionTrait, count: usize) -> Result<Vec<i64>> {
    let text = match connection.get_database_backend() {
        DbBackend::Postgres => "SELECT nextval('order_number') AS number FROM json_array_elements(CAST($1 AS json))",
        _ => "INSERT INTO order_number SELECT NULL FROM json_each($1) RETURNING number",
    };
    let each = serde_json::to_string(&vec![0; count]).map_err(Error::internal)?;
    let found = Number::find_by_statement(sql(connection, text, [each.into()])).all(connection).await?;
    let mut numbers: Vec<i64> = found.into_iter().map(|row| row.number).collect();
    numbers.sort_unstable();
    if numbers.len() == count {
        Ok(numbers)
    } else {
        Err(Error::internal(anyhow::anyhow!("the sequence gave too few")))
    }
}

#[derive(Serialize)]
struct OrderInsert<'a> {
    id: OrderId,
    number: i64,
    token: &'a str,
    idempotency_key: &'a str,
    cart_id: CartId,
    customer_id: Option<CustomerId>,
    email: &'a str,
    locale: &'static str,
    currency: &'static str,
    rate_ppm: Rate,
    subtotal: i64,
    discount: i64,
    discount_code: Option<&'a str>,
    discount_id: Option<DiscountId>,
    shipping: i64,
    tax: i64,
    tax_included: bool,
    total: i64,
    shipping_address: &'a Address,
    shipping_code: &'a str,
    shipping_name: &'a str,
    promised_by: Option<Millis>,
    item_count: i64,
}

const ORDER_COLUMNS: &[Column] = &[
    Column::id("id"),
    Column::int("number"),
    Column::text("token"),
    Column::text("idempotency_key"),
    Column::id("cart_id"),
    Column::id("customer_id").or_null(),
    Column::text("email"),
    Column::text("locale"),
    Column::text("currency"),
    Column::int("rate_ppm"),
    Column::int("subtotal"),
    Column::int("discount"),
    Column::text("discount_code").or_null(),
    Column::id("discount_id").or_null(),
    Column::int("shipping"),
    Column::int("tax"),
    Column::bool("tax_included"),
    Column::int("total"),
    Column::json("shipping_address"),
    Column::text("shipping_code"),
    Column::text("shipping_name"),
    Column::int("promised_by").or_null(),
    Column::int("item_count"),
];

/// Writes orders with their lines.
pub(crate) fn insert_all(together: &mut Together, orders: &[NewOrder], now: Millis) -> Result<()> {
    let insert = "INSERT INTO orders (id, number, token, idempotency_key, cart_id, customer_id, status, email, locale, currency, rate_ppm,
            subtotal, discount, discount_code, discount_id, shipping, tax, tax_included, total, shipping_address, shipping_code,
            shipping_name, promised_by, item_count, placed_at)
        SELECT id, number, token, idempotency_key, cart_id, customer_id, 'pending', email, locale, currency, rate_ppm, subtotal, discount, discount_code,
            discount_id, shipping, tax, tax_included, total, shipping_address, shipping_code, shipping_name, promised_by, item_count, $2 FROM {rows}";
    let new: Vec<_> = orders.iter().map(order_row).collect();
    together.write(insert, ORDER_COLUMNS, &new, [now.into()])?;
    insert_lines(together, orders)
}

fn order_row(order: &NewOrder) -> OrderInsert<'_> {
    let totals = &order.totals;
    OrderInsert {
        id: order.id,
        number: order.number,
        token: &order.token,
        idempotency_key: &order.idempotency_key,
        cart_id: order.cart_id,
        customer_id: order.customer_id,
        email: &order.email,
        locale: order.locale.code(),
        currency: totals.total.currency.code(),
        rate_ppm: order.rate,
        subtotal: totals.subtotal.amount,
        discount: totals.discount.amount,
        discount_code: totals.discount_code.as_deref(),
        discount_id: order.discount_id,
        shipping: totals.shipping.amount,
        tax: totals.tax.amount,
        tax_included: totals.tax_included,
        total: totals.total.amount,
        shipping_address: &order.address,
        shipping_code: &order.shipping_code,
        shipping_name: &order.shipping_name,
        promised_by: order.promised_by,
        item_count: order.lines.iter().map(|line| line.quantity).sum(),
    }
}

#[derive(Serialize)]
struct LineInsert<'a> {
    order_id: OrderId,
    position: usize,
    variant_id: VariantId,
    sku: Option<&'a str>,
    title: &'a str,
    variant_title: &'a str,
    image_url: Option<&'a str>,
    unit_price: i64,
    quantity: i64,
    discount: i64,
    tax: i64,
}

fn line_row(order_id: OrderId, position: usize, line: &NewLine) -> LineInsert<'_> {
    LineInsert {
        order_id,
        position,
        variant_id: line.variant_id,
        sku: line.sku.as_deref(),
        title: &line.title,
        variant_title: &line.variant_title,
        image_url: line.image_url.as_deref(),
        unit_price: line.unit_price,
        quantity: line.quantity,
        discount: line.discount,
        tax: line.tax,
    }
}

fn insert_lines(together: &mut Together, orders: &[NewOrder]) -> Result<()> {
    let insert =
        "INSERT INTO order_line (order_id, position, variant_id, sku, title, variant_title, image_url, unit_price,
            quantity, discount, tax, refunded_quantity)
        SELECT order_id, position, variant_id, sku, title, variant_title, image_url, unit_price, quantity, discount, tax, 0
        FROM {rows}";
    let columns = &[
        Column::id("order_id"),
        Column::int("position"),
        Column::id("variant_id"),
        Column::text("sku").or_null(),
        Column::text("title"),
        Column::text("variant_title"),
        Column::text("image_url").or_null(),
        Column::int("unit_price"),
        Column::int("quantity"),
        Column::int("discount"),
        Column::int("tax"),
    ];
    let lines = orders
        .iter()
        .flat_map(|order| order.lines.iter().enumerate().map(|(position, line)| line_row(order.id, position, line)));
    together.write(insert, columns, &lines.collect::<Vec<_>>(), [])
}
