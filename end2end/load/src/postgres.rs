//! The run's own PostgreSQL: databases, `psql`, and `pgbench` as the peer.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
};

use anyhow::{Context, bail};
use tokio::process::Command;

/// A server that may be filled and emptied.
#[derive(Debug)]
pub struct Postgres {
    bin: PathBuf,
    /// Up to the database's name.
    base: String,
}

/// What `pgbench` reached.
#[derive(Clone, Copy, Debug)]
pub struct Reached {
    /// Transactions, that is: whole scripts, per second.
    pub per_second: f64,
    /// Milliseconds one took on average.
    pub latency: f64,
}

/// What the server has done since it was started.
#[derive(Clone, Copy, Debug, Default)]
pub struct Work {
    /// Transactions committed in one database.
    pub commits: f64,
    /// Times the log was flushed to disk.
    pub flushes: f64,
    /// Bytes of log.
    pub log_bytes: f64,
}

impl Postgres {
    /// `url` names any database of the server, as its superuser.
    ///
    /// # Errors
    /// When the address names no database.
    pub fn new(bin: PathBuf, url: &str) -> anyhow::Result<Self> {
        let (base, _) = url.rsplit_once('/').context("the address of PostgreSQL names no database")?;
        Ok(Self { bin, base: base.to_owned() })
    }

    /// The address of a database.
    pub fn url(&self, database: &str) -> String {
        format!("{}/{database}", self.base)
    }

    /// Runs SQL; answers with what it selects, one line per row, columns separated by `|`.
    ///
    /// # Errors
    /// What `psql` says.
    pub async fn ask(&self, database: &str, sql: &str) -> anyhow::Result<String> {
        self.psql(database, &["-c", sql]).await
    }

    /// Runs a file of SQL with variables; answers as [`Postgres::ask`].
    ///
    /// # Errors
    /// What `psql` says.
    pub async fn run_file(&self, database: &str, file: &Path, variables: &[(&str, &str)]) -> anyhow::Result<String> {
        let file = file.display().to_string();
        let variables: Vec<String> = variables.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut args: Vec<&str> = variables.iter().flat_map(|variable| ["-v", variable]).collect();
        args.extend(["-f", &file]);
        self.psql(database, &args).await
    }

    async fn psql(&self, database: &str, args: &[&str]) -> anyhow::Result<String> {
        let mut command = Command::new(self.bin.join("psql"));
        command.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]).arg(self.url(database)).args(args);
        Ok(output(command).await?.trim().to_owned())
    }

    /// Makes `database`, empty or as a copy of `template`, and replaces one of that name.
    ///
    /// # Errors
    /// What `psql` says.
    pub async fn create(&self, database: &str, template: &str) -> anyhow::Result<()> {
        self.drop(database).await?;
        self.ask("postgres", &format!("CREATE DATABASE {database} TEMPLATE {template}")).await?;
        // What was copied is not to be written to disk while something is measured.
        self.ask("postgres", "CHECKPOINT").await.map(drop)
    }

    /// Removes `database`, where there is one.
    ///
    /// # Errors
    /// What `psql` says.
    pub async fn drop(&self, database: &str) -> anyhow::Result<()> {
        self.ask("postgres", &format!("DROP DATABASE IF EXISTS {database} WITH (FORCE)")).await.map(drop)
    }

    /// Runs `script` from `clients` connections for `seconds`, statements prepared: the peer is to be as fast as it can.
    ///
    /// # Errors
    /// What `pgbench` says, also when a single script failed.
    pub async fn bench(
        &self,
        database: &str,
        script: &Path,
        clients: usize,
        seconds: f64,
        variables: &[(&str, &str)],
    ) -> anyhow::Result<Reached> {
        let mut command = Command::new(self.bin.join("pgbench"));
        command.args(["--no-vacuum", "--protocol=prepared", "--jobs=2"]);
        command.arg(format!("--client={clients}")).arg(format!("--time={}", seconds.ceil().max(1.0)));
        for (name, value) in variables {
            command.arg(format!("--define={name}={value}"));
        }
        command.arg("--file").arg(script).arg(self.url(database));
        let text = output(command).await?;
        let number = |name: &str| {
            let line = text.lines().find(|line| line.starts_with(name));
            let number = line.and_then(|line| line.split('=').nth(1)?.split_whitespace().next()?.parse().ok());
            number.with_context(|| format!("pgbench told no {name}: {text}"))
        };
        if !text.contains("number of failed transactions: 0 ") {
            bail!("pgbench had failures: {text}");
        }
        Ok(Reached { per_second: number("tps")?, latency: number("latency average")? })
    }

    /// What has been done in `database`. The server itself is told of it with a delay of a second.
    ///
    /// # Errors
    /// What `psql` says.
    pub async fn work(&self, database: &str) -> anyhow::Result<Work> {
        tokio::time::sleep(std::time::Duration::from_millis(1200)).await;
        let select = format!(
            "SELECT d.xact_commit, w.wal_sync, w.wal_bytes FROM pg_stat_database d, pg_stat_wal w WHERE datname = '{database}'"
        );
        let row = self.ask("postgres", &select).await?;
        let numbers: Vec<f64> = row.split('|').filter_map(|number| number.parse().ok()).collect();
        let [commits, flushes, log_bytes] = numbers[..] else { bail!("no numbers: {row}") };
        Ok(Work { commits, flushes, log_bytes })
    }

    /// The process all others of the server come from.
    ///
    /// # Errors
    /// What `psql` says.
    pub async fn pid(&self) -> anyhow::Result<u32> {
        let text = self.ask("postgres", "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)").await?;
        text.parse().with_context(|| format!("no process: {text}"))
    }
}

/// Runs a program to its end.
///
/// # Errors
/// What it wrote to stderr, unless it exits with 0.
pub async fn output(mut command: Command) -> anyhow::Result<String> {
    let name = Path::new(command.as_std().get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned();
    command.stdin(Stdio::null()).kill_on_drop(true);
    let output = command.output().await.with_context(|| format!("cannot run {name}"))?;
    if !output.status.success() {
        bail!("{name} ended with {}: {}", output.status, String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
