//! Shares of working time with their intervals against a limit.

use super::{Anchor, BOLD, NOTE, PLAIN, SMALL, Scale, Type, WIDTH, measure, paint, say, tick, word};
use crate::domain::Unit;
use crate::domain::chart::{Share, Shares};
use crate::report::palette::{INK, MUTED, NEUTRAL, PAPER, RULE, TRACK, swatch};
use crate::text::Catalogue;

const LEFT: f64 = 190.0;
const RIGHT: f64 = WIDTH - 200.0;
const PITCH: f64 = 46.0;

pub(super) fn draw(shares: &Shares, texts: &Catalogue) -> Option<String> {
    if shares.rows.is_empty() {
        return None;
    }
    let highest =
        shares.rows.iter().map(|row| row.interval.map_or(row.value, |(_, high)| high.max(row.value))).fold(0.0, f64::max);
    let end = (highest * 1.08).max(shares.limit.value * 2.0).min(100.0_f64.max(highest));
    let scale = Scale::new(end, LEFT, RIGHT);
    let top = 26.0;
    let bottom = top + shares.rows.len() as f64 * PITCH;

    Some(paint(bottom + 40.0, &texts.say(&shares.title), &describe(shares, texts), |p| {
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

        let label = format!("{} {}", texts.say(&shares.limit.label), say(shares.limit.value, Unit::Percent, texts));
        let width = measure::plain(&label, SMALL);
        p.text(
            (limit - width / 2.0).min(WIDTH - width).max(0.0),
            top - 13.0,
            Anchor::Start,
            Type { colour: INK, ..NOTE },
            &label,
        );
        p.dashed((limit, top - 4.0), (limit, bottom), INK, 1.4, 4.0);

        for (at, row) in shares.rows.iter().enumerate() {
            let middle = top + (at as f64 + 0.5) * PITCH;
            let name = measure::wrap(&texts.say(&row.label), PLAIN.size, LEFT - 16.0, 2);
            p.lines(LEFT - 12.0, middle, Anchor::End, PLAIN, &name);
            let colours = swatch(row.class);
            let (fill, edge) = if row.class.is_some() { (colours.fill, colours.edge) } else { (NEUTRAL, MUTED) };
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
            let x = RIGHT + 16.0;
            let value = say(row.value, Unit::Percent, texts);
            let shift = if row.interval.is_some() { 8.0 } else { 0.0 };
            p.text(x, middle - shift, Anchor::Start, BOLD, &value);
            if let Some(class) = row.class {
                let after = x + measure::bold(&value, BOLD.size).max(44.0) + 8.0;
                p.mark(after + 5.0, middle - shift, 10.0, row.class, colours.edge);
                let name = measure::fit(word(class, texts), SMALL, WIDTH - after - 14.0);
                p.text(after + 14.0, middle - shift, Anchor::Start, Type { colour: INK, ..NOTE }, &name);
            }
            if let Some(interval) = interval(row, texts) {
                p.text(x, middle + 9.0, Anchor::Start, NOTE, &interval);
            }
        }
    }))
}

fn interval(row: &Share, texts: &Catalogue) -> Option<String> {
    let (low, high) = row.interval?;
    let phrase = crate::domain::Phrase::new("report.chart.interval");
    Some(texts.say(&phrase.number("low", low, Unit::Percent).number("high", high, Unit::Percent)))
}

fn describe(shares: &Shares, texts: &Catalogue) -> String {
    let mut parts: Vec<String> = shares
        .rows
        .iter()
        .map(|row| {
            let mut part = format!("{}: {}", texts.say(&row.label), say(row.value, Unit::Percent, texts));
            if let Some(interval) = interval(row, texts) {
                part.push_str(&format!(", {interval}"));
            }
            if let Some(class) = row.class {
                part.push_str(&format!(" ({})", word(class, texts)));
            }
            part
        })
        .collect();
    parts.push(format!("{}: {}", texts.say(&shares.limit.label), say(shares.limit.value, Unit::Percent, texts)));
    parts.join("; ")
}
