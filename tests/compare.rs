//! Before and after, and all workstations together, as a user asks for them.
#![cfg(feature = "app")]
#![allow(clippy::unwrap_used, reason = "a test that cannot read its fixture must stop")]

mod support;

use std::collections::BTreeMap;

use serde_json::Value as Json;
use support::{program, root};

const BEFORE: &str = "fixtures/tasks/valid/ingreep_voor.csv";
const AFTER: &str = "fixtures/tasks/valid/ingreep_na.csv";

fn json(arguments: &[&str]) -> Json {
    let ran = program::run(&[&["report", "--format", "json", "--lang", "en"], arguments].concat());
    assert_eq!(ran.status, Some(0), "{arguments:?}: {}", ran.said);
    serde_json::from_slice(&ran.out).unwrap()
}

/// Workstation and task (none for the day) with what became of them.
fn outcomes(report: &Json) -> BTreeMap<(String, String), String> {
    let text = |json: &Json| json.as_str().unwrap_or_default().to_owned();
    let mut found = BTreeMap::new();
    for job in report["comparison"]["jobs"].as_array().unwrap() {
        found.insert((text(&job["workstation"]), String::new()), text(&job["outcome"]));
        for task in job["tasks"].as_array().unwrap() {
            found.insert((text(&job["workstation"]), text(&task["task"])), text(&task["outcome"]));
        }
    }
    found
}

/// What each change of the fixture must come to, by the story that it was made with.
#[test]
fn every_change_comes_to_what_it_was_made_for() {
    let report = json(&[AFTER, "--before", BEFORE]);
    let outcomes = outcomes(&report);
    for (workstation, task, outcome) in [
        ("Paklijn 1", "", "lower"),
        ("Containerlossing", "", "not_comparable"),
        ("Containerlossing", "Losse dozen uit container", "lower"),
        ("Containerlossing", "Sorteren op de band", "higher"),
        ("Laaddok", "", "lower"),
        ("Laaddok", "Trailers laden", "judged_by_day"),
        ("Buitenterrein", "", "not_comparable"),
        ("Mengerij", "", "lower"),
        ("Mengerij", "Zakken storten", "gone"),
        ("Retouren", "Kratten van de vloer", "not_comparable"),
        ("Vloerenploeg", "", "not_comparable"),
        ("Vloerenploeg", "Vloer schrobben op de knieën", "gone"),
        ("Vloerenploeg", "Schrobmachine bedienen", "new"),
        ("Retourdok", "", "new"),
    ] {
        let found = outcomes.get(&(workstation.to_owned(), task.to_owned()));
        assert_eq!(found.map(String::as_str), Some(outcome), "{workstation} {task}");
    }
    let job = |name: &str| {
        report["comparison"]["jobs"].as_array().unwrap().iter().find(|job| job["workstation"] == name).unwrap().clone()
    };
    for (name, obstacle) in [
        ("Containerlossing", "beyond_range_after"),
        ("Buitenterrein", "provisional_after"),
        ("Retouren", "method_missing_after"),
        ("Vloerenploeg", "task_gone"),
    ] {
        assert_eq!(job(name)["obstacles"], serde_json::json!([obstacle]), "{name}");
    }
    let reason = job("Vloerenploeg")["reasons"][0].as_str().unwrap().to_owned();
    assert!(reason.contains("Vloer schrobben") && !reason.contains("Schrobmachine"), "{reason}");
    // Wilson's intervals of 39 and 2 in 600 moments, weighted over the day, lie far apart.
    let bent =
        job("Paklijn 1")["findings"].as_array().unwrap().iter().find(|f| f["method"] == "trunk_flexion").unwrap().clone();
    assert_eq!(bent["figures"][0]["difference"], "larger");
}

/// Errors of measurement that are stated give a lift an interval, and the difference a verdict.
#[test]
fn typical_errors_say_whether_a_lift_changed_by_more() {
    let report = json(&[AFTER, "--before", BEFORE, "--profile", "typical"]);
    let known = report["comparison"]["jobs"].as_array().unwrap().iter().flat_map(|job| job["tasks"].as_array().unwrap());
    let stacking = known.clone().find(|task| task["task"] == "Dozen stapelen op pallet").unwrap();
    let li = stacking["findings"].as_array().unwrap().iter().find(|f| f["method"] == "niosh").unwrap()["figures"][0].clone();
    assert_eq!(li["key"], "li");
    assert!(li["before"]["low"].as_f64().unwrap() < li["before"]["value"].as_f64().unwrap());
    assert_eq!(li["difference"], "larger", "{li}");
}

#[test]
fn two_dates_in_one_file_are_two_files() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("beide.csv");
    let mut both = std::fs::read_to_string(root().join(BEFORE)).unwrap();
    let after = std::fs::read_to_string(root().join(AFTER)).unwrap();
    both.push_str(after.split_once("\r\n").unwrap().1);
    std::fs::write(&path, both).unwrap();
    let file = path.to_str().unwrap();
    let of_files = outcomes(&json(&[AFTER, "--before", BEFORE]));
    let by_dates = json(&[file, "--before-date", "12-1-2026", "--after-date", "2026-09-01..2026-09-30"]);
    assert_eq!(outcomes(&by_dates), of_files);
    assert_eq!(by_dates["jobs"].as_array().unwrap().len(), 8, "the report is on the work after");
    // Not asked for, it is offered and not done: to who runs the program, not to who reads the report.
    let plain = json(&[file]);
    assert!(plain.get("comparison").is_none());
    assert!(!plain.to_string().contains("--before-date"), "{}", plain["notes"]);
    let offered = program::run(&["report", file, "--format", "json"]).said;
    assert!(offered.contains("--before-date 2026-01-12 --after-date 2026-09-21"), "{offered}");
    assert_eq!(program::run(&["report", file, "--format", "json", "--quiet"]).said, "");
    for (arguments, status) in [
        (vec!["report", file, "--before-date", "1-1-2026"], 2),
        (vec!["report", file, "--before-date", "31-2-2026"], 2),
        (vec!["report", file, "--after-date", "21-9-2026"], 2),
        (vec!["report", file, "--before", BEFORE, "--before-date", "12-1-2026"], 2),
        (vec!["report", file, "--before", "nergens.csv"], 1),
    ] {
        let ran = program::run(&arguments);
        assert_eq!(ran.status, Some(status), "{arguments:?}: {}", ran.said);
    }
}

/// People are counted from the file itself, by another way: each group once, nothing for an empty cell.
#[test]
fn people_are_those_of_the_file() {
    let file = "fixtures/tasks/valid/molenkade.csv";
    let report = json(&[file]);
    let portfolio = &report["portfolio"];
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_path(root().join(file)).unwrap();
    let heads = reader.headers().unwrap().clone();
    let place = |name: &str| heads.iter().position(|head| head.trim_start_matches('\u{feff}') == name).unwrap();
    let (station, workers) = (place("werkplek"), place("werknemers"));
    let mut groups: BTreeMap<String, Option<u64>> = BTreeMap::new();
    for row in reader.records() {
        let row = row.unwrap();
        groups.insert(row[station].to_owned(), row[workers].parse().ok());
    }
    let (known, unknown) = (groups.values().flatten().sum::<u64>(), groups.values().filter(|n| n.is_none()).count() as u64);
    let sum = |key: &str, part: &Json| -> u64 {
        ["acceptable", "increased", "high", "very_high", "none"].iter().filter_map(|class| part[class][key].as_u64()).sum()
    };
    let parts = std::iter::once(&portfolio["exposed"]).chain(portfolio["exposed_by_hazard"].as_object().unwrap().values());
    for part in parts {
        assert_eq!(sum("groups", part), groups.len() as u64);
        assert_eq!(sum("workers", part), known);
        assert_eq!(sum("groups_without_number", part), unknown);
    }
    let of_departments =
        portfolio["departments"].as_array().unwrap().iter().map(|of| sum("workers", &of["exposed"])).sum::<u64>();
    assert_eq!(of_departments, known);
    assert_eq!(portfolio["groups"].as_array().unwrap().len(), groups.len());
    // A handful of days has none, unless it is asked for.
    assert!(json(&["fixtures/tasks/valid/magazijn.csv"]).get("portfolio").is_none());
    assert!(json(&["fixtures/tasks/valid/magazijn.csv", "--portfolio"]).get("portfolio").is_some());
}
