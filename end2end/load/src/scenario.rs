//! Days a shop may have.

use std::time::Duration;

use crate::{
    mix::Mix,
    open::{Phase, Plan},
    visitors::Errand,
};

/// How much more than usual comes in a spike, and to a sale.
const SPIKE: f64 = 20.0;

/// A kind of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scenario {
    /// Pages only.
    Browse,
    /// TPC-W's browsing mix.
    TpcwBrowsing,
    /// TPC-W's shopping mix.
    TpcwShopping,
    /// TPC-W's ordering mix.
    TpcwOrdering,
    /// Everyone waits for a second, then buys.
    FlashSale,
    /// Twenty times the crowd for a while, then as before.
    Spike,
    /// The shopping mix for a long time.
    Soak,
    /// Nothing but whole purchases.
    Purchases,
}

impl Scenario {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Browse,
        Self::TpcwBrowsing,
        Self::TpcwShopping,
        Self::TpcwOrdering,
        Self::FlashSale,
        Self::Spike,
        Self::Soak,
        Self::Purchases,
    ];

    /// As on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Browse => "browse",
            Self::TpcwBrowsing => "tpcw-browsing",
            Self::TpcwShopping => "tpcw-shopping",
            Self::TpcwOrdering => "tpcw-ordering",
            Self::FlashSale => "flash-sale",
            Self::Spike => "spike",
            Self::Soak => "soak",
            Self::Purchases => "purchases",
        }
    }

    /// Who arrives when, and what for. `rate` is the usual one, visits per second; `start` is when a sale begins.
    #[must_use]
    pub fn plan(self, rate: f64, time: Duration, start: Duration) -> (Plan, Vec<Errand>) {
        let steady = |errand| vec![(Phase::new(self.name(), rate, time), errand)];
        let third = time / 3;
        let phases = match self {
            Self::Browse => steady(Errand::Mix(Mix::BROWSE)),
            Self::TpcwBrowsing => steady(Errand::Mix(Mix::TPCW_BROWSING)),
            Self::TpcwShopping | Self::Soak => steady(Errand::Mix(Mix::TPCW_SHOPPING)),
            Self::TpcwOrdering => steady(Errand::Mix(Mix::TPCW_ORDERING)),
            Self::Purchases => steady(Errand::Buy),
            Self::Spike => vec![
                (Phase::new("before", rate, third), Errand::Mix(Mix::TPCW_ORDERING)),
                (Phase::new("20 × the crowd", rate * SPIKE, third), Errand::Mix(Mix::TPCW_ORDERING)),
                (Phase::new("after", rate, third), Errand::Mix(Mix::TPCW_ORDERING)),
            ],
            Self::FlashSale => {
                let rush = time.saturating_sub(start) / 4;
                vec![
                    (Phase::new("waiting", rate, start.min(time)), Errand::Watch),
                    (Phase::new("the sale begins", rate * SPIKE, rush), Errand::Buy),
                    (Phase::new("latecomers", rate, 3 * rush), Errand::Buy),
                ]
            }
        };
        let (phases, errands) = phases.into_iter().unzip();
        (Plan { phases }, errands)
    }
}

impl std::str::FromStr for Scenario {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let names = || Self::ALL.map(Self::name).join(", ");
        Self::ALL.into_iter().find(|one| one.name() == text).ok_or_else(|| format!("choose from {}", names()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scenario_lasts_as_long_as_it_is_told_and_knows_every_errand() {
        for scenario in Scenario::ALL {
            let time = Duration::from_secs(60);
            let (plan, errands) = scenario.plan(10.0, time, Duration::from_secs(20));
            assert_eq!((plan.time(), plan.phases.len()), (time, errands.len()), "{scenario:?}");
            assert_eq!(scenario.name().parse(), Ok(scenario));
        }
    }

    #[test]
    fn a_sale_begins_at_its_second() {
        let (plan, errands) = Scenario::FlashSale.plan(10.0, Duration::from_secs(60), Duration::from_secs(20));
        assert_eq!(plan.begin_of(1), Duration::from_secs(20));
        assert_eq!(errands, [Errand::Watch, Errand::Buy, Errand::Buy]);
        assert_eq!(plan.phases[1].rate, 200.0);
    }
}
