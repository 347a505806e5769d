//! Whole outputs, each read by a person. After a change that is meant, `BLESS=1 cargo test --test
//! golden` writes them anew: read the difference before you commit it.
#![cfg(feature = "app")]
#![allow(clippy::unwrap_used, reason = "a test that cannot read its fixture must stop")]

mod support;

use std::collections::BTreeSet;
use std::fs;

use rugwijzer::domain::Column;
use support::golden::{check, difference, is_blessing};
use support::{program, root};

const MAGAZIJN: &str = "fixtures/tasks/valid/magazijn.csv";
const OPNAMEN: &str = "fixtures/tasks/valid/opnamen.csv";
const INGREEP_VOOR: &str = "fixtures/tasks/valid/ingreep_voor.csv";
const INGREEP_NA: &str = "fixtures/tasks/valid/ingreep_na.csv";

/// The files with the arguments that make them. Paths are relative: a report names its files.
const GOLDENS: &[(&str, &[&str])] = &[
    ("bouw_path.nl.md", &["report", "fixtures/tasks/valid/bouw_path.csv"]),
    ("gepubliceerd.nl.md", &["report", "fixtures/tasks/valid/gepubliceerd.csv"]),
    (
        "opnamen.nl.md",
        &["report", "fixtures/tasks/valid/opnamen.csv", "--trunk-reference", "2..28", "--trunk-axes", "x=x,y=y,z=z"],
    ),
    ("magazijn.nl.md", &["report", MAGAZIJN]),
    ("magazijn.be.md", &["report", MAGAZIJN, "--jurisdiction", "be"]),
    ("magazijn.en.md", &["report", MAGAZIJN, "--lang", "en"]),
    ("magazijn.nl.json", &["report", MAGAZIJN, "--format", "json"]),
    ("magazijn.nl.html", &["report", MAGAZIJN, "--format", "html"]),
    ("trillingen_uppsala.nl.md", &["report", "fixtures/tasks/valid/trillingen_uppsala.csv"]),
    ("meetfouten.nl.md", &["report", "fixtures/tasks/valid/meetfouten.csv"]),
    ("meetfouten.score.csv", &["score", "fixtures/tasks/valid/meetfouten.csv", "--uncertainty"]),
    ("opnamen.nl.md", &["report", OPNAMEN, "--trunk-reference", "2..28", "--trunk-axes", "x=x,y=y,z=z"]),
    ("zorghuis.nl.md", &["report", "fixtures/tasks/valid/zorghuis.csv"]),
    ("ingreep_voor.nl.md", &["report", INGREEP_VOOR]),
    ("ingreep_na.nl.md", &["report", INGREEP_NA, "--before", INGREEP_VOOR]),
    ("ingreep_na.en.json", &["report", INGREEP_NA, "--before", INGREEP_VOOR, "--format", "json", "--lang", "en"]),
    ("molenkade.nl.md", &["report", "fixtures/tasks/valid/molenkade.csv"]),
    ("typing_error.nl.md", &["report", "fixtures/tasks/broken/typing_error.csv"]),
    ("magazijn.score.csv", &["score", MAGAZIJN]),
    ("gepubliceerd.score.csv", &["score", "fixtures/tasks/valid/gepubliceerd.csv"]),
    ("magazijn.redesign.nl.md", &["redesign", MAGAZIJN]),
    ("niosh.nl.md", &["explain", "niosh"]),
    ("niosh.en.md", &["explain", "niosh", "--lang", "en"]),
    ("kneeling.nl.md", &["explain", "kneeling"]),
    ("methods.nl.txt", &["methods"]),
    ("template.nl.csv", &["template"]),
];

/// What the program writes, without its version.
fn output(arguments: &[&str]) -> Vec<u8> {
    let ran = program::run(arguments);
    let expected = if arguments[1..].iter().any(|argument| argument.contains("/broken/")) { 3 } else { 0 };
    assert_eq!(ran.status, Some(expected), "{arguments:?}: {}", ran.said);
    String::from_utf8(ran.out).unwrap().replace(rugwijzer::run::VERSION, "VERSION").into_bytes()
}

#[test]
fn outputs_are_as_they_were_read() {
    let folder = root().join("fixtures/golden");
    let bless = is_blessing();
    let wrong: Vec<String> =
        GOLDENS.iter().filter_map(|(name, arguments)| check(&folder, name, &output(arguments), bless).err()).collect();
    assert!(wrong.is_empty(), "\n{}\nBLESS=1 cargo test --test golden accepts what is found.", wrong.join("\n"));
}

#[test]
fn every_file_belongs_to_an_output() {
    let files = fs::read_dir(root().join("fixtures/golden")).unwrap();
    let files: BTreeSet<String> = files.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let names: BTreeSet<String> = GOLDENS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(files, names);
}

#[test]
fn every_valid_fixture_has_a_report() {
    for entry in fs::read_dir(root().join("fixtures/tasks/valid")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if let Some(stem) = name.strip_suffix(".csv") {
            assert!(GOLDENS.iter().any(|(golden, _)| *golden == format!("{stem}.nl.md")), "{name} has no golden report");
        }
    }
}

/// Who reads a report has no task file: what was measured has a name, not the header of a column.
/// A problem of a cell is for who mends the file, and names the column as it stands there.
#[test]
fn a_report_names_what_was_measured_and_not_its_column() {
    let is_header = |word: &str| Column::ALL.iter().map(|column| column.spec()).any(|spec| spec.key == word || spec.nl == word);
    let headers = |report: &str| {
        let words = report.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| word.contains('_'));
        words.filter(|word| is_header(word)).map(str::to_owned).collect::<BTreeSet<_>>()
    };
    let read = |name: &str| fs::read_to_string(root().join("fixtures/golden").join(name)).unwrap();
    let is_page = |name: &str| matches!(name.rsplit('.').next(), Some("md" | "html"));
    for (name, arguments) in GOLDENS.iter().filter(|(name, _)| is_page(name)) {
        if arguments[0] == "report" && !arguments[1].contains("/broken/") {
            assert_eq!(headers(&read(name)), BTreeSet::new(), "{name}");
        }
    }
    assert_eq!(headers(&read("typing_error.nl.md")), BTreeSet::from(["last_kg".to_owned()]));
}

#[test]
fn the_comparator_can_fail() {
    let said = difference(b"een\ntwee\ndrie\n", b"een\ntwie\ndrie\n").unwrap();
    assert!(said.starts_with("line 2, byte 6:") && said.contains("\"twee\\n\"") && said.contains("\"twie\\n\""), "{said}");
    assert!(difference(b"een\n", b"een\ntwee\n").unwrap().starts_with("line 2"), "more than expected");
    assert!(difference(b"een\ntwee\n", b"een\n").unwrap().contains("found    \"\""), "less than expected");
    assert!(difference(b"een\r\n", b"een\n").is_some(), "line ends count");
    assert_eq!(difference(b"een\n", b"een\n"), None);
}

#[test]
fn a_missing_or_other_file_fails_and_blessing_mends_it() {
    let folder = tempfile::tempdir().unwrap();
    let missing = check(folder.path(), "a.md", b"een\n", false).unwrap_err();
    assert!(missing.starts_with("a.md: ") && missing.contains("BLESS=1"), "{missing}");
    check(folder.path(), "a.md", b"een\n", true).unwrap();
    assert_eq!(check(folder.path(), "a.md", b"een\n", false), Ok(()));
    assert!(check(folder.path(), "a.md", b"twee\n", false).unwrap_err().starts_with("a.md, line 1"));
    assert_eq!(fs::read(folder.path().join("a.md")).unwrap(), b"een\n", "only blessing writes");
}
