//! The settings as the file writes them: `floodgate.default.toml` documents each.

use std::{collections::BTreeMap, net::SocketAddr, path::PathBuf};

use commerce::limits::LimitSettings;
use ipnet::IpNet;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    pub server: Server,
    pub database: Database,
    pub redis: Redis,
    pub storage: Storage,
    pub security: Security,
    pub mail: Mail,
    pub shop: Shop,
    pub checkout: Checkout,
    pub payments: Payments,
    pub worker: Worker,
    pub fulfilment: Fulfilment,
    pub waiting_room: WaitingRoom,
    pub log: Log,
    pub rate_limits: LimitSettings,
    pub page_cache: PageCache,
    pub pressure: Pressure,
    pub data_cache: DataCache,
}

/// Copies of what the database was asked for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataCache {
    pub megabytes: u64,
}

/// Pages that are the same for everyone, as finished bytes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageCache {
    pub enabled: bool,
    pub megabytes: u64,
    pub fresh_seconds: u64,
    pub stale_seconds: u64,
    pub stale_if_error_seconds: u64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    pub addr: SocketAddr,
    pub ops_addr: SocketAddr,
    pub public_url: String,
    pub trusted_proxies: Vec<IpNet>,
    pub site_dir: PathBuf,
    pub max_connections: usize,
    pub max_in_flight: usize,
    pub max_event_streams: usize,
    pub header_timeout_seconds: u64,
    pub request_timeout_seconds: u64,
    pub drain_announce_seconds: u64,
    pub drain_seconds: u64,
    pub service_worker: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    pub url: String,
    pub replica_urls: Vec<String>,
    pub connections: u32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Redis {
    pub url: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Storage {
    pub data_dir: PathBuf,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Security {
    pub secret: String,
}

/// A secret is not for logs.
impl std::fmt::Debug for Security {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Security")
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    pub smtp_url: String,
    pub from: String,
    pub contact: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shop {
    pub name: String,
    pub tagline: String,
    pub taglines: BTreeMap<String, String>,
    pub currency: String,
    pub locale: String,
    pub markets: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkout {
    pub hold_minutes: u64,
    pub hold_ceiling_minutes: u64,
    pub payment_timeout_seconds: u64,
    pub payment_patience_milliseconds: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payments {
    pub providers: Vec<String>,
    pub stripe_secret_key: String,
    pub stripe_webhook_secret: String,
    pub stripe_publishable_key: String,
    pub stripe_api_base: String,
}

/// Two of them are secrets.
impl std::fmt::Debug for Payments {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Payments").field("providers", &self.providers).finish_non_exhaustive()
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Worker {
    pub in_process: InProcess,
    pub lease_seconds: u64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WaitingRoom {
    pub open_at_level: u8,
    pub admit_per_minute: u64,
    pub pass_minutes: u64,
    pub challenge: Challenge,
    pub challenge_bits: u8,
    pub challenge_wait_seconds: u64,
}

/// Who has to work for a place in a queue.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Challenge {
    Off,
    Suspects,
    Everyone,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fulfilment {
    pub daily_capacity: u32,
    pub hourly_capacity: u32,
    pub max_backlog_days: u32,
}

/// Whether `serve` runs jobs.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum InProcess {
    Auto,
    On,
    Off,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    pub format: LogFormat,
    pub filter: String,
}

/// How log lines look.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Pretty,
    /// For programs: one object per line.
    Json,
}

/// What the shop does when it is pressed.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pressure {
    pub automatic: bool,
}
