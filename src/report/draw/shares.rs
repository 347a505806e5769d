//! Shares of working time with their intervals against a limit.

use super::{Anchor, BOLD, NOTE, PLAIN, SIZE, SMALL, Scale, Type, WIDTH, judged, limit_words, measure, paint, tick, word};
use crate::domain::chart::{Share, Shares};
use crate::domain::{Class, Unit};
use crate::report::palette::{INK, MUTED, NEUTRAL, PAPER, RULE, TRACK, swatch};
use crate::text::Catalogue;

const LEFT: f64 = 190.0;
const RIGHT: f64 = WIDTH - 246.0;
const PITCH: f64 = 48.0;

pub(super) fn draw(shares: &Shares, weak: bool, texts: &Catalogue) -> Option<String> {
    if shares.rows.is_empty() {
        return None;
    }
    let highest =
        shares.rows.iter().map(|row| row.interval.map_or(row.value, |(_, high)| high.max(row.value))).fold(0.0, f64::max);
    let end = (highest * 1.08).max(shares.limit.value * 2.0).min(100.0_f64.max(highest));
    let scale = Scale::new(end, LEFT, RIGHT);
    let top = 26.0;
    let bottom = top + shares.rows.len() as f64 * PITCH;

    Some(paint(bottom + 40.0, &texts.say(&shares.title), &describe(shares, weak, texts), |p| {
        let limit = scale.at(shares.limit.value);
        p.rect(limit, top, RIGHT - limit, bottom - top, TRACK);
        let (ticks, decimals) = scale.ticks(5.0);
        for at in ticks {
            p.line(&[(scale.at(at), bottom), (scale.at(at), bottom + 4.0)], RULE, 1.0);
            p.text(scale.at(at), bottom + 13.0, Anchor::Middle, NOTE, &tick(at, decimals, texts));
        }
        p.text(LEFT, bottom + 31.0, Anchor::Start, NOTE, texts.text("report.chart.share.axis"));
        p.line(&[(LEFT, top), (LEFT, bottom)], INK, 1.2);
        p.line(&[(LEFT, bottom), (RIGHT, bottom)], RULE, 1.0);

        let label = limit_words(&shares.limit, Unit::Percent, texts);
        let width = measure::plain(&label, SMALL);
        p.text(
            (limit - width / 2.0).min(WIDTH - width).max(0.0),
            top - 13.0,
            Anchor::Start,
            Type { colour: INK, ..NOTE },
            &label,
        );
        p.dashed(&[(limit, top - 4.0), (limit, bottom)], INK, 1.4, 4.0);

        for (at, row) in shares.rows.iter().enumerate() {
            let middle = top + (at as f64 + 0.5) * PITCH;
            let name = measure::wrap(&texts.say(&row.label), PLAIN.size, LEFT - 16.0, 2);
            p.lines(LEFT - 12.0, middle, Anchor::End, PLAIN, &name);
            let said = verdict(row, shares, weak, texts);
            // What is undecided has no colour of a class.
            let class = said.and_then(|(class, _)| class);
            let colours = swatch(class);
            let (fill, edge) = if class.is_some() { (colours.fill, colours.edge) } else { (NEUTRAL, MUTED) };
            let x = scale.at(row.value);
            p.rect(LEFT, middle - 7.0, (x - LEFT).max(1.5), 14.0, fill);
            p.frame(LEFT, middle - 7.0, (x - LEFT).max(1.5), 14.0, edge, 1.0);
            if let Some((low, high)) = row.interval {
                let (low, high) = (scale.at(low), scale.at(high));
                // A paper edge keeps the whisker apart from a dark bar.
                p.line(&[(low, middle), (high, middle)], PAPER, 4.6);
                p.line(&[(low, middle), (high, middle)], INK, 2.0);
                for end in [low, high] {
                    p.line(&[(end, middle - 7.0), (end, middle + 7.0)], PAPER, 4.6);
                    p.line(&[(end, middle - 7.0), (end, middle + 7.0)], INK, 2.0);
                }
            }
            // The value with its interval above, what it means below.
            let x = RIGHT + 16.0;
            let value = judged(row.value, Unit::Percent, [&shares.limit], texts);
            let shift = if said.is_some() { 9.0 } else { 0.0 };
            p.text(x, middle - shift, Anchor::Start, BOLD, &value);
            if let Some(interval) = interval(row, texts) {
                let after = x + measure::bold(&value, BOLD.size).max(40.0) + 8.0;
                p.text(after, middle - shift, Anchor::Start, NOTE, &measure::fit(&interval, NOTE.size, WIDTH - after));
            }
            if let Some((class, word)) = said {
                p.mark(x + 5.0, middle + 9.0, 10.0, class, swatch(class).edge);
                let word = measure::fit(word, SIZE, WIDTH - x - 15.0);
                p.text(x + 15.0, middle + 9.0, Anchor::Start, PLAIN, &word);
            }
        }
    }))
}

/// The class of a share and its word; where the interval holds the limit, nothing is decided.
fn verdict<'a>(row: &Share, shares: &Shares, weak: bool, texts: &'a Catalogue) -> Option<(Option<Class>, &'a str)> {
    let class = row.class?;
    match row.interval {
        Some((low, high)) if low <= shares.limit.value && shares.limit.value < high => {
            Some((None, texts.text("report.chart.undecided")))
        }
        _ => Some((Some(class), word(class, weak, texts))),
    }
}

fn interval(row: &Share, texts: &Catalogue) -> Option<String> {
    let (low, high) = row.interval?;
    let phrase = crate::domain::Phrase::new("report.chart.interval");
    Some(texts.say(&phrase.number("low", low, Unit::Percent).number("high", high, Unit::Percent)))
}

fn describe(shares: &Shares, weak: bool, texts: &Catalogue) -> String {
    let mut parts: Vec<String> = shares
        .rows
        .iter()
        .map(|row| {
            let mut part = format!("{}: {}", texts.say(&row.label), judged(row.value, Unit::Percent, [&shares.limit], texts));
            if let Some(interval) = interval(row, texts) {
                part = format!("{part}, {interval}");
            }
            if let Some((_, word)) = verdict(row, shares, weak, texts) {
                part = format!("{part} ({word})");
            }
            part
        })
        .collect();
    parts.push(limit_words(&shares.limit, Unit::Percent, texts));
    parts.join("; ")
}
