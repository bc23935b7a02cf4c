//! `floodgate flags …`, `floodgate pressure …`

use std::process::ExitCode;

use commerce::{Cx, flags, pressure, switches};
use types::flag::{FlagInput, FlagView};

use super::{explain, open_shop};
use crate::{
    cli::{FlagsClear, FlagsSet, PressureHold},
    config::Config,
};

/// The shop with what staff have switched.
async fn shop(config: Config) -> anyhow::Result<Cx> {
    let cx = Cx::system(open_shop(config.shop).await?);
    switches::read(&cx).await.map_err(explain)?;
    Ok(cx)
}

pub async fn list(config: Config) -> anyhow::Result<ExitCode> {
    let cx = shop(config).await?;
    flags::list(&cx).map_err(explain)?.iter().for_each(|flag| println!("{}", line(flag)));
    Ok(ExitCode::SUCCESS)
}

pub async fn set(config: Config, args: FlagsSet) -> anyhow::Result<ExitCode> {
    let cx = shop(config).await?;
    let input =
        FlagInput { enabled: args.state.enabled(), percent: args.percent, allow: args.allow, shed_at: args.shed_at };
    println!("{}", line(&flags::set(&cx, &args.key, input).await.map_err(explain)?));
    told(&cx).await;
    Ok(ExitCode::SUCCESS)
}

pub async fn clear(config: Config, args: FlagsClear) -> anyhow::Result<ExitCode> {
    let cx = shop(config).await?;
    println!("{}", line(&flags::clear(&cx, &args.key).await.map_err(explain)?));
    told(&cx).await;
    Ok(ExitCode::SUCCESS)
}

pub async fn hold(config: Config, args: PressureHold) -> anyhow::Result<ExitCode> {
    let cx = shop(config).await?;
    let view = pressure::hold(&cx, args.level.0).await.map_err(explain)?;
    println!("{}", view.level.map_or_else(|| "auto".to_owned(), |level| level.to_string()));
    told(&cx).await;
    Ok(ExitCode::SUCCESS)
}

/// Lets the note go out before the process ends. Should it not, all instances read for themselves.
async fn told(cx: &Cx) {
    if cx.settings.redis_url.is_some() {
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
}

/// Fields separated by tabs, for people and for `cut`.
fn line(flag: &FlagView) -> String {
    let state = if flag.enabled { "on" } else { "off" };
    let source = if flag.overridden { "switched" } else { "default" };
    format!("{}\t{state}\t{}%\tlevel {}\t{source}\t{}", flag.key, flag.percent, flag.shed_at, flag.description)
}
