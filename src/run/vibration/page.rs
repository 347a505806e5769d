//! The result as a page for people.

use super::output::{rows, sentences, together};
use super::{AXES, Options, Rejected, VibrationResult, charts, spread};
use crate::domain::{Phrase, Unit};
use crate::method::vibration::whole_body::tables::{ACTION, DIRECTIVE, LIMIT, REFERENCE_HOURS};
use crate::report::sheet::{Part, Recording, Sheet, Table, render};
use crate::run::{Error, VERSION};
use crate::text::{Catalogue, number};

/// The page. `show_names`: whether the files are named; a file's name can be a person's.
pub fn page(results: &[VibrationResult], rejected: &[Rejected], show_names: bool, texts: &Catalogue) -> Vec<u8> {
    let heading = |key: &'static str, at: usize, file: &str| {
        let phrase = if show_names { Phrase::new("vibration.page.named").text("file", file) } else { Phrase::new(key) };
        texts.say(&phrase.exact("number", (at + 1) as f64))
    };
    let measured = results.iter().enumerate().map(|(at, result)| Recording {
        heading: heading("vibration.page.recording", at, &result.file),
        lead: Vec::new(),
        facts: facts(result, texts),
        parts: vec![part(result, texts)],
        notes: result.notes.iter().map(|note| texts.say(note)).collect(),
    });
    let failed = rejected.iter().enumerate().map(|(at, rejected)| Recording {
        heading: heading("vibration.page.failed", results.len() + at, &rejected.file),
        notes: vec![match &rejected.error {
            Error::Refused { phrase, .. } => texts.say(phrase),
            _ => texts.text("vibration.page.unreadable").to_owned(),
        }],
        ..Recording::default()
    });
    let sheet = Sheet {
        title: texts.text("vibration.page.title").to_owned(),
        standing: texts.text("vibration.page.standing").to_owned(),
        recordings: measured.chain(failed).collect(),
        closing: spread(results).map(|spread| texts.say(&together(results.len(), &spread))).into_iter().collect(),
        sources: vec![DIRECTIVE.title.to_owned()],
    };
    render(&sheet, texts, VERSION)
}

fn facts(result: &VibrationResult, texts: &Catalogue) -> Vec<(String, String)> {
    let fact = |key: &str, value: f64, unit| (texts.text(key).to_owned(), number::with_unit(value, unit, texts.language()));
    let leading = result.leading_axis();
    let value = result.k(leading) * result.rms()[leading];
    let words =
        Phrase::new("vibration.page.leading_value").text("axis", AXES[leading]).number("value", value, Unit::Acceleration);
    vec![
        (texts.text("vibration.page.leading").to_owned(), texts.say(&words)),
        fact("vibration.page.recorded", result.seconds(), Unit::Second),
        fact("vibration.page.measured", result.measured_seconds(), Unit::Second),
        fact("vibration.page.skipped", result.skipped_seconds(), Unit::Second),
        fact("vibration.page.rate", result.rate_hz, Unit::Hertz),
    ]
}

fn part(result: &VibrationResult, texts: &Catalogue) -> Part {
    let mut rows = rows(result, texts);
    let head = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
    // The first sentence stands among the facts and over the table.
    let said = day(result).into_iter().chain(sentences(result).into_iter().skip(1)).map(|said| texts.say(&said)).collect();
    Part {
        tables: vec![Table { caption: texts.text("vibration.page.table").to_owned(), head, rows }],
        said,
        charts: charts(result),
        ..Part::default()
    }
}

/// After how many hours of this a day reaches the values of the law; only where the axes are weighted for health.
fn day(result: &VibrationResult) -> Option<Phrase> {
    let leading = result.leading_axis();
    let value = result.k(leading) * result.rms()[leading];
    if result.weightings != Options::default().weightings || value <= 0.0 {
        return None;
    }
    let hours = |limit: f64| Some(REFERENCE_HOURS * (limit / value).powi(2)).filter(|&hours| hours <= 24.0);
    let phrase = |key| Phrase::new(key).number("action", ACTION.value, ACTION.unit);
    Some(match (hours(ACTION.value), hours(LIMIT.value)) {
        (Some(to_action), Some(to_limit)) => phrase("vibration.page.day")
            .number("to_action", to_action, Unit::Hour)
            .number("limit", LIMIT.value, LIMIT.unit)
            .number("to_limit", to_limit, Unit::Hour),
        (Some(to_action), None) => phrase("vibration.page.day_action").number("to_action", to_action, Unit::Hour).number(
            "limit",
            LIMIT.value,
            LIMIT.unit,
        ),
        _ => phrase("vibration.page.day_never"),
    })
}
