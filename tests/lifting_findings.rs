//! What the day says of a single lift: the screening by weight, the limits of NIOSH's equation at the
//! place of destination, and what is said of a load before anything else was measured.
//!
//! Expected values stand in the documents: NVAB/NVVG 2020, lines 2074-2076 and 2389-2411; NIOSH 94-110,
//! pp. 5-6 and 10-20.

use rugwijzer::assess::{Entry, working_days};
use rugwijzer::domain::choice::LoadKind;
use rugwijzer::domain::doubt::Basis;
use rugwijzer::domain::finding::Outcome;
use rugwijzer::domain::{Cell, Cells, Class, Column, Doubt, Factor, Finding, Origin, Phrase, State, Value, WorkingDay};
use rugwijzer::method::lifting::rnle::input::{Caution, Lift, Reading, read};
use rugwijzer::method::{Context, Score, find};

fn day(cells: Cells) -> WorkingDay {
    let origin = Origin { file: "test".into(), row: 2 };
    let entry = Entry { origin, cells, texts: vec![(Column::Task, "lift".into())], date: None };
    working_days(&[entry]).0.remove(0)
}

fn finding(method: &str, cells: Cells) -> Finding {
    let method = find(method).expect("it is registered");
    (method.day)(&day(cells), Context::default()).tasks.remove(0)
}

fn load(kg: f64, kind: Option<LoadKind>) -> Cells {
    let mut cells = Cells::default();
    cells.set(Column::LoadKg, Cell::Number(kg));
    if let Some(kind) = kind {
        cells.set(Column::LoadKind, Cell::Choice(kind as u8));
    }
    cells
}

fn keys(phrases: &[Phrase]) -> Vec<&'static str> {
    phrases.iter().map(|phrase| phrase.key).collect()
}

#[test]
fn a_load_that_lives_is_named_and_has_no_branch_up_to_25_kg() {
    for (kind, factor, reason) in [
        (LoadKind::Person, Factor::Person, "screening.reason.person"),
        (LoadKind::Animal, Factor::Animal, "screening.reason.animal"),
    ] {
        let up_to = finding("screening", load(25.0, Some(kind)));
        assert_eq!((up_to.state, up_to.class, up_to.incomplete), (State::NotApplicable, None, true), "{kind:?}");
        assert_eq!((up_to.factors, keys(&up_to.reasons)), (vec![factor], vec![reason]), "{kind:?}");
        assert!(up_to.figures.is_empty() && up_to.label.is_none() && up_to.sheet.is_empty(), "{kind:?}");

        let heavy = finding("screening", load(25.1, Some(kind)));
        assert_eq!((heavy.state, heavy.class, heavy.incomplete), (State::Assessed, Some(Class::High), false), "{kind:?}");
        assert_eq!((heavy.factors, keys(&heavy.reasons)), (vec![factor], vec![reason]), "{kind:?}");
    }
}

#[test]
fn an_object_has_its_branch_and_what_was_assumed_is_said() {
    for (kg, branch, class, label, reasons, factors) in [
        (2.9, "light", Some(Class::Acceptable), "screening.label.light", vec!["screening.reason.repetition"], vec![]),
        (3.0, "assess", None, "screening.label.assess", vec![], vec![]),
        (25.0, "assess", None, "screening.label.assess", vec![], vec![]),
        (25.1, "heavy", Some(Class::High), "screening.label.heavy", vec![], vec![Factor::Mass]),
    ] {
        let found = finding("screening", load(kg, None));
        assert_eq!((found.state, found.class, found.incomplete), (State::Assessed, class, false), "{kg}");
        assert_eq!(found.label.as_ref().map(|label| label.key), Some(label), "{kg}");
        assert_eq!((keys(&found.reasons), &found.factors), (reasons, &factors), "{kg}");
        assert_eq!(keys(&found.assumptions), ["screening.assumed.average", "screening.assumed.object"], "{kg}");
        assert_eq!(found.figure("load_kg"), Some(&Value::Number(kg)), "{kg}");
        assert_eq!(found.figure("branch"), Some(&branch.into()), "{kg}");
        let [step] = &found.sheet[..] else { panic!("one step: {:?}", found.sheet) };
        assert!(matches!(step.result, Outcome::Number(shown, _) if shown.total_cmp(&kg).is_eq()), "{step:?}");
        assert_eq!(step.class, class, "{kg}");
    }
}

#[test]
fn with_the_heaviest_load_and_its_kind_nothing_is_assumed() {
    let mut cells = load(2.0, Some(LoadKind::Object));
    cells.set(Column::LoadMaxKg, Cell::Number(26.0));
    let found = finding("screening", cells);
    assert_eq!((found.class, found.assumptions.len()), (Some(Class::High), 0), "{:?}", found.assumptions);
    assert_eq!(found.figure("load_kg"), Some(&Value::Number(26.0)));
}

#[test]
fn a_load_that_cannot_be_used_is_missing() {
    let mut cells = Cells::default();
    cells.set(Column::LoadKg, Cell::Rejected);
    let found = (find("screening").expect("it is registered").day)(&day(cells), Context::default());
    assert_eq!((found.tasks[0].state, found.tasks[0].incomplete), (State::NotMeasured, true));
    assert_eq!(found.missing.len(), 1);
    assert_eq!(finding("screening", Cells::default()).state, State::NotMeasured);
}

/// On the limit, half of what a symmetric error leaves possible lies above it.
#[test]
fn each_task_says_how_sure_its_branch_is() {
    let mut cells = load(25.0, Some(LoadKind::Object));
    cells.set_doubt(Column::LoadKg, Doubt::HalfWidth(2.0, Basis::Entered));
    let found = (find("screening").expect("it is registered").certain)(&day(cells), Context::default());
    let [Some(certainty)] = &found.tasks[..] else { panic!("one task, with an error: {:?}", found.tasks) };
    assert!((certainty.classes[2] - 0.5).abs() < 1e-6, "{certainty:?}");
}

/// A lift with control at the destination, all multipliers 1 but those of distance and frequency.
fn controlled() -> Cells {
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

fn lift(cells: &Cells) -> Lift {
    match read(cells) {
        Reading::Lift(lift) => lift,
        other => panic!("not a lift: {other:?}"),
    }
}

/// What the equation takes for granted (94-110, pp. 5-6) can be confirmed, and then nothing is assumed.
#[test]
fn conditions_that_are_confirmed_are_no_assumptions() {
    let mut cells = controlled();
    for (column, value) in [
        (Column::LoadMaxKg, 2.0),
        (Column::Hands, 2.0),
        (Column::Persons, 1.0),
        (Column::LiftingSessionsPerDay, 1.0),
    ] {
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
