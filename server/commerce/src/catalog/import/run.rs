//! One import from its first batch to its last.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use types::VariantId;

use super::{
    ImportOptions, ImportReport, Outcome,
    apply::Pen,
    group::Group,
    plan::{Changes, Facts, Plan, Seen, plan, refuse},
    shopify::Column,
    snapshot::Snapshot,
};
use crate::{
    Cx, Result,
    catalog::{
        rules::slugify,
        store::{last_position, sku_owners},
    },
};

/// What an import knows so far.
pub(super) struct Run {
    pub report: ImportReport,
    facts: Facts,
    actor: String,
    /// Products of this file by slug.
    seen: HashMap<String, Seen>,
    /// Set in a dry run: what would have been written.
    imagined: Option<Imagined>,
}

/// A database that was not written to.
#[derive(Default)]
struct Imagined {
    products: HashMap<String, Snapshot>,
    /// Owners of SKUs; none where one was given up.
    skus: HashMap<String, Option<VariantId>>,
}

impl Run {
    pub(super) fn new(cx: &Cx, options: ImportOptions) -> Self {
        Self {
            report: ImportReport { dry_run: options.dry_run, ..ImportReport::default() },
            facts: Facts { currency: cx.settings.currency, now: cx.clock.now() },
            actor: cx.actor.label().to_owned(),
            seen: HashMap::new(),
            imagined: options.dry_run.then(Imagined::default),
        }
    }

    /// Plans and writes some products in one transaction; a dry run only reads.
    pub(super) async fn batch(mut self, cx: &Cx, groups: Vec<Group>) -> Result<Self> {
        if self.imagined.is_some() {
            for group in groups {
                let changes = self.plan(cx.db.read(), group).await?;
                self.imagine(changes);
            }
            return Ok(self);
        }
        cx.db
            .transaction(move |tx| {
                Box::pin(async move {
                    let (actor, now) = (self.actor.clone(), self.facts.now);
                    let mut pen = Pen { actor: &actor, now, position: last_position(tx).await? };
                    for group in groups {
                        if let Some(changes) = self.plan(tx, group).await? {
                            pen.write(tx, changes).await?;
                        }
                    }
                    Ok(self)
                })
            })
            .await
    }

    async fn plan(&mut self, connection: &impl ConnectionTrait, group: Group) -> Result<Option<Changes>> {
        let slug = slugify(&group.handle);
        if slug.is_empty() {
            let reason = if group.handle.is_empty() { "has no handle" } else { "its handle has no letter or digit" };
            return Ok(self.keep(refuse(&group, reason)));
        }
        let before = match self.imagined.as_ref().and_then(|imagined| imagined.products.get(&slug)) {
            Some(snapshot) => Some(snapshot.clone()),
            None => Snapshot::load(connection, &slug, self.facts.now).await?,
        };
        let owners = self.sku_owners(connection, &group).await?;
        let seen = self.seen.entry(slug.clone()).or_default();
        let planned = plan(self.facts, &slug, &group, before, seen, owners);
        Ok(self.keep(planned))
    }

    async fn sku_owners(&self, connection: &impl ConnectionTrait, group: &Group) -> Result<HashMap<String, VariantId>> {
        let cells = group.rows.iter().map(|row| row.text(Column::Sku).trim_start_matches('\''));
        let skus: Vec<String> = cells.filter(|sku| !sku.is_empty()).map(crate::catalog::rules::line).collect();
        if skus.is_empty() {
            return Ok(HashMap::new());
        }
        let mut owners = sku_owners(connection, skus.clone()).await?;
        for sku in skus {
            match self.imagined.as_ref().and_then(|imagined| imagined.skus.get(&sku)) {
                Some(Some(owner)) => {
                    owners.insert(sku, *owner);
                }
                Some(None) => {
                    owners.remove(&sku);
                }
                None => {}
            }
        }
        Ok(owners)
    }

    /// Takes a plan into the report.
    fn keep(&mut self, plan: Plan) -> Option<Changes> {
        for row in plan.rows {
            self.report.row(row);
        }
        let tally = &mut self.report.variants;
        tally.created += plan.variants.created;
        tally.updated += plan.variants.updated;
        tally.unchanged += plan.variants.unchanged;
        tally.skipped += plan.variants.skipped;
        self.report.products.count(plan.changes.as_ref().map_or(Outcome::Skipped, Changes::outcome));
        let images = plan.changes.iter().flat_map(|changes| &changes.images);
        self.report.placeholders += images.filter(|image| image.is_new).count() as u64;
        plan.changes
    }

    fn imagine(&mut self, changes: Option<Changes>) {
        let (Some(imagined), Some(changes)) = (&mut self.imagined, changes) else { return };
        for change in &changes.variants {
            if let Some(old) = &change.old_sku {
                imagined.skus.insert(old.clone(), None);
            }
        }
        for change in &changes.variants {
            if let Some(sku) = &change.row.sku {
                imagined.skus.insert(sku.clone(), Some(VariantId(change.row.id)));
            }
        }
        imagined.products.insert(changes.after.product.slug.clone(), changes.after.slim());
    }
}
