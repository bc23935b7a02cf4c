//! `floodgate serve`

use std::{net::SocketAddr, process::ExitCode, sync::Arc, time::Duration};

use anyhow::Context;
use commerce::{Cx, Services, drops, jobs::Worker, pressure, staff, switches};
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::{net::TcpListener, task::JoinHandle, time::Instant};
use tokio_util::sync::CancellationToken;

use super::{explain, open_shop};
use crate::{
    App, assets,
    config::{Config, ServerConfig},
    lifecycle::{Lifecycle, Phase, told_to_stop},
    listener,
    ops::{self, Ops},
    routes, surge, telemetry,
};

/// Signs in to a shop that has no staff yet.
const FIRST_ADMIN: &str = "admin@floodgate.local";

pub async fn run(config: Config) -> anyhow::Result<ExitCode> {
    let metrics = telemetry::start_metrics()?;
    let (public, probes) =
        (bind(config.server.addr, "FLOODGATE_ADDR").await?, bind(config.server.ops_addr, "FLOODGATE_OPS_ADDR").await?);
    let services = open_shop(config.shop).await?;
    let lifecycle = Lifecycle::default();

    let stop_ops = CancellationToken::new();
    let ops = ops::routes(Ops { lifecycle: lifecycle.clone(), services: services.clone(), metrics: metrics.clone() });
    let ops = tokio::spawn(listener::serve(probes, ops, listener::Limits::OPS, stop_ops.clone()));

    let found = assets::find(&config.server.site_dir);
    assets::keep(&found, &config.server.site_dir, &services.settings.data_dir);
    let app = App::new(services.clone(), config.server.clone(), found);
    let stop = CancellationToken::new();
    let shop = tokio::spawn(listener::serve(
        public,
        routes::router(&app),
        listener::Limits::of("shop", &config.server),
        stop.clone(),
    ));
    let worker = config.server.worker_in_process.then(|| tokio::spawn(Worker::new(services.clone()).run(stop.clone())));
    let watch = tokio::spawn(surge::watch(app.clone(), metrics.clone()));
    let upkeep = tokio::spawn(upkeep(app.clone(), metrics));

    welcome(&services, &config.server).await?;
    lifecycle.enter(Phase::Serving);
    told_to_stop().await;
    lifecycle.enter(Phase::Draining);
    tokio::time::sleep(config.server.drain_announce).await;
    stop.cancel();
    app.streams.close();
    drain(app, shop, worker, config.server.drain).await;
    upkeep.abort();
    watch.abort();
    stop_ops.cancel();
    ops.await?;
    services.db.clone().close().await;
    tracing::info!("stopped");
    Ok(ExitCode::SUCCESS)
}

async fn bind(addr: SocketAddr, variable: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(addr).await.with_context(|| format!("cannot listen on {addr}: stop what does, or set {variable}"))
}

/// What has begun is finished: requests first, then handlers whose client has gone, then jobs.
async fn drain(app: App, shop: JoinHandle<()>, worker: Option<JoinHandle<()>>, patience: Duration) {
    let deadline = Instant::now() + patience;
    if let Err(panic) = shop.await {
        tracing::error!(%panic, "the listener");
    }
    app.handlers.close();
    if tokio::time::timeout_at(deadline, app.handlers.wait()).await.is_err() {
        tracing::warn!(
            left = app.handlers.len(),
            "some requests did not finish in time; their transactions are undone"
        );
    }
    if let Some(worker) = worker
        && tokio::time::timeout_at(deadline, worker).await.is_err()
    {
        tracing::warn!("some jobs did not finish in time; their leases run out and they run again");
    }
}

/// Keeps the process from growing (histograms fold) and in touch: with what staff switch, with how hard it is pressed, and with
/// whether the crowd needs a queue.
async fn upkeep(app: App, metrics: PrometheusHandle) {
    const FOLD_EVERY: Duration = Duration::from_secs(5);
    const TELL_EVERY: Duration = Duration::from_millis(250);
    let fold = async {
        let mut ticks = tokio::time::interval(FOLD_EVERY);
        loop {
            ticks.tick().await;
            metrics.run_upkeep();
        }
    };
    let cx = || Cx::system(app.services.clone());
    let tell = async {
        let mut ticks = tokio::time::interval(TELL_EVERY);
        loop {
            ticks.tick().await;
            app.gate.tell(&app.services.pressure);
        }
    };
    if !app.services.limits.are_on() {
        tracing::warn!("rate limits are off: anyone may ask as often as they like (FLOODGATE_RATE_LIMITS)");
    }
    let copies = app.services.settings.database_replica_urls.len();
    let look_after = app.services.db.look_after_copies(copies);
    let pressed = pressure::measure(cx(), app.server.sheds);
    futures::join!(fold, tell, look_after, switches::follow(cx()), pressed, drops::tend_shop_queue(cx()));
}

/// Where everything is, and, on the very first start, who may sign in.
async fn welcome(services: &Arc<Services>, server: &ServerConfig) -> anyhow::Result<()> {
    let cx = Cx::system(services.clone());
    let first_admin = staff::create_first_admin(&cx, FIRST_ADMIN).await.map_err(explain)?;
    let url = &services.settings.public_url;
    println!("\nThe shop is open.\n");
    println!("  Shop         {url}/");
    println!("  Admin        {url}/admin");
    if services.settings.dev_mailbox() {
        println!("  Dev mailbox  {url}/dev/mailbox");
    }
    println!("  Probes       http://{}/readyz", server.ops_addr);
    if let Some(admin) = first_admin {
        println!("\n  First admin  {}", admin.email);
        println!("  Password     {}  (shown this once)", admin.password);
    }
    println!();
    Ok(())
}
