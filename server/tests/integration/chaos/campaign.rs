//! Many runs: every step in turn under every blow, then chance. Several shops run beside each other, because a run mostly waits.

use std::{
    collections::{BTreeMap, VecDeque},
    panic::AssertUnwindSafe,
    sync::Mutex,
    time::Instant,
};

use futures::{FutureExt, future::join_all};

use super::{
    plan::{BLOWS, Place, Plan, Seed, Steps},
    run::{calibrate, run},
};
use crate::premises::{Premises, Setup};

/// How many runs, and how.
#[derive(Clone, Debug)]
pub enum Extent {
    /// All steps in turn, then chance, to so many runs.
    Full(usize),
    /// So many steps, spread over the purchase, and as many by chance.
    Sample(usize),
    /// One run, to look at it.
    One(Seed),
}

/// What is known in the end.
#[derive(Default)]
pub struct Tally {
    /// Runs that ended.
    pub runs: usize,
    /// Runs in which something was wrong: seed, what went wrong on purpose, findings, what the shop said.
    pub failed: Vec<String>,
    /// Blows that fell, by what they were.
    pub blows: BTreeMap<String, usize>,
    /// Runs whose fault found nothing to happen to.
    pub missed: Vec<String>,
}

/// Runs them on `lanes` shops at a time.
pub async fn campaign(extent: Extent, lanes: usize) -> Tally {
    let first = open(0).await;
    let steps = calibrate(&first).await;
    let seeds = seeds(&extent, &steps);
    let (runs, lanes) = (seeds.len(), lanes.min(seeds.len()));
    println!(
        "a purchase has {} statements, {} Redis commands, {} writes; {runs} runs on {lanes} shops",
        steps.postgres.len(),
        steps.redis.len(),
        steps.sqlite
    );
    if std::env::var("CHAOS_VERBOSE").is_ok() {
        println!("{steps:#?}");
    }
    let (queue, tally) = (Mutex::new(seeds), Mutex::new(Tally::default()));
    let mut premises = vec![first];
    premises.extend(join_all((1..lanes).map(open)).await);
    let lanes = premises.into_iter().map(|premises| lane(premises, &queue, &tally, &steps));
    for ended in join_all(lanes.map(|lane| AssertUnwindSafe(lane).catch_unwind())).await {
        if let Err(panic) = ended {
            let said = panic.downcast_ref::<String>().cloned().unwrap_or_default();
            tally.lock().unwrap().failed.push(format!("a shop was lost: {said}"));
        }
    }
    tally.into_inner().unwrap()
}

async fn open(lane: usize) -> Premises {
    let probe = std::env::var("FLOODGATE_TEST_DATABASE").is_ok_and(|server| server.starts_with("postgres"));
    // Some shops have a second process, which nobody kills: it must not be bothered, and may take over.
    let processes = if probe && lane % 3 == 2 { 2 } else { 1 };
    Premises::open(Setup { processes, proxied: true, payment_timeout: 2 }).await
}

async fn lane(premises: Premises, queue: &Mutex<VecDeque<Seed>>, tally: &Mutex<Tally>, steps: &Steps) {
    loop {
        let Some(seed) = queue.lock().unwrap().pop_front() else { break };
        let (plan, start) = (Plan::of(seed, steps), Instant::now());
        let report = run(&premises, &plan, steps).await;
        let mut tally = tally.lock().unwrap();
        tally.runs += 1;
        for blow in &report.blows {
            let kind = blow.split([' ', '(']).next().unwrap_or_default().to_owned();
            *tally.blows.entry(kind).or_default() += 1;
        }
        if report.blows.is_empty() {
            tally.missed.push(plan.seed.to_string());
        }
        if std::env::var("CHAOS_VERBOSE").is_ok() {
            println!("{} {:?} {:.1} s", plan.seed, report.blows, start.elapsed().as_secs_f32());
        }
        if let Err(findings) = report.proof {
            let (seed, said) = (&plan.seed, premises.processes[0].said());
            let engine = if premises.on_postgres() { "postgres" } else { "sqlite" };
            let findings = findings.join("\n    ");
            let failed = format!(
                "seed {seed}\n  repeat: scripts/chaos.sh --engine {engine} --seed {seed}\n  on purpose: {:?}\n  wrong:\n    {findings}\n  the shop said:\n{said}",
                report.blows
            );
            println!("{failed}");
            tally.failed.push(failed);
        }
        if tally.runs.is_multiple_of(50) {
            println!("{} runs, {} failed", tally.runs, tally.failed.len());
        }
    }
    premises.close().await;
}

fn seeds(extent: &Extent, steps: &Steps) -> VecDeque<Seed> {
    let walk = |place: Place| {
        // A killed process is all that can happen to a file.
        let blows = if place == Place::Sqlite { &BLOWS[2..3] } else { &BLOWS[..6] };
        blows.iter().flat_map(move |blow| (0..steps.count(place)).map(move |step| (place, *blow, step)))
    };
    let every: Vec<_> = [Place::Postgres, Place::Redis, Place::Sqlite].into_iter().flat_map(walk).collect();
    // Where not all fit in, those that do are spread over the purchase.
    let mixed = |walked: usize, runs: usize| {
        let walked = (0..walked).map(|at| Some(every[at * every.len() / walked]));
        let seeds = walked.chain(std::iter::repeat(None)).take(runs).enumerate();
        seeds.map(|(at, aim)| Seed { number: at as u64, aim }).collect()
    };
    match extent {
        Extent::One(seed) => VecDeque::from([seed.clone()]),
        Extent::Sample(count) => mixed(*count, 2 * count),
        Extent::Full(runs) => mixed(every.len().min(runs * 3 / 4), *runs),
    }
}
