//! Worsening one cell never lowers the total or the class of MAC and RAPP.

use proptest::prelude::*;
use rugwijzer::domain::choice::{MacOperation, RappOperation};
use rugwijzer::domain::column::Kind;
use rugwijzer::domain::{Cell, Cells, Class, Column, State};
use rugwijzer::method::lifting::mac::MAC;
use rugwijzer::method::pushing::rapp::RAPP;
use rugwijzer::method::{Context, Method};

const NOT_WORSENED: [Column; 2] = [Column::LoadKind, Column::LiftPosture];

/// The answer to a row, if it has one.
fn answer(method: &Method, cells: &Cells) -> Option<(f64, Class)> {
    let score = (method.score)(cells, Context::default());
    match (score.state, score.numbers[0]) {
        (State::Assessed, Some(total)) => Some((total.value, score.class.expect("an assessed row has a class"))),
        (State::Assessed, _) => panic!("an assessed row has a total"),
        _ => None,
    }
}

/// A row with every ordered word of `method` filled in at random.
fn words(method: &'static Method) -> impl Strategy<Value = Cells> {
    proptest::collection::vec(any::<prop::sample::Index>(), method.columns.len()).prop_map(move |places| {
        let mut cells = Cells::default();
        for (&column, place) in method.columns.iter().zip(places) {
            if let Kind::Choice { choices, ordered: true } = column.spec().kind {
                cells.set(column, Cell::Choice(u8::try_from(place.index(choices.len())).expect("few words")));
            }
        }
        cells
    })
}

/// One row worse: a word one place further, or a number larger by `more`.
fn worse(cells: &Cells, column: Column, more: f64) -> Option<Cells> {
    let cell = match (cells.get(column), column.spec().kind) {
        (Cell::Choice(place), Kind::Choice { choices, ordered: true }) if usize::from(place) + 1 < choices.len() => {
            Cell::Choice(place + 1)
        }
        (Cell::Number(value), _) => Cell::Number(value + more),
        _ => return None,
    };
    let mut worse = cells.clone();
    worse.set(column, cell);
    Some(worse)
}

fn never_lower(method: &Method, cells: &Cells, columns: &[Column], more: f64) -> Result<(), TestCaseError> {
    let Some((total, class)) = answer(method, cells) else { return Ok(()) };
    for &column in columns.iter().filter(|column| !NOT_WORSENED.contains(column)) {
        if let Some((worse_total, worse_class)) = worse(cells, column, more).and_then(|worse| answer(method, &worse)) {
            prop_assert!(worse_total >= total && worse_class >= class, "{}", column.key());
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn mac(cells in words(&MAC), operation in 0_u8..3, leaflet: bool, load in 0.0..200.0_f64, rate in 0.0..12.0_f64,
           persons in 2_u8..=4, distance in 2.0..20.0_f64, more in 0.0..30.0_f64) {
        let mut cells = cells;
        cells.set(Column::MacOperation, Cell::Choice(operation));
        cells.set(Column::LoadKg, Cell::Number(load));
        cells.set(Column::LiftsPerMin, Cell::Number(rate));
        cells.set(Column::Persons, Cell::Number(f64::from(persons)));
        cells.set(Column::MacCarryDistanceM, Cell::Number(distance));
        if !leaflet && operation != MacOperation::Carry as u8 {
            cells.set(Column::MacLoadFrequency, Cell::Empty);
        }
        prop_assert!(answer(&MAC, &cells).is_some());
        // More persons are not worse.
        let columns: Vec<Column> = MAC.columns.iter().copied().filter(|column| *column != Column::Persons).collect();
        never_lower(&MAC, &cells, &columns, more)?;
    }

    #[test]
    fn a_higher_rate_has_no_higher_limit(rate in 0.0..12.0_f64, more in 0.0..1.0_f64) {
        use rugwijzer::domain::quantity::PerMinute;
        use rugwijzer::method::lifting::mac::chart::lift_limits;
        let slow = lift_limits(PerMinute::new(rate)).expect("on the graph");
        if let Some(fast) = lift_limits(PerMinute::new(rate * (1.0 + more))) {
            prop_assert!(slow.iter().zip(&fast).all(|(slow, fast)| slow.value >= fast.value));
        }
    }

    #[test]
    fn rapp(cells in words(&RAPP), operation in 0..RappOperation::ALL.len(), load in 0.0..2000.0_f64,
            distance in 0.0..50.0_f64, more in 0.0..500.0_f64) {
        let mut cells = cells;
        cells.set(Column::RappOperation, Cell::Choice(u8::try_from(operation).expect("few operations")));
        cells.set(Column::RappLoadKg, Cell::Number(load));
        cells.set(Column::RappDistanceM, Cell::Number(distance));
        prop_assert!(answer(&RAPP, &cells).is_some());
        never_lower(&RAPP, &cells, RAPP.columns, more)?;
    }
}
