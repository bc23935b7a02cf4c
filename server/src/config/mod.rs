//! What the binary can be told: built-in defaults < `floodgate.toml` < environment, read and checked at start.

mod effective;
mod environment;
mod file;
mod markets;
mod page_cache;
mod payments;
mod secret;

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, bail};
use commerce::{Challenge, Challenged, Settings, WaitingRoom, fulfilment::Capacity, pressure::Level};
use config::{ConfigError, FileFormat};
use ipnet::IpNet;
use types::Currency;

pub use effective::Effective;
pub use file::LogFormat;
use file::{File, InProcess};
pub use page_cache::PageCacheConfig;

/// The documented defaults.
pub const DEFAULT_FILE: &str = include_str!("../../floodgate.default.toml");

/// Addresses in a part of the sitemap. It may have 50,000, and 50 MB: with the longest names so many, each with its page's address in
/// every language beside it, are below that.
const SITEMAP_PART: u64 = 20_000;

/// Read when no other file is named and it is there.
const USUAL_FILE: &str = "floodgate.toml";

/// Everything the binary was told.
#[derive(Clone, Debug)]
pub struct Config {
    /// For the shop itself.
    pub shop: Settings,
    /// For the web server.
    pub server: ServerConfig,
    /// For the log.
    pub log: LogConfig,
    /// All of it as it was given.
    pub effective: Effective,
}

/// How the shop is served.
#[derive(Clone, Debug)]
pub struct ServerConfig {
    /// Where shoppers connect.
    pub addr: SocketAddr,
    /// Where probes and metrics are asked for.
    pub ops_addr: SocketAddr,
    /// Whose forwarding headers are believed.
    pub trusted_proxies: Vec<IpNet>,
    /// The built stylesheet and scripts.
    pub site_dir: PathBuf,
    /// Connections open at once.
    pub max_connections: usize,
    /// Requests worked on at once.
    pub max_in_flight: usize,
    /// Event streams open at once.
    pub max_event_streams: usize,
    /// For the header of a request.
    pub header_timeout: Duration,
    /// For a whole request.
    pub request_timeout: Duration,
    /// From "not ready" to "no more connections".
    pub drain_announce: Duration,
    /// For what is in flight when the process is told to stop.
    pub drain: Duration,
    /// Jobs run in the process that serves.
    pub worker_in_process: bool,
    /// Pages that are the same for everyone.
    pub page_cache: PageCacheConfig,
    /// Browsers keep what was seen for when there is no connection.
    pub service_worker: bool,
    /// The level of pressure and the limits of the gate follow what is measured.
    pub sheds: bool,
    /// Addresses in a part of the sitemap that lists products. Not a setting: the protocol says so.
    pub sitemap_part: u64,
}

/// What is logged and how.
#[derive(Clone, Debug)]
pub struct LogConfig {
    /// For people or for programs.
    pub format: LogFormat,
    /// `tracing-subscriber`'s `EnvFilter`.
    pub filter: String,
}

impl Config {
    /// Reads the file at `path` (or `floodgate.toml`, where there is one) and the environment.
    ///
    /// # Errors
    /// One line that names the key and says what to do.
    pub fn load(path: Option<&Path>) -> anyhow::Result<Self> {
        let user_file = match path {
            Some(path) => Some(read(path)?),
            None if Path::new(USUAL_FILE).exists() => Some(read(Path::new(USUAL_FILE))?),
            None => None,
        };
        Self::from_sources(user_file.as_deref(), |name| std::env::var(name).ok())
    }

    /// The same from text and a look-up of variables.
    ///
    /// # Errors
    /// One line that names the key and says what to do.
    pub fn from_sources(user_file: Option<&str>, env: impl Fn(&str) -> Option<String>) -> anyhow::Result<Self> {
        let mut builder = config::Config::builder().add_source(config::File::from_str(DEFAULT_FILE, FileFormat::Toml));
        if let Some(text) = user_file {
            builder = builder.add_source(config::File::from_str(text, FileFormat::Toml));
        }
        let merged = environment::override_with(builder, env).and_then(|builder| builder.build());
        let read = merged.and_then(|merged| Ok((Effective::of(merged.clone())?, merged.try_deserialize()?)));
        let (effective, file) = read.map_err(|error| explain(&error))?;
        check(file, effective)
    }
}

fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read the configuration file {}", path.display()))
}

/// One line, with the variable beside the key where there is one.
fn explain(error: &ConfigError) -> anyhow::Error {
    let text = error.to_string().replace('\n', " ");
    let variable = match error {
        ConfigError::At { key: Some(key), .. } | ConfigError::Type { key: Some(key), .. } => {
            environment::variable_of(key)
        }
        _ => None,
    };
    match variable {
        Some(variable) => anyhow::anyhow!("configuration: {text} (or {variable} in the environment)"),
        None => anyhow::anyhow!("configuration: {text}"),
    }
}

fn check(file: File, effective: Effective) -> anyhow::Result<Config> {
    let embedded = is_embedded(&file.database.url)?;
    let worker_in_process = match file.worker.in_process {
        InProcess::Auto => embedded,
        InProcess::On => true,
        InProcess::Off => false,
    };
    check_limits(&file)?;
    let log = LogConfig { format: file.log.format, filter: file.log.filter.clone() };
    let server = ServerConfig {
        addr: file.server.addr,
        ops_addr: file.server.ops_addr,
        trusted_proxies: file.server.trusted_proxies.clone(),
        site_dir: file.server.site_dir.clone(),
        max_connections: file.server.max_connections,
        max_in_flight: file.server.max_in_flight,
        max_event_streams: file.server.max_event_streams,
        header_timeout: Duration::from_secs(file.server.header_timeout_seconds),
        request_timeout: Duration::from_secs(file.server.request_timeout_seconds),
        drain_announce: Duration::from_secs(file.server.drain_announce_seconds),
        drain: Duration::from_secs(file.server.drain_seconds),
        worker_in_process,
        page_cache: PageCacheConfig::from(&file.page_cache),
        service_worker: file.server.service_worker,
        sheds: file.pressure.automatic,
        sitemap_part: SITEMAP_PART,
    };
    Ok(Config { shop: settings(file, embedded)?, server, log, effective })
}

fn settings(file: File, embedded: bool) -> anyhow::Result<Settings> {
    let secret = secret::resolve(&file.security.secret, &file.storage.data_dir, embedded)?;
    let currency: Currency = file.shop.currency.parse().ok().with_context(|| {
        format!("shop.currency \"{}\" is not known: use an ISO 4217 code like \"USD\"", file.shop.currency)
    })?;
    let stripe = payments::stripe(&file.payments)?;
    let (markets, taglines) = (markets::read(&file.shop, currency)?, markets::taglines(&file.shop)?);
    Ok(Settings {
        markets,
        payment_providers: payments::providers(&file.payments)?,
        stripe,
        public_url: public_url(&file)?,
        database_url: file.database.url,
        database_replica_urls: file.database.replica_urls,
        database_connections: file.database.connections,
        redis_url: given(file.redis.url),
        data_dir: file.storage.data_dir,
        secret,
        smtp_url: given(file.mail.smtp_url),
        contact_address: given(file.mail.contact).unwrap_or_else(|| file.mail.from.clone()),
        mail_from: file.mail.from,
        shop_name: file.shop.name,
        taglines,
        tagline: file.shop.tagline,
        currency,
        hold_time: Duration::from_secs(60 * file.checkout.hold_minutes),
        hold_ceiling: Duration::from_secs(60 * file.checkout.hold_ceiling_minutes),
        payment_timeout: Duration::from_secs(file.checkout.payment_timeout_seconds),
        payment_patience: Duration::from_millis(file.checkout.payment_patience_milliseconds),
        job_lease: Duration::from_secs(file.worker.lease_seconds),
        data_cache_bytes: file.data_cache.megabytes * 1024 * 1024,
        limits: file.rate_limits,
        fulfilment: Capacity {
            daily: file.fulfilment.daily_capacity.into(),
            hourly: file.fulfilment.hourly_capacity.into(),
            max_backlog_days: file.fulfilment.max_backlog_days.into(),
        },
        waiting_room: WaitingRoom {
            open_at: (file.waiting_room.open_at_level <= Level::MOST.number())
                .then(|| Level::new(file.waiting_room.open_at_level)),
            per_minute: file.waiting_room.admit_per_minute,
            pass: Duration::from_secs(60 * file.waiting_room.pass_minutes),
            challenge: challenge(&file.waiting_room),
        },
    })
}

fn challenge(room: &file::WaitingRoom) -> Challenge {
    let whom = match room.challenge {
        file::Challenge::Off => Challenged::Nobody,
        file::Challenge::Suspects => Challenged::Suspects,
        file::Challenge::Everyone => Challenged::Everyone,
    };
    Challenge { whom, bits: room.challenge_bits, wait: Duration::from_secs(room.challenge_wait_seconds) }
}

fn given(text: String) -> Option<String> {
    Some(text).filter(|text| !text.trim().is_empty())
}

fn is_embedded(url: &str) -> anyhow::Result<bool> {
    match url.split_once(':') {
        Some(("sqlite", _)) => Ok(true),
        Some(("postgres" | "postgresql", _)) => Ok(false),
        _ => bail!("database.url has to begin with sqlite:// or postgres:// (DATABASE_URL in the environment)"),
    }
}

fn public_url(file: &File) -> anyhow::Result<String> {
    let text = file.server.public_url.trim().trim_end_matches('/');
    if text.is_empty() {
        return Ok(format!("http://{}", file.server.addr));
    }
    let uri: Option<http::Uri> = text.parse().ok();
    let fits = uri.is_some_and(|uri| {
        matches!(uri.scheme_str(), Some("http" | "https"))
            && uri.authority().is_some()
            && matches!(uri.path(), "" | "/")
    });
    if !fits {
        bail!(
            "server.public_url \"{text}\" has to be scheme and host, like https://shop.example (FLOODGATE_PUBLIC_URL)"
        );
    }
    Ok(text.to_owned())
}

/// Zero or beyond means something different in every library below, so neither gets there.
fn check_limits(file: &File) -> anyhow::Result<()> {
    let positive = [
        ("server.max_connections", file.server.max_connections as u64),
        ("server.max_in_flight", file.server.max_in_flight as u64),
        ("server.header_timeout_seconds", file.server.header_timeout_seconds),
        ("server.request_timeout_seconds", file.server.request_timeout_seconds),
        ("database.connections", file.database.connections.into()),
        ("checkout.hold_minutes", file.checkout.hold_minutes),
        ("checkout.hold_ceiling_minutes", file.checkout.hold_ceiling_minutes),
        ("checkout.payment_timeout_seconds", file.checkout.payment_timeout_seconds),
        ("checkout.payment_patience_milliseconds", file.checkout.payment_patience_milliseconds),
        ("worker.lease_seconds", file.worker.lease_seconds),
        ("waiting_room.admit_per_minute", file.waiting_room.admit_per_minute),
        ("waiting_room.pass_minutes", file.waiting_room.pass_minutes),
    ];
    if let Some((key, _)) = positive.iter().find(|(_, value)| *value == 0) {
        bail!("{key} has to be at least 1");
    }
    for (name, quota) in file.rate_limits.all() {
        if quota.burst == 0 || quota.per_minute == 0 {
            bail!(
                "rate_limits.{name} needs burst and per_minute of at least 1; set rate_limits.enabled = false to have none"
            );
        }
    }
    if !(8..=24).contains(&file.waiting_room.challenge_bits) {
        bail!("waiting_room.challenge_bits has to be 8 to 24: beyond that no phone comes to an end");
    }
    if !(1..=300).contains(&file.waiting_room.challenge_wait_seconds) {
        bail!("waiting_room.challenge_wait_seconds has to be 1 to 300");
    }
    if file.checkout.payment_patience_milliseconds >= 5000 {
        bail!("checkout.payment_patience_milliseconds has to stay below 5000: placing an order answers within 5 s");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(user_file: &str, env: &[(&str, &str)]) -> anyhow::Result<Config> {
        let dir = tempfile::tempdir().unwrap();
        Config::from_sources(Some(user_file), |name| {
            let set = env.iter().find(|(variable, _)| *variable == name).map(|(_, text)| (*text).to_owned());
            set.or_else(|| (name == "FLOODGATE_DATA_DIR").then(|| dir.path().display().to_string()))
        })
    }

    fn refused(user_file: &str, env: &[(&str, &str)]) -> String {
        let message = format!("{:#}", load(user_file, env).unwrap_err());
        assert!(!message.contains('\n'), "one line: {message}");
        message
    }

    #[test]
    fn the_defaults_alone_make_an_embedded_shop() {
        let config = load("", &[]).unwrap();
        assert_eq!(config.shop.public_url, "http://127.0.0.1:3000");
        assert!(config.server.worker_in_process);
        assert!(config.shop.limits.enabled);
        assert!(config.shop.dev_mailbox());
        assert_eq!(config.shop.waiting_room.open_at, Some(Level::MOST), "a crowd opens the queue");
        assert_eq!(config.shop.waiting_room.challenge.whom, Challenged::Nobody);
    }

    #[test]
    fn the_environment_wins_over_the_file_and_the_file_over_the_defaults() {
        let file = "[server]\naddr = \"127.0.0.1:4000\"\nmax_in_flight = 7\n";
        let config = load(file, &[("FLOODGATE_ADDR", "127.0.0.1:5000"), ("FLOODGATE_RATE_LIMITS", "off")]).unwrap();
        assert_eq!(config.server.addr.port(), 5000);
        assert_eq!(config.server.max_in_flight, 7);
        assert!(!config.shop.limits.enabled);
    }

    #[test]
    fn lists_are_separated_by_commas() {
        let config = load("", &[("FLOODGATE_TRUSTED_PROXIES", "10.0.0.0/8, ::1/128")]).unwrap();
        assert_eq!(config.server.trusted_proxies.len(), 2);
    }

    #[test]
    fn several_processes_run_their_worker_apart() {
        let env =
            [("DATABASE_URL", "postgres://localhost/shop"), ("FLOODGATE_SECRET", "0123456789abcdef0123456789abcdef")];
        assert!(!load("", &env).unwrap().server.worker_in_process);
    }

    #[test]
    fn a_wrong_setting_is_refused_in_one_line_that_names_it() {
        for (file, env, named) in [
            ("[server]\nadr = \"x\"\n", None, "adr"),
            ("", Some(("FLOODGATE_ADDR", "nowhere")), "server.addr"),
            ("", Some(("FLOODGATE_RATE_LIMITS", "maybe")), "rate_limits.enabled"),
            ("", Some(("FLOODGATE_TRUSTED_PROXIES", "proxy")), "trusted_proxies"),
            ("", Some(("FLOODGATE_LOG_FORMAT", "xml")), "log.format"),
            ("", Some(("DATABASE_URL", "mysql://x")), "database.url"),
            ("", Some(("FLOODGATE_PUBLIC_URL", "shop.example/path")), "server.public_url"),
            ("[shop]\ncurrency = \"XXX\"\n", None, "shop.currency"),
            ("[server]\nmax_in_flight = 0\n", None, "server.max_in_flight"),
            ("[worker]\nlease_seconds = 0\n", None, "worker.lease_seconds"),
            ("[fulfilment]\ndaily_capacity = -1\n", None, "fulfilment.daily_capacity"),
            ("[rate_limits]\npages = { burst = 0, per_minute = 1 }\n", None, "rate_limits.pages"),
            ("[waiting_room]\nchallenge = \"some\"\n", None, "waiting_room.challenge"),
            ("[waiting_room]\nchallenge_bits = 40\n", None, "waiting_room.challenge_bits"),
            ("[waiting_room]\nchallenge_wait_seconds = 0\n", None, "waiting_room.challenge_wait_seconds"),
            ("this is not TOML", None, "configuration"),
        ] {
            let message = refused(file, &env.into_iter().collect::<Vec<_>>());
            assert!(message.contains(named), "{named}: {message}");
        }
    }
}
