//! What advisers really send: every file of `fixtures/tasks/broken`, with exactly the faults that
//! `expected.csv` names. A file without an expectation fails, and an expectation without a file.
//!
//! In `expected.csv` the fault is that of a cell, that of a row (without a column), the key of the
//! refusal (without a row), or `none`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use rugwijzer::domain::Language;
use rugwijzer::input::{self, Error, Options, RowFault, StreamRow, Table};
use rugwijzer::text::Catalogue;

const FOLDER: &str = "fixtures/tasks/broken";

type Faults = BTreeSet<(String, String, String)>;

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER)
}

fn expectations() -> BTreeMap<String, Faults> {
    let mut expected: BTreeMap<String, Faults> = BTreeMap::new();
    let mut reader = csv::Reader::from_path(folder().join("expected.csv")).expect("expected.csv is there");
    for row in reader.records() {
        let row = row.expect("expected.csv is CSV");
        let fresh =
            expected.entry(row[0].to_owned()).or_default().insert((row[1].to_owned(), row[2].to_owned(), row[3].to_owned()));
        assert!(fresh, "{row:?} stands twice in expected.csv");
    }
    expected
}

fn files() -> BTreeSet<String> {
    let names = fs::read_dir(folder()).expect("the folder is there");
    names
        .map(|entry| entry.expect("readable").file_name().into_string().expect("plain names"))
        .filter(|name| name != "expected.csv")
        .collect()
}

const fn name(fault: RowFault) -> &'static str {
    match fault {
        RowFault::TooManyCells { .. } => "too_many_cells",
        RowFault::CutOff => "cut_off",
        RowFault::AstrayQuote => "astray_quote",
        RowFault::ZeroBytes => "zero_bytes",
    }
}

fn faults(read: &Result<Table, Error>) -> Faults {
    let mut faults = Faults::new();
    match read {
        Err(error) => {
            let key = error.phrase().expect("a refusal speaks").key;
            faults.insert((String::new(), String::new(), key.to_owned()));
        }
        Ok(table) => {
            for row in &table.rows {
                for fault in &row.faults {
                    faults.insert((row.number.to_string(), fault.column.key().to_owned(), format!("{:?}", fault.fault)));
                }
                if let Some(fault) = row.broken {
                    faults.insert((row.number.to_string(), String::new(), name(fault).to_owned()));
                }
            }
            if faults.is_empty() {
                faults.insert((String::new(), String::new(), "none".to_owned()));
            }
        }
    }
    faults
}

#[test]
fn every_broken_file_has_exactly_its_faults() {
    let expected = expectations();
    assert_eq!(files(), expected.keys().cloned().collect(), "files on the left, expectations on the right");
    for (file, expected) in expected {
        // Without spreadsheets a workbook is unsupported rather than unreadable.
        if cfg!(not(feature = "app")) && file.starts_with("workbook") {
            continue;
        }
        let bytes = fs::read(folder().join(&file)).expect("readable");
        assert_eq!(faults(&input::read_table(&bytes, &Options::default())), expected, "{file}: read on the left");
    }
}

#[test]
fn streaming_finds_the_same() {
    for file in files() {
        let bytes = fs::read(folder().join(&file)).expect("readable");
        if input::is_workbook(&bytes) {
            continue;
        }
        let whole = input::read_table(&bytes, &Options::default());
        let mut stream = match (input::stream(bytes.as_slice(), &Options::default(), &[]), &whole) {
            (Ok(stream), Ok(_)) => stream,
            (Err(error), Err(whole)) => {
                assert_eq!(error.phrase(), whole.phrase(), "{file}");
                continue;
            }
            (stream, _) => panic!("{file}: streaming and reading whole disagree: {:?}", stream.err()),
        };
        let mut row = StreamRow::default();
        for expected in &whole.expect("both are read").rows {
            assert!(stream.next(&mut row).expect("memory can be read"));
            let row = row.to_row(stream.header());
            assert_eq!(
                (row.number, &row.cells, &row.texts, &row.faults),
                (expected.number, &expected.cells, &expected.texts, &expected.faults),
                "{file}"
            );
        }
        assert!(!stream.next(&mut row).expect("memory can be read"), "{file} has more rows when streamed");
    }
}

/// Every sentence can be said in both languages: no key is missing, no gap is left open.
#[test]
fn every_fault_speaks_both_languages() {
    for language in Language::ALL {
        let texts = Catalogue::new(language, [input::TEXT]);
        for file in files() {
            let bytes = fs::read(folder().join(&file)).expect("readable");
            match input::read_table(&bytes, &Options::default()) {
                Err(error) => {
                    texts.say(error.phrase().expect("a refusal speaks"));
                }
                Ok(table) => {
                    table.notes.iter().for_each(|note| {
                        texts.say(note);
                    });
                    for row in &table.rows {
                        let cells = row.faults.iter().map(|fault| input::problem(&file, &table.header, row.number, fault));
                        for problem in cells.chain(row.broken.map(|fault| input::row_problem(&file, row.number, fault))) {
                            assert!(!texts.say(&problem.expected).is_empty());
                            assert!(texts.say(&problem.remedy).ends_with('.'));
                        }
                    }
                }
            }
        }
    }
}
