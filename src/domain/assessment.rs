//! The one result model: everything that a report says comes from here.

use super::chart::Chart;
use super::{Class, Comparison, Date, Finding, Jurisdiction, Origin, Phrase, Portfolio, Problem, Profile, Unit};

/// The result for all files of a run.
#[derive(Debug, Clone)]
pub struct Assessment {
    /// Whose law.
    pub jurisdiction: Jurisdiction,
    /// The files that were read.
    pub inputs: Vec<InputFile>,
    /// Rows in all files, without wholly empty ones.
    pub rows: u64,
    /// Rows of which a cell could not be used.
    pub rejected: u64,
    /// Working days, in the order of the files.
    pub jobs: Vec<Job>,
    /// Everything that was wrong, in the order of the files.
    pub problems: Vec<Problem>,
    /// The typical errors that were used where a file states none.
    pub profile: Option<Profile>,
    /// What must be said of the files: columns that are not known, a decimal style that was taken.
    pub notes: Vec<Phrase>,
    /// The work before, held against this, where it was asked for.
    pub comparison: Option<Comparison>,
    /// All workstations together, where there are many or it was asked for.
    pub portfolio: Option<Portfolio>,
    /// What is to be done about it, by whom and before when.
    pub plan: super::Plan,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// Its name as the user gave it.
    pub file: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its rows, without wholly empty ones.
    pub rows: u64,
}

/// One working day of one exposure group.
#[derive(Debug, Clone)]
pub struct Job {
    /// Organisation, as entered.
    pub organisation: String,
    /// Department, as entered.
    pub department: String,
    /// Workstation, as entered.
    pub workstation: String,
    /// Job, as entered.
    pub job: String,
    /// The people who do this work in one day.
    pub exposure_group: String,
    /// The day of the observation.
    pub date: Option<Date>,
    /// The length of the working day, h.
    pub workday_hours: f64,
    /// Whether that length was assumed.
    pub workday_hours_assumed: bool,
    /// The worst class of the day's findings and of its tasks.
    pub class: Option<Class>,
    /// The method that gave it.
    pub class_from: Option<&'static str>,
    /// Why it may be higher than it says; empty if it is complete.
    pub incomplete: Vec<Phrase>,
    /// Whether the class rests on weak ground.
    pub provisional: bool,
    /// Findings of the day.
    pub findings: Vec<Finding>,
    /// Its tasks.
    pub tasks: Vec<TaskResult>,
    /// What to do, in the order of occupational hygiene.
    pub measures: Vec<Advice>,
    /// What the guideline advises against.
    pub advised_against: Vec<Advice>,
    /// Where the guideline says nothing about what was found.
    pub silences: Vec<Phrase>,
}

impl Job {
    /// Whether anything of it could not be assessed.
    pub fn is_incomplete(&self) -> bool {
        !self.incomplete.is_empty() || self.tasks.iter().any(|task| !task.incomplete.is_empty())
    }

    /// Drops charts and calculation sheets.
    pub fn forget_drawings(&mut self) {
        for finding in self.findings.iter_mut().chain(self.tasks.iter_mut().flat_map(|task| &mut task.findings)) {
            finding.charts = Vec::new();
            finding.sheet = Vec::new();
        }
        for takes in self.tasks.iter_mut().flat_map(|task| &mut task.takes) {
            takes.chart = None;
        }
    }

    /// How soon it needs somebody's attention: by class, then by how many tasks have it, then by
    /// whether more may be the matter. A day of which nothing is known stands above one that is
    /// known not to exceed anything.
    pub fn urgency(&self) -> (u8, usize, bool) {
        let incomplete = self.is_incomplete();
        let place = match self.class {
            Some(Class::VeryHigh) => 5,
            Some(Class::High) => 4,
            Some(Class::Increased) => 3,
            None if incomplete => 2,
            Some(Class::Acceptable) => 1,
            None => 0,
        };
        let tasks = self.tasks.iter().filter(|task| task.class.is_some() && task.class == self.class).count();
        (place, tasks, incomplete)
    }
}

/// One task.
#[derive(Debug, Clone)]
pub struct TaskResult {
    /// Its name.
    pub task: String,
    /// The rows that it was read from.
    pub origins: Vec<Origin>,
    /// The worst class of its findings.
    pub class: Option<Class>,
    /// The method that gave it.
    pub class_from: Option<&'static str>,
    /// Why it may be higher than it says; empty if it is complete.
    pub incomplete: Vec<Phrase>,
    /// Whether the class rests on weak ground.
    pub provisional: bool,
    /// What the findings say together: where two methods disagree, and why.
    pub remarks: Vec<Phrase>,
    /// Its findings.
    pub findings: Vec<Finding>,
    /// What it would take to bring it down, by each method that knows a way.
    pub takes: Vec<Takes>,
    /// What it was entered with: column and value as printed in the data annex.
    pub entered: Vec<(super::Column, super::Arg)>,
    /// How far these may be off.
    pub doubts: Vec<(super::Column, super::Doubt)>,
}

/// What it would take to bring a task below its limit.
#[derive(Debug, Clone, PartialEq)]
pub struct Takes {
    /// The method that judges every change.
    pub method: &'static str,
    /// Where the task stands now, and where it should come.
    pub intro: Phrase,
    /// What the results of the rows are: an index, a total.
    pub result: Phrase,
    /// The ways, the smallest change first.
    pub rows: Vec<TakesRow>,
    /// What does not suffice alone.
    pub insufficient: Option<Phrase>,
    /// What else must be said.
    pub remark: Vec<Phrase>,
    /// The outcome over the most powerful variable.
    pub chart: Option<Chart>,
}

/// One way down.
#[derive(Debug, Clone, PartialEq)]
pub struct TakesRow {
    /// What changes: each with the gaps `column`, `from` and `to`.
    pub changes: Vec<Phrase>,
    /// The index or total that it gives, in the phrase's only gap.
    pub result: Phrase,
    /// Its class.
    pub class: Class,
    /// The probability that it reaches the target, where errors of measurement were stated.
    pub certainty: Option<f64>,
    /// The ids of the measures that it realises.
    pub measures: Vec<&'static str>,
}

impl TakesRow {
    /// The result, with how probable it is that the target is reached where that is known.
    pub fn said_result(&self) -> Phrase {
        match self.certainty {
            None => self.result.clone(),
            Some(share) => Phrase::new("takes.certain").phrase("result", self.result.clone()).number(
                "p",
                (share * 100.0).round().clamp(1.0, 99.0),
                Unit::Percent,
            ),
        }
    }
}

/// A measure that the guideline names, and why it is named here.
#[derive(Debug, Clone, PartialEq)]
pub struct Advice {
    /// The entry's id in the measures table.
    pub id: &'static str,
    /// Where it stands in the order of occupational hygiene.
    pub level: Level,
    /// Its text, by key.
    pub text: Phrase,
    /// The scheme of its evidence: `GRADE`, `EBRO`, …
    pub scheme: &'static str,
    /// The grade in that scheme.
    pub grade: Phrase,
    /// The effect that was found.
    pub effect: Phrase,
    /// The outcome that the effect is about.
    pub outcome: Phrase,
    /// Document and lines.
    pub source: Phrase,
    /// Whether it stands in the guideline's own documents.
    pub in_guideline: bool,
    /// The methods whose findings ask for it.
    pub because: Vec<&'static str>,
}

/// The order of occupational hygiene: what takes the hazard away comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Take the hazard away.
    Elimination,
    /// Change the workplace.
    Technical,
    /// Change the work.
    Organisational,
    /// Equip or train the worker.
    Worker,
    /// Advised against.
    Discouraged,
}

impl Level {
    /// The key in JSON and texts (`level.<key>`).
    pub const fn key(self) -> &'static str {
        match self {
            Self::Elimination => "elimination",
            Self::Technical => "technical",
            Self::Organisational => "organisational",
            Self::Worker => "worker",
            Self::Discouraged => "discouraged",
        }
    }
}
