//! How probable the classes of the other methods are, against an independent Monte Carlo of ten
//! million draws a case.
//!
//! `fixtures/certainty/others_monte_carlo.py` made the expected values; it shares no code with this
//! crate. A case is a working day; the figures are those of the report.
#![cfg(feature = "app")]
#![allow(clippy::unwrap_used, reason = "a test that cannot read its fixture must stop")]

mod support;

use rugwijzer::domain::{Assessment, Finding, Value};
use rugwijzer::input::Options;
use rugwijzer::run::{self, Setting, recordings};

/// Of a probability: as for lifts.
const PROBABILITY_TOLERANCE: f64 = 0.002;
/// Of an end of a range, relative: likewise.
const RANGE_TOLERANCE: f64 = 0.005;

struct Expected {
    case: String,
    method: String,
    figure: String,
    value: f64,
}

fn expected() -> Vec<Expected> {
    let mut reader = csv::Reader::from_path(support::root().join("fixtures/certainty/others.csv")).unwrap();
    let record = |record: csv::StringRecord| Expected {
        case: record[0].to_owned(),
        method: record[1].to_owned(),
        figure: record[2].to_owned(),
        value: record[3].parse().unwrap(),
    };
    reader.records().map(Result::unwrap).map(record).collect()
}

fn assessment() -> Assessment {
    let file = support::root().join("fixtures/certainty/others_tasks.csv");
    run::assess::files(&[file], &Options::default(), &recordings::Options::default(), Setting::default()).unwrap()
}

fn finding<'a>(assessment: &'a Assessment, case: &str, method: &str) -> &'a Finding {
    let job = assessment.jobs.iter().find(|job| job.exposure_group == case).unwrap();
    let of_tasks = job.tasks.iter().flat_map(|task| &task.findings);
    of_tasks.chain(&job.findings).find(|finding| finding.method == method && finding.certainty.is_some()).unwrap_or_else(|| {
        panic!("{case}: {method} says nothing of its certainty");
    })
}

/// Whether a figure is near enough to what was drawn.
fn agrees(figure: &str, found: f64, expected: f64) -> bool {
    if figure.starts_with("p_") {
        (found - expected).abs() <= PROBABILITY_TOLERANCE
    } else {
        (found / expected - 1.0).abs() <= RANGE_TOLERANCE
    }
}

#[test]
fn it_agrees_with_ten_million_draws() {
    let assessment = assessment();
    let expected = expected();
    let cases: std::collections::BTreeSet<&str> = expected.iter().map(|expected| expected.case.as_str()).collect();
    assert!(cases.len() >= 30, "at least thirty cases");
    let mut wrong = Vec::new();
    for Expected { case, method, figure, value } in &expected {
        let found = match finding(&assessment, case, method).figure(figure) {
            Some(Value::Number(found)) => *found,
            other => panic!("{case} {figure}: {other:?}"),
        };
        if !agrees(figure, found, *value) {
            wrong.push(format!("{case}: {figure} {found:.4}, drawn {value:.4}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A comparison that accepts anything would prove nothing.
#[test]
fn the_comparison_can_fail() {
    assert!(agrees("p_high", 0.5, 0.5019) && !agrees("p_high", 0.5, 0.5021));
    assert!(agrees("a8_low", 1.0, 1.0049) && !agrees("a8_low", 1.0, 1.0051));
}
