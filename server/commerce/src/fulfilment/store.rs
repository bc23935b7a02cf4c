//! How many orders wait to be sent.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicI64, Ordering},
};

use sea_orm::ConnectionTrait;
use types::Millis;

use crate::{Cx, Error, Result, db::sql};

/// A count is believed this long.
const FRESH: Millis = 2000;

/// The latest count of orders to be sent, in this process.
#[derive(Debug, Default)]
pub struct Backlog {
    /// When it was counted, or is being counted by someone; and the last result.
    counted: Mutex<Option<(Millis, i64)>>,
    /// Orders accepted here since.
    accepted: AtomicI64,
}

impl Backlog {
    pub(super) fn add(&self, orders: u32) {
        self.accepted.fetch_add(orders.into(), Ordering::Relaxed);
    }

    /// The count, if it is fresh. One caller at a time finds that it is not; the others go on with the last one.
    fn fresh(&self, now: Millis) -> Option<i64> {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, orders) = (*counted)?;
        if now - at >= FRESH {
            *counted = Some((now, orders));
            return None;
        }
        Some(orders.saturating_add(self.accepted.load(Ordering::Relaxed)))
    }

    fn set(&self, now: Millis, orders: i64) {
        // Reset after the count: an order accepted between the two may count for nothing until the next one.
        self.accepted.store(0, Ordering::Relaxed);
        *self.counted.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, orders));
    }
}

/// Orders that are paid and not handed over. The index on their state is all that is read.
pub(super) async fn backlog(cx: &Cx, now: Millis) -> Result<i64> {
    if let Some(orders) = cx.fulfilment.fresh(now) {
        return Ok(orders);
    }
    let db = cx.db.read();
    let row =
        db.query_one_raw(sql(db, "SELECT count(*) AS waiting FROM orders WHERE status = 'confirmed'", [])).await?;
    let row = row.ok_or_else(|| Error::internal(anyhow::anyhow!("counting gave no row")))?;
    let orders = row.try_get("", "waiting")?;
    cx.fulfilment.set(now, orders);
    Ok(orders)
}
