//! Lifts from cells, and findings of a day of one task.

use rugwijzer::assess::{Entry, working_days};
use rugwijzer::domain::choice::LoadKind;
use rugwijzer::domain::{Cell, Cells, Column, Finding, Origin, Phrase, WorkingDay};
use rugwijzer::method::lifting::rnle::input::{Lift, Reading, read};
use rugwijzer::method::{Context, find};

pub(crate) fn day(cells: Cells) -> WorkingDay {
    let origin = Origin { file: "test".into(), row: 2 };
    let entry = Entry { origin, cells, texts: vec![(Column::Task, "lift".into())], date: None };
    working_days(&[entry]).0.remove(0)
}

pub(crate) fn finding(method: &str, cells: Cells) -> Finding {
    let method = find(method).expect("it is registered");
    (method.day)(&day(cells), Context::default()).tasks.remove(0)
}

pub(crate) fn load(kg: f64, kind: Option<LoadKind>) -> Cells {
    let mut cells = Cells::default();
    cells.set(Column::LoadKg, Cell::Number(kg));
    if let Some(kind) = kind {
        cells.set(Column::LoadKind, Cell::Choice(kind as u8));
    }
    cells
}

pub(crate) fn keys(phrases: &[Phrase]) -> Vec<&'static str> {
    phrases.iter().map(|phrase| phrase.key).collect()
}

/// A lift with control at the destination, all multipliers 1 but those of distance and frequency.
pub(crate) fn controlled() -> Cells {
    let mut cells = load(2.0, Some(LoadKind::Object));
    for (column, value) in [
        (Column::HOriginCm, 25.0),
        (Column::VOriginCm, 75.0),
        (Column::AOriginDeg, 0.0),
        (Column::HDestinationCm, 25.0),
        (Column::VDestinationCm, 75.0),
        (Column::ADestinationDeg, 0.0),
        (Column::LiftsPerMin, 0.2),
        (Column::LiftingHours, 1.0),
    ] {
        cells.set(column, Cell::Number(value));
    }
    cells.set(Column::Coupling, Cell::Choice(0));
    cells.set(Column::ControlAtDestination, Cell::Choice(1));
    cells
}

pub(crate) fn lift(cells: &Cells) -> Lift {
    match read(cells) {
        Reading::Lift(lift) => lift,
        other => panic!("not a lift: {other:?}"),
    }
}
