//! Task files that are read whole.

use super::dialect::Dialect;
use super::error::Error;
use super::header::Header;
use super::number::Decimal;
use super::row::{Row, StreamRow};
use super::{Options, stream};
use crate::domain::column::Kind;
use crate::domain::{Arg, Column, Phrase, Unit};

/// A task file that was read whole.
#[derive(Debug)]
pub struct Table {
    /// Its header.
    pub header: Header,
    /// Its rows, the wholly empty ones left out.
    pub rows: Vec<Row>,
    /// What must be said of the file as a whole.
    pub notes: Vec<Phrase>,
    /// Its decimal sign; `None` where only whole numbers, or numbers of a workbook, stand in it.
    pub decimal: Option<Decimal>,
    /// How it is written; `None` for a workbook.
    pub dialect: Option<Dialect>,
}

/// Whether a file that begins with these bytes is a workbook, whatever its name says.
pub fn is_workbook(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"\xd0\xcf\x11\xe0")
}

/// Reads a task file, text or workbook, whole. The decimal sign is looked for in all of it. Columns
/// named in `results` were written by an earlier run, and are left out.
///
/// # Errors
/// When the file is refused: it is empty or no table, its header cannot be used, nothing tells its
/// decimal sign, it has no such sheet; or when it is a workbook and this build has no feature `app`.
pub fn read_table_beside(bytes: &[u8], options: &Options, results: &[&str]) -> Result<Table, Error> {
    let mut table = if is_workbook(bytes) { workbook(bytes, options, results)? } else { text(bytes, options, results)? };
    table.notes.extend(fractions(&table));
    Ok(table)
}

/// [`read_table_beside`] no results of an earlier run.
///
/// # Errors
/// As there.
pub fn read_table(bytes: &[u8], options: &Options) -> Result<Table, Error> {
    read_table_beside(bytes, options, &[])
}

fn text(bytes: &[u8], options: &Options, results: &[&str]) -> Result<Table, Error> {
    let mut stream = stream::open(bytes, options, results, usize::MAX)?;
    let mut rows = Vec::new();
    let mut row = StreamRow::default();
    while stream.next(&mut row)? {
        rows.push(row.to_row(stream.header()));
    }
    Ok(Table {
        header: stream.header().clone(),
        rows,
        notes: stream.notes(),
        decimal: stream.decimal(),
        dialect: Some(*stream.dialect()),
    })
}

#[cfg(feature = "app")]
fn workbook(bytes: &[u8], options: &Options, results: &[&str]) -> Result<Table, Error> {
    let mut sheet = super::Sheet::open(bytes, options, crate::domain::Language::Dutch, results)?;
    let mut rows = Vec::new();
    let mut row = StreamRow::default();
    while sheet.next(&mut row) {
        rows.push(row.to_row(sheet.header()));
    }
    Ok(Table { header: sheet.header().clone(), rows, notes: sheet.notes(), decimal: sheet.decimal(), dialect: None })
}

#[cfg(not(feature = "app"))]
fn workbook(_: &[u8], _: &Options, _: &[&str]) -> Result<Table, Error> {
    Err(Error::Unsupported(Phrase::new("input.unsupported.workbook")))
}

/// Shares that look like fractions: all at most 1, and not all whole. They are read as percents,
/// which is said.
fn fractions(table: &Table) -> Option<Phrase> {
    let is_share = |column: &Column| matches!(column.spec().kind, Kind::Number(Unit::Percent, _));
    let suspect = |column: &Column| {
        let values = || table.rows.iter().filter_map(|row| row.cells.number(*column));
        values().all(|value| value <= 1.0) && values().any(|value| value.fract() > 0.0)
    };
    let columns: Vec<Arg> = table.header.columns().iter().filter(is_share).filter(suspect).map(Arg::Column).collect();
    (!columns.is_empty()).then(|| Phrase::new("input.note.fractions").with("columns", Arg::List(columns)))
}
