//! The workbook of a report, read with another crate than the one that wrote it.
#![cfg(feature = "app")]
#![allow(clippy::unwrap_used, reason = "a test that cannot read its fixture must stop")]

mod support;

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use support::program;

const MAGAZIJN: &str = "fixtures/tasks/valid/magazijn.csv";

fn written(file: &str, more: &[&str]) -> Vec<u8> {
    let arguments: Vec<&str> = ["report", file, "--format", "xlsx"].iter().chain(more).copied().collect();
    let ran = program::run(&arguments);
    assert!(matches!(ran.status, Some(0 | 3)), "{}", ran.said);
    ran.out
}

fn open(bytes: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    open_workbook_from_rs(Cursor::new(bytes)).unwrap()
}

/// The column under a header, top to bottom.
fn column(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str, head: &str) -> Vec<Data> {
    let range = book.worksheet_range(sheet).unwrap();
    let place =
        range.headers().unwrap().iter().position(|name| name == head).unwrap_or_else(|| panic!("{sheet} has no {head}"));
    range.rows().skip(1).map(|row| row[place].clone()).collect()
}

#[test]
fn numbers_are_numbers_and_the_same_as_in_json() {
    let bytes = written(MAGAZIJN, &[]);
    assert!(bytes == written(MAGAZIJN, &[]), "the same report is the same file");
    let json: serde_json::Value = serde_json::from_slice(&program::run(&["report", MAGAZIJN, "--format", "json"]).out).unwrap();
    let mut book = open(&bytes);
    let tasks = column(&mut book, "Taken", "Taak");
    let indices = column(&mut book, "Taken", "NIOSH tilindex");
    let mut checked = 0;
    for task in json["jobs"].as_array().unwrap().iter().flat_map(|job| job["tasks"].as_array().unwrap()) {
        let at = tasks.iter().position(|name| *name == Data::String(task["task"].as_str().unwrap().to_owned())).unwrap();
        let niosh = task["findings"].as_array().unwrap().iter().find(|finding| finding["method"] == "niosh").unwrap();
        match niosh["figures"]["li"].as_f64() {
            Some(li) => {
                assert_eq!(indices[at], Data::Float(li));
                checked += 1;
            }
            None => assert_eq!(indices[at], Data::Empty, "what was not computed is no number"),
        }
    }
    assert!(checked >= 3);
    let ids = column(&mut book, "Plan van aanpak", "Id");
    let lines: Vec<Data> =
        json["plan"].as_array().unwrap().iter().map(|line| Data::String(line["id"].as_str().unwrap().to_owned())).collect();
    assert_eq!(ids, lines);
}

#[test]
fn a_text_that_looks_like_a_formula_stays_text() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("taken.csv");
    let long = "x".repeat(40_000);
    std::fs::write(&file, format!("werkplek;functie;taak;last_max_kg;opmerking\n=1+1;@cmd;'=2;30;{long}\n+3;-4;=5;31;\u{7}\n"))
        .unwrap();
    let bytes = written(file.to_str().unwrap(), &[]);
    let mut book = open(&bytes);
    for sheet in book.sheet_names() {
        assert_eq!(book.worksheet_formula(&sheet).unwrap().used_cells().count(), 0, "{sheet}");
    }
    let tasks = column(&mut book, "Taken", "Taak");
    for text in ["'=2", "=5"] {
        assert!(tasks.contains(&Data::String(text.to_owned())), "{tasks:?}");
    }
}

/// Sheets without content do not appear; both languages have all of the others.
#[test]
fn sheets_are_those_that_say_something() {
    let names = |file: &str, more: &[&str]| open(&written(file, more)).sheet_names();
    assert_eq!(
        names(MAGAZIJN, &[]),
        [
            "Samenvatting",
            "Plan van aanpak",
            "Werkdagen",
            "Taken",
            "Bevindingen",
            "Maatregelen",
            "Afgeraden",
            "Gegevens",
            "Bronnen en versies",
            "Lijsten"
        ]
    );
    assert_eq!(names(MAGAZIJN, &["--lang", "en"]).len(), 10);
    let broken = names("fixtures/tasks/broken/typing_error.csv", &["--lang", "en"]);
    assert_eq!(broken[1], "Problems in the input", "problems come right after the summary");
}

/// Long sheets are written through a temporary file, or in memory where there is no place for one.
#[test]
fn a_long_workbook_says_the_same_wherever_it_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("taken.csv");
    let mut rows = "werkplek;taak;last_kg;last_max_kg\n".to_owned();
    for row in 0..1_100 {
        rows.push_str(&format!("hal {};T{row:04};2;{}\n", row / 10, 2 + row % 30));
    }
    std::fs::write(&file, rows).unwrap();
    let made = |temporary: &std::path::Path| {
        let arguments = ["report", file.to_str().unwrap(), "--format", "xlsx", "--quiet"];
        let ran = program::ended(
            program::command(&arguments)
                .env("TMPDIR", temporary)
                .stdout(std::process::Stdio::piped())
                .stderr(std::process::Stdio::piped())
                .spawn()
                .unwrap(),
        );
        assert_eq!(ran.status, Some(0), "{}", ran.said);
        ran.out
    };
    let (spared, in_memory) = (made(folder.path()), made(&folder.path().join("not there")));
    assert!(spared == made(folder.path()), "the same report is the same file");
    let (mut one, mut other) = (open(&spared), open(&in_memory));
    let mut tasks = column(&mut one, "Taken", "Taak");
    tasks.sort_by_key(ToString::to_string);
    let expected: Vec<Data> = (0..1_100).map(|row| Data::String(format!("T{row:04}"))).collect();
    assert_eq!(tasks, expected);
    assert_eq!(one.sheet_names(), other.sheet_names());
    for sheet in one.sheet_names() {
        assert!(one.worksheet_range(&sheet).unwrap() == other.worksheet_range(&sheet).unwrap(), "{sheet}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing temporary is left");
}
