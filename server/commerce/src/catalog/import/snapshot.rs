//! A product as it stands before its rows are read.

use sea_orm::ConnectionTrait;
use types::{Locale, Millis, ProductId, VariantId};

use crate::{
    Result,
    catalog::{
        entity::{image, product, variant},
        store,
    },
    inventory::{self, Level},
};

/// A product with everything an import may touch.
#[derive(Clone, Debug)]
pub(super) struct Snapshot {
    pub product: product::Model,
    /// Slugs.
    pub collections: Vec<String>,
    pub variants: Vec<Stocked>,
    pub images: Vec<image::Model>,
}

/// A variant with its stock.
#[derive(Clone, Debug)]
pub(super) struct Stocked {
    pub row: variant::Model,
    pub level: Level,
}

impl Snapshot {
    pub(super) async fn load(connection: &impl ConnectionTrait, slug: &str, now: Millis) -> Result<Option<Self>> {
        let Some(product) = store::product_by_slug(connection, slug).await? else { return Ok(None) };
        let id = ProductId(product.id);
        let rows = store::variants_of(connection, id).await?;
        let ids: Vec<VariantId> = rows.iter().map(|row| VariantId(row.id)).collect();
        let levels = inventory::levels(connection, &ids, now).await?;
        let collections = store::collection_slugs(connection, id, Locale::En).await?;
        Ok(Some(Self {
            variants: rows.into_iter().map(|row| Stocked { level: store::level_of(&levels, row.id), row }).collect(),
            images: store::images_of(connection, id).await?,
            collections: collections.into_iter().map(|(slug, _title)| slug).collect(),
            product,
        }))
    }

    /// Without the long text: a product's own fields are read once per run, so nobody compares it again.
    pub(super) fn slim(mut self) -> Self {
        self.product.description_html = String::new();
        self
    }

    /// Names of its options.
    pub(super) fn option_names(&self) -> Vec<String> {
        self.product.options.0.iter().map(|option| option.name.clone()).collect()
    }
}
