//! One moment of the database, however long looking at it takes.

use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseTransaction, IsolationLevel, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};

use crate::{Cx, Result, db::Engine};

/// What the database is told before the checks. Statements may take longer than the shop's own, sort in more memory, and read tables from
/// end to end, for this transaction alone. SQLite works inside this process, so its pages are what the memory of `verify` is made of.
const POSTGRES: &[&str] =
    &["SET LOCAL statement_timeout = '10min'", "SET LOCAL work_mem = '64MB'", "SET LOCAL enable_seqscan = on"];
const SQLITE: &[&str] = &["PRAGMA cache_size = -49152"];
/// SQLite's settings outlive the transaction; its own default again.
const SQLITE_AFTER: &str = "PRAGMA cache_size = -2000";

/// All checks see the same moment: what happens meanwhile cannot look like a breach. Nobody waits for it, it waits for nobody.
pub(super) struct Snapshot {
    tx: DatabaseTransaction,
    engine: Engine,
}

impl Snapshot {
    /// Of the primary: a copy lags behind.
    pub async fn open(cx: &Cx) -> Result<Self> {
        let engine = cx.db.engine();
        let (tx, before) = match engine {
            Engine::Postgres => {
                let options = TransactionOptions {
                    isolation_level: Some(IsolationLevel::RepeatableRead),
                    access_mode: Some(AccessMode::ReadOnly),
                    sqlite_transaction_mode: None,
                };
                (cx.db.write().begin_with_options(options).await?, POSTGRES)
            }
            Engine::Sqlite => {
                let options = TransactionOptions {
                    sqlite_transaction_mode: Some(SqliteTransactionMode::Deferred),
                    ..Default::default()
                };
                (cx.db.read().begin_with_options(options).await?, SQLITE)
            }
        };
        for statement in before {
            tx.execute_unprepared(statement).await?;
        }
        Ok(Self { tx, engine })
    }

    /// To look with.
    pub fn connection(&self) -> &DatabaseTransaction {
        &self.tx
    }

    pub async fn close(self) -> Result<()> {
        if self.engine == Engine::Sqlite {
            self.tx.execute_unprepared(SQLITE_AFTER).await?;
        }
        Ok(self.tx.rollback().await?)
    }
}
