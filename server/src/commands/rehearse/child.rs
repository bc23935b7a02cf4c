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

/// The shop's own settings, all of them, but for its means: what is only new to the shop is in the copy as well.
/// The whole shop's queue stays closed: the search is for what can be let in at all. Places in queues cost nothing: the crowd's sums
/// would be done by the processors the shop is to have.
fn settings(config: &Config) -> String {
    let nothing = || toml::Value::from("");
    config.effective.but_for(&[
        ("database", "url", toml::Value::from("sqlite://nowhere")),
        ("database", "replica_urls", toml::Value::Array(Vec::new())),
        ("redis", "url", nothing()),
        ("mail", "smtp_url", nothing()),
        ("server", "public_url", nothing()),
        ("security", "secret", nothing()),
        ("waiting_room", "open_at_level", toml::Value::Integer(5)),
        ("waiting_room", "challenge", "off".into()),
        ("payments", "providers", vec!["sandbox"].into()),
        ("payments", "stripe_secret_key", nothing()),
        ("payments", "stripe_webhook_secret", nothing()),
        ("payments", "stripe_publishable_key", nothing()),
    ])
}

fn free_addr() -> anyhow::Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of a shop, and of what its copy is told.
    fn shop_and_copy(file: &str, environment: &[(&str, &str)]) -> (Config, Config, String) {
        let directory = tempfile::tempdir().unwrap();
        let data_dir = directory.path().display().to_string();
        let load = |text: &str, environment: &[(&str, &str)]| {
            let given =
                |name: &str| environment.iter().find(|(one, _)| *one == name).map(|(_, text)| (*text).to_owned());
            Config::from_sources(Some(text), |name| match name {
                "FLOODGATE_DATA_DIR" => Some(data_dir.clone()),
                name => given(name),
            })
            .unwrap()
        };
        let shop = load(file, environment);
        let told = settings(&shop);
        let copy = load(&told, &[]);
        (shop, copy, told)
    }

    #[test]
    fn the_copy_has_the_limits_of_the_shop_and_none_of_its_means() {
        let (shop, copy, told) = shop_and_copy(
            "[server]\nmax_in_flight = 77\n[redis]\nurl = \"redis://localhost\"\n[mail]\nsmtp_url = \"smtp://localhost\"\n\
             [shop]\ncurrency = \"EUR\"\n[rate_limits]\nrest = { burst = 9, per_minute = 90 }\n",
            &[("STRIPE_SECRET_KEY", "sk_test_hidden"), ("FLOODGATE_SECRET", "0123456789abcdef0123456789abcdef")],
        );
        assert_eq!((copy.server.max_in_flight, copy.shop.currency), (77, shop.shop.currency));
        assert_eq!((copy.shop.limits.rest.burst, copy.shop.limits.rest.per_minute), (9, 90));
        assert_eq!((copy.shop.redis_url, copy.shop.smtp_url), (None, None));
        assert_eq!(copy.shop.payment_providers, ["sandbox"]);
        assert!(!told.contains("sk_test_hidden") && !told.contains("0123456789abcdef"), "{told}");
    }

    #[test]
    fn every_other_setting_is_the_shops_own_wherever_it_was_given() {
        let (shop, copy, told) = shop_and_copy(
            "[page_cache]\nfresh_seconds = 7\n[data_cache]\nmegabytes = 3\n[waiting_room]\nopen_at_level = 2\npass_minutes = 3\nchallenge = \"everyone\"\n\
             [fulfilment]\ndaily_capacity = 40\n[checkout]\nhold_minutes = 4\n",
            &[("FLOODGATE_PRESSURE", "off"), ("FLOODGATE_RATE_LIMITS", "off")],
        );
        assert!(!shop.server.sheds && !copy.server.sheds && !copy.shop.limits.enabled, "{told}");
        assert_eq!(copy.server.page_cache.fresh, Duration::from_secs(7));
        assert_eq!((copy.shop.data_cache_bytes, copy.shop.hold_time), (3 << 20, Duration::from_secs(240)));
        assert_eq!(copy.shop.waiting_room.pass, Duration::from_secs(180));
        assert!(copy.shop.waiting_room.open_at.is_none(), "the whole shop's queue stays closed");
        assert_eq!(copy.shop.waiting_room.challenge.whom, commerce::Challenged::Nobody);
        assert_eq!(format!("{:?}", copy.shop.fulfilment), format!("{:?}", shop.shop.fulfilment));
    }
}
