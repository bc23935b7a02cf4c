//! `floodgate migrate`

use std::process::ExitCode;

use commerce::Services;

use super::explain;
use crate::config::Config;

pub async fn run(config: Config) -> anyhow::Result<ExitCode> {
    let services = Services::connect(config.shop).await.map_err(explain)?;
    services.db.migrate().await.map_err(explain)?;
    println!("The schema is up to date.");
    Ok(ExitCode::SUCCESS)
}
