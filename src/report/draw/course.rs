//! Values over time: the highest of each step as a surface, its middle as a line, and below them
//! when a level was exceeded.

use super::{Anchor, BOLD, NOTE, Painter, SMALL, Scale, Type, WIDTH, measure, paint, say, tick};
use crate::domain::Phrase;
use crate::domain::chart::{Course, Level, Moment, Panel};
use crate::report::palette::{ACCENT, HAZE, INK, MUTED, PAPER, RULE, TRACK, swatch};
use crate::text::{Catalogue, number};

const LEFT: f64 = 64.0;
const RIGHT: f64 = WIDTH - 84.0;
const ONE: f64 = 220.0;
const MANY: f64 = 116.0;
const BETWEEN: f64 = 26.0;
const STRIP: f64 = 17.0;
/// So many columns are drawn at most; more steps are put together.
const COLUMNS: usize = 560;

pub(super) fn draw(course: &Course, texts: &Catalogue) -> Option<String> {
    let steps = course.panels.iter().map(|panel| panel.steps.len()).max().unwrap_or(0);
    let highest = moments(course).map(|moment| moment.highest).fold(0.0, f64::max);
    if steps == 0 || moments(course).next().is_none() || course.step_seconds <= 0.0 {
        return None;
    }
    let levels = course.levels.iter().map(|level| level.limit.value).fold(0.0, f64::max);
    let seconds = steps as f64 * course.step_seconds;
    let height = if course.panels.len() == 1 { ONE } else { MANY };
    let top = 40.0;
    // Room above the highest for the values of marked moments.
    let marked = course.panels.iter().any(|panel| !panel.marked.is_empty());
    let end = (highest * if marked { 1.3 } else { 1.1 }).max(levels * 1.25);
    let x = Scale::new(seconds, LEFT, RIGHT);
    let below = top + course.panels.len() as f64 * (height + BETWEEN) - BETWEEN;
    let strips: Vec<&Level> = course.levels.iter().collect();
    let strips_height = if strips.is_empty() { 0.0 } else { 34.0 + strips.len() as f64 * STRIP };

    Some(paint(below + 44.0 + strips_height, &texts.say(&course.title), &describe(course, texts), |p| {
        p.text(0.0, 9.0, Anchor::Start, NOTE, &texts.say(&course.axis));
        legend(p, course, texts);
        for (at, panel) in course.panels.iter().enumerate() {
            let from = top + at as f64 * (height + BETWEEN);
            let y = Scale::new(end, from + height, from);
            one(p, course, panel, (&x, &y), at + 1 == course.panels.len(), texts);
        }
        times(p, &x, below, &texts.say(&course.time), texts);
        if !strips.is_empty() {
            spells(p, &strips, &x, below + 48.0, texts);
        }
    }))
}

fn moments(course: &Course) -> impl Iterator<Item = Moment> {
    course.panels.iter().flat_map(|panel| panel.steps.iter().flatten().copied())
}

fn legend(p: &Painter, course: &Course, texts: &Catalogue) {
    let highest = texts.say(&course.highest);
    let middle = texts.say(&course.middle);
    let mut at = WIDTH - 84.0 - measure::plain(&middle, SMALL);
    p.text(at, 9.0, Anchor::Start, NOTE, &middle);
    p.line(&[(at - 26.0, 9.0), (at - 6.0, 9.0)], ACCENT, 2.0);
    at -= 48.0 + measure::plain(&highest, SMALL);
    p.text(at, 9.0, Anchor::Start, NOTE, &highest);
    p.rect(at - 24.0, 4.0, 18.0, 10.0, HAZE);
}

fn one(p: &Painter, course: &Course, panel: &Panel, (x, y): (&Scale, &Scale), last: bool, texts: &Catalogue) {
    let (bottom, top) = (y.from, y.to);
    let (ticks, decimals) = y.ticks(if course.panels.len() == 1 { 6.0 } else { 3.0 });
    for at in ticks {
        p.line(&[(LEFT, y.at(at)), (RIGHT, y.at(at))], TRACK, 1.0);
        p.text(LEFT - 8.0, y.at(at), Anchor::End, NOTE, &tick(at, decimals, texts));
    }
    // Several steps in a column: the highest of the highest, the mean of the middles.
    let group = panel.steps.len().div_ceil(COLUMNS).max(1);
    let columns: Vec<Option<Moment>> = panel.steps.chunks(group).map(together).collect();
    let place = |column: usize| x.at((column * group) as f64 * course.step_seconds);
    let mut start = 0;
    while start < columns.len() {
        let run: Vec<Moment> = columns[start..].iter().map_while(|moment| *moment).collect();
        if run.is_empty() {
            start += 1;
            continue;
        }
        let stair = |value: fn(&Moment) -> f64| -> Vec<(f64, f64)> {
            let corners = run.iter().enumerate().flat_map(|(at, moment)| {
                let height = y.at(value(moment));
                [(place(start + at), height), (place(start + at + 1), height)]
            });
            corners.collect()
        };
        let mut surface = stair(|moment| moment.highest);
        surface.extend([(place(start + run.len()), bottom), (place(start), bottom)]);
        p.polygon(&surface, HAZE);
        p.line(&stair(|moment| moment.middle), ACCENT, 1.6);
        start += run.len();
    }
    p.line(&[(LEFT, top), (LEFT, bottom)], INK, 1.2);
    p.line(&[(LEFT, bottom), (RIGHT, bottom)], if last { INK } else { RULE }, 1.2);
    if let Some(label) = &panel.label {
        p.text(LEFT + 6.0, top - 9.0, Anchor::Start, BOLD, &texts.say(label));
    }
    let mut taken: Vec<f64> = Vec::new();
    for level in &course.levels {
        let at = y.at(level.limit.value);
        p.dashed(&[(LEFT, at), (RIGHT, at)], INK, 1.3, 5.0);
        let words = super::limit_words(&level.limit, course.unit, texts);
        p.text(RIGHT + 6.0, at, Anchor::Start, Type { colour: INK, ..NOTE }, &words);
    }
    for &step in &panel.marked {
        let Some(Some(moment)) = panel.steps.get(step) else { continue };
        let cx = x.at((step as f64 + 0.5) * course.step_seconds);
        let cy = y.at(moment.highest);
        p.disc(cx, cy, 4.6, PAPER);
        p.disc(cx, cy, 3.4, INK);
        let words = number::bare(moment.highest, course.unit, texts.language());
        let half = measure::bold(&words, SMALL) / 2.0;
        if taken.iter().any(|other| (other - cx).abs() < 2.0 * half + 10.0) {
            continue;
        }
        taken.push(cx);
        let at = cx.clamp(LEFT + half + 2.0, RIGHT - half);
        p.text(at, cy - 12.0, Anchor::Middle, Type { size: SMALL, ..BOLD }, &words);
    }
}

fn together(steps: &[Option<Moment>]) -> Option<Moment> {
    let measured = steps.iter().flatten();
    let count = measured.clone().count();
    (count > 0).then(|| Moment {
        highest: measured.clone().map(|moment| moment.highest).fold(f64::NEG_INFINITY, f64::max),
        middle: measured.map(|moment| moment.middle).sum::<f64>() / count as f64,
    })
}

/// Round times along the bottom.
fn times(p: &Painter, x: &Scale, y: f64, name: &str, texts: &Catalogue) {
    const STEPS: [f64; 17] = [
        1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1800.0, 3600.0, 7200.0, 14_400.0, 21_600.0, 86_400.0,
    ];
    let step = STEPS.into_iter().find(|step| x.end / step <= 10.0).unwrap_or(x.end);
    let hours = x.end >= 7200.0;
    let mut at = 0.0;
    while at <= x.end * 1.0001 {
        p.line(&[(x.at(at), y), (x.at(at), y + 4.0)], RULE, 1.0);
        p.text(x.at(at), y + 13.0, Anchor::Middle, NOTE, &clock(at, hours));
        at += step;
    }
    let key = if hours { "report.chart.course.hours" } else { "report.chart.course.minutes" };
    p.text(RIGHT, y + 30.0, Anchor::End, NOTE, &format!("{name} ({})", texts.text(key)));
}

/// `h:mm` or `m:ss`.
fn clock(seconds: f64, hours: bool) -> String {
    let small = if hours { (seconds / 60.0).round() } else { seconds.round() };
    format!("{:.0}:{:02.0}", (small / 60.0).floor(), small % 60.0)
}

/// When each level was exceeded, a line for each.
fn spells(p: &Painter, levels: &[&Level], x: &Scale, top: f64, texts: &Catalogue) {
    p.text(LEFT, top, Anchor::Start, NOTE, texts.text("report.chart.course.spells"));
    for (at, level) in levels.iter().enumerate() {
        let y = top + 20.0 + at as f64 * STRIP;
        let words = format!("≥\u{202f}{}°", number::exact(level.limit.value, texts.language()));
        p.text(LEFT - 8.0, y, Anchor::End, Type { colour: INK, ..NOTE }, &words);
        p.line(&[(LEFT, y), (RIGHT, y)], RULE, 1.0);
        let colour = if level.class.is_some() { swatch(level.class).edge } else { MUTED };
        for &(from, to) in &level.spells {
            let width = (x.at(to) - x.at(from)).max(1.2);
            p.rect(x.at(from), y - 5.0, width, 10.0, colour);
        }
        let count = level.spells.len() as f64;
        p.text(RIGHT + 6.0, y, Anchor::Start, NOTE, &texts.say(&Phrase::new("report.chart.course.times").exact("n", count)));
    }
}

fn describe(course: &Course, texts: &Catalogue) -> String {
    let each = course.panels.iter().map(|panel| {
        let highest = panel.steps.iter().flatten().map(|moment| moment.highest).fold(0.0, f64::max);
        let value = say(highest, course.unit, texts);
        match &panel.label {
            Some(label) => format!("{}: {} {value}", texts.say(label), texts.say(&course.highest)),
            None => format!("{} {value}", texts.say(&course.highest)),
        }
    });
    let levels = course.levels.iter().map(|level| {
        let times = Phrase::new("report.chart.course.times").exact("n", level.spells.len() as f64);
        format!("{}: {}", super::limit_words(&level.limit, course.unit, texts), texts.say(&times))
    });
    each.chain(levels).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_that_share_a_column_keep_their_highest() {
        let moment = |highest, middle| Some(Moment { highest, middle });
        assert_eq!(together(&[moment(3.0, 1.0), None, moment(2.0, 2.0)]), moment(3.0, 1.5));
        assert_eq!(together(&[None, None]), None);
    }

    #[test]
    fn times_are_hours_or_minutes() {
        assert_eq!(clock(5400.0, true), "1:30");
        assert_eq!(clock(75.0, false), "1:15");
    }
}
