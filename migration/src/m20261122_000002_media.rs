//! Bytes of pictures, kept under the hash of what they are, so that every instance serves the same ones.
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(manager, UP).await
    }
}

const UP: &[&str] = &["CREATE TABLE media (
        hash text PRIMARY KEY,
        media_type text NOT NULL,
        bytes bytea NOT NULL,
        created_at bigint NOT NULL
    )"];
