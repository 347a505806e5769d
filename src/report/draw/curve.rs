//! An outcome over one variable, through the bands of the classes.

use super::{Anchor, BOLD, NOTE, Painter, SMALL, Scale, Type, WIDTH, measure, paint, tick, word};
use crate::domain::chart::{ClassBand, Curve, Mark};
use crate::report::palette::{ACCENT, INK, PAPER, RULE, TRACK, swatch};
use crate::text::Catalogue;

const LEFT: f64 = 52.0;
const RIGHT: f64 = WIDTH - 160.0;
const TOP: f64 = 26.0;
const BOTTOM: f64 = 276.0;
/// How far words go away from their point to stand between two limits.
const NEAR: f64 = 45.0;
/// The height that a line of small words needs.
const LINE: f64 = 15.0;

pub(super) fn draw(curve: &Curve, weak: bool, texts: &Catalogue) -> Option<String> {
    let marks = [&curve.now, &curve.proposed];
    let xs = || curve.points.iter().map(|point| point.0).chain(marks.map(|mark| mark.x));
    let highest = curve.points.iter().map(|point| point.1).fold(0.0, f64::max);
    if curve.points.len() < 2 || xs().any(|x| !x.is_finite()) || !highest.is_finite() {
        return None;
    }
    let (low, high) = (xs().fold(f64::INFINITY, f64::min), xs().fold(f64::NEG_INFINITY, f64::max));
    // A little room on both sides, so that no mark stands on the edge; nothing lies below zero.
    let room = (high - low) * 0.06;
    let x = Scale::between((low - room).max(0.0), high + room, LEFT, RIGHT);
    // At least the first limit and what lies above it.
    let first = curve.bands.get(1).map_or(1.0, |band| band.from);
    let y = Scale::new((highest * 1.22).max(first * 1.4), BOTTOM, TOP);

    Some(paint(BOTTOM + 44.0, &texts.say(&curve.title), &describe(curve, weak, texts), |p| {
        bands(p, &curve.bands, &y, weak, texts);
        axes(p, curve, (&x, &y), texts);
        nowhere(p, curve, &x);
        let line: Vec<(f64, f64)> = curve.points.iter().map(|point| (x.at(point.0), y.at(point.1))).collect();
        p.line(&line, INK, 2.2);
        points_out(p, curve, (&x, &y), &line, texts);
    }))
}

/// The surfaces of the classes, with mark and word beside them.
fn bands(p: &Painter, bands: &[ClassBand], y: &Scale, weak: bool, texts: &Catalogue) {
    let shown: Vec<&ClassBand> = bands.iter().filter(|band| band.from < y.end).collect();
    let mut ceiling = f64::INFINITY;
    for (at, band) in shown.iter().enumerate() {
        let (bottom, top) = (y.at(band.from), shown.get(at + 1).map_or(TOP, |next| y.at(next.from)));
        let swatch = swatch(Some(band.class));
        p.rect(LEFT, top, RIGHT - LEFT, bottom - top, swatch.tint);
        // Words keep apart where bands are thin, from the bottom up.
        let middle = f64::midpoint(bottom, top).min(ceiling - LINE);
        ceiling = middle;
        p.mark(RIGHT + 16.0, middle, 10.0, Some(band.class), swatch.edge);
        let lines = measure::wrap(
            word(band.class, weak, texts),
            SMALL,
            WIDTH - RIGHT - 30.0,
            1 + usize::from(bottom - top > 2.0 * LINE),
        );
        p.lines(RIGHT + 28.0, middle, Anchor::Start, Type { colour: INK, ..NOTE }, &lines);
    }
    for band in shown.iter().skip(1) {
        p.dashed(&[(LEFT, y.at(band.from)), (RIGHT, y.at(band.from))], INK, 1.2, 5.0);
    }
}

fn axes(p: &Painter, curve: &Curve, (x, y): (&Scale, &Scale), texts: &Catalogue) {
    let (ticks, decimals) = x.ticks(8.0);
    for at in ticks {
        p.line(&[(x.at(at), BOTTOM), (x.at(at), BOTTOM + 4.0)], RULE, 1.0);
        p.text(x.at(at), BOTTOM + 13.0, Anchor::Middle, NOTE, &tick(at, decimals, texts));
    }
    let (ticks, decimals) = y.ticks(6.0);
    for at in ticks {
        p.line(&[(LEFT - 4.0, y.at(at)), (LEFT, y.at(at))], RULE, 1.0);
        p.text(LEFT - 8.0, y.at(at), Anchor::End, NOTE, &tick(at, decimals, texts));
    }
    p.line(&[(LEFT, TOP), (LEFT, BOTTOM), (RIGHT, BOTTOM)], INK, 1.2);
    p.text(0.0, 9.0, Anchor::Start, NOTE, &texts.say(&curve.y));
    let unit = curve.unit.symbol();
    let mut name = texts.say(&curve.x);
    if !unit.is_empty() {
        name = format!("{name}, {unit}");
    }
    p.text(LEFT, BOTTOM + 32.0, Anchor::Start, NOTE, &name);
}

/// Where the present has no outcome, neither has it a class: from the end of the line to the edge
/// there are no bands.
fn nowhere(p: &Painter, curve: &Curve, x: &Scale) {
    let (Some(first), Some(last)) = (curve.points.first(), curve.points.last()) else { return };
    if curve.now.y.is_none() {
        let (from, to) = if curve.now.x > last.0 { (x.at(last.0), RIGHT) } else { (LEFT, x.at(first.0)) };
        p.rect(from, TOP, to - from, BOTTOM - TOP, TRACK);
        p.line(&[(LEFT, TOP), (LEFT, BOTTOM), (RIGHT, BOTTOM)], INK, 1.2);
    }
}

/// The present and the proposed point, each with a line down to its value and words that touch
/// neither the line nor each other.
fn points_out(p: &Painter, curve: &Curve, (x, y): (&Scale, &Scale), line: &[(f64, f64)], texts: &Catalogue) {
    let place = |mark: &Mark| (x.at(mark.x), mark.y.map_or(TOP + 7.0, |outcome| y.at(outcome)));
    let marks = [&curve.now, &curve.proposed].map(place);
    let mut taken: Vec<[f64; 4]> = marks.map(|mark| around(mark, 7.0)).to_vec();
    // Neither do words stand on the lines down to the axis.
    taken.extend(marks.map(|(x, y)| [x - 1.0, y, x + 1.0, BOTTOM]));
    for (mark, colour) in [(&curve.proposed, ACCENT), (&curve.now, INK)] {
        let (cx, cy) = place(mark);
        p.dashed(&[(cx, cy), (cx, BOTTOM)], colour, 1.0, 2.5);
        let label = texts.say(&mark.label);
        let width = measure::bold(&label, SMALL) + 4.0;
        let spots = (0..16).flat_map(|ring| {
            let reach = 16.0 + f64::from(ring) * 8.0;
            [(1.0, -1.0), (-1.0, -1.0), (1.0, 1.0), (-1.0, 1.0), (0.0, -1.0), (0.0, 1.0)].map(|(dx, dy): (f64, f64)| {
                let left = if dx > 0.0 {
                    cx + 8.0
                } else if dx < 0.0 {
                    cx - 8.0 - width
                } else {
                    cx - width / 2.0
                };
                let left = left.clamp(LEFT + 3.0, RIGHT - 3.0 - width);
                let middle = cy + dy * reach;
                [left, middle - 8.0, left + width, middle + 8.0]
            })
        });
        let inside = |area: &[f64; 4]| area[1] >= TOP && area[3] <= BOTTOM - 2.0;
        let apart = |area: &[f64; 4]| taken.iter().all(|other| !meets(area, other));
        let spots: Vec<[f64; 4]> = spots.filter(|area| inside(area) && apart(area)).collect();
        let limits = || curve.bands.iter().map(|band| y.at(band.from));
        let between = |area: &[f64; 4]| limits().all(|limit| limit < area[1] || limit > area[3]);
        let clear = spots
            .iter()
            .find(|area| !crosses(line, area) && between(area) && (f64::midpoint(area[1], area[3]) - cy).abs() < NEAR);
        let clear = clear.or_else(|| spots.iter().find(|area| !crosses(line, area)));
        if let Some(&area) = clear.or(spots.first()) {
            let middle = f64::midpoint(area[1], area[3]);
            p.line(&[(cx, cy), (cx.clamp(area[0], area[2]), cy.clamp(area[1] + 1.0, area[3] - 1.0))], colour, 0.8);
            if clear.is_none() {
                p.rect(area[0], area[1] + 1.0, area[2] - area[0], 14.0, PAPER);
            }
            p.text(area[0] + 3.0, middle, Anchor::Start, Type { size: SMALL, colour, ..BOLD }, &label);
            taken.push(area);
        }
    }
    let (cx, cy) = place(&curve.proposed);
    p.disc(cx, cy, 6.6, PAPER);
    p.ring(cx, cy, 4.6, ACCENT, 2.6);
    let (cx, cy) = place(&curve.now);
    p.disc(cx, cy, 6.4, PAPER);
    if curve.now.y.is_some() {
        p.disc(cx, cy, 5.0, INK);
    } else {
        // There is no outcome: it lies above the drawing.
        p.polygon(&[(cx, cy - 6.0), (cx + 6.0, cy + 4.0), (cx - 6.0, cy + 4.0)], INK);
    }
}

fn around((x, y): (f64, f64), reach: f64) -> [f64; 4] {
    [x - reach, y - reach, x + reach, y + reach]
}

fn meets(a: &[f64; 4], b: &[f64; 4]) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

/// Whether the line runs through an area; its points are close enough to ask only between two.
fn crosses(line: &[(f64, f64)], area: &[f64; 4]) -> bool {
    line.windows(2).any(|pair| {
        let [left, right] = [pair[0].0.min(pair[1].0), pair[0].0.max(pair[1].0)];
        let [top, bottom] = [pair[0].1.min(pair[1].1), pair[0].1.max(pair[1].1)];
        meets(area, &[left - 2.0, top - 2.0, right + 2.0, bottom + 2.0])
    })
}

fn describe(curve: &Curve, weak: bool, texts: &Catalogue) -> String {
    let mut parts = vec![texts.say(&curve.now.label), texts.say(&curve.proposed.label)];
    parts.extend(curve.bands.iter().skip(1).map(|band| {
        format!("{} > {}", word(band.class, weak, texts), crate::text::number::exact(band.from, texts.language()))
    }));
    parts.join("; ")
}
