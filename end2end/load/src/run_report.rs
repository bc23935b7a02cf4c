//! What a run came to: a page for people that needs no other file, and JSON for programs.

use std::{fmt::Write, fs, path::Path};

use serde::Serialize;

use crate::{
    open::{PhaseRecord, Record, Second, Tally},
    plot::{Line, Plot, escaped},
};

const STYLE: &str = "body{max-width:60rem;margin:2rem auto;padding:0 1rem;font:16px/1.5 system-ui,sans-serif;color:#222;background:#fdfdfb}\
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}th,td{padding:.3rem .6rem;border-bottom:1px solid #ddd;text-align:right}\
th:first-child,td:first-child{text-align:left}svg{width:100%;height:auto;margin:1rem 0}.wrong{color:#b3261e;font-weight:600}\
div.scroll{overflow-x:auto}@media(prefers-color-scheme:dark){body{color:#ddd;background:#16191c}th,td{border-color:#3a3f44}.wrong{color:#ff9c93}}";

/// One phase as it is told.
#[derive(Clone, Debug, Serialize)]
pub struct PhaseRow {
    /// Its name.
    pub name: String,
    /// Visits per second that were to come.
    pub offered: f64,
    /// How long, seconds.
    pub seconds: f64,
    /// Orders confirmed per second.
    pub bought_per_second: f64,
    /// How visits ended.
    #[serde(flatten)]
    pub tally: Tally,
    /// Of requests that were served, milliseconds: 50, 95, 99 and 99.9 percent.
    pub admitted_ms: [f64; 4],
    /// Of requests that were refused, milliseconds: 99 percent.
    pub refused_p99_ms: f64,
    /// Of whole visits that were served, milliseconds: 99 percent.
    pub visit_p99_ms: f64,
}

impl From<&PhaseRecord> for PhaseRow {
    fn from(record: &PhaseRecord) -> Self {
        Self {
            name: record.phase.name.clone(),
            offered: record.phase.rate,
            seconds: record.phase.time.as_secs_f64(),
            bought_per_second: record.bought_per_second(),
            tally: record.tally,
            admitted_ms: [50.0, 95.0, 99.0, 99.9].map(|percent| record.admitted.percentile(percent)),
            refused_p99_ms: record.refusals.percentile(99.0),
            visit_p99_ms: record.visits.percentile(99.0),
        }
    }
}

/// A run.
#[derive(Clone, Debug, Serialize)]
pub struct RunReport {
    /// What was run.
    pub title: String,
    /// In order.
    pub phases: Vec<PhaseRow>,
    /// From the begin on.
    pub timeline: Vec<Second>,
    /// The first failures.
    pub failures: Vec<String>,
    /// What else is worth knowing: what the generator took, what `verify` said.
    pub notes: Vec<String>,
    /// What must not be.
    pub wrong: Vec<String>,
}

impl RunReport {
    /// Of a run that is over.
    #[must_use]
    pub fn of(title: impl Into<String>, record: Record) -> Self {
        let phases = record.phases.iter().map(PhaseRow::from).collect();
        let (title, timeline, failures) = (title.into(), record.seconds, record.words);
        Self { title, phases, timeline, failures, notes: Vec::new(), wrong: Vec::new() }
    }

    /// Writes `NAME.html` and `NAME.json` into `folder`.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn write(&self, folder: &Path, name: &str) -> anyhow::Result<()> {
        fs::create_dir_all(folder)?;
        fs::write(folder.join(format!("{name}.html")), self.html())?;
        fs::write(folder.join(format!("{name}.json")), serde_json::to_string_pretty(self)?)?;
        Ok(())
    }

    /// For the terminal: a line per phase.
    #[must_use]
    pub fn words(&self) -> String {
        let mut text = format!("{}\n", self.title);
        for row in &self.phases {
            let (tally, [p50, _, p99, _]) = (&row.tally, row.admitted_ms);
            let _ = writeln!(
                text,
                "    {}: {:.0} a second offered for {:.0} s; {} served ({} bought, {:.1} a second), {} refused ({} without Retry-After), \
                 {} server errors, {} failed, {} left waiting; served requests p50 {p50:.1} ms, p99 {p99:.1} ms",
                row.name,
                row.offered,
                row.seconds,
                tally.served(),
                tally.bought,
                row.bought_per_second,
                tally.refused,
                tally.untold,
                tally.server_errors,
                tally.failed,
                tally.left
            );
        }
        self.failures.iter().for_each(|failure| _ = writeln!(text, "    failed: {failure}"));
        self.notes.iter().for_each(|note| _ = writeln!(text, "    {note}"));
        self.wrong.iter().for_each(|wrong| _ = writeln!(text, "    WRONG: {wrong}"));
        text
    }

    fn html(&self) -> String {
        let mut page = format!(
            "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
             <meta name=\"color-scheme\" content=\"light dark\"><title>{0}</title><style>{STYLE}</style><h1>{0}</h1>",
            escaped(&self.title)
        );
        self.wrong.iter().for_each(|wrong| _ = write!(page, "<p class=\"wrong\">{}</p>", escaped(wrong)));
        page.push_str(&self.load().svg());
        page.push_str(&self.times().svg());
        page.push_str("<h2>Phases</h2><div class=\"scroll\"><table><tr>");
        let titles = [
            "phase",
            "offered /s",
            "served",
            "bought /s",
            "refused",
            "no Retry-After",
            "5xx",
            "failed",
            "left",
            "p50 ms",
            "p99 ms",
            "p99.9 ms",
        ];
        titles.iter().for_each(|title| _ = write!(page, "<th>{title}</th>"));
        page.push_str("</tr>");
        for row in &self.phases {
            let (tally, [p50, _, p99, p999]) = (&row.tally, row.admitted_ms);
            let _ = write!(
                page,
                "<tr><td>{}</td><td>{:.0}</td><td>{}</td><td>{:.1}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td>\
                 <td>{p50:.1}</td><td>{p99:.1}</td><td>{p999:.1}</td></tr>",
                escaped(&row.name),
                row.offered,
                tally.served(),
                row.bought_per_second,
                tally.refused,
                tally.untold,
                tally.server_errors,
                tally.failed,
                tally.left
            );
        }
        page.push_str("</table></div><h2>Besides</h2><ul>");
        let besides = self.notes.iter().chain(&self.failures);
        besides.for_each(|note| _ = write!(page, "<li>{}</li>", escaped(note)));
        page.push_str("</ul><details><summary>Every second</summary><div class=\"scroll\"><table><tr>");
        let titles = ["second", "offered", "served", "bought", "refused", "failed", "p50 ms", "p99 ms"];
        titles.iter().for_each(|title| _ = write!(page, "<th>{title}</th>"));
        page.push_str("</tr>");
        for (index, second) in self.timeline.iter().enumerate() {
            let Second { offered, bought, served, refused, failed, p50, p99 } = second;
            let _ = write!(
                page,
                "<tr><td>{index}</td><td>{offered}</td><td>{served}</td><td>{bought}</td><td>{refused}</td><td>{failed}</td>\
                 <td>{p50:.1}</td><td>{p99:.1}</td></tr>"
            );
        }
        page.push_str("</table></div></details></html>");
        page
    }

    fn line(&self, name: &str, value: impl Fn(&Second) -> f64) -> Line {
        let points = self.timeline.iter().enumerate().map(|(index, second)| (index as f64, value(second)));
        Line { name: name.into(), points: points.collect() }
    }

    fn load(&self) -> Plot {
        Plot {
            title: "What came, and what became of it".into(),
            x: "seconds".into(),
            y: "visits per second".into(),
            lines: vec![
                self.line("served", |second| second.served as f64),
                self.line("refused", |second| second.refused as f64),
                self.line("failed or left", |second| second.failed as f64),
                self.line("offered", |second| second.offered as f64),
            ],
            ..Plot::default()
        }
    }

    fn times(&self) -> Plot {
        Plot {
            title: "How long served requests took, waiting included".into(),
            x: "seconds".into(),
            y: "milliseconds".into(),
            lines: vec![self.line("p50", |second| second.p50), self.line("p99", |second| second.p99)],
            ..Plot::default()
        }
    }
}
