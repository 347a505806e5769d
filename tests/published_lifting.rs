//! Published lifts against the equation.

mod support;

use rugwijzer::domain::{Cell, Cells, Class, Column, State, WorkingDay};
use rugwijzer::method::lifting::rnle::composite::index::{Part, composite};
use rugwijzer::method::lifting::rnle::input::{Lift, Reading, read};
use rugwijzer::method::lifting::rnle::niosh::Outcome;
use rugwijzer::method::lifting::rnle::niosh::outcome::End;
use rugwijzer::method::lifting::screening::Branch;
use rugwijzer::method::{Context, find};
use support::customary::{KG_PER_POUND, from_customary};
use support::{cases, is_close, number, optional, row};

fn lift(cells: &Cells) -> Lift {
    match read(cells) {
        Reading::Lift(lift) => lift,
        other => panic!("not a lift: {other:?}"),
    }
}

#[test]
fn the_manuals_examples_come_out_as_printed() {
    let mut verified = 0;
    for case in cases("published/niosh/manual_us.csv") {
        let outcome = Outcome::of(&lift(&from_customary(&case)));
        let tolerance = number(&case, "tolerance");
        let ends = [("origin", Some(outcome.origin)), ("destination", outcome.destination)];
        for (end, multipliers) in ends {
            let Some(printed) = optional(&case, &format!("rwl_{end}_lb")) else {
                assert!(multipliers.is_none(), "{}: {end} has no printed value", case["case"]);
                continue;
            };
            let printed: f64 = printed.parse().unwrap();
            let multipliers = multipliers.expect("a printed end is evaluated");
            let rwl = multipliers.recommended_weight_limit().value() / KG_PER_POUND;
            assert!(is_close(rwl / printed, 1.0, tolerance), "{} {end}: {rwl} lb, printed {printed}", case["case"]);
            let li = outcome.li_at(&multipliers);
            let printed = number(&case, &format!("li_{end}"));
            assert!(is_close(li, printed, 0.1 + 0.05), "{} {end}: LI {li}, printed {printed}", case["case"]);
        }
        // The lower of the two limits is the lift's (p. 12).
        let lower_at_destination = optional(&case, "rwl_destination_lb")
            .is_some_and(|there| there.parse::<f64>().unwrap() < number(&case, "rwl_origin_lb"));
        let decides = if lower_at_destination { outcome.destination.unwrap() } else { outcome.origin };
        assert_eq!(outcome.deciding == End::Destination, lower_at_destination, "{}", case["case"]);
        assert!(is_close(outcome.rwl(), decides.recommended_weight_limit().value(), 0.0), "{}", case["case"]);
        verified += usize::from(case["status"] == "verified");
    }
    assert!(verified > 0, "no case was read in a text");
}

#[test]
fn ntp_477_to_four_decimals() {
    for case in cases("published/niosh/ntp477.csv") {
        let outcome = Outcome::of(&lift(&row(&case)));
        let tolerance = number(&case, "tolerance");
        assert!(is_close(outcome.li(), number(&case, "li"), tolerance), "{}: {}", case["case"], outcome.li());
        assert!(is_close(outcome.fili(), number(&case, "fili"), tolerance), "{}: {}", case["case"], outcome.fili());
    }
}

#[test]
fn composite_jobs_to_four_decimals_in_any_order() {
    let rows = cases("published/niosh_composite/jobs.csv");
    let names: Vec<&str> = rows.iter().map(|row| row["task"].as_str()).collect();
    let parts: Vec<Part<'_>> =
        rows.iter().enumerate().map(|(place, case)| Part::of(names[place], place, lift(&row(case)))).collect();
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
        let index = composite(order.map(|at| parts[at]).to_vec()).unwrap();
        assert!(is_close(index.cli, number(&rows[0], "cli"), number(&rows[0], "tolerance")), "{}", index.cli);
        for (place, part) in index.parts.iter().enumerate() {
            let case = rows.iter().find(|row| row["task"] == part.name).unwrap();
            assert!(is_close(number(case, "place"), (place + 1) as f64, 0.0), "{} stands at {place}", part.name);
        }
    }
}

#[test]
fn screening_bounds() {
    for case in cases("published/screening/bounds.csv") {
        let branch = Branch::of(number(&case, "load_kg"));
        assert_eq!(branch.key(), case["branch"], "{}", case["case"]);
        assert_eq!(branch.class().map(Class::key), optional(&case, "class"), "{}", case["case"]);
    }
}

/// A lift under ideal conditions: LI is load / 23.
fn ideal(load: f64) -> Cells {
    let mut cells = Cells::default();
    for (column, value) in [
        (Column::LoadKg, load),
        (Column::HOriginCm, 25.0),
        (Column::VOriginCm, 75.0),
        (Column::AOriginDeg, 0.0),
        (Column::VDestinationCm, 75.0),
        (Column::LiftsPerMin, 0.2),
        (Column::LiftingHours, 1.0),
    ] {
        cells.set(column, Cell::Number(value));
    }
    cells.set(Column::Coupling, Cell::Choice(0));
    cells.set(Column::ControlAtDestination, Cell::Choice(0));
    cells
}

fn score(cells: &Cells) -> rugwijzer::method::Score {
    (find("niosh").expect("it is registered").score)(cells, Context::default())
}

#[test]
fn classes_just_below_on_and_just_above_each_limit() {
    for (limit, below, above) in
        [(1.0, Class::Acceptable, Class::Increased), (2.0, Class::Increased, Class::High), (3.0, Class::High, Class::VeryHigh)]
    {
        let load = 23.0 * limit;
        assert_eq!(score(&ideal(load * (1.0 - 1e-12))).class, Some(below), "just below {limit}");
        assert_eq!(score(&ideal(load)).class, Some(below), "exactly {limit}");
        assert_eq!(score(&ideal(load * (1.0 + 1e-12))).class, Some(above), "just above {limit}");
    }
}

#[test]
fn beyond_the_range_is_not_applicable_and_at_least_high() {
    for (column, inside, beyond) in [
        (Column::HOriginCm, 63.0, 63.001),
        (Column::VOriginCm, 175.0, 175.001),
        (Column::AOriginDeg, 135.0, 135.001),
        (Column::VDestinationCm, 175.0, 175.001),
        (Column::LiftsPerMin, 15.0, 15.001),
    ] {
        let mut cells = ideal(2.0);
        cells.set(column, Cell::Number(inside));
        assert_eq!(score(&cells).state, State::Assessed, "{} = {inside}", column.key());
        cells.set(column, Cell::Number(beyond));
        let found = score(&cells);
        assert_eq!((found.state, found.class), (State::NotApplicable, Some(Class::High)), "{} = {beyond}", column.key());
    }
}

#[test]
fn the_frequency_table_ends_at_its_last_weight() {
    for (hours, v, last) in
        [(1.0, 74.9, 12.0), (1.0, 75.0, 15.0), (2.0, 74.9, 10.0), (2.0, 75.0, 12.0), (8.0, 74.9, 8.0), (8.0, 75.0, 10.0)]
    {
        let mut cells = ideal(1.0);
        cells.set(Column::LiftingHours, Cell::Number(hours));
        cells.set(Column::VOriginCm, Cell::Number(v));
        cells.set(Column::LiftsPerMin, Cell::Number(last));
        assert_eq!(score(&cells).state, State::Assessed, "{last}/min for {hours} h at {v} cm");
        cells.set(Column::LiftsPerMin, Cell::Number(last + 0.001));
        assert_eq!(score(&cells).class, Some(Class::High), "{last}.001/min for {hours} h at {v} cm");
    }
}

#[test]
fn conditions_outside_the_equation_have_every_reason_and_no_class() {
    let mut cells = ideal(10.0);
    cells.set(Column::Hands, Cell::Number(1.0));
    cells.set(Column::Persons, Cell::Number(2.0));
    cells.set(Column::UnstableLoad, Cell::Choice(1));
    let found = score(&cells);
    assert_eq!((found.state, found.class), (State::NotApplicable, None));
    let day = one_task(cells);
    let finding = &(find("niosh").unwrap().day)(&day, Context::default()).tasks[0];
    for key in ["rnle.outside.one_hand", "rnle.outside.several_persons", "rnle.outside.unstable"] {
        assert!(finding.reasons.iter().any(|reason| reason.key == key), "{key}");
    }
    assert!(finding.figures.is_empty());
}

fn one_task(cells: Cells) -> WorkingDay {
    let entry = rugwijzer::assess::Entry {
        origin: rugwijzer::domain::Origin { file: "test".into(), row: 2 },
        cells,
        texts: vec![(Column::Task, "lift".into())],
        date: None,
    };
    rugwijzer::assess::working_days(&[entry]).0.remove(0)
}

#[test]
fn every_missing_cell_is_named() {
    let mut cells = Cells::default();
    cells.set(Column::HOriginCm, Cell::Number(40.0));
    let found = score(&cells);
    assert_eq!(found.state, State::Rejected);
    let missing: Vec<_> = found.unmet.missing.iter().map(Column::key).collect();
    assert_eq!(
        missing,
        ["load_kg", "v_origin_cm", "v_destination_cm", "lifts_per_min", "lifting_hours", "coupling"],
        "control and angles may be empty, the rest may not"
    );
}

#[test]
fn h_from_the_width_of_the_container_is_provisional() {
    let mut cells = ideal(10.0);
    cells.set(Column::HOriginCm, Cell::Empty);
    cells.set(Column::ContainerWidthCm, Cell::Number(40.0));
    assert!(is_close(lift(&cells).origin.horizontal.value(), 40.0, 0.0), "20 + 40/2 from V = 25");
    assert!(score(&cells).provisional);
    cells.set(Column::VOriginCm, Cell::Number(24.9));
    assert!(is_close(lift(&cells).origin.horizontal.value(), 45.0, 0.0), "25 + 40/2 below V = 25");
}

#[test]
fn iso_11228_arithmetic() {
    for case in cases("published/iso11228/arithmetic.csv") {
        let finding = &(find("iso11228").unwrap().day)(&one_task(row(&case)), Context::default()).tasks[0];
        let tolerance = number(&case, "tolerance");
        for key in ["rml_kg", "li"] {
            match finding.figure(key) {
                Some(rugwijzer::domain::Value::Number(found)) => {
                    assert!(is_close(*found, number(&case, key), tolerance), "{} {key}: {found}", case["case"]);
                }
                other => panic!("{} {key}: {other:?}", case["case"]),
            }
        }
        assert_eq!(finding.figure("level"), Some(&case["level"].as_str().into()), "{}", case["case"]);
    }
}
