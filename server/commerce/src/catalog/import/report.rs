//! What an import says about every row of its file.

use serde::Serialize;

/// What became of a row, a product or a variant. Later ones outweigh earlier ones where a row is about several things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Nothing of it was taken; the reasons say why.
    Skipped,
    /// It was there already, just so.
    Unchanged,
    /// It was there and has been changed.
    Updated,
    /// It is new.
    Created,
}

impl Outcome {
    /// As written in reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Skipped => "skipped",
            Outcome::Unchanged => "unchanged",
            Outcome::Updated => "updated",
            Outcome::Created => "created",
        }
    }
}

/// One row of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RowReport {
    /// Row as a spreadsheet counts: the header is row 1.
    pub row: u64,
    /// As written in the file.
    pub handle: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Why, and what was read differently from how it was written.
    pub reasons: Vec<String>,
}

/// How many of a kind of thing met which outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// New.
    pub created: u64,
    /// Changed.
    pub updated: u64,
    /// As before.
    pub unchanged: u64,
    /// Left out.
    pub skipped: u64,
}

impl Tally {
    pub(super) fn count(&mut self, outcome: Outcome) {
        *match outcome {
            Outcome::Created => &mut self.created,
            Outcome::Updated => &mut self.updated,
            Outcome::Unchanged => &mut self.unchanged,
            Outcome::Skipped => &mut self.skipped,
        } += 1;
    }
}

/// What an import did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// Nothing was written.
    pub dry_run: bool,
    /// About the file as a whole.
    pub notes: Vec<String>,
    /// Rows by outcome.
    pub by_row: Tally,
    /// Products by outcome.
    pub products: Tally,
    /// Variants by outcome.
    pub variants: Tally,
    /// Pictures that got a placeholder.
    pub placeholders: u64,
    /// Every row, in the order they were applied: rows of one product together.
    pub rows: Vec<RowReport>,
}

/// How far an import is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Bytes of the file that are done.
    pub bytes: u64,
    /// Rows that are done.
    pub rows: u64,
}

impl ImportReport {
    pub(super) fn row(&mut self, row: RowReport) {
        self.by_row.count(row.outcome);
        self.rows.push(row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_counted_by_their_outcome() {
        let mut report = ImportReport::default();
        for outcome in [Outcome::Created, Outcome::Created, Outcome::Skipped] {
            report.row(RowReport { row: 2, handle: "a".into(), outcome, reasons: Vec::new() });
        }
        assert_eq!(report.by_row, Tally { created: 2, skipped: 1, ..Tally::default() });
        assert_eq!(report.rows.len(), 3);
    }

    #[test]
    fn creating_something_outweighs_skipping_something_else() {
        assert_eq!(Outcome::Skipped.max(Outcome::Created), Outcome::Created);
        assert!(Outcome::Unchanged < Outcome::Updated);
    }
}
