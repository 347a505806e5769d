//! The plan of action: read an earlier one, join it with what is found now, change a line, write it.
//!
//! The form and the command line do the same: [`load`], [`merge_into`], [`edit`], [`save`].

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::assess::{Before, Heard, read_whole};
use super::output::Output;
use super::{Error, Setting, assess, recordings};
use crate::assess::plan as core;
use crate::domain::plan::{Entered, PlanColumn, PlanEntry, PlanLine, Standing};
use crate::domain::{Arg, Assessment, Class, Date, Language, Phrase, Plan, Problem};
use crate::input::plan as file;
use crate::input::{Dialect, Options};
use crate::report::{self, plan as words};
use crate::text::{Catalogue, catalogue};

pub use crate::input::plan::ReadPlan;

/// What is asked of `plan`.
#[derive(Debug, Clone)]
pub struct Request {
    /// The task files.
    pub files: Vec<PathBuf>,
    /// How they are read.
    pub options: Options,
    /// How the recordings that rows name are measured.
    pub recordings: recordings::Options,
    /// An earlier plan.
    pub plan: Option<PathBuf>,
    /// Where the plan goes; standard output, as CSV, if nowhere.
    pub out: Option<PathBuf>,
    /// Language and law.
    pub setting: Setting,
}

/// A form in which a plan can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text, as a spreadsheet program of the language opens it without a question.
    Csv,
    /// A workbook with the plan and the lists behind it.
    Xlsx,
}

impl Format {
    /// The form that the ending of `path` says.
    ///
    /// # Errors
    /// When it says none.
    pub fn of(path: &Path) -> Result<Self, Error> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            Some("csv" | "txt") => Ok(Self::Csv),
            Some("xlsx") => Ok(Self::Xlsx),
            _ => Err(Error::Usage(Phrase::new("run.plan.format").text("file", path.display().to_string()))),
        }
    }
}

/// Makes the plan of the task files, with what an earlier plan says, and writes it. Returns what
/// was found; the plan stands in it.
///
/// # Errors
/// When the format is not known, a file cannot be read or is refused, or the plan cannot be written.
pub fn run(request: &Request, texts: &Catalogue, heard: Heard) -> Result<Assessment, Error> {
    let to_file = request.out.as_deref().filter(|out| *out != Path::new("-"));
    let format = to_file.map_or(Ok(Format::Csv), Format::of)?;
    let asked = assess::Asked {
        files: &request.files,
        before: &Before::NotAsked,
        together: false,
        drawn: false,
        options: &request.options,
        measured: &request.recordings,
        setting: request.setting,
    };
    let mut assessment = assess::compared(&asked, heard)?;
    if let Some(plan) = &request.plan {
        merge_into(&mut assessment, load(plan)?);
    }
    Output::write_whole(request.out.as_deref(), &bytes(&assessment.plan, texts, format))?;
    Ok(assessment)
}

/// Reads a plan file: the plan sheet of a report, or a table with the same columns.
///
/// # Errors
/// When it cannot be read, or is no plan.
pub fn load(path: &Path) -> Result<ReadPlan, Error> {
    let bytes = read_whole(path)?;
    file::read(&bytes, &path.display().to_string()).map_err(|error| Error::input(path, error))
}

/// Puts what people entered in an earlier plan into the plan of `assessment`, and the problems of
/// the plan file to its problems.
pub fn merge_into(assessment: &mut Assessment, read: ReadPlan) {
    let classes: Vec<(String, Class)> = read
        .plan
        .lines
        .iter()
        .filter_map(|line| Some((line.text(PlanColumn::Id).to_owned(), class_of(line.text(PlanColumn::Class))?)))
        .collect();
    let lines = read.plan.lines.clone();
    assessment.plan = core::merge(std::mem::take(&mut assessment.plan), read.plan);
    assessment.problems.extend(reworded(&assessment.plan, &lines, &read.file, &read.names));
    for entry in assessment.plan.entries.iter_mut().filter(|entry| entry.standing != Standing::Found) {
        entry.risk.class = classes.iter().find(|(id, _)| *id == entry.id).map(|(_, class)| *class);
    }
    assessment.problems.extend(read.problems);
}

/// The columns whose words follow from the line's id alone: where a file has other words under the
/// same id, a person changed them.
const FIXED: [PlanColumn; 4] = [PlanColumn::Group, PlanColumn::Task, PlanColumn::Level, PlanColumn::Measure];

/// The cells that a person changed in a column that is computed, and that the plan has as computed.
fn reworded(plan: &Plan, lines: &[PlanLine], file: &str, names: &[(PlanColumn, String)]) -> Vec<Problem> {
    let languages = Language::ALL.map(super::texts);
    let mut seen = BTreeSet::new();
    let mut problems = Vec::new();
    for line in lines {
        let id = line.text(PlanColumn::Id).trim();
        // A second line with the id of another became a line of the user's own, with all its words.
        let found = plan.find(id).filter(|entry| entry.standing == Standing::Found && seen.insert(id));
        let Some(entry) = found else { continue };
        for column in FIXED {
            let there = line.text(column);
            let same = |texts: &Catalogue| tidy(&words::cell(entry, column, texts)) == tidy(there);
            if there.is_empty() || languages.iter().any(same) {
                continue;
            }
            problems.push(Problem {
                file: file.to_owned(),
                row: Some(line.row),
                column: names.iter().find(|(known, _)| *known == column).map(|(_, name)| name.clone()),
                found: there.to_owned(),
                expected: Phrase::new("run.plan.expected.computed"),
                remedy: Phrase::new("run.plan.remedy.computed"),
            });
        }
    }
    problems
}

/// Blanks at the ends and between words do not make other words.
fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The class that a word of either language names.
fn class_of(word: &str) -> Option<Class> {
    let word = word.trim().to_lowercase();
    let named = |class: &Class| {
        word == class.key()
            || Language::ALL.iter().any(|language| {
                let words = Catalogue::new(*language, [catalogue::COMMON]);
                words.arg(&Arg::Class(*class)).to_lowercase() == word
            })
    };
    Class::ALL.into_iter().find(named)
}

/// Sets what a person fills in, in one line of the plan.
///
/// # Errors
/// The problem, when the plan has no such line, the column is computed, or the value cannot be
/// read; the plan is then unchanged.
pub fn edit(plan: &mut Plan, id: &str, column: PlanColumn, text: &str) -> Result<(), Box<Problem>> {
    let wrong = |expected, remedy| {
        Box::new(Problem {
            file: id.to_owned(),
            row: None,
            column: Some(column.key().to_owned()),
            found: text.to_owned(),
            expected: Phrase::new(expected),
            remedy: Phrase::new(remedy),
        })
    };
    if !column.is_entered() {
        return Err(wrong("run.plan.expected.entered", "run.plan.remedy.entered"));
    }
    let Some(entry) = plan.entries.iter_mut().find(|entry| entry.id == id) else {
        return Err(wrong("run.plan.expected.line", "run.plan.remedy.line"));
    };
    let mut follow = entry.follow.clone();
    if !file::set(&mut follow, column, text) {
        return Err(Box::new(file::problem(id, None, column.key(), column, text)));
    }
    entry.follow = follow;
    Ok(())
}

/// Writes the plan as the whole of `path`, in the form that its ending says: whole or not at all.
///
/// # Errors
/// When the ending says no form, or the file cannot be written.
pub fn save(plan: &Plan, path: &Path, texts: &Catalogue) -> Result<(), Error> {
    let format = Format::of(path)?;
    Output::write_whole(Some(path), &bytes(plan, texts, format))
}

/// The plan as bytes.
pub fn bytes(plan: &Plan, texts: &Catalogue, format: Format) -> Vec<u8> {
    match format {
        Format::Csv => csv(plan, texts),
        Format::Xlsx => report::plan_workbook(plan, texts),
    }
}

/// As a spreadsheet program of the language opens it.
fn csv(plan: &Plan, texts: &Catalogue) -> Vec<u8> {
    let dialect = match texts.language() {
        Language::Dutch => Dialect::DUTCH,
        Language::English => Dialect::ENGLISH,
    };
    let mut out = csv::WriterBuilder::new()
        .delimiter(dialect.delimiter)
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let names = PlanColumn::ALL.iter().map(|column| match texts.language() {
        Language::Dutch => column.nl(),
        Language::English => column.key(),
    });
    let header: Vec<String> = names.map(str::to_owned).chain(plan.extra.iter().map(|name| file::guarded(name))).collect();
    let mut write = |record: Vec<String>| out.write_record(&record).expect("memory takes what is written to it");
    write(header);
    for (at, entry) in plan.entries.iter().enumerate() {
        write(record(entry, at + 1, plan.extra.len(), texts));
    }
    out.into_inner().unwrap_or_default()
}

fn record(entry: &PlanEntry, rank: usize, extra: usize, texts: &Catalogue) -> Vec<String> {
    let cell = |column: &PlanColumn| match *column {
        PlanColumn::Rank => rank.to_string(),
        PlanColumn::Date => entry.place.date.map(day).unwrap_or_default(),
        PlanColumn::Due => dated(&entry.follow.due),
        PlanColumn::Remeasure => dated(&entry.follow.remeasure),
        column => file::guarded(&words::cell(entry, column, texts)),
    };
    let own = (0..extra).map(|at| entry.follow.extra.get(at).map(|text| file::guarded(text)).unwrap_or_default());
    PlanColumn::ALL.iter().map(cell).chain(own).collect()
}

fn dated(entered: &Entered<Date>) -> String {
    match entered {
        Entered::Empty => String::new(),
        Entered::Value(date) => day(*date),
        Entered::Unread(text) => file::guarded(text),
    }
}

/// ISO 8601, which spreadsheet programs of every language take for a day.
fn day(date: Date) -> String {
    date.to_string()
}
