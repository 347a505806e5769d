//! The report as one page that needs nothing beside it.

use std::fmt::Write as _;

use askama::Template;

use super::palette::{ACCENT, INK, MUTED, RULE, TRACK, swatch};
use super::view::{RowView, View, view};
use super::{Context, Logo, LogoForm, class_key};
use crate::domain::{Assessment, Class, Phrase};

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
    /// The logo as an address that holds the file itself.
    logo: Option<String>,
    /// How many working days there are, also those that are only listed.
    days: usize,
    /// The tasks that are only listed.
    listed: Vec<RowView>,
    /// What stands above them.
    more: Option<String>,
    /// Whether the table of working days is cut on the first page.
    cut: bool,
}

/// How many working days the first page lists.
const RANKED: usize = 12;
/// How many tasks are worked out on a page, so that a browser can hold it; the others are listed.
const WORKED: usize = 200;
/// How many ways down stand with a task; the annex has them all.
const SHOWN_WAYS: usize = 3;

pub(super) fn render(assessment: &Assessment, context: &Context) -> String {
    let mut v = view(assessment, context, WORKED);
    let (days, tasks) = (v.jobs.len(), v.tasks());
    let listed = v.rows(WORKED, usize::MAX);
    let more = (!listed.is_empty()).then(|| {
        let said = Phrase::new("report.cut.page").exact("n", WORKED as f64).exact("all", tasks as f64);
        v.keep(WORKED);
        context.texts.say(&said)
    });
    let texts = context.texts;
    let mut running = texts.text("report.title").to_owned();
    if !v.running.is_empty() {
        running.push_str(" · ");
        running.extend(v.running.chars().take(60));
    }
    let page = Page {
        language: texts.language().code(),
        colours: colours(),
        running: style_string(&running),
        numbered: [
            style_string(&format!("{} ", texts.text("report.page"))),
            style_string(&format!(" {} ", texts.text("report.of"))),
        ],
        logo: context.about.logo.as_ref().map(logo),
        cut: days > RANKED,
        days,
        listed,
        more,
        v,
    };
    page.render().expect("a page into a string cannot fail")
}

/// A picture as an address that holds the file itself. An SVG is a picture here too: nothing in it
/// can reach the page.
fn logo(logo: &Logo) -> String {
    let kind = match logo.form {
        LogoForm::Png => "png",
        LogoForm::Jpeg => "jpeg",
        LogoForm::Svg => "svg+xml",
    };
    format!("data:image/{kind};base64,{}", base64(&logo.bytes))
}

/// Bytes in the letters of RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let part = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
        let bits = part(0) << 16 | part(1) << 8 | part(2);
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place)) as usize & 63];
            text.push(if place > group.len() { '=' } else { char::from(letter) });
        }
    }
    text
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
    fn base64_as_in_rfc_4648_section_10() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn a_name_cannot_leave_the_style_sheet() {
        assert_eq!(style_string("a\"</style>"), "\"a\\000022\\00003c\\00002fstyle\\00003e\"");
    }
}
