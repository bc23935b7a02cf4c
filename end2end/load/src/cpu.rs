//! What processes cost, read from `/proc`.

use std::fs;

/// Ticks of `/proc/PID/stat`: 100 a second on every Linux.
const TICKS: f64 = 100.0;

/// Seconds of processor time since each began.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spent {
    /// The shop's process.
    pub shop: f64,
    /// All processes of PostgreSQL.
    pub postgres: f64,
    /// This process.
    pub generator: f64,
}

impl Spent {
    /// Until now. A process that is not there has spent nothing.
    pub fn so_far(shop: u32, postgres: Option<u32>) -> Self {
        Self {
            shop: of_process(shop),
            postgres: postgres.map_or(0.0, of_family),
            generator: of_process(std::process::id()),
        }
    }

    /// Processors each kept busy since `before`, `seconds` ago.
    pub fn since(self, before: Self, seconds: f64) -> Self {
        Self {
            shop: (self.shop - before.shop) / seconds,
            postgres: (self.postgres - before.postgres) / seconds,
            generator: (self.generator - before.generator) / seconds,
        }
    }
}

struct Stat {
    parent: u32,
    own: f64,
    ended_children: f64,
}

/// None when the process is gone.
fn stat(pid: u32) -> Option<Stat> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name, in brackets, may hold anything; after it come fields 3 and following.
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |field: usize| fields.get(field - 3).and_then(|ticks| ticks.parse::<f64>().ok());
    Some(Stat {
        parent: fields.get(1)?.parse().ok()?,
        own: (ticks(14)? + ticks(15)?) / TICKS,
        ended_children: (ticks(16)? + ticks(17)?) / TICKS,
    })
}

fn of_process(pid: u32) -> f64 {
    stat(pid).map_or(0.0, |stat| stat.own)
}

/// A process, its living children, and those that have ended.
fn of_family(pid: u32) -> f64 {
    let Some(head) = stat(pid) else { return 0.0 };
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let all = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).filter_map(stat);
    head.own + head.ended_children + all.filter(|stat| stat.parent == pid).map(|stat| stat.own).sum::<f64>()
}

/// Megabytes a process holds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Memory {
    /// Now.
    pub resident: f64,
    /// At most so far.
    pub peak: f64,
}

impl Memory {
    /// Of a living process.
    pub fn of(pid: u32) -> Self {
        let text = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        let megabytes = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name));
            let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
            kilobytes.unwrap_or_default() * 1024.0 / 1_000_000.0
        };
        Self { resident: megabytes("VmRSS:"), peak: megabytes("VmHWM:") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_knows_what_it_costs() {
        let own = std::process::id();
        let memory = Memory::of(own);
        assert!(memory.resident > 0.1 && memory.peak >= memory.resident, "{memory:?}");
        assert!(stat(own).unwrap().parent > 0);
        assert_eq!(Memory::of(u32::MAX).peak, 0.0);
    }
}
