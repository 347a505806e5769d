//! The task files in `fixtures/tasks/valid/` that are ours: as a Dutch spreadsheet program writes
//! them, with columns that exist, and with the classes that the published values give.

use super::build::judged;
use rugwijzer::domain::column::Kind;
use rugwijzer::domain::{Class, Column, Finding};
use serde_json::{Map, Value as Json, json};

/// Each row of a file as a day of its own. Reading files for users is `input`'s; this only knows
/// what these two hold.
fn days(file: &str, id: &str) -> Vec<Finding> {
    let path = format!("{}/fixtures/tasks/valid/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap();
    let text = text.strip_prefix('\u{feff}').expect("a byte-order mark");
    assert!(text.split_terminator("\r\n").all(|line| !line.contains(['\r', '\n'])), "CR LF everywhere");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    let columns: Vec<Column> =
        reader.headers().unwrap().iter().map(|name| Column::from_name(name).unwrap_or_else(|| panic!("{name}"))).collect();
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        let filled = columns.iter().zip(&row).filter(|(_, cell)| !cell.is_empty());
        let cells: Map<String, Json> = filled
            .map(|(column, cell)| {
                assert!(!cell.contains('.') || matches!(column.spec().kind, Kind::Text), "a decimal comma in {cell}");
                let value = match column.spec().kind {
                    Kind::Choice { choices, .. } => json!(choices.iter().find(|choice| choice.nl == cell).unwrap().key),
                    Kind::Number(..) => json!(cell.replace(',', ".").parse::<f64>().unwrap()),
                    _ => json!(cell),
                };
                (column.key().to_owned(), value)
            })
            .collect();
        judged(id, &json!([cells]))
    });
    rows.collect()
}

#[test]
fn the_vehicles_of_uppsala() {
    use Class::{Acceptable as A, High as H, VeryHigh as V};
    let findings = days("trillingen_uppsala.csv", "whole_body_vibration");
    let classes: Vec<Class> = findings.iter().map(|finding| finding.class.unwrap()).collect();
    assert_eq!(classes, [A, A, A, V, A, H, H, A]);
    assert!(findings.iter().all(|finding| finding.provisional.is_empty() && !finding.incomplete));
}

#[test]
fn the_construction_workers() {
    let findings = days("bouw_path.csv", "trunk_flexion");
    let provisional = |key: &str| -> Vec<usize> {
        let holds = |finding: &Finding| finding.provisional.iter().any(|phrase| phrase.key == key);
        (1..).zip(&findings).filter(|(_, finding)| holds(finding)).map(|(n, _)| n).collect()
    };
    let open = provisional("trunk_flexion.provisional.undecided");
    assert_eq!(open, [2, 3, 8, 9], "the intervals of these workers hold 5 %");
    let without = provisional("trunk_flexion.provisional.without_ge60").len();
    assert_eq!(without, 9, "all but the acceptable one: 60° was not observed");
    let acceptable = findings.iter().filter(|finding| finding.class == Some(Class::Acceptable)).count();
    assert_eq!((findings.len(), acceptable), (10, 1));
}
