//! Rows that follow each other with one handle are one product. Very long runs are cut: a product that appears again is read on.

use std::io::Read;

use super::shopify::{Column, Row, Rows};

/// Rows held in memory for one product at a time.
const ROW_LIMIT: usize = 3_000;
/// Bytes held in memory for one product at a time.
const BYTE_LIMIT: u64 = 16 * 1024 * 1024;

/// Rows of one product, at least one.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// As written on the first row.
    pub handle: String,
    pub rows: Vec<Row>,
}

/// Groups the rows of a file.
pub(super) struct Groups<R> {
    rows: Rows<R>,
    /// The first row of the next group.
    ahead: Option<Row>,
    /// Why the file could not be read to its end.
    pub broken: Option<String>,
}

impl<R: Read> Groups<R> {
    pub(super) fn new(rows: Rows<R>) -> Self {
        Self { rows, ahead: None, broken: None }
    }

    fn next_row(&mut self) -> Option<Row> {
        if self.ahead.is_some() {
            return self.ahead.take();
        }
        match self.rows.next() {
            Ok(row) => row,
            Err(reason) => {
                self.broken = Some(reason);
                None
            }
        }
    }
}

impl<R: Read> Iterator for Groups<R> {
    type Item = Group;

    fn next(&mut self) -> Option<Group> {
        if self.broken.is_some() {
            return None;
        }
        let first = self.next_row()?;
        let mut group = Group { handle: first.text(Column::Handle).to_owned(), rows: Vec::new() };
        let mut bytes = first.bytes;
        group.rows.push(first);
        while let Some(row) = self.next_row() {
            bytes += row.bytes;
            let same = row.text(Column::Handle).to_lowercase() == group.handle.to_lowercase();
            if !same || group.rows.len() >= ROW_LIMIT || bytes > BYTE_LIMIT {
                self.ahead = Some(row);
                break;
            }
            group.rows.push(row);
        }
        Some(group)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn groups(handles: &[String]) -> Vec<Group> {
        let body: String = handles.iter().map(|handle| format!("{handle},x\n")).collect();
        let file = format!("Handle,Title\n{body}");
        let (rows, _) = Rows::open(file.as_bytes()).unwrap();
        Groups::new(rows).collect()
    }

    #[test]
    fn neighbours_with_one_handle_are_one_product() {
        let handles = ["a", "A", "b", "a"].map(str::to_owned);
        let lengths: Vec<_> = groups(&handles).iter().map(|group| (group.handle.clone(), group.rows.len())).collect();
        assert_eq!(lengths, [("a".to_owned(), 2), ("b".to_owned(), 1), ("a".to_owned(), 1)]);
    }

    #[test]
    fn a_long_run_is_cut() {
        let handles = vec!["a".to_owned(); ROW_LIMIT + 1];
        let lengths: Vec<_> = groups(&handles).iter().map(|group| group.rows.len()).collect();
        assert_eq!(lengths, [ROW_LIMIT, 1]);
    }

    proptest! {
        #[test]
        fn every_row_is_in_one_group_in_order(handles in prop::collection::vec("[ab]{1,2}", 0..40)) {
            let groups = groups(&handles);
            let numbers: Vec<u64> = groups.iter().flat_map(|group| &group.rows).map(|row| row.number).collect();
            prop_assert_eq!(numbers, (2..2 + handles.len() as u64).collect::<Vec<_>>());
            for pair in groups.windows(2) {
                prop_assert_ne!(&pair[0].handle, &pair[1].handle);
            }
        }
    }
}
