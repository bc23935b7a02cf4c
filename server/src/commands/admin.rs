//! `floodgate admin create`

use std::{io::BufRead, process::ExitCode};

use anyhow::{Context, bail};
use commerce::{Cx, staff};

use super::{explain, open_shop};
use crate::{cli::AdminCreate, config::Config};

pub async fn run(config: Config, args: AdminCreate) -> anyhow::Result<ExitCode> {
    let given = args.password_stdin.then(read_password).transpose()?;
    let cx = Cx::system(open_shop(config.shop).await?);
    let password = given.clone().unwrap_or_else(staff::generate_password);
    let admin = staff::create(&cx, &args.email, &password).await.map_err(explain)?;
    println!("{} can sign in at {}/admin.", admin.email, cx.settings.public_url);
    if given.is_none() {
        println!("The password is shown this once:");
        println!("{password}");
    }
    Ok(ExitCode::SUCCESS)
}

fn read_password() -> anyhow::Result<String> {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).context("cannot read the password from stdin")?;
    match line.trim_end_matches(['\r', '\n']) {
        "" => bail!("there is no password on stdin: pipe one in, or leave --password-stdin out to get a generated one"),
        password => Ok(password.to_owned()),
    }
}
