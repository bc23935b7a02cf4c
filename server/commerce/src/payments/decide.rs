//! Where it is decided what a provider's word means for a payment and its order: one transaction, whose first conditional update
//! only one of all who bring the same news can win.

use sea_orm::DatabaseTransaction;
use types::order::PaymentStatus;

use super::{Charge, ChargeState, PAYMENT, refund, store, store::Payment};
use crate::{Cx, Result, orders};

/// Applies what the provider says. Doing so twice, late, or in another order changes nothing.
pub(super) async fn apply(cx: &Cx, payment: &Payment, charge: &Charge) -> Result<()> {
    let (cx_tx, payment, charge) = (cx.clone(), payment.clone(), charge.clone());
    cx.db
        .transaction(|tx| {
            Box::pin(async move {
                match &charge.state {
                    ChargeState::Captured => captured(&cx_tx, tx, &payment, &charge.reference).await,
                    ChargeState::Declined { reason } => declined(&cx_tx, tx, &payment, &charge.reference, reason).await,
                    ChargeState::Voided => voided(&cx_tx, tx, &payment, &charge.reference).await,
                    ChargeState::ActionRequired { url } => {
                        action_required(&cx_tx, tx, &payment, &charge.reference, url).await
                    }
                }
            })
        })
        .await?;
    cx.job_written.notify_one();
    Ok(())
}

async fn captured(cx: &Cx, tx: &DatabaseTransaction, payment: &Payment, reference: &str) -> Result<()> {
    if !PAYMENT.advance(tx, payment.id, PaymentStatus::Captured).await? {
        return Ok(());
    }
    store::note(tx, payment.id, reference, None, None, cx.clock.now()).await?;
    if orders::confirm(cx, tx, payment.order_id).await? {
        return Ok(());
    }
    // The order ended before the money came: it goes back.
    refund::request(cx, tx, payment, payment.amount.amount, "The order had already ended").await
}

async fn declined(cx: &Cx, tx: &DatabaseTransaction, payment: &Payment, reference: &str, reason: &str) -> Result<()> {
    if !PAYMENT.advance(tx, payment.id, PaymentStatus::Declined).await? {
        return Ok(());
    }
    store::note(tx, payment.id, reference, None, Some(reason), cx.clock.now()).await?;
    orders::end_unpaid(cx, tx, payment.order_id, "The payment was declined", orders::Tell::No).await
}

async fn voided(cx: &Cx, tx: &DatabaseTransaction, payment: &Payment, reference: &str) -> Result<()> {
    if !PAYMENT.advance(tx, payment.id, PaymentStatus::Voided).await? {
        return Ok(());
    }
    store::note(tx, payment.id, reference, None, None, cx.clock.now()).await?;
    let reason = "The payment did not come through; nothing was charged";
    orders::end_unpaid(cx, tx, payment.order_id, reason, orders::Tell::ByMail).await
}

async fn action_required(
    cx: &Cx,
    tx: &DatabaseTransaction,
    payment: &Payment,
    reference: &str,
    url: &str,
) -> Result<()> {
    if PAYMENT.advance(tx, payment.id, PaymentStatus::ActionRequired).await? {
        store::note(tx, payment.id, reference, Some(url), None, cx.clock.now()).await?;
        orders::record(tx, payment.order_id, "Waiting for your approval of the payment", "shop", cx.clock.now())
            .await?;
    }
    Ok(())
}
