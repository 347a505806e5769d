//! The distribution of the lifting index against an independent Monte Carlo of ten million draws.
//!
//! `fixtures/certainty/monte_carlo.py` made the expected values; it shares no code with this crate.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its fixture must stop")]

mod support;

use rugwijzer::domain::certainty::Advice;
use rugwijzer::domain::doubt::Basis;
use rugwijzer::domain::{Cell, Cells, Class, Column, Doubt};
use rugwijzer::input::{Options, read_table};
use rugwijzer::method::lifting::rnle::certainty::{Distribution, distribution, of as sure};
use rugwijzer::method::lifting::rnle::input::Document;

/// Of a probability, in points: what the issue asks. The draws themselves scatter by 0.016 points.
const PROBABILITY_TOLERANCE: f64 = 0.002;
/// Of an end of an interval, relative: likewise. The draws scatter by up to 0.02 %.
const RANGE_TOLERANCE: f64 = 0.005;

struct Case {
    name: String,
    cells: Cells,
    document: Document,
    expected: Distribution,
}

fn cases() -> Vec<Case> {
    let bytes = std::fs::read(support::root().join("fixtures/certainty/lifting.csv")).unwrap();
    let table = read_table(&bytes, &Options::default()).unwrap();
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let header = reader.headers().unwrap().clone();
    let place = |key: &str| header.iter().position(|name| name == key).unwrap();
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), table.rows.len());
    let case = |(row, record): (&rugwijzer::input::Row, &csv::StringRecord)| {
        assert!(row.is_sound(), "{:?}", row.faults);
        let number = |key: &str| record[place(key)].parse::<f64>().ok();
        let share = |key: &str| number(key).unwrap();
        let iso = row.cells.is_filled(Column::UserPopulation);
        Case {
            name: record[0].to_owned(),
            cells: row.cells.clone(),
            document: if iso { Document::Iso11228 } else { Document::Niosh },
            expected: Distribution {
                classes: ["mc_p_acceptable", "mc_p_increased", "mc_p_high", "mc_p_very_high"].map(share),
                beyond: share("mc_p_beyond"),
                outside: share("mc_p_outside"),
                index: number("mc_li_low").zip(number("mc_li_high")),
            },
        }
    };
    table.rows.iter().zip(&records).map(case).collect()
}

/// The largest difference of a probability and the largest of an end of the range.
fn differences(found: &Distribution, expected: &Distribution) -> (f64, f64) {
    let shares = |d: &Distribution| [d.classes.as_slice(), &[d.beyond, d.outside]].concat();
    let largest = shares(found).iter().zip(shares(expected)).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    let ends = match (found.index, expected.index) {
        (Some(a), Some(b)) => (a.0 / b.0 - 1.0).abs().max((a.1 / b.1 - 1.0).abs()),
        (None, None) => 0.0,
        _ => f64::INFINITY,
    };
    (largest, ends)
}

#[test]
fn it_agrees_with_ten_million_draws() {
    let cases = cases();
    assert!(cases.len() >= 50, "at least fifty tasks");
    let mut wrong = Vec::new();
    for case in &cases {
        let found = distribution(&case.cells, case.document).unwrap();
        let (share, end) = differences(&found, &case.expected);
        if share > PROBABILITY_TOLERANCE || end > RANGE_TOLERANCE {
            wrong.push(format!("{}: {share} {end}\n{found:?}\n{:?}", case.name, case.expected));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A comparison that accepts anything would prove nothing.
#[test]
fn the_comparison_can_fail() {
    let case = &cases()[2];
    let found = distribution(&case.cells, case.document).unwrap();
    let mut wrong = case.expected;
    wrong.classes[0] += 0.004;
    assert!(differences(&found, &wrong).0 > PROBABILITY_TOLERANCE);
    wrong.index = wrong.index.map(|(low, high)| (low * 1.01, high));
    assert!(differences(&found, &wrong).1 > RANGE_TOLERANCE);
}

#[test]
fn the_same_row_gives_the_same_digits() {
    let case = &cases()[0];
    let first = distribution(&case.cells, case.document);
    for other in cases().iter().take(5) {
        distribution(&other.cells, other.document);
    }
    assert_eq!(first, distribution(&case.cells, case.document), "what was judged before is of no matter");
    assert_eq!(first, distribution(&case.cells, case.document));
}

fn lift(numbers: &[(Column, f64)]) -> Cells {
    let mut cells = Cells::default();
    for (column, value) in [
        (Column::LoadKg, 12.0),
        (Column::HOriginCm, 40.0),
        (Column::VOriginCm, 60.0),
        (Column::AOriginDeg, 30.0),
        (Column::VDestinationCm, 110.0),
        (Column::LiftsPerMin, 3.0),
        (Column::LiftingHours, 1.5),
    ] {
        cells.set(column, Cell::Number(value));
    }
    cells.set(Column::Coupling, Cell::Choice(1));
    for &(column, value) in numbers {
        cells.set(column, Cell::Number(value));
    }
    cells
}

fn point(cells: &Cells) -> f64 {
    use rugwijzer::method::lifting::rnle::{input, niosh::Outcome};
    match input::read(cells) {
        input::Reading::Lift(lift) => Outcome::of(&lift).li(),
        other => panic!("{other:?}"),
    }
}

/// The limit of no uncertainty is the index itself, and its class, also exactly on a border.
#[test]
#[allow(clippy::float_cmp, reason = "exactly the same is what is asked")]
fn without_uncertainty_it_is_the_index() {
    for load in [8.0, 12.0, 25.0] {
        let mut cells = lift(&[(Column::LoadKg, load)]);
        assert_eq!(distribution(&cells, Document::Niosh), None, "nothing stated, nothing claimed");
        cells.set_doubt(Column::HOriginCm, Doubt::HalfWidth(0.0, Basis::Entered));
        let found = distribution(&cells, Document::Niosh).unwrap();
        let li = point(&cells);
        let (low, high) = found.index.unwrap();
        assert!((low / li - 1.0).abs() < 2e-5 && (high / li - 1.0).abs() < 2e-5, "{low} {li} {high}");
        let class = rugwijzer::domain::threshold::classify(&rugwijzer::method::lifting::rnle::tables::INDEX, li);
        assert_eq!(found.of(class), 1.0);
    }
}

/// Very wide errors of the load only: the probability of a class is that of the load between the
/// loads that give its limits.
#[test]
fn wide_uncertainty_gives_the_mixture() {
    let mut cells = lift(&[(Column::LoadKg, 12.0)]);
    let rwl = 12.0 / point(&cells);
    cells.set_doubt(Column::LoadKg, Doubt::HalfWidth(40.0, Basis::Entered));
    let found = distribution(&cells, Document::Niosh).unwrap();
    let below = |x: f64| rugwijzer::chance::normal::exact((x - 12.0) * 1.96 / 40.0);
    let all = 1.0 - below(0.0);
    let share = |from: f64, to: f64| (below(to) - below(from)) / all;
    let expected = [share(0.0, rwl), share(rwl, 2.0 * rwl), share(2.0 * rwl, 3.0 * rwl), share(3.0 * rwl, 1e9)];
    for (found, expected) in found.classes.iter().zip(expected) {
        assert!((found - expected).abs() < 1e-5, "{found} {expected}");
    }
}

/// A second word of grip, all else known: two indices with the weights that were stated.
#[test]
fn a_second_word_is_a_mixture_of_two() {
    let mut cells = lift(&[(Column::LoadKg, 9.2), (Column::VOriginCm, 80.0)]);
    let fair = point(&cells);
    cells.set_doubt(Column::Coupling, Doubt::Second { word: 2, share: 0.3 });
    let mut poor = cells.clone();
    poor.set(Column::Coupling, Cell::Choice(2));
    let poor = point(&poor);
    let found = distribution(&cells, Document::Niosh).unwrap();
    assert!(fair < 1.0 && poor > 1.0, "{fair} {poor}");
    assert!((found.classes[0] - 0.7).abs() < 1e-12 && (found.classes[1] - 0.3).abs() < 1e-12);
}

/// On the border the advice is to measure the variable again that matters, and how well; far from
/// it there is none.
#[test]
fn on_a_border_one_measurement_settles_it_and_far_away_none_is_needed() {
    let mut cells = lift(&[(Column::HOriginCm, 48.0), (Column::LoadKg, 6.6)]);
    for (column, half_width) in
        [(Column::HOriginCm, 6.0), (Column::LoadKg, 0.1), (Column::VOriginCm, 2.0), (Column::LiftsPerMin, 0.2)]
    {
        cells.set_doubt(column, Doubt::HalfWidth(half_width, Basis::Entered));
    }
    let certainty = sure(&cells, Document::Niosh, Class::Acceptable).unwrap();
    let Advice::Repeat { column, half_width } = certainty.advice else { panic!("{certainty:?}") };
    assert_eq!(column, Column::HOriginCm);
    assert_eq!(certainty.shares[0].column, Column::HOriginCm);
    // It holds what it promises, and no smaller promise would do.
    cells.set_doubt(column, Doubt::HalfWidth(half_width, Basis::Entered));
    assert!(distribution(&cells, Document::Niosh).unwrap().of(Class::Acceptable) >= 0.95);
    cells.set_doubt(column, Doubt::HalfWidth(half_width * 1.05, Basis::Entered));
    assert!(distribution(&cells, Document::Niosh).unwrap().of(Class::Acceptable) < 0.95);

    cells.set(Column::LoadKg, Cell::Number(3.0));
    cells.set_doubt(Column::HOriginCm, Doubt::HalfWidth(6.0, Basis::Entered));
    assert_eq!(sure(&cells, Document::Niosh, Class::Acceptable).unwrap().advice, Advice::Certain);
}

/// With H and the load in doubt, the shares are those of a product of independent factors:
/// first order CV² of the one over (1 + CV²)(1 + CV²) − 1, total with the product of both.
#[test]
fn shares_of_the_variance_are_those_of_a_product() {
    let mut cells = lift(&[(Column::HOriginCm, 45.0), (Column::LoadKg, 10.0)]);
    cells.set_doubt(Column::HOriginCm, Doubt::HalfWidth(9.0, Basis::Entered));
    cells.set_doubt(Column::LoadKg, Doubt::HalfWidth(3.0, Basis::Entered));
    let certainty = sure(&cells, Document::Niosh, Class::Increased).unwrap();
    let (h, load) = ((9.0 / 1.96 / 45.0_f64).powi(2), (3.0 / 1.96 / 10.0_f64).powi(2));
    let all = h + load + h * load;
    for (column, own) in [(Column::HOriginCm, h), (Column::LoadKg, load)] {
        let share = certainty.shares.iter().find(|share| share.column == column).unwrap();
        assert!((share.first - own / all).abs() < 0.01, "{share:?} {}", own / all);
        assert!((share.total - (own + h * load) / all).abs() < 0.01, "{share:?}");
    }
}

/// Coverage: of true lifts that are drawn around measurements with the stated errors, 95 % have an
/// index within the range that is claimed. Draws are of a generator of this test.
#[test]
fn the_range_covers_what_it_claims() {
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut uniform = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut normal = move || (-2.0 * uniform().max(1e-300).ln()).sqrt() * (std::f64::consts::TAU * uniform()).cos();
    let errors = [
        (Column::HOriginCm, 5.0),
        (Column::LoadKg, 1.0),
        (Column::VOriginCm, 6.0),
        (Column::AOriginDeg, 10.0),
        (Column::LiftsPerMin, 0.6),
    ];
    let (mut covered, trials) = (0, 2000);
    for trial in 0..trials {
        let truth =
            lift(&[(Column::HOriginCm, 35.0 + f64::from(trial % 20)), (Column::VOriginCm, 20.0 + f64::from(trial % 97))]);
        let mut measured = truth.clone();
        for (column, half_width) in errors {
            let value = truth.number(column).unwrap() + normal() * half_width / 1.96;
            measured.set(column, Cell::Number(value));
            measured.set_doubt(column, Doubt::HalfWidth(half_width, Basis::Entered));
        }
        let (low, high) = distribution(&measured, Document::Niosh).unwrap().index.unwrap();
        let li = point(&truth);
        covered += i32::from(low <= li && li <= high);
    }
    let share = f64::from(covered) / f64::from(trials);
    // Three standard errors of a share of 95 % among 2000.
    assert!((share - 0.95).abs() < 0.015, "{share}");
}

/// Nine lifts a minute for eight hours have a multiplier from V = 75 cm only (table 5: 0.15, and none below),
/// also where the frequency itself is in no doubt.
#[test]
fn a_certain_frequency_has_the_column_of_its_height() {
    let at = |v: f64| {
        let mut cells = lift(&[(Column::VOriginCm, v), (Column::LiftsPerMin, 9.0), (Column::LiftingHours, 8.0)]);
        cells.set_doubt(Column::LoadKg, Doubt::HalfWidth(1.0, Basis::Entered));
        cells.set_doubt(Column::AOriginDeg, Doubt::HalfWidth(5.0, Basis::Entered));
        (distribution(&cells, Document::Niosh).unwrap(), cells)
    };
    let (below, _) = at(74.0);
    assert!((below.beyond - 1.0).abs() < 1e-9, "{below:?}");
    let (above, cells) = at(76.0);
    let ((low, high), li) = (above.index.unwrap(), point(&cells));
    assert!(above.beyond < 1e-9 && low < li && li < high, "{above:?} {li}");
}

/// Nothing lifted has an index of 0 where the method applies; beyond its range it has none.
#[test]
fn a_load_of_nothing_is_beyond_the_range_where_the_range_ends() {
    let mut cells = lift(&[(Column::LoadKg, 0.0), (Column::VDestinationCm, 175.0)]);
    cells.set_doubt(Column::VDestinationCm, Doubt::HalfWidth(5.0, Basis::Entered));
    let found = distribution(&cells, Document::Niosh).unwrap();
    assert!((found.beyond - 0.5).abs() < PROBABILITY_TOLERANCE, "{found:?}");
    assert!((found.classes[0] - 0.5).abs() < PROBABILITY_TOLERANCE, "{found:?}");
}

/// The made-up task file: on the border the advice is to measure H again, far from it none is given,
/// and probabilities with what lies outside are one.
#[cfg(feature = "app")]
#[test]
fn the_report_says_what_to_measure_again_on_the_border_only() {
    use rugwijzer::domain::{Finding, Value};
    use rugwijzer::run::{self, Setting, recordings};
    let file = support::root().join("fixtures/tasks/valid/meetfouten.csv");
    let options = (Options::default(), recordings::Options::default());
    let assessment = run::assess::files(&[file], &options.0, &options.1, Setting::default()).unwrap();
    let tasks: Vec<_> = assessment.jobs.iter().flat_map(|job| &job.tasks).collect();
    let niosh = |name: &str| -> &Finding {
        let task = tasks.iter().find(|task| task.task == name).unwrap();
        task.findings.iter().find(|finding| finding.method == "niosh").unwrap()
    };
    let said = |finding: &Finding| finding.reasons.iter().any(|why| why.key.starts_with("certainty.advice"));
    let border = niosh("Zakken op de band");
    assert_eq!(border.figure("measure_again"), Some(&Value::from("h_origin_cm")));
    assert!(said(border) && !border.provisional.is_empty());
    let far = niosh("Folders stapelen");
    assert_eq!(far.figure("measure_again"), Some(&Value::Absent));
    assert!(!said(far) && far.provisional.is_empty());
    for finding in [border, far, niosh("Kratten vanaf de vloer")] {
        let share = |key: &str| match finding.figure(key) {
            Some(Value::Number(share)) => *share,
            other => panic!("{key}: {other:?}"),
        };
        let sum: f64 = ["p_acceptable", "p_increased", "p_high", "p_very_high", "p_outside"].map(share).iter().sum();
        assert!((sum - 1.0).abs() < 1e-9, "{sum}");
    }
}

/// What is wrong beside a cell is a problem like any other; the cell itself stays usable, and
/// nothing is claimed of the row.
#[test]
fn a_bad_half_width_is_a_problem_and_claims_nothing() {
    use Column::{Coupling, LoadKg};
    use rugwijzer::input::{Companion, problem};
    let file = "task,load_kg,load_kg_pm,coupling,coupling_alt,coupling_alt_pct\na,8.5,-1,good,fair,\nb,8.5,x,good,,20\nc,8.5,0.5,good,fine,20\n";
    let table = read_table(file.as_bytes(), &Options::default()).unwrap();
    let faults: Vec<Vec<_>> =
        table.rows.iter().map(|row| row.faults.iter().map(|fault| (fault.column, fault.beside)).collect()).collect();
    assert_eq!(faults[0], [(LoadKg, Some(Companion::HalfWidth)), (Coupling, Some(Companion::SecondShare))]);
    assert_eq!(faults[1], [(LoadKg, Some(Companion::HalfWidth)), (Coupling, Some(Companion::Second))]);
    assert_eq!(faults[2], [(Coupling, Some(Companion::Second))]);
    for row in &table.rows {
        assert_eq!(row.cells.number(LoadKg), Some(8.5));
        assert_eq!(row.cells.doubt(Coupling), Some(Doubt::Unusable));
    }
    let said = problem("f.csv", &table.header, 2, &table.rows[0].faults[0]);
    assert_eq!((said.column.as_deref(), said.found.as_str()), (Some("load_kg_pm"), "-1"));
    assert_eq!(said.remedy.key, "input.remedy.half_width");
}
