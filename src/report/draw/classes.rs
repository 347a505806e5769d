//! How probable each class is: one bar in parts, with a legend below it.

use super::{Anchor, BOLD, NOTE, PLAIN, SIZE, Type, WIDTH, measure, paint};
use crate::domain::chart::{ClassPart, Classes};
use crate::report::palette::swatch;
use crate::text::Catalogue;

const THICK: f64 = 26.0;
const LINE: f64 = 20.0;
/// A class as probable as this is printed as certain.
const CERTAIN: f64 = 0.995;
/// A part narrower than this is not written in.
const ROOM: f64 = 44.0;

pub(super) fn draw(classes: &Classes, texts: &Catalogue) -> Option<String> {
    let parts: Vec<&ClassPart> = classes.parts.iter().filter(|part| part.share > 0.0005).collect();
    // A bar of one colour says nothing that its sentence does not.
    if parts.is_empty() || parts.iter().any(|part| part.share > CERTAIN) {
        return None;
    }
    let legend: Vec<String> =
        parts.iter().map(|part| format!("{} {}", texts.say(&part.label), percent(part.share, texts))).collect();
    // The legend breaks where a line is full.
    let mut places: Vec<(f64, usize)> = Vec::new();
    let (mut x, mut line) = (0.0, 0);
    for words in &legend {
        let width = measure::plain(words, SIZE) + 34.0;
        if x + width > WIDTH && x > 0.0 {
            (x, line) = (0.0, line + 1);
        }
        places.push((x, line));
        x += width;
    }
    let height = THICK + 14.0 + (line + 1) as f64 * LINE;
    Some(paint(height, &texts.say(&classes.title), &legend.join("; "), |p| {
        let total: f64 = parts.iter().map(|part| part.share).sum();
        let mut x = 1.0;
        for part in &parts {
            let width = (WIDTH - 2.0) * part.share / total;
            let colours = swatch(part.class);
            p.rect(x, 1.0, width, THICK, colours.fill);
            p.frame(x, 1.0, width, THICK, colours.edge, 1.0);
            if width > ROOM {
                let look = Type { colour: colours.on_fill, ..BOLD };
                p.text(x + width / 2.0, 1.0 + THICK / 2.0, Anchor::Middle, look, &percent(part.share, texts));
            }
            x += width;
        }
        for ((part, words), (x, line)) in parts.iter().zip(&legend).zip(&places) {
            let y = THICK + 16.0 + *line as f64 * LINE;
            p.mark(x + 7.0, y, 11.0, part.class, swatch(part.class).edge);
            p.text(x + 18.0, y, Anchor::Start, if part.class.is_some() { PLAIN } else { NOTE }, words);
        }
    }))
}

/// A whole percentage; what is possible is never printed as 0 and what is not certain never as 100.
fn percent(share: f64, texts: &Catalogue) -> String {
    let text = |key: &str| texts.text(key).to_owned();
    if share < 0.005 {
        text("report.chart.classes.rare")
    } else if share > CERTAIN && share < 1.0 {
        text("report.chart.classes.nearly")
    } else {
        format!("{:.0}\u{202f}%", share * 100.0)
    }
}
