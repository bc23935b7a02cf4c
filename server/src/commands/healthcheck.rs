//! `floodgate healthcheck`: for containers, which have nothing else to ask with.

use std::{process::ExitCode, time::Duration};

use anyhow::{Context, bail};
use http::{Request, StatusCode, header::HOST};
use http_body_util::Empty;
use hyper::body::Bytes;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::config::Config;

/// A process that takes longer cannot serve either.
const PATIENCE: Duration = Duration::from_secs(3);

pub async fn run(config: Config) -> anyhow::Result<ExitCode> {
    let addr = config.server.ops_addr.to_string();
    let status = tokio::time::timeout(PATIENCE, ask(&addr))
        .await
        .context("no answer in time")
        .flatten()
        .with_context(|| format!("nothing answers at http://{addr}/readyz: is `floodgate serve` running there?"))?;
    if status != StatusCode::OK {
        bail!("not ready: http://{addr}/readyz answers {status}");
    }
    println!("ready");
    Ok(ExitCode::SUCCESS)
}

async fn ask(addr: &str) -> anyhow::Result<StatusCode> {
    let stream = TcpStream::connect(addr).await?;
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    let request = Request::get("/readyz").header(HOST, addr).body(Empty::<Bytes>::new())?;
    Ok(sender.send_request(request).await?.status())
}
