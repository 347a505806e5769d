//! Everything that the program writes as JSON, held against the published schemas.
//!
//! The check knows the words of JSON Schema that the schemas use, and no others: a schema with
//! another word fails.
#![cfg(feature = "app")]
#![allow(clippy::unwrap_used, reason = "a test that cannot read its fixture must stop")]

mod support;

use rugwijzer::run::schema::{SCHEMAS, schema};
use serde_json::Value;
use support::program;

const TRUNK: &str = "fixtures/recordings/synthetic_trunk.csv";

/// What is wrong with `value`; nothing if it fits.
fn faults(schema: &Value, root: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    let words = schema.as_object().unwrap();
    for (word, says) in words {
        match word.as_str() {
            "$ref" => {
                let name = says.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
                faults(&root["$defs"][name], root, value, at, found);
            }
            "type" => {
                let allowed: Vec<&str> = says
                    .as_array()
                    .map_or_else(|| vec![says.as_str().unwrap()], |all| all.iter().map(|one| one.as_str().unwrap()).collect());
                if !allowed.iter().any(|name| is_of(value, name)) {
                    found.push(format!("{at}: {value} is none of {allowed:?}"));
                }
            }
            "const" if says != value => found.push(format!("{at}: {value} is not {says}")),
            "enum" if !says.as_array().unwrap().contains(value) => found.push(format!("{at}: {value} is not in {says}")),
            "$schema" | "$defs" | "title" | "description" | "const" | "enum" => {}
            "required" => {
                for key in says.as_array().unwrap() {
                    if value.as_object().is_some_and(|object| !object.contains_key(key.as_str().unwrap())) {
                        found.push(format!("{at}: no {key}"));
                    }
                }
            }
            "properties" => {
                for (key, part) in says.as_object().unwrap() {
                    if let Some(inner) = value.get(key) {
                        faults(part, root, inner, &format!("{at}.{key}"), found);
                    }
                }
            }
            "items" => {
                for (place, inner) in value.as_array().into_iter().flatten().enumerate() {
                    faults(says, root, inner, &format!("{at}[{place}]"), found);
                }
            }
            "minimum" => {
                if value.as_f64().is_some_and(|number| number < says.as_f64().unwrap()) {
                    found.push(format!("{at}: {value} is below {says}"));
                }
            }
            "minLength" => {
                if value.as_str().is_some_and(|text| (text.chars().count() as u64) < says.as_u64().unwrap()) {
                    found.push(format!("{at}: {value} is too short"));
                }
            }
            "pattern" => {
                if value.as_str().is_some_and(|text| !matches(text, says.as_str().unwrap())) {
                    found.push(format!("{at}: {value} is not like {says}"));
                }
            }
            other => panic!("this check does not know the word {other}"),
        }
    }
}

fn is_of(value: &Value, name: &str) -> bool {
    match name {
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_u64() || value.is_i64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("this check does not know the type {other}"),
    }
}

/// The two patterns that the schemas use.
fn matches(text: &str, pattern: &str) -> bool {
    match pattern {
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" => {
            text.len() == 10
                && text.bytes().enumerate().all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() })
        }
        "^[0-9a-f]{64}$" => text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)),
        other => panic!("this check does not know the pattern {other}"),
    }
}

fn check(name: &str, value: &Value) -> Vec<String> {
    let schema: Value = serde_json::from_str(schema(name).unwrap()).unwrap();
    let mut found = Vec::new();
    faults(&schema, &schema, value, "$", &mut found);
    found
}

fn written(arguments: &[&str]) -> Value {
    let ran = program::run(arguments);
    assert!(matches!(ran.status, Some(0 | 3)), "{arguments:?}: {}", ran.said);
    serde_json::from_slice(&ran.out).unwrap()
}

#[test]
fn every_report_keeps_to_its_schema() {
    let mut files = vec!["fixtures/tasks/broken/typing_error.csv".to_owned(), "fixtures/tasks/broken/negative.csv".to_owned()];
    for entry in std::fs::read_dir(support::root().join("fixtures/tasks/valid")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if std::path::Path::new(&name).extension().is_some_and(|ending| ending == "csv") {
            files.push(format!("fixtures/tasks/valid/{name}"));
        }
    }
    assert!(files.len() > 6);
    for file in files {
        let found = check("report", &written(&["report", &file, "--format", "json", "--lang", "en"]));
        assert!(found.is_empty(), "{file}: {found:#?}");
    }
    for golden in ["magazijn.nl.json", "ingreep_na.en.json"] {
        let golden = std::fs::read(support::root().join("fixtures/golden").join(golden)).unwrap();
        assert_eq!(check("report", &serde_json::from_slice(&golden).unwrap()), Vec::<String>::new());
    }
}

#[test]
fn recordings_keep_to_theirs() {
    let ride = written(&["vibration", "fixtures/recordings/synthetic_ride.csv", "--format", "json"]);
    assert_eq!(check("vibration", &ride), Vec::<String>::new());
    for more in [&["--reference", "2..28", "--axes", "x=x,y=y,z=z"][..], &[]] {
        let arguments: Vec<&str> = ["posture", TRUNK, "--format", "json"].iter().chain(more).copied().collect();
        assert_eq!(check("posture", &written(&arguments)), Vec::<String>::new(), "{arguments:?}");
    }
}

/// A wrong type and a missing key are found, in every part of the report.
#[test]
fn the_check_can_fail() {
    let golden = std::fs::read(support::root().join("fixtures/golden/magazijn.nl.json")).unwrap();
    let whole: Value = serde_json::from_slice(&golden).unwrap();
    for path in
        ["/jobs", "/jobs/0/tasks/0/findings/0/state", "/plan/0/measure/id", "/inputs/0/sha256", "/jobs/0/date", "/counts"]
    {
        let mut wrong = whole.clone();
        *wrong.pointer_mut(path).unwrap() = Value::from(-7);
        assert!(!check("report", &wrong).is_empty(), "a wrong type at {path} is not seen");
        let (parent, key) = path.rsplit_once('/').unwrap();
        let mut missing = whole.clone();
        missing.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(key).unwrap();
        assert!(!check("report", &missing).is_empty(), "a missing {path} is not seen");
    }
    for path in ["/plan/0/due", "/jobs/0/class", "/plan/0/status"] {
        let mut wrong = whole.clone();
        *wrong.pointer_mut(path).unwrap() = Value::from("1-6-2027");
        assert!(!check("report", &wrong).is_empty(), "a wrong word at {path} is not seen");
    }
}

#[test]
fn every_schema_can_be_had() {
    for (name, text) in SCHEMAS {
        assert_eq!(String::from_utf8(program::run(&["schema", name]).out).unwrap(), text);
        let json: Value = serde_json::from_str(text).unwrap();
        assert_eq!(json["properties"]["schema"]["const"], format!("rugwijzer/{name}/1"));
    }
    let unknown = program::run(&["schema", "weather"]);
    assert!(unknown.status == Some(2) && unknown.said.contains("report, vibration, posture"), "{}", unknown.said);
}
