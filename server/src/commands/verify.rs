//! `floodgate verify`

use std::process::ExitCode;

use commerce::{Cx, Services, verify};

use super::{explain, require_schema};
use crate::{cli::Verify, config::Config};

/// It looked, and something does not hold.
const BROKEN: u8 = 1;

pub async fn run(config: Config, args: Verify) -> anyhow::Result<ExitCode> {
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
