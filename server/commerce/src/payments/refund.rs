//! Paying back: promised in a transaction, carried out by a job.

use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};
use types::order::PaymentStatus;
use uuid::Uuid;

use super::{
    PAYMENT,
    store::{self, Payment, RefundRow},
};
use crate::{
    Cx, Error, Result,
    jobs::{self, Done, Job, When},
    notifications::{Occasion, SendOrderMail},
    orders,
};

/// Promises to pay `amount` minor units of a captured payment back. Of a payment of nothing nobody is asked anything: it is over.
///
/// # Errors
/// `conflict` when less than that is left of it.
pub(crate) async fn request(
    cx: &Cx,
    tx: &DatabaseTransaction,
    payment: &Payment,
    amount: i64,
    reason: &str,
) -> Result<()> {
    let now = cx.clock.now();
    if !store::reserve_refund(tx, payment.id, amount, now).await? {
        return Err(Error::conflict("That is more than is left of the payment."));
    }
    let current = store::by_id(tx, payment.id).await?.ok_or_else(|| Error::not_found("payment"))?;
    let whole = current.refunded == current.amount.amount;
    let state = if whole { PaymentStatus::Refunded } else { PaymentStatus::PartiallyRefunded };
    PAYMENT.advance(tx, payment.id, state).await?;
    if amount == 0 {
        return Ok(());
    }
    let id = Uuid::now_v7();
    let row = RefundRow { id, order_id: payment.order_id, payment_id: payment.id, amount, state: "pending".into() };
    store::insert_refund(tx, &row, reason, cx.actor.label(), now).await?;
    jobs::enqueue(tx, &SendRefund { refund_id: id }, When { run_at: now, dedupe_key: None }).await
}

/// Asks the provider to pay back what was promised.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendRefund {
    /// Which promise.
    pub refund_id: Uuid,
}

impl Job for SendRefund {
    const KIND: &'static str = "payment.refund";
    const PRIORITY: i64 = 20;
    const MAX_ATTEMPTS: i64 = 30;

    async fn run(self, cx: &Cx) -> Result<Done> {
        let missing = || Error::not_found("refund");
        let refund = store::refund_by_id(cx.db.write(), self.refund_id).await?.ok_or_else(missing)?;
        if refund.state != "pending" {
            return Ok(Done::Finished);
        }
        let payment = store::by_id(cx.db.write(), refund.payment_id).await?.ok_or_else(missing)?;
        let amount = types::Money::new(refund.amount, payment.amount.currency);
        let seat = cx.providers.seat(&payment.provider)?;
        let (request, refund_key) = (payment.request(), refund.id.to_string());
        let call = seat.provider().refund(cx, &request, &refund_key, amount);
        let reference = seat.call(cx, cx.settings.payment_timeout, false, call).await.map_err(Error::unavailable)?;
        finish(cx, refund, reference, amount).await?;
        Ok(Done::Finished)
    }
}

async fn finish(cx: &Cx, refund: RefundRow, reference: String, amount: types::Money) -> Result<()> {
    let now = cx.clock.now();
    cx.db
        .transaction(|tx| {
            Box::pin(async move {
                if !store::refund_done(tx, refund.id, &reference).await? {
                    return Ok(());
                }
                orders::record(tx, refund.order_id, &format!("{amount} paid back"), "shop", now).await?;
                let mail = SendOrderMail {
                    order_id: refund.order_id,
                    occasion: Occasion::Refunded,
                    detail: refund.id.to_string(),
                    note: format!("Amount: {amount}"),
                };
                jobs::enqueue(tx, &mail, When { run_at: now, dedupe_key: None }).await
            })
        })
        .await
}
