//! Who gets what: decided in memory, over stock items that the transaction has locked.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap, HashSet};

use types::{CartId, LocationId, Millis, OrderId, VariantId};
use uuid::Uuid;

use super::{Held, Holder, Person, Take, Wanted};

/// A stock item: one variant at one location.
pub(super) type ItemId = (VariantId, LocationId);

/// A locked stock item.
#[derive(Clone, Debug)]
pub(super) struct Shelf {
    pub location_id: LocationId,
    /// Units nobody holds.
    pub free: i64,
    /// Goods are sold from here.
    pub active: bool,
    /// Lower is sold from first.
    pub priority: i64,
}

/// What the shop knows of a variant that is kept in stock.
#[derive(Clone, Debug, Default)]
pub(super) struct Goods {
    pub tracked: bool,
    pub cap: Option<i64>,
    pub keep: Option<Millis>,
    /// Where it lies, in the order in which locations are sold from.
    pub shelves: Vec<Shelf>,
}

/// A bundle: what one of it consists of.
#[derive(Clone, Debug, Default)]
pub(super) struct Bundle {
    pub cap: Option<i64>,
    pub keep: Option<Millis>,
    pub parts: Vec<(VariantId, i64)>,
}

/// An active hold that may end now: it has expired, or its cart takes anew.
#[derive(Clone, Debug)]
pub(super) struct Loose {
    pub id: Uuid,
    pub item: ItemId,
    pub quantity: i64,
    pub counted: bool,
    pub cart_id: CartId,
    pub expired: bool,
    pub ceiling_at: Millis,
}

/// Units a person has of a capped variant, by the hold they are in.
#[derive(Clone, Debug)]
pub(super) struct Use {
    pub hold_id: Uuid,
    pub quantity: i64,
}

/// Everything a batch of takes is decided on. All of it is locked.
#[derive(Clone, Debug, Default)]
pub(super) struct Shelves {
    pub goods: HashMap<VariantId, Goods>,
    pub bundles: HashMap<VariantId, Bundle>,
    pub loose: Vec<Loose>,
    pub uses: HashMap<(VariantId, String), Vec<Use>>,
}

/// Why a line was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shortage {
    /// So many are left.
    Stock { left: i64 },
    /// One person may have so many.
    Cap { most: i64 },
}

/// Why a take was refused: every line that stands in its way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Refusal {
    pub lines: HashMap<VariantId, Shortage>,
}

impl Refusal {
    pub fn is_short(&self) -> bool {
        self.lines.values().any(|shortage| matches!(shortage, Shortage::Stock { .. }))
    }
}

/// A hold to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NewHold {
    pub id: Uuid,
    pub wanted_id: VariantId,
    pub item: ItemId,
    pub quantity: i64,
    pub counted: bool,
    pub cart_id: Option<CartId>,
    pub order_id: Option<OrderId>,
    pub expires_at: Option<Millis>,
    pub ceiling_at: Option<Millis>,
}

/// What is written once all are decided.
#[derive(Clone, Debug, Default)]
pub(super) struct Outcome {
    /// Change of `held` by stock item, in the order in which items are locked.
    pub held: BTreeMap<ItemId, i64>,
    pub new: Vec<NewHold>,
    pub released: Vec<Uuid>,
    pub expired: Vec<Uuid>,
    /// Variant, person, hold, units.
    pub uses: Vec<(VariantId, String, Uuid, i64)>,
}

impl Outcome {
    /// Expired holds that nobody has replaced end as well.
    pub fn expire(&mut self, shelves: &Shelves) {
        for loose in shelves.loose.iter().filter(|loose| loose.expired) {
            self.end(loose);
            self.expired.push(loose.id);
        }
    }

    fn end(&mut self, loose: &Loose) {
        if loose.counted {
            *self.held.entry(loose.item).or_default() -= loose.quantity;
        }
    }
}

impl Shelves {
    /// Expired units are free for everyone from the start.
    pub fn free_expired(&mut self) {
        let expired: Vec<_> = self.loose.iter().filter(|loose| loose.expired && loose.counted).cloned().collect();
        for loose in expired {
            self.put(loose.item, loose.quantity);
        }
    }

    fn put(&mut self, (variant, location): ItemId, quantity: i64) {
        let shelves = self.goods.get_mut(&variant).map(|goods| goods.shelves.as_mut_slice()).unwrap_or_default();
        if let Some(shelf) = shelves.iter_mut().find(|shelf| shelf.location_id == location) {
            shelf.free += quantity;
        }
    }

    fn free(&self, variant: VariantId) -> i64 {
        let goods = self.goods.get(&variant);
        goods.map_or(0, |goods| goods.shelves.iter().filter(|shelf| shelf.active).map(|shelf| shelf.free.max(0)).sum())
    }

    fn tracked(&self, variant: VariantId) -> bool {
        self.goods.get(&variant).is_none_or(|goods| goods.tracked)
    }

    /// What a line takes from stock: the variant itself, or its components.
    fn parts(&self, line: &Wanted) -> Vec<(VariantId, i64)> {
        match self.bundles.get(&line.variant_id) {
            Some(bundle) => bundle.parts.iter().map(|(part, units)| (*part, units * line.quantity)).collect(),
            None => vec![(line.variant_id, line.quantity)],
        }
    }

    pub fn is_capped(&self, variant: VariantId) -> bool {
        self.cap(variant).is_some()
    }

    fn cap(&self, variant: VariantId) -> Option<i64> {
        let bundle = self.bundles.get(&variant).and_then(|bundle| bundle.cap);
        bundle.or_else(|| self.goods.get(&variant)?.cap)
    }

    fn keep(&self, variant: VariantId) -> Option<Millis> {
        let bundle = self.bundles.get(&variant).and_then(|bundle| bundle.keep);
        bundle.or_else(|| self.goods.get(&variant)?.keep)
    }

    /// Units `person` has of `variant`, less those in `except`.
    fn used(&self, variant: VariantId, person: &Person, except: &HashSet<Uuid>) -> i64 {
        let uses = self.uses.get(&(variant, person.0.clone())).map(Vec::as_slice).unwrap_or_default();
        uses.iter().filter(|one| !except.contains(&one.hold_id)).map(|one| one.quantity).sum()
    }

    /// How many of a line could be had: all that its scarcest part allows. Nothing limits what is not counted.
    fn left(&self, line: &Wanted) -> i64 {
        let parts = self.parts(line).into_iter().filter(|(part, _)| self.tracked(*part));
        let whole = parts.map(|(part, units)| self.free(part) / (units / line.quantity.max(1)).max(1));
        whole.min().unwrap_or(line.quantity)
    }
}

/// Decides one take. Granted, its units are off the shelves and in `outcome`; refused, nothing has changed.
pub(super) fn allocate(
    shelves: &mut Shelves,
    take: &Take,
    now: Millis,
    outcome: &mut Outcome,
) -> Result<Held, Refusal> {
    let cart = take.holder.cart();
    // What the cart holds already is its own to take again. Expired ones are on the shelves, for whoever comes first.
    let own: Vec<Loose> =
        shelves.loose.iter().filter(|loose| loose.cart_id == cart && !loose.expired).cloned().collect();
    let before = take.lines.iter().flat_map(|line| shelves.parts(line)).map(|(part, _)| part);
    let before: HashMap<_, _> = before
        .chain(own.iter().map(|loose| loose.item.0))
        .map(|part| (part, shelves.goods.get(&part).cloned()))
        .collect();
    for loose in own.iter().filter(|loose| loose.counted) {
        shelves.put(loose.item, loose.quantity);
    }
    match grant(shelves, take, &own, now) {
        Ok((held, new)) => {
            own.iter().for_each(|loose| outcome.end(loose));
            outcome.released.extend(own.iter().map(|loose| loose.id));
            shelves.loose.retain(|loose| loose.cart_id != cart || loose.expired);
            record(shelves, take, new, outcome);
            Ok(held)
        }
        Err(refusal) => {
            for (part, goods) in before {
                goods.map(|goods| shelves.goods.insert(part, goods));
            }
            Err(refusal)
        }
    }
}

/// Takes every line off the shelves, or names those in the way.
fn grant(shelves: &mut Shelves, take: &Take, own: &[Loose], now: Millis) -> Result<(Held, Vec<NewHold>), Refusal> {
    let replaced: HashSet<Uuid> = own.iter().map(|loose| loose.id).collect();
    let (until, ceiling) = bounds(shelves, take, own, now);
    let (mut refusal, mut new) = (Refusal::default(), Vec::new());
    for line in &take.lines {
        if let Some(most) = shelves.cap(line.variant_id)
            && over_cap(shelves, take, line, most, &replaced)
        {
            refusal.lines.insert(line.variant_id, Shortage::Cap { most });
            continue;
        }
        let left = shelves.left(line);
        if left < line.quantity {
            refusal.lines.insert(line.variant_id, Shortage::Stock { left: left.max(0) });
            continue;
        }
        for (part, units) in shelves.parts(line) {
            for (location, quantity) in off_the_shelf(shelves, part, units) {
                new.push(NewHold {
                    id: Uuid::now_v7(),
                    wanted_id: line.variant_id,
                    item: (part, location),
                    quantity,
                    counted: shelves.tracked(part),
                    cart_id: matches!(take.holder, Holder::Cart { .. }).then(|| take.holder.cart()),
                    order_id: match take.holder {
                        Holder::Order { id, .. } => Some(id),
                        Holder::Cart { .. } => None,
                    },
                    expires_at: until,
                    ceiling_at: ceiling,
                });
            }
        }
    }
    if refusal.lines.is_empty() { Ok((Held { until }, new)) } else { Err(refusal) }
}

fn over_cap(shelves: &Shelves, take: &Take, line: &Wanted, most: i64, replaced: &HashSet<Uuid>) -> bool {
    line.quantity > most
        || take.persons.iter().any(|person| shelves.used(line.variant_id, person, replaced) + line.quantity > most)
}

/// Until when the units are kept, and the ceiling of it.
fn bounds(shelves: &Shelves, take: &Take, own: &[Loose], now: Millis) -> (Option<Millis>, Option<Millis>) {
    let Holder::Cart { keep, ceiling, .. } = take.holder else { return (None, None) };
    if take.lines.is_empty() {
        return (None, None);
    }
    let keep = take.lines.iter().filter_map(|line| shelves.keep(line.variant_id)).fold(keep, Millis::min);
    let ceiling = own.iter().map(|loose| loose.ceiling_at).fold(now + ceiling.max(keep), Millis::min);
    (Some((now + keep).min(ceiling)), Some(ceiling))
}

/// Takes `units` from the first location that has them all, or from several in their order. What is not counted comes from the
/// first and leaves it as it is.
fn off_the_shelf(shelves: &mut Shelves, part: VariantId, units: i64) -> Vec<(LocationId, i64)> {
    let Some(goods) = shelves.goods.get_mut(&part) else { return Vec::new() };
    let mut active = goods.shelves.iter_mut().filter(|shelf| shelf.active);
    if !goods.tracked {
        return active.next().map(|shelf| (shelf.location_id, units)).into_iter().collect();
    }
    if let Some(shelf) = goods.shelves.iter_mut().find(|shelf| shelf.active && shelf.free >= units) {
        shelf.free -= units;
        return vec![(shelf.location_id, units)];
    }
    let (mut rest, mut from) = (units, Vec::new());
    for shelf in goods.shelves.iter_mut().filter(|shelf| shelf.active && shelf.free > 0) {
        let some = shelf.free.min(rest);
        if some > 0 {
            shelf.free -= some;
            rest -= some;
            from.push((shelf.location_id, some));
        }
    }
    from
}

fn record(shelves: &mut Shelves, take: &Take, new: Vec<NewHold>, outcome: &mut Outcome) {
    for line in &take.lines {
        if !shelves.is_capped(line.variant_id) {
            continue;
        }
        let Some(hold) = new.iter().find(|hold| hold.wanted_id == line.variant_id) else { continue };
        for person in &take.persons {
            outcome.uses.push((line.variant_id, person.0.clone(), hold.id, line.quantity));
            let uses = shelves.uses.entry((line.variant_id, person.0.clone())).or_default();
            uses.push(Use { hold_id: hold.id, quantity: line.quantity });
        }
    }
    for hold in new.iter().filter(|hold| hold.counted) {
        *outcome.held.entry(hold.item).or_default() += hold.quantity;
    }
    outcome.new.extend(new);
}
