//! What must hold for every lift, not only for the printed ones.

mod support;

use proptest::prelude::*;
use rugwijzer::assess::redesign::{Limits, Target, index, redesign, takes};
use rugwijzer::domain::chart::Chart;
use rugwijzer::domain::{Arg, Cell, Cells, Column, Phrase, State};
use rugwijzer::method::lifting::rnle::composite::index::{Part, composite};
use rugwijzer::method::lifting::rnle::input::{Reading, read};
use rugwijzer::method::lifting::rnle::niosh::Outcome;
use rugwijzer::method::{Context, METHODS};

/// A lift within and a little beyond the equation's range.
fn lifts() -> impl Strategy<Value = Cells> {
    let numbers = (0.5..60.0, 5.0..80.0, 0.0..190.0, 0.0..150.0, 5.0..80.0, 0.0..190.0, 0.0..150.0, 0.0..16.0, 0.1..9.0_f64);
    (numbers, 0_u8..3, 0_u8..2).prop_map(|((load, h, v, a, hd, vd, ad, f, hours), coupling, control)| {
        let mut cells = Cells::default();
        for (column, value) in [
            (Column::LoadKg, load),
            (Column::HOriginCm, h),
            (Column::VOriginCm, v),
            (Column::AOriginDeg, a),
            (Column::HDestinationCm, hd),
            (Column::VDestinationCm, vd),
            (Column::ADestinationDeg, ad),
            (Column::LiftsPerMin, f),
            (Column::LiftingHours, hours),
        ] {
            cells.set(column, Cell::Number(value));
        }
        cells.set(Column::Coupling, Cell::Choice(coupling));
        cells.set(Column::ControlAtDestination, Cell::Choice(control));
        cells
    })
}

/// The key of the sentence in a gap.
fn arg_key(phrase: &Phrase, gap: &str) -> &'static str {
    match phrase.args.iter().find(|(name, _)| *name == gap) {
        Some((_, Arg::Phrase(phrase))) => phrase.key,
        other => panic!("{other:?}"),
    }
}

fn with(cells: &Cells, column: Column, value: f64) -> Cells {
    let mut row = cells.clone();
    row.set(column, Cell::Number(value));
    row
}

proptest! {
    #[test]
    fn no_multiplier_is_above_one_or_below_zero(cells in lifts()) {
        if let Reading::Lift(lift) = read(&cells) {
            let outcome = Outcome::of(&lift);
            for multipliers in [Some(outcome.origin), outcome.destination].into_iter().flatten() {
                for value in multipliers.in_order() {
                    prop_assert!(value > 0.0 && value <= 1.0, "{multipliers:?}");
                }
            }
            prop_assert!(outcome.li() >= 0.0 && outcome.li().is_finite());
            prop_assert!(outcome.destination.is_none_or(|end| outcome.li() >= outcome.li_at(&end)));
        }
    }

    #[test]
    fn more_load_reach_twist_or_frequency_never_lowers_the_index(cells in lifts(), more in 1.0..2.0_f64) {
        let Some(before) = index(&cells) else { return Ok(()) };
        for column in [Column::LoadKg, Column::HOriginCm, Column::HDestinationCm, Column::AOriginDeg, Column::ADestinationDeg,
                       Column::LiftsPerMin, Column::LiftingHours] {
            let value = cells.number(column).unwrap() * more;
            // Beyond the range there is no index, which is worse than any.
            if let Some(after) = index(&with(&cells, column, value)) {
                prop_assert!(after >= before - 1e-12, "{} from {before} to {after}", column.key());
            }
        }
    }

    #[test]
    fn a_composite_is_never_below_its_worst_lift_and_knows_no_order(rows in prop::collection::vec(lifts(), 2..6), turn in 0_usize..6) {
        let lifts: Vec<_> = rows.iter().filter_map(|cells| match read(cells) {
            Reading::Lift(lift) => Some(lift),
            _ => None,
        }).collect();
        let names: Vec<String> = (0..lifts.len()).map(|place| format!("lift {place}")).collect();
        let parts: Vec<Part<'_>> = lifts.iter().enumerate().map(|(place, lift)| Part::of(&names[place], place, *lift)).collect();
        let mut turned = parts.clone();
        if !turned.is_empty() {
            let by = turn % turned.len();
            turned.rotate_left(by);
        }
        match (composite(parts.clone()), composite(turned)) {
            (Ok(index), Ok(other)) => {
                let worst = parts.iter().map(|part| part.stli).fold(0.0, f64::max);
                prop_assert!(index.cli >= worst);
                prop_assert!(index.cli.to_bits() == other.cli.to_bits(), "{} and {}", index.cli, other.cli);
            }
            (Err(one), Err(other)) => prop_assert!((one - other).abs() < 1e-9),
            (one, other) => prop_assert!(false, "{one:?} but {other:?}"),
        }
    }

    #[test]
    fn a_proposal_applied_reaches_its_target(cells in lifts()) {
        for target in [Target::Acceptable, Target::NextClass] {
            let Some(found) = redesign(&cells, &Limits::default(), target) else { continue };
            for proposal in found.singles.iter().chain(&found.pairs) {
                let mut row = cells.clone();
                for change in &proposal.changes {
                    prop_assert_eq!(change.from, cells.get(change.column));
                    row.set(change.column, change.to);
                }
                let li = index(&row).expect("inside the method");
                prop_assert!(li <= found.target, "{proposal:?}");
                prop_assert!(li.to_bits() == proposal.li.to_bits());
            }
            for lever in &found.insufficient {
                let mut row = cells.clone();
                row.set(lever.column, lever.best);
                prop_assert!(index(&row).is_none_or(|li| li > found.target), "{lever:?} does suffice");
            }
        }
    }

    #[test]
    fn what_is_said_of_a_way_down_is_what_was_found(cells in lifts()) {
        let limits = Limits::default();
        let said = takes(&cells, &limits, Target::Acceptable);
        let Some(found) = redesign(&cells, &limits, Target::Acceptable) else {
            prop_assert!(said.is_empty());
            return Ok(());
        };
        let way = said.iter().find(|way| way.method == "niosh").expect("a way, or a word that there is none");
        let proposals: Vec<_> = found.singles.iter().chain(&found.pairs).collect();
        prop_assert_eq!(proposals.len(), way.rows.len());
        prop_assert_eq!(proposals.is_empty(), arg_key(&way.intro, "how") == "takes.no_way");
        for (proposal, row) in proposals.into_iter().zip(&way.rows) {
            prop_assert_eq!((proposal.class, proposal.changes.len()), (row.class, row.changes.len()));
            prop_assert!(matches!(row.result.args[0].1, Arg::Against(li, _, target) if li.to_bits() == proposal.li.to_bits() && target.to_bits() == found.target.to_bits()));
        }
        if let Some(Chart::Curve(curve)) = &way.chart {
            prop_assert_eq!(curve.now.y, found.li);
            prop_assert!(curve.points.windows(2).all(|pair| pair[0].0 < pair[1].0));
            prop_assert!(curve.points.iter().all(|point| point.1.is_finite() && point.1 >= 0.0));
            let reached = curve.proposed.y.expect("a proposal has an index");
            prop_assert!(reached <= found.target || found.singles.iter().all(|single| matches!(single.changes[0].to, Cell::Choice(_))
                || single.changes[0].column == Column::LiftingHours), "{curve:?}");
        }
    }

    #[test]
    fn halving_the_first_lift_of_a_composite_is_halving_its_cell(rows in prop::collection::vec(lifts(), 2..6)) {
        let lifts: Vec<(&Cells, _)> = rows.iter().filter_map(|cells| match read(cells) {
            Reading::Lift(lift) => Some((cells, lift)),
            _ => None,
        }).collect();
        let names: Vec<String> = (0..lifts.len()).map(|place| format!("lift {place}")).collect();
        let parts: Vec<Part<'_>> = lifts.iter().enumerate().map(|(place, lift)| Part::of(&names[place], place, lift.1)).collect();
        let Ok(index) = composite(parts.clone()) else { return Ok(()) };
        let Some(first) = index.parts.first().map(|part| part.place) else { return Ok(()) };
        let cells = lifts[first].0;
        let halved = with(cells, Column::LiftsPerMin, cells.number(Column::LiftsPerMin).unwrap() / 2.0);
        let Reading::Lift(lift) = read(&halved) else { panic!("half as often stays inside the table") };
        let mut changed = parts.clone();
        changed[first] = Part::of(&names[first], first, lift);
        let expected = composite(changed).ok().map(|index| index.cli.to_bits());
        prop_assert_eq!(index.if_first_halved().map(|index| index.cli.to_bits()), expected);
        let mut fewer = parts;
        fewer.remove(first);
        let expected = if fewer.is_empty() { None } else { composite(fewer).ok().map(|index| index.cli.to_bits()) };
        prop_assert_eq!(index.if_first_removed().map(|index| index.cli.to_bits()), expected);
    }

    #[test]
    fn no_method_ever_writes_a_number_that_is_none(cells in lifts()) {
        for method in METHODS {
            let score = (method.score)(&cells, Context::default());
            prop_assert!(score.numbers.iter().flatten().all(|number| number.value.is_finite()), "{}", method.id);
            if matches!(score.state, State::NotMeasured | State::BelowTrigger | State::PartOfDay | State::Rejected) {
                prop_assert!(score.class.is_none(), "{}", method.id);
            }
        }
    }
}

/// The closed form as the outside check of the search: a load and a reach that give exactly 1.
#[test]
fn single_changes_agree_with_the_closed_form() {
    let mut cells = Cells::default();
    for (column, value) in [
        (Column::LoadKg, 20.0),
        (Column::HOriginCm, 40.0),
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
    let found = redesign(&cells, &Limits::default(), Target::Acceptable).unwrap();
    let to = |column: Column| {
        let proposal = found.singles.iter().find(|p| p.changes[0].column == column).expect("it suffices");
        match proposal.changes[0].to {
            Cell::Number(value) => value,
            other => panic!("{other:?}"),
        }
    };
    // RWL = 23 × 25/40 = 14.375 kg; H = 23 × 25 / 20 = 28.75 cm; on the safe side of a practical grain.
    assert!(support::is_close(to(Column::LoadKg), 14.3, 1e-9), "{}", to(Column::LoadKg));
    assert!(support::is_close(to(Column::HOriginCm), 28.0, 1e-9), "{}", to(Column::HOriginCm));
}

#[test]
fn pairs_take_less_than_either_alone_and_walls_are_respected() {
    let mut cells = Cells::default();
    for (column, value) in [
        (Column::LoadKg, 25.0),
        (Column::HOriginCm, 55.0),
        (Column::VOriginCm, 20.0),
        (Column::AOriginDeg, 60.0),
        (Column::VDestinationCm, 120.0),
        (Column::LiftsPerMin, 4.0),
        (Column::LiftingHours, 3.0),
    ] {
        cells.set(column, Cell::Number(value));
    }
    cells.set(Column::Coupling, Cell::Choice(2));
    let limits = Limits { reach_cm: 35.0, load_kg: 10.0, ..Limits::default() };
    let found = redesign(&cells, &limits, Target::Acceptable).unwrap();
    assert!(found.li.unwrap() > 3.0);
    for proposal in found.singles.iter().chain(&found.pairs) {
        for change in &proposal.changes {
            match (change.column, change.to) {
                (Column::HOriginCm, Cell::Number(h)) => assert!(h >= 35.0),
                (Column::LoadKg, Cell::Number(load)) => assert!(load >= 10.0),
                _ => {}
            }
        }
    }
    for pair in &found.pairs {
        assert_eq!(pair.changes.len(), 2);
        for single in found.singles.iter().filter(|s| pair.changes.iter().any(|change| change.column == s.changes[0].column)) {
            assert!(pair.effort < single.effort, "{pair:?} against {single:?}");
        }
    }
}
