//! Work that nobody does any more.

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{super::checks::FORGOTTEN, locked_text};
use crate::{
    Cx, Result,
    db::sql,
    jobs::{self, When},
    payments::SendRefund,
};

/// Lets the next worker have a job whose own is gone.
pub(super) async fn release_job(cx: &Cx, job: Uuid) -> Result<Option<String>> {
    let now = cx.clock.now();
    let update = "UPDATE job SET state = 'ready', run_at = $2, locked_by = NULL, locked_until = NULL,
            last_error = 'its worker was gone; verify made it ready again'
        WHERE id = $1 AND state = 'running' AND locked_until < $3";
    let statement = sql(cx.db.write(), update, [job.into(), now.into(), (now - FORGOTTEN).into()]);
    let released = cx.db.write().execute_raw(statement).await?.rows_affected() > 0;
    Ok(released.then(|| "ready again".to_owned()))
}

/// Writes the job of a refund that has none.
pub(super) async fn send_refund(cx: &Cx, refund: Uuid) -> Result<Option<String>> {
    let now = cx.clock.now();
    cx.db
        .transaction(|tx| {
            Box::pin(async move {
                let touch = "UPDATE refund SET state = state WHERE id = $1 RETURNING state";
                if locked_text(tx, touch, refund).await?.as_deref() != Some("pending") {
                    return Ok(None);
                }
                if is_under_way(tx, "payment.refund", "refund_id", refund).await? {
                    return Ok(None);
                }
                jobs::enqueue(tx, &SendRefund { refund_id: refund }, When { run_at: now, dedupe_key: None }).await?;
                Ok(Some("its job is written".to_owned()))
            })
        })
        .await
}

/// Gives a payment back to the reconciler.
pub(super) async fn give_back(cx: &Cx, payment: Uuid) -> Result<Option<String>> {
    let now = cx.clock.now();
    let update = "UPDATE payment SET look_at = $2
        WHERE id = $1 AND state IN ('pending', 'uncertain', 'action_required') AND (look_at IS NULL OR look_at < $3)";
    let db = cx.db.write();
    let values = [payment.into(), now.into(), (now - FORGOTTEN).into()];
    let given = db.execute_raw(sql(db, update, values)).await?.rows_affected() > 0;
    Ok(given.then(|| "given back to the reconciler".to_owned()))
}

/// Whether there is a job of this kind about `id` that has not ended well.
async fn is_under_way(connection: &impl ConnectionTrait, kind: &str, field: &str, id: Uuid) -> Result<bool> {
    let select = format!("SELECT 1 AS one FROM job WHERE kind = $1 AND state <> 'done' AND payload ->> '{field}' = $2");
    let statement = sql(connection, &select, [kind.into(), id.to_string().into()]);
    Ok(connection.query_one_raw(statement).await?.is_some())
}
