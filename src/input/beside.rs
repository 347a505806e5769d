//! What stands beside a column: half widths, second words and how probable they are.

use super::cell::{Read, Reading};
use super::header::{Companion, Field, Header};
use super::number::Style;
use super::record;
use super::row::StreamRow;
use crate::domain::column::Kind;
use crate::domain::doubt::Basis;
use crate::domain::{Bounds, Cell, Column, Doubt, Fault};

/// A column of the file that stands beside another.
#[derive(Debug)]
pub(super) struct Beside {
    pub(super) place: usize,
    pub(super) reading: Reading,
    companion: Companion,
    column: Column,
}

impl Beside {
    /// What the header has of these.
    pub(super) fn of(header: &Header) -> Vec<Self> {
        let beside = |(place, field): (usize, &Field)| match *field {
            Field::Beside(companion, column) => Some(Self { place, reading: reading(companion, column), companion, column }),
            _ => None,
        };
        header.fields().iter().enumerate().filter_map(beside).collect()
    }
}

const fn reading(companion: Companion, column: Column) -> Reading {
    match (companion, column.spec().kind) {
        (Companion::Second, _) => Reading::of(column),
        (Companion::SecondShare, _) => Reading::Number { bounds: Bounds::between(0.0, 100.0), percent: true },
        // A half width of a share may be written as the share is: with a percent sign.
        (Companion::HalfWidth, Kind::Number(unit, _)) => {
            Reading::Number { bounds: Bounds::NOT_NEGATIVE, percent: matches!(unit, crate::domain::Unit::Percent) }
        }
        (Companion::HalfWidth, _) => Reading::Number { bounds: Bounds::NOT_NEGATIVE, percent: false },
    }
}

/// Reads what stands beside the columns of a row of text.
#[cold]
pub(super) fn read(row: &mut StreamRow<'_>, all: &[Beside], style: Style) {
    for beside in all {
        let value = record::value(row.cell(beside.place)).into_owned();
        if !value.is_empty() {
            let read = beside.reading.read(&value, style);
            keep(row, beside, read, &value);
        }
    }
    finish(row, all);
}

/// Keeps what one such cell means.
pub(super) fn keep(row: &mut StreamRow<'_>, beside: &Beside, read: Result<Read, Fault>, found: &[u8]) {
    let column = beside.column;
    let before = row.cells.doubt(column);
    match (read, beside.companion) {
        (Err(fault), companion) => {
            let blank = str::from_utf8(found).is_ok_and(|found| super::number::tidy(found).is_empty());
            if !blank {
                row.reject_beside(companion, column, fault, found);
            }
        }
        _ if before == Some(Doubt::Unusable) => {}
        (Ok(Read::Cell(Cell::Number(half_width))), Companion::HalfWidth) => {
            row.cells.set_doubt(column, Doubt::HalfWidth(half_width, Basis::Entered));
        }
        (Ok(Read::Cell(Cell::Number(percent))), Companion::SecondShare) => {
            let word = if let Some(Doubt::Second { word, .. }) = before { word } else { UNKNOWN };
            row.cells.set_doubt(column, Doubt::Second { word, share: percent / 100.0 });
        }
        (Ok(Read::Cell(Cell::Choice(word))), _) => {
            let share = if let Some(Doubt::Second { share, .. }) = before { share } else { MISSING };
            row.cells.set_doubt(column, Doubt::Second { word, share });
        }
        _ => {}
    }
}

/// A second word that was not read yet, and a share that was not.
const UNKNOWN: u8 = u8::MAX;
const MISSING: f64 = -1.0;

/// A second word needs its share, and a share its word. Doubt about nothing is none.
pub(super) fn finish(row: &mut StreamRow<'_>, all: &[Beside]) {
    for beside in all {
        let column = beside.column;
        match row.cells.doubt(column) {
            Some(Doubt::Second { word: UNKNOWN, share }) if share > 0.0 => {
                row.reject_beside(Companion::Second, column, Fault::Missing, b"");
            }
            Some(Doubt::Second { share, .. }) if share < 0.0 => {
                row.reject_beside(Companion::SecondShare, column, Fault::Missing, b"");
            }
            Some(Doubt::Second { word: UNKNOWN, .. }) => row.cells.set_doubt(column, Doubt::Second { word: 0, share: 0.0 }),
            _ => {}
        }
    }
}
