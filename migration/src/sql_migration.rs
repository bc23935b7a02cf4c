//! A migration that is nothing but SQL.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

/// Statements that bring the schema one step further. There is no way back: a shop restores a backup.
pub(crate) struct SqlMigration {
    /// Under which the database remembers that it ran.
    pub name: &'static str,
    /// Statements that both engines read; they run first.
    pub both: &'static [&'static str],
    /// Statements for SQLite alone.
    pub sqlite: &'static [&'static str],
    /// Statements for PostgreSQL alone.
    pub postgres: &'static [&'static str],
}

impl MigrationName for SqlMigration {
    fn name(&self) -> &str {
        self.name
    }
}

#[async_trait::async_trait]
impl MigrationTrait for SqlMigration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let own = match manager.get_database_backend() {
            DbBackend::Sqlite => self.sqlite,
            _ => self.postgres,
        };
        for statement in self.both.iter().chain(own) {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }
}
