//! The connection to Redis, with the time-outs and bounds that its client leaves open.

use std::time::Duration;

use fred::{
    clients::Client,
    interfaces::ClientLike,
    types::{
        Builder,
        config::{Config, ReconnectPolicy},
    },
};

use crate::{Error, Result};

/// Redis answers within this or is treated as absent.
const COMMAND_TIMEOUT: Duration = Duration::from_millis(150);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(1);
/// Commands waiting for a connection; beyond it they fail at once.
const BUFFER_LENGTH: usize = 4096;

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
