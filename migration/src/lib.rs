//! Schema of the shop: one aggregate per file, plain SQL that both engines read, and what only one of them reads marked as such.
//!
//! Conventions: ids are UUIDs, times are milliseconds since the epoch, money is minor units beside a currency, JSON is `jsonb`
//! (PostgreSQL) or text in a column of that name (SQLite). A migration that has shipped is never edited.

mod m20261122_000001_catalog;
mod m20261122_000002_media;
mod m20261122_000003_inventory;
mod m20261122_000004_cart;
mod m20261122_000005_order;
mod m20261122_000006_payment;
mod m20261122_000007_shipping_and_tax;
mod m20261122_000008_staff;
mod m20261122_000009_job;
mod m20261122_000010_search;

pub use sea_orm_migration::prelude::MigratorTrait;
use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

/// All migrations, oldest first.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_catalog::Migration),
            Box::new(m20261122_000002_media::Migration),
            Box::new(m20261122_000003_inventory::Migration),
            Box::new(m20261122_000004_cart::Migration),
            Box::new(m20261122_000005_order::Migration),
            Box::new(m20261122_000006_payment::Migration),
            Box::new(m20261122_000007_shipping_and_tax::Migration),
            Box::new(m20261122_000008_staff::Migration),
            Box::new(m20261122_000009_job::Migration),
            Box::new(m20261122_000010_search::Migration),
        ]
    }
}

/// Runs statements that both engines read.
async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    for statement in statements {
        manager.get_connection().execute_unprepared(statement).await?;
    }
    Ok(())
}

/// Runs the statements of the engine at hand.
async fn run_by_engine(manager: &SchemaManager<'_>, sqlite: &[&str], postgres: &[&str]) -> Result<(), DbErr> {
    match manager.get_database_backend() {
        DbBackend::Sqlite => run(manager, sqlite).await,
        _ => run(manager, postgres).await,
    }
}
