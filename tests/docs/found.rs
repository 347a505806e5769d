//! The largest difference that there is between a published case and what comes out, as the tests
//! measure it, for the methods whose cases are rows of cells or days.

use rugwijzer::assess::{Entry, working_days};
use rugwijzer::domain::{Cells, Origin, Value};
use rugwijzer::method::Context;
use rugwijzer::method::lifting::rnle::composite::index::{Part, composite};
use rugwijzer::method::lifting::rnle::input::{Lift, Reading, read};
use rugwijzer::method::lifting::rnle::niosh::Outcome;
use rugwijzer::method::posture::trunk_flexion::interval;
use serde_json::Value as Json;

use crate::build;
use crate::support::customary::{KG_PER_POUND, from_customary};
use crate::support::{Case, cases, number, optional, row};

/// The difference of one case in the unit of its tolerance; `None` where the tests compare more than
/// numbers, or otherwise than here.
pub(crate) fn difference(folder: &str, file: &str, case: &Case) -> Option<f64> {
    match (folder, file) {
        ("niosh", "manual_us.csv") => Some(manual(case)),
        ("niosh", "ntp477.csv") => {
            let outcome = Outcome::of(&lift(&row(case)));
            Some(worst([(outcome.li(), number(case, "li")), (outcome.fili(), number(case, "fili"))]))
        }
        ("niosh_composite", "jobs.csv") => Some(job(case)),
        ("trunk_flexion", "intervals.csv") => Some(intervals(case)),
        ("trunk_flexion" | "whole_body_vibration" | "exposures", "days.csv") => Some(day(folder, case)),
        ("iso11228", "arithmetic.csv") => Some(iso(case)),
        // Nothing but equality passes the tests of these.
        _ if case["tolerance"] == "0" => Some(0.0),
        _ => None,
    }
}

/// As it is printed: nothing but the noise of binary arithmetic, or two digits.
pub(crate) fn printed(difference: Option<f64>) -> String {
    match difference {
        None => "–".to_owned(),
        Some(0.0) => "0".to_owned(),
        Some(noise) if noise < 1e-9 => "< 1e-9".to_owned(),
        Some(number) => {
            // Two digits, upward, so that it is never less than what there is.
            let mut scale = 1.0;
            let mut decimals = 0;
            while number * scale < 10.0 {
                scale *= 10.0;
                decimals += 1;
            }
            format!("{:.decimals$}", (number * scale - 1e-6).ceil() / scale)
        }
    }
}

fn worst(pairs: impl IntoIterator<Item = (f64, f64)>) -> f64 {
    pairs.into_iter().map(|(found, wanted)| (found - wanted).abs()).fold(0.0, f64::max)
}

fn lift(cells: &Cells) -> Lift {
    match read(cells) {
        Reading::Lift(lift) => lift,
        other => panic!("not a lift: {other:?}"),
    }
}

/// Of the weight limits, relative.
fn manual(case: &Case) -> f64 {
    let outcome = Outcome::of(&lift(&from_customary(case)));
    let ends = [("origin", Some(outcome.origin)), ("destination", outcome.destination)];
    worst(ends.into_iter().filter_map(|(end, multipliers)| {
        let printed: f64 = optional(case, &format!("rwl_{end}_lb"))?.parse().expect("a weight");
        Some((multipliers?.recommended_weight_limit().value() / KG_PER_POUND / printed, 1.0))
    }))
}

/// Of the composite index of the job that the case is a part of.
fn job(case: &Case) -> f64 {
    let rows = cases("published/niosh_composite/jobs.csv");
    let parts = rows.iter().enumerate().map(|(place, row_of)| Part::of(&row_of["task"], place, lift(&row(row_of))));
    worst([(composite(parts.collect()).expect("it is within the table").cli, number(case, "cli"))])
}

fn iso(case: &Case) -> f64 {
    let origin = Origin { file: String::new(), row: 2 };
    let entry = Entry { origin, cells: row(case), texts: Vec::new(), date: None };
    let day = working_days(&[entry]).0.remove(0);
    let finding = (build::method("iso11228").day)(&day, Context::default()).tasks.remove(0);
    worst(["rml_kg", "li"].map(|key| (build::number(&finding, key), number(case, key))))
}

fn json(case: &Case, key: &str) -> Json {
    serde_json::from_str(&case[key]).expect("the cell is JSON")
}

fn intervals(case: &Case) -> f64 {
    let (inputs, expected) = (json(case, "inputs"), json(case, "expected"));
    let count = |key: &str| u32::try_from(inputs[key].as_u64().expect("a count")).expect("a small count");
    let (hits, observations) = (count("hits"), count("observations"));
    let found = [
        ("wilson", interval::wilson(f64::from(hits), f64::from(observations))),
        ("clopper_pearson", interval::clopper_pearson(hits, observations)),
    ];
    worst(found.into_iter().flat_map(|(key, found)| {
        let wanted = |end: usize| expected[key][end].as_f64().expect("an end");
        [(found.low, wanted(0)), (found.high, wanted(1))]
    }))
}

fn day(method: &str, case: &Case) -> f64 {
    let finding = build::finding(method, &build::day(&json(case, "inputs")));
    let expected = json(case, "expected");
    let figures = expected["figures"].as_object().expect("figures");
    worst(figures.iter().filter_map(|(path, wanted)| match build::figure(&finding, path) {
        Some(Value::Number(found)) => Some((*found, wanted.as_f64()?)),
        _ => None,
    }))
}
