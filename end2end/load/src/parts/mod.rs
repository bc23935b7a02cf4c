//! What can be measured, one part per file.

mod burst;
mod catalogue;
mod footprint;
mod goodput;
mod light;
mod pages;
mod purchases;
mod refusals;
mod soak;
mod sqlite;
mod streams;
mod takes;

use std::time::Duration;

use anyhow::bail;

use crate::{machine::Machine, report::Report};

/// One part; each can be run alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Units of one hot item, taken by many.
    Takes,
    /// Whole purchases on PostgreSQL.
    Purchases,
    /// More buyers than units, all at once.
    Burst,
    /// Whole purchases on SQLite.
    Sqlite,
    /// Purchases while many times more want to buy than can.
    Goodput,
    /// A product page at level 0 and 3.
    Light,
    /// What a refusal costs.
    Refusals,
    /// Event streams that are open and say nothing.
    Streams,
    /// Memory over a long time.
    Soak,
    /// One product page, kept and rendered.
    Pages,
    /// Ever more products.
    Catalogue,
    /// Memory and start. Last, because it tells what the others took.
    Footprint,
}

impl Part {
    const ALL: [Self; 12] = [
        Self::Takes,
        Self::Purchases,
        Self::Burst,
        Self::Sqlite,
        Self::Pages,
        Self::Goodput,
        Self::Light,
        Self::Refusals,
        Self::Streams,
        Self::Soak,
        Self::Catalogue,
        Self::Footprint,
    ];

    /// As on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Takes => "takes",
            Self::Purchases => "purchases",
            Self::Burst => "burst",
            Self::Sqlite => "sqlite",
            Self::Goodput => "goodput",
            Self::Light => "light",
            Self::Refusals => "refusals",
            Self::Streams => "streams",
            Self::Soak => "soak",
            Self::Pages => "pages",
            Self::Catalogue => "catalogue",
            Self::Footprint => "footprint",
        }
    }

    /// For people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Takes => "takes of one hot item, PostgreSQL",
            Self::Purchases => "whole purchases over REST, PostgreSQL",
            Self::Burst => "400 buyers at the same instant, PostgreSQL",
            Self::Sqlite => "whole purchases over REST, SQLite",
            Self::Goodput => "purchases under twenty times the crowd, PostgreSQL",
            Self::Light => "a product page at level 3, SQLite",
            Self::Refusals => "what a refusal costs, SQLite",
            Self::Streams => "event streams that say nothing, SQLite",
            Self::Soak => "a long time at 70 %, PostgreSQL",
            Self::Pages => "a product page, kept and rendered, beside nginx",
            Self::Catalogue => "lists, searches and products among ever more products",
            Self::Footprint => "memory and start",
        }
    }

    /// Several times what it takes, the soak's own length aside.
    pub fn longest(self, machine: &Machine) -> Duration {
        match self {
            Self::Goodput => Duration::from_secs(20 * 60),
            Self::Catalogue => catalogue::longest(machine),
            Self::Soak => machine.pace.soak + Duration::from_secs(5 * 60),
            _ => Duration::from_secs(10 * 60),
        }
    }

    /// Measures it.
    ///
    /// # Errors
    /// When something it needs does not work.
    pub async fn run(self, machine: &Machine, report: &mut Report) -> anyhow::Result<()> {
        match self {
            Self::Takes => takes::run(machine, report).await,
            Self::Purchases => purchases::run(machine, report).await,
            Self::Burst => burst::run(machine, report).await,
            Self::Sqlite => sqlite::run(machine, report).await,
            Self::Goodput => goodput::run(machine, report).await,
            Self::Light => light::run(machine, report).await,
            Self::Refusals => refusals::run(machine, report).await,
            Self::Streams => streams::run(machine, report).await,
            Self::Soak => soak::run(machine, report).await,
            Self::Pages => pages::run(machine, report).await,
            Self::Catalogue => catalogue::run(machine, report).await,
            Self::Footprint => footprint::run(machine, report).await,
        }
    }
}

/// The parts named, in their own order; all when none is named.
///
/// # Errors
/// Lists the names when one is unknown.
pub fn chosen(names: impl Iterator<Item = String>) -> anyhow::Result<Vec<Part>> {
    let names: Vec<String> = names.collect();
    let known = |name: &String| Part::ALL.iter().any(|part| part.name() == name);
    if let Some(unknown) = names.iter().find(|name| !known(name)) {
        bail!("there is no part {unknown}: choose from {}", Part::ALL.map(Part::name).join(", "));
    }
    let is_wanted = |part: &Part| names.is_empty() || names.iter().any(|name| name == part.name());
    Ok(Part::ALL.into_iter().filter(is_wanted).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str) -> impl Iterator<Item = String> {
        line.split_whitespace().map(str::to_owned)
    }

    #[test]
    fn parts_run_in_their_own_order_and_all_when_none_is_named() {
        assert_eq!(chosen(names("sqlite takes")).unwrap(), [Part::Takes, Part::Sqlite]);
        assert_eq!(chosen(names("")).unwrap(), Part::ALL);
        assert!(chosen(names("takes tea")).unwrap_err().to_string().contains("no part tea: choose from takes, "));
    }
}
