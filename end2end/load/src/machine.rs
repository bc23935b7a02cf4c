//! Where everything is that the measures need, as `scripts/bench.sh` says in the environment.

use std::{
    env,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::Context;

use crate::postgres::Postgres;

/// Programs, places, and how much time a measure may take.
#[derive(Debug)]
pub struct Machine {
    /// The binary that ships.
    pub floodgate: PathBuf,
    /// The driver of the domain operation.
    pub hot_item: PathBuf,
    /// A server of this run's own.
    pub postgres: Postgres,
    /// Empty, on a real disk; removed afterwards.
    pub work: PathBuf,
    /// Where the report goes.
    pub results: PathBuf,
    /// Rounds and their lengths.
    pub pace: Pace,
}

/// How long is measured.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Rounds, of which the median counts.
    pub rounds: usize,
    /// One round of whole purchases.
    pub long: Duration,
    /// One round of something simpler.
    pub short: Duration,
    /// Before the first round.
    pub warm_up: Duration,
    /// Starts from cold.
    pub starts: usize,
    /// A crowd that does not go away.
    pub crowd: Duration,
    /// The soak.
    pub soak: Duration,
    /// Event streams held open at once.
    pub streams: usize,
    /// Products of the shops that are compared with one of a thousand.
    pub catalogues: &'static [usize],
}

impl Pace {
    const FULL: Self = Self {
        rounds: 3,
        long: Duration::from_secs(8),
        short: Duration::from_secs(4),
        warm_up: Duration::from_secs(3),
        starts: 10,
        crowd: Duration::from_secs(60),
        soak: Duration::from_secs(30 * 60),
        streams: 20_000,
        catalogues: &[100_000, 1_000_000],
    };

    /// Shows that everything works; its numbers mean nothing.
    const QUICK: Self = Self {
        rounds: 1,
        long: Duration::from_secs(2),
        short: Duration::from_secs(1),
        warm_up: Duration::from_secs(1),
        starts: 2,
        crowd: Duration::from_secs(5),
        soak: Duration::from_secs(20),
        streams: 500,
        catalogues: &[2_000],
    };
}

impl Machine {
    /// Reads the variables that `scripts/bench.sh` sets.
    ///
    /// # Errors
    /// Names the variable that is missing.
    pub fn from_environment() -> anyhow::Result<Self> {
        let path = |name| variable(name).map(PathBuf::from);
        Ok(Self {
            floodgate: path("BENCH_FLOODGATE")?,
            hot_item: path("BENCH_HOT_ITEM")?,
            postgres: Postgres::new(path("BENCH_POSTGRES_BIN")?, &variable("FLOODGATE_TEST_DATABASE")?)?,
            work: path("BENCH_WORK")?,
            results: path("BENCH_RESULTS")?,
            pace: if env::var_os("BENCH_QUICK").is_some() { Pace::QUICK } else { Pace::FULL },
        })
    }
}

fn variable(name: &str) -> anyhow::Result<String> {
    env::var(name).with_context(|| format!("{name} is not set: start with scripts/bench.sh"))
}

/// SQL that `pgbench` and `psql` run.
pub fn sql(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sql").join(name)
}
