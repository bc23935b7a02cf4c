//! Mending what has exactly one right answer. Every repair looks again under the locks of what it changes, in a short transaction of
//! its own, goes the ordinary way where there is one, and leaves its trace: a row of the ledger, a line in the order's history, or a
//! job. What has no one right answer is left to staff, with advice.

mod orders;
mod work;

use sea_orm::ConnectionTrait;
use serde::Serialize;
use types::{DiscountId, DropId, LocationId, OrderId, VariantId};
use uuid::Uuid;

use super::{
    Report,
    checks::{self, Check, Moments},
    find, run,
    snapshot::Snapshot,
};
use crate::{Cx, Error, Result, drops, inventory, promotions};

/// Breaches of one check that are mended in one go; what is left is mended by the next.
const AT_ONCE: usize = 1000;

/// What has one right answer, in the order in which it is mended: what comes later counts what came before.
pub(super) const MENDED: &[&str] = &[
    "holds_follow_orders",
    "expired_holds_end",
    "captured_is_confirmed",
    "held_equals_holds",
    "stock_equals_ledger",
    "ledger_runs_on",
    "jobs_do_not_hang",
    "refunds_are_sent",
    "open_payments_are_looked_after",
    "orders_settle",
    "uses_follow_orders",
    "uses_are_standing_orders",
    "drops_end",
    "goods_follow_drops",
];

/// What `--repair` did, and how the shop stands afterwards.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Repair {
    /// The checks, run again after everything.
    #[serde(flatten)]
    pub report: Report,
    /// What was mended.
    pub repaired: Vec<Repaired>,
    /// What could not be.
    pub left: Vec<Left>,
}

/// One breach that is no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Repaired {
    /// Name of the check that found it.
    pub check: &'static str,
    /// Its id, as the check names it.
    pub id: String,
    /// What was done.
    pub did: String,
}

/// One breach that needs a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Left {
    /// Name of the check that found it.
    pub check: &'static str,
    /// Its id, as the check names it.
    pub id: String,
    /// Why it was not mended.
    pub why: String,
    /// What staff should do.
    pub advice: &'static str,
}

/// Mends what has one right answer and checks everything again.
///
/// # Errors
/// When the database does not answer.
pub async fn repair(cx: &Cx) -> Result<Repair> {
    let (mut repaired, mut refused) = (Vec::new(), Vec::new());
    for name in MENDED {
        let Some(check) = checks::all().find(|check| check.name == *name) else { continue };
        for id in breaches(cx, check).await? {
            match mend(cx, check, &id).await {
                Ok(Some(did)) => repaired.push(Repaired { check: check.name, id, did }),
                // It was gone when the locks were there.
                Ok(None) => {}
                Err(error) => {
                    tracing::warn!(check = check.name, id, why = %error, cause = error.source_chain(), "could not be repaired");
                    refused.push((check.name, id, error.to_string()));
                }
            }
        }
    }
    cx.job_written.notify_one();
    let report = run(cx).await?;
    let left = left(&report, &refused);
    Ok(Repair { report, repaired, left })
}

/// What still does not hold, as far as it is named.
fn left(report: &Report, refused: &[(&str, String, String)]) -> Vec<Left> {
    let why = |name: &str, id: &String| {
        let refusal = refused.iter().find(|(check, refused, _)| *check == name && refused == id);
        refusal.map_or_else(|| "It has no one right answer.".to_owned(), |(_, _, why)| why.clone())
    };
    let broken = report.checks.iter().zip(checks::all()).filter(|(finding, _)| finding.breaches > 0);
    broken
        .flat_map(|(finding, check)| finding.ids.iter().map(move |id| (check, id)))
        .map(|(check, id)| Left { check: check.name, id: id.clone(), why: why(check.name, id), advice: check.advice })
        .collect()
}

async fn breaches(cx: &Cx, check: &Check) -> Result<Vec<String>> {
    let snapshot = Snapshot::open(cx).await?;
    let moments = Moments::new(cx.clock.now(), &cx.settings);
    let found = find(snapshot.connection(), check, moments, AT_ONCE).await;
    snapshot.close().await?;
    Ok(found?.into_iter().map(|breach| breach.id).collect())
}

/// Mends one breach. Answers with what was done; with nothing when there is no breach any more.
///
/// # Errors
/// When it has no one right answer after all, or the database does not answer.
pub(super) async fn mend(cx: &Cx, check: &Check, id: &str) -> Result<Option<String>> {
    match check.name {
        "holds_follow_orders" => orders::end_hold(cx, uuid(id)?).await,
        "expired_holds_end" => {
            let (id, own) = (uuid(id)?, cx.clone());
            let end = inventory::Ending::Expired;
            cx.db.transaction(|tx| Box::pin(async move { inventory::end_hold(&own, tx, id, end).await })).await
        }
        "captured_is_confirmed" => orders::honour_payment(cx, uuid(id)?).await,
        "held_equals_holds" => {
            let (variant, location) = item(id)?;
            inventory::recount_held(cx, variant, location).await
        }
        "stock_equals_ledger" | "ledger_runs_on" => {
            let (variant, location) = item(id)?;
            inventory::close_gap(cx, variant, location).await
        }
        "jobs_do_not_hang" => work::release_job(cx, uuid(id)?).await,
        "refunds_are_sent" => work::send_refund(cx, uuid(id)?).await,
        "open_payments_are_looked_after" => work::give_back(cx, uuid(id)?).await,
        "orders_settle" => orders::settle(cx, uuid(id)?).await,
        "uses_follow_orders" => promotions::forget_uses(cx, OrderId(uuid(id)?)).await,
        "uses_are_standing_orders" => promotions::recount(cx, DiscountId(uuid(id)?)).await,
        "drops_end" => drops::finish_overdue(cx, DropId(uuid(id)?)).await,
        "goods_follow_drops" => drops::release_goods(cx, VariantId(uuid(id)?)).await,
        other => Err(Error::internal(anyhow::anyhow!("{other} has no repair"))),
    }
}

fn uuid(id: &str) -> Result<Uuid> {
    id.parse().map_err(Error::internal)
}

fn item(id: &str) -> Result<(VariantId, LocationId)> {
    let (variant, location) = id.split_once('/').unwrap_or((id, ""));
    Ok((VariantId(uuid(variant)?), LocationId(uuid(location)?)))
}

/// The text of a row that is locked by writing to it; nothing when there is none.
async fn locked_text(connection: &impl ConnectionTrait, touch: &str, id: Uuid) -> Result<Option<String>> {
    let row = connection.query_one_raw(crate::db::sql(connection, touch, [id.into()])).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?)
}
