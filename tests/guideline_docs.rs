//! The pages of `docs/guideline` are made from the data. `BLESS=1 cargo test` writes them; a page
//! that is missing or no longer what the data says fails.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fmt::Write as _;
use std::path::Path;

use rugwijzer::domain::{Language, Phrase};
use rugwijzer::guideline::evidence::{self, Cases, Evidence};
use rugwijzer::guideline::measure::{self, Measure, Topic};
use rugwijzer::guideline::{TEXTS, misprint};
use rugwijzer::text::Catalogue;

fn texts() -> [Catalogue; 2] {
    [Language::English, Language::Dutch].map(|language| Catalogue::new(language, TEXTS.iter().copied()))
}

fn check(name: &str, page: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guideline").join(name);
    if std::env::var_os("BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, page).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == page, "docs/guideline/{name} is missing or stale: look at the change and run BLESS=1 cargo test");
}

#[test]
fn measures() {
    let texts = texts();
    let mut page = String::from(
        "# Measures\n\nMade from `src/guideline/data`; do not edit. Line numbers are those of the guideline's background document, \
         or of the Belgian text where that is the source. GRADE and EBRO are different scales and are not converted.\n",
    );
    for topic in Topic::ALL {
        let heading = texts[0].text(&format!("guideline.topic.{}", topic.key()));
        writeln!(page, "\n## {}", capitalised(heading)).unwrap();
        for entry in measure::all().iter().filter(|entry| entry.topic == topic) {
            measure_entry(&mut page, &texts, entry);
        }
    }
    check("measures.md", &page);
}

fn measure_entry(page: &mut String, texts: &[Catalogue; 2], entry: &Measure) {
    let id = entry.id;
    let anchor = id.to_lowercase();
    writeln!(page, "\n### <a id=\"{anchor}\"></a>{id}\n").unwrap();
    for texts in texts {
        let say = |phrase: Phrase| texts.say(&phrase);
        let (text, effect) = (say(entry.text()), say(entry.effect()));
        let (grade, outcome) = (say(entry.grade()), say(entry.outcome()));
        let scheme = if matches!(entry.scheme, "GRADE" | "EBRO") { format!("{} ", entry.scheme) } else { String::new() };
        writeln!(page, "- {}: {text} — {effect} ({scheme}{grade}; {outcome})", texts.language().code()).unwrap();
    }
    let supports = entry.supports.map(|other| format!(" of [{other}](#{})", other.to_lowercase())).unwrap_or_default();
    writeln!(page, "- {}{supports}, {}. {}", entry.role.key(), entry.level.key(), texts[0].say(&entry.citation())).unwrap();
}

#[test]
fn evidence() {
    let texts = texts();
    let mut page = String::from(
        "# Evidence on risk factors\n\nMade from `src/guideline/data`; do not edit. Every row of appendices 10 and 12 of the \
         guideline's background document. Values are as printed; where another value is used, it stands behind the printed one \
         and the [misprint](misprints.md) is named.\n",
    );
    for outcome in evidence::Outcome::ALL {
        let name = capitalised(&texts[0].say(&outcome.name()));
        write!(
            page,
            "\n## {name}\n\n| line | factor | Dutch | study | n / cases | effect | quality | down, up | misprints |\n"
        )
        .unwrap();
        page.push_str("|---|---|---|---|---|---|---|---|---|\n");
        for row in evidence::all().iter().filter(|row| row.outcome == outcome) {
            page.push_str(&evidence_row(&texts, row));
        }
    }
    check("evidence.md", &page);
}

fn evidence_row(texts: &[Catalogue; 2], row: &Evidence) -> String {
    let [english, dutch] = texts.each_ref().map(|texts| texts.say(&row.text()));
    let cases = match row.cases {
        Cases::Number(cases) => cases.to_string(),
        Cases::Enough => ">95".to_owned(),
    };
    let corrected = row.corrected.map(|value| format!(" → {value}")).unwrap_or_default();
    let trust = match row.trust.key() {
        "usable" => String::new(),
        "missing" => ", interval not stated".to_owned(),
        other => format!(", interval {other}"),
    };
    let effect = format!("{} {}{corrected}{trust}", row.measure, row.as_printed);
    let reasons = row.lowered.iter().map(|reason| format!("−{}", reason.key()));
    let reasons = reasons.chain(row.raised.iter().map(|reason| format!("+{}", reason.key())));
    let reasons = reasons.collect::<Vec<_>>().join(", ");
    let misprints = row.misprints.iter().map(|id| format!("[{id}](misprints.md#{})", id.to_lowercase()));
    let quality = texts[0].say(&row.quality.name());
    let study = format!("{} ({})", row.study, row.review);
    let misprints = misprints.collect::<Vec<_>>().join(", ");
    let anchor = format!("<a id=\"{}\"></a>{}", row.id, row.line);
    format!(
        "| {anchor} | {english} | {dutch} | {study} | {} / {cases} | {effect} | {quality} | {reasons} | {misprints} |\n",
        row.n
    )
}

#[test]
fn misprints() {
    let texts = texts();
    let mut page = String::from(
        "# Misprints and contradictions\n\nMade from `src/guideline/data`; do not edit. SB is the guideline's background \
         document, S0 the Belgian text.\n",
    );
    for error in misprint::all() {
        let id = error.id;
        write!(page, "\n## <a id=\"{}\"></a>{id}\n\n", id.to_lowercase()).unwrap();
        writeln!(page, "- {} {}", error.document, error.lines).unwrap();
        if let Some(printed) = error.printed {
            let corrected = error.corrected.map(|value| format!("; must be {value}")).unwrap_or_default();
            writeln!(page, "- printed: {printed}{corrected}").unwrap();
        }
        for texts in &texts {
            writeln!(page, "- {}: {}", texts.language().code(), texts.say(&error.text())).unwrap();
        }
        let rows = error.rows().map(|row| format!("[{}](evidence.md#{})", row.line, row.id)).collect::<Vec<_>>();
        if !rows.is_empty() {
            writeln!(page, "- rows: {}", rows.join(", ")).unwrap();
        }
    }
    check("misprints.md", &page);
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
