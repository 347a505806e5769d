//! A value with its uncertainty against limits, on one line.

use super::{Anchor, BOLD, NOTE, SMALL, Scale, Type, WIDTH, judged, limit_words, paint, place_limits, tick};
use crate::domain::Phrase;
use crate::domain::chart::Interval;
use crate::report::palette::{ACCENT, HAZE, INK, PAPER, RULE};
use crate::text::Catalogue;

const LEFT: f64 = 24.0;
const RIGHT: f64 = WIDTH - 110.0;

pub(super) fn draw(interval: &Interval, texts: &Catalogue) -> Option<String> {
    let (low, high) = interval.range;
    if !(low.is_finite() && high.is_finite() && interval.value.is_finite()) {
        return None;
    }
    let highest = interval.limits.iter().map(|limit| limit.value).fold(high, f64::max);
    let scale = Scale::new(highest * 1.12, LEFT, RIGHT);
    let labels: Vec<(f64, String)> =
        interval.limits.iter().map(|limit| (scale.at(limit.value), limit_words(limit, interval.unit, texts))).collect();
    let places = place_limits(&labels, 0.0, WIDTH);
    let lines = places.iter().map(|place| place.0 + 1).max().unwrap_or(0);
    let top = 10.0 + lines as f64 * (SMALL * 1.35);
    let (middle, bottom) = (top + 20.0, top + 40.0);
    let value = judged(interval.value, interval.unit, &interval.limits, texts);
    let said = |value| judged(value, interval.unit, &interval.limits, texts);
    let range = texts.say(&Phrase::new("report.chart.interval").text("low", said(low)).text("high", said(high)));
    let description =
        format!("{value}; {range}; {}", labels.iter().map(|label| label.1.as_str()).collect::<Vec<_>>().join("; "));

    Some(paint(bottom + 36.0, &texts.say(&interval.title), &description, |p| {
        let (ticks, decimals) = scale.ticks(6.0);
        for at in ticks {
            p.line(&[(scale.at(at), bottom), (scale.at(at), bottom + 4.0)], RULE, 1.0);
            p.text(scale.at(at), bottom + 13.0, Anchor::Middle, NOTE, &tick(at, decimals, texts));
        }
        p.line(&[(LEFT, bottom), (RIGHT, bottom)], RULE, 1.0);
        p.text(LEFT, bottom + 30.0, Anchor::Start, NOTE, &range);
        p.rect(scale.at(low), middle - 8.0, (scale.at(high) - scale.at(low)).max(2.0), 16.0, HAZE);
        for end in [low, high] {
            p.line(&[(scale.at(end), middle - 8.0), (scale.at(end), middle + 8.0)], INK, 1.6);
        }
        for ((x, label), (line, start)) in labels.iter().zip(&places) {
            p.dashed(&[(*x, top - 3.0), (*x, bottom)], INK, 1.4, 4.0);
            p.text(*start, top - 9.0 - *line as f64 * (SMALL * 1.35), Anchor::Start, Type { colour: INK, ..NOTE }, label);
        }
        p.disc(scale.at(interval.value), middle, 6.4, PAPER);
        p.disc(scale.at(interval.value), middle, 5.0, ACCENT);
        p.text(RIGHT + 14.0, middle, Anchor::Start, BOLD, &value);
    }))
}
