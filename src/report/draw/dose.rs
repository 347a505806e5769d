//! Vehicles over the hours of a day against curves of equal daily exposure A(8).

use super::{
    Anchor, BOLD, NOTE, PLAIN, ROWS, SMALL, Scale, Type, WIDTH, judged, left_out, limit_words, measure, paint, say, tick,
};
use crate::domain::chart::{Dose, Ride};
use crate::domain::{Class, Phrase, Unit};
use crate::report::palette::{ACCENT, INK, MUTED, PAPER, RULE, swatch};
use crate::text::Catalogue;

const LEFT: f64 = 52.0;
const RIGHT: f64 = WIDTH - 190.0;
const TOP: f64 = 26.0;
const BOTTOM: f64 = 306.0;
const KEY_PITCH: f64 = 20.0;
/// Names stand beside so many points at most; with more, numbers do.
const NAMED: usize = 8;

pub(super) fn draw(dose: &Dose, texts: &Catalogue) -> Option<String> {
    let rides: Vec<&Ride> =
        dose.vehicles.iter().filter(|ride| ride.hours.is_finite() && ride.acceleration.is_finite()).collect();
    if rides.is_empty() || dose.reference_hours <= 0.0 {
        return None;
    }
    let hours = rides.iter().map(|ride| ride.hours).fold(dose.reference_hours, f64::max);
    let limit = dose.limits.iter().map(|limit| limit.value).fold(0.0, f64::max);
    let fastest = rides.iter().map(|ride| ride.acceleration).fold(0.0, f64::max);
    let x = Scale::new(hours, LEFT, RIGHT);
    let y = Scale::new((fastest * 1.2).max(limit * 1.5).max(dose.a8 * 1.3), BOTTOM, TOP);
    let curve = |a8: f64| -> Vec<(f64, f64)> {
        // From where the curve enters the plot to the end of the day.
        let start = (dose.reference_hours * (a8 / y.end).powi(2)).min(hours);
        (0..=120)
            .map(|step| {
                let share = f64::from(step) / 120.0;
                let at = start + (hours - start) * share * share;
                (x.at(at), y.at(a8 * (dose.reference_hours / at.max(1e-9)).sqrt()))
            })
            .collect()
    };
    let more = left_out(rides.len(), texts);
    let height = BOTTOM + 52.0 + (rides.len().min(ROWS) + usize::from(more.is_some())) as f64 * KEY_PITCH;

    Some(paint(height, &texts.say(&dose.title), &describe(dose, texts), |p| {
        zones(p, dose, &curve);
        axes(p, (&x, &y), texts);

        // Every curve is labelled at the end of its line, labels kept apart.
        let mut ends: Vec<(f64, String, bool)> =
            dose.limits.iter().map(|limit| (limit.value, limit_words(limit, Unit::Acceleration, texts), false)).collect();
        ends.push((dose.a8, day(dose, texts), true));
        ends.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut floor = TOP - 20.0;
        for (value, label, is_day) in &ends {
            let points = curve(*value);
            let (end_x, end_y) = points[points.len() - 1];
            let (colour, stroke) = if *is_day { (ACCENT, 2.4) } else { (INK, 1.4) };
            if *is_day {
                p.line(&points, colour, stroke);
            } else {
                p.dashed(&points, colour, stroke, 5.0);
            }
            let lines = measure::wrap_bold(label, SMALL, WIDTH - RIGHT - 22.0, 2);
            let half = lines.len() as f64 * SMALL * 0.6;
            let at = (end_y).max(floor + half + 3.0);
            floor = at + half;
            p.line(&[(end_x, end_y), (RIGHT + 8.0, at), (RIGHT + 14.0, at)], colour, 1.0);
            p.lines(RIGHT + 18.0, at, Anchor::Start, Type { colour, bold: *is_day, size: SMALL }, &lines);
        }
        let curves: Vec<(f64, f64)> = ends.iter().flat_map(|end| curve(end.0)).collect();
        points(p, &rides, (&x, &y), &curves);
        key(p, &rides[..rides.len().min(ROWS)], texts);
        if let Some(more) = &more {
            p.text(LEFT + 24.0, height - 14.0, Anchor::Start, NOTE, more);
        }
    }))
}

/// The surface under, between and above the limits.
fn zones(p: &super::Painter, dose: &Dose, curve: &dyn Fn(f64) -> Vec<(f64, f64)>) {
    let mut limits: Vec<f64> = dose.limits.iter().map(|limit| limit.value).collect();
    limits.sort_by(f64::total_cmp);
    p.rect(LEFT, TOP, RIGHT - LEFT, BOTTOM - TOP, swatch(Some(Class::Acceptable)).tint);
    for (limit, class) in limits.into_iter().zip([Class::Increased, Class::High]) {
        let mut points = curve(limit);
        points.push((RIGHT, TOP));
        if let Some(first) = points.first().copied() {
            points.push((first.0, TOP));
        }
        p.polygon(&points, swatch(Some(class)).tint);
    }
}

fn axes(p: &super::Painter, (x, y): (&Scale, &Scale), texts: &Catalogue) {
    let (ticks, decimals) = x.ticks(8.0);
    for at in ticks {
        p.line(&[(x.at(at), BOTTOM), (x.at(at), BOTTOM + 4.0)], RULE, 1.0);
        p.text(x.at(at), BOTTOM + 13.0, Anchor::Middle, NOTE, &tick(at, decimals, texts));
    }
    let (ticks, decimals) = y.ticks(5.0);
    for at in ticks {
        p.line(&[(LEFT - 4.0, y.at(at)), (LEFT, y.at(at))], RULE, 1.0);
        p.text(LEFT - 8.0, y.at(at), Anchor::End, NOTE, &tick(at, decimals, texts));
    }
    p.line(&[(LEFT, TOP), (LEFT, BOTTOM), (RIGHT, BOTTOM)], INK, 1.2);
    p.text(0.0, 9.0, Anchor::Start, NOTE, texts.text("report.chart.dose.y"));
    p.text(LEFT, BOTTOM + 32.0, Anchor::Start, NOTE, texts.text("report.chart.dose.x"));
}

/// The points with their labels, each where it touches nothing that stands already.
fn points(p: &super::Painter, rides: &[&Ride], (x, y): (&Scale, &Scale), curves: &[(f64, f64)]) {
    let mut taken: Vec<Area> = rides
        .iter()
        .map(|ride| Area { x: x.at(ride.hours) - 6.0, y: y.at(ride.acceleration) - 6.0, width: 12.0, height: 12.0 })
        .collect();
    for (at, ride) in rides.iter().enumerate() {
        let (cx, cy) = (x.at(ride.hours), y.at(ride.acceleration));
        let label = if rides.len() <= NAMED {
            format!("{} {}", at + 1, measure::fit(&ride.label, SMALL, 130.0))
        } else {
            format!("{}", at + 1)
        };
        let width = measure::bold(&label, SMALL) + 2.0;
        let free = |area: &Area| area.inside() && taken.iter().all(|other| !area.meets(other));
        let places = (0..14)
            .flat_map(|ring| {
                let reach = 11.0 + f64::from(ring) * 9.0;
                [(1.0, -0.7), (1.0, 0.7), (-1.0, -0.7), (-1.0, 0.7), (0.0, -1.0), (0.0, 1.0)].map(|(dx, dy)| {
                    let left = if dx > 0.0 {
                        cx + reach * 0.7
                    } else if dx < 0.0 {
                        cx - reach * 0.7 - width
                    } else {
                        cx - width / 2.0
                    };
                    Area { x: left, y: cy + dy * reach - 8.0, width, height: 16.0 }
                })
            })
            .filter(free)
            .collect::<Vec<_>>();
        // Rather a little further away than across a curve.
        let clear = places.iter().position(|area| !curves.iter().any(|&(x, y)| area.holds(x, y)));
        if let Some(area) = places.get(clear.unwrap_or(0)).copied() {
            let middle = area.y + 8.0;
            let near = if cx < area.x { area.x } else { (area.x + area.width).min(cx) };
            p.line(&[(cx, cy), (near, middle)], MUTED, 0.8);
            if clear.is_none() {
                p.rect(area.x, area.y + 1.0, area.width, 14.0, PAPER);
            }
            p.text(area.x + 2.0, middle, Anchor::Start, Type { size: SMALL, ..BOLD }, &label);
            taken.push(area);
        }
    }
    for ride in rides {
        let (cx, cy) = (x.at(ride.hours), y.at(ride.acceleration));
        p.disc(cx, cy, 6.0, PAPER);
        p.disc(cx, cy, 4.6, INK);
    }
}

fn key(p: &super::Painter, rides: &[&Ride], texts: &Catalogue) {
    for (at, ride) in rides.iter().enumerate() {
        let y = BOTTOM + 58.0 + at as f64 * KEY_PITCH;
        p.text(LEFT + 14.0, y, Anchor::End, BOLD, &format!("{}", at + 1));
        p.text(LEFT + 24.0, y, Anchor::Start, PLAIN, &measure::fit(&ride.label, PLAIN.size, 360.0));
        p.text(RIGHT, y, Anchor::End, PLAIN, &say(ride.hours, Unit::Hour, texts));
        p.text(RIGHT + 100.0, y, Anchor::End, PLAIN, &say(ride.acceleration, Unit::Acceleration, texts));
    }
}

/// A rectangle that a label takes.
#[derive(Debug, Clone, Copy)]
struct Area {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

impl Area {
    fn meets(&self, other: &Self) -> bool {
        self.x < other.x + other.width
            && other.x < self.x + self.width
            && self.y < other.y + other.height
            && other.y < self.y + self.height
    }

    fn holds(&self, x: f64, y: f64) -> bool {
        x > self.x && x < self.x + self.width && y > self.y && y < self.y + self.height
    }

    fn inside(&self) -> bool {
        self.x >= LEFT + 2.0 && self.x + self.width <= RIGHT - 2.0 && self.y >= TOP && self.y + self.height <= BOTTOM
    }
}

/// The exposure of the day in words.
fn day(dose: &Dose, texts: &Catalogue) -> String {
    let a8 = judged(dose.a8, Unit::Acceleration, &dose.limits, texts);
    texts.say(&Phrase::new("report.chart.dose.day").text("a8", a8))
}

fn describe(dose: &Dose, texts: &Catalogue) -> String {
    let acceleration = |value| say(value, Unit::Acceleration, texts);
    let mut parts: Vec<String> = dose
        .vehicles
        .iter()
        .map(|ride| format!("{}: {}, {}", ride.label, say(ride.hours, Unit::Hour, texts), acceleration(ride.acceleration)))
        .collect();
    parts.push(day(dose, texts));
    parts.extend(dose.limits.iter().map(|limit| limit_words(limit, Unit::Acceleration, texts)));
    parts.join("; ")
}
