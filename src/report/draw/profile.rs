//! Rows of coloured cells with word and score: the profile of a MAC assessment.

use super::{Anchor, BOLD, NOTE, PLAIN, WIDTH, measure, paint};
use crate::domain::chart::Profile;
use crate::report::palette::{INK, RULE, TRACK, swatch};
use crate::text::{Catalogue, number};

const PITCH: f64 = 38.0;
const CHOICE: f64 = 196.0;
const CELL: f64 = 418.0;
const CELL_WIDTH: f64 = 138.0;
const SCORE: f64 = 574.0;
const PER_POINT_END: f64 = 652.0;

pub(super) fn draw(profile: &Profile, texts: &Catalogue) -> Option<String> {
    if profile.rows.is_empty() {
        return None;
    }
    let top = 24.0;
    let bottom = top + profile.rows.len() as f64 * PITCH;
    let height = bottom + 36.0;
    let highest = profile.rows.iter().map(|row| row.maximum).fold(1.0, f64::max);
    let score = |value: f64| number::exact(value, texts.language());

    Some(paint(height, &texts.say(&profile.title), &describe(profile, texts), |p| {
        for (x, key) in [
            (0.0, "report.chart.factor"),
            (CHOICE, "report.chart.choice"),
            (CELL, "report.chart.colour"),
            (SCORE, "report.chart.score"),
        ] {
            p.text(x, 10.0, Anchor::Start, NOTE, texts.text(key));
        }
        p.line(&[(0.0, top - 2.0), (WIDTH, top - 2.0)], INK, 1.2);
        for (at, row) in profile.rows.iter().enumerate() {
            let y = top + at as f64 * PITCH;
            let middle = y + PITCH / 2.0;
            let label = measure::wrap_bold(&texts.say(&row.label), BOLD.size, CHOICE - 12.0, 2);
            p.lines(0.0, middle, Anchor::Start, BOLD, &label);
            let choice = measure::wrap(&texts.say(&row.choice), PLAIN.size, CELL - CHOICE - 14.0, 2);
            p.lines(CHOICE, middle, Anchor::Start, PLAIN, &choice);
            p.cell(CELL, y + 5.0, CELL_WIDTH, PITCH - 10.0, Some(row.class), &texts.say(&row.colour));
            // The bar's full length is the highest score that the factor can have.
            let unit = (PER_POINT_END - SCORE) / highest;
            p.rect(SCORE, middle - 5.0, unit * row.maximum, 10.0, TRACK);
            p.rect(SCORE, middle - 5.0, unit * row.score.min(row.maximum), 10.0, swatch(Some(row.class)).fill);
            p.frame(SCORE, middle - 5.0, unit * row.maximum, 10.0, swatch(Some(row.class)).edge, 0.8);
            p.text(PER_POINT_END + 32.0, middle, Anchor::End, BOLD, &score(row.score));
            p.text(PER_POINT_END + 37.0, middle, Anchor::Start, NOTE, &format!("/ {}", score(row.maximum)));
            p.line(&[(0.0, y + PITCH), (WIDTH, y + PITCH)], RULE, 0.8);
        }
        p.line(&[(0.0, bottom), (WIDTH, bottom)], INK, 1.2);
        let middle = bottom + 18.0;
        p.text(0.0, middle, Anchor::Start, BOLD, texts.text("report.chart.total"));
        p.text(CHOICE, middle, Anchor::Start, NOTE, texts.text("report.chart.total.note"));
        p.text(PER_POINT_END + 32.0, middle, Anchor::End, BOLD, &score(profile.total));
    }))
}

fn describe(profile: &Profile, texts: &Catalogue) -> String {
    let mut parts: Vec<String> = profile
        .rows
        .iter()
        .map(|row| {
            let score = number::exact(row.score, texts.language());
            format!("{}: {}, {}, {score}", texts.say(&row.label), texts.say(&row.choice), texts.say(&row.colour))
        })
        .collect();
    parts.push(format!("{}: {}", texts.text("report.chart.total"), number::exact(profile.total, texts.language())));
    parts.join("; ")
}
