//! What `make bench` runs once the release build, PostgreSQL and a directory to work in are there (`scripts/bench.sh`).
//!
//! It opens shops with the binary that ships, buys over HTTP, runs `pgbench` and other peers in between, and prints each measure
//! as a ratio against what was measured beside it. Times are reported, never judged; wrong counts end it with exit code 1.
//!
//! `load run SCENARIO --url …` needs none of that: it visits a shop that is there.

mod disk;
mod goods;
mod machine;
mod parts;
mod postgres;
mod report;
mod run;
mod shop;

use std::process::ExitCode;

use anyhow::bail;
use load::{cpu, http, journey, stats};
use machine::Machine;
use report::Report;
use tokio::signal::unix::{SignalKind, signal};

/// One thread: buyers wait more than they work, and leave the processors to what is measured.
#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let measured = tokio::select! {
        measured = run() => measured,
        // What was started ends with this process: a terminal tells all of them, others tell only this one.
        stopped = told_to_stop() => stopped,
    };
    match measured {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}

async fn told_to_stop() -> anyhow::Result<bool> {
    signal(SignalKind::terminate())?.recv().await;
    bail!("told to stop")
}

/// Whether all counts were right.
async fn run() -> anyhow::Result<bool> {
    if std::env::args().nth(1).as_deref() == Some("run") {
        return run::run(std::env::args().skip(1)).await;
    }
    let machine = Machine::from_environment()?;
    let wanted = parts::chosen(std::env::args().skip(1))?;
    let mut report = Report::begin(&machine).await?;
    for part in wanted {
        println!("==> {}", part.title());
        let longest = part.longest(&machine);
        let measured = tokio::time::timeout(longest, part.run(&machine, &mut report)).await;
        if let Err(error) = measured.unwrap_or_else(|_| bail!("stopped after {longest:?}")) {
            report.wrong(format!("{} could not be measured: {error:#}", part.name()));
        }
    }
    report.finish(&machine.results)
}
