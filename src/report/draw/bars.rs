//! Horizontal bars from zero, with marked limits.

use super::{
    Anchor, BOLD, NOTE, PLAIN, ROWS, SMALL, Scale, WIDTH, judged, left_out, limit_words, measure, paint, place_limits, tick,
    word,
};
use crate::domain::chart::{Bar, Bars};
use crate::report::palette::{ACCENT, INK, NEUTRAL, RULE, TRACK, swatch};
use crate::text::Catalogue;

const LEFT: f64 = 210.0;
const RIGHT: f64 = WIDTH - 190.0;
const PITCH: f64 = 32.0;
const THICK: f64 = 16.0;

pub(super) fn draw(bars: &Bars, weak: bool, texts: &Catalogue) -> Option<String> {
    if bars.bars.is_empty() {
        return None;
    }
    let highest = bars.bars.iter().map(|bar| bar.value).chain(bars.limits.iter().map(|limit| limit.value)).fold(0.0, f64::max);
    let end = bars.maximum.map_or(highest * 1.06, |maximum| maximum.max(highest));
    let scale = Scale::new(end, LEFT, RIGHT);

    let labels: Vec<(f64, String)> =
        bars.limits.iter().map(|limit| (scale.at(limit.value), limit_words(limit, bars.unit, texts))).collect();
    let places = place_limits(&labels, 0.0, WIDTH);
    let lines = places.iter().map(|place| place.0 + 1).max().unwrap_or(0);
    let top = 8.0 + lines as f64 * (SMALL * 1.35);
    let more = left_out(bars.bars.len(), texts);
    let bottom = top + bars.bars.len().min(ROWS) as f64 * PITCH;
    let height = bottom + 40.0;

    Some(paint(height, &texts.say(&bars.title), &describe(bars, weak, texts), |p| {
        let (ticks, decimals) = scale.ticks(5.0);
        for at in ticks {
            p.line(&[(scale.at(at), bottom), (scale.at(at), bottom + 4.0)], RULE, 1.0);
            p.text(scale.at(at), bottom + 12.0, Anchor::Middle, NOTE, &tick(at, decimals, texts));
        }
        p.text(LEFT, bottom + 30.0, Anchor::Start, NOTE, &texts.say(&bars.axis));
        if let Some(more) = &more {
            p.text(LEFT - 12.0, bottom + 30.0, Anchor::End, NOTE, more);
        }

        for (row, bar) in bars.bars.iter().take(ROWS).enumerate() {
            let middle = top + (row as f64 + 0.5) * PITCH;
            let look = if bar.marked { BOLD } else { PLAIN };
            let wrap = if bar.marked { measure::wrap_bold } else { measure::wrap };
            let label = wrap(&texts.say(&bar.label), look.size, LEFT - 14.0, 2);
            p.lines(LEFT - 12.0, middle, Anchor::End, look, &label);
            // Where the axis has a natural end, the empty part is what is lost.
            if bars.maximum.is_some() {
                p.rect(LEFT, middle - THICK / 2.0, RIGHT - LEFT, THICK, TRACK);
            }
            let colour = match bar.class {
                Some(class) => swatch(Some(class)).fill,
                None if bar.marked => ACCENT,
                None => NEUTRAL,
            };
            let length = (scale.at(bar.value) - LEFT).max(1.5);
            p.rect(LEFT, middle - THICK / 2.0, length, THICK, colour);
            if bar.class.is_some() {
                p.frame(LEFT, middle - THICK / 2.0, length, THICK, swatch(bar.class).edge, 1.0);
            }
        }

        for ((x, label), (line, start)) in labels.iter().zip(&places) {
            p.dashed(&[(*x, top - 3.0), (*x, bottom)], INK, 1.4, 4.0);
            let y = top - 8.0 - *line as f64 * (SMALL * 1.35);
            p.text(*start, y, Anchor::Start, super::Type { colour: INK, ..NOTE }, label);
            if *line > 0 {
                p.line(&[(*x, top - 3.0), (*x, y + SMALL * 0.6)], RULE, 1.0);
            }
        }
        p.line(&[(LEFT, top), (LEFT, bottom)], INK, 1.2);
        p.line(&[(LEFT, bottom), (RIGHT, bottom)], RULE, 1.0);

        // Values stand in a column of their own, where no line crosses them.
        for (row, bar) in bars.bars.iter().take(ROWS).enumerate() {
            let middle = top + (row as f64 + 0.5) * PITCH;
            let x = RIGHT + 14.0;
            let value = value(bar, bars, texts);
            let look = if bar.marked { BOLD } else { PLAIN };
            p.text(x, middle, Anchor::Start, look, &value);
            let after = x + measure::bold(&value, look.size).max(40.0) + 8.0;
            if let Some(class) = bar.class {
                p.mark(after + 5.0, middle, 10.0, Some(class), swatch(Some(class)).edge);
                let lines = measure::wrap(word(class, weak, texts), SMALL, WIDTH - after - 14.0, 2);
                p.lines(after + 14.0, middle, Anchor::Start, super::Type { colour: INK, ..NOTE }, &lines);
            } else if bar.marked {
                let lines = measure::wrap(texts.text("report.chart.marked"), SMALL, WIDTH - after, 2);
                p.lines(after, middle, Anchor::Start, super::Type { colour: ACCENT, bold: true, ..NOTE }, &lines);
            }
        }
    }))
}

/// A bar's value, never rounded onto a limit.
fn value(bar: &Bar, bars: &Bars, texts: &Catalogue) -> String {
    judged(bar.value, bars.unit, &bars.limits, texts)
}

fn describe(bars: &Bars, weak: bool, texts: &Catalogue) -> String {
    let mut parts: Vec<String> = bars
        .bars
        .iter()
        .map(|bar| {
            let mut part = format!("{}: {}", texts.say(&bar.label), value(bar, bars, texts));
            if let Some(class) = bar.class {
                part = format!("{part} ({})", word(class, weak, texts));
            }
            if bar.marked {
                part = format!("{part} ({})", texts.text("report.chart.marked"));
            }
            part
        })
        .collect();
    parts.extend(bars.limits.iter().map(|limit| limit_words(limit, bars.unit, texts)));
    parts.join("; ")
}
