//! Variants of a product's rows: known by their option values.

use types::{ProductId, VariantId};

use super::{Planner, VariantChange};
use crate::{
    catalog::{
        entity::variant,
        import::{
            cells::quantity,
            fields::{Notes, cut, fill_variant},
            report::Outcome,
            shopify::{Column, Row},
            snapshot::Stocked,
        },
        rules::{SKU_LIMIT, VARIANT_COUNT_LIMIT, combination_key},
    },
    inventory::Level,
};

impl Planner<'_> {
    pub(super) fn read_variant(&mut self, index: usize, row: &Row, appears_again: bool) {
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
