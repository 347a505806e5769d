//! How much of the time which angle was reached: a falling curve on a logarithmic scale, and the
//! corners in which it must not run.

use super::{Anchor, BOLD, NOTE, Painter, SMALL, Scale, Type, WIDTH, judged, limit_words, measure, paint, say};
use crate::domain::Unit;
use crate::domain::chart::{Exceedance, Reached};
use crate::report::palette::{ACCENT, INK, MUTED, PAPER, RULE, TRACK, swatch};
use crate::text::{Catalogue, number};

const LEFT: f64 = 64.0;
const RIGHT: f64 = WIDTH - 84.0;
const TOP: f64 = 30.0;
const BOTTOM: f64 = 270.0;
/// The lowest share that is drawn, %.
const LOWEST: f64 = 0.1;

pub(super) fn draw(exceedance: &Exceedance, texts: &Catalogue) -> Option<String> {
    let seen = exceedance.curve.iter().filter(|point| point.1 >= LOWEST).map(|point| point.0).fold(0.0, f64::max);
    if exceedance.curve.len() < 2 {
        return None;
    }
    let judged_to = exceedance.points.iter().map(|point| point.angle).fold(0.0, f64::max);
    let x = Scale::new((seen * 1.05).max(judged_to + 30.0), LEFT, RIGHT);
    Some(paint(BOTTOM + 42.0, &texts.say(&exceedance.title), &describe(exceedance, texts), |p| {
        fields(p, exceedance, &x);
        axes(p, &x, texts);
        let limit = height(exceedance.limit.value);
        let start = exceedance.points.iter().map(|point| point.angle).fold(f64::INFINITY, f64::min);
        let start = if start.is_finite() { x.at(start) } else { LEFT };
        p.dashed(&[(start, limit), (RIGHT, limit)], INK, 1.4, 5.0);
        let words = limit_words(&exceedance.limit, Unit::Percent, texts);
        let lines = measure::wrap(&words, SMALL, WIDTH - RIGHT - 6.0, 4);
        p.lines(RIGHT + 6.0, limit, Anchor::Start, Type { colour: INK, ..NOTE }, &lines);
        let mut curve: Vec<(f64, f64)> = Vec::new();
        for &(angle, share) in &exceedance.curve {
            curve.push((x.at(angle), height(share)));
            if share < LOWEST {
                break;
            }
        }
        p.line(&curve, PAPER, 4.2);
        p.line(&curve, ACCENT, 2.4);
        for point in &exceedance.points {
            reached(p, point, exceedance, &x, texts);
        }
    }))
}

/// The place of a share; what is lower than the scale stands at its end.
fn height(share: f64) -> f64 {
    let decades = (share.clamp(LOWEST, 100.0) / LOWEST).log10() / (100.0 / LOWEST).log10();
    BOTTOM - (BOTTOM - TOP) * decades
}

/// The corners beyond limit and angle.
fn fields(p: &Painter, exceedance: &Exceedance, x: &Scale) {
    let bottom = height(exceedance.limit.value);
    for point in &exceedance.points {
        let left = x.at(point.angle);
        p.rect(left, TOP, RIGHT - left, bottom - TOP, swatch(Some(point.class)).tint);
        p.line(&[(left, TOP), (left, bottom)], swatch(Some(point.class)).edge, 1.0);
    }
}

fn axes(p: &Painter, x: &Scale, texts: &Catalogue) {
    for at in [0.1, 0.5, 1.0, 5.0, 10.0, 50.0, 100.0] {
        p.line(&[(LEFT - 4.0, height(at)), (LEFT, height(at))], RULE, 1.0);
        p.text(LEFT - 8.0, height(at), Anchor::End, NOTE, &number::exact(at, texts.language()));
    }
    for at in [1.0, 10.0] {
        p.line(&[(LEFT, height(at)), (x.at(45.0_f64.min(x.end)), height(at))], TRACK, 1.0);
    }
    let step = if x.end > 120.0 { 30.0 } else { 15.0 };
    let mut at = 0.0;
    while at <= x.end * 1.0001 {
        p.line(&[(x.at(at), BOTTOM), (x.at(at), BOTTOM + 4.0)], RULE, 1.0);
        p.text(x.at(at), BOTTOM + 13.0, Anchor::Middle, NOTE, &format!("{at:.0}°"));
        at += step;
    }
    p.line(&[(LEFT, TOP), (LEFT, BOTTOM), (RIGHT, BOTTOM)], INK, 1.2);
    p.text(0.0, 9.0, Anchor::Start, NOTE, texts.text("report.chart.exceedance.y"));
    p.text(RIGHT, BOTTOM + 31.0, Anchor::End, NOTE, texts.text("report.chart.exceedance.x"));
}

fn reached(p: &Painter, point: &Reached, exceedance: &Exceedance, x: &Scale, texts: &Catalogue) {
    let (cx, cy) = (x.at(point.angle), height(point.share));
    if let Some((low, high)) = point.interval {
        let (low, high) = (height(low), height(high));
        p.line(&[(cx, low), (cx, high)], PAPER, 4.6);
        p.line(&[(cx, low), (cx, high)], INK, 1.8);
        for end in [low, high] {
            p.line(&[(cx - 5.0, end), (cx + 5.0, end)], INK, 1.8);
        }
    }
    p.disc(cx, cy, 6.0, PAPER);
    p.disc(cx, cy, 4.6, INK);
    let angle = say(point.angle, Unit::Degree, texts);
    let words = format!("{angle}: {}", judged(point.share, Unit::Percent, [&exceedance.limit], texts));
    let width = measure::bold(&words, SMALL);
    let y = (cy - 13.0).clamp(TOP + 8.0, BOTTOM - 10.0);
    p.rect(cx + 9.0, y - 8.0, width + 6.0, 16.0, PAPER);
    p.frame(cx + 9.0, y - 8.0, width + 6.0, 16.0, RULE, 0.8);
    p.line(&[(cx + 4.0, cy - 3.0), (cx + 9.0, y)], MUTED, 0.8);
    p.text(cx + 12.0, y, Anchor::Start, Type { size: SMALL, ..BOLD }, &words);
}

fn describe(exceedance: &Exceedance, texts: &Catalogue) -> String {
    let mut parts: Vec<String> = exceedance
        .points
        .iter()
        .map(|point| {
            let share = judged(point.share, Unit::Percent, [&exceedance.limit], texts);
            format!("{}: {share}", say(point.angle, Unit::Degree, texts))
        })
        .collect();
    parts.push(limit_words(&exceedance.limit, Unit::Percent, texts));
    parts.join("; ")
}
