//! `floodgate worker`

use std::{io::ErrorKind, process::ExitCode};

use anyhow::Context;
use commerce::jobs::Worker;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::open_shop;
use crate::{
    config::Config,
    lifecycle::{Lifecycle, Phase, told_to_stop},
    listener,
    ops::{self, Ops},
    telemetry,
};

pub async fn run(config: Config) -> anyhow::Result<ExitCode> {
    let metrics = telemetry::start_metrics()?;
    let lifecycle = Lifecycle::default();
    let services = open_shop(config.shop).await?;
    let stop_ops = CancellationToken::new();
    let ops = ops::routes(Ops { lifecycle: lifecycle.clone(), services: services.clone(), metrics });
    let probes = match TcpListener::bind(config.server.ops_addr).await {
        Ok(socket) => Some(tokio::spawn(listener::serve(socket, ops, listener::Limits::OPS, stop_ops.clone()))),
        // Beside `serve` on one machine, which answers there already.
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            let addr = config.server.ops_addr;
            tracing::warn!(%addr, "the ops address is taken; this worker goes without probes (set FLOODGATE_OPS_ADDR)");
            None
        }
        Err(error) => return Err(error).with_context(|| format!("cannot listen on {}", config.server.ops_addr)),
    };

    let stop = CancellationToken::new();
    let worker = tokio::spawn(Worker::new(services.clone()).run(stop.clone()));
    lifecycle.enter(Phase::Serving);
    told_to_stop().await;
    lifecycle.enter(Phase::Draining);
    stop.cancel();
    if tokio::time::timeout(config.server.drain, worker).await.is_err() {
        tracing::warn!("some jobs did not finish in time; their leases run out and they run again");
    }
    stop_ops.cancel();
    if let Some(probes) = probes {
        probes.await?;
    }
    services.db.clone().close().await;
    Ok(ExitCode::SUCCESS)
}
