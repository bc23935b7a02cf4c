//! How connections are opened.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use sea_orm::{ConnectOptions, Database, DatabaseConnection};
use sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};

use super::{Db, Engine};
use crate::{Error, Result, Settings};

/// How long a request waits for a free connection before it is told that the shop is busy.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(2);
/// Connections for combined writes, about as many as there are kinds of them, and for what jobs ask.
const LANES: u32 = 10;
/// No statement of the shop runs longer; what does is a mistake that must not hold locks.
const STATEMENT_TIMEOUT: Duration = Duration::from_secs(10);
/// What PostgreSQL's planner is told on every connection.
///
/// A page costs about as much wherever it lies: in memory, or on a disk without heads. By itself the planner takes it for four times as dear
/// as the one after the last.
///
/// Statements are prepared once and planned for the tables as they then are. One that was small would be read from end to end for as long
/// as the plan lives, and on a shop's best day a table grows from nothing to 30,000 rows before the first statistics are taken. What is read
/// while somebody waits goes by an index; who reads whole tables (`verify`) switches it on. Tables without an index for a question look so
/// dear then that they would be compiled for, which takes longer than to read them.
const PLANS: [(&str, &str); 3] = [("random_page_cost", "1.1"), ("enable_seqscan", "off"), ("jit", "off")];
/// How long SQLite waits for another process's write transaction.
const SQLITE_BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// Bytes of SQLite's file that are read as memory.
const SQLITE_MAPPED: u64 = 256 * 1024 * 1024;

pub(super) async fn connect(settings: &Settings) -> Result<Db> {
    let (url, asked) = (settings.database_url.as_str(), Arc::<AtomicU64>::default());
    if url.starts_with("sqlite:") {
        create_parent_dir(url)?;
        // The writer comes first: it creates the file and switches it to WAL.
        let writer = open(sqlite(url, 1), &asked).await?;
        let reader = open(sqlite(url, settings.database_connections), &asked).await?;
        return Ok(Db {
            engine: Engine::Sqlite,
            lanes: writer.clone(),
            writer,
            reader,
            reader_rests: Default::default(),
            asked,
        });
    }
    if url.starts_with("postgres:") || url.starts_with("postgresql:") {
        let writer = open(postgres(url, settings.database_connections), &asked).await?;
        let reader = match settings.database_replica_urls.first() {
            // A copy that is away at the start is no reason not to sell.
            Some(replica) => open(lazily(postgres(replica, settings.database_connections)), &asked).await?,
            None => writer.clone(),
        };
        let lanes = open(by_index(postgres(url, LANES)), &asked).await?;
        return Ok(Db { engine: Engine::Postgres, writer, reader, lanes, reader_rests: Default::default(), asked });
    }
    Err(Error::internal(anyhow::anyhow!("DATABASE_URL starts with neither sqlite: nor postgres:")))
}

/// Every statement that goes through it is counted in `asked`.
async fn open(options: ConnectOptions, asked: &Arc<AtomicU64>) -> Result<DatabaseConnection> {
    let mut connection = Database::connect(options).await.map_err(Error::unavailable)?;
    let asked = asked.clone();
    connection.set_metric_callback(move |_| {
        asked.fetch_add(1, Ordering::Relaxed);
    });
    Ok(connection)
}

fn common(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .sqlx_logging(false)
        // A connection on a dead socket is found out before it is handed to a request.
        .test_before_acquire_if_idle_for(Duration::from_secs(30));
    options
}

fn sqlite(url: &str, connections: u32) -> ConnectOptions {
    let mut options = common(url, connections);
    options.map_sqlx_sqlite_opts(|sqlite| {
        sqlite
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            // WAL with NORMAL survives a crash of the process; FULL also a cut of the power. Orders are worth FULL.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(SQLITE_BUSY_TIMEOUT)
            // All connections read what the system keeps of the file; a cache of each one's own is too small for a large catalogue.
            .pragma("mmap_size", SQLITE_MAPPED.to_string())
            .create_if_missing(true)
    });
    options
}

fn postgres(url: &str, connections: u32) -> ConnectOptions {
    let mut options = common(url, connections);
    options.statement_timeout(STATEMENT_TIMEOUT).set_application_name("floodgate");
    options.map_sqlx_postgres_opts(|postgres| postgres.options(PLANS));
    options
}

fn lazily(mut options: ConnectOptions) -> ConnectOptions {
    options.connect_lazy(true);
    options
}

/// For statements over many rows, each of which is found by its key: joined one by one, too, however many there were when it was planned.
/// One plan serves all of them, so it is made once; PostgreSQL would make most of them anew each time, which took a tenth of what it did
/// for a purchase.
fn by_index(mut options: ConnectOptions) -> ConnectOptions {
    const ONE: [(&str, &str); 3] =
        [("enable_hashjoin", "off"), ("enable_mergejoin", "off"), ("plan_cache_mode", "force_generic_plan")];
    options.map_sqlx_postgres_opts(|postgres| postgres.options(PLANS).options(ONE));
    options
}

fn create_parent_dir(url: &str) -> Result<()> {
    let path = url.trim_start_matches("sqlite:").trim_start_matches("//");
    let path = Path::new(path.split('?').next().unwrap_or_default());
    match path.parent() {
        Some(dir) if !dir.as_os_str().is_empty() => std::fs::create_dir_all(dir).map_err(Error::internal),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::ConnectionTrait;

    use crate::{db::sql, test_shop::TestShop};

    /// On a server alone: SQLite makes its plans without looking at how large tables are.
    #[tokio::test]
    async fn a_table_that_was_empty_when_a_statement_was_planned_is_not_read_from_end_to_end_ever_after() {
        if std::env::var_os("FLOODGATE_TEST_DATABASE").is_none() {
            return;
        }
        let db = TestShop::on_server(|_| ()).await.cx.db.clone();
        db.write().execute_unprepared("VACUUM ANALYZE hold").await.unwrap();
        let explain = "EXPLAIN SELECT sum(quantity) FROM hold
            WHERE variant_id = CAST($1 AS uuid) AND state = 'active' AND expires_at <= 1";
        for door in [db.read(), db.write(), &db.lanes] {
            let statement = sql(door, explain, [uuid::Uuid::new_v4().into()]);
            let plan = door.query_all_raw(statement).await.unwrap();
            let plan: Vec<String> = plan.iter().map(|line| line.try_get_by_index(0).unwrap()).collect();
            assert!(plan.iter().any(|line| line.contains("hold_active")), "{plan:#?}");
        }
    }
}
