//! Many payments at once.

use sea_orm::ConnectionTrait;
use serde::Serialize;
use types::{Millis, OrderId, order::PaymentStatus};
use uuid::Uuid;

use super::store::Payment;
use crate::{
    Result,
    db::rows::{self, Column},
};

#[derive(Serialize)]
struct NewRow<'a> {
    id: Uuid,
    order_id: OrderId,
    provider: &'a str,
    token: &'a str,
    amount: i64,
    currency: &'static str,
}

fn new_row(payment: &Payment) -> NewRow<'_> {
    let Payment { id, order_id, provider, token, amount, .. } = payment;
    NewRow { id: *id, order_id: *order_id, provider, token, amount: amount.amount, currency: amount.currency.code() }
}

/// Writes payments about to be asked for.
pub(crate) async fn insert_all(connection: &impl ConnectionTrait, payments: &[Payment], now: Millis) -> Result<()> {
    let new: Vec<_> = payments.iter().map(new_row).collect();
    let insert =
        "INSERT INTO payment (id, order_id, provider, token, amount, refunded, currency, state, created_at, updated_at)
        SELECT id, order_id, provider, token, amount, 0, currency, $2, $3, $3 FROM {rows}";
    let columns = &[
        Column::Id("id"),
        Column::Id("order_id"),
        Column::Text("provider"),
        Column::Text("token"),
        Column::Int("amount"),
        Column::Text("currency"),
    ];
    rows::execute(connection, insert, columns, &new, [PaymentStatus::Pending.as_str().into(), now.into()]).await?;
    Ok(())
}

/// What the provider told beside the state.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Note<'a> {
    pub id: Uuid,
    pub reference: Option<&'a str>,
    pub action_url: Option<&'a str>,
    pub failure: Option<&'a str>,
}

impl<'a> Note<'a> {
    /// The provider's name for the charge, and nothing else.
    pub fn plain(id: Uuid, reference: &'a str) -> Self {
        Self { id, reference: (!reference.is_empty()).then_some(reference), action_url: None, failure: None }
    }
}

/// Writes notes beside the states just changed by the same transaction.
pub(super) async fn note_all(connection: &impl ConnectionTrait, notes: &[Note<'_>], now: Millis) -> Result<()> {
    let update =
        "UPDATE payment SET reference = r.reference, action_url = r.action_url, failure = r.failure, updated_at = $2
        FROM {rows} WHERE payment.id = r.id";
    let columns = &[Column::Id("id"), Column::Text("reference"), Column::Text("action_url"), Column::Text("failure")];
    rows::execute(connection, update, columns, notes, [now.into()]).await?;
    Ok(())
}
