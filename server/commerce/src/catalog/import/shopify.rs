//! Reads Shopify's product CSV row by row: columns by name in any order, bytes of any kind, rows of any length.
//!
//! Columns: <https://help.shopify.com/en/manual/products/import-export/using-csv>, under their names of before and after 2024.

use std::{
    io::{self, Read},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use crate::{Error, Result};

/// Bytes of one row. An unclosed quote would otherwise read the rest of the file as one cell.
const ROW_LIMIT: u64 = 8 * 1024 * 1024;

macro_rules! columns {
    ($($name:ident = $($title:literal)|+;)*) => {
        /// A column that is read. Others are named in the report and left alone.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Column { $($name,)* }

        impl Column {
            const ALL: &'static [(Column, &'static [&'static str])] = &[$((Column::$name, &[$($title),+]),)*];
        }
    };
}

columns! {
    Handle = "handle" | "url handle";
    Title = "title";
    Body = "body (html)" | "description";
    Vendor = "vendor";
    Kind = "type";
    Tags = "tags";
    Published = "published" | "published on online store";
    Status = "status";
    Collection = "collection";
    OptionName1 = "option1 name";
    OptionValue1 = "option1 value";
    OptionName2 = "option2 name";
    OptionValue2 = "option2 value";
    OptionName3 = "option3 name";
    OptionValue3 = "option3 value";
    Sku = "variant sku" | "sku";
    Barcode = "variant barcode" | "barcode";
    Grams = "variant grams" | "weight value (grams)";
    Weight = "variant weight";
    WeightUnit = "variant weight unit" | "weight unit for display";
    Tracker = "variant inventory tracker" | "inventory tracker";
    Quantity = "variant inventory qty" | "inventory quantity";
    Policy = "variant inventory policy" | "continue selling when out of stock";
    Price = "variant price" | "price";
    CompareAt = "variant compare at price" | "compare-at price";
    RequiresShipping = "variant requires shipping" | "requires shipping";
    Taxable = "variant taxable" | "charge tax";
    ImageSrc = "image src" | "product image url";
    ImageAlt = "image alt text";
    VariantImage = "variant image" | "variant image url";
    GiftCard = "gift card";
    SeoTitle = "seo title";
    SeoDescription = "seo description";
}

/// Known, and of no use here: said by other columns, or about other services.
const IGNORED: [&str; 4] = ["image position", "variant fulfillment service", "fulfillment service", "variant tax code"];

/// One row with the cells that are read.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// As a spreadsheet counts: the header is row 1.
    pub number: u64,
    /// Bytes it takes in the file.
    pub bytes: u64,
    /// What had to be mended to read it.
    pub notes: Vec<String>,
    cells: Vec<Option<String>>,
}

impl Row {
    /// The cell's text without blanks at its ends; none where the file has no such column or the row ends before it.
    pub(super) fn cell(&self, column: Column) -> Option<&str> {
        self.cells[column as usize].as_deref()
    }

    /// The cell's text; empty where there is none.
    pub(super) fn text(&self, column: Column) -> &str {
        self.cell(column).unwrap_or_default()
    }
}

/// The rows of a file.
pub(super) struct Rows<R> {
    reader: csv::Reader<Limited<R>>,
    /// Bytes that may still be read for the row at hand.
    budget: Arc<AtomicU64>,
    /// Where each of [`Column::ALL`] is.
    places: Vec<Option<usize>>,
    width: usize,
    number: u64,
    record: csv::ByteRecord,
}

impl<R: Read> Rows<R> {
    /// Reads the header. Answers also with what it says about the file as a whole.
    ///
    /// # Errors
    /// `invalid` on `file` when there is no column of handles.
    pub(super) fn open(source: R) -> Result<(Self, Vec<String>)> {
        let budget = Arc::new(AtomicU64::new(ROW_LIMIT));
        let limited = Limited { source, budget: Arc::clone(&budget) };
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(limited);
        let mut record = csv::ByteRecord::new();
        let advice = "This is not Shopify's product CSV: its first row has no column Handle.";
        let bad = || Error::invalid_field("file", advice);
        reader.read_byte_record(&mut record).map_err(|cause| bad().caused_by(cause))?;
        let names: Vec<String> = record.iter().map(header).collect();
        let place = |titles: &[&str]| names.iter().position(|name| titles.contains(&name.as_str()));
        let places: Vec<Option<usize>> = Column::ALL.iter().map(|(_, titles)| place(titles)).collect();
        if places[Column::Handle as usize].is_none() {
            return Err(bad());
        }
        let notes = header_notes(&names, &places);
        Ok((Self { reader, budget, places, width: names.len(), number: 1, record }, notes))
    }

    /// The next row; none at the end.
    ///
    /// # Errors
    /// Words for the report, when nothing further can be read.
    pub(super) fn next(&mut self) -> Result<Option<Row>, String> {
        self.budget.store(ROW_LIMIT, Ordering::Relaxed);
        let start = self.reader.position().byte();
        match self.reader.read_byte_record(&mut self.record) {
            Ok(true) => {}
            Ok(false) => return Ok(None),
            Err(cause) => {
                return Err(format!("Row {} could not be read, nor anything after it: {cause}.", self.number + 1));
            }
        }
        self.number += 1;
        let mut row = Row {
            number: self.number,
            bytes: self.reader.position().byte().saturating_sub(start),
            notes: Vec::new(),
            cells: Vec::with_capacity(self.places.len()),
        };
        let mut is_mended = false;
        for place in &self.places {
            let bytes = place.and_then(|place| self.record.get(place));
            row.cells.push(bytes.map(|bytes| {
                let text = String::from_utf8_lossy(bytes);
                is_mended |= matches!(text, std::borrow::Cow::Owned(_));
                text.trim().to_owned()
            }));
        }
        if is_mended {
            row.notes.push("characters that are not UTF-8 were replaced".to_owned());
        }
        if self.record.len() != self.width {
            row.notes.push(format!("has {} cells, the header has {}", self.record.len(), self.width));
        }
        Ok(Some(row))
    }
}

fn header(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_start_matches('\u{feff}').trim().to_lowercase()
}

fn header_notes(names: &[String], places: &[Option<usize>]) -> Vec<String> {
    let mut notes = Vec::new();
    let missing = Column::ALL.iter().zip(places).filter(|(_, place)| place.is_none()).map(|((_, titles), _)| titles[0]);
    let missing: Vec<&str> =
        missing.filter(|title| !matches!(*title, "collection" | "status" | "variant weight")).collect();
    if !missing.is_empty() {
        notes.push(format!("Columns that are not there, so their fields stay as they are: {}.", missing.join(", ")));
    }
    let is_known = |index: usize| places.contains(&Some(index));
    let unknown = names.iter().enumerate().filter(|(index, name)| {
        let is_foreign = name.starts_with("google shopping /") || IGNORED.contains(&name.as_str());
        !is_known(*index) && !is_foreign && !name.is_empty()
    });
    let unknown: Vec<String> = unknown.map(|(_, name)| name.chars().take(60).collect()).take(50).collect();
    if !unknown.is_empty() {
        notes.push(format!("Columns that are not read: {}.", unknown.join(", ")));
    }
    notes
}

/// Reads on only while the row at hand is within its limit.
struct Limited<R> {
    source: R,
    budget: Arc<AtomicU64>,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.budget.load(Ordering::Relaxed);
        if left == 0 {
            return Err(io::Error::other("it is larger than 8 MiB; a quote may not be closed"));
        }
        let read = self.source.read(buffer)?;
        self.budget.store(left.saturating_sub(read as u64), Ordering::Relaxed);
        Ok(read)
    }
}

#[cfg(test)]
pub(super) fn read_all(bytes: &[u8]) -> (Vec<Row>, Vec<String>) {
    let (mut rows, mut notes) = Rows::open(bytes).unwrap();
    let mut all = Vec::new();
    loop {
        match rows.next() {
            Ok(Some(row)) => all.push(row),
            Ok(None) => return (all, notes),
            Err(note) => {
                notes.push(note);
                return (all, notes);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn columns_are_found_by_name_in_any_order_and_case() {
        let (rows, _) = read_all(b"\xef\xbb\xbfTITLE, Variant Price ,Handle\nTote,5,tote\n");
        assert_eq!(rows[0].text(Column::Handle), "tote");
        assert_eq!(rows[0].text(Column::Price), "5");
        assert_eq!(rows[0].cell(Column::Vendor), None);
    }

    #[test]
    fn the_newer_names_are_read_too() {
        let (rows, _) = read_all(b"Title,URL handle,Price,SKU\nTote,tote,5,T-1\n");
        assert_eq!((rows[0].text(Column::Handle), rows[0].text(Column::Sku)), ("tote", "T-1"));
    }

    #[test]
    fn a_file_without_handles_is_refused() {
        for file in ["", "Title,Price\nA,1\n", "handle;title\na;b\n"] {
            let error = Rows::open(file.as_bytes()).err().unwrap();
            assert_eq!(error.problem().errors[0].field, "file", "{file}");
        }
    }

    #[test]
    fn quoted_newlines_ragged_rows_and_foreign_bytes_are_read() {
        let (rows, _) = read_all(b"Handle,Title,Vendor\na,\"one\ntwo\",v\nb,short\nc,t,v,extra\nd,caf\xe9,v\n");
        assert_eq!(rows[0].text(Column::Title), "one\ntwo");
        assert_eq!((rows[1].number, rows[1].cell(Column::Vendor)), (3, None));
        assert!(rows[1].notes[0].contains("2 cells") && rows[2].notes[0].contains("4 cells"));
        assert_eq!(rows[3].text(Column::Title), "caf\u{fffd}");
        assert!(rows[3].notes[0].contains("UTF-8"));
    }

    #[test]
    fn unknown_and_missing_columns_are_named() {
        let (_, notes) = read_all(b"Handle,Title,Metafield: colour,Google Shopping / MPN\na,b,c,d\n");
        assert!(notes.iter().any(|note| note.contains("variant price")), "{notes:?}");
        assert!(notes.iter().any(|note| note.ends_with("not read: metafield: colour.")), "{notes:?}");
    }

    #[test]
    fn an_unclosed_quote_does_not_swallow_memory() {
        let mut file = b"Handle,Title\na,\"".to_vec();
        file.resize(file.len() + 2 * usize::try_from(ROW_LIMIT).unwrap(), b'x');
        let (rows, notes) = read_all(&file);
        assert!(rows.is_empty());
        assert!(notes.last().unwrap().contains("8 MiB"), "{notes:?}");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(body in prop::collection::vec(any::<u8>(), 0..600)) {
            let _ = Rows::open(body.as_slice());
            let (rows, _) = read_all(&[b"Handle,Title,Variant Price\n".as_slice(), &body].concat());
            for row in rows {
                let _ = row.text(Column::Title);
            }
        }
    }
}
