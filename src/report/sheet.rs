//! The page of a measurement: what recordings gave, for people. It is no report of a working day,
//! and says so.

use askama::Template;

use super::html::{colours, style_string};
use super::{class_key, draw};
use crate::domain::Class;
use crate::domain::chart::Chart;
use crate::text::Catalogue;

/// What stands on the page, in words that are ready.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// What was measured.
    pub title: String,
    /// What the page is and is not.
    pub standing: String,
    /// The recordings.
    pub recordings: Vec<Recording>,
    /// What holds for all of them together.
    pub closing: Vec<String>,
    /// Documents that the values rest on.
    pub sources: Vec<String>,
}

/// What one recording gave.
#[derive(Debug, Clone, Default)]
pub struct Recording {
    /// Its name, or its number where names are left out.
    pub heading: String,
    /// The answer in plain sentences, the conclusion first.
    pub lead: Vec<String>,
    /// Names and values.
    pub facts: Vec<(String, String)>,
    /// What was found, part by part.
    pub parts: Vec<Part>,
    /// What must be known to read it.
    pub notes: Vec<String>,
}

/// A part of what was found: everything, or a task.
#[derive(Debug, Clone, Default)]
pub struct Part {
    /// Its name; empty for the whole recording.
    pub heading: String,
    /// What it comes to.
    pub verdicts: Vec<Verdict>,
    /// Sentences.
    pub said: Vec<String>,
    /// Tables.
    pub tables: Vec<Table>,
    /// Charts.
    pub charts: Vec<Chart>,
}

/// What a part comes to, with the words for it.
#[derive(Debug, Clone, Default)]
pub struct Verdict {
    /// The class, where something is decided.
    pub class: Option<Class>,
    /// Words on the badge.
    pub word: String,
    /// The sentence beside it.
    pub said: String,
}

/// A table. Its first column names the row.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// The columns.
    pub head: Vec<String>,
    /// The rows, each as wide as the head.
    pub rows: Vec<Vec<String>>,
}

#[derive(Template)]
#[template(path = "sheet.html", escape = "html")]
struct Page<'a> {
    sheet: &'a Sheet,
    texts: &'a Catalogue,
    language: &'static str,
    version: &'a str,
    colours: String,
    running: String,
    numbered: [String; 2],
}

impl Page<'_> {
    fn t(&self, key: &str) -> &str {
        self.texts.text(key)
    }

    fn figure(&self, chart: &Chart) -> Option<(String, String)> {
        draw::chart(chart, false, self.texts).map(|svg| (svg, self.texts.say(chart.title())))
    }
}

impl Verdict {
    fn css(&self) -> String {
        self.class.map_or_else(|| "none".to_owned(), |class| class_key(class).trim_start_matches("class.").replace('_', "-"))
    }
}

/// The page as bytes.
///
/// # Panics
/// If a chart names a key that has no text.
pub fn render(sheet: &Sheet, texts: &Catalogue, version: &str) -> Vec<u8> {
    let page = Page {
        sheet,
        texts,
        language: texts.language().code(),
        version,
        colours: colours(),
        running: style_string(&sheet.title),
        numbered: [
            style_string(&format!("{} ", texts.text("report.page"))),
            style_string(&format!(" {} ", texts.text("report.of"))),
        ],
    };
    page.render().expect("a page into a string cannot fail").into_bytes()
}
