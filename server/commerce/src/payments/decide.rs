//! Where it is decided what a provider's word means for a payment and its order. News that arrive together are decided in one
//! transaction; in it, of all who bring the same news, only the first conditional update of the payment's state wins.

use std::collections::HashSet;

use sea_orm::DatabaseTransaction;
use types::{OrderId, order::PaymentStatus};
use uuid::Uuid;

use super::{
    Charge, ChargeState, PAYMENT,
    notes::{Note, note_beside},
    refund,
    store::Payment,
};
use crate::{
    Cx, Result, Services,
    combine::{self, Combined, Queue},
    db::Together,
    orders::{self, Unpaid},
};

/// What a provider said of a payment.
pub struct News {
    payment: Payment,
    charge: Charge,
}

/// What news came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// They confirmed the order.
    Confirmed,
    /// Anything else, and perhaps nothing: to know more, look.
    Otherwise,
}

/// Applies what the provider says. Doing so twice, late, or in another order changes nothing.
pub(super) async fn apply(cx: &Cx, payment: &Payment, charge: &Charge) -> Result<Decided> {
    let decided = combine::submit(cx, News { payment: payment.clone(), charge: charge.clone() }).await?;
    crate::inventory::orders_settled(cx, [payment.order_id]);
    cx.job_written.notify_one();
    Ok(decided)
}

impl Combined for News {
    type Key = Uuid;
    type Answer = Decided;

    fn key(&self) -> Uuid {
        self.payment.id
    }

    fn queue(services: &Services) -> &Queue<Self> {
        &services.payment_news
    }

    async fn write(cx: &Cx, tx: &DatabaseTransaction, batch: &[Self]) -> Result<Vec<Result<Decided>>> {
        let paid = batch.iter().filter(|news| news.charge.state == ChargeState::Captured).collect();
        let confirmed = captured(cx, tx, paid).await?;
        let mut unpaid = Vec::new();
        for News { payment, charge } in batch {
            match &charge.state {
                ChargeState::Captured => {}
                ChargeState::Declined { reason } => unpaid.extend(declined(cx, tx, payment, charge, reason).await?),
                ChargeState::Voided => unpaid.extend(voided(cx, tx, payment, charge).await?),
                ChargeState::ActionRequired { url } => action_required(cx, tx, payment, charge, url).await?,
            }
        }
        orders::end_unpaid(cx, tx, &unpaid).await?;
        let decided = |news: &News| match confirmed.contains(&news.payment.order_id) {
            true => Decided::Confirmed,
            false => Decided::Otherwise,
        };
        Ok(batch.iter().map(|news| Ok(decided(news))).collect())
    }
}

async fn captured(cx: &Cx, tx: &DatabaseTransaction, all: Vec<&News>) -> Result<HashSet<OrderId>> {
    let notes: Vec<_> = all.iter().map(|news| Note::plain(news.payment.id, &news.charge.reference)).collect();
    let moved = PAYMENT.advance_all(tx, &notes, note_beside(cx.clock.now()), None, PaymentStatus::Captured).await?;
    let news: Vec<&News> = all.into_iter().filter(|news| moved.contains(&news.payment.id)).collect();
    let orders: Vec<OrderId> = news.iter().map(|news| news.payment.order_id).collect();
    let mut together = Together::on(tx);
    let confirmed = orders::confirm_all(cx, tx, &orders, &mut together).await?;
    together.run(tx).await?;
    // An order that ended before the money came: it goes back.
    for News { payment, .. } in news.into_iter().filter(|news| !confirmed.contains(&news.payment.order_id)) {
        refund::request(cx, tx, payment, payment.amount.amount, "The order had already ended").await?;
    }
    Ok(confirmed)
}

/// Takes a step with one payment and writes what the provider told beside it. False when somebody else has decided meanwhile.
async fn advance(cx: &Cx, tx: &DatabaseTransaction, note: Note<'_>, to: PaymentStatus) -> Result<bool> {
    let moved = PAYMENT.advance_all(tx, &[note], note_beside(cx.clock.now()), None, to).await?;
    Ok(!moved.is_empty())
}

async fn declined(
    cx: &Cx,
    tx: &DatabaseTransaction,
    payment: &Payment,
    charge: &Charge,
    reason: &str,
) -> Result<Option<Unpaid<'static>>> {
    let note = Note { failure: Some(reason), ..Note::plain(payment.id, &charge.reference) };
    let decided = advance(cx, tx, note, PaymentStatus::Declined).await?;
    let (reason, tell) = ("The payment was declined", orders::Tell::No);
    Ok(decided.then_some(Unpaid { order: payment.order_id, reason, tell }))
}

async fn voided(
    cx: &Cx,
    tx: &DatabaseTransaction,
    payment: &Payment,
    charge: &Charge,
) -> Result<Option<Unpaid<'static>>> {
    let decided = advance(cx, tx, Note::plain(payment.id, &charge.reference), PaymentStatus::Voided).await?;
    let (reason, tell) = ("The payment did not come through; nothing was charged", orders::Tell::ByMail);
    Ok(decided.then_some(Unpaid { order: payment.order_id, reason, tell }))
}

async fn action_required(
    cx: &Cx,
    tx: &DatabaseTransaction,
    payment: &Payment,
    charge: &Charge,
    url: &str,
) -> Result<()> {
    let note = Note { action_url: Some(url), ..Note::plain(payment.id, &charge.reference) };
    if advance(cx, tx, note, PaymentStatus::ActionRequired).await? {
        let message = "Waiting for your approval of the payment";
        orders::record(tx, payment.order_id, message, "shop", cx.clock.now()).await?;
    }
    Ok(())
}
