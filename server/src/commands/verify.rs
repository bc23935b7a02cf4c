//! `floodgate verify`

use std::{path::Path, process::ExitCode};

use anyhow::bail;
use commerce::{Cx, Services, verify};

use super::{explain, require_schema};
use crate::{cli::Verify, config::Config};

/// It looked, and something does not hold.
const BROKEN: u8 = 1;

pub async fn run(config: Config, args: Verify) -> anyhow::Result<ExitCode> {
    require_file(&config.shop.database_url)?;
    let services = Services::connect(config.shop).await.map_err(explain)?;
    require_schema(&services).await?;
    let cx = Cx::system(services);
    let (text, ok) = if args.repair {
        let repair = verify::repair(&cx).await.map_err(explain)?;
        (serde_json::to_string_pretty(&repair)?, repair.report.ok)
    } else {
        let report = verify::run(&cx).await.map_err(explain)?;
        (serde_json::to_string_pretty(&report)?, report.ok)
    };
    println!("{text}");
    Ok(if ok { ExitCode::SUCCESS } else { ExitCode::from(BROKEN) })
}

/// Connecting would make a file that is not there; who only looks makes nothing.
pub(super) fn require_file(url: &str) -> anyhow::Result<()> {
    let Some(path) = url.strip_prefix("sqlite:") else { return Ok(()) };
    let path = path.trim_start_matches("//").split('?').next().unwrap_or_default();
    if path.is_empty() || path.starts_with(":memory:") || Path::new(path).exists() {
        return Ok(());
    }
    bail!("there is no database {path}: is DATABASE_URL right?")
}
