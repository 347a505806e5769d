//! The report as one page that needs nothing beside it.

use std::fmt::Write as _;

use askama::Template;

use super::palette::{ACCENT, INK, MUTED, RULE, TRACK, swatch};
use super::view::{View, view};
use super::{Context, class_key};
use crate::domain::{Assessment, Class};

/// The page.
#[derive(Template)]
#[template(path = "report.html", escape = "html")]
struct Page<'a> {
    v: View<'a>,
    language: &'static str,
    /// Colours as custom properties.
    colours: String,
    /// The words of the running title, made safe for a style sheet.
    running: String,
    /// The words around the number of the page.
    numbered: [String; 2],
    /// Whether the table of working days is cut on the first page.
    cut: bool,
    /// Who signs.
    signers: [&'a str; 2],
}

/// How many working days the first page lists.
const RANKED: usize = 12;

pub(super) fn render(assessment: &Assessment, context: &Context) -> String {
    let v = view(assessment, context);
    let texts = context.texts;
    let mut running = texts.text("report.title").to_owned();
    if !v.organisations.is_empty() {
        running.push_str(" · ");
        running.extend(v.organisations.chars().take(60));
    }
    let page = Page {
        language: texts.language().code(),
        colours: colours(),
        running: style_string(&running),
        numbered: [
            style_string(&format!("{} ", texts.text("report.page"))),
            style_string(&format!(" {} ", texts.text("report.of"))),
        ],
        signers: [texts.text("report.signature.adviser"), texts.text("report.signature.employer")],
        cut: v.jobs.len() > RANKED,
        v,
    };
    page.render().expect("a page into a string cannot fail")
}

/// Words as a string of a style sheet: every character that is not a plain letter or digit is
/// written as its number, so that nothing in a user's words can end the string or the sheet.
pub(super) fn style_string(words: &str) -> String {
    let mut string = String::from("\"");
    for c in words.chars() {
        if c.is_ascii_alphanumeric() {
            string.push(c);
        } else if c != '\0' {
            let _ = write!(string, "\\{:06x}", u32::from(c));
        }
    }
    string.push('"');
    string
}

pub(super) fn colours() -> String {
    let mut css = format!(
        "--ink:{};--muted:{};--rule:{};--track:{};--accent:{};",
        INK.css(),
        MUTED.css(),
        RULE.css(),
        TRACK.css(),
        ACCENT.css()
    );
    for class in Class::ALL {
        let name = class_key(class).trim_start_matches("class.").replace('_', "-");
        let swatch = swatch(Some(class));
        let _ = write!(
            css,
            "--{name}:{};--on-{name}:{};--{name}-edge:{};--{name}-tint:{};",
            swatch.fill.css(),
            swatch.on_fill.css(),
            swatch.edge.css(),
            swatch.tint.css()
        );
    }
    css
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_leave_the_style_sheet() {
        assert_eq!(style_string("a\"</style>"), "\"a\\000022\\00003c\\00002fstyle\\00003e\"");
    }
}
