//! The report on paper, made by the program and read back with poppler:
//! `cargo test --release --features pdf --test pdf`.
#![cfg(feature = "pdf")]
#![allow(clippy::unwrap_used, reason = "a report that cannot be made or read fails the test")]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use support::program::run;
use tempfile::TempDir;

/// A report and the folder that it stands in.
struct Report {
    folder: TempDir,
}

impl Report {
    /// The report of a task file, with more arguments.
    fn of(file: &Path, more: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("report.pdf");
        let mut arguments = vec!["report", file.to_str().unwrap(), "--quiet", "-o", out.to_str().unwrap()];
        arguments.extend(more);
        let ran = run(&arguments);
        assert!(matches!(ran.status, Some(0 | 3)), "{arguments:?}: {}", ran.said);
        Self { folder }
    }

    /// The report of these rows.
    fn of_rows(rows: &str, more: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("tasks.csv");
        fs::write(&file, rows).unwrap();
        Self::of(&file, more)
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("report.pdf")
    }

    fn bytes(&self) -> Vec<u8> {
        fs::read(self.path()).unwrap()
    }

    /// What a tool of poppler says of it.
    fn asked(&self, tool: &str, arguments: &[&str], to_standard: bool) -> String {
        let mut command = Command::new(tool);
        command.args(arguments).arg(self.path());
        if to_standard {
            command.arg("-");
        }
        let output = command.output().unwrap_or_else(|error| panic!("{tool} (Debian: poppler-utils): {error}"));
        assert!(output.status.success(), "{tool}: {}", String::from_utf8_lossy(&output.stderr));
        // The structure of a document is printed with bytes that are no text.
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Its words in reading order, soft hyphens taken out and blanks made one.
    fn text(&self) -> String {
        flat(&self.asked("pdftotext", &[], true))
    }

    fn pages(&self) -> usize {
        let info = self.asked("pdfinfo", &[], false);
        info.lines().find_map(|line| line.strip_prefix("Pages:")).unwrap().trim().parse().unwrap()
    }
}

fn flat(text: &str) -> String {
    let joined = text.replace("\u{ad}\n", "").replace('\u{ad}', "");
    joined.split([' ', '\n', '\u{c}']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn fixture(name: &str) -> PathBuf {
    support::root().join(format!("fixtures/tasks/{name}.csv"))
}

/// As many rows as asked, of four methods in turn.
fn many(rows: usize) -> String {
    let mut file = String::from("werkplek;taak;datum;taak_uren;last_kg;last_max_kg;romp_ge45_pct;romp_ge60_pct;knielen_min\n");
    for row in 0..rows {
        let line = match row % 4 {
            0 => format!("hal {};T{row:05}x;1-10-2026;1;28;30;;;\n", row / 4),
            1 => format!("hal {};T{row:05}x;1-10-2026;1;2;2,5;;;\n", row / 4),
            2 => format!("hal {};T{row:05}x;1-10-2026;1;;;9;2;\n", row / 4),
            _ => format!("hal {};T{row:05}x;1-10-2026;1;;;;;20\n", row / 4),
        };
        file.push_str(&line);
    }
    file
}

fn tasks(text: &str) -> BTreeSet<&str> {
    text.match_indices('T').filter_map(|(at, _)| text.get(at..at + 7)).filter(|name| name.ends_with('x')).collect()
}

#[test]
fn every_fixture_is_accepted_under_both_standards_in_both_languages() {
    for name in [
        "valid/magazijn",
        "valid/zorghuis",
        "valid/gepubliceerd",
        "valid/trillingen_uppsala",
        "valid/opnamen",
        "broken/typing_error",
    ] {
        for more in [
            ["--lang", "nl", "--jurisdiction", "nl"],
            ["--lang", "nl", "--jurisdiction", "be"],
            ["--lang", "en", "--jurisdiction", "nl"],
        ] {
            let report = Report::of(&fixture(name), &more);
            let info = report.asked("pdfinfo", &[], false);
            let said = |key: &str| info.lines().find_map(|line| line.strip_prefix(key)).map(str::trim);
            assert_eq!(said("Tagged:"), Some("yes"), "{name}");
            assert_eq!(said("JavaScript:"), Some("no"), "{name}");
            assert!(said("Title:").is_some_and(|title| title.len() > 5), "{name}: {info}");
            let bytes = report.bytes();
            let has = |what: &str| bytes.windows(what.len()).any(|window| window == what.as_bytes());
            // The exporter writes these only if it found nothing against them.
            assert!(has("pdfuaid:part") && has("pdfaid:part") && has("pdfaid:conformance"), "{name}");
            let text = report.text();
            let (pages, of) = (report.pages(), if more[1] == "nl" { "Pagina 1 van" } else { "Page 1 of" });
            assert!(text.contains(&format!("{of} {pages}")), "{name}: no {of} {pages}");
            assert!(!text.contains("NaN") && !text.contains('□'), "{name}");
        }
    }
}

#[test]
fn the_fonts_are_inside_and_are_ours() {
    let report = Report::of(&fixture("valid/magazijn"), &[]);
    let fonts = report.asked("pdffonts", &[], false);
    let lines: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(lines.len() >= 2, "{fonts}");
    for line in lines {
        let answers: Vec<&str> = line.split_whitespace().rev().take(5).collect();
        // From the end: object id (two), unicode, subset, embedded.
        assert_eq!(&answers[2..5], ["yes", "yes", "yes"], "{line}");
        assert!(line.contains("SourceSans3"), "{line}");
    }
}

#[test]
fn a_chart_has_words_for_who_does_not_see_it() {
    let report = Report::of(&fixture("valid/magazijn"), &[]);
    let structure = report.asked("pdfinfo", &["-struct"], false);
    assert!(structure.matches("Figure").count() >= 4, "{structure:.2000}");
    for element in ["H1", "H2", "H3", "TH", "TOC", "L "] {
        assert!(structure.contains(element), "no {element}");
    }
}

#[test]
fn every_task_of_five_hundred_is_found_and_the_heads_are_repeated() {
    let report = Report::of_rows(&many(500), &[]);
    let text = report.text();
    let found = tasks(&text);
    let missing: Vec<String> =
        (0..500).map(|row| format!("T{row:05}x")).filter(|task| !found.contains(task.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?}");
    // The head of the annex's table stands on each of its pages.
    let pages: Vec<String> = report.asked("pdftotext", &["-layout"], true).split('\u{c}').map(flat).collect();
    let listed = pages.iter().filter(|page| tasks(page).len() > 20).count();
    let headed = pages.iter().filter(|page| tasks(page).len() > 20 && page.contains("Nr.")).count();
    assert!(listed >= 5 && headed == listed, "{headed} of {listed}");
}

#[test]
fn ten_thousand_tasks_are_cut_with_words_that_say_where_the_rest_is() {
    let report = Report::of_rows(&many(10_000), &[]);
    let text = report.text();
    assert!(text.contains("Hier staan de 1000 zwaarste van 10000 taken."), "the sentence is missing");
    assert!(text.contains("de 40 zwaarste van 10000 taken"), "the sentence is missing");
    // The list, and what the plan of action names beside it.
    let named = tasks(&text).len();
    assert!((1000..=1150).contains(&named), "{named} tasks");
    assert!(report.pages() < 200, "{} pages", report.pages());
}

#[test]
fn users_words_are_words_and_what_cannot_be_printed_is_said() {
    let rows = "werkplek;taak;last_kg;last_max_kg\n\
        #panic(\"x\");*vet* _schuin_ $x$ #import \"@preview/a:1.0.0\";28;30\n\
        = Kop <a> @b //c;\"[x] \\ ~ ` /* 日本 \u{1F600} \u{7} */\";28;30\n";
    let report = Report::of_rows(rows, &["--client", "#let x = 1", "--question", "*Wat* is $dit$?", "--author", "`A`"]);
    let text = report.text();
    for words in [
        "#panic(\"x\")",
        "*vet* _schuin_ $x$ #import \"@preview/a:1.0.0\"",
        "= Kop <a> @b //c",
        "[x] \\ ~ ` /* □□ □ */",
        "#let x = 1",
        "*Wat* is $dit$?",
    ] {
        assert!(text.contains(words), "{words}: {text:.3000}");
    }
    assert!(text.contains("3 verschillende tekens"), "the note on characters is missing");
    assert!(text.contains("1 januari 2000"), "the note on the date is missing");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let more = ["--client", "De Kade", "--date", "2026-11-25"];
    let first = Report::of(&fixture("valid/zorghuis"), &more).bytes();
    assert!(first == Report::of(&fixture("valid/zorghuis"), &more).bytes());
}

#[test]
fn a_logo_of_each_form_stands_on_the_cover() {
    for (form, image) in [("png", true), ("jpg", true), ("svg", false)] {
        let logo = support::root().join(format!("fixtures/logo/logo.{form}"));
        let report = Report::of(&fixture("valid/zorghuis"), &["--logo", logo.to_str().unwrap()]);
        if image {
            let images = report.asked("pdfimages", &["-list", "-l", "1"], false);
            assert!(images.lines().count() > 2, "{form}: {images}");
        }
    }
}
