//! Crashes: something is cut at every step of a purchase, from outside the product. `make chaos` runs a thousand of these, `make test`
//! a few.
//!
//! - [`wire`] reads as much of a protocol as is needed to know one step from the next, [`tap`] counts steps and springs traps, [`proxy`]
//!   carries the traffic.
//! - [`plan`] makes buyers and faults of a seed, [`run`] lets them loose on a shop and looks at what is left, [`campaign`] does so often.

mod campaign;
mod plan;
mod proxy;
mod run;
mod tap;
mod wire;

use self::campaign::{Extent, Tally, campaign};
pub use self::{
    plan::{Fault, Plan, Seed, Steps, Wish},
    proxy::Proxy,
    run::run,
};

/// Runs of either kind in the small version.
const SAMPLE: usize = 6;
/// Shops beside each other.
const LANES: usize = 4;

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_cut_every_order_ends_and_nobody_is_wronged() {
    judge(&campaign(Extent::Sample(SAMPLE), LANES).await);
}

/// `scripts/chaos.sh`
#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes long; make chaos"]
async fn full_whatever_is_cut_every_order_ends_and_nobody_is_wronged() {
    let given = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let runs = given("CHAOS_RUNS").map_or(1000, |runs| runs.parse().expect("CHAOS_RUNS is a number"));
    let extent = given("CHAOS_SEED").map_or(Extent::Full(runs), |seed| Extent::One(seed.parse().unwrap()));
    let lanes = given("CHAOS_LANES").map_or(2 * LANES, |lanes| lanes.parse().expect("CHAOS_LANES is a number"));
    judge(&campaign(extent, lanes).await);
}

fn judge(tally: &Tally) {
    println!("{} runs, {} failed; blows: {:?}", tally.runs, tally.failed.len(), tally.blows);
    if !tally.missed.is_empty() {
        println!("{} runs missed their step: {}", tally.missed.len(), tally.missed.join(" "));
    }
    assert!(
        tally.failed.is_empty(),
        "{} of {} runs failed:\n{}",
        tally.failed.len(),
        tally.runs,
        tally.failed.join("\n")
    );
    assert!(tally.missed.len() * 2 <= tally.runs, "most faults never fell: {:?}", tally.missed);
}
