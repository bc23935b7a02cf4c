//! `floodgate healthcheck`: for containers, which have nothing else to ask with.

use std::{process::ExitCode, time::Duration};

use anyhow::{Context, bail};

use crate::config::Config;

/// A process that takes longer cannot serve either.
const PATIENCE: Duration = Duration::from_secs(3);

pub async fn run(config: Config) -> anyhow::Result<ExitCode> {
    let url = format!("http://{}/readyz", config.server.ops_addr);
    // The process asked is on this machine, whatever proxy its environment names for the world outside.
    let client = reqwest::Client::builder().timeout(PATIENCE).no_proxy().build()?;
    let answer = client.get(&url).send().await;
    let answer = answer.with_context(|| format!("nothing answers at {url}: is `floodgate serve` running there?"))?;
    let (ready, status) = (answer.status().is_success(), answer.status());
    if !ready {
        bail!("not ready: {url} answers {status}: {}", answer.text().await.unwrap_or_default().trim());
    }
    println!("ready");
    Ok(ExitCode::SUCCESS)
}
