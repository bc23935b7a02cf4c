//! A database per test, copied from a template that is made once per run.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use commerce::{Cx, Services, seed};
use sea_orm::{ConnectionTrait, Database};
use tokio::sync::OnceCell;

use super::config;

/// What is older belongs to no test that still runs.
const LONGEST_RUN: Duration = Duration::from_secs(3600);

/// What is in a database at the beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contents {
    /// The schema.
    Empty,
    /// The schema and the demo catalogue.
    Seeded,
}

/// One test's database.
pub struct TestDatabase {
    url: String,
    /// On a server: where to ask for its removal, and its name there.
    server: Option<(String, String)>,
}

impl TestDatabase {
    /// A new database; a file below `dir` unless a server is given.
    pub async fn create(contents: Contents, dir: &Path) -> Self {
        match std::env::var("FLOODGATE_TEST_DATABASE") {
            Ok(server) if !server.is_empty() => Self::on_server(contents, server).await,
            _ => Self::in_file(contents, dir).await,
        }
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// Removes it from its server; a file goes with its directory.
    pub async fn drop(&self) {
        if let Some((server, name)) = &self.server {
            run_on(server, &format!("DROP DATABASE \"{name}\" WITH (FORCE)")).await;
        }
    }

    async fn in_file(contents: Contents, dir: &Path) -> Self {
        static TEMPLATES: [OnceCell<PathBuf>; 2] = [const { OnceCell::const_new() }; 2];
        let template = TEMPLATES[contents as usize].get_or_init(async || {
            let dir = Path::new(env!("CARGO_TARGET_TMPDIR"));
            remove_leftovers(dir);
            let path = dir.join(format!("template-{}-{contents:?}.db", std::process::id()));
            fill(contents, &sqlite_url(&path)).await;
            path
        });
        let path = dir.join("shop.db");
        fs::copy(template.await, &path).unwrap();
        Self { url: sqlite_url(&path), server: None }
    }

    async fn on_server(contents: Contents, server: String) -> Self {
        static TEMPLATES: [OnceCell<String>; 2] = [const { OnceCell::const_new() }; 2];
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let run = std::process::id();
        let template = TEMPLATES[contents as usize].get_or_init(async || {
            let name = format!("floodgate_test_{run}_{contents:?}").to_lowercase();
            run_on(&server, &format!("CREATE DATABASE \"{name}\"")).await;
            fill(contents, &with_database(&server, &name)).await;
            name
        });
        let name = format!("floodgate_test_{run}_{}", COUNT.fetch_add(1, Ordering::Relaxed));
        run_on(&server, &format!("CREATE DATABASE \"{name}\" TEMPLATE \"{}\"", template.await)).await;
        Self { url: with_database(&server, &name), server: Some((server, name)) }
    }
}

/// Brings a template to its contents, and closes it: what is open cannot be copied.
async fn fill(contents: Contents, url: &str) {
    let services = Services::connect(config(&[("DATABASE_URL", url)]).shop).await.unwrap();
    services.db.migrate().await.unwrap();
    if contents == Contents::Seeded {
        seed::seed(&Cx::system(services.clone())).await.unwrap();
    }
    services.db.clone().close().await;
}

/// Templates of test runs that have ended; a run takes minutes.
fn remove_leftovers(dir: &Path) {
    let old = |entry: &fs::DirEntry| {
        let age = entry.metadata().and_then(|metadata| metadata.modified()).ok().and_then(|at| at.elapsed().ok());
        entry.file_name().to_string_lossy().starts_with("template-") && age.is_some_and(|age| age > LONGEST_RUN)
    };
    for entry in fs::read_dir(dir).unwrap().flatten().filter(old) {
        // Another run may have removed it.
        let _ = fs::remove_file(entry.path());
    }
}

async fn run_on(server: &str, statement: &str) {
    let connection = Database::connect(server).await.unwrap();
    connection.execute_unprepared(statement).await.unwrap();
    connection.close().await.unwrap();
}

fn sqlite_url(path: &Path) -> String {
    format!("sqlite://{}?mode=rwc", path.display())
}

/// `server`'s address with another database's name.
fn with_database(server: &str, name: &str) -> String {
    let (address, options) = server.split_once('?').map_or((server, ""), |(address, options)| (address, options));
    let host = address.rsplit_once('/').map_or(address, |(host, _)| host);
    if options.is_empty() { format!("{host}/{name}") } else { format!("{host}/{name}?{options}") }
}
