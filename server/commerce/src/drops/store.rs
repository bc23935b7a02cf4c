//! The statements behind drops.

mod translations;

use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult, Value};
use types::{DropId, Millis, VariantId, drops::DropStatus};
use uuid::Uuid;

pub(super) use self::translations::{titles, translate, translation};
use super::rules::{Checked, Terms};
use crate::{
    Error, Result,
    cursor::{Page, Place},
    db::{rows::for_update, sql},
    state_machine::Machine,
};

use DropStatus::{Draft, Ended, Live, PreQueue, Reported, Scheduled, SoldOut};

/// How a drop goes. One that sells again after it was sold out has got units back.
pub(super) const DROP: Machine<DropStatus> = Machine {
    table: "drops",
    column: "status",
    name: DropStatus::as_str,
    steps: &[
        (Draft, Scheduled),
        (Scheduled, Draft),
        (Scheduled, PreQueue),
        (Scheduled, Live),
        (PreQueue, Live),
        (PreQueue, Ended),
        (Live, SoldOut),
        (SoldOut, Live),
        (Live, Ended),
        (SoldOut, Ended),
        (Ended, Reported),
    ],
};

/// A drop without its goods.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct DropRow {
    pub id: DropId,
    #[sea_orm(nested)]
    pub terms: Terms,
    status: String,
    pub seed: String,
    pub sold_out_at: Option<Millis>,
    pub ended_at: Option<Millis>,
    pub report: Option<String>,
}

impl DropRow {
    /// Where it stands in lists.
    pub fn place(&self) -> Place {
        Place { rank: self.terms.starts_at, id: self.id.0 }
    }

    pub fn status(&self) -> Result<DropStatus> {
        self.status.parse().map_err(|text: String| Error::internal(anyhow::anyhow!(text)))
    }

    pub fn seed_bytes(&self) -> Vec<u8> {
        hex::decode(&self.seed).unwrap_or_default()
    }
}

/// One thing a drop sells.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct GoodsRow {
    pub drop_id: DropId,
    pub variant_id: VariantId,
    pub units: i64,
    pub price: Option<i64>,
    pub standing: Option<String>,
}

const COLUMNS: &str =
    "id, slug, title, status, message_before, message_live, message_over, queue_opens_at, starts_at, ends_at,
    admit_per_minute, pass_seconds, cap_per_person, hold_seconds, shed_ladder, seed, sold_out_at, ended_at, report";

async fn run(connection: &impl ConnectionTrait, text: &str, values: impl IntoIterator<Item = Value>) -> Result<u64> {
    Ok(connection.execute_raw(sql(connection, text, values)).await?.rows_affected())
}

async fn rows(
    connection: &impl ConnectionTrait,
    rest: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<DropRow>> {
    let select = format!("SELECT {COLUMNS} FROM drops {rest}");
    Ok(DropRow::find_by_statement(sql(connection, &select, values)).all(connection).await?)
}

pub(super) async fn find(connection: &impl ConnectionTrait, id: DropId) -> Result<DropRow> {
    let mut found = rows(connection, "WHERE id = $1", [id.0.into()]).await?;
    found.pop().ok_or_else(|| Error::not_found("drop"))
}

/// The same; nobody else changes it until the transaction ends.
pub(super) async fn lock(tx: &DatabaseTransaction, id: DropId) -> Result<DropRow> {
    let mut found = rows(tx, &format!("WHERE id = $1 {}", for_update(tx)), [id.0.into()]).await?;
    found.pop().ok_or_else(|| Error::not_found("drop"))
}

pub(super) async fn by_slug(connection: &impl ConnectionTrait, slug: &str) -> Result<Option<DropRow>> {
    Ok(rows(connection, "WHERE slug = $1", [slug.into()]).await?.pop())
}

/// Drops on `page`, latest start first.
pub(super) async fn page(connection: &impl ConnectionTrait, page: &Page<Place>) -> Result<Vec<DropRow>> {
    let (beyond, values) = page.condition("(starts_at, id) < ($2, $3)");
    rows(connection, &format!("WHERE {beyond} ORDER BY starts_at DESC, id DESC LIMIT $1"), values).await
}

/// Drops whose goods are kept from open sale.
pub(super) async fn active(connection: &impl ConnectionTrait) -> Result<Vec<DropRow>> {
    rows(connection, "WHERE status IN ('scheduled', 'pre_queue', 'live', 'sold_out') ORDER BY starts_at, id", []).await
}

/// Drops that a job has to look after.
pub(super) async fn unfinished(connection: &impl ConnectionTrait) -> Result<Vec<DropRow>> {
    let rest = "WHERE status IN ('scheduled', 'pre_queue', 'live', 'sold_out', 'ended') ORDER BY starts_at, id";
    rows(connection, rest, []).await
}

pub(super) async fn goods(connection: &impl ConnectionTrait, id: DropId) -> Result<Vec<GoodsRow>> {
    let select =
        "SELECT drop_id, variant_id, units, price, standing FROM drop_goods WHERE drop_id = $1 ORDER BY position";
    Ok(GoodsRow::find_by_statement(sql(connection, select, [id.0.into()])).all(connection).await?)
}

/// Goods of all drops whose goods are kept from open sale.
pub(super) async fn active_goods(connection: &impl ConnectionTrait) -> Result<Vec<GoodsRow>> {
    let select = "SELECT g.drop_id, g.variant_id, g.units, g.price, g.standing FROM drop_goods g JOIN drops d ON d.id = g.drop_id
        WHERE d.status IN ('scheduled', 'pre_queue', 'live', 'sold_out') ORDER BY g.drop_id, g.position";
    Ok(GoodsRow::find_by_statement(sql(connection, select, [])).all(connection).await?)
}

/// Goods whose own price and policy are still put aside although their drop sells no more.
pub(super) async fn left_behind(connection: &impl ConnectionTrait, variant: VariantId) -> Result<Vec<GoodsRow>> {
    let select = "SELECT g.drop_id, g.variant_id, g.units, g.price, g.standing FROM drop_goods g JOIN drops d ON d.id = g.drop_id
        WHERE g.variant_id = $1 AND g.standing IS NOT NULL AND d.status NOT IN ('live', 'sold_out')
        ORDER BY d.starts_at DESC, d.id";
    Ok(GoodsRow::find_by_statement(sql(connection, select, [variant.0.into()])).all(connection).await?)
}

/// Holds of a variant that is sold at a drop's own price now.
pub(crate) fn sets_price(variant: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM drop_goods g WHERE g.variant_id = {variant} AND g.standing IS NOT NULL AND g.price IS NOT NULL)"
    )
}

/// Whether a drop keeps these goods from open sale.
pub(super) async fn is_kept(connection: &impl ConnectionTrait, variant: VariantId) -> Result<bool> {
    let select = "SELECT 1 AS one FROM drop_goods g JOIN drops d ON d.id = g.drop_id
        WHERE g.variant_id = $1 AND d.status IN ('scheduled', 'pre_queue', 'live', 'sold_out') LIMIT 1";
    Ok(connection.query_one_raw(sql(connection, select, [variant.0.into()])).await?.is_some())
}

fn fields(id: DropId, drop: &Checked, now: Millis) -> Vec<Value> {
    let terms = &drop.terms;
    vec![
        id.0.into(),
        terms.slug.as_str().into(),
        terms.title.as_str().into(),
        terms.message_before.as_str().into(),
        terms.message_live.as_str().into(),
        terms.message_over.as_str().into(),
        terms.queue_opens_at.into(),
        terms.starts_at.into(),
        terms.ends_at.into(),
        terms.admit_per_minute.into(),
        terms.pass_seconds.into(),
        terms.cap_per_person.into(),
        terms.hold_seconds.into(),
        terms.shed_ladder.as_str().into(),
        now.into(),
    ]
}

fn taken(error: sea_orm::DbErr) -> Error {
    Error::taken(error, "slug", "Another drop has this address.")
}

pub(super) async fn insert(
    connection: &impl ConnectionTrait,
    id: DropId,
    drop: &Checked,
    seed: &str,
    now: Millis,
) -> Result<()> {
    let insert = "INSERT INTO drops (id, slug, title, message_before, message_live, message_over, queue_opens_at, starts_at, ends_at,
            admit_per_minute, pass_seconds, cap_per_person, hold_seconds, shed_ladder, created_at, updated_at, status, seed)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, 'draft', $16)";
    let values = fields(id, drop, now).into_iter().chain([seed.into()]);
    connection.execute_raw(sql(connection, insert, values)).await.map_err(taken)?;
    write_goods(connection, id, drop).await
}

/// Writes a draft anew. False when it is none (any more).
pub(super) async fn update(connection: &impl ConnectionTrait, id: DropId, drop: &Checked, now: Millis) -> Result<bool> {
    let update = "UPDATE drops SET slug = $2, title = $3, message_before = $4, message_live = $5, message_over = $6,
            queue_opens_at = $7, starts_at = $8, ends_at = $9, admit_per_minute = $10, pass_seconds = $11,
            cap_per_person = $12, hold_seconds = $13, shed_ladder = $14, updated_at = $15
        WHERE id = $1 AND status = 'draft'";
    let written = connection.execute_raw(sql(connection, update, fields(id, drop, now))).await.map_err(taken)?;
    if written.rows_affected() == 0 {
        return Ok(false);
    }
    run(connection, "DELETE FROM drop_goods WHERE drop_id = $1", [id.0.into()]).await?;
    write_goods(connection, id, drop).await?;
    Ok(true)
}

async fn write_goods(connection: &impl ConnectionTrait, id: DropId, drop: &Checked) -> Result<()> {
    let insert = "INSERT INTO drop_goods (drop_id, variant_id, position, units, price) VALUES ($1, $2, $3, $4, $5)";
    for (position, goods) in (0_i64..).zip(&drop.goods) {
        let values = [id.0.into(), goods.variant_id.0.into(), position.into(), goods.units.into(), goods.price.into()];
        run(connection, insert, values).await?;
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct Other {
    title: String,
}

/// Another drop that keeps some of these goods from open sale.
pub(super) async fn rival(connection: &impl ConnectionTrait, id: DropId) -> Result<Option<String>> {
    let select = "SELECT d.title FROM drop_goods g JOIN drop_goods o ON o.variant_id = g.variant_id AND o.drop_id <> g.drop_id
        JOIN drops d ON d.id = o.drop_id WHERE g.drop_id = $1 AND d.status IN ('scheduled', 'pre_queue', 'live', 'sold_out') LIMIT 1";
    let row = Other::find_by_statement(sql(connection, select, [id.0.into()])).one(connection).await?;
    Ok(row.map(|row| row.title))
}

/// What a drop puts aside while it sells.
pub(super) async fn put_aside(
    connection: &impl ConnectionTrait,
    goods: &GoodsRow,
    standing: Option<&str>,
) -> Result<()> {
    let update = "UPDATE drop_goods SET standing = $3 WHERE drop_id = $1 AND variant_id = $2";
    run(connection, update, [goods.drop_id.0.into(), goods.variant_id.0.into(), standing.into()]).await?;
    Ok(())
}

/// A moment in a drop's life.
pub(super) async fn note(connection: &impl ConnectionTrait, id: Uuid, column: &str, at: Option<Millis>) -> Result<()> {
    run(connection, &format!("UPDATE drops SET {column} = $2 WHERE id = $1"), [id.into(), at.into()]).await?;
    Ok(())
}

/// Another seed, before anybody has joined.
pub(super) async fn reseed(connection: &impl ConnectionTrait, id: DropId, seed: &str) -> Result<()> {
    run(connection, "UPDATE drops SET seed = $2 WHERE id = $1", [id.0.into(), seed.into()]).await?;
    Ok(())
}

pub(super) async fn write_report(connection: &impl ConnectionTrait, id: DropId, report: &str) -> Result<()> {
    run(connection, "UPDATE drops SET report = $2 WHERE id = $1", [id.0.into(), report.into()]).await?;
    Ok(())
}

pub(super) async fn delete(connection: &impl ConnectionTrait, id: DropId) -> Result<bool> {
    Ok(run(connection, "DELETE FROM drops WHERE id = $1 AND status IN ('draft', 'reported')", [id.0.into()]).await? > 0)
}

#[derive(FromQueryResult)]
struct One {
    one: i32,
}

/// Whether a cart has become an order with any of a drop's goods that stands or may yet stand.
pub(super) async fn has_bought(
    connection: &impl ConnectionTrait,
    cart: types::CartId,
    since: Millis,
    drop: DropId,
) -> Result<bool> {
    let select = "SELECT 1 AS one FROM orders o JOIN order_line l ON l.order_id = o.id
        JOIN drop_goods g ON g.variant_id = l.variant_id AND g.drop_id = $2
        WHERE o.cart_id = $1 AND o.placed_at >= $3 AND o.status IN ('pending', 'confirmed', 'fulfilled') LIMIT 1";
    let statement = sql(connection, select, [cart.0.into(), drop.0.into(), since.into()]);
    Ok(One::find_by_statement(statement).one(connection).await?.is_some_and(|row| row.one == 1))
}
