//! `floodgate apikey create`

use std::process::ExitCode;

use commerce::{Cx, Scope, staff};

use super::{explain, open_shop};
use crate::{cli::ApikeyCreate, config::Config};

pub async fn run(config: Config, args: ApikeyCreate) -> anyhow::Result<ExitCode> {
    let cx = Cx::system(open_shop(config.shop).await?);
    let key = staff::create_key(&cx, &args.name, &args.scopes).await.map_err(explain)?;
    let scopes: Vec<_> = args.scopes.iter().map(|scope| Scope::as_str(*scope)).collect();
    println!("Key \"{}\" may: {}. It is shown this once:", args.name, scopes.join(", "));
    println!("{key}");
    Ok(ExitCode::SUCCESS)
}
