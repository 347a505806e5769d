//! Reports of assessments made by hand: the contract of the JSON, words, escaping, sameness.
#![cfg(feature = "app")]
#![allow(clippy::unwrap_used, reason = "a failure to build or read a sample fails the test")]

mod report_samples;

use std::collections::BTreeSet;

use report_samples as samples;
use rugwijzer::domain::{Assessment, Date, Language, Phrase};
use rugwijzer::report::{self, About, Context, Format, Guideline};
use rugwijzer::text::{Catalogue, catalogue};
use serde_json::Value as Json;

fn texts(language: Language) -> Catalogue {
    Catalogue::new(language, [catalogue::COMMON, catalogue::COLUMNS, report::TEXT, report::COMPARE_TEXT, samples::TEXT])
}

fn render(assessment: &Assessment, language: Language, format: Format) -> String {
    let texts = texts(language);
    let context = Context {
        texts: &texts,
        tool_version: "0.0.0",
        generated: Date::new(2026, 3, 20),
        about: About::default(),
        guideline: Guideline {
            title: Phrase::new("guideline.title"),
            version: Phrase::new("guideline.version"),
            note: Phrase::new("guideline.note"),
        },
        background: Vec::new(),
    };
    String::from_utf8(report::render(assessment, &context, format).unwrap()).unwrap()
}

fn all() -> Vec<(&'static str, Assessment)> {
    vec![
        ("warehouse", samples::warehouse()),
        ("one", samples::one_task()),
        ("hostile", samples::hostile()),
        ("empty", samples::empty()),
        ("many", samples::many(8)),
    ]
}

/// Writes every sample in every form and language, to be looked at: `cargo test --test report -- --ignored`.
/// The forms that are text; `tests/workbook.rs` reads the other.
const PAGES: [Format; 3] = [Format::Html, Format::Markdown, Format::Json];

#[test]
#[ignore = "writes files to be looked at"]
fn write_samples() {
    let directory = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("reports");
    std::fs::create_dir_all(&directory).unwrap();
    for (name, assessment) in all() {
        for language in Language::ALL {
            for format in PAGES {
                let path = directory.join(format!("{name}.{}.{}", language.code(), format.ending()));
                std::fs::write(path, render(&assessment, language, format)).unwrap();
            }
        }
    }
}

#[test]
fn the_same_assessment_gives_the_same_bytes() {
    for (name, assessment) in all() {
        for format in PAGES {
            let first = render(&assessment, Language::Dutch, format);
            assert!(!first.is_empty());
            assert!(first == render(&assessment.clone(), Language::Dutch, format), "{name} {format:?}");
        }
    }
}

fn keys(json: &Json) -> Vec<&str> {
    json.as_object().unwrap().keys().map(String::as_str).collect()
}

/// The contract's keys, in the contract's order; more may stand between them.
fn assert_keys(json: &Json, contract: &[&str]) {
    let keys = keys(json);
    let found: Vec<&str> = keys.iter().copied().filter(|key| contract.contains(key)).collect();
    assert_eq!(found, contract, "in {keys:?}");
}

#[test]
fn json_keeps_the_contract() {
    for (_, assessment) in all() {
        let json: Json = serde_json::from_str(&render(&assessment, Language::English, Format::Json)).unwrap();
        assert_keys(
            &json,
            &["schema", "tool", "guideline", "language", "jurisdiction", "inputs", "counts", "jobs", "problems"],
        );
        assert_eq!(json["schema"], "rugwijzer/report/1");
        assert_keys(&json["tool"], &["name", "version"]);
        assert_keys(&json["guideline"], &["title", "version", "note"]);
        assert_keys(&json["counts"], &["rows", "assessed", "rejected"]);
        for input in json["inputs"].as_array().unwrap() {
            assert_keys(input, &["file", "sha256", "rows"]);
        }
        for problem in json["problems"].as_array().unwrap() {
            assert_keys(problem, &["file", "row", "column", "found", "expected", "remedy"]);
        }
        for job in json["jobs"].as_array().unwrap() {
            assert_keys(
                job,
                &[
                    "workstation",
                    "job",
                    "exposure_group",
                    "date",
                    "class",
                    "class_from",
                    "incomplete",
                    "provisional",
                    "findings",
                    "tasks",
                    "measures",
                    "advised_against",
                ],
            );
            assert!(job["incomplete"].is_boolean() && job["provisional"].is_boolean());
            job["findings"].as_array().unwrap().iter().for_each(assert_finding);
            for task in job["tasks"].as_array().unwrap() {
                assert_keys(task, &["task", "origin", "class", "class_from", "incomplete", "provisional", "findings"]);
                assert_keys(&task["origin"], &["file", "row"]);
                task["findings"].as_array().unwrap().iter().for_each(assert_finding);
            }
            for measure in job["measures"].as_array().unwrap().iter().chain(job["advised_against"].as_array().unwrap()) {
                assert_keys(measure, &["id", "level", "text", "evidence", "source", "because"]);
                assert_keys(&measure["evidence"], &["scheme", "grade", "effect"]);
            }
        }
    }
}

fn assert_finding(finding: &Json) {
    assert_keys(
        finding,
        &["method", "hazard", "state", "class", "label", "provisional", "figures", "reasons", "assumptions", "sources"],
    );
    assert!(finding["provisional"].is_boolean() && finding["figures"].is_object());
}

#[test]
fn json_carries_unrounded_figures_and_null_for_what_was_not_computed() {
    let json: Json = serde_json::from_str(&render(&samples::warehouse(), Language::English, Format::Json)).unwrap();
    let niosh = &json["jobs"][1]["tasks"][0]["findings"][1];
    assert_eq!(niosh["figures"]["hm_origin"].as_f64(), Some(25.0 / 54.0));
    assert_eq!(niosh["figures"]["hm_destination"], Json::Null);
    assert_eq!(json["jobs"][1]["tasks"][0]["findings"][2]["figures"]["factors"]["load"]["score"], 10.0);
    assert_eq!(json["jobs"][1]["tasks"][0]["origins"][1]["row"], 3);
    assert_eq!(json["jobs"][1]["tasks"][1].get("origins"), None);
    assert_eq!(json["jobs"][1]["tasks"][0]["entered"]["load_kg"], 15.0);
    assert_eq!(json["counts"], serde_json::json!({"rows": 12, "assessed": 10, "rejected": 2}));
    // Input order, not rank.
    assert_eq!(json["jobs"][0]["workstation"], "Sorteerband");
    assert_eq!(json["jobs"][5]["class"], Json::Null);
}

#[test]
fn a_provisional_green_is_never_a_plain_green() {
    for (language, plain, weak) in [
        (Language::Dutch, ">geen overschrijding volgens", "voorlopig: geen overschrijding volgens"),
        (Language::English, ">no exceedance according", "provisional: no exceedance according"),
    ] {
        let html = render(&samples::one_task(), language, Format::Html);
        let head = &html[..html.find("class=\"in-short\"").unwrap()];
        assert!(head.contains(weak) && !head.contains(plain), "{head}");
        let word = if language == Language::Dutch { "geen overschrijding" } else { "no exceedance" };
        assert!(!head.contains(&format!(">{word}<")), "a plain green somewhere before the tasks");
    }
}

#[test]
fn what_is_not_established_comes_before_the_results() {
    for format in [Format::Html, Format::Markdown] {
        let page = render(&samples::warehouse(), Language::Dutch, format);
        let gaps = page.find("Eerst: wat nog niet vaststaat").unwrap();
        assert!(gaps < page.find("Het werk op volgorde van risico").unwrap());
        assert!(page.find("Dit eerst doen").unwrap() < page.find("Dit niet doen").unwrap());
    }
}

#[test]
fn work_is_ranked_and_the_unknown_stands_above_what_does_not_exceed() {
    let page = render(&samples::warehouse(), Language::Dutch, Format::Markdown);
    let table = &page[page.find("| Nr. |").unwrap()..];
    let place = |name: &str| table.find(name).unwrap_or_else(|| panic!("{name}"));
    assert!(place("Perron 3") < place("Laadkuil"));
    assert!(place("Laadkuil") < place("Werkplaats"));
    assert!(place("Werkplaats") < place("Collega ondersteunen"));
    assert!(place("Collega ondersteunen") < place("Sorteerband"));
}

#[test]
fn users_words_are_words_only() {
    for language in Language::ALL {
        let html = render(&samples::hostile(), language, Format::Html);
        assert!(!html.contains("<script"));
        assert_eq!(html.matches("</style>").count(), 1);
        let markdown = render(&samples::hostile(), language, Format::Markdown);
        let unescaped = markdown.replace("\\<", "").replace("\\[", "");
        assert!(!unescaped.contains('<') && !unescaped.contains('['), "{language:?}");
        for line in markdown.lines().filter(|line| line.starts_with('|')) {
            assert!(line.ends_with('|'), "{line}");
        }
    }
}

/// The tags of a page, checked to close in the order in which they open.
fn assert_nested(html: &str, name: &str) {
    const VOID: [&str; 3] = ["meta", "br", "hr"];
    let mut open: Vec<&str> = Vec::new();
    let start = html.find("</style>").unwrap();
    for piece in html[start + 8..].split('<').skip(1) {
        let (tag, _) = piece.split_once('>').unwrap_or_else(|| panic!("{name}: unclosed tag {piece:.40}"));
        if let Some(closing) = tag.strip_prefix('/') {
            if closing != "head" && closing != "html" {
                assert_eq!(open.pop(), Some(closing), "{name}");
            }
        } else if !tag.ends_with('/') {
            let word = tag.split_whitespace().next().unwrap();
            if !VOID.contains(&word) {
                open.push(word);
            }
        }
    }
    assert!(open.is_empty(), "{name}: {open:?}");
}

#[test]
fn the_page_is_well_formed_and_needs_nothing_else() {
    for (name, assessment) in all() {
        for language in Language::ALL {
            let html = render(&assessment, language, Format::Html);
            assert_nested(&html, name);
            assert!(html.starts_with(&format!("<!DOCTYPE html>\n<html lang=\"{}\"", language.code())));
            for foreign in ["http://", "https://", "<link", "<img", "url(", "@import", "<script", " on"] {
                let found = html.match_indices(foreign).find(|(at, _)| foreign != " on" || html[at + 3..].starts_with("click"));
                assert!(found.is_none(), "{name}: {foreign}");
            }
            let mut ids = BTreeSet::new();
            for piece in html.split(" id=\"").skip(1) {
                assert!(ids.insert(piece.split('"').next().unwrap()), "{name}: twice {piece:.20}");
            }
            for piece in html.split("href=\"#").skip(1) {
                let target = piece.split('"').next().unwrap();
                assert!(ids.contains(target), "{name}: nothing has the id {target}");
            }
            assert_eq!(html.matches("<svg viewBox=\"0 0 7200").count(), html.matches("role=\"img\"><title>").count(), "{name}");
            assert!(!html.contains("NaN") && !html.contains("inf\""), "{name}");
            assert_eq!(
                html.matches("<th").count(),
                html.matches("<th scope=").count() + html.matches("<thead").count() + html.matches("<th colspan").count()
            );
        }
    }
}

#[test]
fn sections_without_content_do_not_appear() {
    let html = render(&samples::one_task(), Language::Dutch, Format::Html);
    for absent in ["Problemen in de invoer", "Dit eerst doen", "Waar het risico vandaan komt", "Bij het lezen van de bestanden"]
    {
        assert!(!html.contains(absent), "{absent}");
    }
    let html = render(&samples::empty(), Language::Dutch, Format::Html);
    assert!(html.contains("Er is niets beoordeeld") && html.contains("Problemen in de invoer"));
    assert!(!html.contains("Het werk op volgorde") && !html.contains("Bevindingen per werkdag"));
}

#[test]
fn each_law_is_named_to_its_own_country() {
    let dutch = render(&samples::warehouse(), Language::English, Format::Markdown);
    let belgian = render(&samples::one_task(), Language::English, Format::Markdown);
    assert!(dutch.contains("RI\\&E") && !dutch.contains("global prevention plan"));
    assert!(belgian.contains("global prevention plan") && !belgian.contains("RI\\&E"));
}

#[test]
fn every_task_of_a_large_report_is_in_it() {
    let many = samples::many(50);
    for format in PAGES {
        let page = render(&many, Language::Dutch, format);
        let named: BTreeSet<&str> = page
            .split("Taak ")
            .skip(1)
            .map(|rest| &rest[..rest.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(rest.len())])
            .collect();
        for task in many.jobs.iter().flat_map(|job| &job.tasks) {
            assert!(named.contains(task.task.trim_start_matches("Taak ")), "{format:?}: {}", task.task);
        }
    }
    let page = render(&many, Language::Dutch, Format::Html);
    assert!(page.len() < 20_000_000, "{} bytes", page.len());
    assert!(!page.contains("<details open"));
}

/// The keys of a text table with both languages.
fn rows(table: &str) -> Vec<(String, String, String)> {
    csv::Reader::from_reader(table.as_bytes())
        .records()
        .map(|row| {
            let row = row.unwrap();
            assert_eq!(row.len(), 3, "{row:?}");
            (row[0].to_owned(), row[1].to_owned(), row[2].to_owned())
        })
        .collect()
}

fn gaps(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).map(|piece| piece.split('}').next().unwrap()).collect()
}

#[test]
fn every_text_is_used_and_stands_in_both_languages() {
    let mut source = String::new();
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ["rs", "html", "typ"].iter().any(|known| ending == *known)) {
                source.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    let table = rows(report::TEXT);
    let known: BTreeSet<&str> = table.iter().map(|row| row.0.as_str()).collect();
    for (key, nl, en) in &table {
        assert!(!nl.trim().is_empty() && !en.trim().is_empty(), "{key}");
        assert_eq!(gaps(nl), gaps(en), "{key}");
        // The sentences of states are shared with other faces of the program.
        assert!(key.starts_with("state.") || source.contains(&format!("\"{key}\"")), "{key} is not used");
    }
    for piece in source.split("\"report.").skip(1) {
        let key = format!("report.{}", piece.split('"').next().unwrap());
        let file = ["report.html", "report.css"].contains(&key.as_str());
        assert!(file || known.contains(key.as_str()), "no text for {key}");
    }
}
