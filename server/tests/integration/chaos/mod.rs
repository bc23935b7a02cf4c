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

use std::time::Duration;

use self::{
    campaign::{Extent, Tally, campaign},
    plan::Place,
    tap::Blow,
};
pub use self::{
    plan::{Fault, Plan, Seed, Steps, Wish},
    proxy::Proxy,
    run::run,
};
use crate::premises::{Premises, Setup};

/// Runs of either kind in the small version.
const SAMPLE: usize = 6;
/// Shops beside each other.
const LANES: usize = 6;

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_cut_every_order_ends_and_nobody_is_wronged() {
    judge(&campaign(Extent::Sample(SAMPLE), LANES).await);
}

/// One buyer who leaves when the process dies, and a repair that dies as well: the next one must not come too late. Without a database
/// server there is nothing between the two deaths to tell them by.
#[tokio::test(flavor = "multi_thread")]
async fn an_order_whose_repair_dies_too_ends_in_time() {
    let premises = Premises::open(Setup { proxied: true, payment_timeout: 2, ..Setup::default() }).await;
    let steps = run::calibrate(&premises).await;
    let capture = steps.postgres.iter().position(|(step, _)| step.starts_with("UPDATE payment SET state"));
    if let Some(capture) = capture {
        let faults = vec![
            Fault::AtStep(Place::Postgres, capture, Blow::KillBefore),
            Fault::Again(Place::Postgres, capture, Blow::KillBefore),
        ];
        let wish = Wish { token: "tok_webhook_never", lines: vec![(0, 1)], insists: false, after: Duration::ZERO };
        let seed = Seed { number: 0, aim: None };
        let bound = Duration::from_secs(60);
        let plan = Plan { seed, faults, wishes: vec![wish], units: [1, 1], dead_for: Duration::ZERO, bound };
        let report = run(&premises, &plan, &steps).await;
        assert_eq!((report.proof, report.blows.len()), (Ok(()), 2), "{:?}", report.blows);
    }
    premises.close().await;
}

/// `scripts/chaos.sh`
#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes long; make chaos"]
async fn full_whatever_is_cut_every_order_ends_and_nobody_is_wronged() {
    let given = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let runs = given("CHAOS_RUNS").map_or(1000, |runs| runs.parse().expect("CHAOS_RUNS is a number"));
    let extent = given("CHAOS_SEED").map_or(Extent::Full(runs), |seed| Extent::One(seed.parse().unwrap()));
    let lanes = given("CHAOS_LANES").map_or(LANES + 2, |lanes| lanes.parse().expect("CHAOS_LANES is a number"));
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
