//! What must hold of every method, because everything else iterates the registry.

mod support;

use std::collections::BTreeSet;

use rugwijzer::domain::{Cell, Cells, Column, State};
use rugwijzer::method::{Context, METHODS, Method, Shows, find};

const HEADINGS_EN: [&str; 9] = [
    "What it answers",
    "Source",
    "When it applies, and when not",
    "Inputs",
    "Equation",
    "Classes",
    "Where this differs from the source, and why",
    "Worked example",
    "Checked against",
];

const HEADINGS_NL: [&str; 9] = [
    "Wat het beantwoordt",
    "Bron",
    "Wanneer wel en niet",
    "Invoer",
    "Formule",
    "Klassen",
    "Waar dit van de bron afwijkt, en waarom",
    "Rekenvoorbeeld",
    "Waarmee gecontroleerd",
];

#[test]
fn ids_are_unique_and_found_again() {
    let ids: BTreeSet<_> = METHODS.iter().map(|method| method.id).collect();
    assert_eq!(ids.len(), METHODS.len());
    for method in METHODS {
        assert!(std::ptr::eq(find(method.id).unwrap(), *method));
        assert!(method.id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'));
    }
}

#[test]
fn datasheets_have_every_heading_in_both_languages() {
    let headings =
        |text: &str| -> Vec<String> { text.lines().filter_map(|line| line.strip_prefix("## ")).map(str::to_owned).collect() };
    for method in METHODS {
        assert_eq!(headings(method.datasheet.en), HEADINGS_EN, "{}", method.id);
        assert_eq!(headings(method.datasheet.nl), HEADINGS_NL, "{}", method.id);
        for section in method.datasheet.en.split("## ").skip(1).chain(method.datasheet.nl.split("## ").skip(1)) {
            let body = section.split_once('\n').map_or("", |(_, body)| body.trim());
            assert!(!body.is_empty(), "{}: an empty section {section}", method.id);
        }
        assert!(method.datasheet.en.contains("\n```\n"), "{}: the worked example is a doctest", method.id);
    }
}

#[test]
fn ladders_ascend_and_are_decided_strictly() {
    for method in METHODS {
        for ladder in method.thresholds {
            for pair in ladder.windows(2) {
                assert!(pair[0].value < pair[1].value && pair[0].class <= pair[1].class, "{}: {}", method.id, pair[1].name);
            }
            for step in *ladder {
                let value = step.value;
                let (below, above) = (value * (1.0 - 1e-12), value * (1.0 + 1e-12));
                let beyond = [below, value, above].map(|value| step.is_beyond(value));
                let expected = match step.relation {
                    rugwijzer::domain::Relation::Above => [false, false, true],
                    rugwijzer::domain::Relation::AtLeast => [false, true, true],
                    rugwijzer::domain::Relation::Below => [true, false, false],
                };
                assert_eq!(beyond, expected, "{}: {}", method.id, step.name);
                assert!(!step.citation.locator.is_empty(), "{}: {}", method.id, step.name);
            }
        }
    }
}

#[test]
fn every_method_has_a_published_case() {
    for method in METHODS {
        let folder = support::root().join("fixtures/published").join(method.id);
        let mut cases = 0;
        for file in std::fs::read_dir(&folder).unwrap_or_else(|_| panic!("{} has no published cases", method.id)) {
            let path = file.unwrap().path();
            if path.extension().is_none_or(|ending| ending != "csv") {
                continue;
            }
            for case in support::cases(path.strip_prefix(support::root().join("fixtures")).unwrap()) {
                for column in ["source", "locator", "tolerance", "tolerance_reason"] {
                    let filled = case.get(column).is_some_and(|text| !text.trim().is_empty());
                    assert!(filled, "{}: an empty {column} in {case:?}", path.display());
                }
                cases += 1;
            }
        }
        assert!(cases > 0, "{} has no published cases", method.id);
    }
}

#[test]
fn starting_columns_are_columns_of_the_method() {
    for method in METHODS {
        assert!(!method.starts.is_empty(), "{}", method.id);
        assert!(method.starts.iter().all(|column| method.columns.contains(column)), "{}", method.id);
    }
}

/// No value of a score is left out of the columns, and none stands in two.
#[test]
fn a_column_for_each_value() {
    for method in METHODS.iter().filter(|method| !method.score_columns.is_empty()) {
        let shown: Vec<Shows> = method.score_columns.iter().map(|column| column.shows).collect();
        for (at, shows) in shown.iter().enumerate() {
            assert!(!shown[..at].contains(shows), "{} shows {shows:?} twice", method.id);
        }
        let marks = shown.iter().filter(|shows| matches!(shows, Shows::Reasons | Shows::Columns)).count();
        assert!(marks <= 1 && method.starts.len() <= 32 && (method.score_reasons)().len() <= 32, "{}", method.id);
        assert!(!shown.contains(&Shows::Reasons) || !(method.score_reasons)().is_empty(), "{}", method.id);
    }
}

/// A row in which only the identity is filled starts nothing.
#[test]
fn nothing_measured_is_nothing_judged() {
    let mut cells = Cells::default();
    for column in [Column::Task, Column::Workstation, Column::Job] {
        cells.set(column, Cell::Filled);
    }
    for method in METHODS {
        let score = (method.score)(&cells, Context::default());
        assert_eq!((score.state, score.class), (State::NotMeasured, None), "{}", method.id);
        assert!(score.unmet.missing.is_empty(), "{}", method.id);
    }
}

/// A rejected cell is never taken for an empty one.
#[test]
fn a_rejected_starting_cell_rejects_the_method() {
    for method in METHODS.iter().filter(|method| !method.score_columns.is_empty()) {
        for &column in method.starts {
            let mut cells = Cells::default();
            cells.set(column, Cell::Rejected);
            let score = (method.score)(&cells, Context::default());
            assert!(score.class.is_none(), "{} with {} rejected", method.id, column.key());
            assert_eq!(score.state, State::Rejected, "{} with {} rejected", method.id, column.key());
            assert_eq!(score.numbers, [None; 2], "{} computes from {}", method.id, column.key());
        }
    }
}

#[test]
fn every_word_of_the_contract_is_a_column_or_a_result() {
    let names: Vec<&str> = METHODS.iter().flat_map(|method: &&Method| method.score_columns).map(|column| column.name).collect();
    let unique: BTreeSet<_> = names.iter().collect();
    assert_eq!(unique.len(), names.len(), "two methods append one column");
    for name in names {
        assert!(Column::from_name(name).is_none(), "{name} is an input column");
    }
}
