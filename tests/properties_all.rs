//! Every method on every row that can be entered: it ends, writes no number that is none, says the
//! same twice, and where its document implies it, more is never better.

use proptest::prelude::*;
use rugwijzer::assess::row::{Wanted, judge, judge_into};
use rugwijzer::assess::{Entry, assess, working_days};
use rugwijzer::domain::cells::Unmet;
use rugwijzer::domain::column::Kind;
use rugwijzer::domain::{Bounds, Cell, Cells, Class, Column, ColumnSet, Jurisdiction, Origin, State};
use rugwijzer::method::{Context, METHODS, Score, find};

/// A cell of `column` from two numbers that look random: empty half of the time, now and then one
/// that cannot be used, the very ends of what is possible, else something in between.
fn cell(column: Column, kind: u8, part: f64) -> Cell {
    let pick = |count: usize| {
        let place = (0..count).rev().find(|&place| part >= place as f64 / count as f64);
        Cell::Choice(u8::try_from(place.unwrap_or(0)).expect("few words"))
    };
    match (kind, column.spec().kind) {
        (0..=119, _) => Cell::Empty,
        (120..=124, _) => Cell::Rejected,
        (_, Kind::Choice { choices, .. }) => pick(choices.len()),
        (_, Kind::Text | Kind::Date) => Cell::Filled,
        (125..=134, Kind::Number(_, bounds)) => Cell::Number(bounds.low.max(-1e9)),
        (135..=144, Kind::Number(_, bounds)) => Cell::Number(bounds.high.min(1e9)),
        (_, Kind::Number(_, bounds)) => number(bounds, part).map_or(Cell::Empty, Cell::Number),
    }
}

/// A number that `bounds` allow, small ones as often as large ones.
fn number(bounds: Bounds, part: f64) -> Option<f64> {
    let (low, high) = (bounds.low.max(-1e4), bounds.high.min(1e4));
    let value = low + (high - low) * part.powi(4);
    let value = if bounds.whole { value.round() } else { value };
    bounds.contains(value).then_some(value)
}

fn rows() -> impl Strategy<Value = Cells> {
    prop::collection::vec((any::<u8>(), 0.0..1.0_f64), Column::COUNT).prop_map(|numbers| {
        let mut cells = Cells::default();
        for (&column, (kind, part)) in Column::ALL.iter().zip(numbers) {
            cells.set(column, cell(column, kind, part));
        }
        cells
    })
}

/// A row on which `method` runs: its own columns all filled, the others empty.
fn filled(id: &'static str) -> impl Strategy<Value = Cells> {
    let columns = find(id).expect("a method").columns;
    prop::collection::vec(0.0..1.0_f64, columns.len()).prop_map(move |parts| {
        let mut cells = Cells::default();
        for (&column, part) in columns.iter().zip(parts) {
            cells.set(column, cell(column, u8::MAX, part));
        }
        cells
    })
}

fn contexts() -> [Context; 2] {
    [Jurisdiction::Netherlands, Jurisdiction::Belgium].map(|jurisdiction| Context { jurisdiction })
}

/// Whether anything that is printed of `what` is no number. Its `Debug` form shows every field.
fn holds_no_number(what: &impl std::fmt::Debug) -> Option<String> {
    let shown = format!("{what:?}");
    let word = |at: usize, word: &str| {
        let alone = |byte: Option<&u8>| byte.is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_' && *byte != b'"');
        alone(at.checked_sub(1).and_then(|at| shown.as_bytes().get(at))) && alone(shown.as_bytes().get(at + word.len()))
    };
    let found =
        ["NaN", "inf"].into_iter().find_map(|name| shown.match_indices(name).map(|(at, _)| at).find(|&at| word(at, name)));
    found.map(|at| shown[shown.floor_char_boundary(at.saturating_sub(120))..shown.ceil_char_boundary(at + 40)].to_owned())
}

#[test]
fn a_number_that_is_none_is_found() {
    assert!(holds_no_number(&Some(f64::NAN)).is_some() && holds_no_number(&[-f64::INFINITY]).is_some());
    assert!(holds_no_number(&("info", 1.0, "inf")).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn every_method_ends_with_numbers_that_are_numbers(cells in rows()) {
        for method in METHODS {
            for context in contexts() {
                let score = (method.score)(&cells, context);
                prop_assert_eq!(&score, &(method.score)(&cells, context), "{} says the same twice", method.id);
                prop_assert!(score.numbers.iter().flatten().all(|number| number.value.is_finite()), "{}", method.id);
                if matches!(score.state, State::NotMeasured | State::BelowTrigger | State::PartOfDay | State::Rejected) {
                    prop_assert!(score.class.is_none(), "{}", method.id);
                }
                if !cells.starts(method.starts) {
                    // What lies outside a method is said without its own columns too.
                    let is_silent = matches!(score.state, State::NotMeasured | State::NotApplicable);
                    prop_assert!(is_silent && score.class.is_none(), "{} starts by its own columns", method.id);
                }
            }
        }
    }

    /// What `score` leaves out for speed: a method without anything to answer to is not asked.
    #[test]
    fn without_anything_to_answer_to_a_method_says_what_it_says_of_an_empty_row(cells in rows()) {
        let nothing = Cells::default();
        for method in METHODS {
            let mut silent = cells.clone();
            method.answers_to.iter().for_each(|column| silent.set(column, Cell::Empty));
            for context in contexts() {
                let score = (method.score)(&silent, context);
                prop_assert_eq!(&score, &(method.score)(&nothing, context), "{}", method.id);
                prop_assert_eq!((score.state, score.class), (State::NotMeasured, None), "{}", method.id);
                prop_assert!(!score.provisional && score.factors.is_empty() && score.unmet == Unmet::default(), "{}", method.id);
            }
            let started = method.starts.iter().all(|&column| method.answers_to.contains(column));
            prop_assert!(started || method.score_columns.is_empty(), "{} answers to what starts it", method.id);
        }
    }

    /// A row is judged by all methods that have something to answer to, in the place of any other row.
    #[test]
    fn a_row_is_judged_as_all_its_methods_together(first in rows(), cells in rows(), context in prop::sample::select(contexts().to_vec())) {
        let mut result = judge(&first, context);
        judge_into(&cells, context, Wanted::ALL, &mut result);
        let scores: Vec<Score> = METHODS.iter().map(|method| (method.score)(&cells, context)).collect();
        let nothing = Cells::default();
        for (place, (method, expected)) in METHODS.iter().zip(&scores).enumerate() {
            let idle = (method.score)(&nothing, context);
            prop_assert_eq!(result.score(place).unwrap_or(&idle), expected, "{}", method.id);
        }
        let worst = scores.iter().fold(None, |worst, score| Class::worst(worst, score.class));
        prop_assert_eq!(result.class, worst);
        let missing = scores.iter().fold(ColumnSet::EMPTY, |set, score| set.union(score.unmet.missing));
        prop_assert_eq!(result.missing, missing);
        prop_assert_eq!(format!("{:?}", judge(&cells, context).measures()), format!("{:?}", result.measures()));
        for (place, expected) in scores.iter().enumerate() {
            judge_into(&cells, context, Wanted::of(std::iter::once(place)), &mut result);
            let idle = (METHODS[place].score)(&nothing, context);
            prop_assert_eq!(result.score(place).unwrap_or(&idle), expected, "{} alone", METHODS[place].id);
            prop_assert_eq!(result.missing, missing, "{} alone", METHODS[place].id);
        }
    }

    #[test]
    fn what_was_entered_is_known_without_looking_at_every_cell(mut cells in rows()) {
        let entered = |cells: &Cells| Column::ALL.iter().copied().filter(|&column| !cells.is_empty(column)).collect::<Vec<_>>();
        prop_assert_eq!(cells.entered().iter().collect::<Vec<_>>(), entered(&cells));
        cells.clear();
        prop_assert_eq!(cells, Cells::default());
    }

    #[test]
    fn a_day_of_any_rows_is_assessed_whole(rows in prop::collection::vec(rows(), 1..4)) {
        let entries: Vec<Entry> = rows.iter().enumerate().map(|(at, cells)| {
            let origin = Origin { file: "a.csv".to_owned(), row: at as u64 + 2 };
            Entry { origin, cells: cells.clone(), texts: vec![(Column::Task, format!("taak {at}"))], date: None }
        }).collect();
        let (days, _) = working_days(&entries);
        prop_assert_eq!(days.iter().flat_map(|day| &day.tasks).map(|task| task.origins.len()).sum::<usize>(), rows.len());
        for day in &days {
            for context in contexts() {
                let (job, problems) = assess(day, context);
                prop_assert_eq!(holds_no_number(&(&job, &problems)), None);
                prop_assert_eq!(format!("{job:?}"), format!("{:?}", assess(day, context).0), "the same twice");
            }
        }
    }

    /// Where more is worse by the document: weight against the bounds of the screening, the share of
    /// bent work, each exposure of the guideline's lists, the ride.
    #[test]
    fn more_is_never_a_lower_class(
        screening in filled("screening"), trunk in filled("trunk_flexion"), exposures in filled("exposures"),
        ride in filled("whole_body_vibration"), iso in filled("iso11228"), part in 0.0..1.0_f64,
    ) {
        let worse: [(&str, &Cells, &[Column]); 5] = [
            ("screening", &screening, &[Column::LoadKg]),
            ("trunk_flexion", &trunk, &[Column::TrunkGe60Pct]),
            ("exposures", &exposures, &[
                Column::PullForceKg, Column::KneelingMin, Column::HandsAboveShoulderMin, Column::StandingMinPerHour,
                Column::BentPostureHours, Column::ManualWorkHours, Column::DrivingHoursPerWeek,
            ]),
            ("whole_body_vibration", &ride, &[Column::AwXMs2, Column::AwYMs2, Column::AwZMs2]),
            ("iso11228", &iso, &[Column::LoadKg, Column::HOriginCm, Column::AOriginDeg]),
        ];
        for (id, cells, columns) in worse {
            let method = find(id).expect("a method");
            for &column in columns {
                let (Some(now), Kind::Number(_, bounds)) = (cells.number(column), column.spec().kind) else { continue };
                let mut more = cells.clone();
                more.set(column, Cell::Number(now + (bounds.high.min(1e4) - now).max(0.0) * part));
                for context in contexts() {
                    let (before, after) = ((method.score)(cells, context), (method.score)(&more, context));
                    if let (Some(before), Some(after)) = (before.class, after.class) {
                        prop_assert!(after >= before, "{id}: {before:?} becomes {after:?} with more {}", column.key());
                    }
                }
            }
        }
    }
}
