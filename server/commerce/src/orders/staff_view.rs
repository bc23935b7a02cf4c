//! Orders as staff see them.

use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use types::{
    Currency, CustomerId, Millis, Money,
    admin::{AdminOrder, Dashboard, OrderPage, OrderRow},
    order::{OrderStatus, PaymentStatus},
};

use super::{ORDER, store, view};
use crate::{
    Cx, Error, Result, Scope,
    cursor::Page,
    db,
    db::sql,
    fulfilment, inventory, jobs,
    payments::{self, Payment},
    prices, rfc3339,
};

/// Which orders, and how many of them.
#[derive(Clone, Debug, Default)]
pub struct OrderFilter {
    /// Only these.
    pub status: Option<OrderStatus>,
    /// Number or part of an e-mail address; empty for all.
    pub query: String,
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// Rows on a page, 1 to 100.
    pub limit: u64,
}

#[derive(FromQueryResult)]
struct Row {
    number: i64,
    placed_at: Millis,
    email: String,
    status: OrderStatus,
    payment_status: Option<PaymentStatus>,
    item_count: i64,
    total: i64,
    currency: String,
}

const ROWS: &str = "SELECT o.number, o.placed_at, o.email, o.status, o.item_count, o.total, o.currency,
        (SELECT p.state FROM payment p WHERE p.order_id = o.id ORDER BY p.id DESC LIMIT 1) AS payment_status
    FROM orders o";

async fn rows(connection: &impl ConnectionTrait, tail: &str, values: Vec<Value>) -> Result<Vec<OrderRow>> {
    let statement = sql(connection, &format!("{ROWS} {tail}"), values);
    let rows = Row::find_by_statement(statement).all(connection).await?;
    rows.into_iter()
        .map(|row| {
            let currency: Currency = row.currency.parse().map_err(Error::internal)?;
            Ok(OrderRow {
                number: row.number.to_string(),
                placed_at: rfc3339(row.placed_at),
                email: row.email,
                status: row.status,
                payment_status: row.payment_status.unwrap_or(PaymentStatus::Pending),
                item_count: row.item_count,
                total: Money::new(row.total, currency),
            })
        })
        .collect()
}

/// Orders, newest first.
///
/// # Errors
/// `invalid` for a cursor that is none; when the caller may not.
pub async fn orders(cx: &Cx, filter: OrderFilter) -> Result<OrderPage> {
    cx.require(Scope::OrdersRead)?;
    let page = Page::<i64>::read(filter.cursor.as_deref(), filter.limit)?;
    let query = filter.query.trim();
    let status = filter.status.map_or("", OrderStatus::as_str);
    let tail = "WHERE o.number < $1 AND ($2 = '' OR o.status = $2)
        AND ($3 = '%%' OR lower(o.email) LIKE $3 ESCAPE '\\' OR o.number = $4)
        ORDER BY o.number DESC LIMIT $5";
    let values = vec![
        page.after.unwrap_or(i64::MAX).into(),
        status.into(),
        db::contains(query).into(),
        query.parse::<i64>().unwrap_or(-1).into(),
        page.to_ask().into(),
    ];
    let mut items = rows(cx.db.read(), tail, values).await?;
    let next_cursor = page.cut(&mut items, |last| last.number.clone());
    Ok(OrderPage { items, next_cursor })
}

/// An account's latest orders, newest first.
pub(crate) async fn latest_of(
    connection: &impl ConnectionTrait,
    customer: CustomerId,
    limit: i64,
) -> Result<Vec<OrderRow>> {
    let tail = "WHERE o.customer_id = $1 ORDER BY o.number DESC LIMIT $2";
    rows(connection, tail, vec![customer.0.into(), limit.into()]).await
}

#[derive(FromQueryResult)]
struct Spent {
    currency: String,
    amount: i64,
}

/// What an account has paid and was not paid back, one sum per currency.
pub(crate) async fn spent_by(connection: &impl ConnectionTrait, customer: CustomerId) -> Result<Vec<Money>> {
    let select = "SELECT p.currency, CAST(sum(p.amount - p.refunded) AS bigint) AS amount
        FROM orders o JOIN payment p ON p.order_id = o.id
        WHERE o.customer_id = $1 AND p.state IN ('captured', 'partially_refunded')
        GROUP BY p.currency ORDER BY p.currency";
    let sums = Spent::find_by_statement(sql(connection, select, [customer.0.into()])).all(connection).await?;
    let money = |sum: Spent| Ok(Money::new(sum.amount, sum.currency.parse().map_err(Error::internal)?));
    sums.into_iter().map(money).collect()
}

/// One order, with what may be done to it now.
///
/// # Errors
/// `not_found`; when the caller may not.
pub async fn order(cx: &Cx, number: &str) -> Result<AdminOrder> {
    cx.require(Scope::OrdersRead)?;
    let row = store::by_number(cx.db.write(), number).await?;
    let (order, payment) = view::load(cx.db.write(), &row).await?;
    let currency = order.totals.total.currency;
    Ok(AdminOrder {
        can_fulfil: ORDER.allows(order.status, OrderStatus::Fulfilled),
        can_cancel: ORDER.allows(order.status, OrderStatus::Cancelled),
        can_refund: payment.as_ref().is_some_and(Payment::stands),
        refundable: Money::new(payment.as_ref().map_or(0, |payment| payment.refundable()), currency),
        payment_reference: payment.and_then(|paid| Some(format!("{} {}", paid.provider, paid.reference?))),
        token: row.token,
        order,
    })
}

const DAY: Millis = 24 * 60 * 60 * 1000;
const LATEST: i64 = 10;
/// At this many or fewer, a variant is called low.
const LOW: i64 = 5;

#[derive(FromQueryResult)]
struct Counts {
    to_fulfil: i64,
    pending: i64,
    orders_today: i64,
}

/// The numbers staff look at first.
///
/// # Errors
/// When the caller may not, or the database does not answer.
pub async fn dashboard(cx: &Cx) -> Result<Dashboard> {
    cx.require(Scope::OrdersRead)?;
    let select = "SELECT
        (SELECT count(*) FROM orders WHERE status = 'confirmed') AS to_fulfil,
        (SELECT count(*) FROM orders WHERE status = 'pending') AS pending,
        (SELECT count(*) FROM orders WHERE placed_at >= $1) AS orders_today";
    let db = cx.db.read();
    let since = cx.clock.now() - DAY;
    let counts = Counts::find_by_statement(sql(db, select, [since.into()])).one(db).await?;
    let counts = counts.ok_or_else(|| Error::internal(anyhow::anyhow!("counting gave no row")))?;
    let select = "SELECT currency, rate_ppm, CAST(sum(total) AS bigint) AS amount FROM orders
        WHERE placed_at >= $1 AND status IN ('confirmed', 'fulfilled') GROUP BY currency, rate_ppm";
    let revenue = prices::Sum::find_by_statement(sql(db, select, [since.into()])).all(db).await?;
    let parked = jobs::parked(&cx.as_system()).await?;
    Ok(Dashboard {
        to_fulfil: counts.to_fulfil.unsigned_abs(),
        pending: counts.pending.unsigned_abs(),
        orders_today: counts.orders_today.unsigned_abs(),
        revenue_today: prices::sum_in_base(cx.settings.currency, &revenue)?,
        parked_jobs: parked,
        fulfilment: fulfilment::standing(cx).await?,
        providers: payments::providers(&cx.as_system())?,
        low_stock: inventory::low_stock(db, LOW, 10).await?,
        latest: rows(db, "ORDER BY o.number DESC LIMIT $1", vec![LATEST.into()]).await?,
    })
}
