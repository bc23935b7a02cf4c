//! The statements of a batch of takes.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, FromQueryResult};
use serde::Serialize;
use types::{CartId, LocationId, Millis, VariantId};
use uuid::Uuid;

use super::{
    Take,
    allocate::{Bundle, Goods, Loose, Outcome, Shelf, Shelves, Use},
};
use crate::{
    Result,
    db::{
        Together,
        rows::{self, Column},
    },
};

/// Locks every stock item the takes touch, in the order of variant and location, and reads what they are decided on.
pub(super) async fn lock(connection: &impl ConnectionTrait, takes: &[&Take], now: Millis) -> Result<Shelves> {
    let (wanted, carts) = (wanted(takes), carts(takes));
    let mut shelves = Shelves { goods: lock_items(connection, &wanted, &carts).await?, ..Shelves::default() };
    if wanted.iter().any(|id| !shelves.goods.contains_key(&VariantId(*id))) {
        shelves.bundles = bundles(connection, &rows::ids(wanted)).await?;
    }
    // What a bundle is made of, and what a cart lets go of, is locked as well.
    let locked = carts.into_iter().chain(shelves.goods.keys().map(|variant| variant.0));
    shelves.loose = loose(connection, &rows::ids(locked), now).await?;
    shelves.free_expired();
    shelves.uses = uses(connection, takes, &shelves).await?;
    Ok(shelves)
}

fn wanted(takes: &[&Take]) -> Vec<Uuid> {
    distinct(takes.iter().flat_map(|take| &take.lines).map(|line| line.variant_id.0))
}

fn carts(takes: &[&Take]) -> Vec<Uuid> {
    distinct(takes.iter().map(|take| take.holder.cart().0))
}

fn distinct(ids: impl Iterator<Item = Uuid>) -> Vec<Uuid> {
    let mut ids: Vec<Uuid> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Variants and carts in one list: a UUID is unique whatever it names.
#[derive(Serialize)]
struct Named {
    id: Uuid,
    is_variant: bool,
}

#[derive(FromQueryResult)]
struct ItemRow {
    variant_id: VariantId,
    location_id: LocationId,
    free: i64,
    active: bool,
    priority: i64,
    tracked: bool,
    cap_per_person: Option<i64>,
    hold_seconds: Option<i64>,
}

async fn lock_items(
    connection: &impl ConnectionTrait,
    wanted: &[Uuid],
    carts: &[Uuid],
) -> Result<HashMap<VariantId, Goods>> {
    let lock = format!(
        "SELECT s.variant_id, s.location_id, s.on_hand - s.held AS free, l.active, l.priority, i.tracked, i.cap_per_person, i.hold_seconds
        FROM stock_item s JOIN inventory_item i ON i.variant_id = s.variant_id JOIN location l ON l.id = s.location_id
        WHERE s.variant_id IN (
            SELECT id FROM {{rows}} WHERE is_variant
            UNION SELECT b.component_id FROM bundle_component b WHERE b.bundle_id IN (SELECT id FROM {{rows}})
            UNION SELECT h.variant_id FROM hold h WHERE h.state = 'active' AND h.cart_id IN (SELECT id FROM {{rows}})
        )
        ORDER BY s.variant_id, s.location_id {}",
        rows::for_update_of(connection, "s")
    );
    let variants = wanted.iter().map(|id| Named { id: *id, is_variant: true });
    let ids: Vec<Named> = variants.chain(carts.iter().map(|id| Named { id: *id, is_variant: false })).collect();
    let columns = &[Column::id("id"), Column::bool("is_variant")];
    let found: Vec<ItemRow> = rows::query(connection, &lock, columns, &ids, []).await?;
    let mut goods: HashMap<VariantId, Goods> = HashMap::new();
    for row in found {
        let known = goods.entry(row.variant_id).or_insert_with(|| Goods {
            tracked: row.tracked,
            cap: row.cap_per_person,
            keep: row.hold_seconds.map(|seconds| seconds.saturating_mul(1000)),
            shelves: Vec::new(),
        });
        let (location_id, free, active, priority) = (row.location_id, row.free, row.active, row.priority);
        known.shelves.push(Shelf { location_id, free, active, priority });
    }
    for known in goods.values_mut() {
        known.shelves.sort_by_key(|shelf| (shelf.priority, shelf.location_id));
    }
    Ok(goods)
}

#[derive(FromQueryResult)]
struct PartRow {
    bundle_id: VariantId,
    component_id: VariantId,
    quantity: i64,
    cap_per_person: Option<i64>,
    hold_seconds: Option<i64>,
}

async fn bundles(connection: &impl ConnectionTrait, ids: &[rows::IdRow]) -> Result<HashMap<VariantId, Bundle>> {
    let select = "SELECT b.bundle_id, b.component_id, b.quantity, i.cap_per_person, i.hold_seconds
        FROM bundle_component b JOIN inventory_item i ON i.variant_id = b.bundle_id
        WHERE b.bundle_id IN (SELECT id FROM {rows}) ORDER BY b.component_id";
    let mut bundles: HashMap<VariantId, Bundle> = HashMap::new();
    let parts: Vec<PartRow> = rows::query(connection, select, rows::ID, ids, []).await?;
    for row in parts {
        let bundle = bundles.entry(row.bundle_id).or_default();
        bundle.cap = row.cap_per_person;
        bundle.keep = row.hold_seconds.map(|seconds| seconds.saturating_mul(1000));
        bundle.parts.push((row.component_id, row.quantity));
    }
    Ok(bundles)
}

#[derive(FromQueryResult)]
struct LooseRow {
    id: Uuid,
    variant_id: VariantId,
    location_id: LocationId,
    quantity: i64,
    counted: bool,
    cart_id: CartId,
    expires_at: Millis,
    ceiling_at: Millis,
}

/// Holds of the carts that take now, and expired ones of the items that are locked.
async fn loose(connection: &impl ConnectionTrait, ids: &[rows::IdRow], now: Millis) -> Result<Vec<Loose>> {
    let select = "SELECT id, variant_id, location_id, quantity, counted, cart_id, expires_at, ceiling_at FROM hold
            WHERE state = 'active' AND cart_id IN (SELECT id FROM {rows})
        UNION SELECT id, variant_id, location_id, quantity, counted, cart_id, expires_at, ceiling_at FROM hold
            WHERE state = 'active' AND expires_at <= $2 AND variant_id IN (SELECT id FROM {rows})
        ORDER BY id";
    let rows: Vec<LooseRow> = rows::query(connection, select, rows::ID, ids, [now.into()]).await?;
    let loose = |row: LooseRow| Loose {
        id: row.id,
        item: (row.variant_id, row.location_id),
        quantity: row.quantity,
        counted: row.counted,
        cart_id: row.cart_id,
        expired: row.expires_at <= now,
        ceiling_at: row.ceiling_at,
    };
    Ok(rows.into_iter().map(loose).collect())
}

#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
struct PersonRow<'a> {
    person: &'a str,
}

#[derive(FromQueryResult)]
struct UseRow {
    variant_id: VariantId,
    person: String,
    hold_id: Uuid,
    quantity: i64,
}

/// What the persons have of capped variants already, these and others. Those rows cannot grow meanwhile: they are written under the items' locks.
async fn uses(
    connection: &impl ConnectionTrait,
    takes: &[&Take],
    shelves: &Shelves,
) -> Result<HashMap<(VariantId, String), Vec<Use>>> {
    let is_capped = |take: &&&Take| take.lines.iter().any(|line| shelves.is_capped(line.variant_id));
    let persons = takes.iter().filter(is_capped).flat_map(|take| &take.persons);
    let mut persons: Vec<_> = persons.map(|person| PersonRow { person: &person.0 }).collect();
    persons.sort_unstable();
    persons.dedup();
    // Not a join: that may begin with all holds that are active, which on the best day are most of them.
    let select = "SELECT c.variant_id, c.person, c.hold_id, c.quantity FROM cap_use c
        WHERE c.person IN (SELECT person FROM {rows})
            AND (SELECT h.state FROM hold h WHERE h.id = c.hold_id) IN ('active', 'taken')";
    let found: Vec<UseRow> = rows::query(connection, select, &[Column::text("person")], &persons, []).await?;
    let mut uses: HashMap<_, Vec<Use>> = HashMap::new();
    let expired = |id| shelves.loose.iter().any(|loose| loose.expired && loose.id == id);
    for row in found.into_iter().filter(|row| !expired(row.hold_id)) {
        let known = uses.entry((row.variant_id, row.person)).or_default();
        known.push(Use { hold_id: row.hold_id, quantity: row.quantity });
    }
    Ok(uses)
}

#[derive(Serialize)]
struct Delta {
    variant_id: VariantId,
    location_id: LocationId,
    delta: i64,
}

#[derive(Serialize)]
struct HoldRow {
    id: Uuid,
    wanted_id: VariantId,
    variant_id: VariantId,
    location_id: LocationId,
    quantity: i64,
    counted: bool,
    cart_id: Option<Uuid>,
    order_id: Option<Uuid>,
    expires_at: Option<Millis>,
    ceiling_at: Option<Millis>,
}

#[derive(Serialize)]
struct EndRow {
    id: Uuid,
    state: &'static str,
}

#[derive(Serialize)]
struct NewUse {
    variant_id: VariantId,
    person: String,
    hold_id: Uuid,
    quantity: i64,
}

/// Writes what was decided, together with what else the caller writes.
pub(super) fn write(together: &mut Together, outcome: &Outcome, now: Millis) -> Result<()> {
    move_held(together, outcome, now)?;
    let released = outcome.released.iter().map(|id| EndRow { id: *id, state: "released" });
    let ended: Vec<_> = released.chain(outcome.expired.iter().map(|id| EndRow { id: *id, state: "expired" })).collect();
    let end =
        "UPDATE hold SET state = r.state, settled_at = $2 FROM {rows} WHERE hold.id = r.id AND hold.state = 'active'";
    together.write_each(end, &[Column::id("id"), Column::text("state")], &ended, [now.into()])?;
    insert_holds(together, outcome, now)?;
    insert_uses(together, outcome)
}

fn move_held(together: &mut Together, outcome: &Outcome, now: Millis) -> Result<()> {
    let moved = outcome.held.iter().filter(|(_, delta)| **delta != 0);
    let moved: Vec<_> =
        moved.map(|(&(variant_id, location_id), delta)| Delta { variant_id, location_id, delta: *delta }).collect();
    let update = "UPDATE stock_item SET held = stock_item.held + r.delta, updated_at = $2 FROM {rows}
        WHERE stock_item.variant_id = r.variant_id AND stock_item.location_id = r.location_id
            AND stock_item.on_hand - stock_item.held >= r.delta";
    let columns = &[Column::id("variant_id"), Column::id("location_id"), Column::int("delta")];
    together.write_each(update, columns, &moved, [now.into()])
}

fn insert_holds(together: &mut Together, outcome: &Outcome, now: Millis) -> Result<()> {
    let new: Vec<_> = outcome
        .new
        .iter()
        .map(|hold| HoldRow {
            id: hold.id,
            wanted_id: hold.wanted_id,
            variant_id: hold.item.0,
            location_id: hold.item.1,
            quantity: hold.quantity,
            counted: hold.counted,
            cart_id: hold.cart_id.map(|id| id.0),
            order_id: hold.order_id.map(|id| id.0),
            expires_at: hold.expires_at,
            ceiling_at: hold.ceiling_at,
        })
        .collect();
    let insert =
        "INSERT INTO hold (id, wanted_id, variant_id, location_id, quantity, returned, counted, cart_id, order_id,
            state, expires_at, ceiling_at, created_at)
        SELECT id, wanted_id, variant_id, location_id, quantity, 0, counted, cart_id, order_id, 'active', expires_at,
            ceiling_at, $2 FROM {rows}";
    let columns = &[
        Column::id("id"),
        Column::id("wanted_id"),
        Column::id("variant_id"),
        Column::id("location_id"),
        Column::int("quantity"),
        Column::bool("counted"),
        Column::id("cart_id").or_null(),
        Column::id("order_id").or_null(),
        Column::int("expires_at").or_null(),
        Column::int("ceiling_at").or_null(),
    ];
    together.write(insert, columns, &new, [now.into()])
}

fn insert_uses(together: &mut Together, outcome: &Outcome) -> Result<()> {
    let uses: Vec<_> = outcome
        .uses
        .iter()
        .map(|(variant_id, person, hold_id, quantity)| NewUse {
            variant_id: *variant_id,
            person: person.clone(),
            hold_id: *hold_id,
            quantity: *quantity,
        })
        .collect();
    // With the cap of now: should it be lowered, what was allowed under it stands.
    let insert = "INSERT INTO cap_use (variant_id, person, hold_id, quantity, cap)
        SELECT r.variant_id, r.person, r.hold_id, r.quantity, i.cap_per_person
        FROM {rows} JOIN inventory_item i ON i.variant_id = r.variant_id";
    let columns = &[Column::id("variant_id"), Column::text("person"), Column::id("hold_id"), Column::int("quantity")];
    together.write(insert, columns, &uses, [])
}
