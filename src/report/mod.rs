//! Reports: an [`Assessment`] and texts into bytes.
//!
//! A report decides nothing. Every class, reason, limit and sentence comes from the assessment;
//! what happens here is order, layout and the words between them. The same assessment gives the
//! same bytes: no clock, no hash order.

mod draw;
mod html;
mod json;
mod markdown;
mod palette;
#[cfg(feature = "pdf")]
mod pdf;
pub mod piece;
pub mod plan;
pub mod sheet;
mod view;
mod xlsx;

use crate::domain::{Assessment, Class, Date, Phrase, Section};
use crate::text::Catalogue;

/// The words of reports, CSV `key,nl,en`.
pub const TEXT: &str = include_str!("text.csv");

/// The words of the comparison of before and after, CSV `key,nl,en`.
pub const COMPARE_TEXT: &str = include_str!("compare.csv");

/// The words of all workstations together, CSV `key,nl,en`.
pub const PORTFOLIO_TEXT: &str = include_str!("portfolio.csv");

/// A form in which a report can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// One page that needs nothing beside it.
    Html,
    /// For a terminal or a wiki.
    Markdown,
    /// For programs: the contract `rugwijzer/report/1`.
    Json,
    /// For sorting, filtering and follow-up: a workbook.
    Xlsx,
    /// On paper.
    #[cfg(feature = "pdf")]
    Pdf,
}

impl Format {
    /// All forms.
    pub const ALL: &'static [Self] = &[
        Self::Html,
        Self::Markdown,
        Self::Json,
        Self::Xlsx,
        #[cfg(feature = "pdf")]
        Self::Pdf,
    ];

    /// The ending of a file in this form, also its name on the command line.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Json => "json",
            Self::Xlsx => "xlsx",
            #[cfg(feature = "pdf")]
            Self::Pdf => "pdf",
        }
    }

    /// The form of files with this ending, in lower case.
    pub fn from_ending(ending: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.ending() == ending)
    }
}

/// What a report needs beside the assessment.
#[derive(Debug, Clone)]
pub struct Context<'a> {
    /// All texts of the report's language: those of every method, of the guideline, [`TEXT`] and
    /// the common ones.
    pub texts: &'a Catalogue,
    /// The version of this program.
    pub tool_version: &'a str,
    /// The day that the report is made, if it is to be printed.
    pub generated: Option<Date>,
    /// For whom and by whom it is made.
    pub about: About,
    /// The guideline.
    pub guideline: Guideline,
    /// What the guideline has to say beside measures: sections of the appendix.
    pub background: Vec<Section>,
}

/// What the adviser says of the report itself. What is empty does not appear.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct About {
    /// For whom.
    pub client: String,
    /// What was asked.
    pub question: String,
    /// Who made it.
    pub author: String,
    /// What stands on the cover.
    pub logo: Option<Logo>,
}

/// A picture for the cover, looked at by whoever read it: a report only places it.
#[derive(Debug, Clone, PartialEq)]
pub struct Logo {
    /// Its form.
    pub form: LogoForm,
    /// The file.
    pub bytes: Vec<u8>,
}

/// The form of a logo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogoForm {
    /// Portable Network Graphics.
    Png,
    /// JPEG.
    Jpeg,
    /// Scalable Vector Graphics; placed as a picture, never as part of a page.
    Svg,
}

impl LogoForm {
    /// The name of the form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Svg => "svg",
        }
    }
}

/// Why a report could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Failure {
    /// What the typesetter says, in English.
    pub reason: String,
}

/// Which guideline the measures come from.
#[derive(Debug, Clone, PartialEq)]
pub struct Guideline {
    /// Its title.
    pub title: Phrase,
    /// Its version.
    pub version: Phrase,
    /// What must be known of its age.
    pub note: Phrase,
}

/// The report of `assessment`.
///
/// # Errors
/// When a picture or word from outside cannot be set in a PDF.
///
/// # Panics
/// If a key that the assessment names has no text; `tests/report.rs` and `tests/text.rs` look for
/// such keys.
pub fn render(assessment: &Assessment, context: &Context, format: Format) -> Result<Vec<u8>, Failure> {
    match format {
        Format::Html => Ok(html::render(assessment, context).into_bytes()),
        Format::Markdown => Ok(markdown::render(assessment, context).into_bytes()),
        Format::Json => Ok(json::render(assessment, context)),
        Format::Xlsx => Ok(xlsx::render(assessment, context)),
        #[cfg(feature = "pdf")]
        Format::Pdf => pdf::render(assessment, context),
    }
}

/// The plan of action alone, as a workbook.
pub fn plan_workbook(plan: &crate::domain::Plan, texts: &Catalogue) -> Vec<u8> {
    xlsx::plan_only(plan, texts)
}

/// The key of a class's word.
const fn class_key(class: Class) -> &'static str {
    match class {
        Class::Acceptable => "class.acceptable",
        Class::Increased => "class.increased",
        Class::High => "class.high",
        Class::VeryHigh => "class.very_high",
    }
}
