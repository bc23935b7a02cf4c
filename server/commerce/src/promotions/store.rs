//! The statements behind discount codes.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult, Value};
use serde::Serialize;
use types::{DiscountId, Millis, OrderId, ProductId};
use uuid::Uuid;

use super::{input::Checked, rules::Discount};
use crate::{
    Error, Result,
    cursor::Page,
    db::{
        Together,
        rows::{self, Column},
        sql,
    },
    prices::Sum,
};

const COLUMNS: &str =
    "id, code, kind, amount, minimum_subtotal, starts_at, ends_at, max_uses, uses_per_person, uses, limited, active";

#[derive(Serialize)]
struct Code<'a> {
    code: &'a str,
}

/// Codes by their spelling. `locked`: nobody else uses or changes them until the transaction ends; in the order of their ids.
pub(super) async fn by_codes(connection: &impl ConnectionTrait, codes: &[&str], locked: bool) -> Result<Vec<Discount>> {
    let lock = if locked { rows::for_update(connection) } else { "" };
    let select = format!("SELECT {COLUMNS} FROM discount WHERE code IN (SELECT code FROM {{rows}}) ORDER BY id {lock}");
    let codes: Vec<_> = codes.iter().map(|code| Code { code }).collect();
    rows::query(connection, &select, &[Column::text("code")], &codes, []).await
}

/// What is asked about a code: whether it is for a product, or how often a person has used it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Question {
    pub discount_id: DiscountId,
    pub product_id: Option<ProductId>,
    pub person: Option<String>,
}

/// An answer: the code is for the product, or this is one of the person's uses.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Fact {
    pub discount_id: DiscountId,
    pub product_id: Option<ProductId>,
    pub person: Option<String>,
    pub slot: Option<i64>,
}

/// Answers all `questions` with one statement.
pub(super) async fn facts(connection: &impl ConnectionTrait, questions: &[Question]) -> Result<Vec<Fact>> {
    let select = "SELECT r.discount_id, r.product_id, CAST(NULL AS text) AS person, CAST(NULL AS bigint) AS slot FROM {rows}
            WHERE r.product_id IS NOT NULL AND (
                EXISTS (SELECT 1 FROM discount_product p WHERE p.discount_id = r.discount_id AND p.product_id = r.product_id)
                OR EXISTS (SELECT 1 FROM discount_collection c
                    JOIN collection_product m ON m.collection_id = c.collection_id
                    WHERE c.discount_id = r.discount_id AND m.product_id = r.product_id))
        UNION ALL
        SELECT u.discount_id, r.product_id, u.person, u.slot FROM {rows}
            JOIN discount_use u ON u.discount_id = r.discount_id AND u.person = r.person";
    let columns = &[Column::id("discount_id"), Column::id("product_id").or_null(), Column::text("person").or_null()];
    rows::query(connection, select, columns, questions, []).await
}

#[derive(Serialize)]
pub(super) struct Taken {
    pub id: DiscountId,
    pub taken: i64,
}

#[derive(Serialize)]
pub(super) struct NewUse {
    pub order_id: OrderId,
    pub person: String,
    pub discount_id: DiscountId,
    pub slot: Option<i64>,
}

/// Counts uses of locked codes. The limit is judged once more by the statement, and the constraint stands behind it.
pub(super) fn write_uses(together: &mut Together, taken: &[Taken], uses: &[NewUse]) -> Result<()> {
    let update = "UPDATE discount SET uses = discount.uses + r.taken FROM {rows} WHERE discount.id = r.id
        AND (discount.max_uses IS NULL OR discount.uses + r.taken <= discount.max_uses)";
    together.write_each(update, &[Column::id("id"), Column::int("taken")], taken, [])?;
    let insert = "INSERT INTO discount_use (order_id, person, discount_id, slot)
        SELECT order_id, person, discount_id, slot FROM {rows}";
    let columns =
        &[Column::id("order_id"), Column::text("person"), Column::id("discount_id"), Column::int("slot").or_null()];
    together.write(insert, columns, uses, [])
}

/// Gives the uses of `orders` back. An order that has given its use back has none any more.
pub(super) async fn give_back(connection: &impl ConnectionTrait, orders: &[OrderId]) -> Result<()> {
    let update = format!(
        "UPDATE discount SET uses = discount.uses - g.given FROM (
            SELECT d.id, (SELECT count(DISTINCT u.order_id) FROM discount_use u
                WHERE u.discount_id = d.id AND u.order_id IN (SELECT id FROM {{rows}})) AS given
            FROM discount d WHERE d.id IN (
                SELECT u.discount_id FROM discount_use u WHERE u.order_id IN (SELECT id FROM {{rows}})
            ) ORDER BY d.id {}) AS g WHERE discount.id = g.id",
        rows::for_update_of(connection, "d")
    );
    let ids = rows::ids(orders.iter().map(|order| order.0));
    let mut together = Together::on(connection);
    together.write(&update, rows::ID, &ids, [])?;
    together.write("DELETE FROM discount_use WHERE order_id IN (SELECT id FROM {rows})", rows::ID, &ids, [])?;
    together.run(connection).await
}

pub(super) async fn find(connection: &impl ConnectionTrait, id: DiscountId) -> Result<Discount> {
    let select = format!("SELECT {COLUMNS} FROM discount WHERE id = $1");
    let found = Discount::find_by_statement(sql(connection, &select, [id.0.into()])).one(connection).await?;
    found.ok_or_else(|| Error::not_found("discount"))
}

/// The same; nobody else changes it until the transaction ends.
pub(super) async fn lock(tx: &DatabaseTransaction, id: DiscountId) -> Result<Discount> {
    let select = format!("SELECT {COLUMNS} FROM discount WHERE id = $1 {}", rows::for_update(tx));
    let found = Discount::find_by_statement(sql(tx, &select, [id.0.into()])).one(tx).await?;
    found.ok_or_else(|| Error::not_found("discount"))
}

/// Newest first, those on `page`.
pub(super) async fn page(connection: &impl ConnectionTrait, page: &Page<Uuid>) -> Result<Vec<Discount>> {
    let select = format!("SELECT {COLUMNS} FROM discount WHERE id < $1 ORDER BY id DESC LIMIT $2");
    let values: [Value; 2] = [page.before().into(), page.to_ask().into()];
    Ok(Discount::find_by_statement(sql(connection, &select, values)).all(connection).await?)
}

#[derive(FromQueryResult)]
struct Named {
    discount_id: DiscountId,
    slug: String,
}

/// Slugs of what codes are for, by code.
pub(super) type Slugs = HashMap<DiscountId, Vec<String>>;

async fn slugs(connection: &impl ConnectionTrait, select: &str, ids: &[DiscountId]) -> Result<Slugs> {
    let ids = rows::ids(ids.iter().map(|id| id.0));
    let found: Vec<Named> = rows::query(connection, select, rows::ID, &ids, []).await?;
    let mut slugs = Slugs::new();
    for row in found {
        slugs.entry(row.discount_id).or_default().push(row.slug);
    }
    Ok(slugs)
}

pub(super) async fn products(connection: &impl ConnectionTrait, ids: &[DiscountId]) -> Result<Slugs> {
    let select = "SELECT g.discount_id, p.slug FROM discount_product g JOIN product p ON p.id = g.product_id
        WHERE g.discount_id IN (SELECT id FROM {rows}) ORDER BY p.slug";
    slugs(connection, select, ids).await
}

pub(super) async fn collections(connection: &impl ConnectionTrait, ids: &[DiscountId]) -> Result<Slugs> {
    let select = "SELECT g.discount_id, c.slug FROM discount_collection g JOIN collection c ON c.id = g.collection_id
        WHERE g.discount_id IN (SELECT id FROM {rows}) ORDER BY c.slug";
    slugs(connection, select, ids).await
}

/// What paid orders with a code came to, and what it took off them; each by currency and rate.
#[derive(Clone, Debug, Default)]
pub(super) struct Sums {
    pub revenue: Vec<Sum>,
    pub given: Vec<Sum>,
}

#[derive(FromQueryResult)]
struct SumRow {
    discount_id: DiscountId,
    currency: String,
    rate_ppm: i64,
    revenue: i64,
    given: i64,
}

pub(super) async fn sums(connection: &impl ConnectionTrait, ids: &[DiscountId]) -> Result<HashMap<DiscountId, Sums>> {
    let select = "SELECT discount_id, currency, rate_ppm, CAST(sum(total) AS bigint) AS revenue,
            CAST(sum(discount) AS bigint) AS given FROM orders
        WHERE discount_id IN (SELECT id FROM {rows}) AND status IN ('confirmed', 'fulfilled')
        GROUP BY discount_id, currency, rate_ppm";
    let ids = rows::ids(ids.iter().map(|id| id.0));
    let found: Vec<SumRow> = rows::query(connection, select, rows::ID, &ids, []).await?;
    let mut sums: HashMap<DiscountId, Sums> = HashMap::new();
    for SumRow { discount_id, currency, rate_ppm, revenue, given } in found {
        let of = sums.entry(discount_id).or_default();
        of.given.push(Sum { currency: currency.clone(), rate_ppm, amount: given });
        of.revenue.push(Sum { currency, rate_ppm, amount: revenue });
    }
    Ok(sums)
}

fn fields(id: DiscountId, checked: &Checked, now: Millis) -> Vec<Value> {
    vec![
        id.0.into(),
        checked.terms.code.as_str().into(),
        checked.terms.kind.as_str().into(),
        checked.terms.amount.into(),
        checked.terms.minimum_subtotal.into(),
        checked.terms.starts_at.into(),
        checked.terms.ends_at.into(),
        checked.terms.max_uses.into(),
        checked.terms.uses_per_person.into(),
        (!checked.products.is_empty() || !checked.collections.is_empty()).into(),
        checked.terms.active.into(),
        now.into(),
    ]
}

fn taken(error: sea_orm::DbErr) -> Error {
    Error::taken(error, "code", "There is such a code already.")
}

pub(super) async fn insert(
    connection: &impl ConnectionTrait,
    id: DiscountId,
    checked: &Checked,
    now: Millis,
) -> Result<()> {
    let insert =
        "INSERT INTO discount (id, code, kind, amount, minimum_subtotal, starts_at, ends_at, max_uses, uses_per_person,
            limited, active, created_at, updated_at, uses)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, 0)";
    connection.execute_raw(sql(connection, insert, fields(id, checked, now))).await.map_err(taken)?;
    write_goods(connection, id, checked).await
}

/// Writes a code anew. False when it has been used more often than it could be then.
pub(super) async fn update(
    connection: &impl ConnectionTrait,
    id: DiscountId,
    checked: &Checked,
    now: Millis,
) -> Result<bool> {
    let update =
        "UPDATE discount SET code = $2, kind = $3, amount = $4, minimum_subtotal = $5, starts_at = $6, ends_at = $7,
            max_uses = $8, uses_per_person = $9, limited = $10, active = $11, updated_at = $12
        WHERE id = $1 AND (CAST($8 AS bigint) IS NULL OR uses <= $8)";
    let written = connection.execute_raw(sql(connection, update, fields(id, checked, now))).await.map_err(taken)?;
    if written.rows_affected() == 0 {
        return Ok(false);
    }
    for table in ["discount_product", "discount_collection"] {
        let delete = format!("DELETE FROM {table} WHERE discount_id = $1");
        connection.execute_raw(sql(connection, &delete, [id.0.into()])).await?;
    }
    write_goods(connection, id, checked).await?;
    Ok(true)
}

#[derive(Serialize)]
struct Slug<'a> {
    slug: &'a str,
}

async fn write_goods(connection: &impl ConnectionTrait, id: DiscountId, checked: &Checked) -> Result<()> {
    let products = "INSERT INTO discount_product (discount_id, product_id)
        SELECT $2, id FROM product WHERE slug IN (SELECT slug FROM {rows})";
    let collections = "INSERT INTO discount_collection (discount_id, collection_id)
        SELECT $2, id FROM collection WHERE slug IN (SELECT slug FROM {rows})";
    for (field, insert, wanted) in
        [("products", products, &checked.products), ("collections", collections, &checked.collections)]
    {
        let slugs: Vec<_> = wanted.iter().map(|slug| Slug { slug }).collect();
        let insert = format!("{insert} {}", rows::for_reference(connection));
        let written = rows::execute(connection, &insert, &[Column::text("slug")], &slugs, [id.0.into()]).await?;
        if written != wanted.len() as u64 {
            return Err(Error::invalid_field(
                field,
                "One of these is not known. Write slugs, as in the shop's addresses.",
            ));
        }
    }
    Ok(())
}

/// Switches a code on or off. False when there is none.
pub(super) async fn activate(
    connection: &impl ConnectionTrait,
    id: DiscountId,
    active: bool,
    now: Millis,
) -> Result<bool> {
    let update = "UPDATE discount SET active = $2, updated_at = $3 WHERE id = $1";
    let values: [Value; 3] = [id.0.into(), active.into(), now.into()];
    Ok(connection.execute_raw(sql(connection, update, values)).await?.rows_affected() == 1)
}

/// Removes a code no order stands with. False when one does.
pub(super) async fn delete(connection: &impl ConnectionTrait, id: DiscountId) -> Result<bool> {
    let delete = "DELETE FROM discount WHERE id = $1 AND uses = 0";
    Ok(connection.execute_raw(sql(connection, delete, [id.0.into()])).await?.rows_affected() == 1)
}

/// Counts a code's uses anew: the orders that stand with it. Answers with how many, when that was another number.
pub(super) async fn recount(connection: &impl ConnectionTrait, id: DiscountId) -> Result<Option<i64>> {
    #[derive(FromQueryResult)]
    struct Counted {
        uses: i64,
    }
    let lock = "UPDATE discount SET uses = uses WHERE id = $1";
    connection.execute_raw(sql(connection, lock, [id.0.into()])).await?;
    let update = "UPDATE discount SET uses = (SELECT count(*) FROM orders o WHERE o.discount_id = $1 AND o.status <> 'cancelled')
        WHERE id = $1 AND uses <> (SELECT count(*) FROM orders o WHERE o.discount_id = $1 AND o.status <> 'cancelled')
        RETURNING uses";
    let counted = Counted::find_by_statement(sql(connection, update, [id.0.into()])).one(connection).await?;
    Ok(counted.map(|counted| counted.uses))
}

/// Forgets who used a code for `order`, unless the order stands with a code. False when there was nothing to forget.
pub(super) async fn forget_uses(connection: &impl ConnectionTrait, order: OrderId) -> Result<bool> {
    let delete = "DELETE FROM discount_use WHERE order_id = $1 AND NOT EXISTS (
        SELECT 1 FROM orders o WHERE o.id = $1 AND o.discount_id IS NOT NULL AND o.status <> 'cancelled')";
    Ok(connection.execute_raw(sql(connection, delete, [order.0.into()])).await?.rows_affected() > 0)
}
