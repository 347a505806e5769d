//! Charts as SVG. The only file that names plotters; the shapes of the charts are in the files
//! below it and speak to [`Painter`].
//!
//! No font is measured: widths of words are estimated ([`measure`]), generously, and every chart
//! leaves room. The page is 720 units wide, one unit being a pixel of CSS.

mod bars;
mod change;
mod classes;
mod course;
mod curve;
mod dose;
mod exceedance;
mod interval;
mod matrix;
mod measure;
mod profile;
mod shares;
mod spectrum;

use plotters::backend::SVGBackend;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle, TextStyle};

use super::palette::{INK, MUTED, Rgb, swatch};
use crate::domain::chart::{Chart, Limit};
use crate::domain::{Class, Phrase, Unit};
use crate::text::{Catalogue, number};

pub(super) use matrix::{Cell as MatrixCell, Matrix, Row as MatrixRow, matrix};

/// The width of every chart.
const WIDTH: f64 = 720.0;
/// Units of the drawing in one unit of ours: plotters draws on whole ones only.
const FINE: f64 = 10.0;
/// The size of most words.
const SIZE: f64 = 13.0;
/// How many rows a chart has at most, so that it stays on one sheet of paper; the calculation
/// sheet has them all.
const ROWS: usize = 22;
/// The size of words that stand back.
const SMALL: f64 = 11.5;

/// The drawing of a chart as an `<svg>` element, `None` if the chart is empty. `weak`: the finding
/// that it belongs to is provisional.
pub(super) fn chart(chart: &Chart, weak: bool, texts: &Catalogue) -> Option<String> {
    match chart {
        Chart::Bars(bars) => bars::draw(bars, weak, texts),
        Chart::Profile(profile) => profile::draw(profile, texts),
        Chart::Course(course) => course::draw(course, texts),
        Chart::Spectrum(spectrum) => spectrum::draw(spectrum, texts),
        Chart::Exceedance(exceedance) => exceedance::draw(exceedance, texts),
        Chart::Interval(interval) => interval::draw(interval, texts),
        Chart::Shares(shares) => shares::draw(shares, weak, texts),
        Chart::Dose(dose) => dose::draw(dose, texts),
        Chart::Classes(classes) => classes::draw(classes, texts),
        Chart::Curve(curve) => curve::draw(curve, weak, texts),
        Chart::BeforeAfter(change) => change::draw(change, texts),
    }
}

/// Where words stand relative to their point.
#[derive(Debug, Clone, Copy)]
enum Anchor {
    Start,
    Middle,
    End,
}

/// How words look.
#[derive(Debug, Clone, Copy)]
struct Type {
    size: f64,
    bold: bool,
    colour: Rgb,
}

const PLAIN: Type = Type { size: SIZE, bold: false, colour: INK };
const BOLD: Type = Type { bold: true, ..PLAIN };
const NOTE: Type = Type { size: SMALL, bold: false, colour: MUTED };

/// Draws on one chart, in units from the top left corner.
struct Painter<'a> {
    area: DrawingArea<SVGBackend<'a>, Shift>,
}

/// Draws into a string, which cannot fail.
const CANNOT_FAIL: &str = "drawing into a string cannot fail";

#[allow(clippy::cast_possible_truncation, reason = "places on a page are far below 2^31")]
fn fine(x: f64, y: f64) -> (i32, i32) {
    ((x * FINE).round() as i32, (y * FINE).round() as i32)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "widths on a page are positive and far below 2^31")]
fn fine_width(width: f64) -> u32 {
    (width * FINE).round() as u32
}

const fn rgb(Rgb(r, g, b): Rgb) -> RGBColor {
    RGBColor(r, g, b)
}

/// Paints a chart of this height. `title` and `description` are for those who do not see it.
fn paint(height: f64, title: &str, description: &str, draw: impl FnOnce(&Painter)) -> String {
    let mut svg = String::new();
    {
        let backend = SVGBackend::with_string(&mut svg, (fine_width(WIDTH), fine_width(height)));
        let painter = Painter { area: backend.into_drawing_area() };
        draw(&painter);
        painter.area.present().expect(CANNOT_FAIL);
    }
    let start = svg.find('>').map_or(0, |end| end + 1);
    let body = tidy(&svg[start..]);
    format!(
        "<svg viewBox=\"0 0 {} {}\" role=\"img\"><title>{}</title><desc>{}</desc>\n{body}",
        fine_width(WIDTH),
        fine_width(height),
        escape(title),
        escape(description),
    )
}

/// Drops what plotters writes beside the drawing: the font, which the page sets, defaults, and
/// digits that nobody can see.
fn tidy(body: &str) -> String {
    let body = body
        .replace(" font-family=\"sans-serif\"", "")
        .replace(" opacity=\"1\"", "")
        .replace(" stroke=\"none\"", "")
        .replace(" text-anchor=\"start\"", "")
        .replace("\n</text>", "</text>");
    let mut tidied = String::with_capacity(body.len());
    let mut rest = body.as_str();
    while let Some((before, after)) = rest.split_once("font-size=\"") {
        let (size, after) = after.split_once('"').unwrap_or((after, ""));
        let size = size.parse::<f64>().map_or_else(|_| size.to_owned(), |size| format!("{size:.0}"));
        tidied.push_str(before);
        tidied.push_str("font-size=\"");
        tidied.push_str(&size);
        tidied.push('"');
        rest = after;
    }
    tidied.push_str(rest);
    tidied
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

impl Painter<'_> {
    fn rect(&self, x: f64, y: f64, width: f64, height: f64, colour: Rgb) {
        let style = rgb(colour).filled();
        self.area.draw(&Rectangle::new([fine(x, y), fine(x + width, y + height)], style)).expect(CANNOT_FAIL);
    }

    fn frame(&self, x: f64, y: f64, width: f64, height: f64, colour: Rgb, stroke: f64) {
        let style = rgb(colour).stroke_width(fine_width(stroke));
        self.area.draw(&Rectangle::new([fine(x, y), fine(x + width, y + height)], style)).expect(CANNOT_FAIL);
    }

    fn line(&self, points: &[(f64, f64)], colour: Rgb, stroke: f64) {
        let style: ShapeStyle = rgb(colour).stroke_width(fine_width(stroke));
        let points: Vec<_> = points.iter().map(|&(x, y)| fine(x, y)).collect();
        self.area.draw(&PathElement::new(points, style)).expect(CANNOT_FAIL);
    }

    /// A line in dashes of `dash` units with as much between them.
    fn dashed(&self, points: &[(f64, f64)], colour: Rgb, stroke: f64, dash: f64) {
        let mut left = dash;
        let mut drawn: Vec<(f64, f64)> = points.first().copied().into_iter().collect();
        let mut pen_down = true;
        for pair in points.windows(2) {
            let (dx, dy) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
            let length = dx.hypot(dy);
            let mut at = 0.0;
            while length - at > left {
                at += left;
                let point = (pair[0].0 + dx * at / length, pair[0].1 + dy * at / length);
                if pen_down {
                    drawn.push(point);
                    self.line(&drawn, colour, stroke);
                }
                drawn = vec![point];
                pen_down = !pen_down;
                left = dash;
            }
            left -= length - at;
            drawn.push(pair[1]);
        }
        if pen_down && drawn.len() > 1 {
            self.line(&drawn, colour, stroke);
        }
    }

    fn polygon(&self, points: &[(f64, f64)], colour: Rgb) {
        let points: Vec<_> = points.iter().map(|&(x, y)| fine(x, y)).collect();
        self.area.draw(&Polygon::new(points, rgb(colour).filled())).expect(CANNOT_FAIL);
    }

    fn disc(&self, x: f64, y: f64, radius: f64, colour: Rgb) {
        self.area.draw(&Circle::new(fine(x, y), fine_width(radius), rgb(colour).filled())).expect(CANNOT_FAIL);
    }

    fn ring(&self, x: f64, y: f64, radius: f64, colour: Rgb, stroke: f64) {
        let style = rgb(colour).stroke_width(fine_width(stroke));
        self.area.draw(&Circle::new(fine(x, y), fine_width(radius), style)).expect(CANNOT_FAIL);
    }

    /// Words whose middle height is `y`.
    fn text(&self, x: f64, y: f64, anchor: Anchor, look: Type, words: &str) {
        // The back end divides sizes by 1.24.
        let style = if look.bold { FontStyle::Bold } else { FontStyle::Normal };
        let font = FontDesc::new(FontFamily::SansSerif, look.size * FINE * 1.24, style);
        let anchor = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let colour = rgb(look.colour);
        let style = TextStyle::from(font).color(&colour).pos(Pos::new(anchor, VPos::Center));
        let words: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        self.area.draw_text(&words, &style, fine(x, y)).expect(CANNOT_FAIL);
    }

    /// Words in several lines around the middle height `y`.
    fn lines(&self, x: f64, y: f64, anchor: Anchor, look: Type, lines: &[String]) {
        let leading = look.size * 1.2;
        let top = y - leading * (lines.len().saturating_sub(1)) as f64 / 2.0;
        for (line, words) in lines.iter().enumerate() {
            self.text(x, top + leading * line as f64, anchor, look, words);
        }
    }

    /// The mark of a class, in a square of `size` around the point.
    fn mark(&self, x: f64, y: f64, size: f64, class: Option<Class>, colour: Rgb) {
        let half = size / 2.0;
        let stroke = size / 5.0;
        match class {
            Some(Class::Acceptable) => self.ring(x, y, half - stroke / 2.0, colour, stroke),
            Some(Class::Increased) => {
                self.polygon(&[(x, y - half), (x + half * 1.08, y + half * 0.86), (x - half * 1.08, y + half * 0.86)], colour);
            }
            Some(Class::High) => {
                let half = half * 1.12;
                self.polygon(&[(x, y - half), (x + half, y), (x, y + half), (x - half, y)], colour);
            }
            Some(Class::VeryHigh) => {
                let reach = half * 0.86;
                let stroke = stroke * 1.4;
                self.line(&[(x - reach, y - reach), (x + reach, y + reach)], colour, stroke);
                self.line(&[(x - reach, y + reach), (x + reach, y - reach)], colour, stroke);
            }
            None => self.line(&[(x - half * 0.7, y), (x + half * 0.7, y)], colour, stroke),
        }
    }

    /// A surface in the class's colour with mark and word.
    fn cell(&self, x: f64, y: f64, width: f64, height: f64, class: Option<Class>, word: &str) {
        let swatch = swatch(class);
        self.rect(x, y, width, height, swatch.fill);
        self.frame(x, y, width, height, swatch.edge, 1.0);
        let middle = y + height / 2.0;
        self.mark(x + 14.0, middle, 11.0, class, swatch.on_fill);
        let look = Type { colour: swatch.on_fill, ..BOLD };
        let lines = measure::wrap_bold(word, look.size, width - 34.0, 2);
        self.lines(x + 27.0, middle, Anchor::Start, look, &lines);
    }
}

/// A scale of numbers along a line of the page.
#[derive(Debug, Clone, Copy)]
struct Scale {
    from: f64,
    to: f64,
    start: f64,
    end: f64,
}

impl Scale {
    /// The numbers from 0 to `end` on the places `from` to `to`.
    fn new(end: f64, from: f64, to: f64) -> Self {
        Self { from, to, start: 0.0, end: if end > 0.0 { end } else { 1.0 } }
    }

    /// The numbers from `start` to `end`, which is more, on the places `from` to `to`.
    fn between(start: f64, end: f64, from: f64, to: f64) -> Self {
        Self { from, to, start, end: if end > start { end } else { start + 1.0 } }
    }

    /// The place of `value`; what lies outside stands at the end.
    fn at(&self, value: f64) -> f64 {
        self.from + (self.to - self.from) * ((value - self.start) / (self.end - self.start)).clamp(0.0, 1.0)
    }

    /// Round numbers along the scale, about `count` of them, and the decimals that they need.
    fn ticks(&self, count: f64) -> (Vec<f64>, usize) {
        let rough = (self.end - self.start) / count;
        let power = rough.log10().floor();
        let unit = 10_f64.powf(power);
        let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|m| m * unit).find(|step| *step >= rough * 0.999).unwrap_or(unit);
        let mut ticks = Vec::new();
        let mut at = (self.start / step - 0.0001).ceil();
        while at * step <= self.end * 1.0001 {
            ticks.push(at * step);
            at += 1.0;
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 9")]
        let decimals = (-step.log10().floor()).clamp(0.0, 9.0) as usize;
        (ticks, decimals)
    }
}

/// A number as an axis prints it.
fn tick(value: f64, decimals: usize, texts: &Catalogue) -> String {
    number::fixed(value, decimals, texts.language())
}

/// A number with its unit.
fn say(value: f64, unit: Unit, texts: &Catalogue) -> String {
    number::with_unit(value, unit, texts.language())
}

/// A number with its unit, rounded but never onto or across the nearest limit.
fn judged<'a>(value: f64, unit: Unit, limits: impl IntoIterator<Item = &'a Limit>, texts: &Catalogue) -> String {
    let distance = |limit: &&Limit| (limit.value - value).abs();
    match limits.into_iter().min_by(|a, b| distance(a).total_cmp(&distance(b))) {
        Some(limit) => number::against(value, unit, limit.value, texts.language()),
        None => say(value, unit, texts),
    }
}

/// A limit by its name and its value as the document prints it.
fn limit_words(limit: &Limit, unit: Unit, texts: &Catalogue) -> String {
    let words = format!("{} {}", texts.say(&limit.label), number::exact(limit.value, texts.language()));
    if unit.symbol().is_empty() { words } else { format!("{words}\u{202f}{}", unit.symbol()) }
}

/// The word of a class. What is provisional is never plainly *no exceedance*.
fn word(class: Class, weak: bool, texts: &Catalogue) -> &str {
    if weak && class == Class::Acceptable {
        texts.text("report.chart.provisional")
    } else {
        texts.text(super::class_key(class))
    }
}

/// What stands below a chart of which rows were left out.
fn left_out(count: usize, texts: &Catalogue) -> Option<String> {
    let more = count.saturating_sub(ROWS);
    (more > 0).then(|| texts.say(&Phrase::new("report.chart.more").exact("n", more as f64)))
}

/// The labels of limits above a plot, on as many lines as keep them apart. Gives for each limit
/// the line it stands on, counted from the plot, and its left edge.
fn place_limits(labels: &[(f64, String)], left: f64, right: f64) -> Vec<(usize, f64)> {
    let mut taken: Vec<Vec<(f64, f64)>> = Vec::new();
    labels
        .iter()
        .map(|(x, label)| {
            let width = measure::plain(label, SMALL);
            let start = (x - width / 2.0).min(right - width).max(left);
            let free = |line: &Vec<(f64, f64)>| line.iter().all(|&(a, b)| start + width + 12.0 < a || start - 12.0 > b);
            let line = taken.iter().position(free).unwrap_or_else(|| {
                taken.push(Vec::new());
                taken.len() - 1
            });
            taken[line].push((start, start + width));
            (line, start)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round() {
        assert_eq!(Scale::new(1.0, 0.0, 100.0).ticks(5.0), (vec![0.0, 0.2, 0.4, 0.600_000_000_000_000_1, 0.8, 1.0], 1));
        assert_eq!(Scale::new(23.0, 0.0, 100.0).ticks(5.0), (vec![0.0, 5.0, 10.0, 15.0, 20.0], 0));
    }

    #[test]
    fn labels_of_near_limits_stand_on_different_lines() {
        let labels = [(100.0, "action value".to_owned()), (120.0, "limit value".to_owned()), (500.0, "far".to_owned())];
        let places: Vec<usize> = place_limits(&labels, 0.0, 700.0).iter().map(|place| place.0).collect();
        assert_eq!(places, [0, 1, 0]);
    }

    #[test]
    fn users_words_are_escaped() {
        let svg = paint(20.0, "<b>", "a & b", |p| p.text(0.0, 10.0, Anchor::Start, PLAIN, "<script>\u{7}&"));
        assert!(svg.contains("<title>&lt;b&gt;</title><desc>a &amp; b</desc>"), "{svg}");
        assert!(svg.contains("&lt;script&gt; &amp;</text>"), "{svg}");
    }
}
