//! `floodgate seed`

use std::process::ExitCode;

use commerce::{Cx, seed};

use super::{explain, open_shop};
use crate::config::Config;

pub async fn run(config: Config) -> anyhow::Result<ExitCode> {
    let cx = Cx::system(open_shop(config.shop).await?);
    let report = seed::seed(&cx).await.map_err(explain)?;
    println!(
        "Added {} collections, {} products, {} variants and {} pictures; what was there already stays as it is.",
        report.collections, report.products, report.variants, report.images
    );
    Ok(ExitCode::SUCCESS)
}
