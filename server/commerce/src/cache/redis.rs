//! The connection to Redis, with the time-outs and bounds that its client leaves open.

use std::{fmt::Display, time::Duration};

use fred::{
    clients::Client,
    interfaces::ClientLike,
    types::{
        Builder,
        config::{Config, ReconnectPolicy},
    },
};
use types::{Millis, admin::ProviderStanding};

use crate::{
    Error, Result,
    breaker::{self, Outcome},
};

/// Redis answers within this or is treated as absent.
const COMMAND_TIMEOUT: Duration = Duration::from_millis(150);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(1);
/// Commands waiting for a connection; beyond it they fail at once.
const BUFFER_LENGTH: usize = 4096;

/// Milliseconds for which what keeps failing is left alone.
const REST: Millis = 1_000;

/// Redis where the shop can do without it: asked behind a breaker, and never for long.
pub(crate) struct Spare {
    pub client: Client,
    breaker: breaker::Gate,
    patience: Duration,
}

impl Spare {
    /// One that has to answer within `patience`.
    pub fn new(client: Client, patience: Duration) -> Self {
        Self { client, breaker: breaker::Gate::resting(REST), patience }
    }

    /// What `call` answers; none when it failed, took too long, or was not made. A failure is counted, and goes no further.
    pub async fn ask<T>(
        &self,
        what: &'static str,
        now: Millis,
        call: impl Future<Output = Result<T, impl Display>>,
    ) -> Option<T> {
        let asked = self.breaker.begin(now)?;
        let answer = tokio::time::timeout(self.patience, call).await;
        asked.end(if matches!(answer, Ok(Ok(_))) { Outcome::Answered } else { Outcome::Failed }, now);
        match answer {
            Ok(Ok(value)) => return Some(value),
            Ok(Err(cause)) => tracing::debug!(%cause, what, "Redis"),
            Err(_) => tracing::debug!(what, "Redis did not answer in time"),
        }
        metrics::counter!("floodgate_redis_failures_total", "operation" => what).increment(1);
        None
    }

    /// How it is, as this process sees it.
    pub fn standing(&self, name: &str) -> ProviderStanding {
        self.breaker.lock().standing(name)
    }
}

/// Starts a client that connects in the background and keeps trying: the shop starts and sells without Redis.
///
/// # Errors
/// `internal` when `url` cannot be read.
pub(crate) async fn connect_redis(url: &str) -> Result<Client> {
    let client = redis_builder(url)?.build().map_err(Error::internal)?;
    client.connect();
    if !connected(&client).await {
        tracing::warn!("Redis does not answer yet; the shop goes on without it and keeps trying");
    }
    Ok(client)
}

/// Waits until `client` is connected, for as long as a connection may take. Looks once more at the end: a connection made in the moment
/// in which the waiting begins is told to nobody.
pub(crate) async fn connected(client: &impl ClientLike) -> bool {
    let told = tokio::time::timeout(CONNECT_TIMEOUT, client.wait_for_connect()).await;
    told.is_ok_and(|connected| connected.is_ok()) || client.is_connected()
}

/// What every connection to Redis has in common.
///
/// # Errors
/// `internal` when `url` cannot be read.
pub(crate) fn redis_builder(url: &str) -> Result<Builder> {
    let config = Config { fail_fast: true, ..Config::from_url(url).map_err(Error::internal)? };
    let mut builder = Builder::from_config(config);
    builder
        .with_performance_config(|performance| {
            performance.default_command_timeout = COMMAND_TIMEOUT;
        })
        .with_connection_config(|connection| {
            connection.connection_timeout = CONNECT_TIMEOUT;
            connection.internal_command_timeout = CONNECT_TIMEOUT;
            // A command whose fate is unknown is not sent again: scripts would run twice.
            connection.max_command_attempts = 1;
            connection.max_command_buffer_len = BUFFER_LENGTH;
        })
        .set_policy(ReconnectPolicy::new_exponential(0, 50, 5_000, 2));
    Ok(builder)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test]
    async fn what_does_not_answer_is_soon_asked_no_more_and_later_again() {
        let client = redis_builder("redis://127.0.0.1:1").unwrap().build().unwrap();
        let (spare, asked) = (Spare::new(client, Duration::from_millis(5)), AtomicUsize::new(0));
        let ask = async |now| {
            let silent = async {
                asked.fetch_add(1, Ordering::Relaxed);
                std::future::pending::<Result<(), String>>().await
            };
            assert_eq!(spare.ask("test", now, silent).await, None);
        };
        for _ in 0..20 {
            ask(0).await;
        }
        let before = asked.load(Ordering::Relaxed);
        assert!((1..20).contains(&before), "{before}");
        ask(REST).await;
        assert_eq!(asked.load(Ordering::Relaxed), before + 1);
    }
}
