//! What was measured: printed as it comes, and whole at the end, for people and for programs.

use std::{fmt::Write, fs, path::Path};

use serde::Serialize;

use crate::{disk, machine::Machine};

/// One measure.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// What.
    pub measure: String,
    /// How much of it.
    pub value: f64,
    /// Of what.
    pub unit: &'static str,
    /// `value` by `peer`.
    pub ratio: Option<f64>,
    /// What was measured beside it, or the limit.
    pub against: String,
    /// How much of that, in the same unit.
    pub peer: Option<f64>,
    /// What the ratio is to be.
    pub goal: &'static str,
    /// What else is worth knowing.
    pub note: String,
}

impl Row {
    /// A measure that stands alone.
    pub fn new(measure: impl Into<String>, value: f64, unit: &'static str) -> Self {
        let (measure, against, note) = (measure.into(), String::new(), String::new());
        Self { measure, value, unit, ratio: None, against, peer: None, goal: "", note }
    }

    /// What it is to be compared with.
    pub fn against(mut self, name: impl Into<String>, peer: f64) -> Self {
        (self.against, self.peer) = (name.into(), Some(peer));
        self.ratio = (peer > 0.0).then(|| self.value / peer);
        self
    }

    /// What the ratio is to be.
    pub fn goal(mut self, goal: &'static str) -> Self {
        self.goal = goal;
        self
    }

    /// What else is worth knowing.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    fn cells(&self) -> [String; 6] {
        let against = match self.peer {
            Some(peer) => format!("{} ({})", self.against, amount(peer, self.unit)),
            None => self.against.clone(),
        };
        let ratio = self.ratio.map_or_else(String::new, |ratio| format!("{ratio:.2} ×"));
        [self.measure.clone(), ratio, self.goal.to_owned(), amount(self.value, self.unit), against, self.note.clone()]
    }
}

/// `12,345 /s`, `0.183 s`.
fn amount(value: f64, unit: &str) -> String {
    if unit.is_empty() {
        return String::new();
    }
    if value < 100.0 {
        let digits = if value < 1.0 { 3 } else { 1 };
        return format!("{value:.digits$} {unit}");
    }
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    format!("{text} {unit}")
}

/// All that was measured in one run.
#[derive(Debug, Serialize)]
pub struct Report {
    machine: String,
    /// 8 KB pages written and flushed one after the other, per second.
    pub flushes: f64,
    rows: Vec<Row>,
    /// The most memory each shop held, MB.
    pub peaks: Vec<(String, f64)>,
    /// The most purchases per second the shop completes, once that is known.
    pub most_purchases: Option<f64>,
    wrong: Vec<String>,
}

const TITLES: [&str; 6] = ["measure", "ratio", "goal", "measured", "against, in the same run", "besides"];

impl Report {
    /// Looks at the machine.
    ///
    /// # Errors
    /// When nothing can be written or PostgreSQL does not answer.
    pub async fn begin(machine: &Machine) -> anyhow::Result<Self> {
        fs::create_dir_all(&machine.results)?;
        let flushes = disk::flushes_per_second(&machine.work, machine.pace.warm_up)?;
        let kernel = fs::read_to_string("/proc/sys/kernel/osrelease")?;
        let cores = std::thread::available_parallelism()?;
        let settings = machine.postgres.ask(
            "postgres",
            "SELECT 'PostgreSQL ' || current_setting('server_version') || ', fsync ' || current_setting('fsync')
                || ', synchronous_commit ' || current_setting('synchronous_commit')",
        );

        let machine = format!(
            "{cores} cores, Linux {}, {}; the disk flushes {flushes:.0} pages a second; {} rounds, medians",
            kernel.trim(),
            settings.await?,
            machine.pace.rounds
        );
        println!("{machine}");
        Ok(Self { machine, flushes, rows: Vec::new(), peaks: Vec::new(), most_purchases: None, wrong: Vec::new() })
    }

    /// Adds a measure.
    pub fn add(&mut self, row: Row) {
        let cells = row.cells();
        let besides: Vec<&str> = cells[1..].iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
        println!("    {}: {}", cells[0], besides.join(" | "));
        self.rows.push(row);
    }

    /// A measure that this build cannot be asked for.
    pub fn not_available(&mut self, measure: impl Into<String>, why: impl Into<String>) {
        let measure = measure.into();
        self.add(Row { against: "not available".to_owned(), ..Row::new(measure, 0.0, "") }.note(why));
    }

    /// Notes what a shop held at most, MB.
    pub fn peak(&mut self, what: &str, megabytes: f64) {
        self.peaks.push((what.to_owned(), megabytes));
    }

    /// A count that is not what it has to be.
    pub fn wrong(&mut self, what: String) {
        eprintln!("    WRONG: {what}");
        self.wrong.push(what);
    }

    /// Writes everything down; answers whether all counts were right.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn finish(self, folder: &Path) -> anyhow::Result<bool> {
        let text = self.markdown();
        println!("\n{text}");
        fs::write(folder.join("report.md"), text)?;
        fs::write(folder.join("report.json"), serde_json::to_string_pretty(&self)?)?;
        println!("{}", folder.join("report.md").display());
        Ok(self.wrong.is_empty())
    }

    fn markdown(&self) -> String {
        let mut table = vec![TITLES.map(str::to_owned)];
        table.extend(self.rows.iter().map(Row::cells));
        let width = |column: usize| table.iter().map(|cells| cells[column].chars().count()).max().unwrap_or_default();
        // The last column may be long and is not filled up.
        let widths: [usize; 6] = std::array::from_fn(|column| if column == 5 { 7 } else { width(column) });
        let mut text = format!("{}\n\n", self.machine);
        for (index, cells) in table.iter().enumerate() {
            for (cell, width) in cells.iter().zip(widths) {
                let _ = write!(text, "| {cell:width$} ");
            }
            text.truncate(text.trim_end().len());
            text.push_str(" |\n");
            if index == 0 {
                widths.iter().for_each(|width| _ = write!(text, "|{}", "-".repeat(width + 2)));
                text.push_str("|\n");
            }
        }
        match self.wrong.as_slice() {
            [] => text.push_str("\nAll counts were right.\n"),
            wrong => wrong.iter().for_each(|what| _ = write!(text, "\nWRONG: {what}\n")),
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_readable() {
        assert_eq!(amount(0.1834, "s"), "0.183 s");
        assert_eq!(amount(42.0, "MB"), "42.0 MB");
        assert_eq!(amount(1_234_567.4, "/s"), "1,234,567 /s");
        assert_eq!(amount(100.0, "/s"), "100 /s");
    }

    #[test]
    fn a_row_is_a_ratio_where_there_is_a_peer() {
        let row = Row::new("takes", 90.0, "/s").against("naive", 30.0).goal("≥ 20 ×");
        assert_eq!(row.cells(), ["takes", "3.00 ×", "≥ 20 ×", "90.0 /s", "naive (30.0 /s)", ""]);
        assert_eq!(Row::new("takes", 90.0, "/s").against("naive", 0.0).ratio, None);
    }
}
