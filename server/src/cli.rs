//! The command line: what can be asked of the binary, and with which exit code it answers.

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand};
use commerce::Scope;
use types::{JobId, job::JobState};

use crate::{commands, config::Config, telemetry};

/// It was tried and failed.
const FAILED: u8 = 1;
/// It could not be tried: wrong usage, a wrong setting, or, for `verify`, nothing to look at.
const NOT_TRIED: u8 = 2;

/// An open-source storefront.
#[derive(Debug, Parser)]
#[command(name = "floodgate", version, arg_required_else_help = true, propagate_version = true)]
struct Cli {
    /// Configuration file; `floodgate.toml` is read where it exists. The environment wins over it.
    #[arg(long, global = true, value_name = "FILE", env = "FLOODGATE_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the shop, its admin and its REST interface; with embedded SQLite also run the background jobs.
    Serve,
    /// Run background jobs: mails, payments that took too long, clean-up. As many processes as you like.
    Worker,
    /// Bring the database's schema up to this build. Embedded SQLite needs no asking.
    Migrate,
    /// Fill the shop with a demo catalogue. What is there already is kept.
    Seed,
    /// Take over products from another shop's export.
    #[command(subcommand)]
    Import(Import),
    /// Check every invariant on the live database. JSON on stdout; exit code 0 when all hold, 1 when one does not, 2 when it
    /// could not look.
    Verify(Verify),
    /// Manage the people who run the shop.
    #[command(subcommand)]
    Admin(Admin),
    /// Manage keys for programs.
    #[command(subcommand)]
    Apikey(Apikey),
    /// Look at the background jobs, and try those anew that gave up.
    #[command(subcommand)]
    Jobs(Jobs),
    /// Rehearse a sale against a copy of the shop: virtual buyers, bots, sandbox payments. Says how many can be admitted per minute
    /// and what limits it; exit code 1 when the rehearsal broke an invariant. Needs a free processor: not beside the selling shop.
    Rehearse(Rehearse),
    /// Switch the shop's extras. All instances follow within a second.
    #[command(subcommand)]
    Flags(Flags),
    /// Hold the shop at a level of pressure, or let it follow what is measured.
    #[command(subcommand)]
    Pressure(Pressure),
    /// Print the OpenAPI document of the REST interface, as `docs/openapi.json` keeps it.
    Openapi,
    /// Ask the process on this machine whether it can serve now (`/readyz` on the ops address).
    Healthcheck,
}

#[derive(Debug, Subcommand)]
enum Import {
    /// Shopify's product CSV. May be run again: products are known by their handles.
    Shopify(ImportShopify),
}

/// Arguments of `import shopify`.
#[derive(Debug, Args)]
pub struct ImportShopify {
    /// The CSV file.
    pub file: PathBuf,
    /// Say what would happen and write nothing.
    #[arg(long)]
    pub dry_run: bool,
}

/// Arguments of `verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// Mend what has exactly one right answer, leaving a trace of each repair, and check again. What needs a person is listed.
    #[arg(long)]
    pub repair: bool,
}

#[derive(Debug, Subcommand)]
enum Admin {
    /// Add an administrator. Prints a generated password once, unless one is given.
    Create(AdminCreate),
}

/// Arguments of `admin create`.
#[derive(Debug, Args)]
pub struct AdminCreate {
    /// Address to sign in with.
    pub email: String,
    /// Read the password from the first line of stdin instead of generating one.
    #[arg(long)]
    pub password_stdin: bool,
}

#[derive(Debug, Subcommand)]
enum Apikey {
    /// Make a key. It is printed once, alone on the last line of stdout.
    Create(ApikeyCreate),
}

/// Arguments of `apikey create`.
#[derive(Debug, Args)]
pub struct ApikeyCreate {
    /// What the key is for; written into histories.
    pub name: String,
    /// What it may do; repeat it or separate by commas. `admin` means everything.
    #[arg(long = "scope", required = true, value_delimiter = ',')]
    pub scopes: Vec<Scope>,
}

#[derive(Debug, Subcommand)]
enum Jobs {
    /// List jobs of one state, one per line: id, kind, tries, when it ended or is due, last error.
    List(JobsList),
    /// Let parked jobs be tried anew: one by its id, or all of a kind.
    Requeue(JobsRequeue),
    /// Put a parked job away without doing it.
    Discard(JobsDiscard),
}

/// Arguments of `rehearse`.
#[derive(Debug, Args)]
pub struct Rehearse {
    /// A drop, or a product, by its slug.
    #[arg(value_name = "SLUG")]
    pub drop: String,
    /// For the search of what can be let in, and again for the crowd at most; at least 12.
    #[arg(long, default_value_t = 60)]
    pub seconds: u64,
    /// Answer as JSON.
    #[arg(long)]
    pub json: bool,
    /// A folder for `rehearsal-SLUG.html` and `.json`: what came of everyone, second by second.
    #[arg(long, value_name = "FOLDER")]
    pub report: Option<PathBuf>,
}

/// Arguments of `jobs list`.
#[derive(Debug, Args)]
pub struct JobsList {
    /// parked, ready, running or done.
    #[arg(long, default_value = "parked")]
    pub state: JobState,
    /// Only of this kind: `order.mail`.
    #[arg(long)]
    pub kind: Option<String>,
    /// At most so many.
    #[arg(long, default_value_t = 100)]
    pub limit: usize,
}

/// Arguments of `jobs requeue`.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct JobsRequeue {
    /// Which job.
    pub id: Option<JobId>,
    /// All parked jobs of this kind.
    #[arg(long)]
    pub kind: Option<String>,
}

/// Arguments of `jobs discard`.
#[derive(Debug, Args)]
pub struct JobsDiscard {
    /// Which job.
    pub id: JobId,
}

#[derive(Debug, Subcommand)]
enum Flags {
    /// List all extras, one per line: key, on or off, to how many visitors, from which level left out, what it does.
    List,
    /// Switch one on or off.
    Set(FlagsSet),
    /// Give one back to its default.
    Clear(FlagsClear),
}

/// On or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Switch {
    /// May be shown.
    On,
    /// Nobody sees it.
    Off,
}

impl Switch {
    /// It may be shown.
    #[must_use]
    pub fn enabled(self) -> bool {
        self == Switch::On
    }
}

/// Arguments of `flags set`.
#[derive(Debug, Args)]
pub struct FlagsSet {
    /// Which: see `flags list`.
    pub key: String,
    /// on or off.
    pub state: Switch,
    /// To so many of a hundred visitors.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u8).range(0..=100))]
    pub percent: u8,
    /// Visitors who see it whatever the percentage; repeat it or separate by commas.
    #[arg(long, value_delimiter = ',')]
    pub allow: Vec<String>,
    /// Leave it out from this level of pressure on, instead of its default.
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=4))]
    pub shed_at: Option<u8>,
}

/// Arguments of `flags clear`.
#[derive(Debug, Args)]
pub struct FlagsClear {
    /// Which: see `flags list`.
    pub key: String,
}

#[derive(Debug, Subcommand)]
enum Pressure {
    /// Hold it at a level, or let it go with `auto`.
    Hold(PressureHold),
}

/// Arguments of `pressure hold`.
#[derive(Debug, Args)]
pub struct PressureHold {
    /// 0 to 4, or auto.
    pub level: HeldLevel,
}

/// A level to be held at; none for `auto`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeldLevel(pub Option<u8>);

impl std::str::FromStr for HeldLevel {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "auto" {
            return Ok(Self(None));
        }
        let level = text.parse().ok().filter(|level| *level <= 4);
        level.map(|level| Self(Some(level))).ok_or_else(|| "0 to 4, or auto".to_owned())
    }
}

/// Runs what the command line asks for. The runtime starts here and not in the binary, so that all asynchronous code is compiled
/// once, in this crate.
#[tokio::main]
pub async fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    let config = Config::load(cli.config.as_deref());
    let started = config.and_then(|config| telemetry::start_logging(&config.log).map(|()| config));
    let config = match started {
        Ok(config) => config,
        Err(error) => return fail(&error, NOT_TRIED),
    };
    let unable = match cli.command {
        Command::Verify(_) | Command::Rehearse(_) => NOT_TRIED,
        _ => FAILED,
    };
    dispatch(cli.command, config).await.unwrap_or_else(|error| fail(&error, unable))
}

async fn dispatch(command: Command, config: Config) -> anyhow::Result<ExitCode> {
    match command {
        Command::Serve => commands::serve::run(config).await,
        Command::Worker => commands::worker::run(config).await,
        Command::Migrate => commands::migrate::run(config).await,
        Command::Seed => commands::seed::run(config).await,
        Command::Import(Import::Shopify(args)) => commands::import::run(config, args).await,
        Command::Verify(args) => commands::verify::run(config, args).await,
        Command::Admin(Admin::Create(args)) => commands::admin::run(config, args).await,
        Command::Apikey(Apikey::Create(args)) => commands::apikey::run(config, args).await,
        Command::Jobs(Jobs::List(args)) => commands::jobs::list(config, args).await,
        Command::Jobs(Jobs::Requeue(args)) => commands::jobs::requeue(config, args).await,
        Command::Jobs(Jobs::Discard(args)) => commands::jobs::discard(config, args).await,
        Command::Rehearse(args) => commands::rehearse::run(config, args).await,
        Command::Flags(Flags::List) => commands::flags::list(config).await,
        Command::Flags(Flags::Set(args)) => commands::flags::set(config, args).await,
        Command::Flags(Flags::Clear(args)) => commands::flags::clear(config, args).await,
        Command::Pressure(Pressure::Hold(args)) => commands::flags::hold(config, args).await,
        Command::Openapi => Ok(commands::openapi::run()),
        Command::Healthcheck => commands::healthcheck::run(config).await,
    }
}

/// One line on stderr.
fn fail(error: &anyhow::Error, code: u8) -> ExitCode {
    eprintln!("error: {}", one_line(&format!("{error:#}")));
    ExitCode::from(code)
}

/// Help as it is; a mistake as the one line of it that says what to do.
fn usage(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        // Nobody reads the help any more when stdout is closed.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    if error.kind() == clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let _ = error.print();
        return ExitCode::from(NOT_TRIED);
    }
    let text = error.to_string();
    let message = text.split("\n\nUsage:").next().unwrap_or(&text).split("\n\nFor more").next().unwrap_or(&text);
    eprintln!("{} (`floodgate --help` explains)", one_line(message));
    ExitCode::from(NOT_TRIED)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn the_documented_commands_are_understood() {
        for line in [
            "serve",
            "worker",
            "migrate",
            "seed",
            "import shopify products.csv --dry-run",
            "verify",
            "verify --repair",
            "admin create me@example.com --password-stdin",
            "apikey create ci --scope stock:write,orders:read --scope ops",
            "jobs list",
            "jobs list --state done --kind order.mail --limit 5",
            "jobs requeue 01936f2e-0000-7000-8000-000000000000",
            "jobs requeue --kind order.mail",
            "jobs discard 01936f2e-0000-7000-8000-000000000000",
            "flags list",
            "flags set newsletter off",
            "flags set related_products on --percent 20 --allow a,b --shed-at 2",
            "flags clear newsletter",
            "pressure hold 3",
            "pressure hold auto",
            "healthcheck",
            "openapi",
            "rehearse autumn-drop --seconds 30 --json",
        ] {
            assert!(Cli::try_parse_from(["floodgate"].into_iter().chain(line.split(' '))).is_ok(), "{line}");
        }
        assert!(Cli::try_parse_from(["floodgate", "apikey", "create", "ci", "--scope", "everything"]).is_err());
        assert!(Cli::try_parse_from(["floodgate", "apikey", "create", "ci"]).is_err());
        assert!(Cli::try_parse_from(["floodgate", "flags", "set", "newsletter", "maybe"]).is_err());
        assert!(Cli::try_parse_from(["floodgate", "pressure", "hold", "5"]).is_err());
        assert!(Cli::try_parse_from(["floodgate", "jobs", "requeue"]).is_err());
        assert!(Cli::try_parse_from(["floodgate", "jobs", "list", "--state", "lost"]).is_err());
    }
}
