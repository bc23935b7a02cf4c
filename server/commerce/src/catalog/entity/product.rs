//! A product: what a page is about.

use sea_orm::entity::prelude::*;
use types::{Millis, ProductId, admin::ProductStatus};

use super::{Options, Texts};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "product")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub slug: String,
    pub title: String,
    pub vendor: String,
    pub kind: String,
    /// Sanitised when written.
    pub description_html: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub tags: Texts,
    #[sea_orm(column_type = "JsonBinary")]
    pub options: Options,
    pub status: ProductStatus,
    /// The merchant's order over the whole shop.
    pub position: i64,
    pub seo_title: String,
    pub seo_description: String,
    /// Minor units; none while there is no variant. Kept by `store::reindex`.
    pub min_price: Option<i64>,
    pub max_price: Option<i64>,
    pub created_at: Millis,
    pub updated_at: Millis,
    /// With which rules its derived rows were written; 0 for never. Kept by `store::reindex`.
    pub index_version: i64,
    /// What it is called in German, as that is looked for; none where it has its English title. Kept by `store::reindex`.
    pub title_de: Option<String>,
    /// In Arabic.
    pub title_ar: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// A product with nothing written in it yet.
    pub(in crate::catalog) fn blank(id: ProductId, now: Millis) -> Self {
        Self {
            id: id.0,
            slug: String::new(),
            title: String::new(),
            vendor: String::new(),
            kind: String::new(),
            description_html: String::new(),
            tags: Texts::default(),
            options: Options::default(),
            status: ProductStatus::Draft,
            position: 0,
            seo_title: String::new(),
            seo_description: String::new(),
            min_price: None,
            max_price: None,
            created_at: now,
            updated_at: now,
            index_version: 0,
            title_de: None,
            title_ar: None,
        }
    }
}
