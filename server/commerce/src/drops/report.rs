//! What became of a drop.

use sea_orm::{ConnectionTrait, FromQueryResult};
use types::{Millis, VariantId, drops::DropReport};

use super::{
    active,
    store::{DropRow, GoodsRow},
};
use crate::{
    Cx, Result,
    db::rows,
    inventory,
    prices::{Sum, sum_in_base},
    waiting_room,
};

#[derive(Default, FromQueryResult)]
struct Sales {
    units: i64,
    orders: i64,
    refused: i64,
}

/// Adds a drop up.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn of(cx: &Cx, row: &DropRow, goods: &[GoodsRow]) -> Result<DropReport> {
    let variants: Vec<VariantId> = goods.iter().map(|goods| goods.variant_id).collect();
    let until = row.ended_at.unwrap_or_else(|| cx.clock.now());
    let db = cx.db.write();
    let at_the_till = inventory::holders_at(db, &variants, until).await?;
    let ids = rows::ids(variants.iter().map(|variant| variant.0).chain(at_the_till.iter().map(|cart| cart.0)));
    let sales = sales(db, &ids, row.terms.starts_at, until).await?;
    let revenue = revenue(db, &ids, row.terms.starts_at, until).await?;
    let plan = active::plan(row, row.status()?, row.terms.title.clone().into(), variants.clone());
    let room = waiting_room::view(cx, &plan, false).await?;
    let entrants = waiting_room::entrants(cx, plan.room).await?.unwrap_or_default();
    let forged = room.refused.iter().find(|count| count.why == "forged").map_or(0, |count| count.times);
    Ok(DropReport {
        demand: room.joined,
        entrants: i64::try_from(entrants).unwrap_or(i64::MAX),
        admitted: room.admitted,
        units: goods.iter().map(|goods| goods.units).sum(),
        units_sold: sales.units,
        sold_out_after_seconds: row.sold_out_at.map(|at| (at - row.terms.starts_at) / 1000),
        orders: sales.orders,
        revenue: sum_in_base(cx.settings.currency, &revenue)?,
        holds_expired: inventory::holds_expired(db, &variants, row.terms.starts_at, until).await?,
        payments_refused: sales.refused,
        refused: room.refused,
        forged,
        suspects: room.suspects,
    })
}

/// Which orders count: those placed while the drop was on, and those of carts that held its goods at the end, which came to the till in
/// it. Goods and carts stand in one list: a UUID is unique whatever it names.
const OF_THE_DROP: &str = "FROM orders o JOIN order_line l ON l.order_id = o.id
    WHERE o.placed_at >= $2 AND l.variant_id IN (SELECT id FROM {rows})
        AND (o.placed_at <= $3 OR o.cart_id IN (SELECT id FROM {rows}))";

async fn sales(connection: &impl ConnectionTrait, ids: &[rows::IdRow], from: Millis, until: Millis) -> Result<Sales> {
    let select = format!(
        "SELECT
            CAST(coalesce(sum(CASE WHEN o.status IN ('confirmed', 'fulfilled') THEN l.quantity ELSE 0 END), 0) AS bigint) AS units,
            CAST(count(DISTINCT CASE WHEN o.status IN ('confirmed', 'fulfilled') THEN o.id END) AS bigint) AS orders,
            CAST(count(DISTINCT CASE WHEN o.status = 'cancelled' THEN o.id END) AS bigint) AS refused
        {OF_THE_DROP}"
    );
    let found: Vec<Sales> = rows::query(connection, &select, rows::ID, ids, [from.into(), until.into()]).await?;
    Ok(found.into_iter().next().unwrap_or_default())
}

/// What was paid for the goods, by currency and rate.
async fn revenue(
    connection: &impl ConnectionTrait,
    ids: &[rows::IdRow],
    from: Millis,
    until: Millis,
) -> Result<Vec<Sum>> {
    let select = format!(
        "SELECT o.currency, o.rate_ppm, CAST(sum(l.quantity * l.unit_price) AS bigint) AS amount
        {OF_THE_DROP} AND o.status IN ('confirmed', 'fulfilled')
        GROUP BY o.currency, o.rate_ppm"
    );
    rows::query(connection, &select, rows::ID, ids, [from.into(), until.into()]).await
}

#[derive(FromQueryResult)]
struct Pending {
    orders: i64,
}

/// Whether orders of the drop are still being paid. Mostly their holds tell, but what is not counted is in none.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn is_awaited(connection: &impl ConnectionTrait, row: &DropRow, goods: &[GoodsRow]) -> Result<bool> {
    let Some(ended_at) = row.ended_at else { return Ok(false) };
    let select = "SELECT CAST(count(*) AS bigint) AS orders FROM orders o JOIN order_line l ON l.order_id = o.id
        WHERE o.status = 'pending' AND o.placed_at <= $2 AND l.variant_id IN (SELECT id FROM {rows})";
    let ids = rows::ids(goods.iter().map(|goods| goods.variant_id.0));
    let found: Vec<Pending> = rows::query(connection, select, rows::ID, &ids, [ended_at.into()]).await?;
    Ok(found.first().is_some_and(|found| found.orders > 0))
}
