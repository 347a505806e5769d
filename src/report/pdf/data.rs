//! What the template prints: the view as JSON, every word a string.

use serde_json::{Value as Json, json};

use crate::domain::{Assessment, Class, Date, Jurisdiction, Language, Phrase};
use crate::report::view::{View, view};
use crate::report::{Context, palette};
use crate::text::Catalogue;

/// What stands for a character that the typeface lacks.
const UNKNOWN: char = '□';

/// The date in the properties of a report of which no day is known. The standards ask for one, and
/// a report has no clock.
const NO_DAY: (u16, u8, u8) = (2000, 1, 1);

/// How many tasks have their findings and calculation sheets in print: some hundred pages.
const DETAILED: usize = 40;

/// How many tasks the annex lists.
const LISTED: usize = 1000;

/// How many working days a table of contents names.
const IN_CONTENTS: usize = 30;

/// The data of a report. Characters that `can_print` denies come out as □, and a note says so.
pub(super) fn json(assessment: &Assessment, context: &Context, can_print: &dyn Fn(char) -> bool) -> Vec<u8> {
    let texts = context.texts;
    let mut view = view(assessment, context, DETAILED);
    let tasks = view.tasks();
    let rows = view.rows(0, LISTED);
    let kept = view.keep(DETAILED);
    let groups = cut_groups(&mut view);
    let day = context.generated.or_else(|| assessment.jobs.iter().filter_map(|job| job.date).max());
    let (year, month, date) = day.map_or(NO_DAY, Date::parts);
    let mut notes: Vec<String> = Vec::new();
    if day.is_none() {
        notes.push(texts.text("report.note.no_day").to_owned());
    }
    let mut data = json!({
        "v": view,
        "rows": rows,
        "cut": {
            "jobs": cut_words("report.cut.jobs", kept, tasks, texts),
            "rows": cut_words("report.cut.rows", LISTED.min(tasks), tasks, texts),
            "groups": groups.and_then(|(kept, all)| cut_words("portfolio.cut", kept, all, texts)),
        },
        "outline": if view.jobs.len() <= IN_CONTENTS { 2 } else { 1 },
        "words": words(texts),
        "colours": colours(),
        "language": texts.language().code(),
        "region": region(assessment.jurisdiction, texts.language()),
        "tool": format!("Rugwijzer {}", context.tool_version),
        "date": {"year": year, "month": month, "day": date},
        "logo": context.about.logo.as_ref().map(|logo| logo.form.name()),
    });
    let mut lacking = Vec::new();
    printable(&mut data, can_print, &mut lacking);
    if !lacking.is_empty() {
        notes.push(texts.say(&Phrase::new("report.note.lacking").exact("n", lacking.len() as f64)));
    }
    data["notes"] = json!(notes);
    serde_json::to_vec(&data).expect("a tree of JSON values can be written")
}

/// Keeps the first groups of all workstations together; how many are left, and of how many.
fn cut_groups(view: &mut View) -> Option<(usize, usize)> {
    let departments = &mut view.portfolio.as_mut()?.departments;
    let all = departments.iter().map(|department| department.rows.len()).sum();
    let mut left = LISTED;
    for department in departments {
        department.rows.truncate(left);
        left -= department.rows.len();
    }
    Some((LISTED - left, all))
}

fn cut_words(key: &'static str, kept: usize, all: usize, texts: &Catalogue) -> Option<String> {
    (kept < all).then(|| texts.say(&Phrase::new(key).exact("n", kept as f64).exact("all", all as f64)))
}

/// The words of the report itself, by key.
fn words(texts: &Catalogue) -> Json {
    let own = |key: &str| key.split('.').next().is_some_and(|room| ["report", "takes", "change", "portfolio"].contains(&room));
    let words: serde_json::Map<_, _> =
        texts.iter().filter(|(key, _)| own(key)).map(|(key, words)| (key.to_owned(), json!(words))).collect();
    words.into()
}

fn colours() -> Json {
    let surface = |class| {
        let swatch = palette::swatch(class);
        json!({"fill": swatch.fill.css(), "on": swatch.on_fill.css(), "edge": swatch.edge.css()})
    };
    let mut classes: serde_json::Map<_, _> =
        Class::ALL.into_iter().map(|class| (class.key().to_owned(), surface(Some(class)))).collect();
    classes.insert("none".to_owned(), surface(None));
    json!({
        "ink": palette::INK.css(),
        "muted": palette::MUTED.css(),
        "rule": palette::RULE.css(),
        "track": palette::TRACK.css(),
        "accent": palette::ACCENT.css(),
        "classes": classes,
    })
}

const fn region(law: Jurisdiction, language: Language) -> &'static str {
    match (language, law) {
        (Language::English, _) => "GB",
        (Language::Dutch, Jurisdiction::Netherlands) => "NL",
        (Language::Dutch, Jurisdiction::Belgium) => "BE",
    }
}

/// Replaces what cannot be printed, and what the standards forbid in text, in every string.
fn printable(json: &mut Json, can_print: &dyn Fn(char) -> bool, lacking: &mut Vec<char>) {
    match json {
        Json::String(words) => {
            if !words.chars().all(|c| c.is_ascii_graphic() || c == ' ') {
                *words = words.chars().filter_map(|c| replaced(c, can_print, lacking)).collect();
            }
        }
        Json::Array(values) => values.iter_mut().for_each(|value| printable(value, can_print, lacking)),
        Json::Object(values) => values.values_mut().for_each(|value| printable(value, can_print, lacking)),
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}

fn replaced(c: char, can_print: &dyn Fn(char) -> bool, lacking: &mut Vec<char>) -> Option<char> {
    match c {
        '\n' | '\t' => Some(' '),
        '\u{ad}' => Some(c),
        // Marks that only steer the direction or joining of text, and are never seen.
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => None,
        c if c.is_control() => None,
        c if can_print(c) && !matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fffe}' | '\u{ffff}') => Some(c),
        c => {
            if !lacking.contains(&c) {
                lacking.push(c);
            }
            Some(UNKNOWN)
        }
    }
}
