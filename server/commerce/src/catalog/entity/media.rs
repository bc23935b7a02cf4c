//! Bytes of a picture, under the hash of what they are.

use sea_orm::entity::prelude::*;
use types::Millis;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "media")]
pub struct Model {
    /// SHA-256 in lower-case hex.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: String,
    pub media_type: String,
    pub bytes: Vec<u8>,
    pub created_at: Millis,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
