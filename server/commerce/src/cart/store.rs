//! The statements behind carts.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use serde::Serialize;
use types::{CartId, Millis, OrderId, VariantId};
use uuid::Uuid;

use super::{change::Changed, view::Head};
use crate::{
    Result,
    db::{
        Together,
        rows::{self, Column},
        sql,
    },
};

/// A line as it stands in the database.
#[derive(Clone, Debug, FromQueryResult)]
pub(crate) struct Line {
    pub cart_id: CartId,
    pub variant_id: VariantId,
    pub quantity: i64,
    /// The shop's own price when it was added, whatever the visitor pays in: what changes by a rate is no change of a price.
    pub price_seen: i64,
    pub added_at: Millis,
}

/// A cart without its lines; from [`lock`], one that nobody else can change until the transaction ends.
#[derive(Clone, Debug, FromQueryResult)]
pub(crate) struct Locked {
    pub id: CartId,
    pub version: i64,
    pub held_until: Option<Millis>,
    pub discount_code: Option<String>,
}

impl Locked {
    /// As it stands at `now`.
    pub fn head(&self, now: Millis) -> Head {
        Head {
            id: self.id,
            version: self.version,
            held: self.held_until.is_some_and(|until| until > now),
            discount_code: self.discount_code.clone(),
        }
    }
}

async fn run(connection: &impl ConnectionTrait, text: &str, values: impl IntoIterator<Item = Value>) -> Result<u64> {
    Ok(connection.execute_raw(sql(connection, text, values)).await?.rows_affected())
}

/// Makes empty carts.
pub(crate) async fn insert_all(
    connection: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = CartId>,
    now: Millis,
) -> Result<()> {
    let insert = "INSERT INTO cart (id, version, created_at, updated_at) SELECT id, 1, $2, $2 FROM {rows}";
    rows::execute(connection, insert, rows::ID, &rows::ids(ids.into_iter().map(|id| id.0)), [now.into()]).await?;
    Ok(())
}

/// Locks those of `ids` that are carts: changes of one cart happen one after the other. In the order of their ids, as everywhere.
pub(crate) async fn lock(connection: &impl ConnectionTrait, ids: &[CartId]) -> Result<HashMap<CartId, Locked>> {
    let select = format!(
        "SELECT id, version, held_until, discount_code FROM cart WHERE id IN (SELECT id FROM {{rows}}) ORDER BY id {}",
        rows::for_update(connection)
    );
    let ids = rows::ids(ids.iter().map(|id| id.0));
    let found: Vec<Locked> = rows::query(connection, &select, rows::ID, &ids, []).await?;
    Ok(found.into_iter().map(|cart| (cart.id, cart)).collect())
}

/// A cart without its lines, where there is such a cart. Not locked.
pub(super) async fn find(connection: &impl ConnectionTrait, id: CartId) -> Result<Option<Locked>> {
    let select = "SELECT id, version, held_until, discount_code FROM cart WHERE id = $1";
    Ok(Locked::find_by_statement(sql(connection, select, [id.0.into()])).one(connection).await?)
}

/// There is such a cart.
pub(crate) async fn exists(connection: &impl ConnectionTrait, id: CartId) -> Result<bool> {
    Ok(find(connection, id).await?.is_some())
}

#[derive(FromQueryResult)]
struct Units {
    units: Option<i64>,
}

pub(super) async fn count(connection: &impl ConnectionTrait, id: CartId) -> Result<i64> {
    let select = "SELECT CAST(sum(quantity) AS bigint) AS units FROM cart_line WHERE cart_id = $1";
    let row = Units::find_by_statement(sql(connection, select, [id.0.into()])).one(connection).await?;
    Ok(row.and_then(|row| row.units).unwrap_or_default())
}

/// Whether a cart contains anything that one person may have only so much of.
pub(crate) async fn is_capped(connection: &impl ConnectionTrait, id: CartId) -> Result<bool> {
    let select = "SELECT 1 AS one FROM cart_line l JOIN inventory_item i ON i.variant_id = l.variant_id
        WHERE l.cart_id = $1 AND i.cap_per_person IS NOT NULL LIMIT 1";
    Ok(connection.query_one_raw(sql(connection, select, [id.0.into()])).await?.is_some())
}

/// Lines of each of `ids`, in the order in which they were added.
pub(crate) async fn lines_of(connection: &impl ConnectionTrait, ids: &[CartId]) -> Result<HashMap<CartId, Vec<Line>>> {
    let select = "SELECT cart_id, variant_id, quantity, price_seen, added_at FROM cart_line
        WHERE cart_id IN (SELECT id FROM {rows}) ORDER BY added_at, variant_id";
    let ids = rows::ids(ids.iter().map(|id| id.0));
    let found: Vec<Line> = rows::query(connection, select, rows::ID, &ids, []).await?;
    let mut lines: HashMap<CartId, Vec<Line>> = HashMap::new();
    for line in found {
        lines.entry(line.cart_id).or_default().push(line);
    }
    Ok(lines)
}

#[derive(Serialize)]
struct CartRow {
    id: Uuid,
    version: i64,
    held_until: Option<Millis>,
}

const CART: &[Column] = &[Column::id("id"), Column::int("version"), Column::int("held_until").or_null()];

#[derive(Serialize)]
struct LineRow {
    cart_id: Uuid,
    variant_id: Uuid,
    quantity: i64,
    price_seen: i64,
    added_at: Millis,
}

const LINE: &[Column] = &[
    Column::id("cart_id"),
    Column::id("variant_id"),
    Column::int("quantity"),
    Column::int("price_seen"),
    Column::int("added_at"),
];

/// Writes carts as they were decided to be. All of them are locked.
pub(super) fn write(together: &mut Together, changed: &[&Changed], now: Millis) -> Result<()> {
    let cart =
        |changed: &&Changed| CartRow { id: changed.id.0, version: changed.version, held_until: changed.held_until };
    let (new, old): (Vec<_>, Vec<_>) = changed.iter().copied().partition(|changed| changed.is_new);
    // Whoever else made the same cart meanwhile wins; this batch is undone and tried again.
    let insert = "INSERT INTO cart (id, version, held_until, created_at, updated_at)
        SELECT id, version, held_until, $2, $2 FROM {rows} WHERE true ON CONFLICT (id) DO NOTHING";
    together.write_each(insert, CART, &new.iter().map(cart).collect::<Vec<_>>(), [now.into()])?;
    let update = "UPDATE cart SET version = r.version, held_until = r.held_until, updated_at = $2 FROM {rows}
        WHERE cart.id = r.id";
    together.write(update, CART, &old.iter().map(cart).collect::<Vec<_>>(), [now.into()])?;
    let (gone, kept): (Vec<_>, Vec<_>) =
        changed.iter().map(|changed| &changed.line).partition(|line| line.quantity == 0);
    let delete = "DELETE FROM cart_line WHERE (cart_id, variant_id) IN (SELECT cart_id, variant_id FROM {rows})";
    together.write(delete, LINE, &gone.into_iter().map(line_row).collect::<Vec<_>>(), [])?;
    upsert_lines(together, kept)
}

/// Gives a cart, which is locked, lines that are new or hold more, and notes until when it is held.
pub(super) fn grow(
    together: &mut Together,
    id: CartId,
    lines: &[Line],
    held_until: Option<Millis>,
    now: Millis,
) -> Result<()> {
    let cart = CartRow { id: id.0, version: 0, held_until };
    let update = "UPDATE cart SET version = cart.version + 1, held_until = r.held_until, updated_at = $2 FROM {rows}
        WHERE cart.id = r.id";
    together.write(update, CART, &[cart], [now.into()])?;
    upsert_lines(together, lines)
}

fn upsert_lines<'a>(together: &mut Together, lines: impl IntoIterator<Item = &'a Line>) -> Result<()> {
    let upsert = "INSERT INTO cart_line (cart_id, variant_id, quantity, price_seen, added_at)
        SELECT cart_id, variant_id, quantity, price_seen, added_at FROM {rows} WHERE true
        ON CONFLICT (cart_id, variant_id) DO UPDATE SET quantity = excluded.quantity, price_seen = excluded.price_seen";
    together.write(upsert, LINE, &lines.into_iter().map(line_row).collect::<Vec<_>>(), [])
}

fn line_row(line: &Line) -> LineRow {
    LineRow {
        cart_id: line.cart_id.0,
        variant_id: line.variant_id.0,
        quantity: line.quantity,
        price_seen: line.price_seen,
        added_at: line.added_at,
    }
}

/// Notes until when a cart's lines are held.
pub(crate) async fn hold_until(connection: &impl ConnectionTrait, id: CartId, until: Option<Millis>) -> Result<()> {
    run(connection, "UPDATE cart SET held_until = $2 WHERE id = $1", [id.0.into(), until.into()]).await?;
    Ok(())
}

/// The discount code a cart remembers.
pub(crate) async fn code_of(connection: &impl ConnectionTrait, id: CartId) -> Result<Option<String>> {
    Ok(find(connection, id).await?.and_then(|cart| cart.discount_code))
}

/// Remembers the discount code a cart was last seen with; none, to forget it.
pub(crate) async fn remember_code(connection: &impl ConnectionTrait, id: CartId, code: Option<&str>) -> Result<()> {
    let update = "UPDATE cart SET discount_code = $2 WHERE id = $1 AND coalesce(discount_code, '') <> coalesce($2, '')";
    run(connection, update, [id.0.into(), code.into()]).await?;
    Ok(())
}

/// Empties carts whose lines have become orders. All of them are locked.
pub(crate) fn clear_all(together: &mut Together, ids: &[CartId], now: Millis) -> Result<()> {
    let ids = rows::ids(ids.iter().map(|id| id.0));
    let update = "UPDATE cart SET version = version + 1, held_until = NULL, discount_code = NULL, updated_at = $2
        WHERE id IN (SELECT id FROM {rows})";
    together.write(update, rows::ID, &ids, [now.into()])?;
    together.write("DELETE FROM cart_line WHERE cart_id IN (SELECT id FROM {rows})", rows::ID, &ids, [])
}

/// Puts the lines of an order that came to nothing back into the cart they came from. What the cart holds by now stays.
pub(crate) async fn restore(connection: &impl ConnectionTrait, id: CartId, order: OrderId, now: Millis) -> Result<()> {
    let update = "UPDATE cart SET version = version + 1, updated_at = $2,
            discount_code = coalesce(discount_code, (SELECT o.discount_code FROM orders o WHERE o.id = $3))
        WHERE id = $1";
    if run(connection, update, [id.0.into(), now.into(), order.0.into()]).await? == 0 {
        return Ok(());
    }
    let copy = "INSERT INTO cart_line (cart_id, variant_id, quantity, price_seen, added_at)
        SELECT $1, l.variant_id, l.quantity, CASE WHEN o.currency = v.currency THEN l.unit_price ELSE v.price END, $3 + l.position
        FROM order_line l JOIN orders o ON o.id = l.order_id JOIN variant v ON v.id = l.variant_id WHERE l.order_id = $2
        ON CONFLICT (cart_id, variant_id) DO NOTHING";
    run(connection, copy, [id.0.into(), order.0.into(), now.into()]).await?;
    Ok(())
}

/// Removes carts nobody has touched since `before`.
pub(crate) async fn prune(connection: &impl ConnectionTrait, before: Millis) -> Result<()> {
    run(connection, "DELETE FROM cart WHERE updated_at < $1", [before.into()]).await?;
    Ok(())
}
