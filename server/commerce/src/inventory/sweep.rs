//! Ending holds whose time is over. Nobody waits for it: expired holds are ignored wherever stock is read or taken.

use sea_orm::{ConnectionTrait, FromQueryResult};
use serde::{Deserialize, Serialize};
use types::{CartId, Millis};

use super::take::{Holder, Take, take_all};
use crate::{
    Cx, Result,
    db::sql,
    jobs::{Done, Job},
};

/// Carts swept in one transaction.
const AT_ONCE: i64 = 200;

/// Ends expired holds and puts their units back on sale.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct SweepHolds {}

#[derive(FromQueryResult)]
struct Holding {
    cart_id: CartId,
}

impl Job for SweepHolds {
    const KIND: &'static str = "holds.sweep";
    const PRIORITY: i64 = 50;

    async fn run(self, cx: &Cx) -> Result<Done> {
        let now = cx.clock.now();
        let select = "SELECT DISTINCT cart_id FROM hold WHERE state = 'active' AND expires_at <= $1 LIMIT $2";
        let statement = sql(cx.db.write(), select, [now.into(), AT_ONCE.into()]);
        let carts = Holding::find_by_statement(statement).all(cx.db.write()).await?;
        let many = carts.len() as i64 >= AT_ONCE;
        release_carts(cx, carts.into_iter().map(|row| row.cart_id).collect()).await?;
        Ok(if many { Done::Again(now) } else { Done::Finished })
    }
}

/// Forgets holds of carts that ended before `before`, with the uses they counted; some of them, when there are many.
pub(crate) async fn prune(connection: &impl ConnectionTrait, before: Millis) -> Result<()> {
    let old = "SELECT id FROM hold WHERE order_id IS NULL AND state IN ('released', 'expired') AND settled_at < $1
        ORDER BY settled_at LIMIT 10000";
    for delete in
        [format!("DELETE FROM cap_use WHERE hold_id IN ({old})"), format!("DELETE FROM hold WHERE id IN ({old})")]
    {
        connection.execute_raw(sql(connection, &delete, [before.into()])).await?;
    }
    Ok(())
}

/// Lets go of whatever these carts hold.
///
/// # Errors
/// When the database does not answer.
pub async fn release_carts(cx: &Cx, carts: Vec<CartId>) -> Result<()> {
    let now = cx.clock.now();
    if carts.is_empty() {
        return Ok(());
    }
    let emptied = carts.clone();
    cx.db
        .transaction(|tx| {
            Box::pin(async move {
                // Taking nothing anew lets go of everything.
                let takes: Vec<_> = carts.into_iter().map(nothing_for).collect();
                take_all(tx, &takes.iter().collect::<Vec<_>>(), now).await?;
                Ok(())
            })
        })
        .await?;
    super::watch::carts_changed(cx, emptied);
    Ok(())
}

fn nothing_for(id: CartId) -> Take {
    Take { holder: Holder::Cart { id, keep: 0, ceiling: 0 }, lines: Vec::new(), persons: Vec::new() }
}
