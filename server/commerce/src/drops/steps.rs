//! A drop's way from one state to the next: whoever comes first takes the step, with all that belongs to it, in one transaction.

use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};
use types::{DropId, Millis, VariantId, admin::SalePolicy, drops::DropStatus};

use super::{
    active::{Active, times},
    report,
    rules::{self, Left},
    store::{self, DROP, DropRow, GoodsRow},
};
use crate::{
    Cx, Error, Result,
    bus::{Note, Tag},
    catalog, inventory,
    jobs::{self, Done, Job, NewJob, When},
    waiting_room::RoomId,
};

/// What a drop puts aside while it sells.
#[derive(Debug, Serialize, Deserialize)]
struct Standing {
    price: i64,
    compare_at: Option<i64>,
    policy: SalePolicy,
}

/// Takes every step that is due, and answers with where the drop stands then. Everyone may: it is the clock that decides.
///
/// # Errors
/// `not_found`; when the database does not answer.
pub(crate) async fn step(cx: &Cx, id: DropId) -> Result<DropStatus> {
    loop {
        let row = store::find(cx.db.write(), id).await?;
        let goods = store::goods(cx.db.write(), id).await?;
        let left = left(cx, &goods).await?;
        let status = row.status()?;
        let Some(next) = rules::due(status, times(&row), left, cx.clock.now()) else { return Ok(status) };
        if next == DropStatus::Reported && report::is_awaited(cx.db.write(), &row, &goods).await? {
            return Ok(status);
        }
        if !take(cx, row, goods, status, next).await? {
            return store::find(cx.db.write(), id).await?.status();
        }
    }
}

/// Units of a drop, as stock tells.
pub(super) async fn left(cx: &Cx, goods: &[GoodsRow]) -> Result<Left> {
    let ids: Vec<VariantId> = goods.iter().map(|goods| goods.variant_id).collect();
    let levels = inventory::levels(cx.db.write(), &ids, cx.clock.now()).await?;
    // What is not counted never ends.
    let remaining = levels.values().map(|level| level.for_sale().unwrap_or(i64::from(u32::MAX)).max(0)).sum();
    Ok(Left { remaining, held: levels.values().map(|level| level.held).sum() })
}

/// One step and what belongs to it. False when somebody else has taken another one meanwhile.
pub(super) async fn take(
    cx: &Cx,
    row: DropRow,
    goods: Vec<GoodsRow>,
    from: DropStatus,
    to: DropStatus,
) -> Result<bool> {
    let (now, id) = (cx.clock.now(), row.id);
    let variants: Vec<VariantId> = goods.iter().map(|goods| goods.variant_id).collect();
    let report = match to {
        DropStatus::Reported => Some(report::of(cx, &row, &goods).await?),
        _ => None,
    };
    let moved = cx
        .db
        .transaction(move |tx| {
            Box::pin(async move {
                if !DROP.step(tx, id.0, from, to).await? {
                    return Ok(false);
                }
                match to {
                    DropStatus::Scheduled => inventory::keep_from_open_sale(tx, &variants, true).await?,
                    DropStatus::Draft => inventory::keep_from_open_sale(tx, &variants, false).await?,
                    DropStatus::Live if from != DropStatus::SoldOut => put_on_sale(tx, &row, &goods, now).await?,
                    DropStatus::Live => store::note(tx, id.0, "sold_out_at", None).await?,
                    DropStatus::SoldOut => store::note(tx, id.0, "sold_out_at", Some(now)).await?,
                    DropStatus::Ended => {
                        put_back(tx, &row, &goods, now).await?;
                        inventory::keep_from_open_sale(tx, &variants, false).await?;
                        store::note(tx, id.0, "ended_at", Some(now)).await?;
                    }
                    DropStatus::PreQueue | DropStatus::Reported => {}
                }
                if let Some(report) = report {
                    let text = serde_json::to_string(&report).map_err(Error::internal)?;
                    store::write_report(tx, id, &text).await?;
                }
                Ok(true)
            })
        })
        .await?;
    if moved {
        tracing::info!(
            drop = rules::name(id),
            from = from.as_str(),
            to = to.as_str(),
            actor = cx.actor.label(),
            "drop"
        );
        changed(cx, id).await;
    }
    Ok(moved)
}

/// Tells everyone that a drop is not what it was.
pub(super) async fn changed(cx: &Cx, id: DropId) {
    reworded(cx, id).await;
    cx.bus.publish(Note::Changed(vec![Tag::Listings]));
    catalog::much_changed(cx).await;
}

/// Tells its page and those of its goods, which name it, that a drop is called otherwise or says something else.
pub(super) async fn reworded(cx: &Cx, id: DropId) {
    Active::forget(cx);
    let mut tags = vec![Tag::Drop(id)];
    if let Ok(goods) = store::goods(cx.db.write(), id).await {
        let ids: Vec<VariantId> = goods.iter().map(|goods| goods.variant_id).collect();
        if let Ok(goods) = catalog::sellable(cx.db.write(), &ids).await {
            tags.extend(goods.values().map(|goods| Tag::Product(goods.product_id)));
        }
    }
    cx.bus.publish(Note::Drop(id));
    cx.bus.publish(Note::Changed(tags));
}

/// The drop's price, cap and hold time from now on; the variant's own are put aside.
async fn put_on_sale(tx: &DatabaseTransaction, row: &DropRow, goods: &[GoodsRow], now: Millis) -> Result<()> {
    for goods in goods {
        let (price, compare_at) = catalog::price_of(tx, goods.variant_id).await?;
        let policy = inventory::policy_of(tx, goods.variant_id).await?;
        let standing = Standing { price, compare_at, policy };
        let text = serde_json::to_string(&standing).map_err(Error::internal)?;
        store::put_aside(tx, goods, Some(&text)).await?;
        let policy = SalePolicy {
            cap_per_person: row.terms.cap_per_person.or(policy.cap_per_person),
            hold_seconds: row.terms.hold_seconds.or(policy.hold_seconds),
            ..policy
        };
        inventory::write_policy(tx, goods.variant_id, policy).await?;
        if let Some(drop_price) = goods.price.filter(|drop_price| *drop_price != price) {
            let was = (price > drop_price).then_some(price);
            catalog::reprice(tx, goods.variant_id, drop_price, was, now).await?;
        }
    }
    Ok(())
}

/// The variant's own price and policy again, unless staff have changed the price meanwhile.
pub(super) async fn put_back(tx: &DatabaseTransaction, row: &DropRow, goods: &[GoodsRow], now: Millis) -> Result<()> {
    for goods in goods {
        let Some(standing) = goods.standing.as_deref() else { continue };
        let Standing { price, compare_at, policy } = serde_json::from_str(standing).map_err(Error::internal)?;
        let current = catalog::price_of(tx, goods.variant_id).await?;
        if goods.price == Some(current.0) && current != (price, compare_at) {
            catalog::reprice(tx, goods.variant_id, price, compare_at, now).await?;
        }
        let sold_as = inventory::policy_of(tx, goods.variant_id).await?;
        if sold_as.cap_per_person == row.terms.cap_per_person.or(policy.cap_per_person) {
            inventory::write_policy(tx, goods.variant_id, policy).await?;
        }
        store::put_aside(tx, goods, None).await?;
    }
    Ok(())
}

/// Takes one drop's steps at the second they are due.
#[derive(Debug, Serialize, Deserialize)]
pub struct StepDrop {
    drop: DropId,
}

impl Job for StepDrop {
    const KIND: &'static str = "drop.step";
    const PRIORITY: i64 = 10;

    async fn run(self, cx: &Cx) -> Result<Done> {
        match step(cx, self.drop).await {
            Err(error) if error.code() == types::ErrorCode::NotFound => Ok(Done::Finished),
            other => other.map(|_| Done::Finished),
        }
    }
}

/// Writes a job for each moment of a plan, in the transaction that announces it.
pub(super) async fn appoint(tx: &DatabaseTransaction, row: &DropRow) -> Result<()> {
    let moments = row.terms.queue_opens_at.into_iter().chain([row.terms.starts_at, row.terms.ends_at]);
    let jobs = moments.map(|run_at| {
        let key = format!("drop.step {} {run_at}", row.id);
        NewJob::of(&StepDrop { drop: row.id }, When { run_at, dedupe_key: Some(&key) })
    });
    jobs::enqueue_all(tx, &jobs.collect::<Result<Vec<_>>>()?).await
}

/// Sees to drops that are on: sold out, selling again, over, added up. Recurs: see [`jobs::SCHEDULE`].
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct TendDrops {}

impl Job for TendDrops {
    const KIND: &'static str = "drop.tend";
    const PRIORITY: i64 = 20;

    async fn run(self, cx: &Cx) -> Result<Done> {
        let mut failed = None;
        for row in store::unfinished(cx.db.write()).await? {
            // One that cannot go on holds up none of the others.
            failed = step(cx, row.id).await.err().or(failed);
        }
        failed.map_or(Ok(Done::Finished), Err)
    }
}

/// Begins a drop's queue anew.
pub(super) fn forget_room(cx: &Cx, id: DropId) {
    cx.rooms.forget(RoomId(id.0));
}
