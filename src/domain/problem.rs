//! What is wrong with a user's data: where, what was found, what is expected, what to do.
//!
//! A problem is data, not an error: all of them are collected and the rest of the work goes on.

use super::{Column, Phrase};

/// A row of an input file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// The file's name as the user gave it.
    pub file: String,
    /// The row's number in the file, the header being row 1.
    pub row: u64,
}

/// A problem of a cell, a row or a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// The file's name as the user gave it.
    pub file: String,
    /// The row's number, the header being row 1; `None` for the file as a whole.
    pub row: Option<u64>,
    /// The header of the column as it stands in the file, else its English key.
    pub column: Option<String>,
    /// What was found, as it came.
    pub found: String,
    /// What is expected instead.
    pub expected: Phrase,
    /// What to do.
    pub remedy: Phrase,
}

/// What is wrong with one cell, without its place: made while reading, allocation-free.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fault {
    /// Not a number: words, a unit, an Excel error, a date.
    NotANumber,
    /// An error value of a spreadsheet, such as `#N/B` or `#DIV/0!`.
    SpreadsheetError,
    /// Looks like a date that a spreadsheet made of a number.
    LooksLikeDate,
    /// A number in the other decimal style than the file's.
    OtherDecimalStyle,
    /// A point or comma that may be a decimal sign or a thousands separator.
    AmbiguousSeparator,
    /// NaN, an infinity, or a number too large to hold.
    NotFinite,
    /// Outside what is physically possible.
    OutOfBounds,
    /// A fraction where a whole number belongs.
    NotWhole,
    /// A word that the column does not know.
    UnknownWord,
    /// Not a day of the calendar.
    NotADate,
    /// Empty, but needed.
    Missing,
    /// More than the column it belongs to allows: hits above the observations, a maximum below
    /// the average, hours above the working day.
    Contradicts(Column),
}
