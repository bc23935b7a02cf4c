//! What a product's rows change, worked out without touching the database: an import applies it, a dry run only tells.

mod pictures;
mod variants;

use std::collections::{HashMap, HashSet};

use types::{Currency, Millis, ProductId, VariantId, admin::ProductStatus};

use super::{
    cells::{flag, short},
    fields::{cut, fill_product},
    group::Group,
    options::{OptionPlan, plan_options},
    report::{Outcome, RowReport, Tally},
    shopify::{Column, Row},
    snapshot::Snapshot,
};
use crate::{
    catalog::{
        entity::{image, product, variant},
        rules::{TITLE_LIMIT, combination_key, slugify},
    },
    inventory::Level,
};

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
            product: product::Model {
                slug: slug.to_owned(),
                // As Shopify has it where the file does not say.
                status: ProductStatus::Active,
                ..product::Model::blank(ProductId::new(), facts.now)
            },
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
        if self.before.is_some() && row.cell(Column::Title) == Some("") {
            // Only a product's first row has a title; these rows are further variants of one that is known.
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
