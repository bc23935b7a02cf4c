//! A shop as operators run it: one or several processes of the real binary on one database, which shoppers reach over HTTP. Faults come
//! from outside: proxies stand between the first process and its database and Redis, and every process can be killed.
//!
//! A proof is a function over such a shop that answers with what it found wrong, so that it can be shown to find something.

mod audit;
mod buyer;
mod goods;
mod process;

use std::{path::PathBuf, sync::Arc, time::Duration};

use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend};
use tempfile::TempDir;

pub use audit::{Ledger, until_sound};
pub use buyer::{Answer, Buyer, Purchase, code_of};
pub use goods::Goods;
pub use process::Process;

use self::process::floodgate;
use crate::{
    chaos::Proxy,
    shop::{Browser, Contents, RedisSlot, TestDatabase},
};

/// What a proof found wrong; nothing when it holds.
pub type Proof = Result<(), Vec<String>>;

/// How a shop is run.
#[derive(Clone, Copy, Debug)]
pub struct Setup {
    /// Processes on one database. SQLite's file belongs to one.
    pub processes: usize,
    /// The first process reaches database and Redis through proxies.
    pub proxied: bool,
    /// Seconds one call to the payment provider may take.
    pub payment_timeout: u64,
}

impl Default for Setup {
    fn default() -> Self {
        Self { processes: 1, proxied: false, payment_timeout: 4 }
    }
}

/// Such a shop, open.
pub struct Premises {
    /// Its processes; the first is behind the proxies.
    pub processes: Vec<Arc<Process>>,
    /// Between the first process and PostgreSQL.
    pub database_proxy: Option<Proxy>,
    /// Between the first process and Redis.
    pub redis_proxy: Option<Proxy>,
    /// Asks the shop, without cookies and with patience of its own.
    pub client: reqwest::Client,
    key: String,
    direct: Vec<(String, String)>,
    database: TestDatabase,
    redis: Option<RedisSlot>,
    dir: TempDir,
}

impl Premises {
    /// Opens one with the demo catalogue.
    pub async fn open(setup: Setup) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let database = TestDatabase::create(Contents::Seeded, dir.path()).await;
        let redis = RedisSlot::take();
        let config = format!("[checkout]\npayment_timeout_seconds = {}\n", setup.payment_timeout);
        std::fs::write(dir.path().join("floodgate.toml"), config).unwrap();
        let redis_url = redis.as_ref().map(|slot| slot.url().to_owned());
        let direct = environment(dir.path(), database.url(), redis_url.as_deref());
        let (mut database_proxy, mut redis_proxy) = (None, None);
        if setup.proxied && database.url().starts_with("postgres") {
            database_proxy = Some(Proxy::postgres(database.url()).await);
        }
        if let Some(url) = redis_url.as_deref().filter(|_| setup.proxied) {
            redis_proxy = Some(Proxy::redis(url).await);
        }
        let through =
            |proxy: &Option<Proxy>, url: &str| proxy.as_ref().map_or(url.to_owned(), |proxy| proxy.url().to_owned());
        let proxied = environment(
            dir.path(),
            &through(&database_proxy, database.url()),
            redis_url.as_deref().map(|url| through(&redis_proxy, url)).as_deref(),
        );
        let process = |number: usize| {
            let env = if number == 0 { &proxied } else { &direct };
            Arc::new(Process::new(env.clone(), dir.path().join(format!("process-{number}.log"))))
        };
        let processes: Vec<_> = (0..setup.processes).map(process).collect();
        futures::future::join_all(processes.iter().map(|process| process.start())).await;
        let key = admin_key(&direct);
        let client = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(12)).build().unwrap();
        Self { processes, database_proxy, redis_proxy, client, key, direct, database, redis, dir }
    }

    /// The address of the process that serves the visitor with this number.
    pub fn url(&self, visitor: usize) -> String {
        self.processes[visitor % self.processes.len()].url()
    }

    /// A visitor of the first process.
    pub fn browser(&self) -> Browser {
        Browser::new(&self.url(0))
    }

    /// Whether it runs on PostgreSQL.
    pub fn on_postgres(&self) -> bool {
        self.database.url().starts_with("postgres")
    }

    /// Where SQLite writes before it answers.
    pub fn write_ahead_log(&self) -> PathBuf {
        self.dir.path().join("shop.db-wal")
    }

    /// A connection of one's own, around all proxies. Close it: a shop that comes up again should be alone with its file.
    pub async fn connect(&self) -> DatabaseConnection {
        Database::connect(self.database.url()).await.unwrap()
    }

    /// Makes Redis forget everything; false where there is none.
    pub fn flush_redis(&self) -> bool {
        self.redis.as_ref().map(RedisSlot::flush).is_some()
    }

    /// Runs statements behind the shop's back, one per engine.
    pub async fn behind_its_back(&self, sqlite: &str, postgres: &str) {
        let connection = self.connect().await;
        let statement = if connection.get_database_backend() == DbBackend::Sqlite { sqlite } else { postgres };
        connection.execute_unprepared(statement).await.unwrap();
        connection.close().await.unwrap();
    }

    /// What `floodgate verify` finds wrong.
    pub async fn verify(&self) -> Proof {
        let mut command = tokio::process::Command::from(floodgate("verify", &self.direct));
        let output = command.kill_on_drop(true).output().await.unwrap();
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stdout);
        let report: serde_json::Value = serde_json::from_str(&said).unwrap_or_default();
        let checks = report["checks"].as_array().cloned().unwrap_or_default();
        let broken = checks.iter().filter(|check| check["breaches"] != 0);
        let mut findings: Vec<_> = broken.map(|check| format!("verify: {} {}", check["name"], check["ids"])).collect();
        if findings.is_empty() {
            findings.push(format!("verify could not look: {}", String::from_utf8_lossy(&output.stderr)));
        }
        Err(findings)
    }

    /// Kills what runs and removes what was stored.
    pub async fn close(self) {
        for process in &self.processes {
            process.kill();
        }
        self.database.drop().await;
    }
}

fn environment(dir: &std::path::Path, database: &str, redis: Option<&str>) -> Vec<(String, String)> {
    let config = dir.join("floodgate.toml").display().to_string();
    let dir = dir.display().to_string();
    let mut env = vec![
        ("DATABASE_URL", database),
        ("FLOODGATE_CONFIG", &config),
        ("FLOODGATE_DATA_DIR", &dir),
        ("FLOODGATE_SECRET", "0123456789abcdef0123456789abcdef"),
        ("FLOODGATE_RATE_LIMITS", "off"),
        ("FLOODGATE_WORKER", "on"),
        ("RUST_LOG", "warn,commerce=info"),
    ];
    env.extend(redis.map(|url| ("REDIS_URL", url)));
    env.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

fn admin_key(env: &[(String, String)]) -> String {
    let output = floodgate("apikey create test --scope admin", env).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().last().unwrap().trim().to_owned()
}

/// All that several looks found wrong.
pub fn together(proofs: impl IntoIterator<Item = Proof>) -> Proof {
    let findings: Vec<_> = proofs.into_iter().filter_map(Result::err).flatten().collect();
    if findings.is_empty() { Ok(()) } else { Err(findings) }
}
