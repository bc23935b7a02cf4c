//! Orders of an account.

use sea_orm::{ConnectionTrait, FromQueryResult};
use types::{
    Currency, CustomerId, Millis, Money, OrderId,
    customer::{History, PastOrder},
    order::OrderStatus,
};

use crate::{
    Error, Result,
    db::{rows, sql},
    rfc3339,
};

#[derive(FromQueryResult)]
struct Row {
    number: i64,
    token: String,
    status: OrderStatus,
    placed_at: Millis,
    item_count: i64,
    total: i64,
    currency: String,
}

impl Row {
    fn past(self) -> Result<PastOrder> {
        let currency: Currency = self.currency.parse().map_err(Error::internal)?;
        Ok(PastOrder {
            number: self.number.to_string(),
            token: self.token,
            status: self.status,
            placed_at: rfc3339(self.placed_at),
            item_count: self.item_count,
            total: Money::new(self.total, currency),
        })
    }
}

/// Orders of an account with numbers below `before`, newest first, at most `limit`.
pub(crate) async fn of_customer(
    connection: &impl ConnectionTrait,
    customer: CustomerId,
    before: Option<i64>,
    limit: u32,
) -> Result<History> {
    let select = "SELECT number, token, status, placed_at, item_count, total, currency FROM orders
        WHERE customer_id = $1 AND number < $2 ORDER BY number DESC LIMIT $3";
    let values = [customer.0.into(), before.unwrap_or(i64::MAX).into(), i64::from(limit + 1).into()];
    let mut found = Row::find_by_statement(sql(connection, select, values)).all(connection).await?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let older = found.last().filter(|_| more).map(|row| row.number);
    Ok(History { orders: found.into_iter().map(Row::past).collect::<Result<_>>()?, older })
}

#[derive(FromQueryResult)]
struct Id {
    id: OrderId,
}

/// Gives an account the orders that guests have placed for its address, which is proven to be its own. Reads without holding anything,
/// since addresses are written in many ways; then takes what is still nobody's.
pub(crate) async fn claim(
    read: &impl ConnectionTrait,
    write: &impl ConnectionTrait,
    customer: CustomerId,
    email: &str,
) -> Result<u64> {
    let select = "SELECT id FROM orders WHERE customer_id IS NULL AND lower(email) = $1";
    let found = Id::find_by_statement(sql(read, select, [email.into()])).all(read).await?;
    let ids = rows::ids(found.into_iter().map(|row| row.id.0));
    let update = "UPDATE orders SET customer_id = $2 WHERE customer_id IS NULL AND id IN (SELECT id FROM {rows})";
    rows::execute(write, update, rows::ID, &ids, [customer.0.into()]).await
}

/// The same for orders whose address is written as the account's, as nearly all are: found by index, so that every sign-in may ask.
pub(crate) async fn claim_plain(connection: &impl ConnectionTrait, customer: CustomerId, email: &str) -> Result<()> {
    let update = "UPDATE orders SET customer_id = $1 WHERE email = $2 AND customer_id IS NULL";
    connection.execute_raw(sql(connection, update, [customer.0.into(), email.into()])).await?;
    Ok(())
}
