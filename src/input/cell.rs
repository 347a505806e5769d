//! One cell: from its text to what it means in its column.

use super::number::{self, Decimal, Style};
use super::{date, word};
use crate::domain::choice::Choice;
use crate::domain::column::Kind;
use crate::domain::{Bounds, Cell, Column, Date, Fault, Unit};

/// How the cells of one column are read.
#[derive(Debug, Clone, Copy)]
pub(super) enum Reading {
    /// Not at all: a column of the user's own, or of an earlier run.
    Skip,
    Text,
    Date,
    Number {
        bounds: Bounds,
        percent: bool,
    },
    Choice(&'static [Choice]),
}

/// What a cell that is not empty was read as.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Read {
    Cell(Cell),
    Date(Date),
}

impl Reading {
    pub(super) const fn of(column: Column) -> Self {
        match column.spec().kind {
            Kind::Text => Self::Text,
            Kind::Date => Self::Date,
            Kind::Number(unit, bounds) => Self::Number { bounds, percent: matches!(unit, Unit::Percent) },
            Kind::Choice { choices, .. } => Self::Choice(choices),
        }
    }

    pub(super) const fn is_number(&self) -> bool {
        matches!(self, Self::Number { .. })
    }

    /// The meaning of `text`, which has no blanks around it and is not empty.
    ///
    /// # Errors
    /// What keeps it from having one.
    #[inline]
    pub(super) fn read(&self, text: &[u8], style: Style) -> Result<Read, Fault> {
        match self {
            Self::Number { bounds, percent } => within(number::parse(text, style, *percent)?, bounds),
            Self::Choice(choices) => match word::find(choices, text, style) {
                Some(place) => Ok(Read::Cell(Cell::Choice(place))),
                None => Err(not_a_word(text)),
            },
            Self::Text => if_text(text),
            Self::Date => str::from_utf8(text).ok().and_then(date::parse).map(Read::Date).ok_or_else(|| not_a_day(text)),
            Self::Skip => Ok(Read::Cell(Cell::Empty)),
        }
    }
}

/// `value` as a cell of a column with these bounds.
#[inline]
pub(super) fn within(value: f64, bounds: &Bounds) -> Result<Read, Fault> {
    if bounds.contains(value) {
        Ok(Read::Cell(Cell::Number(value)))
    } else if value >= bounds.low && value <= bounds.high {
        Err(Fault::NotWhole)
    } else {
        Err(Fault::OutOfBounds)
    }
}

/// Text is what it is, but an error value of a spreadsheet is no text that someone wrote.
fn if_text(text: &[u8]) -> Result<Read, Fault> {
    if text.first() == Some(&b'#') && str::from_utf8(text).is_ok_and(number::is_error_value) {
        return Err(Fault::SpreadsheetError);
    }
    // Blanks that are not ASCII may be all there is.
    let blank = !text.is_ascii() && str::from_utf8(text).is_ok_and(|text| number::tidy(text).is_empty());
    Ok(Read::Cell(if blank { Cell::Empty } else { Cell::Filled }))
}

#[cold]
fn not_a_word(text: &[u8]) -> Fault {
    if str::from_utf8(text).is_ok_and(number::is_error_value) { Fault::SpreadsheetError } else { Fault::UnknownWord }
}

#[cold]
fn not_a_day(text: &[u8]) -> Fault {
    if str::from_utf8(text).is_ok_and(number::is_error_value) { Fault::SpreadsheetError } else { Fault::NotADate }
}

/// What a text means in a column, on its own: with a decimal sign, or whichever the text itself tells.
///
/// # Errors
/// What keeps it from having a meaning.
pub fn meaning(column: Column, text: &str, decimal: Option<Decimal>) -> Result<Meaning, Fault> {
    let text = number::tidy(text);
    if text.is_empty() {
        return Ok(Meaning::Cell(Cell::Empty));
    }
    let style = decimal.map_or(Style::Open, Style::Found);
    match Reading::of(column).read(text.as_bytes(), style)? {
        Read::Cell(Cell::Filled) => Ok(Meaning::Text(text.to_owned())),
        Read::Cell(cell) => Ok(Meaning::Cell(cell)),
        Read::Date(date) => Ok(Meaning::Date(date)),
    }
}

/// What a text means in its column.
#[derive(Debug, Clone, PartialEq)]
pub enum Meaning {
    /// A number, a word of a list, or nothing.
    Cell(Cell),
    /// A day.
    Date(Date),
    /// Itself.
    Text(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(column: Column, text: &str) -> Result<Read, Fault> {
        Reading::of(column).read(text.as_bytes(), Style::Open)
    }

    #[test]
    fn a_cell_means_what_its_column_says() {
        assert_eq!(read(Column::Task, "#N/B"), Err(Fault::SpreadsheetError));
        assert_eq!(read(Column::Task, "#3 kratten"), Ok(Read::Cell(Cell::Filled)));
        assert_eq!(read(Column::Task, "\u{a0}"), Ok(Read::Cell(Cell::Empty)));
        assert_eq!(read(Column::Coupling, "goed"), Ok(Read::Cell(Cell::Choice(0))));
        assert_eq!(read(Column::Coupling, "prima"), Err(Fault::UnknownWord));
        assert_eq!(read(Column::Coupling, "#VERW!"), Err(Fault::SpreadsheetError));
        assert_eq!(read(Column::Date, "31-2-2026"), Err(Fault::NotADate));
        assert_eq!(read(Column::TrunkGe45Pct, "12%"), Ok(Read::Cell(Cell::Number(12.0))));
        assert_eq!(read(Column::LoadKg, "12%"), Err(Fault::NotANumber));
    }

    #[test]
    fn what_cannot_be_is_a_fault() {
        assert_eq!(read(Column::LoadKg, "-1"), Err(Fault::OutOfBounds));
        assert_eq!(read(Column::AOriginDeg, "181"), Err(Fault::OutOfBounds));
        assert_eq!(read(Column::TrunkGe60Pct, "101"), Err(Fault::OutOfBounds));
        assert_eq!(read(Column::TaskHours, "24"), Ok(Read::Cell(Cell::Number(24.0))));
        assert_eq!(read(Column::Hands, "3"), Err(Fault::OutOfBounds));
        assert_eq!(read(Column::Hands, "1.5"), Err(Fault::NotWhole));
    }
}
