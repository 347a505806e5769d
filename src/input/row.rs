//! A row: what its cells mean, and what is wrong with them.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter};

use crate::domain::{Cell, Cells, Column, Date, Doubt, Fault, Problem};

use super::header::{Companion, Field, Header};
use super::places::{Place, Places};
use super::{header, number, record};

/// What is wrong with one cell.
#[derive(Debug, Clone, PartialEq)]
pub struct CellFault {
    /// The column of the cell.
    pub column: Column,
    /// What it is beside that column; `None` for the column's own cell.
    pub beside: Option<Companion>,
    /// What is wrong.
    pub fault: Fault,
    /// What was found, as it came; cut short if it is very long.
    pub found: String,
}

/// What is wrong with a row as a whole: none of its cells can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowFault {
    /// More filled cells than the header has.
    TooManyCells {
        /// How many there are.
        cells: usize,
        /// How many the header has.
        header: usize,
        /// Whether decimal commas without quotes would explain it.
        decimal_commas: bool,
    },
    /// The file breaks off in this row: it has too few cells and no line end.
    CutOff,
    /// A quote is opened and not closed where the cell ends.
    AstrayQuote,
    /// There are zero bytes in it: it is no text, or damaged.
    ZeroBytes,
}

/// One row, read and kept.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its number in the file, the header being row 1.
    pub number: u64,
    /// What its cells mean.
    pub cells: Cells,
    /// The words of its filled text columns, in the order of the file.
    pub texts: Vec<(Column, String)>,
    /// The day of the observation.
    pub date: Option<Date>,
    /// What is wrong with single cells.
    pub faults: Vec<CellFault>,
    /// What is wrong with the row as a whole.
    pub broken: Option<RowFault>,
}

impl Row {
    /// What is wrong with it, as problems of `file`.
    pub fn problems(&self, file: &str, header: &Header) -> Vec<Problem> {
        match self.broken {
            Some(fault) => vec![super::row_problem(file, self.number, fault)],
            None => self.faults.iter().map(|fault| super::problem(file, header, self.number, fault)).collect(),
        }
    }

    /// Whether all its cells could be used.
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty() && self.broken.is_none()
    }

    /// The words in a text column; empty if there are none.
    pub fn text(&self, column: Column) -> &str {
        self.texts.iter().find(|(at, _)| *at == column).map_or("", |(_, words)| words.as_str())
    }
}

/// One row while a file streams by. It is made once and filled again for every row, so that a row
/// without faults costs no memory.
#[derive(Debug, Default)]
pub struct StreamRow<'t> {
    pub(super) number: u64,
    pub(super) cells: Cells,
    pub(super) date: Option<Date>,
    pub(super) faults: Vec<CellFault>,
    pub(super) broken: Option<RowFault>,
    /// The record as it came, in UTF-8, without its line end.
    pub(super) record: Cow<'t, [u8]>,
    /// How many cells it has.
    pub(super) count: usize,
    /// What stands between them. `None`: that alone does not tell where they are, and `places` says it.
    pub(super) delimiter: Option<u8>,
    /// Where its cells are, quotes included, if there is no `delimiter`.
    pub(super) places: Places,
    /// While it is read: the cells that take more care.
    pub(super) careful: Vec<Place>,
}

impl StreamRow<'_> {
    /// Its number in the file, the header being row 1.
    pub const fn number(&self) -> u64 {
        self.number
    }

    /// What its cells mean.
    pub const fn cells(&self) -> &Cells {
        &self.cells
    }

    /// The day of the observation.
    pub const fn date(&self) -> Option<Date> {
        self.date
    }

    /// What is wrong with single cells.
    pub fn faults(&self) -> &[CellFault] {
        &self.faults
    }

    /// What is wrong with the row as a whole.
    pub const fn broken(&self) -> Option<RowFault> {
        self.broken
    }

    /// Whether all its cells could be used.
    pub const fn is_sound(&self) -> bool {
        self.faults.is_empty() && self.broken.is_none()
    }

    /// The record as it came, in UTF-8, without its line end.
    pub fn record(&self) -> &[u8] {
        &self.record
    }

    /// The value of the cell at `place` of the header; empty if the row ends before it.
    pub fn value(&self, place: usize) -> String {
        let value = record::value(self.cell(place));
        number::tidy(&String::from_utf8_lossy(&value)).to_owned()
    }

    /// The words in a text column; empty if there are none.
    pub fn text(&self, header: &Header, column: Column) -> String {
        header.place(column).map_or_else(String::new, |place| self.value(place))
    }

    /// Writes the row's own cells as they came, one for each of the header, but for those of an
    /// earlier run. Of a row with too many cells the last one holds all that is too much; the cells
    /// of a broken row are put in quotes where that keeps them apart.
    pub fn write(&self, header: &Header, delimiter: u8, out: &mut Vec<u8>) {
        if self.count == header.len() && self.broken.is_none() && !header.has_results() {
            out.extend_from_slice(&self.record);
            return;
        }
        let mut first = true;
        for (at, field) in header.fields().iter().enumerate() {
            if *field == Field::Result {
                continue;
            }
            if !first {
                out.push(delimiter);
            }
            first = false;
            self.write_cell(at, header, delimiter, out);
        }
    }

    /// Writes one of its own cells as it came, or as [`StreamRow::write`] says of a broken row.
    pub fn write_cell(&self, place: usize, header: &Header, delimiter: u8, out: &mut Vec<u8>) {
        match self.broken {
            None => out.extend_from_slice(self.cell(place)),
            Some(RowFault::TooManyCells { .. }) if place + 1 < header.len() => out.extend_from_slice(self.cell(place)),
            Some(RowFault::TooManyCells { .. }) => {
                record::write(&self.record[self.start_of(place)..], delimiter, out);
            }
            Some(_) => record::write(self.cell(place), delimiter, out),
        }
    }

    /// The row, to keep.
    pub fn to_row(&self, header: &Header) -> Row {
        let is_text = |column: Column| self.cells.get(column) == Cell::Filled && column != Column::Date;
        let texts = header.fields().iter().enumerate().filter_map(|(place, field)| match *field {
            Field::Column(column) if is_text(column) => Some((column, self.value(place))),
            _ => None,
        });
        Row {
            number: self.number,
            cells: self.cells.clone(),
            texts: texts.collect(),
            date: self.date,
            faults: self.faults.clone(),
            broken: self.broken,
        }
    }

    /// The bytes of a cell, quotes included; none if it is not there.
    pub(super) fn cell(&self, place: usize) -> &[u8] {
        match self.delimiter {
            None => &self.record[self.places.get(place)],
            Some(_) if place >= self.count => &[],
            Some(delimiter) => {
                let cell = &self.record[self.start_of(place)..];
                &cell[..memchr(delimiter, cell).unwrap_or(cell.len())]
            }
        }
    }

    /// Where a cell begins that there is.
    fn start_of(&self, place: usize) -> usize {
        match (self.delimiter, place) {
            (None, _) => self.places.start(place, self.record.len()),
            (Some(_), 0) => 0,
            (Some(delimiter), _) => {
                memchr_iter(delimiter, &self.record).nth(place - 1).map_or(self.record.len(), |end| end + 1)
            }
        }
    }

    /// Finds all its cells at once: without that each is looked for from the start of the record.
    #[cold]
    pub fn locate(&mut self) {
        if let Some(delimiter) = self.delimiter.take() {
            self.places.cut(&self.record, delimiter);
        }
    }

    /// Makes ready for the next row, but for its cells.
    #[inline]
    pub(super) fn start(&mut self, number: u64) {
        self.number = number;
        self.date = None;
        self.faults.clear();
        self.broken = None;
    }

    /// Remembers a fault and makes the cell unusable.
    #[cold]
    pub(super) fn reject(&mut self, column: Column, fault: Fault, found: &[u8]) {
        self.cells.set(column, Cell::Rejected);
        self.faults.push(CellFault { column, beside: None, fault, found: header::clip(&String::from_utf8_lossy(found)) });
    }

    /// Remembers a fault of what stands beside a column.
    #[cold]
    pub(super) fn reject_beside(&mut self, companion: Companion, column: Column, fault: Fault, found: &[u8]) {
        self.cells.set_doubt(column, Doubt::Unusable);
        let found = header::clip(&String::from_utf8_lossy(found));
        self.faults.push(CellFault { column, beside: Some(companion), fault, found });
    }

    /// Makes every cell of the header unusable.
    #[cold]
    pub(super) fn break_off(&mut self, header: &Header, fault: RowFault) {
        self.locate();
        self.broken = Some(fault);
        self.date = None;
        self.faults.clear();
        self.cells.clear_doubts();
        for column in header.columns().iter() {
            self.cells.set(column, Cell::Rejected);
        }
    }
}
