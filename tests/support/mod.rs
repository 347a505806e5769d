//! What several tests share: reading fixtures, and filling a row by column keys.
#![allow(dead_code, reason = "each test binary uses its own part of this")]
#![allow(clippy::unwrap_used, reason = "a test that cannot read its fixture must stop")]

pub(crate) mod batch;
pub(crate) mod customary;
pub(crate) mod golden;
#[cfg(feature = "app")]
pub(crate) mod program;
pub(crate) mod recording;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rugwijzer::domain::column::Kind;
use rugwijzer::domain::{Cell, Cells, Column};

/// A row of a fixture by column name.
pub(crate) type Case = BTreeMap<String, String>;

/// The directory of the project.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The rows of a CSV below `fixtures/`.
pub(crate) fn cases(path: impl AsRef<Path>) -> Vec<Case> {
    let path = root().join("fixtures").join(path);
    let mut reader = csv::Reader::from_path(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let headers = reader.headers().unwrap().clone();
    let rows: Vec<Case> = reader
        .records()
        .map(|row| headers.iter().map(str::to_owned).zip(row.unwrap().iter().map(str::to_owned)).collect())
        .collect();
    assert!(!rows.is_empty(), "{} holds no case", path.display());
    rows
}

/// The cell under `key`; an empty one is `None`.
pub(crate) fn optional<'a>(case: &'a Case, key: &str) -> Option<&'a str> {
    case.get(key).map(String::as_str).filter(|text| !text.is_empty())
}

/// The number under `key`, which must be there.
pub(crate) fn number(case: &Case, key: &str) -> f64 {
    let text = optional(case, key).unwrap_or_else(|| panic!("{case:?} has no {key}"));
    text.parse().unwrap_or_else(|_| panic!("{key} = {text} is no number"))
}

/// A row with the cells of a case whose names are column keys.
pub(crate) fn row(case: &Case) -> Cells {
    let mut cells = Cells::default();
    for (key, text) in case {
        if let Some(column) = Column::from_name(key)
            && !text.is_empty()
        {
            cells.set(column, cell(column, text));
        }
    }
    cells
}

/// A cell from its English words.
pub(crate) fn cell(column: Column, text: &str) -> Cell {
    match column.spec().kind {
        Kind::Number(..) => Cell::Number(text.parse().unwrap_or_else(|_| panic!("{} = {text}", column.key()))),
        Kind::Choice { choices, .. } => {
            let place = choices.iter().position(|choice| choice.key == text);
            Cell::Choice(u8::try_from(place.unwrap_or_else(|| panic!("{} = {text}", column.key()))).unwrap())
        }
        Kind::Text | Kind::Date => Cell::Filled,
    }
}

/// Whether `found` is within `tolerance` of `expected`. NaN never is.
pub(crate) fn is_close(found: f64, expected: f64, tolerance: f64) -> bool {
    (found - expected).abs() <= tolerance
}
