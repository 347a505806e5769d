//! Published cases of the methods that judge a working day.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "day_methods/build.rs"]
#[allow(dead_code, reason = "shared with the other tests of these methods")]
mod build;

use rugwijzer::domain::{Finding, Value};
use rugwijzer::method::posture::trunk_flexion::{interval, planning};
use serde_json::Value as Json;

const MANDATORY: [&str; 5] = ["case", "source", "locator", "tolerance", "tolerance_reason"];

struct Case {
    name: String,
    tolerance: f64,
    inputs: Json,
    expected: Json,
}

/// The cases of a file under `fixtures/published/`; every mandatory cell must be filled.
fn cases(file: &str) -> Vec<Case> {
    let path = format!("{}/fixtures/published/{file}", env!("CARGO_MANIFEST_DIR"));
    let mut reader = csv::Reader::from_path(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let header = reader.headers().unwrap().clone();
    let cases: Vec<Case> = reader
        .records()
        .map(|row| {
            let row = row.unwrap();
            let cell = |name: &str| header.iter().position(|column| column == name).map_or("", |at| &row[at]).to_owned();
            for column in MANDATORY {
                assert!(!cell(column).is_empty(), "{file}: {column} is empty in {}", cell("case"));
            }
            Case {
                name: format!("{file} {}", cell("case")),
                tolerance: cell("tolerance").parse().unwrap(),
                inputs: serde_json::from_str(&cell("inputs")).unwrap(),
                expected: serde_json::from_str(&cell("expected")).unwrap(),
            }
        })
        .collect();
    assert!(!cases.is_empty(), "{file} has no case");
    cases
}

fn agrees(expected: &Json, actual: Option<&Value>, tolerance: f64) -> Result<(), String> {
    let same = match (expected, actual) {
        (Json::Null, None | Some(Value::Absent)) => true,
        (Json::Number(wanted), Some(Value::Number(got))) => (wanted.as_f64().unwrap() - got).abs() <= tolerance,
        (Json::String(wanted), Some(Value::Text(got))) => wanted == got,
        (Json::Bool(wanted), Some(Value::Flag(got))) => wanted == got,
        _ => false,
    };
    if same { Ok(()) } else { Err(format!("expected {expected}, got {actual:?}")) }
}

fn check(case: &Case, finding: &Finding) {
    let expected = &case.expected;
    if let Some(state) = expected.get("state") {
        assert_eq!(state, finding.state.key(), "{}: state", case.name);
    }
    if let Some(class) = expected.get("class") {
        assert_eq!(class.as_str(), finding.class.map(rugwijzer::domain::Class::key), "{}: class", case.name);
    }
    if let Some(provisional) = expected.get("provisional") {
        assert_eq!(provisional.as_bool(), Some(!finding.provisional.is_empty()), "{}: provisional", case.name);
    }
    for (path, value) in expected["figures"].as_object().unwrap() {
        if let Err(difference) = agrees(value, build::figure(finding, path), case.tolerance) {
            panic!("{}: {path}: {difference}", case.name);
        }
    }
}

#[test]
fn days() {
    for id in ["trunk_flexion", "whole_body_vibration", "exposures"] {
        for case in cases(&format!("{id}/days.csv")) {
            check(&case, &build::finding(id, &build::day(&case.inputs)));
        }
    }
}

#[test]
fn intervals() {
    for case in cases("trunk_flexion/intervals.csv") {
        let count = |key: &str| u32::try_from(case.inputs[key].as_u64().unwrap()).unwrap();
        let (hits, observations) = (count("hits"), count("observations"));
        for (key, interval) in [
            ("wilson", interval::wilson(f64::from(hits), f64::from(observations))),
            ("clopper_pearson", interval::clopper_pearson(hits, observations)),
        ] {
            let wanted = &case.expected[key];
            agrees(&wanted[0], Some(&Value::Number(interval.low)), case.tolerance)
                .and_then(|()| agrees(&wanted[1], Some(&Value::Number(interval.high)), case.tolerance))
                .unwrap_or_else(|difference| panic!("{} {key}: {difference}", case.name));
        }
    }
}

#[test]
fn sample_sizes() {
    for case in cases("trunk_flexion/planning.csv") {
        let input = |key: &str| case.inputs[key].as_f64();
        let (observations, critical) = match (input("half_width"), input("true_share"), input("limit")) {
            (Some(half_width), ..) => (planning::for_half_width(input("share").unwrap(), half_width), None),
            (_, Some(share), Some(limit)) => {
                let sample = planning::to_decide(share, limit).unwrap();
                (f64::from(sample.observations), Some(f64::from(sample.critical_hits)))
            }
            _ => panic!("{}: no question", case.name),
        };
        agrees(&case.expected["observations"], Some(&Value::Number(observations)), case.tolerance).unwrap();
        let critical = critical.map_or(Value::Absent, Value::Number);
        let wanted = case.expected.get("critical_hits").unwrap_or(&Json::Null);
        agrees(wanted, Some(&critical), case.tolerance).unwrap_or_else(|difference| panic!("{}: {difference}", case.name));
    }
}

#[test]
fn the_comparator_can_fail() {
    assert!(agrees(&1.0.into(), Some(&Value::Number(1.01)), 0.001).is_err());
    assert!(agrees(&1.0.into(), None, 1.0).is_err());
    assert!(agrees(&Json::Null, Some(&Value::Number(0.0)), 1.0).is_err());
    assert!(agrees(&"above".into(), Some(&Value::Text("below".to_owned())), 1.0).is_err());
    assert!(agrees(&true.into(), Some(&Value::Flag(false)), 1.0).is_err());
}
