//! Writes what was planned for a product.

use sea_orm::ConnectionTrait;
use types::{Millis, ProductId, VariantId};

use super::{
    plan::{Changes, ImageChange, VariantChange},
    report::Outcome,
};
use crate::{
    Result,
    catalog::{
        entity::{image, product, variant},
        store::{self, NewMedia},
    },
    inventory::{self, NewItem},
};

/// What stands in for a picture that is not fetched.
const PLACEHOLDER_LABEL: &str = "No picture yet";
/// Pixels of its edge, as `demo` draws it.
const PLACEHOLDER_EDGE: i64 = 800;

/// Who writes, and when.
pub(super) struct Pen<'a> {
    pub actor: &'a str,
    pub now: Millis,
    /// The last place given in the merchant's order.
    pub position: i64,
}

impl Pen<'_> {
    /// Writes `changes` and brings in step what is derived from them.
    pub(super) async fn write(&mut self, connection: &impl ConnectionTrait, changes: Changes) -> Result<()> {
        let id = ProductId(changes.after.product.id);
        if changes.outcome() == Outcome::Unchanged {
            return Ok(());
        }
        self.write_product(connection, changes.after.product, changes.product).await?;
        if let Some((slug, title)) = changes.collection {
            let collection = store::find_or_create(connection, &slug, &title, self.now).await?;
            store::join(connection, collection.id, id).await?;
        }
        self.write_images(connection, changes.images).await?;
        for change in changes.variants {
            self.write_variant(connection, change).await?;
        }
        store::reindex(connection, id).await
    }

    async fn write_product(
        &mut self,
        connection: &impl ConnectionTrait,
        product: product::Model,
        outcome: Outcome,
    ) -> Result<()> {
        let product = product::Model { updated_at: self.now, ..product };
        match outcome {
            Outcome::Created => {
                self.position += 1;
                store::insert_product(connection, product::Model { position: self.position, ..product }).await
            }
            Outcome::Updated => store::update_product(connection, product).await,
            Outcome::Unchanged | Outcome::Skipped => Ok(()),
        }
    }

    async fn write_images(&self, connection: &impl ConnectionTrait, images: Vec<ImageChange>) -> Result<()> {
        let mut placeholder = None;
        for ImageChange { row, is_new } in images {
            if !is_new {
                store::update_image(connection, row).await?;
                continue;
            }
            let hash = match &placeholder {
                Some(hash) => hash,
                None => placeholder.insert(self.keep_placeholder(connection).await?),
            };
            let row = image::Model {
                media_hash: hash.clone(),
                media_type: "image/svg+xml".to_owned(),
                width: PLACEHOLDER_EDGE,
                height: PLACEHOLDER_EDGE,
                ..row
            };
            store::insert_image(connection, row).await?;
        }
        Ok(())
    }

    async fn keep_placeholder(&self, connection: &impl ConnectionTrait) -> Result<String> {
        let bytes = demo::placeholder(PLACEHOLDER_LABEL).into_bytes();
        store::put_media(connection, NewMedia { media_type: "image/svg+xml", bytes, now: self.now }).await
    }

    async fn write_variant(&self, connection: &impl ConnectionTrait, change: VariantChange) -> Result<()> {
        let VariantChange { row, level, is_new, row_changed, tracking_changed, .. } = change;
        let id = VariantId(row.id);
        if is_new {
            store::insert_variant(connection, row).await?;
            let stock = NewItem { tracked: level.tracked, on_hand: level.on_hand, actor: self.actor, now: self.now };
            return inventory::create_item(connection, id, stock).await;
        }
        if row_changed {
            store::update_variant(connection, variant::Model { updated_at: self.now, ..row }).await?;
        }
        if tracking_changed {
            inventory::set_tracked(connection, id, level.tracked).await?;
        }
        Ok(())
    }
}
