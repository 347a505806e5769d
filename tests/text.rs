//! Every text in both languages, with the same gaps, used, and none missing.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its sources must stop")]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use rugwijzer::domain::{Class, Column, Factor, Language, State};
use rugwijzer::method::METHODS;
use rugwijzer::run;

/// Families of keys that are put together from a prefix and a name: the whole family is used.
const MADE: &[&str] = &[
    "method.",
    "column.",
    "class.",
    "state.",
    "hazard.",
    "level.",
    "factor.",
    "measure.",
    "group.",
    "guideline.",
    "locator.",
    "evidence.",
    "report.",
    "plan.about.",
    "vibration.table.",
    "posture.page.",
    "field.",
    "choice.",
    "word.",
];

fn rows() -> Vec<[String; 3]> {
    let mut rows = Vec::new();
    for table in run::tables() {
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        assert_eq!(reader.headers().unwrap(), vec!["key", "nl", "en"]);
        rows.extend(reader.records().map(|row| {
            let row = row.unwrap();
            [row[0].to_owned(), row[1].to_owned(), row[2].to_owned()]
        }));
    }
    rows
}

fn gaps(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap_or_default()).collect()
}

#[test]
fn every_text_stands_in_both_languages_with_the_same_gaps() {
    let rows = rows();
    assert!(rows.len() > 500, "the tables were not found");
    let mut seen = BTreeSet::new();
    for [key, nl, en] in &rows {
        assert!(seen.insert(key), "{key} stands twice");
        for text in [nl, en] {
            assert!(!text.is_empty(), "{key} is empty in one language");
            assert_eq!(text.trim(), text, "{key} begins or ends with a blank");
            assert!(!text.contains("  "), "{key} has two blanks");
            assert_eq!(text.matches('{').count(), text.matches('}').count(), "{key}");
        }
        assert_eq!(gaps(nl), gaps(en), "{key} has other gaps in the other language");
    }
}

/// No decimal point in Dutch, no decimal comma in English.
#[test]
fn numbers_are_written_as_the_language_writes_them() {
    let between = |text: &str, sign: char| {
        let chars: Vec<char> = text.chars().collect();
        let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
        // Exactly three digits behind it: thousands.
        let thousands = |at: usize| digit(at + 1) && digit(at + 2) && digit(at + 3) && !digit(at + 4);
        (1..chars.len()).any(|at| chars[at] == sign && digit(at - 1) && digit(at + 1) && !thousands(at))
    };
    for [key, nl, en] in rows() {
        // A list of numbers is written with a blank after the comma; section numbers have points.
        assert!(!between(&en, ','), "{key}: {en}");
        // Sections, articles, and the misprint 1.0010 that is quoted as it stands.
        let section =
            ["1.0010", "4.3.8", "6.11", "2.4.5", "5.2", "5.3", "5.4", "5.5", "1.605", "Firmware 1.6.0", "11228", "10.1"]
                .iter()
                .any(|known| nl.contains(known));
        assert!(section || !between(&nl, '.'), "{key}: {nl}");
    }
}

#[test]
fn every_name_that_is_put_together_has_a_text() {
    for language in Language::ALL {
        let texts = run::texts(language);
        for method in METHODS {
            texts.text(&format!("method.{}.name", method.id));
            texts.text(&format!("method.{}.question", method.id));
            texts.text(&format!("method.{}.limits", method.id));
            for headline in method.headlines {
                texts.figure(method.id, headline.key);
            }
            for reason in (method.score_reasons)() {
                texts.say(&reason);
            }
        }
        for column in Column::ALL {
            texts.text(&format!("column.{}", column.key()));
            texts.text(&format!("column.{}.name", column.key()));
            texts.text(&format!("field.{}", column.key()));
            texts.text(column.spec().group.key());
        }
        for class in Class::ALL {
            texts.text(&format!("class.{}", class.key()));
        }
        for factor in Factor::ALL {
            texts.text(&format!("factor.{}", factor.key()));
        }
        for state in [State::Assessed, State::NotMeasured, State::NotApplicable, State::BelowTrigger] {
            texts.text(&format!("state.{}", state.key()));
        }
    }
}

fn sources(folder: &Path, found: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path
            .extension()
            .is_some_and(|ending| ending == "rs" || ending == "html" || ending == "csv" || ending == "typ")
        {
            let is_text = path.file_name().is_some_and(|name| name.to_string_lossy().ends_with("text.csv"));
            if !is_text {
                found.push_str(&fs::read_to_string(&path).unwrap());
            }
        }
    }
}

/// The literal that follows `call`.
fn literals<'a>(code: &'a str, call: &'a str) -> impl Iterator<Item = &'a str> {
    code.split(call).skip(1).filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next())
}

#[test]
fn no_phrase_is_without_a_text() {
    let mut code = String::new();
    sources(&support::root().join("src"), &mut code);
    let texts = run::texts(Language::Dutch);
    let calls = ["Phrase::new(", "texts.text(", "say(", "word("];
    let missing: BTreeSet<&str> = calls
        .iter()
        .flat_map(|call| literals(&code, call))
        .filter(|key| key.contains('.') && key.chars().all(|c| c.is_ascii_alphanumeric() || "._".contains(c)))
        .filter(|key| texts.find(key).is_none())
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

/// A place in a document is cited in the language of the report.
#[test]
fn every_place_in_a_document_has_words() {
    const STARTS: [&str; 13] = [
        "list of",
        "appendix ",
        "line ",
        "lines ",
        "4.3.8",
        "section ",
        "p. ",
        "pp. ",
        "table ",
        "chapter ",
        "art. ",
        "schedule ",
        "book ",
    ];
    let mut code = String::new();
    for room in ["src/method", "src/guideline"] {
        sources(&support::root().join(room), &mut code);
    }
    // The tables of words are read as well: their cells are no places.
    let texts = run::texts(Language::Dutch);
    let cited = literals(&code, "locator: ").chain(code.split('"').skip(1).step_by(2).filter(|words| {
        STARTS.iter().any(|start| words.strip_prefix(start).is_some_and(|rest| rest.chars().any(|c| c.is_ascii_digit())))
    }));
    let places: BTreeSet<&str> = cited.filter(|words| !words.contains(['\\', '{', '\n'])).collect();
    assert!(places.len() > 30, "{places:?}");
    let without: Vec<&&str> = places.iter().filter(|place| texts.find(&format!("locator.{place}")).is_none()).collect();
    assert!(without.is_empty(), "{without:#?}");
}

#[test]
fn no_text_is_left_over() {
    let mut code = String::new();
    sources(&support::root().join("src"), &mut code);
    let unused: Vec<String> = rows()
        .into_iter()
        .map(|[key, ..]| key)
        .filter(|key| !MADE.iter().any(|prefix| key.starts_with(prefix)))
        .filter(|key| !code.contains(&format!("\"{key}\"")))
        .collect();
    assert!(unused.is_empty(), "{unused:#?}");
}
