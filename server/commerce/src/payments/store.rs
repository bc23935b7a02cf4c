//! The statements behind payments and refunds.

use std::fmt;

use sea_orm::{ConnectionTrait, FromQueryResult};
use serde::Serialize;
use types::{Currency, Millis, Money, OrderId, order::PaymentStatus};
use uuid::Uuid;

use super::ChargeRequest;
use crate::{
    Error, Result,
    db::{Together, rows::Column, skip_locked, sql},
};

/// States in which nothing is decided yet, as the index of due payments names them.
const OPEN: &str = "('pending', 'uncertain', 'action_required')";

/// A payment as it stands in the database.
#[derive(Clone)]
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

    /// What a provider is asked for, the same however often.
    pub fn request(&self) -> ChargeRequest {
        ChargeRequest {
            key: self.key(),
            token: self.token.clone(),
            amount: self.amount,
            description: self.order_id.to_string(),
            reference: self.reference.clone(),
            created_at: self.created_at,
        }
    }

    /// It was made and is not over: what it was for can come back. Of nothing, too, where a code has taken everything off.
    pub fn stands(&self) -> bool {
        matches!(self.state, PaymentStatus::Captured | PaymentStatus::PartiallyRefunded)
    }

    /// Nobody was asked for money.
    pub fn is_of_nothing(&self) -> bool {
        self.amount.amount == 0
    }

    /// Minor units that can still be paid back.
    pub fn refundable(&self) -> i64 {
        if self.stands() { self.amount.amount - self.refunded } else { 0 }
    }
}

/// The token stays out of logs.
impl fmt::Debug for Payment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Payment")
            .field("id", &self.id)
            .field("order_id", &self.order_id)
            .field("provider", &self.provider)
            .field("amount", &self.amount)
            .field("state", &self.state)
            .finish_non_exhaustive()
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

/// A payment about to be asked for.
pub(crate) struct NewPayment<'a> {
    pub order_id: OrderId,
    /// Who is asked first, as [`super::Providers::choose`] says.
    pub provider: &'a str,
    pub token: &'a str,
    pub amount: Money,
    pub now: Millis,
}

#[derive(Serialize)]
struct NewRow<'a> {
    id: Uuid,
    order_id: Uuid,
    provider: &'a str,
    token: &'a str,
    amount: i64,
    currency: &'a str,
    created_at: Millis,
    look_at: Millis,
}

/// Writes payments. Whoever writes one is the one to ask for it ([`super::ask`]), and is taken to have died when it is still open at
/// `look_after` milliseconds: then the reconciler takes over.
pub(crate) fn insert_all(together: &mut Together, new: &[NewPayment<'_>], look_after: Millis) -> Result<Vec<Payment>> {
    const COLUMNS: &[Column] = &[
        Column::id("id"),
        Column::id("order_id"),
        Column::text("provider"),
        Column::text("token"),
        Column::int("amount"),
        Column::text("currency"),
        Column::int("created_at"),
        Column::int("look_at"),
    ];
    let row = |new: &NewPayment<'_>| Payment {
        id: Uuid::now_v7(),
        order_id: new.order_id,
        provider: new.provider.to_owned(),
        token: new.token.to_owned(),
        amount: new.amount,
        refunded: 0,
        state: PaymentStatus::Pending,
        reference: None,
        action_url: None,
        failure: None,
        asked_at: Some(new.now),
        created_at: new.now,
    };
    let payments: Vec<Payment> = new.iter().map(row).collect();
    let rows: Vec<NewRow<'_>> = payments
        .iter()
        .map(|payment| NewRow {
            id: payment.id,
            order_id: payment.order_id.0,
            provider: &payment.provider,
            token: &payment.token,
            amount: payment.amount.amount,
            currency: payment.amount.currency.code(),
            created_at: payment.created_at,
            look_at: payment.created_at + look_after,
        })
        .collect();
    let insert =
        "INSERT INTO payment (id, order_id, provider, token, amount, refunded, currency, state, asked_at, look_at,
            created_at, updated_at)
        SELECT r.id, r.order_id, r.provider, r.token, r.amount, 0, r.currency, 'pending', r.created_at, r.look_at,
            r.created_at, r.created_at FROM {rows}";
    together.write(insert, COLUMNS, &rows, [])?;
    Ok(payments)
}

/// Claims the right to ask the provider, from whoever had it at `asked_at`. False when somebody else has it now, or the payment is
/// no longer pending.
pub(super) async fn claim_asking(
    connection: &impl ConnectionTrait,
    id: Uuid,
    asked_at: Option<Millis>,
    now: Millis,
) -> Result<bool> {
    let update = "UPDATE payment SET asked_at = $3, updated_at = $3
        WHERE id = $1 AND state = 'pending' AND coalesce(asked_at, -1) = $2";
    let values = [id.into(), asked_at.unwrap_or(-1).into(), now.into()];
    Ok(connection.execute_raw(sql(connection, update, values)).await?.rows_affected() == 1)
}

/// Gives the right to ask back, after nobody was charged.
pub(super) async fn release_asking(
    connection: &impl ConnectionTrait,
    id: Uuid,
    asked_at: Option<Millis>,
) -> Result<()> {
    let update = "UPDATE payment SET asked_at = NULL WHERE id = $1 AND state = 'pending' AND asked_at = $2";
    connection.execute_raw(sql(connection, update, [id.into(), asked_at.into()])).await?;
    Ok(())
}

/// Hands a payment that is still to be asked for to another provider, and claims the right to ask there. False when the right to ask
/// was no longer ours.
pub(super) async fn move_to(
    connection: &impl ConnectionTrait,
    id: Uuid,
    from: &str,
    to: &str,
    asked_at: Option<Millis>,
    now: Millis,
) -> Result<bool> {
    let update = "UPDATE payment SET provider = $3, reference = NULL, asked_at = $5, updated_at = $5
        WHERE id = $1 AND provider = $2 AND state = 'pending' AND asked_at = $4";
    let values = [id.into(), from.into(), to.into(), asked_at.into(), now.into()];
    Ok(connection.execute_raw(sql(connection, update, values)).await?.rows_affected() == 1)
}

/// Sets when the reconciler looks at a payment next, while it is open.
pub(super) async fn look_at(connection: &impl ConnectionTrait, id: Uuid, at: Millis) -> Result<()> {
    let update = format!("UPDATE payment SET look_at = $2 WHERE id = $1 AND state IN {OPEN}");
    connection.execute_raw(sql(connection, &update, [id.into(), at.into()])).await?;
    Ok(())
}

/// Has the reconciler look at an order's open payment at once.
pub(crate) async fn kick(connection: &impl ConnectionTrait, order: OrderId, now: Millis) -> Result<()> {
    let update = format!("UPDATE payment SET look_at = $2 WHERE order_id = $1 AND state IN {OPEN}");
    connection.execute_raw(sql(connection, &update, [order.0.into(), now.into()])).await?;
    Ok(())
}

/// Takes up to `most` open payments that are due; nobody else takes them before `until`.
pub(super) async fn lease_due(
    connection: &impl ConnectionTrait,
    now: Millis,
    until: Millis,
    most: i64,
) -> Result<Vec<OrderId>> {
    #[derive(FromQueryResult)]
    struct Due {
        order_id: OrderId,
    }
    let update = format!(
        "UPDATE payment SET look_at = $2 WHERE id IN (
            SELECT id FROM payment WHERE state IN {OPEN} AND look_at <= $1 ORDER BY look_at LIMIT $3 {}
        ) RETURNING order_id",
        skip_locked(connection)
    );
    let statement = sql(connection, &update, [now.into(), until.into(), most.into()]);
    Ok(Due::find_by_statement(statement).all(connection).await?.into_iter().map(|due| due.order_id).collect())
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
