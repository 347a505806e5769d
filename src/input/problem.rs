//! Faults into problems: where, what was found, what is expected, what to do.

use super::consistency;
use super::header::{Companion, Header};
use super::row::{CellFault, RowFault};
use crate::domain::column::Kind;
use crate::domain::{Arg, Bounds, Column, Fault, Phrase, Problem, Unit};

/// The problem of one cell. `row` is the row's number in `file`, the header being row 1.
pub fn problem(file: &str, header: &Header, row: u64, fault: &CellFault) -> Problem {
    if let Some(companion) = fault.beside {
        return beside(file, header, row, fault, companion);
    }
    Problem {
        file: file.to_owned(),
        row: Some(row),
        column: Some(header.name(fault.column).to_owned()),
        found: fault.found.clone(),
        expected: match fault.fault {
            Fault::Contradicts(other) if consistency::is_lower_bound(fault.column, other) => {
                Phrase::new("input.expected.at_least").column("other", other)
            }
            Fault::Contradicts(other) => contradicted(fault.column, other),
            _ => expected(fault.column),
        },
        remedy: remedy(fault.column, fault.fault),
    }
}

/// The problem of a cell beside a column.
fn beside(file: &str, header: &Header, row: u64, fault: &CellFault, companion: Companion) -> Problem {
    let expected = match companion {
        Companion::HalfWidth => {
            let unit = match fault.column.spec().kind {
                Kind::Number(unit, _) => unit,
                _ => Unit::None,
            };
            number(unit, Bounds::NOT_NEGATIVE)
        }
        Companion::Second => expected(fault.column),
        Companion::SecondShare => number(Unit::Percent, Bounds::between(0.0, 100.0)),
    };
    let remedy = match (fault.fault, companion) {
        (Fault::Missing, Companion::SecondShare) => Phrase::new("input.remedy.second_without_share"),
        (Fault::Missing, _) => Phrase::new("input.remedy.share_without_second"),
        (Fault::OutOfBounds, Companion::HalfWidth) => Phrase::new("input.remedy.half_width"),
        (other, _) => remedy(fault.column, other),
    };
    let column = Some(header.name_beside(companion, fault.column));
    Problem { file: file.to_owned(), row: Some(row), column, found: fault.found.clone(), expected, remedy }
}

/// The problem of a row none of whose cells can be used.
pub fn row_problem(file: &str, row: u64, fault: RowFault) -> Problem {
    let whole = Phrase::new("input.expected.whole_row");
    let (found, expected, remedy) = match fault {
        RowFault::TooManyCells { cells, header, decimal_commas } => (
            cells.to_string(),
            Phrase::new("input.expected.cells").exact("header", header as f64),
            Phrase::new(if decimal_commas { "input.remedy.decimal_commas" } else { "input.remedy.too_many_cells" }),
        ),
        RowFault::CutOff => (String::new(), whole, Phrase::new("input.remedy.cut_off")),
        RowFault::AstrayQuote => ("\"".to_owned(), whole, Phrase::new("input.remedy.astray_quote")),
        RowFault::ZeroBytes => ("\\0".to_owned(), whole, Phrase::new("input.remedy.zero_bytes")),
    };
    Problem { file: file.to_owned(), row: Some(row), column: None, found, expected, remedy }
}

/// What a cell of `column` holds: the unit and what is possible, the words to choose from.
pub fn expected(column: Column) -> Phrase {
    match column.spec().kind {
        Kind::Text => Phrase::new("input.expected.text"),
        Kind::Date => Phrase::new("input.expected.date"),
        Kind::Number(unit, bounds) => number(unit, bounds),
        Kind::Choice { .. } if column == Column::MacEnvironment => Phrase::new("input.expected.count_of_factors"),
        Kind::Choice { .. } => Phrase::new("input.expected.word").with("words", Arg::Choices(column)),
    }
}

fn number(unit: Unit, bounds: Bounds) -> Phrase {
    let open = bounds.high >= f64::MAX;
    let key = match (bounds.whole, open, unit.symbol().is_empty()) {
        (true, true, _) => "input.expected.whole_from",
        (true, false, _) => "input.expected.whole_between",
        (false, true, true) => "input.expected.number_from",
        (false, true, false) => "input.expected.number_from_unit",
        (false, false, true) => "input.expected.number_between",
        (false, false, false) => "input.expected.number_between_unit",
    };
    let mut phrase = Phrase::new(key).exact("low", bounds.low);
    if !open {
        phrase = phrase.exact("high", bounds.high);
    }
    if unit.symbol().is_empty() { phrase } else { phrase.text("unit", unit.symbol()) }
}

fn contradicted(column: Column, other: Column) -> Phrase {
    let key = match column {
        Column::LiftingSessionsPerDay => "input.expected.periods_in_day",
        Column::TaskHours => "input.expected.within_workday",
        _ => "input.expected.at_most",
    };
    Phrase::new(key).column("other", other)
}

fn remedy(column: Column, fault: Fault) -> Phrase {
    match fault {
        Fault::NotANumber => Phrase::new("input.remedy.not_a_number"),
        Fault::SpreadsheetError => Phrase::new("input.remedy.spreadsheet_error"),
        Fault::LooksLikeDate => Phrase::new("input.remedy.looks_like_date"),
        Fault::OtherDecimalStyle => Phrase::new("input.remedy.other_decimal_style"),
        Fault::AmbiguousSeparator => Phrase::new("input.remedy.ambiguous_separator"),
        Fault::NotFinite => Phrase::new("input.remedy.not_finite"),
        Fault::OutOfBounds => Phrase::new("input.remedy.out_of_bounds"),
        Fault::NotWhole => Phrase::new("input.remedy.not_whole"),
        Fault::UnknownWord => Phrase::new("input.remedy.unknown_word"),
        Fault::NotADate => Phrase::new("input.remedy.not_a_date"),
        Fault::Missing => Phrase::new("input.remedy.missing").column("column", column),
        Fault::Contradicts(other) => Phrase::new("input.remedy.contradicts").column("column", column).column("other", other),
    }
}
