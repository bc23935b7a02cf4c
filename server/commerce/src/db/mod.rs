//! The database behind two doors: reads, and short write transactions.

mod append;
mod connect;
mod copy;
pub mod rows;
mod together;

use std::{
    future::Future,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use migration::MigratorTrait;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait, Value,
};
use types::admin::ProviderStanding;

pub(crate) use append::append;
pub use copy::{Copy, copy};
pub use together::Together;

use crate::{Error, Result, Settings, breaker::BreakerState};

/// How often it is looked whether a read-only copy answers, and how long it has to.
const LOOK_EVERY: Duration = Duration::from_millis(500);
const COPY_PATIENCE: Duration = Duration::from_millis(500);

/// Which engine is behind the doors. Asked only where the two speak differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// One file, one writer at a time.
    Sqlite,
    /// A server.
    Postgres,
}

/// Connections to the primary and, where there are any, to read-only copies.
#[derive(Clone, Debug)]
pub struct Db {
    engine: Engine,
    writer: DatabaseConnection,
    reader: DatabaseConnection,
    /// Reads do not go to the reader for now: it does not answer. Written by the task that looks after it.
    reader_rests: Arc<AtomicBool>,
    /// For combined writes, and what else goes by keys.
    lanes: DatabaseConnection,
    /// Statements that were sent through any of them.
    asked: Arc<AtomicU64>,
}

/// A boxed future of a transaction's body; the borrow of the transaction forces the box.
pub type TxFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

impl Db {
    /// Connects as `settings` say and leaves the schema alone.
    ///
    /// # Errors
    /// `unavailable` when the database does not answer.
    pub async fn connect(settings: &Settings) -> Result<Self> {
        connect::connect(settings).await
    }

    /// Brings the schema up to this build.
    ///
    /// # Errors
    /// `internal` when a migration fails; those before it stay.
    pub async fn migrate(&self) -> Result<()> {
        Ok(migration::Migrator::up(&self.writer, None).await?)
    }

    /// Whether the schema is this build's.
    ///
    /// # Errors
    /// `unavailable` when the database does not answer.
    pub async fn is_migrated(&self) -> Result<bool> {
        Ok(migration::Migrator::get_pending_migrations(&self.writer).await?.is_empty())
    }

    /// Which engine this is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Statements that this process has asked the database since it connected; those that begin and end transactions are not counted.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.asked.load(Ordering::Relaxed)
    }

    /// For reads.
    #[must_use]
    pub fn read(&self) -> &DatabaseConnection {
        if self.reader_rests.load(Ordering::Relaxed) { &self.writer } else { &self.reader }
    }

    /// Looks whether the read-only copy answers, and lets reads go to the primary while it does not. For as long as it is polled; a
    /// database without copies is not looked at.
    pub async fn look_after_copies(&self, copies: usize) {
        if copies == 0 {
            return;
        }
        loop {
            self.look_at_reader().await;
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    async fn look_at_reader(&self) {
        let answers = matches!(tokio::time::timeout(COPY_PATIENCE, self.reader.ping()).await, Ok(Ok(())));
        if self.reader_rests.swap(!answers, Ordering::Relaxed) == answers {
            tracing::warn!(answers, "the read-only copy of the database");
        }
    }

    /// How the read-only copy is, as this process sees it; none where there is none.
    #[must_use]
    pub fn copy_standing(&self, copies: usize) -> Option<ProviderStanding> {
        let rests = self.reader_rests.load(Ordering::Relaxed);
        (copies > 0).then(|| ProviderStanding {
            name: "read-only copy".to_owned(),
            breaker: if rests { BreakerState::Open } else { BreakerState::Closed }.as_str().to_owned(),
            recent_failures: rests.into(),
            left_alone_until: None,
        })
    }

    /// For single statements that write. What needs two of them needs [`Db::transaction`].
    #[must_use]
    pub fn write(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// Runs `body` in one transaction that owns the right to write from its first statement (SQLite would otherwise hand it
    /// out at the first write and fail half-way). Nothing outside the database may be called in it.
    ///
    /// # Errors
    /// The body's own; then nothing was written.
    pub async fn transaction<T, F>(&self, body: F) -> Result<T>
    where
        F: for<'a> FnOnce(&'a DatabaseTransaction) -> TxFuture<'a, T>,
    {
        in_transaction(&self.writer, body).await
    }

    /// For single statements over many rows that are found by their keys, asked again and again: planned once, always by index.
    #[must_use]
    pub(crate) fn by_key(&self) -> &DatabaseConnection {
        &self.lanes
    }

    /// The same as [`Db::transaction`] over connections that are kept for combined writes ([`crate::combine`]), whose statements always
    /// go by index.
    ///
    /// # Errors
    /// The body's own; then nothing was written.
    pub(crate) async fn combined<T, F>(&self, body: F) -> Result<T>
    where
        F: for<'a> FnOnce(&'a DatabaseTransaction) -> TxFuture<'a, T>,
    {
        in_transaction(&self.lanes, body).await
    }

    /// Asks the database for a sign of life.
    ///
    /// # Errors
    /// `unavailable` when there is none.
    pub async fn ping(&self) -> Result<()> {
        self.writer.ping().await.map_err(Error::unavailable)
    }

    /// Closes all connections.
    pub async fn close(self) {
        for connection in [self.reader, self.lanes, self.writer] {
            if let Err(cause) = connection.close().await {
                tracing::debug!(%cause, "closing a connection");
            }
        }
    }
}

async fn in_transaction<T, F>(connection: &DatabaseConnection, body: F) -> Result<T>
where
    F: for<'a> FnOnce(&'a DatabaseTransaction) -> TxFuture<'a, T>,
{
    let options =
        TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate), ..Default::default() };
    let tx = connection.begin_with_options(options).await?;
    match body(&tx).await {
        Ok(value) => {
            tx.commit().await?;
            Ok(value)
        }
        Err(error) => {
            if let Err(cause) = tx.rollback().await {
                tracing::warn!(%cause, "rollback failed; the connection is dropped and the database undoes it");
            }
            Err(error)
        }
    }
}

/// A statement in plain SQL. Both engines read `$1` as the first value.
pub fn sql(connection: &impl ConnectionTrait, text: &str, values: impl IntoIterator<Item = Value>) -> Statement {
    Statement::from_sql_and_values(connection.get_database_backend(), text, values)
}

/// Locks the chosen rows and passes over locked ones where several writers exist; SQLite has one writer, so needs no words.
pub fn skip_locked(connection: &impl ConnectionTrait) -> &'static str {
    match connection.get_database_backend() {
        DbBackend::Postgres => "FOR UPDATE SKIP LOCKED",
        _ => "",
    }
}

/// A LIKE pattern (with `ESCAPE '\'`) for "contains `text`, whatever the case"; the text's own wildcards mean themselves.
#[must_use]
pub fn contains(text: &str) -> String {
    let mut pattern = String::from("%");
    for letter in text.trim().to_lowercase().chars().filter(|letter| *letter != '\0') {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_shop::TestShop;

    #[tokio::test]
    async fn reads_go_to_the_primary_while_the_copy_does_not_answer() {
        let shop = TestShop::open().await;
        let (db, asks) = (&shop.cx.db, "SELECT 1 AS one");
        db.look_at_reader().await;
        assert!(!db.reader_rests.load(Ordering::Relaxed));
        db.reader.clone().close().await.unwrap();
        assert!(db.read().query_one_raw(sql(db.read(), asks, [])).await.is_err());
        db.look_at_reader().await;
        assert!(db.read().query_one_raw(sql(db.read(), asks, [])).await.unwrap().is_some());
    }
}
