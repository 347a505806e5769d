//! Whole jobs into a report.

use std::path::{Path, PathBuf};

pub use super::assess::Before;

use super::{Error, Setting, VERSION, assess, output::Output, plan, recordings, uncertainty};
use crate::domain::{Assessment, Phrase};
use crate::guideline::{explain, identity};
use crate::input::Options;
use crate::report::{self, Format, Guideline};
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
    /// Language and law.
    pub setting: Setting,
}

/// Assesses and writes; returns what was found.
///
/// # Errors
/// When the format is not known, a file cannot be read or is refused, or the report cannot be written.
pub fn run(request: &Request, texts: &Catalogue) -> Result<Assessment, Error> {
    let format = format(request.format.as_deref(), request.out.as_deref())?;
    let plan = request.plan.as_deref().map(plan::load).transpose()?;
    let mut assessment = assess::compared(
        &request.files,
        &request.before,
        request.portfolio,
        &request.options,
        &request.recordings,
        request.setting,
    )?;
    if let Some(plan) = plan {
        plan::merge_into(&mut assessment, plan);
    }
    Output::write_whole(request.out.as_deref(), &bytes(&assessment, texts, format))?;
    Ok(assessment)
}

/// The report as bytes.
pub fn bytes(assessment: &Assessment, texts: &Catalogue, format: Format) -> Vec<u8> {
    let guideline = Guideline { title: identity::title(), version: identity::version(), note: identity::note() };
    let mut background = explain::for_report();
    background.extend(assessment.profile.as_ref().map(|profile| uncertainty::section(profile, texts.language())));
    let context = report::Context { texts, tool_version: VERSION, generated: None, guideline, background };
    report::render(assessment, &context, format)
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
