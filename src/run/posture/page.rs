//! The result as a page for people.

use super::picture::{charts, people, shares};
use super::summary::{Forward, LIMIT_PCT, Percentiles, Summary, Verdict};
use super::table::{reference_key, sensor_key, verdict};
use super::together::{self, Together};
use super::{Analysis, certainty, lead};
use crate::domain::{Class, Phrase, Unit};
use crate::guideline::trigger::TRUNK_FLEXION;
use crate::method::posture::trunk_flexion::tables::{GE45, GE60};
use crate::report::sheet::{self, Part, Recording, Sheet, Table, render};
use crate::run::VERSION;
use crate::signal::exposure::{ANGLES_DEG, AT_45};
use crate::signal::fusion::Fusion;
use crate::text::{Catalogue, number};

/// What stands where there is no value.
const NOTHING: &str = "–";

/// The page. `show_names`: whether the files are named; a file's name can be a person's.
pub fn page(recordings: &[(String, Result<Analysis, Phrase>)], show_names: bool, texts: &Catalogue) -> Vec<u8> {
    let each = recordings.iter().enumerate().map(|(at, (file, result))| {
        let heading = |key: &'static str| {
            let phrase = if show_names { Phrase::new("posture.page.named").text("file", file) } else { Phrase::new(key) };
            texts.say(&phrase.exact("number", (at + 1) as f64))
        };
        match result {
            Ok(analysis) => recording(heading("posture.page.recording"), analysis, texts),
            // The reason names the file.
            Err(why) => Recording {
                heading: heading("posture.page.failed"),
                notes: if show_names { vec![texts.say(why)] } else { Vec::new() },
                ..Recording::default()
            },
        }
    });
    let analyses = together::read(recordings);
    let together = together::together(&analyses);
    let numbered: Vec<(usize, &Analysis)> =
        (1..).zip(recordings).filter_map(|(number, (_, result))| Some((number, result.as_ref().ok()?))).collect();
    let left_out = together::left_out(recordings.len(), &together);
    let first = (!together.is_empty()).then(|| all_together(&together, &numbered, left_out.as_ref(), texts));
    let sheet = Sheet {
        title: texts.text("posture.page.title").to_owned(),
        standing: texts.text("posture.page.standing").to_owned(),
        recordings: first.into_iter().chain(each).collect(),
        closing: Vec::new(),
        sources: vec![TRUNK_FLEXION.citation.source.title.to_owned()],
    };
    render(&sheet, texts, VERSION)
}

/// What the recordings say together, first: each person's shares and their mean.
fn all_together(
    together: &[Together],
    numbered: &[(usize, &Analysis)],
    left_out: Option<&Phrase>,
    texts: &Catalogue,
) -> Recording {
    let said = |together: &Together| together.said().iter().map(|said| texts.say(said)).collect();
    let part = |together: &Together| Part {
        heading: together
            .task
            .as_ref()
            .map_or_else(String::new, |task| texts.say(&Phrase::new("posture.page.task").text("task", task.clone()))),
        said: said(together),
        ..Part::default()
    };
    let mut parts: Vec<Part> = together.iter().map(part).collect();
    let whole = together.iter().position(|together| together.task.is_none());
    if let Some(at) = whole {
        parts[at].charts.push(people(&together[at].spreads, numbered));
    }
    let lead = whole.map_or_else(Vec::new, |at| std::mem::take(&mut parts[at].said));
    Recording {
        heading: texts.text("posture.page.together").to_owned(),
        lead,
        facts: Vec::new(),
        parts,
        notes: left_out
            .map(|phrase| texts.say(phrase))
            .into_iter()
            .chain([texts.text("posture.together.assumed").to_owned()])
            .collect(),
    }
}

fn recording(heading: String, analysis: &Analysis, texts: &Catalogue) -> Recording {
    let text = |key: &str| texts.text(key).to_owned();
    let fact = |key: &str, value: f64, unit| (text(key), number::with_unit(value, unit, texts.language()));
    let fusion = sensor_key(analysis.fusion);
    let mut parts = Vec::new();
    match &analysis.all {
        Some(all) => {
            let mut whole = part(String::new(), all, analysis.fusion, texts);
            whole.charts.extend(charts(analysis));
            parts.push(whole);
        }
        None => parts.push(Part { said: vec![text("posture.line.nothing")], ..Part::default() }),
    }
    for (name, found) in &analysis.tasks {
        let heading = texts.say(&Phrase::new("posture.page.task").text("task", name));
        parts.push(if let Some(found) = found {
            part(heading, found, analysis.fusion, texts)
        } else {
            let said = texts.say(&Phrase::new("posture.line.task_empty").text("task", name));
            Part { heading, said: vec![said], ..Part::default() }
        });
    }
    Recording {
        heading,
        lead: lead::lead(analysis).iter().map(|said| texts.say(said)).collect(),
        facts: vec![
            fact("posture.page.recorded", analysis.seconds / 60.0, Unit::Minute),
            fact("posture.page.measured", analysis.worn_seconds / 60.0, Unit::Minute),
            fact("posture.page.rate", analysis.rate_hz, Unit::Hertz),
            (text("posture.page.reference"), text(reference_key(&analysis.reference))),
            (text("posture.page.fusion"), text(fusion)),
        ],
        parts,
        notes: analysis.notes.iter().map(|note| texts.say(note)).collect(),
    }
}

/// Everything that is said of a recording or a task.
fn part(heading: String, found: &Summary, fusion: Fusion, texts: &Catalogue) -> Part {
    let forward = found.forward.as_ref();
    Part {
        heading,
        verdicts: forward.map_or_else(Vec::new, |forward| vec![judged(forward, 1, texts), judged(forward, 0, texts)]),
        said: forward
            .into_iter()
            .flat_map(|forward| [1, 0].map(|place| certainty::said(forward, place)))
            .flatten()
            .map(|said| texts.say(&said))
            .collect(),
        tables: vec![by_angle(found, texts), percentiles(found, fusion, texts)],
        charts: forward.and_then(certainty::chart).into_iter().chain(forward.map(shares)).collect(),
    }
}

/// The verdict at 45° (0) or 60° (1).
fn judged(forward: &Forward, place: usize, texts: &Catalogue) -> sheet::Verdict {
    let at = AT_45 + place;
    let (key, class) = match forward.verdicts[place] {
        Verdict::Above => ("posture.page.above", [GE45, GE60][place].class),
        Verdict::Below => ("posture.page.below", Some(Class::Acceptable)),
        Verdict::Undecided => ("posture.page.undecided", None),
    };
    let phrase = |key| {
        Phrase::new(key).number("angle", ANGLES_DEG[at], Unit::Degree).against(
            "share",
            forward.shares[at],
            Unit::Percent,
            LIMIT_PCT,
        )
    };
    let said = match forward.intervals {
        Some(both) => phrase("posture.page.verdict")
            .against("low", both[place].0, Unit::Percent, LIMIT_PCT)
            .against("high", both[place].1, Unit::Percent, LIMIT_PCT)
            .phrase("verdict", verdict(forward.verdicts[place])),
        None => phrase("posture.page.verdict_bare").number("limit", LIMIT_PCT, Unit::Percent),
    };
    sheet::Verdict { class, word: texts.text(key).to_owned(), said: texts.say(&said) }
}

fn by_angle(found: &Summary, texts: &Catalogue) -> Table {
    let language = texts.language();
    let share = |value: f64| number::against(value, Unit::Percent, LIMIT_PCT, language);
    let seconds =
        |value: Option<f64>| value.map_or_else(|| NOTHING.to_owned(), |s| number::with_unit(s, Unit::Second, language));
    let head = if found.forward.is_some() {
        vec!["angle", "forward", "interval", "times", "median", "longest", "holds", "any"]
    } else {
        vec!["angle", "any"]
    };
    let rows = ANGLES_DEG.iter().enumerate().map(|(at, &angle)| {
        let forward = found.forward.as_ref();
        let place = at.checked_sub(AT_45).filter(|&place| place < 2);
        let judged = forward.zip(place);
        let cell = |column: &&str| match *column {
            "angle" => texts.say(&Phrase::new("posture.page.ge").number("angle", angle, Unit::Degree)),
            "forward" => forward.map_or_else(String::new, |forward| share(forward.shares[at])),
            "interval" => judged.and_then(|(forward, place)| Some(forward.intervals?[place])).map_or_else(
                || NOTHING.to_owned(),
                |(low, high)| texts.say(&Phrase::new("posture.page.range").text("low", share(low)).text("high", share(high))),
            ),
            "times" => judged.map_or_else(|| NOTHING.to_owned(), |(forward, place)| forward.episodes[place].count.to_string()),
            "holds" => judged.map_or_else(|| NOTHING.to_owned(), |(forward, place)| forward.episodes[place].holds.to_string()),
            "median" => seconds(judged.and_then(|(forward, place)| forward.episodes[place].median_s)),
            "longest" => seconds(judged.and_then(|(forward, place)| forward.episodes[place].longest_s)),
            _ => share(found.shares[at]),
        };
        head.iter().map(cell).collect()
    });
    let rows = rows.collect();
    let names = head.iter().map(|column| texts.text(&format!("posture.page.{column}")).to_owned());
    Table { caption: texts.text("posture.page.shares").to_owned(), head: names.collect(), rows }
}

fn percentiles(found: &Summary, fusion: Fusion, texts: &Catalogue) -> Table {
    let sensor = || Phrase::new(sensor_key(fusion));
    let row = |key: &'static str, values: &Percentiles, unit| {
        let mut row = vec![texts.say(&Phrase::new(key).phrase("sensor", sensor()))];
        let each = [values.p10, values.p50, values.p90, values.p95, values.p99];
        row.extend(each.map(|value| number::with_unit(value, unit, texts.language())));
        row
    };
    let mut rows = vec![row("posture.page.inclination", &found.inclination, Unit::Degree)];
    rows.extend(found.inclination_velocity.as_ref().map(|values| row("posture.page.velocity", values, Unit::Degree)));
    rows.extend(found.velocity.as_ref().map(|values| row("posture.page.velocity_any", values, Unit::Degree)));
    let head =
        ["quantity", "p10", "p50", "p90", "p95", "p99"].map(|column| texts.text(&format!("posture.page.{column}")).to_owned());
    Table { caption: texts.text("posture.page.percentiles").to_owned(), head: head.into(), rows }
}
