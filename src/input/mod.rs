//! Bytes into rows and recordings, each value with its origin.
//!
//! A task file is read in one of three ways, which all give the same cells and the same faults:
//!
//! | from | with | gives |
//! |---|---|---|
//! | text of any length | [`stream()`] | one [`StreamRow`] at a time, or [`Block`]s for several threads |
//! | a workbook (`.xlsx`, `.ods`), with the feature `app` | `Sheet::open` | one [`StreamRow`] at a time |
//! | either, whole | [`read_table`] | a [`Table`] of [`Row`]s |
//!
//! What is wrong with the file as a whole is an [`Error`] and nothing is read; what is wrong with a
//! cell ([`CellFault`]) or a row ([`RowFault`]) is kept with the row, becomes a
//! [`Problem`](crate::domain::Problem) with [`problem()`] and [`row_problem`], and reading goes on.
//!
//! Nothing is guessed. How numbers are read is decided once per file ([`number`]); delimiter, line
//! ends and encoding are remembered ([`Dialect`]), so that what is written beside a file looks
//! like it.
//!
//! Row numbers are those that a spreadsheet program shows: the first row is 1, empty rows count, a
//! cell with line breaks is one row, and a line `sep=;` above the header does not count, because
//! such programs hide it.

pub mod date;
pub mod dialect;
pub mod document;
pub mod number;
pub mod plan;
pub mod recording;

mod beside;
mod block;
mod cell;
mod consistency;
mod error;
mod header;
mod layout;
#[cfg(feature = "app")]
mod opendocument;
mod places;
mod problem;
pub mod profile;
mod record;
mod row;
mod source;
#[cfg(feature = "app")]
mod spreadsheet;
mod stream;
mod table;
mod template;
mod word;

pub use block::{Block, Rows};
pub use cell::{Meaning, meaning};
pub use dialect::{Dialect, Encoding, LineEnd};
pub use document::Document;
pub use error::Error;
pub use header::{Companion, Field, Header};
pub use layout::Layout;
pub use number::Decimal;
pub use problem::{expected, problem, row_problem};
pub(crate) use record::write as write_cell;
pub use row::{CellFault, Row, RowFault, StreamRow};
#[cfg(feature = "app")]
pub use spreadsheet::Sheet;
pub use stream::{LONGEST_RECORD, MOST_COLUMNS, PREFIX, Stream, stream};
pub use table::{Table, is_workbook, read_table, read_table_beside};
pub use template::{Listed, listing, template};

use std::sync::Arc;

use crate::domain::Profile;

/// The sentences of this module, CSV `key,nl,en`.
pub const TEXT: &str = include_str!("text.csv");

/// What a user can say about a task file.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The decimal sign; `None` lets the file tell. When it is given, the other sign separates
    /// thousands.
    pub decimal: Option<Decimal>,
    /// The sheet of a workbook; `None` is the first one. Text files have no sheets.
    pub sheet: Option<String>,
    /// Typical errors of measurement for cells beside which none is entered. `score` appends its
    /// columns of certainty where there is a profile, be it an empty one, which adds no errors.
    pub uncertainty: Option<Arc<Profile>>,
}
