//! Pieces of a report for a page that is not one: a drawing, a verdict in its colour.

use super::view::{Of, badge};
use super::{draw, html};
use crate::domain::Class;
use crate::domain::chart::Chart;
use crate::text::Catalogue;

/// A class in words, with the name of its colours in a style sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// `acceptable`, `increased`, `high`, `very-high` or `none`.
    pub css: &'static str,
    /// The whole verdict.
    pub words: String,
    /// The verdict where there is little room.
    pub short: String,
    /// Whether it is provisional or incomplete.
    pub weak: bool,
}

/// The verdict of a method on what it judged (`whole`: of all methods together).
pub fn verdict(class: Option<Class>, provisional: bool, incomplete: bool, whole: bool, texts: &Catalogue) -> Verdict {
    let badge = badge(class, provisional, incomplete, if whole { Of::Whole } else { Of::Finding }, texts);
    Verdict { css: badge.css(), words: badge.words, short: badge.short, weak: badge.weak }
}

/// A chart as an `<svg>` element, the same as in the report; `None` if it is empty.
pub fn drawing(chart: &Chart, weak: bool, texts: &Catalogue) -> Option<String> {
    draw::chart(chart, weak, texts)
}

/// The colours of the report as custom properties of a style sheet.
pub fn colours() -> String {
    html::colours()
}
