//! The limits and conditions of NIOSH's equation (94-110, pp. 5-6 and 10-20), as a row is read.

use super::build::{controlled, finding, keys, lift, load};
use rugwijzer::domain::choice::LoadKind;
use rugwijzer::domain::{Cell, Cells, Class, Column, State};
use rugwijzer::method::lifting::rnle::input::{Caution, Reading, read};
use rugwijzer::method::{Context, Score, find};

fn niosh(cells: &Cells) -> Score {
    (find("niosh").expect("it is registered").score)(cells, Context::default())
}

/// The multipliers are zero *above* 63 cm and 135°, at either end of the lift (94-110, tables 1 and 4).
#[test]
fn the_destination_has_the_limits_of_the_origin() {
    for (column, limit, reason) in [
        (Column::HDestinationCm, 63.0, "rnle.beyond.h_destination"),
        (Column::VDestinationCm, 175.0, "rnle.beyond.v_destination"),
        (Column::ADestinationDeg, 135.0, "rnle.beyond.a_destination"),
    ] {
        let mut cells = controlled();
        cells.set(column, Cell::Number(limit));
        assert_eq!(niosh(&cells).state, State::Assessed, "{} = {limit}", column.key());
        cells.set(column, Cell::Number(limit + 0.001));
        assert_eq!(niosh(&cells).class, Some(Class::High), "{} above {limit}", column.key());
        assert_eq!(keys(&finding("niosh", cells).reasons)[..1], [reason]);
    }
}

/// D has the range 0 to 175 cm, which a lift from the floor as high as V may be just fills.
#[test]
fn the_whole_range_of_v_can_be_travelled() {
    let mut cells = controlled();
    cells.set(Column::VOriginCm, Cell::Number(0.0));
    cells.set(Column::VDestinationCm, Cell::Number(175.0));
    assert_eq!(niosh(&cells).state, State::Assessed);
}

/// Lifting people or animals is outside the equation; with a load alone that can be said, without one
/// nothing was measured.
#[test]
fn before_the_geometry_a_load_that_lives_is_outside_the_equation() {
    for kind in [LoadKind::Person, LoadKind::Animal] {
        for column in [Column::LoadKg, Column::LoadMaxKg] {
            let mut cells = Cells::default();
            cells.set(Column::LoadKind, Cell::Choice(kind as u8));
            assert_eq!(niosh(&cells).state, State::NotMeasured, "{kind:?} without a load");
            cells.set(column, Cell::Number(10.0));
            assert_eq!(niosh(&cells).state, State::NotApplicable, "{kind:?} {}", column.key());
        }
    }
    assert_eq!(niosh(&load(10.0, Some(LoadKind::Object))).state, State::NotMeasured);
}

/// Half an hour of lifting, too little light work, and as much lifting again is of moderate duration
/// (94-110, p. 14); at 4 lifts a minute table 5 gives 0.72 for that and 0.84 for short, from V = 75 cm.
#[test]
fn sessions_add_up_where_recovery_is_too_short() {
    let mut cells = controlled();
    for (column, value) in [(Column::LiftsPerMin, 4.0), (Column::LiftingHours, 0.625)] {
        cells.set(column, Cell::Number(value));
    }
    let multiplier = |sessions: f64, recovery: Option<f64>| {
        let mut cells = cells.clone();
        cells.set(Column::LiftingSessionsPerDay, Cell::Number(sessions));
        cells.set(Column::RecoveryHours, recovery.map_or(Cell::Empty, Cell::Number));
        match read(&cells) {
            Reading::Lift(lift) => Some(lift.frequency_multiplier),
            _ => None,
        }
    };
    assert_eq!(multiplier(2.0, Some(10.0 / 60.0)), Some(0.72));
    assert_eq!(multiplier(2.0, Some(0.625)), Some(0.84));
    assert_eq!(multiplier(2.0, None), None, "what lies between two sessions must be known");
    assert_eq!(multiplier(1.0, None), Some(0.84), "one session has nothing after it");
}

/// What the equation takes for granted (94-110, pp. 5-6) can be confirmed, and then nothing is assumed.
#[test]
fn conditions_that_are_confirmed_are_no_assumptions() {
    let mut cells = controlled();
    for (column, value) in
        [(Column::LoadMaxKg, 2.0), (Column::Hands, 2.0), (Column::Persons, 1.0), (Column::LiftingSessionsPerDay, 1.0)]
    {
        cells.set(column, Cell::Number(value));
    }
    for column in
        [Column::LiftPosture, Column::UnstableLoad, Column::RestrictedSpace, Column::SlipperyFloor, Column::FastLifting]
    {
        cells.set(column, Cell::Choice(0));
    }
    let lift = lift(&cells);
    assert_eq!(lift.assumptions.keys().collect::<Vec<_>>(), [""; 0]);
    assert!(!lift.one_handed && !lift.two_persons);
}

/// Whoever confirms one condition has said nothing of the others.
#[test]
fn each_condition_is_assumed_until_it_is_confirmed_itself() {
    let conditions = [
        (Column::LoadKind, Cell::Choice(0), "rnle.assumed.object"),
        (Column::Hands, Cell::Number(2.0), "rnle.assumed.two_hands"),
        (Column::Persons, Cell::Number(1.0), "rnle.assumed.one_person"),
        (Column::LiftPosture, Cell::Choice(0), "rnle.assumed.standing"),
        (Column::UnstableLoad, Cell::Choice(0), "rnle.assumed.stable"),
        (Column::RestrictedSpace, Cell::Choice(0), "rnle.assumed.space"),
        (Column::SlipperyFloor, Cell::Choice(0), "rnle.assumed.floor"),
        (Column::FastLifting, Cell::Choice(0), "rnle.assumed.calm"),
    ];
    let assumed = |confirmed: &[(Column, Cell)]| {
        let mut cells = controlled();
        cells.set(Column::LoadKind, Cell::Empty);
        for &(column, cell) in confirmed {
            cells.set(column, cell);
        }
        let assumed: Vec<&str> = lift(&cells).assumptions.keys().collect();
        conditions.map(|(.., key)| assumed.contains(&key))
    };
    assert_eq!(assumed(&[]), [true; 8]);
    for (place, &(column, cell, key)) in conditions.iter().enumerate() {
        assert_eq!(assumed(&[(column, cell)]), std::array::from_fn(|at| at != place), "{key}");
    }
}

/// What was measured at the destination does not count without control there (94-110, p. 11), which is said.
#[test]
fn a_destination_that_does_not_count_is_said_to_be_ignored() {
    let ignored = |control: u8, column: Option<Column>| {
        let mut cells = controlled();
        cells.set(Column::ControlAtDestination, Cell::Choice(control));
        for other in [Column::HDestinationCm, Column::ADestinationDeg] {
            if control == 0 && column != Some(other) {
                cells.set(other, Cell::Empty);
            }
        }
        lift(&cells).cautions.contains(Caution::DestinationIgnored)
    };
    assert!(ignored(0, Some(Column::HDestinationCm)));
    assert!(ignored(0, Some(Column::ADestinationDeg)));
    assert!(!ignored(0, None), "nothing was measured there");
    assert!(!ignored(1, None), "it counts");
}

/// 19 to 26 °C, and one or two steps (94-110, p. 6), for which 2 m is our number.
#[test]
fn temperature_and_carrying_are_cautions_beyond_their_limits() {
    for (column, value, caution, expected) in [
        (Column::TemperatureC, 18.9, Caution::Temperature, true),
        (Column::TemperatureC, 19.0, Caution::Temperature, false),
        (Column::TemperatureC, 26.0, Caution::Temperature, false),
        (Column::TemperatureC, 26.1, Caution::Temperature, true),
        (Column::CarryM, 2.0, Caution::Carry, false),
        (Column::CarryM, 2.1, Caution::Carry, true),
    ] {
        let mut cells = controlled();
        cells.set(column, Cell::Number(value));
        assert_eq!(lift(&cells).cautions.contains(caution), expected, "{} = {value}", column.key());
    }
}
