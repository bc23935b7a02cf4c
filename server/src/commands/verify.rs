//! `floodgate verify`

use std::process::ExitCode;

use commerce::{Cx, Services, verify};

use super::{explain, require_schema};
use crate::config::Config;

/// It looked, and something does not hold.
const BROKEN: u8 = 1;

pub async fn run(config: Config) -> anyhow::Result<ExitCode> {
    let services = Services::connect(config.shop).await.map_err(explain)?;
    require_schema(&services).await?;
    let report = verify::run(&Cx::system(services)).await.map_err(explain)?;
    println!("{}", serde_json::to_string_pretty(&report)?);
    Ok(if report.ok { ExitCode::SUCCESS } else { ExitCode::from(BROKEN) })
}
