//! Drops: goods that go on sale at a moment announced before, in the order of a queue. One object says all of it: what is sold, when,
//! at what price, how many one person may have, how long they have at the till, how fast people are let in, which extras make room,
//! and what the page says. Jobs take its steps at the second they are due ([`steps`]); the door to its goods is one function
//! ([`active`]), behind cart and checkout.

mod active;
mod demo;
mod mend;
mod report;
mod rules;
mod steps;
mod store;
#[cfg(test)]
mod tests;
mod translate;
mod views;

use std::time::Duration;

use sea_orm::DatabaseTransaction;
use types::{
    CartId, DropId, VariantId,
    drops::{
        AdminDrop, DropGoods, DropInput, DropList, DropReport, DropRow, DropStatus, DropView, PlaceView, RoomControl,
        RoomView, TicketView,
    },
};

pub use active::{DropsRead, listed, selling, shed_at, shop_plan};
pub(crate) use active::{came_to_the_till, gate, gate_cart, gate_line};
pub(crate) use demo::seed;
pub(crate) use mend::{finish_overdue, release_goods};
pub use steps::{StepDrop, TendDrops};
pub(crate) use store::sets_price;
pub use translate::{translate, translation};
pub use views::{DropPage, page, view};

use crate::{
    Cx, Error, Result, Scope, Seen,
    bus::Note,
    catalog,
    cursor::Page,
    rfc3339,
    waiting_room::{self, Plan, Proof, RoomId, Ticket, commitment},
};

/// Between two looks at whether the whole shop needs a queue.
const TEND_EVERY: Duration = Duration::from_secs(1);

/// Writes a new drop, a draft.
///
/// # Errors
/// `invalid` with every wrong field, `slug` also when it is taken; when the caller may not.
pub async fn create(cx: &Cx, input: DropInput) -> Result<DropId> {
    cx.require(Scope::CatalogWrite)?;
    let (checked, now, id) = (rules::check(input)?, cx.clock.now(), DropId::new());
    check_goods(cx, &checked.goods).await?;
    let seed = hex::encode(rand::random::<[u8; 32]>());
    cx.db.transaction(move |tx| Box::pin(async move { store::insert(tx, id, &checked, &seed, now).await })).await?;
    Ok(id)
}

/// Writes a draft anew.
///
/// # Errors
/// `invalid` with every wrong field; `conflict` once it is announced; `not_found`; `precondition_failed`; when the caller may not.
pub async fn update(cx: &Cx, id: DropId, seen: Seen, input: DropInput) -> Result<()> {
    cx.require(Scope::CatalogWrite)?;
    store::find(cx.db.write(), id).await?;
    let (checked, now) = (rules::check(input)?, cx.clock.now());
    check_goods(cx, &checked.goods).await?;
    let written = seen
        .change(
            &cx.db,
            move |tx| Box::pin(locked(tx, id)),
            move |tx| Box::pin(async move { store::update(tx, id, &checked, now).await }),
        )
        .await?;
    if written { Ok(()) } else { Err(announced()) }
}

/// What staff have written into a drop that nobody else changes until the transaction ends.
async fn locked(tx: &DatabaseTransaction, id: DropId) -> Result<DropInput> {
    let row = store::lock(tx, id).await?;
    views::written(row, store::goods(tx, id).await?)
}

fn announced() -> Error {
    Error::conflict("This drop is announced: what was promised stays. Take it back first.")
}

async fn check_goods(cx: &Cx, goods: &[DropGoods]) -> Result<()> {
    let ids: Vec<VariantId> = goods.iter().map(|goods| goods.variant_id).collect();
    let found = catalog::sellable(cx.db.write(), &ids).await?;
    match ids.iter().find(|id| !found.contains_key(id)) {
        Some(id) => Err(Error::invalid_field("goods", format!("There is no variant {id} for sale."))),
        None => Ok(()),
    }
}

/// Announces a draft: from now on its goods are kept for it.
///
/// # Errors
/// `conflict` when it is no draft, its start has passed, or its goods are in another drop; `not_found`; when the caller may not.
pub async fn schedule(cx: &Cx, id: DropId) -> Result<()> {
    cx.require(Scope::CatalogWrite)?;
    let row = store::find(cx.db.write(), id).await?;
    if row.terms.starts_at <= cx.clock.now() {
        return Err(Error::conflict("Its start has passed. Give it another one first."));
    }
    if let Some(title) = store::rival(cx.db.write(), id).await? {
        return Err(Error::conflict(format!("Some of this is in another drop: {title}.")));
    }
    // A seed nobody can have seen, and a queue nobody has stood in.
    let seed = hex::encode(rand::random::<[u8; 32]>());
    let plan = row.clone();
    let drafted = row.status()? == DropStatus::Draft;
    if !drafted {
        return Err(announced());
    }
    cx.db
        .transaction(move |tx| {
            Box::pin(async move {
                store::reseed(tx, id, &seed).await?;
                waiting_room::reset(tx, id.0).await?;
                steps::appoint(tx, &plan).await
            })
        })
        .await?;
    steps::forget_room(cx, id);
    let goods = store::goods(cx.db.write(), id).await?;
    if !steps::take(cx, row, goods, DropStatus::Draft, DropStatus::Scheduled).await? {
        return Err(announced());
    }
    steps::step(cx, id).await?;
    Ok(())
}

/// Takes an announced drop back, before anybody could join.
///
/// # Errors
/// `conflict` when it is not announced, or people are in its queue; `not_found`; when the caller may not.
pub async fn withdraw(cx: &Cx, id: DropId) -> Result<()> {
    finish(
        cx,
        id,
        &[DropStatus::Scheduled],
        DropStatus::Draft,
        "Only what is announced and not open yet can be taken back.",
    )
    .await
}

/// Ends a drop now.
///
/// # Errors
/// `conflict` when it is not on; `not_found`; when the caller may not.
pub async fn end(cx: &Cx, id: DropId) -> Result<()> {
    let on = [DropStatus::PreQueue, DropStatus::Live, DropStatus::SoldOut];
    finish(cx, id, &on, DropStatus::Ended, "This drop is not on.").await
}

async fn finish(cx: &Cx, id: DropId, from: &[DropStatus], to: DropStatus, words: &str) -> Result<()> {
    cx.require(Scope::CatalogWrite)?;
    let row = store::find(cx.db.write(), id).await?;
    let status = row.status()?;
    let goods = store::goods(cx.db.write(), id).await?;
    if !from.contains(&status) || !steps::take(cx, row, goods, status, to).await? {
        return Err(Error::conflict(words));
    }
    steps::step(cx, id).await?;
    Ok(())
}

/// Removes a draft, or a drop that has been added up.
///
/// # Errors
/// `conflict` while it is on; `not_found`; `precondition_failed`; when the caller may not.
pub async fn delete(cx: &Cx, id: DropId, seen: Seen) -> Result<()> {
    cx.require(Scope::CatalogWrite)?;
    let gone =
        seen.change(&cx.db, move |tx| Box::pin(locked(tx, id)), move |tx| Box::pin(store::delete(tx, id))).await?;
    if !gone {
        return Err(Error::conflict("This drop is on."));
    }
    cx.bus.publish(Note::Drop(id));
    Ok(())
}

/// Takes the steps of a drop that are due, and tells where it stands.
///
/// # Errors
/// `not_found`; when the caller may not.
pub async fn step(cx: &Cx, id: DropId) -> Result<DropStatus> {
    cx.require(Scope::Ops)?;
    steps::step(cx, id).await
}

/// Drops, latest start first; `limit` from 1 to 100.
///
/// # Errors
/// `invalid` for a cursor that is none; when the caller may not.
pub async fn list(cx: &Cx, cursor: Option<&str>, limit: u64) -> Result<DropList> {
    cx.require(Scope::CatalogRead)?;
    let page = Page::read(cursor, limit)?;
    let mut rows = store::page(cx.db.read(), &page).await?;
    let next_cursor = page.cut(&mut rows, store::DropRow::place);
    let row = |row: store::DropRow| {
        let (starts_at, ends_at) = (rfc3339(row.terms.starts_at), rfc3339(row.terms.ends_at));
        Ok(DropRow {
            status: row.status()?,
            id: row.id,
            slug: row.terms.slug,
            title: row.terms.title,
            starts_at,
            ends_at,
        })
    };
    Ok(DropList { items: rows.into_iter().map(row).collect::<Result<_>>()?, next_cursor })
}

/// Which drop is called `slug`, drafts too.
///
/// # Errors
/// When the caller may not.
pub async fn called(cx: &Cx, slug: &str) -> Result<Option<DropId>> {
    cx.require(Scope::CatalogRead)?;
    Ok(store::by_slug(cx.db.read(), slug).await?.map(|row| row.id))
}

/// A drop as staff see it.
///
/// # Errors
/// `not_found`; when the caller may not.
pub async fn admin_drop(cx: &Cx, id: DropId) -> Result<AdminDrop> {
    cx.require(Scope::CatalogRead)?;
    let row = store::find(cx.db.write(), id).await?;
    let goods = store::goods(cx.db.write(), id).await?;
    let status = row.status()?;
    let title = row.terms.title.clone().into();
    let plan = active::plan(&row, status, title, goods.iter().map(|goods| goods.variant_id).collect());
    let room = waiting_room::view(cx, &plan, status.is_selling()).await?;
    let report = row.report.as_deref().map(serde_json::from_str).transpose().map_err(Error::internal)?;
    Ok(AdminDrop {
        id,
        status,
        commitment: commitment(&row.seed_bytes()),
        room,
        report,
        input: views::written(row, goods)?,
    })
}

/// What has become of a drop until now, also while carts at the till keep it from being added up.
///
/// # Errors
/// `not_found`; when the caller may not.
pub async fn added_up(cx: &Cx, id: DropId) -> Result<DropReport> {
    cx.require(Scope::CatalogRead)?;
    let row = store::find(cx.db.write(), id).await?;
    let goods = store::goods(cx.db.write(), id).await?;
    report::of(cx, &row, &goods).await
}

/// What staff say of a drop's waiting room from now on.
///
/// # Errors
/// `invalid`; `not_found`; when the caller may not.
pub async fn control(cx: &Cx, id: DropId, control: RoomControl) -> Result<()> {
    cx.require(Scope::Ops)?;
    store::find(cx.db.write(), id).await?;
    waiting_room::control(cx, RoomId(id.0), control).await
}

/// What staff say of the whole shop's waiting room from now on.
///
/// # Errors
/// `invalid`; when the caller may not.
pub async fn control_shop(cx: &Cx, control: RoomControl) -> Result<()> {
    cx.require(Scope::Ops)?;
    waiting_room::control(cx, waiting_room::SHOP, control).await?;
    active::Active::forget(cx);
    Ok(())
}

/// Opens the whole shop's queue when more come than it can serve, lets in those who wait, and closes it again: for as long as it is
/// polled.
pub async fn tend_shop_queue(cx: Cx) {
    let mut looks = tokio::time::interval(TEND_EVERY);
    looks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        looks.tick().await;
        if let Err(error) = active::tend_shop(&cx).await {
            tracing::warn!(cause = error.source_chain(), "the whole shop's queue stands still for a moment");
        }
    }
}

/// The whole shop's waiting room as staff see it.
///
/// # Errors
/// When the caller may not.
pub async fn shop_room(cx: &Cx) -> Result<RoomView> {
    cx.require(Scope::Ops)?;
    let (plan, is_open) = shop_plan(cx).await?;
    waiting_room::view(cx, &plan, is_open).await
}

/// A waiting room in which people may wait now.
pub(crate) struct OpenRoom {
    /// What it is for.
    pub plan: Plan,
    /// Which drop; none for the whole shop.
    pub drop: Option<DropId>,
    /// How it stands.
    pub view: RoomView,
}

/// All waiting rooms that are open: the whole shop's, and those of drops that gather or sell.
///
/// # Errors
/// When the caller may not, or the database does not answer.
pub(crate) async fn open_rooms(cx: &Cx) -> Result<Vec<OpenRoom>> {
    cx.require(Scope::Ops)?;
    let mut rooms = Vec::new();
    for (plan, drop) in active::Active::current(cx).await?.open_plans(cx) {
        let view = waiting_room::view(cx, &plan, true).await?;
        rooms.push(OpenRoom { plan, drop, view });
    }
    Ok(rooms)
}

/// What the waiting room of the drop called `slug` is for.
///
/// # Errors
/// `not_found`.
pub async fn plan(cx: &Cx, slug: &str) -> Result<Plan> {
    // Whatever is due is done first, so that nobody waits for a worker.
    let active = active::Active::current(cx).await?;
    if let Some(plan) = active.plan_of(slug) {
        return Ok(plan.clone());
    }
    let row = views::announced(cx, cx.db.read(), slug).await?;
    let goods = store::goods(cx.db.read(), row.id).await?;
    let title = store::titles(cx.db.read(), std::slice::from_ref(&row)).await?.remove(&row.id).unwrap_or_default();
    Ok(active::plan(&row, row.status()?, title, goods.iter().map(|goods| goods.variant_id).collect()))
}

/// What the queue of the drop called `slug` is for, or the whole shop's, and its page's drop; none where anything of it has to be read
/// first. Never waits.
#[must_use]
pub fn known_queue(cx: &Cx, slug: Option<&str>) -> Option<(Plan, Option<DropView>)> {
    let active = active::Active::fresh(cx)?;
    match slug {
        None => Some((active.shop_plan(cx).0, None)),
        Some(slug) => Some((active.plan_of(slug)?.clone(), Some(views::known(cx, &active, slug)?))),
    }
}

/// A place in the queue of `plan`, for whoever owns `cart`.
///
/// # Errors
/// `conflict` while nobody can join; `challenge_required` where something has to be done first.
pub async fn join(cx: &Cx, plan: &Plan, cart: CartId, proof: &Proof) -> Result<(Ticket, TicketView)> {
    let ticket = waiting_room::join(cx, plan, cart, proof).await?;
    let place: PlaceView = waiting_room::place_of(cx, plan, ticket).await?;
    Ok((ticket, TicketView { ticket: ticket.sign(&cx.settings.secret), place }))
}
