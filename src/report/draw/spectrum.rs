//! One-third-octave spectra before and after weighting, with the curve of the weighting.

use super::{Anchor, BOLD, NOTE, Painter, SMALL, Scale, Type, WIDTH, measure, paint, say, tick};
use crate::domain::Unit;
use crate::domain::chart::{Bands, Spectrum};
use crate::report::palette::{ACCENT, HAZE, INK, MUTED, PAPER, RULE, TRACK};
use crate::text::{Catalogue, number};

const LEFT: f64 = 64.0;
const RIGHT: f64 = WIDTH - 64.0;
const HEIGHT: f64 = 122.0;
const BETWEEN: f64 = 30.0;
const TOP: f64 = 44.0;
/// The end of the scale of the factors: the highest of any weighting is 1.06.
const FACTORS: f64 = 1.2;

pub(super) fn draw(spectrum: &Spectrum, texts: &Catalogue) -> Option<String> {
    let panels: Vec<&Bands> = spectrum.panels.iter().filter(|panel| !panel.bands.is_empty()).collect();
    let highest = panels.iter().flat_map(|panel| &panel.bands).map(|band| band.before.max(band.before * band.factor));
    let highest = highest.fold(0.0, f64::max);
    if panels.is_empty() || highest <= 0.0 {
        return None;
    }
    let below = TOP + panels.len() as f64 * (HEIGHT + BETWEEN) - BETWEEN;
    Some(paint(below + 40.0, &texts.say(&spectrum.title), &describe(&panels, texts), |p| {
        p.text(0.0, 9.0, Anchor::Start, NOTE, texts.text("report.chart.spectrum.y"));
        legend(p, texts);
        for (at, panel) in panels.iter().enumerate() {
            let top = TOP + at as f64 * (HEIGHT + BETWEEN);
            one(p, panel, &Scale::new(highest * 1.08, top + HEIGHT, top), at + 1 == panels.len(), texts);
        }
        p.text(RIGHT, below + 30.0, Anchor::End, NOTE, texts.text("report.chart.spectrum.x"));
    }))
}

fn legend(p: &Painter, texts: &Catalogue) {
    let mut end = WIDTH;
    let words = ["report.chart.spectrum.curve", "report.chart.spectrum.after", "report.chart.spectrum.before"]
        .map(|key| texts.text(key));
    for (at, words) in words.into_iter().enumerate() {
        let start = end - measure::plain(words, SMALL);
        p.text(start, 9.0, Anchor::Start, NOTE, words);
        match at {
            0 => p.dashed(&[(start - 28.0, 9.0), (start - 6.0, 9.0)], INK, 1.6, 5.0),
            1 => p.rect(start - 18.0, 4.0, 11.0, 10.0, ACCENT),
            _ => p.rect(start - 18.0, 4.0, 11.0, 10.0, HAZE),
        }
        end = start - 46.0;
    }
}

fn one(p: &Painter, panel: &Bands, y: &Scale, last: bool, texts: &Catalogue) {
    let (bottom, top) = (y.from, y.to);
    let (ticks, decimals) = y.ticks(4.0);
    for at in ticks {
        p.line(&[(LEFT, y.at(at)), (RIGHT, y.at(at))], TRACK, 1.0);
        p.text(LEFT - 8.0, y.at(at), Anchor::End, NOTE, &tick(at, decimals, texts));
    }
    let factors = Scale::new(FACTORS, bottom, top);
    for at in [0.0, 0.5, 1.0] {
        p.line(&[(RIGHT, factors.at(at)), (RIGHT + 4.0, factors.at(at))], RULE, 1.0);
        p.text(RIGHT + 8.0, factors.at(at), Anchor::Start, NOTE, &tick(at, 1, texts));
    }
    let pitch = (RIGHT - LEFT) / panel.bands.len() as f64;
    let middle = |at: usize| LEFT + (at as f64 + 0.5) * pitch;
    for (at, band) in panel.bands.iter().enumerate() {
        let raw = y.at(band.before);
        p.rect(middle(at) - pitch * 0.4, raw, pitch * 0.8, bottom - raw, HAZE);
        let weighted = y.at(band.before * band.factor);
        p.rect(middle(at) - pitch * 0.22, weighted, pitch * 0.44, bottom - weighted, ACCENT);
    }
    let curve: Vec<(f64, f64)> =
        panel.bands.iter().enumerate().map(|(at, band)| (middle(at), factors.at(band.factor))).collect();
    p.line(&curve, PAPER, 3.4);
    p.dashed(&curve, INK, 1.6, 5.0);
    p.line(&[(LEFT, top), (LEFT, bottom)], INK, 1.2);
    p.line(&[(RIGHT, top), (RIGHT, bottom)], RULE, 1.0);
    p.line(&[(LEFT, bottom), (RIGHT, bottom)], INK, 1.2);
    let label = texts.say(&panel.label);
    p.text(LEFT + 6.0, top - 9.0, Anchor::Start, BOLD, &label);
    p.text(RIGHT + 8.0, top - 9.0, Anchor::Start, Type { colour: MUTED, ..NOTE }, panel.weighting);
    if last {
        for (at, band) in panel.bands.iter().enumerate() {
            let whole = (band.hz.log2() - band.hz.log2().round()).abs() < 0.03;
            p.line(&[(middle(at), bottom), (middle(at), bottom + if whole { 5.0 } else { 3.0 })], RULE, 1.0);
            if whole {
                p.text(middle(at), bottom + 14.0, Anchor::Middle, NOTE, &number::exact(band.hz, texts.language()));
            }
        }
    }
}

fn describe(panels: &[&Bands], texts: &Catalogue) -> String {
    let each = panels.iter().map(|panel| {
        let strongest = |value: fn(&crate::domain::chart::Band) -> f64| {
            panel.bands.iter().max_by(|a, b| value(a).total_cmp(&value(b))).map_or_else(String::new, |band| {
                format!("{} ({})", say(value(band), Unit::Acceleration, texts), say(band.hz, Unit::Hertz, texts))
            })
        };
        format!(
            "{}: {} {}, {} {}",
            texts.say(&panel.label),
            texts.text("report.chart.spectrum.before"),
            strongest(|band| band.before),
            texts.text("report.chart.spectrum.after"),
            strongest(|band| band.before * band.factor),
        )
    });
    each.collect::<Vec<_>>().join("; ")
}
