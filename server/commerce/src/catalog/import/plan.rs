//! What a product's rows change, worked out without touching the database: an import applies it, a dry run only tells.

use std::collections::{HashMap, HashSet};

use types::{Currency, ImageId, Millis, ProductId, VariantId};

use super::{
    cells::{flag, quantity, short},
    fields::{Notes, cut, fill_product, fill_variant},
    group::Group,
    options::{OptionPlan, plan_options},
    report::{Outcome, RowReport, Tally},
    shopify::{Column, Row},
    snapshot::{Snapshot, Stocked},
};
use crate::{
    catalog::{
        entity::{image, product, variant},
        rules::{ALT_LIMIT, IMAGE_COUNT_LIMIT, SKU_LIMIT, TITLE_LIMIT, VARIANT_COUNT_LIMIT, combination_key, slugify},
    },
    inventory::Level,
};

/// Characters of a picture's address.
const SOURCE_LIMIT: usize = 2_000;

/// What holds for a whole run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts {
    pub currency: Currency,
    pub now: Millis,
}

/// What this run has read of a product so far.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Lower-case handle of its rows.
    pub handle: String,
    /// Option values of variants and addresses of pictures.
    keys: HashSet<String>,
}

/// What to write.
#[derive(Debug)]
pub(super) struct Changes {
    /// The product after all changes.
    pub after: Snapshot,
    pub product: Outcome,
    pub variants: Vec<VariantChange>,
    pub images: Vec<ImageChange>,
    /// Slug and title of a collection to stand in.
    pub collection: Option<(String, String)>,
}

impl Changes {
    /// What becomes of the product, its variants and pictures included.
    pub(super) fn outcome(&self) -> Outcome {
        let is_touched = !self.variants.is_empty() || !self.images.is_empty();
        if is_touched { self.product.max(Outcome::Updated) } else { self.product }
    }
}

/// A variant to write.
#[derive(Debug)]
pub(super) struct VariantChange {
    pub row: variant::Model,
    pub level: Level,
    pub is_new: bool,
    /// The SKU it had before, where that was another.
    pub old_sku: Option<String>,
    /// Whether its row, and whether its counting, differ from what is stored.
    pub row_changed: bool,
    pub tracking_changed: bool,
}

/// A picture to write.
#[derive(Debug)]
pub(super) struct ImageChange {
    pub row: image::Model,
    pub is_new: bool,
}

/// What a group of rows comes to.
#[derive(Debug)]
pub(super) struct Plan {
    /// None when nothing of it is taken.
    pub changes: Option<Changes>,
    pub rows: Vec<RowReport>,
    pub variants: Tally,
}

/// Works out what `group` changes. `before` is the product of its handle; `seen` what this run has read of it already; `owners` who
/// has the SKUs that the rows name.
pub(super) fn plan(
    facts: Facts,
    slug: &str,
    group: &Group,
    before: Option<Snapshot>,
    seen: &mut Seen,
    owners: HashMap<String, VariantId>,
) -> Plan {
    let first = &group.rows[0];
    let handle = group.handle.to_lowercase();
    if !seen.handle.is_empty() && seen.handle != handle {
        return refuse(
            group,
            &format!("its address “{slug}” belongs to the handle “{}” of this file", short(&seen.handle)),
        );
    }
    if flag(first.text(Column::GiftCard)) == Ok(Some(true)) {
        return refuse(group, "gift cards are not sold in this shop");
    }
    if before.is_none() && first.text(Column::Title).is_empty() {
        return refuse(group, "has no title, and there is no product of this handle yet");
    }
    let options = match plan_options(group, before.as_ref()) {
        Ok(options) => options,
        Err(reason) => return refuse(group, &reason),
    };
    let appears_again = seen.handle == handle;
    seen.handle = handle;
    let mut planner = Planner::new(facts, slug, group, before, seen, owners, options);
    planner.read_product(first, appears_again);
    for (index, row) in group.rows.iter().enumerate() {
        planner.read_image(index, row);
    }
    for (index, row) in group.rows.iter().enumerate() {
        planner.read_variant(index, row, appears_again);
    }
    planner.finish()
}

/// Nothing of the group is taken.
pub(super) fn refuse(group: &Group, reason: &str) -> Plan {
    let rows = group.rows.iter().map(|row| RowReport {
        row: row.number,
        handle: group.handle.clone(),
        outcome: Outcome::Skipped,
        reasons: vec![reason.to_owned()],
    });
    Plan { changes: None, rows: rows.collect(), variants: Tally::default() }
}

struct Planner<'a> {
    facts: Facts,
    seen: &'a mut Seen,
    owners: HashMap<String, VariantId>,
    options: OptionPlan,
    before: Option<product::Model>,
    changes: Changes,
    rows: Vec<RowReport>,
    tally: Tally,
    /// Where each variant of `changes.after` is, by its combination.
    by_combination: HashMap<String, usize>,
}

impl<'a> Planner<'a> {
    fn new(
        facts: Facts,
        slug: &str,
        group: &Group,
        before: Option<Snapshot>,
        seen: &'a mut Seen,
        owners: HashMap<String, VariantId>,
        options: OptionPlan,
    ) -> Self {
        let stored = before.as_ref().map(|snapshot| snapshot.product.clone());
        let after = before.unwrap_or_else(|| Snapshot {
            product: product::Model { slug: slug.to_owned(), ..product::Model::blank(ProductId::new(), facts.now) },
            collections: Vec::new(),
            variants: Vec::new(),
            images: Vec::new(),
        });
        let by_combination = after.variants.iter().enumerate();
        let rows = group.rows.iter().map(|row| RowReport {
            row: row.number,
            handle: group.handle.clone(),
            outcome: Outcome::Skipped,
            reasons: row.notes.clone(),
        });
        Self {
            facts,
            seen,
            owners,
            options,
            by_combination: by_combination.map(|(at, known)| (combination_key(&known.row.options.0), at)).collect(),
            rows: rows.collect(),
            before: stored,
            changes: Changes {
                after,
                product: Outcome::Unchanged,
                variants: Vec::new(),
                images: Vec::new(),
                collection: None,
            },
            tally: Tally::default(),
        }
    }

    fn met(&mut self, index: usize, outcome: Outcome) {
        self.rows[index].outcome = self.rows[index].outcome.max(outcome);
    }

    fn read_product(&mut self, row: &Row, appears_again: bool) {
        let product = &mut self.changes.after.product;
        let notes = &mut self.rows[0].reasons;
        if appears_again {
            notes.push("the handle appears again: only variants and pictures are read here".to_owned());
            return;
        }
        if product.slug != row.text(Column::Handle) {
            notes.push(format!("its address is “{}”", product.slug));
        }
        fill_product(product, row, notes);
        product.options.0 = self.options.named(&product.options.0);
        self.read_collection(row);
        self.changes.product = match &self.before {
            None => Outcome::Created,
            Some(before) if *before == self.changes.after.product && self.changes.collection.is_none() => {
                Outcome::Unchanged
            }
            Some(_) => Outcome::Updated,
        };
        self.met(0, self.changes.product);
    }

    fn read_collection(&mut self, row: &Row) {
        let title = cut("collection", row.text(Column::Collection), TITLE_LIMIT, &mut self.rows[0].reasons);
        let slug = slugify(&title);
        if slug.is_empty() || self.changes.after.collections.contains(&slug) {
            return;
        }
        self.changes.after.collections.push(slug.clone());
        self.changes.collection = Some((slug, title));
    }

    fn read_image(&mut self, index: usize, row: &Row) {
        let source = row.text(Column::ImageSrc);
        if source.is_empty() {
            return;
        }
        if !self.seen.keys.insert(format!("picture {source}")) {
            self.met(index, Outcome::Unchanged);
            return;
        }
        let alt = cut("alternative text", row.text(Column::ImageAlt), ALT_LIMIT, &mut self.rows[index].reasons);
        let known = self.changes.after.images.iter_mut().find(|image| image.source == source);
        match known {
            Some(image) if !alt.is_empty() && image.alt != alt => {
                image.alt = alt;
                self.changes.images.push(ImageChange { row: image.clone(), is_new: false });
                self.met(index, Outcome::Updated);
            }
            Some(_) => self.met(index, Outcome::Unchanged),
            None => {
                self.add_image(index, source, alt);
            }
        }
    }

    /// A new picture, drawn as a placeholder; none when there is no room for it.
    fn add_image(&mut self, index: usize, source: &str, alt: String) -> Option<ImageId> {
        let after = &mut self.changes.after;
        let reasons = &mut self.rows[index].reasons;
        if source.chars().count() > SOURCE_LIMIT || source.contains(char::is_control) {
            reasons.push("the picture's address is too long or broken".to_owned());
            return None;
        }
        if after.images.len() >= IMAGE_COUNT_LIMIT {
            reasons.push(format!("the product has {IMAGE_COUNT_LIMIT} pictures already"));
            return None;
        }
        reasons.push("image not fetched: placeholder".to_owned());
        let id = ImageId::new();
        let row = image::Model {
            id: id.0,
            product_id: after.product.id,
            position: after.images.iter().map(|image| image.position).max().unwrap_or_default() + 1,
            // Where the placeholder is kept is filled in when it is written.
            media_hash: String::new(),
            media_type: String::new(),
            width: 0,
            height: 0,
            alt: if alt.is_empty() { after.product.title.clone() } else { alt },
            source: source.to_owned(),
        };
        after.images.push(row.clone());
        self.changes.images.push(ImageChange { row, is_new: true });
        self.met(index, Outcome::Created);
        Some(id)
    }

    fn read_variant(&mut self, index: usize, row: &Row, appears_again: bool) {
        let is_first = index == 0 && !appears_again && self.options.names.is_empty();
        let columns = [Column::OptionValue1, Column::OptionValue2, Column::OptionValue3, Column::Price, Column::Sku];
        let is_variant = is_first || columns.iter().any(|column| !row.text(*column).is_empty());
        if !is_variant {
            if row.text(Column::ImageSrc).is_empty() && self.rows[index].outcome == Outcome::Skipped {
                self.rows[index].reasons.push("has neither a variant nor a picture".to_owned());
            }
            return;
        }
        let mut notes = Notes::new();
        let outcome = self.plan_variant(index, row, &mut notes).unwrap_or_else(|reason| {
            notes.push(reason);
            Outcome::Skipped
        });
        self.rows[index].reasons.append(&mut notes);
        self.tally.count(outcome);
        self.met(index, outcome);
    }

    fn plan_variant(&mut self, index: usize, row: &Row, notes: &mut Notes) -> Result<Outcome, String> {
        let values = self.options.values(row)?;
        let key = combination_key(&values);
        if !self.seen.keys.insert(format!("variant {key}")) {
            return Err("an earlier row has the same option values".to_owned());
        }
        let product = ProductId(self.changes.after.product.id);
        let at = self.by_combination.get(&key).copied();
        if at.is_none() && self.changes.after.variants.len() >= VARIANT_COUNT_LIMIT {
            return Err(format!("the product has {VARIANT_COUNT_LIMIT} variants already"));
        }
        let before = at.map(|at| self.changes.after.variants[at].clone());
        let mut variant = match &before {
            Some(known) => known.row.clone(),
            None => variant::Model::blank(product, values, self.facts.currency, self.facts.now),
        };
        fill_variant(&mut variant, before.is_none(), self.facts.currency, row, notes)?;
        self.fill_sku(&mut variant, row, notes);
        self.fill_image(&mut variant, index, row);
        let level = level(before.as_ref(), row, notes);
        Ok(self.keep_variant(at, before.as_ref(), variant, level))
    }

    fn keep_variant(
        &mut self,
        at: Option<usize>,
        before: Option<&Stocked>,
        mut row: variant::Model,
        level: Level,
    ) -> Outcome {
        let known = &mut self.changes.after.variants;
        let Some((at, before)) = at.zip(before) else {
            row.position = known.iter().map(|known| known.row.position).max().unwrap_or_default() + 1;
            self.by_combination.insert(combination_key(&row.options.0), known.len());
            known.push(Stocked { row: row.clone(), level });
            let change =
                VariantChange { row, level, is_new: true, old_sku: None, row_changed: true, tracking_changed: false };
            self.changes.variants.push(change);
            return Outcome::Created;
        };
        let (row_changed, tracking_changed) = (before.row != row, before.level.tracked != level.tracked);
        if !row_changed && !tracking_changed {
            return Outcome::Unchanged;
        }
        known[at] = Stocked { row: row.clone(), level };
        let old_sku = before.row.sku.clone().filter(|sku| row.sku.as_ref() != Some(sku));
        self.changes.variants.push(VariantChange { row, level, is_new: false, old_sku, row_changed, tracking_changed });
        Outcome::Updated
    }

    /// SKUs are unique in this shop. Where another variant has it already, this one goes without.
    fn fill_sku(&mut self, variant: &mut variant::Model, row: &Row, notes: &mut Notes) {
        // Spreadsheets are kept from mangling numbers by an apostrophe in front.
        let Some(cell) = row.cell(Column::Sku) else { return };
        let id = VariantId(variant.id);
        let sku = cut("SKU", cell.trim_start_matches('\''), SKU_LIMIT, notes);
        let is_taken = self.owners.get(&sku).is_some_and(|owner| *owner != id);
        if is_taken {
            notes.push(format!("SKU “{sku}” belongs to another variant and was left out"));
        }
        let sku = (!sku.is_empty() && !is_taken).then_some(sku);
        if let Some(old) = variant.sku.take().filter(|old| Some(old) != sku.as_ref()) {
            self.owners.remove(&old);
        }
        if let Some(sku) = &sku {
            self.owners.insert(sku.clone(), id);
        }
        variant.sku = sku;
    }

    fn fill_image(&mut self, variant: &mut variant::Model, index: usize, row: &Row) {
        let source = row.text(Column::VariantImage);
        if source.is_empty() {
            return;
        }
        let known = self.changes.after.images.iter().find(|image| image.source == source);
        let id = match known {
            Some(image) => Some(ImageId(image.id)),
            None => self.add_image(index, source, String::new()),
        };
        variant.image_id = id.map(|id| id.0).or(variant.image_id);
    }

    fn finish(mut self) -> Plan {
        if self.changes.after.variants.is_empty() {
            for row in &mut self.rows {
                row.outcome = Outcome::Skipped;
            }
            self.rows[0].reasons.push("the product was left out: none of its variants can be sold".to_owned());
            return Plan { changes: None, rows: self.rows, variants: self.tally };
        }
        Plan { changes: Some(self.changes), rows: self.rows, variants: self.tally }
    }
}

/// A new variant's first stock; a known one keeps its units, whatever the file says: the ledger explains them, the file does not.
fn level(before: Option<&Stocked>, row: &Row, notes: &mut Notes) -> Level {
    let has_quantity = !row.text(Column::Quantity).is_empty();
    let tracked = match (row.cell(Column::Tracker), before) {
        (Some(tracker), _) => !tracker.is_empty(),
        (None, Some(before)) => before.level.tracked,
        (None, None) => has_quantity,
    };
    let policy = row.text(Column::Policy).to_lowercase();
    if tracked && matches!(policy.as_str(), "continue" | "true") {
        notes.push("sells on when out of stock there; here it does not".to_owned());
    }
    let Some(before) = before else {
        let (units, note) = quantity(row.text(Column::Quantity));
        if !tracked {
            return Level { tracked, ..Level::default() };
        }
        notes.extend(note);
        return Level { tracked, on_hand: units, ..Level::default() };
    };
    let (units, _) = quantity(row.text(Column::Quantity));
    if tracked && has_quantity && units != before.level.on_hand {
        notes.push(format!("stock stays at {}; the file says {units}", before.level.on_hand));
    }
    Level { tracked, ..before.level }
}
