//! Records into rows, once the header and the dialect are known.

use super::Options;
use super::beside::{self, Beside};
use super::cell::{Read, Reading};
use super::consistency::Rule;
use super::dialect::Dialect;
use super::error::Error;
use super::header::{Field, Header, clip};
use super::number::{self, Decimal, Style, Telling};
use super::places::{self, Place, Places};
use super::record::{self, Cut};
use super::row::{RowFault, StreamRow};
use super::word::Words;
use crate::domain::{Bounds, Cell, Cells, Column, Fault, Phrase, Profile};
use std::ops::Range;
use std::sync::Arc;

/// What all rows of a file share. It reads blocks of records into rows, from any thread.
#[derive(Debug)]
pub struct Layout {
    header: Header,
    dialect: Dialect,
    pub(super) cut: Cut,
    /// How each cell of a row is read, in the order of the header.
    pub(super) readings: Vec<(Column, Reading)>,
    /// The same for cells as nearly all are.
    quick: Vec<Quick>,
    /// What stands beside columns; empty for nearly every file.
    pub(super) beside: Vec<Beside>,
    rules: Vec<Rule>,
    profile: Option<Arc<Profile>>,
}

/// How a cell is read that is written as nearly all are; any other is read with care.
#[derive(Debug)]
struct Quick {
    column: Column,
    /// Of a number: what it can be. It is looked at before all others: most cells are numbers.
    number: Option<Bounds>,
    other: Other,
}

/// What a cell holds that is no number.
#[derive(Debug)]
enum Other {
    Words(Box<Words>),
    Text,
    Skip,
    Careful,
}

impl Quick {
    fn of(column: Column, reading: Reading) -> Self {
        let (number, other) = match reading {
            Reading::Number { bounds, .. } => (Some(bounds), Other::Careful),
            Reading::Choice(choices) => (None, Other::Words(Box::new(Words::of(choices)))),
            Reading::Text => (None, Other::Text),
            Reading::Skip => (None, Other::Skip),
            Reading::Date => (None, Other::Careful),
        };
        Self { column, number, other }
    }
}

/// A cell that could be read in two ways.
#[derive(Debug)]
pub(super) struct Unclear {
    pub(super) row: u64,
    pub(super) place: usize,
    pub(super) found: String,
}

impl Layout {
    pub(super) fn new(header: Header, dialect: Dialect, options: &Options) -> Self {
        let reading = |field: &Field| match *field {
            Field::Column(column) => (column, Reading::of(column)),
            // The column is of no matter: nothing is ever set.
            Field::Result | Field::Unknown | Field::Beside(..) => (Column::Note, Reading::Skip),
        };
        let readings: Vec<(Column, Reading)> = header.fields().iter().map(reading).collect();
        let quick = readings.iter().map(|&(column, reading)| Quick::of(column, reading)).collect();
        let rules = Rule::among(header.columns());
        let beside = Beside::of(&header);
        Self { header, dialect, cut: dialect.cut(), readings, quick, beside, rules, profile: options.uncertainty.clone() }
    }

    /// The header.
    pub const fn header(&self) -> &Header {
        &self.header
    }

    /// How the file is written.
    pub const fn dialect(&self) -> &Dialect {
        &self.dialect
    }

    /// Reads the `record` in `text`, which `row` holds already, into its cells; `quotes`: whether quotes hold delimiters in it. `false` if it is wholly empty.
    #[inline]
    pub(super) fn read(&self, row: &mut StreamRow<'_>, text: &[u8], record: Range<usize>, quotes: bool, style: Style) -> bool {
        let mark = number::mark(style);
        let start = record.start;
        let mut filled = if quotes {
            self.read_quoted(row, text, record, mark)
        } else {
            let StreamRow { cells, careful, .. } = row;
            let mut filled = false;
            let count = cells.refill(|cells| {
                places::cut(text, record, self.cut.delimiter, |place| {
                    if self.set(cells, place, text, start, mark) {
                        filled = true;
                    } else {
                        careful.push(place);
                    }
                })
            });
            row.count = count as usize;
            row.delimiter = Some(self.cut.delimiter);
            filled
        };
        if !row.careful.is_empty() {
            filled |= self.read_with_care(row, style);
        }
        if row.count != self.readings.len() || self.header.has_results() {
            // Such a row is repeated cell by cell.
            row.locate();
        }
        if row.count > self.readings.len() {
            filled |= self.surplus(row);
        }
        if filled && row.broken.is_none() {
            if !self.beside.is_empty() {
                row.locate();
                beside::read(row, &self.beside, style);
            }
            self.check(row);
        }
        filled
    }

    /// The same of a record in which quotes hold delimiters, up to the cells that take more care.
    #[cold]
    fn read_quoted(&self, row: &mut StreamRow<'_>, text: &[u8], record: Range<usize>, mark: u64) -> bool {
        let StreamRow { cells, careful, places, .. } = row;
        let start = record.start;
        self.cut.quoted_cells(&text[record], places);
        cells.refill(|cells| {
            careful.extend(places.filled().iter().filter(|place| !self.set(cells, **place, text, start, mark)));
        });
        row.count = places.len();
        row.delimiter = None;
        row.careful.len() < row.places.filled().len()
    }

    /// Reads a cell that is not empty in the way that nearly all are written; `false`: it takes more care.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "a call for each cell takes a fifth of the time of reading")]
    fn set(&self, cells: &mut Cells, place: Place, text: &[u8], start: usize, mark: u64) -> bool {
        // Cells behind the header are not read.
        let Some(quick) = self.quick.get(place.cell as usize) else { return false };
        let (from, to) = (start + place.from as usize, start + place.to as usize);
        let length = place.to - place.from;
        // Set where it is made: a detour costs a third.
        if let Some(bounds) = &quick.number {
            match number::short(text, to, length, mark) {
                Some(number) if bounds.contains(number) => cells.set(quick.column, Cell::Number(number)),
                _ => return false,
            }
            return true;
        }
        match &quick.other {
            Other::Words(words) => match words.find(text, to, length) {
                Some(word) => cells.set(quick.column, Cell::Choice(word)),
                None => return false,
            },
            Other::Text if is_plain(text[from]) => cells.set(quick.column, Cell::Filled),
            Other::Skip => return is_plain(text[from]),
            Other::Text | Other::Careful => return false,
        }
        true
    }

    /// Reads the cells of a row that take more care, whatever they hold. Whether one holds more than blanks.
    #[cold]
    fn read_with_care(&self, row: &mut StreamRow<'_>, style: Style) -> bool {
        let mut careful = std::mem::take(&mut row.careful);
        let mut filled = false;
        for &place in careful.iter().filter(|place| (place.cell as usize) < self.readings.len()) {
            filled |= self.read_one_with_care(row, place, style);
        }
        careful.clear();
        row.careful = careful;
        filled
    }

    fn read_one_with_care(&self, row: &mut StreamRow<'_>, place: Place, style: Style) -> bool {
        let (column, reading) = self.readings[place.cell as usize];
        let value = record::value(&row.record[place.range()]);
        if value.is_empty() || matches!(reading, Reading::Skip) {
            return !value.is_empty();
        }
        match reading.read(&value, style) {
            Ok(Read::Cell(cell)) => {
                row.cells.set(column, cell);
                cell != Cell::Empty
            }
            Ok(Read::Date(date)) => {
                row.date = Some(date);
                row.cells.set(column, Cell::Filled);
                true
            }
            Err(fault) => {
                let found = value.into_owned();
                reject(row, column, fault, &found)
            }
        }
    }

    /// What a row must hold as a whole: a task, and no contradictions.
    #[inline]
    pub(super) fn check(&self, row: &mut StreamRow<'_>) {
        if row.cells.is_empty(Column::Task) {
            row.faults.push(super::row::CellFault {
                column: Column::Task,
                beside: None,
                fault: Fault::Missing,
                found: String::new(),
            });
        }
        for rule in &self.rules {
            if let Some((column, other)) = rule.broken_by(&row.cells) {
                let found = self.header.place(column).map_or_else(String::new, |place| row.value(place));
                row.reject(column, Fault::Contradicts(other), found.as_bytes());
            }
        }
        if let Some(profile) = &self.profile {
            profile.apply(&mut row.cells);
        }
    }

    /// Cells behind the last column of the header: empty ones are of no matter.
    #[cold]
    fn surplus(&self, row: &mut StreamRow<'_>) -> bool {
        let header = self.readings.len();
        let Some(last) = (header..row.count).rev().find(|&place| !record::value(row.cell(place)).is_empty()) else {
            return false;
        };
        let digits = |place: usize| {
            let cell = row.cell(place).trim_ascii();
            !cell.is_empty() && cell.iter().all(u8::is_ascii_digit)
        };
        let decimal_commas = self.dialect.delimiter == b',' && (1..row.count).any(|place| digits(place - 1) && digits(place));
        row.break_off(&self.header, RowFault::TooManyCells { cells: last + 1, header, decimal_commas });
        true
    }

    /// What the cells of number columns in `record` tell of the decimal sign; the first that could
    /// be read in two ways is kept in `unclear`.
    pub(super) fn tell(
        &self,
        record: &[u8],
        number: u64,
        cut: Cut,
        places: &mut Places,
        unclear: &mut Option<Unclear>,
    ) -> Option<Decimal> {
        cut.cells(record, true, places);
        if places.filled().last().is_some_and(|last| last.cell as usize >= self.readings.len()) {
            return None;
        }
        for place in places.filled() {
            let at = place.cell as usize;
            if !self.readings[at].1.is_number() && !self.is_number_beside(at) {
                continue;
            }
            let value = record::value(&record[place.range()]);
            match number::tell(&value) {
                Telling::Nothing => {}
                Telling::Tells(decimal) => return Some(decimal),
                Telling::Ambiguous => {
                    unclear.get_or_insert_with(|| Unclear {
                        row: number,
                        place: place.cell as usize,
                        found: String::from_utf8_lossy(&value).into_owned(),
                    });
                }
            }
        }
        None
    }

    /// Whether what stands at `place` is a number beside a column.
    pub(super) fn is_number_beside(&self, place: usize) -> bool {
        self.beside.iter().any(|beside| beside.place == place && beside.reading.is_number())
    }

    /// The file is refused: nothing in it tells how this cell is to be read.
    pub(super) fn refuse(&self, unclear: &Unclear) -> Error {
        Error::Refused(
            Phrase::new("input.refused.decimal_unclear")
                .text("found", clip(&unclear.found))
                .exact("row", unclear.row as f64)
                .text("column", clip(&self.header.names()[unclear.place])),
        )
    }
}

/// Whether a cell begins as words do: it is neither blank, nor in quotes, nor an error value.
#[inline]
const fn is_plain(first: u8) -> bool {
    matches!(first, b'!'..=b'~') && !matches!(first, b'"' | b'#')
}

/// Rejects a cell, unless it holds only blanks that ASCII does not know. Whether it holds more.
#[cold]
fn reject(row: &mut StreamRow<'_>, column: Column, fault: Fault, found: &[u8]) -> bool {
    let blank = str::from_utf8(found).is_ok_and(|found| number::tidy(found).is_empty());
    if blank {
        row.cells.set(column, Cell::Empty);
    } else {
        row.reject(column, fault, found);
    }
    !blank
}
