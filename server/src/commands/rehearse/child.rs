//! The shop that is rehearsed with: a child process on free ports of this machine.

use std::{
    fs::File,
    net::{SocketAddr, TcpListener},
    path::Path,
    process::Stdio,
    time::Duration,
};

use anyhow::{Context, bail};
use load::http::Connection;
use tokio::process::{Child as Process, Command};

use crate::config::Config;

/// A copy that is not open by then will not open.
const OPENS_WITHIN: Duration = Duration::from_secs(30);
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// A running copy of the shop; ends with this process at the latest.
pub struct Child {
    /// Where it sells.
    pub addr: SocketAddr,
    process: Process,
}

impl Child {
    /// Serves the database at `database`, with the limits of `config` and what it writes in `folder`.
    ///
    /// # Errors
    /// When it does not open.
    pub async fn open(config: &Config, database: &str, folder: &Path) -> anyhow::Result<Self> {
        let (addr, ops) = (free_addr()?, free_addr()?);
        let file = folder.join("floodgate.toml");
        std::fs::write(&file, settings(config))?;
        let log = File::create(folder.join("log"))?;
        let process = Command::new(std::env::current_exe()?)
            .arg("serve")
            // Nothing of the real shop: its Redis, its mail, its payment providers.
            .env_clear()
            .env("DATABASE_URL", database)
            .env("FLOODGATE_CONFIG", file)
            .env("FLOODGATE_ADDR", addr.to_string())
            .env("FLOODGATE_OPS_ADDR", ops.to_string())
            .env("FLOODGATE_DATA_DIR", folder)
            .env("FLOODGATE_SITE_DIR", &config.server.site_dir)
            .env("FLOODGATE_SECRET", format!("{:032x}", rand::random::<u128>()))
            .env("FLOODGATE_WORKER", "on")
            // Visitors say which address they come from, as a proxy would.
            .env("FLOODGATE_TRUSTED_PROXIES", "127.0.0.0/8")
            .env("RUST_LOG", "warn")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .kill_on_drop(true)
            .spawn()
            .context("cannot start a second shop")?;
        let mut child = Self { addr, process };
        child.wait_until_open(ops, folder).await?;
        Ok(child)
    }

    async fn wait_until_open(&mut self, ops: SocketAddr, folder: &Path) -> anyhow::Result<()> {
        let deadline = tokio::time::Instant::now() + OPENS_WITHIN;
        while tokio::time::Instant::now() < deadline {
            if Connection::to(ops).get("/readyz").await.is_ok_and(|answer| answer.status == 200) {
                return Ok(());
            }
            if let Some(status) = self.process.try_wait()? {
                let log = std::fs::read_to_string(folder.join("log")).unwrap_or_default();
                bail!("the copy ended with {status}: {}", log.lines().last().unwrap_or("without a word"));
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        bail!("the copy did not open within {OPENS_WITHIN:?}")
    }

    /// Its process; 0 when it has ended.
    pub fn pid(&self) -> u32 {
        self.process.id().unwrap_or_default()
    }

    /// Ends it at once: nobody will miss what it was about to do.
    ///
    /// # Errors
    /// When it cannot be ended.
    pub async fn close(mut self) -> anyhow::Result<()> {
        Ok(self.process.kill().await?)
    }
}

/// What bounds the shop, bounds the copy. The whole shop's queue stays closed: the search is for what can be let in at all.
fn settings(config: &Config) -> String {
    let (server, limits) = (&config.server, &config.shop.limits);
    let quotas: String = limits
        .all()
        .into_iter()
        .map(|(class, quota)| format!("{class} = {{ burst = {}, per_minute = {} }}\n", quota.burst, quota.per_minute))
        .collect();
    format!(
        "[server]\nmax_connections = {}\nmax_in_flight = {}\n[database]\nconnections = {}\n[shop]\ncurrency = \"{}\"\n\
         [payments]\nproviders = [\"sandbox\"]\n[waiting_room]\nopen_at_level = 5\n[rate_limits]\nenabled = {}\n{quotas}",
        server.max_connections,
        server.max_in_flight,
        config.shop.database_connections,
        config.shop.currency.code(),
        limits.enabled,
    )
}

fn free_addr() -> anyhow::Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_copy_has_the_limits_of_the_shop_and_none_of_its_means() {
        let directory = tempfile::tempdir().unwrap();
        let data_dir = directory.path().display().to_string();
        let load = |text: &str| {
            Config::from_sources(Some(text), |name| (name == "FLOODGATE_DATA_DIR").then(|| data_dir.clone())).unwrap()
        };
        let shop = load(
            "[server]\nmax_in_flight = 77\n[redis]\nurl = \"redis://localhost\"\n[mail]\nsmtp_url = \"smtp://localhost\"\n\
             [shop]\ncurrency = \"EUR\"\n[rate_limits]\nrest = { burst = 9, per_minute = 90 }\n",
        );
        let copy = load(&settings(&shop));
        assert_eq!((copy.server.max_in_flight, copy.shop.currency), (77, shop.shop.currency));
        assert_eq!((copy.shop.limits.rest.burst, copy.shop.limits.rest.per_minute), (9, 90));
        assert_eq!((copy.shop.redis_url, copy.shop.smtp_url), (None, None));
        assert_eq!(copy.shop.payment_providers, ["sandbox"]);
    }
}
