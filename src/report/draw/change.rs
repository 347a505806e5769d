//! Values before and after on the bands of the classes: an open disc, an arrow, a filled disc.

use super::{Anchor, NOTE, Painter, ROWS, SMALL, Scale, Type, WIDTH, left_out, measure, paint, place_limits, tick, word};
use crate::domain::chart::{BeforeAfter, ChangePoint, ChangeRow, ChangeScale, ClassBand};
use crate::domain::{Class, Unit};
use crate::report::palette::{INK, MUTED, PAPER, RULE, swatch};
use crate::text::{Catalogue, number};

const LEFT: f64 = 216.0;
const RIGHT: f64 = WIDTH - 150.0;
const PITCH: f64 = 34.0;
/// The radius of a disc.
const DISC: f64 = 6.0;

pub(super) fn draw(change: &BeforeAfter, texts: &Catalogue) -> Option<String> {
    let shown: Vec<&ChangeRow> = change.rows.iter().take(ROWS).collect();
    let points = || shown.iter().flat_map(|row| [row.before, row.after]).flatten();
    if points().next().is_none() || points().any(|point| !point.value.is_finite()) {
        return None;
    }
    let (bands, scale) = scale(change, points());
    // The words of the bands above them, on as many lines as keep them apart.
    let ends: Vec<f64> = bands.iter().skip(1).map(|band| scale.at(band.from)).chain([RIGHT]).collect();
    let labels: Vec<(f64, String)> = bands
        .iter()
        .zip(&ends)
        .map(|(band, end)| {
            let room = format!("xx {}", word(band.class, false, texts).replace('\u{ad}', ""));
            (f64::midpoint(scale.at(band.from), *end), room)
        })
        .collect();
    let places = place_limits(&labels, LEFT - 60.0, WIDTH);
    let lines = places.iter().map(|place| place.0 + 1).max().unwrap_or(1);
    let top = 10.0 + lines as f64 * (SMALL * 1.45);
    let bottom = top + shown.len() as f64 * PITCH;
    let numbers = matches!(change.scale, ChangeScale::Numbers(..));
    let more = left_out(change.rows.len(), texts);
    let height = bottom + if numbers { 50.0 } else { 30.0 };

    Some(paint(height, &texts.say(&change.title), &describe(change, texts), |p| {
        for ((band, end), ((_, room), (line, start))) in bands.iter().zip(&ends).zip(labels.iter().zip(&places)) {
            let colours = swatch(Some(band.class));
            p.rect(scale.at(band.from), top, end - scale.at(band.from), bottom - top, colours.tint);
            let y = top - 10.0 - *line as f64 * (SMALL * 1.45);
            p.mark(start + 6.0, y, 10.0, Some(band.class), colours.edge);
            p.text(start + 16.0, y, Anchor::Start, Type { colour: INK, ..NOTE }, room.trim_start_matches("xx "));
        }
        for band in bands.iter().skip(1) {
            p.dashed(&[(scale.at(band.from), top), (scale.at(band.from), bottom)], INK, 1.2, 4.0);
        }
        for (at, row) in shown.iter().enumerate() {
            draw_row(p, row, top + at as f64 * PITCH, (&scale, !numbers), texts);
        }
        p.line(&[(LEFT, top), (LEFT, bottom)], INK, 1.2);
        p.line(&[(0.0, bottom), (WIDTH, bottom)], RULE, 0.8);
        if let ChangeScale::Numbers(unit, _) = change.scale {
            axis(p, change, unit, &scale, bottom, texts);
        }
        legend(p, height - 10.0, more.as_deref(), texts);
    }))
}

/// The bands, and the scale that they and all values fit in.
fn scale(change: &BeforeAfter, points: impl Iterator<Item = ChangePoint>) -> (Vec<ClassBand>, Scale) {
    match &change.scale {
        ChangeScale::Classes => {
            let bands = Class::ALL.iter().enumerate().map(|(at, &class)| ClassBand { class, from: at as f64 }).collect();
            (bands, Scale::new(Class::ALL.len() as f64, LEFT, RIGHT))
        }
        ChangeScale::Numbers(_, bands) => {
            let highest =
                points.map(|point| point.range.map_or(point.value, |range| range.1.max(point.value))).fold(0.0, f64::max);
            let first = bands.get(1).map_or(1.0, |band| band.from);
            let end = (highest * 1.08).max(first * 1.5);
            let shown = bands.iter().copied().filter(|band| band.from < end).collect();
            (shown, Scale::new(end, LEFT, RIGHT))
        }
    }
}

/// Where a point stands: classes in the middle of their band.
fn place(point: ChangePoint, scale: &Scale, of_classes: bool) -> f64 {
    scale.at(if of_classes { point.value + 0.5 } else { point.value })
}

fn draw_row(p: &Painter, row: &ChangeRow, y: f64, (scale, of_classes): (&Scale, bool), texts: &Catalogue) {
    let middle = y + PITCH / 2.0;
    p.lines(LEFT - 10.0, middle, Anchor::End, NOTE_INK, &measure::wrap(&texts.say(&row.label), SMALL, LEFT - 14.0, 2));
    p.lines(
        RIGHT + 10.0,
        middle,
        Anchor::Start,
        NOTE_INK,
        &measure::wrap(&texts.say(&row.outcome), SMALL, WIDTH - RIGHT - 12.0, 2),
    );
    p.line(&[(LEFT, y + PITCH), (RIGHT, y + PITCH)], PAPER, 1.5);
    let at = |point: Option<ChangePoint>| point.map(|point| (place(point, scale, of_classes), point));
    let (before, after) = (at(row.before), at(row.after));
    // An interval is a thin bar with ends, that of before above the middle, that of after below it.
    for (point, shift) in [(before, -10.0), (after, 10.0)] {
        if let Some((_, ChangePoint { range: Some((low, high)), .. })) = point {
            let (from, to, y) = (scale.at(low), scale.at(high), middle + shift);
            p.line(&[(from, y), (to, y)], MUTED, 1.4);
            for end in [from, to] {
                p.line(&[(end, y - 3.0), (end, y + 3.0)], MUTED, 1.4);
            }
        }
    }
    if let (Some((from, _)), Some((to, _))) = (before, after) {
        arrow(p, from, to, middle, row.comparable);
    }
    if let Some((x, point)) = before {
        p.disc(x, middle, DISC, PAPER);
        p.ring(x, middle, DISC, INK, 1.8);
        if point.weak {
            p.text(x, middle, Anchor::Middle, QUERY, "?");
        }
    }
    if let Some((x, point)) = after {
        let on_top = before.is_some_and(|(from, _)| (from - x).abs() < 2.0 * DISC);
        // On the same spot both are seen: the filled one is smaller.
        p.disc(x, middle, if on_top { DISC - 2.5 } else { DISC }, INK);
        if point.weak {
            let colour = if on_top { INK } else { PAPER };
            let shift = if on_top { DISC + 7.0 } else { 0.0 };
            p.text(x + shift, middle, Anchor::Middle, Type { colour, ..QUERY }, "?");
        }
    }
}

const NOTE_INK: Type = Type { colour: INK, ..NOTE };
const QUERY: Type = Type { size: 9.5, bold: true, colour: INK };

/// A line from one disc to the other with a head, where there is room between them; where the two
/// may not be compared a broken line without one.
fn arrow(p: &Painter, from: f64, to: f64, y: f64, comparable: bool) {
    let way = to - from;
    if way.abs() < 2.0 * DISC + 6.0 {
        return;
    }
    let side = way.signum();
    let (start, end) = (from + side * DISC, to - side * (DISC + 1.0));
    if !comparable {
        p.dashed(&[(start, y), (to - side * DISC, y)], MUTED, 1.2, 3.0);
        return;
    }
    p.line(&[(start, y), (end - side * 5.0, y)], INK, 2.0);
    p.polygon(&[(end, y), (end - side * 8.0, y - 5.0), (end - side * 8.0, y + 5.0)], INK);
}

fn axis(p: &Painter, change: &BeforeAfter, unit: Unit, scale: &Scale, bottom: f64, texts: &Catalogue) {
    let (ticks, decimals) = scale.ticks(6.0);
    for at in ticks {
        p.line(&[(scale.at(at), bottom), (scale.at(at), bottom + 4.0)], RULE, 1.0);
        p.text(scale.at(at), bottom + 13.0, Anchor::Middle, NOTE, &tick(at, decimals, texts));
    }
    let mut name = texts.say(&change.axis);
    if !unit.symbol().is_empty() {
        name = format!("{name}, {}", unit.symbol());
    }
    p.text(RIGHT + 10.0, bottom + 13.0, Anchor::Start, NOTE, &measure::fit(&name, NOTE.size, WIDTH - RIGHT - 12.0));
}

/// What the two discs are.
fn legend(p: &Painter, y: f64, more: Option<&str>, texts: &Catalogue) {
    p.disc(LEFT + 6.0, y, 5.0, PAPER);
    p.ring(LEFT + 6.0, y, 5.0, INK, 1.8);
    let before = texts.text("change.chart.legend.before");
    p.text(LEFT + 18.0, y, Anchor::Start, NOTE, before);
    let x = LEFT + 34.0 + measure::plain(before, NOTE.size);
    p.disc(x, y, 5.0, INK);
    let after = texts.text("change.chart.legend.after");
    p.text(x + 12.0, y, Anchor::Start, NOTE, after);
    let x = x + 28.0 + measure::plain(after, NOTE.size);
    p.text(x, y, Anchor::Start, NOTE, &format!("? {}", texts.text("change.chart.legend.weak")));
    if let Some(more) = more {
        p.text(LEFT - 10.0, y, Anchor::End, NOTE, more);
    }
}

fn describe(change: &BeforeAfter, texts: &Catalogue) -> String {
    let value = |point: Option<ChangePoint>| match (point, &change.scale) {
        (None, _) => texts.text("change.chart.absent").to_owned(),
        (Some(point), ChangeScale::Classes) => {
            let class = Class::ALL.into_iter().find(|class| (f64::from(*class as u8) - point.value).abs() < 0.5);
            class.map_or_else(String::new, |class| word(class, false, texts).to_owned())
        }
        (Some(point), ChangeScale::Numbers(unit, bands)) => {
            let nearest = bands
                .iter()
                .skip(1)
                .map(|band| band.from)
                .min_by(|a, b| (a - point.value).abs().total_cmp(&(b - point.value).abs()));
            match nearest {
                Some(limit) => number::against(point.value, *unit, limit, texts.language()),
                None => number::with_unit(point.value, *unit, texts.language()),
            }
        }
    };
    let rows = change.rows.iter().take(ROWS).map(|row| {
        format!(
            "{}: {} {}, {} {} ({})",
            texts.say(&row.label),
            texts.text("change.chart.before"),
            value(row.before),
            texts.text("change.chart.after"),
            value(row.after),
            texts.say(&row.outcome)
        )
    });
    rows.collect::<Vec<_>>().join("; ")
}
