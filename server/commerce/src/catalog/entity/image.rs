//! A picture's place at a product; its bytes are in `media`.

use sea_orm::entity::prelude::*;
use serde::Deserialize;

/// Inside another row there is only what is shown of it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Deserialize)]
#[sea_orm(table_name = "image")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[serde(default)]
    pub product_id: Uuid,
    #[serde(default)]
    pub position: i64,
    pub media_hash: String,
    pub media_type: String,
    /// Pixels.
    pub width: i64,
    /// Pixels.
    pub height: i64,
    pub alt: String,
    /// Where it came from: an address in an imported file. Empty for uploads and drawings.
    #[serde(default)]
    pub source: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
