//! Lists that are read on by a cursor: it names the last row that was seen, so nothing is shown twice or left out when rows come and go
//! meanwhile.

use std::{fmt, str::FromStr};

use sea_orm::Value;
use uuid::Uuid;

use crate::{Error, Result};

/// Rows on a page at most.
const LIMIT: u64 = 100;

/// Which page of a list: where it begins, in what the list is ordered by, and how many rows it has.
#[derive(Debug)]
pub(crate) struct Page<K> {
    /// The last row of the page before; none on the first page.
    pub after: Option<K>,
    limit: usize,
}

impl<K: FromStr> Page<K> {
    /// The page that begins at `cursor`; `limit` from 1 to 100.
    ///
    /// # Errors
    /// `invalid` on `cursor` when it is none of ours.
    pub fn read(cursor: Option<&str>, limit: u64) -> Result<Self> {
        let unreadable = |_| Error::invalid_field("cursor", "This is no cursor of ours.");
        let after = cursor.filter(|cursor| !cursor.is_empty()).map(str::parse::<K>).transpose().map_err(unreadable)?;
        Ok(Self { after, limit: usize::try_from(limit.clamp(1, LIMIT)).unwrap_or(1) })
    }
}

impl<K> Page<K> {
    /// Rows to ask the database for: one more than are shown, which tells whether there are others.
    pub fn to_ask(&self) -> i64 {
        i64::try_from(self.limit).unwrap_or(i64::MAX).saturating_add(1)
    }

    /// Takes away what was asked for beyond the page, and tells the cursor of the next one; none where this is the last.
    pub fn cut<T, C: fmt::Display>(&self, rows: &mut Vec<T>, key: impl FnOnce(&T) -> C) -> Option<String> {
        let more = rows.len() > self.limit;
        rows.truncate(self.limit);
        rows.last().filter(|_| more).map(|last| key(last).to_string())
    }
}

impl Page<Place> {
    /// A condition for rows of this page, and the values from `$1` on, the first of which is how many to ask for. `beyond` compares with
    /// `($2, $3)`; on the first page every row is one.
    pub fn condition(&self, beyond: &'static str) -> (&'static str, Vec<Value>) {
        match self.after {
            Some(Place { rank, id }) => (beyond, vec![self.to_ask().into(), rank.into(), id.into()]),
            None => ("true", vec![self.to_ask().into()]),
        }
    }
}

impl Page<Uuid> {
    /// Newest first, ids being made in order of time: those with a lower id than this.
    pub fn before(&self) -> Uuid {
        self.after.unwrap_or(Uuid::max())
    }
}

/// A row's place in a list whose order several rows may share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// What the list is ordered by.
    pub rank: i64,
    /// Tells rows of one rank apart.
    pub id: Uuid,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.rank, self.id)
    }
}

impl FromStr for Place {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (rank, id) = text.split_once('.').ok_or(())?;
        Ok(Self { rank: rank.parse().map_err(drop)?, id: id.parse().map_err(drop)? })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Reads a list of `rows` numbers downwards, `limit` at a time.
    fn walk(rows: i64, limit: u64) -> Vec<Vec<i64>> {
        let (mut pages, mut cursor) = (Vec::new(), None);
        loop {
            let page = Page::<i64>::read(cursor.as_deref(), limit).unwrap();
            let before = page.after.unwrap_or(rows);
            let mut found: Vec<i64> = (0..before).rev().take(usize::try_from(page.to_ask()).unwrap()).collect();
            cursor = page.cut(&mut found, |row| *row);
            pages.push(found);
            if cursor.is_none() {
                return pages;
            }
        }
    }

    proptest! {
        #[test]
        fn page_by_page_every_row_is_seen_once(rows in 0..40i64, limit in 0..12u64) {
            let pages = walk(rows, limit);
            prop_assert!(pages.iter().all(|page| page.len() as u64 <= limit.max(1)));
            prop_assert!(rows == 0 || pages.iter().all(|page| !page.is_empty()), "no page is for nothing");
            prop_assert_eq!(pages.concat(), (0..rows).rev().collect::<Vec<_>>());
        }

        #[test]
        fn any_text_is_a_cursor_or_refused_by_name(text in any::<String>()) {
            if let Err(error) = Page::<Uuid>::read(Some(&text), 1) {
                prop_assert_eq!(&error.problem().errors[0].field, "cursor");
            }
            prop_assert!(Page::<Place>::read(Some(&text), 1).is_ok_and(|page| page.after.is_some()) == text.parse::<Place>().is_ok());
        }

        #[test]
        fn a_place_reads_back_as_itself(rank in any::<i64>(), id in any::<u128>()) {
            let place = Place { rank, id: Uuid::from_u128(id) };
            prop_assert_eq!(place.to_string().parse(), Ok(place));
        }
    }

    #[test]
    fn a_page_has_between_one_and_a_hundred_rows_and_an_empty_cursor_is_none() {
        let asked = |limit| Page::<Uuid>::read(Some(""), limit).map(|page| (page.to_ask(), page.before())).unwrap();
        assert_eq!([asked(0).0, asked(7).0, asked(u64::MAX).0], [2, 8, 101]);
        assert_eq!(asked(1).1, Uuid::max());
    }
}
