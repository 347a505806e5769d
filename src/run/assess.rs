//! Task files into one assessment.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use sha2::{Digest, Sha256};

use super::watch::Watch;
use super::{Error, Setting, recordings};
use crate::assess::{Entry, assess, compare, portfolio, working_days};
use crate::domain::comparison::{Basis, Period};
use crate::domain::{Assessment, Column, Date, InputFile, Job, Origin, Phrase, Problem, WorkingDay};
use crate::input::{self, Header, Options, read_table_beside};

/// What is asked of task files.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The files.
    pub files: &'a [PathBuf],
    /// The work before, to hold against them.
    pub before: &'a Before,
    /// Whether a portfolio of all workstations is made of few of them too.
    pub together: bool,
    /// Whether charts and calculation sheets are kept. A workbook shows none of them, and of many
    /// tasks they take much memory.
    pub drawn: bool,
    /// How the files are read.
    pub options: &'a Options,
    /// How the recordings that rows name are measured.
    pub measured: &'a recordings::Options,
    /// Language and law.
    pub setting: Setting,
}

/// Assesses the task files as one investigation, and holds the work before against it.
///
/// # Errors
/// When a file cannot be read, or is refused as a whole; when there is no work on the days that
/// are asked for.
pub fn compared(asked: &Asked, heard: Heard) -> Result<Assessment, Error> {
    let mut after = listened(asked.files, asked, &mut *heard)?;
    match asked.before {
        Before::NotAsked => {}
        Before::Files(paths) => {
            let mut before = listened(paths, asked, heard)?;
            let basis = Basis::Files { inputs: before.inputs, rows: before.rows, rejected: before.rejected };
            after.comparison = Some(compare::compare(&before.jobs, &after.jobs, basis));
            after.problems.append(&mut before.problems);
            after.notes.append(&mut before.notes);
        }
        Before::Dates { before, after: until } => by_date(&mut after, *before, *until)?,
    }
    if asked.together || after.jobs.len() > portfolio::AUTOMATIC {
        after.portfolio = Some(portfolio::portfolio(&after.jobs));
    }
    Ok(after)
}

/// Where the work before is found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Before {
    /// It is not asked for.
    #[default]
    NotAsked,
    /// In task files of its own.
    Files(Vec<PathBuf>),
    /// In the same files, observed on other days.
    Dates {
        /// On which days.
        before: Period,
        /// On which days the work after was observed; `None`: on all others.
        after: Option<Period>,
    },
}

/// Parts the working days by their dates: what was observed before becomes the other side of the
/// comparison, the rest is the report. Days on neither side are left out, and that is said.
fn by_date(assessment: &mut Assessment, before: Period, after: Option<Period>) -> Result<(), Error> {
    let (old, rest): (Vec<Job>, Vec<Job>) =
        std::mem::take(&mut assessment.jobs).into_iter().partition(|job| before.contains(job.date));
    let (new, other): (Vec<Job>, Vec<Job>) =
        rest.into_iter().partition(|job| after.is_none_or(|after| after.contains(job.date)));
    for (side, key) in [(&old, "run.compare.none_before"), (&new, "run.compare.none_after")] {
        if side.is_empty() {
            let days = old.iter().chain(&new).chain(&other).filter_map(|job| job.date);
            let days: BTreeSet<String> = days.map(|date| date.to_string()).collect();
            let days = if days.is_empty() { "–".to_owned() } else { days.into_iter().collect::<Vec<_>>().join(", ") };
            return Err(Error::Usage(Phrase::new(key).text("dates", days)));
        }
    }
    if !other.is_empty() {
        assessment.notes.push(Phrase::new("run.compare.left_out").exact("n", other.len() as f64));
    }
    assessment.comparison = Some(compare::compare(&old, &new, Basis::Dates { before, after }));
    assessment.plan = crate::assess::plan::plan(&new);
    assessment.jobs = new;
    Ok(())
}

/// Says how a comparison could be asked for on the command line, where it was not: a group that was
/// observed on several days may be before and after, or only two days. Which they are is for who runs
/// the program to say; a reader of the report can do nothing with it.
pub fn offer(jobs: &[Job]) -> Option<Phrase> {
    let mut days: BTreeMap<compare::GroupKey, BTreeSet<Date>> = BTreeMap::new();
    for job in jobs {
        if let Some(date) = job.date {
            days.entry(compare::group_key(job)).or_default().insert(date);
        }
    }
    let several: Vec<&BTreeSet<Date>> = days.values().filter(|dates| dates.len() > 1).collect();
    let (first, last) =
        (several.iter().filter_map(|dates| dates.first()).min()?, several.iter().filter_map(|dates| dates.last()).max()?);
    let offer = match several.len() {
        1 => Phrase::new("run.compare.offer.one"),
        n => Phrase::new("run.compare.offer.many").exact("n", n as f64),
    };
    Some(offer.text("first", first.to_string()).text("last", last.to_string()))
}

/// Assesses the task files as one investigation.
///
/// # Errors
/// When a file cannot be read, or is refused as a whole.
pub fn files(
    paths: &[PathBuf],
    options: &Options,
    measured: &recordings::Options,
    setting: Setting,
) -> Result<Assessment, Error> {
    let asked = Asked { files: paths, before: &Before::NotAsked, together: false, drawn: true, options, measured, setting };
    listened(paths, &asked, &mut |_, _| {})
}

/// Hears how many working days of how many were judged.
pub type Heard<'a> = &'a mut dyn FnMut(u64, u64);

fn listened(paths: &[PathBuf], asked: &Asked, heard: Heard) -> Result<Assessment, Error> {
    let mut read = Files::default();
    for path in paths {
        read.add(path, asked.options)?;
    }
    let mut assessment = read.assess(asked, heard);
    assessment.profile = asked.options.uncertainty.as_deref().filter(|profile| !profile.rows.is_empty()).cloned();
    Ok(assessment)
}

/// What was read of all files.
#[derive(Debug, Default)]
struct Files {
    inputs: Vec<InputFile>,
    entries: Vec<Entry>,
    problems: Vec<Problem>,
    notes: Vec<Phrase>,
    headers: Vec<(String, Header)>,
}

impl Files {
    fn add(&mut self, path: &Path, options: &Options) -> Result<(), Error> {
        let bytes = read_whole(path)?;
        let results: Vec<&str> = super::score::result_names().collect();
        let table = read_table_beside(&bytes, options, &results).map_err(|error| Error::input(path, error))?;
        let file = path.display().to_string();
        self.headers.push((file.clone(), table.header.clone()));
        self.inputs.push(InputFile { file: file.clone(), sha256: sha256(&bytes), rows: table.rows.len() as u64 });
        self.notes.extend(
            table.notes.into_iter().map(|note| Phrase::new("run.note").text("file", file.clone()).phrase("note", note)),
        );
        for row in table.rows {
            self.problems.extend(row.faults.iter().map(|fault| input::problem(&file, &table.header, row.number, fault)));
            if let Some(fault) = row.broken {
                self.problems.push(input::row_problem(&file, row.number, fault));
                continue;
            }
            let origin = Origin { file: file.clone(), row: row.number };
            self.entries.push(Entry { origin, cells: row.cells, texts: row.texts, date: row.date });
        }
        Ok(())
    }

    fn assess(mut self, asked: &Asked, heard: Heard) -> Assessment {
        let (mut days, problems) = working_days(&std::mem::take(&mut self.entries));
        self.problems.extend(problems);
        for day in &mut days {
            self.problems.extend(recordings::read(day, asked.measured));
        }
        let mut jobs = Vec::with_capacity(days.len());
        for (job, problems) in judged(&days, asked, heard) {
            jobs.push(job);
            self.problems.extend(problems);
        }
        for problem in &mut self.problems {
            let header = self.headers.iter().find(|(file, _)| *file == problem.file).map(|(_, header)| header);
            let column = problem.column.as_deref().and_then(Column::from_name);
            // As it stands in the file; its key where the file has no such column.
            if let (Some(header), Some(column)) = (header, column) {
                problem.column = Some(header.name(column).to_owned());
            }
        }
        let place = |file: &str| self.inputs.iter().position(|input| input.file == file);
        self.problems.sort_by_key(|problem| (place(&problem.file), problem.row));
        let rejected: BTreeSet<_> = self.problems.iter().filter_map(|p| Some((p.file.clone(), p.row?))).collect();
        Assessment {
            jurisdiction: asked.setting.jurisdiction,
            rows: self.inputs.iter().map(|input| input.rows).sum(),
            rejected: rejected.len() as u64,
            inputs: self.inputs,
            plan: crate::assess::plan::plan(&jobs),
            jobs,
            problems: self.problems,
            notes: self.notes,
            comparison: None,
            portfolio: None,
            profile: None,
        }
    }
}

/// Days for which it does not pay to start a thread.
const FEW: usize = 16;

/// Judges the working days, on all processors; the outcome is in the order of the days.
fn judged(days: &[WorkingDay], asked: &Asked, heard: Heard) -> Vec<(Job, Vec<Problem>)> {
    let next = AtomicUsize::new(0);
    let work = |heard: Heard| {
        let mut done = Vec::new();
        while let at = next.fetch_add(1, Ordering::Relaxed)
            && let Some(day) = days.get(at)
        {
            let (mut job, problems) = assess(day, asked.setting.context());
            if !asked.drawn {
                job.forget_drawings();
            }
            done.push((at, (job, problems)));
            heard(next.load(Ordering::Relaxed).min(days.len()) as u64, days.len() as u64);
        }
        done
    };
    let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let mut all = std::thread::scope(|scope| {
        let others: Vec<_> =
            (1..processors.min(days.len().div_ceil(FEW))).map(|_| scope.spawn(|| work(&mut |_, _| {}))).collect();
        let mut all = work(heard);
        for other in others {
            all.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        all
    });
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, judged)| judged).collect()
}

/// The bytes of a file, or of standard input for `-`.
pub(super) fn read_whole(path: &Path) -> Result<Vec<u8>, Error> {
    let io = |error| Error::io(path, error);
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map_err(io)?;
        return Ok(bytes);
    }
    let watch = Watch::now(path);
    let bytes = std::fs::read(path).map_err(io)?;
    watch.check(path)?;
    Ok(bytes)
}

/// SHA-256 in hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// Bytes in hexadecimal.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        use std::fmt::Write;
        write!(text, "{byte:02x}").expect("a string takes all that is written to it");
        text
    })
}
