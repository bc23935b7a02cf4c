//! The statements behind payments and refunds.

use sea_orm::{ConnectionTrait, FromQueryResult};
use types::{Currency, Millis, Money, OrderId, order::PaymentStatus};
use uuid::Uuid;

use crate::{Error, Result, db::sql};

/// A payment as it stands in the database.
#[derive(Clone, Debug)]
pub(crate) struct Payment {
    /// Also the key under which the provider is asked.
    pub id: Uuid,
    pub order_id: OrderId,
    pub provider: String,
    pub token: String,
    pub amount: Money,
    /// Minor units asked to be paid back so far.
    pub refunded: i64,
    pub state: PaymentStatus,
    pub reference: Option<String>,
    pub action_url: Option<String>,
    pub failure: Option<String>,
    pub asked_at: Option<Millis>,
    pub created_at: Millis,
}

impl Payment {
    /// The key the provider knows this payment by.
    pub fn key(&self) -> String {
        self.id.to_string()
    }

    /// Minor units that can still be paid back.
    pub fn refundable(&self) -> i64 {
        match self.state {
            PaymentStatus::Captured | PaymentStatus::PartiallyRefunded => self.amount.amount - self.refunded,
            _ => 0,
        }
    }
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    order_id: OrderId,
    provider: String,
    token: String,
    amount: i64,
    refunded: i64,
    currency: String,
    state: PaymentStatus,
    reference: Option<String>,
    action_url: Option<String>,
    failure: Option<String>,
    asked_at: Option<Millis>,
    created_at: Millis,
}

impl TryFrom<Row> for Payment {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let currency: Currency = row.currency.parse().map_err(Error::internal)?;
        Ok(Self {
            id: row.id,
            order_id: row.order_id,
            provider: row.provider,
            token: row.token,
            amount: Money::new(row.amount, currency),
            refunded: row.refunded,
            state: row.state,
            reference: row.reference,
            action_url: row.action_url,
            failure: row.failure,
            asked_at: row.asked_at,
            created_at: row.created_at,
        })
    }
}

const COLUMNS: &str =
    "id, order_id, provider, token, amount, refunded, currency, state, reference, action_url, failure, asked_at,
    created_at";

async fn one(connection: &impl ConnectionTrait, filter: &str, id: Uuid) -> Result<Option<Payment>> {
    let select = format!("SELECT {COLUMNS} FROM payment WHERE {filter}");
    let row = Row::find_by_statement(sql(connection, &select, [id.into()])).one(connection).await?;
    row.map(Payment::try_from).transpose()
}

pub(super) async fn by_id(connection: &impl ConnectionTrait, id: Uuid) -> Result<Option<Payment>> {
    one(connection, "id = $1", id).await
}

/// The payment an order stands or falls with.
pub(crate) async fn latest_for_order(connection: &impl ConnectionTrait, order: OrderId) -> Result<Option<Payment>> {
    one(connection, "order_id = $1 ORDER BY id DESC LIMIT 1", order.0).await
}

/// Claims the right to ask the provider for the first time. False when somebody has it.
pub(super) async fn claim_asking(connection: &impl ConnectionTrait, id: Uuid, now: Millis) -> Result<bool> {
    let update = "UPDATE payment SET asked_at = $2, updated_at = $2 WHERE id = $1 AND asked_at IS NULL";
    Ok(connection.execute_raw(sql(connection, update, [id.into(), now.into()])).await?.rows_affected() == 1)
}

/// Sets `amount` aside to be paid back, if so much is left of the payment. False when it is not.
pub(super) async fn reserve_refund(
    connection: &impl ConnectionTrait,
    id: Uuid,
    amount: i64,
    now: Millis,
) -> Result<bool> {
    let update = "UPDATE payment SET refunded = refunded + $2, updated_at = $3
        WHERE id = $1 AND refunded + $2 <= amount AND state IN ('captured', 'partially_refunded')";
    let values = [id.into(), amount.into(), now.into()];
    Ok(connection.execute_raw(sql(connection, update, values)).await?.rows_affected() == 1)
}

#[derive(FromQueryResult)]
pub(super) struct RefundRow {
    pub id: Uuid,
    pub order_id: OrderId,
    pub payment_id: Uuid,
    pub amount: i64,
    pub state: String,
}

pub(super) async fn insert_refund(
    connection: &impl ConnectionTrait,
    refund: &RefundRow,
    reason: &str,
    actor: &str,
    now: Millis,
) -> Result<()> {
    let insert = "INSERT INTO refund (id, order_id, payment_id, amount, reason, state, actor, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values = [
        refund.id.into(),
        refund.order_id.0.into(),
        refund.payment_id.into(),
        refund.amount.into(),
        reason.into(),
        refund.state.as_str().into(),
        actor.into(),
        now.into(),
    ];
    connection.execute_raw(sql(connection, insert, values)).await?;
    Ok(())
}

pub(super) async fn refund_by_id(connection: &impl ConnectionTrait, id: Uuid) -> Result<Option<RefundRow>> {
    let select = "SELECT id, order_id, payment_id, amount, state FROM refund WHERE id = $1";
    Ok(RefundRow::find_by_statement(sql(connection, select, [id.into()])).one(connection).await?)
}

pub(super) async fn refund_done(connection: &impl ConnectionTrait, id: Uuid, reference: &str) -> Result<bool> {
    let update = "UPDATE refund SET state = 'done', reference = $2 WHERE id = $1 AND state = 'pending'";
    let statement = sql(connection, update, [id.into(), reference.into()]);
    Ok(connection.execute_raw(statement).await?.rows_affected() == 1)
}

/// Keeps an event; false when it has come before.
pub(super) async fn keep_event(
    connection: &impl ConnectionTrait,
    provider: &str,
    event_id: &str,
    body: &str,
    now: Millis,
) -> Result<bool> {
    let insert = "INSERT INTO provider_event (provider, event_id, body, received_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (provider, event_id) DO NOTHING";
    let values = [provider.into(), event_id.into(), body.into(), now.into()];
    Ok(connection.execute_raw(sql(connection, insert, values)).await?.rows_affected() == 1)
}
