//! Whole jobs into a report.

use std::path::{Path, PathBuf};

pub use super::assess::{Before, Heard, offer};

use super::{Error, Setting, VERSION, assess, logo, output::Output, plan, recordings, uncertainty};
use crate::domain::{Assessment, Date, Phrase};
use crate::guideline::{explain, identity};
use crate::input::{self, Options};
use crate::report::{self, About, Format, Guideline};
use crate::text::Catalogue;

/// What is asked of a report.
#[derive(Debug, Clone)]
pub struct Request {
    /// The task files.
    pub files: Vec<PathBuf>,
    /// The work before, to hold against them.
    pub before: Before,
    /// Whether a portfolio of all workstations is made of few of them too.
    pub portfolio: bool,
    /// How they are read.
    pub options: Options,
    /// How the recordings that rows name are measured.
    pub recordings: recordings::Options,
    /// An earlier plan of action, whose follow-up goes on in this one.
    pub plan: Option<PathBuf>,
    /// Where it goes; standard output if nowhere.
    pub out: Option<PathBuf>,
    /// Its form; else it follows from the ending of `out`, and is Markdown without one.
    pub format: Option<String>,
    /// What the adviser says of the report itself.
    pub cover: Cover,
    /// Language and law.
    pub setting: Setting,
}

/// What the adviser says of a report; what is empty does not appear in it.
#[derive(Debug, Clone, Default)]
pub struct Cover {
    /// For whom it is made.
    pub client: String,
    /// What was asked.
    pub question: String,
    /// Who made it.
    pub author: String,
    /// The day that it is made. The program reads no clock, so that the same input gives the same bytes.
    pub date: Option<Date>,
    /// A picture for the cover.
    pub logo: Option<PathBuf>,
}

impl Cover {
    /// Reads what it names.
    ///
    /// # Errors
    /// When the logo cannot be read or is refused.
    pub fn read(&self) -> Result<About, Error> {
        let logo = self.logo.as_deref().map(logo::read).transpose()?;
        let words = |words: &str| words.trim().to_owned();
        Ok(About { client: words(&self.client), question: words(&self.question), author: words(&self.author), logo })
    }
}

/// A day as a task file writes it.
pub fn day(text: &str) -> Option<Date> {
    input::date::parse(text)
}

/// Assesses and writes; returns what was found.
///
/// # Errors
/// When the format is not known, a file cannot be read or is refused, or the report cannot be written.
pub fn run(request: &Request, texts: &Catalogue, heard: Heard) -> Result<Assessment, Error> {
    let format = format(request.format.as_deref(), request.out.as_deref())?;
    let about = request.cover.read()?;
    let plan = request.plan.as_deref().map(plan::load).transpose()?;
    let asked = assess::Asked {
        files: &request.files,
        before: &request.before,
        together: request.portfolio,
        drawn: format != Format::Xlsx,
        options: &request.options,
        measured: &request.recordings,
        setting: request.setting,
    };
    let mut assessment = assess::compared(&asked, heard)?;
    if let Some(plan) = plan {
        plan::merge_into(&mut assessment, plan);
    }
    let bytes = made(&assessment, texts, format, about, request.cover.date)?;
    Output::write_whole(request.out.as_deref(), &bytes)?;
    Ok(assessment)
}

/// The report as bytes, with nothing said of the report itself.
///
/// # Errors
/// When a word from outside cannot be set in a PDF.
pub fn bytes(assessment: &Assessment, texts: &Catalogue, format: Format) -> Result<Vec<u8>, Error> {
    covered(assessment, texts, format, &Cover::default())
}

/// The same behind a cover.
///
/// # Errors
/// Also when the logo cannot be read.
pub fn covered(assessment: &Assessment, texts: &Catalogue, format: Format, cover: &Cover) -> Result<Vec<u8>, Error> {
    made(assessment, texts, format, cover.read()?, cover.date)
}

fn made(
    assessment: &Assessment,
    texts: &Catalogue,
    format: Format,
    about: About,
    generated: Option<Date>,
) -> Result<Vec<u8>, Error> {
    let guideline = Guideline { title: identity::title(), version: identity::version(), note: identity::note() };
    let mut background = explain::for_report();
    background.extend(assessment.profile.as_ref().map(|profile| uncertainty::section(profile, texts.language())));
    let context = report::Context { texts, tool_version: VERSION, generated, about, guideline, background };
    report::render(assessment, &context, format)
        .map_err(|failure| Error::Unset(Phrase::new("run.report.unset").text("system", failure.reason)))
}

/// The form that is asked for.
fn format(named: Option<&str>, out: Option<&Path>) -> Result<Format, Error> {
    let ending = out.and_then(Path::extension).map(|ending| ending.to_string_lossy().to_lowercase());
    let Some(wanted) = named.map(str::to_lowercase).or(ending) else {
        return match out.filter(|out| *out != Path::new("-")) {
            None => Ok(Format::Markdown),
            Some(out) => Err(Error::Usage(Phrase::new("run.format.none").text("file", out.display().to_string()))),
        };
    };
    let known: Vec<&str> = Format::ALL.iter().map(|format| format.ending()).collect();
    Format::from_ending(&wanted).ok_or_else(|| {
        let key = match wanted.as_str() {
            "pdf" => "run.format.pdf",
            _ => "run.format.unknown",
        };
        Error::Usage(Phrase::new(key).text("format", wanted).text("known", known.join(", ")))
    })
}
