//! Accounts as staff look them up. They cannot be changed there: they are their owners'.

use sea_orm::{FromQueryResult, Value};
use types::{
    CustomerId, Millis,
    customer::{AdminCustomer, CustomerPage, CustomerRow},
};
use uuid::Uuid;

use super::store;
use crate::{
    Cx, Error, Result, Scope,
    cursor::Page,
    db::{self, sql},
    orders, reviews, rfc3339,
};

/// Orders and reviews beside an account at most.
const LATEST: i64 = 20;

/// Which accounts.
#[derive(Clone, Debug, Default)]
pub struct CustomerFilter {
    /// Part of an address or a name; all when empty.
    pub query: String,
    /// Where the page before ended.
    pub cursor: Option<String>,
    /// 1 to 100.
    pub limit: u64,
}

#[derive(FromQueryResult)]
struct Found {
    id: CustomerId,
    email: String,
    name: String,
    confirmed_at: Option<Millis>,
    created_at: Millis,
    signed_in_at: Option<Millis>,
    orders: i64,
}

impl Found {
    fn row(self) -> CustomerRow {
        CustomerRow {
            id: self.id,
            email: self.email,
            name: self.name,
            confirmed: self.confirmed_at.is_some(),
            created_at: rfc3339(self.created_at),
            signed_in_at: self.signed_in_at.map(rfc3339),
            orders: self.orders,
        }
    }
}

/// Accounts, newest first.
///
/// # Errors
/// `invalid` for a cursor that is none; when the caller may not.
pub async fn customers(cx: &Cx, filter: CustomerFilter) -> Result<CustomerPage> {
    cx.require(Scope::OrdersRead)?;
    let page = Page::<Uuid>::read(filter.cursor.as_deref(), filter.limit)?;
    let tail = "WHERE c.id < $1 AND ($2 = '%%' OR c.email LIKE $2 ESCAPE '\\' OR lower(c.name) LIKE $2 ESCAPE '\\')
        ORDER BY c.id DESC LIMIT $3";
    let mut items =
        rows(cx, tail, [page.before().into(), db::contains(&filter.query).into(), page.to_ask().into()]).await?;
    let next_cursor = page.cut(&mut items, |row| row.id);
    Ok(CustomerPage { items, next_cursor })
}

/// One account.
///
/// # Errors
/// `not_found`; when the caller may not.
pub async fn customer(cx: &Cx, id: CustomerId) -> Result<CustomerRow> {
    cx.require(Scope::OrdersRead)?;
    rows(cx, "WHERE c.id = $1", [id.0.into()]).await?.pop().ok_or_else(|| Error::not_found("customer"))
}

/// The same with what belongs to it: addresses, money, the latest orders and reviews.
///
/// # Errors
/// `not_found`; when the caller may not.
pub async fn profile(cx: &Cx, id: CustomerId) -> Result<AdminCustomer> {
    let account = customer(cx, id).await?;
    let db = cx.db.read();
    let addresses = store::addresses(db, id).await?;
    Ok(AdminCustomer {
        account,
        addresses: addresses.into_iter().map(store::AddressRow::saved).collect::<Result<_>>()?,
        spent: orders::spent_by(db, id).await?,
        orders: orders::latest_of(db, id, LATEST).await?,
        reviews: reviews::latest_of(db, id, LATEST).await?,
    })
}

async fn rows(cx: &Cx, tail: &str, values: impl IntoIterator<Item = Value>) -> Result<Vec<CustomerRow>> {
    let select = format!(
        "SELECT c.id, c.email, c.name, c.confirmed_at, c.created_at, c.signed_in_at,
            (SELECT count(*) FROM orders o WHERE o.customer_id = c.id) AS orders FROM customer c {tail}"
    );
    let found = Found::find_by_statement(sql(cx.db.read(), &select, values)).all(cx.db.read()).await?;
    Ok(found.into_iter().map(Found::row).collect())
}
