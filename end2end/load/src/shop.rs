//! A shop run by the binary that ships, for as long as something is measured.

use std::{
    fs::File,
    net::{SocketAddr, TcpListener},
    process::Stdio,
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use tokio::process::{Child, Command};

use crate::{cpu::Memory, http::Connection, machine::Machine, postgres::output, report::Report};

/// A shop that is not open by then will not open.
const OPENS_WITHIN: Duration = Duration::from_secs(30);
/// Longer than the shop's own drain.
const CLOSES_WITHIN: Duration = Duration::from_secs(60);
/// How exactly the moment of readiness is known.
const LOOK_EVERY: Duration = Duration::from_millis(2);

/// An open shop.
pub struct Shop {
    /// Where it sells.
    pub addr: SocketAddr,
    /// From its start until `/readyz` said yes.
    pub opened_within: Duration,
    ops: SocketAddr,
    child: Child,
    pid: u32,
    database: String,
}

/// How a shop differs from one as shipped.
#[derive(Clone, Copy, Debug, Default)]
pub struct Setup {
    /// It also runs the jobs.
    pub worker: bool,
    /// Limits per client address are on: everyone who measures has the same address.
    pub limits: bool,
    /// Its configuration file.
    pub config: &'static str,
}

impl Shop {
    /// Starts one on a database that is there. `worker`: it also runs the jobs.
    ///
    /// # Errors
    /// When it does not open.
    pub async fn open(machine: &Machine, database: &str, worker: bool) -> anyhow::Result<Self> {
        Self::open_as(machine, database, Setup { worker, ..Setup::default() }).await
    }

    /// The same, set up in another way.
    ///
    /// # Errors
    /// When it does not open.
    pub async fn open_as(machine: &Machine, database: &str, setup: Setup) -> anyhow::Result<Self> {
        let on_off = |on: bool| if on { "on" } else { "off" };
        let (addr, ops) = (free_addr()?, free_addr()?);
        let mut command = prepared(machine, database, setup.config)?;
        command
            .arg("serve")
            .env("FLOODGATE_ADDR", addr.to_string())
            .env("FLOODGATE_OPS_ADDR", ops.to_string())
            .env("FLOODGATE_RATE_LIMITS", on_off(setup.limits))
            .env("FLOODGATE_WORKER", on_off(setup.worker))
            .stdin(Stdio::null())
            .stdout(log(machine)?)
            .stderr(log(machine)?)
            .kill_on_drop(true);
        let started = Instant::now();
        let child = command.spawn().context("cannot start the shop")?;
        let pid = child.id().context("the shop has no process")?;
        let mut shop = Self { addr, opened_within: Duration::ZERO, ops, child, pid, database: database.to_owned() };
        shop.wait_until_open(started).await?;
        shop.opened_within = started.elapsed();
        Ok(shop)
    }

    async fn wait_until_open(&mut self, started: Instant) -> anyhow::Result<()> {
        while started.elapsed() < OPENS_WITHIN {
            if Connection::to(self.ops).get("/readyz").await.is_ok_and(|answer| answer.status == 200) {
                return Ok(());
            }
            if let Some(status) = self.child.try_wait()? {
                bail!("the shop ended with {status} instead of opening");
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        bail!("the shop did not open within {OPENS_WITHIN:?}")
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.pid
    }

    /// What it holds.
    pub fn memory(&self) -> Memory {
        Memory::of(self.pid)
    }

    /// Jobs of all kinds in a state (`due`, `parked`), as its metrics tell.
    ///
    /// # Errors
    /// When it does not say.
    pub async fn jobs(&self, state: &str) -> anyhow::Result<u64> {
        let mut connection = Connection::to(self.ops);
        let answer = connection.get("/metrics").await?;
        if answer.status != 200 {
            bail!("/metrics: {}", answer.text());
        }
        Ok(jobs_in(&String::from_utf8_lossy(answer.body), state))
    }

    /// Waits until nothing is due, so that the jobs of one round are not paid for by the next; no longer than `most`.
    ///
    /// # Errors
    /// When it does not say.
    pub async fn wait_for_jobs(&self, most: Duration) -> anyhow::Result<()> {
        let started = Instant::now();
        while started.elapsed() < most && self.jobs("due").await? > 0 {
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
        Ok(())
    }

    /// Stops it, notes what it held at most, and sees whether every invariant holds.
    ///
    /// # Errors
    /// When it does not stop.
    pub async fn close(mut self, machine: &Machine, report: &mut Report, what: &str) -> anyhow::Result<()> {
        report.peak(what, self.memory().peak);
        self.stop().await?;
        let verified = command(machine, &self.database, &["verify"]).await;
        match verified {
            Ok(_) => println!("    verify after {what}: every invariant holds"),
            Err(error) => report.wrong(format!("verify after {what}: {error:#}")),
        }
        Ok(())
    }

    /// Sends its process a signal: `STOP` has it hold its breath until `CONT`.
    ///
    /// # Errors
    /// When there is no process any more.
    pub async fn signal(&self, name: &str) -> anyhow::Result<()> {
        let mut kill = Command::new("kill");
        kill.arg(format!("-{name}")).arg(self.pid.to_string());
        output(kill).await.map(drop)
    }

    /// Stops it.
    ///
    /// # Errors
    /// When it does not exit with 0 in time.
    pub async fn stop(&mut self) -> anyhow::Result<()> {
        self.signal("TERM").await?;
        let ended = tokio::time::timeout(CLOSES_WITHIN, self.child.wait()).await;
        let status = ended.context("the shop did not stop")??;
        if !status.success() {
            bail!("the shop ended with {status}");
        }
        Ok(())
    }
}

/// Kinds without jobs may have no line.
fn jobs_in(metrics: &str, state: &str) -> u64 {
    let label = format!("state=\"{state}\"");
    let lines = metrics.lines().filter(|line| line.starts_with("floodgate_jobs{") && line.contains(&label));
    lines.filter_map(|line| line.rsplit_once(' ')?.1.parse::<f64>().ok()).sum::<f64>() as u64
}

/// Runs one of the binary's commands to its end; answers with its stdout.
///
/// # Errors
/// What it says on stderr, unless it exits with 0.
pub async fn command(machine: &Machine, database: &str, args: &[&str]) -> anyhow::Result<String> {
    let mut command = prepared(machine, database, "")?;
    command.args(args);
    output(command).await.with_context(|| format!("floodgate {}", args.join(" ")))
}

/// The binary with settings of this run's own and none of the developer's.
fn prepared(machine: &Machine, database: &str, settings: &str) -> anyhow::Result<Command> {
    let name = if settings.is_empty() { "floodgate.toml" } else { "floodgate-set-up.toml" };
    let config = machine.work.join(name);
    std::fs::write(&config, settings)?;
    let mut command = Command::new(&machine.floodgate);
    command
        .env_clear()
        .env("DATABASE_URL", database)
        .env("FLOODGATE_CONFIG", config)
        .env("FLOODGATE_DATA_DIR", machine.work.join("data"))
        .env("FLOODGATE_SECRET", "a secret of the benchmark's own, used nowhere");
    Ok(command)
}

fn log(machine: &Machine) -> anyhow::Result<File> {
    Ok(File::options().create(true).append(true).open(machine.results.join("shop.log"))?)
}

fn free_addr() -> anyhow::Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

#[cfg(test)]
mod tests {
    #[test]
    fn jobs_are_counted_over_all_kinds() {
        let metrics = "# TYPE floodgate_jobs gauge\n\
            floodgate_jobs{kind=\"order.mail\",state=\"due\"} 3\n\
            floodgate_jobs{kind=\"order.mail\",state=\"parked\"} 9\n\
            floodgate_jobs{kind=\"payment.event\",state=\"due\"} 4\n\
            floodgate_jobs_total{kind=\"order.mail\",state=\"due\"} 70\n";
        assert_eq!(super::jobs_in(metrics, "due"), 7);
        assert_eq!(super::jobs_in(metrics, "running"), 0);
    }
}
