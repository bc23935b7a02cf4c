//! A rehearsal as a page: the same as any run's.

use super::Rehearsal;
use crate::{open::Record, run_report::RunReport};

impl Rehearsal {
    /// What came of people second by second and phase by phase, with bots' phases below and the answer in words.
    #[must_use]
    pub fn page(&self, people: Record, bots: Record) -> RunReport {
        let title = format!("Rehearsal of {}", self.of);
        let mut page = RunReport::of(title.clone(), people);
        page.phases.extend(RunReport::of(title, bots).phases);
        page.notes = self.words().lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
        page.wrong.clone_from(&self.broken);
        if self.sold > self.units {
            page.wrong.push(format!("{} sold of {}", self.sold, self.units));
        }
        page
    }
}
