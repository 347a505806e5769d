//! Tasks into working days into results: every method asked, every finding joined with the
//! guideline's measures. Pure: the same rows give the same result.

mod certainty;
pub mod compare;
pub mod grouping;
pub mod headline;
pub mod plan;
pub mod portfolio;
pub mod redesign;
mod remarks;
pub mod row;

pub use grouping::{Entry, working_days};

use crate::domain::{
    Arg, Cell, Class, Column, ColumnSet, Date, Factor, FactorSet, Finding, Hazard, HazardSet, Job, Phrase, Problem, State,
    Task, TaskResult, WorkingDay,
};
use crate::guideline::{self, Ground};
use crate::method::{Context, METHODS, Scope};

/// The texts of this room, CSV `key,nl,en`.
pub const TEXT: &str = include_str!("text.csv");

/// The texts of how sure a class is, CSV `key,nl,en`.
pub const CERTAINTY_TEXT: &str = include_str!("certainty.csv");

/// Judges one working day. The problems are needed cells that are empty.
pub fn assess(day: &WorkingDay, context: Context) -> (Job, Vec<Problem>) {
    let mut of_tasks: Vec<Vec<Finding>> = vec![Vec::new(); day.tasks.len()];
    let mut of_day = Vec::new();
    let mut missing = vec![ColumnSet::EMPTY; day.tasks.len()];
    let mut reckoned = vec![ColumnSet::EMPTY; day.tasks.len()];
    for method in METHODS {
        let found = (method.day)(day, context);
        let mut sure = (method.certain)(day, context);
        let doubts = ColumnSet::of(method.doubts);
        let claimed = |at: usize| sure.day.is_some() || sure.tasks.get(at).is_some_and(Option::is_some);
        for (_, reckoned) in reckoned.iter_mut().enumerate().filter(|(at, _)| claimed(*at)) {
            *reckoned = reckoned.union(doubts);
        }
        if method.scope == Scope::Task {
            sure.tasks.resize(day.tasks.len(), None);
            for ((findings, mut finding), sure) in of_tasks.iter_mut().zip(found.tasks).zip(sure.tasks) {
                if let Some(sure) = sure {
                    certainty::add(&mut finding, sure);
                }
                findings.push(finding);
            }
        }
        of_day.extend(found.day.map(|mut finding| {
            if let Some(sure) = sure.day {
                certainty::add(&mut finding, sure);
            }
            finding
        }));
        for (place, columns) in found.missing {
            missing[place] = missing[place].union(columns);
        }
    }
    let problems = day.tasks.iter().zip(&missing).flat_map(|(task, columns)| missing_cells(task, *columns)).collect();
    let mut tasks: Vec<TaskResult> =
        day.tasks.iter().zip(of_tasks).map(|(task, findings)| task_result(task, findings)).collect();
    for ((result, task), reckoned) in tasks.iter_mut().zip(&day.tasks).zip(reckoned) {
        result.remarks.extend(remarks::doubt_unused(task, reckoned));
    }
    (job(day, of_day, tasks), problems)
}

/// A needed cell that is empty is a problem of the row; of repeats, of the first.
fn missing_cells(task: &Task, columns: ColumnSet) -> impl Iterator<Item = Problem> {
    let origin = task.origins[0].clone();
    columns.iter().map(move |column| Problem {
        file: origin.file.clone(),
        row: Some(origin.row),
        column: Some(column.key().to_owned()),
        found: String::new(),
        expected: Phrase::new("assess.expected.filled").with("column", Arg::Column(column)),
        remedy: Phrase::new("assess.remedy.filled"),
    })
}

fn task_result(task: &Task, mut findings: Vec<Finding>) -> TaskResult {
    for finding in &mut findings {
        if finding.state != State::NotMeasured {
            finding.assumptions.extend(task.assumptions.iter().cloned());
        }
    }
    let verdict = verdict(findings.iter());
    let mut incomplete = incompleteness(&findings);
    if !task.rejected.is_empty() {
        incomplete.insert(0, Phrase::new("assess.incomplete.rejected_cell"));
    }
    if remarks::lifting_needs_more(&findings) {
        incomplete.push(Phrase::new("assess.incomplete.lifting"));
    }
    TaskResult {
        task: task.name.clone(),
        origins: task.origins.clone(),
        class: verdict.class,
        class_from: verdict.from,
        provisional: verdict.provisional,
        incomplete,
        remarks: remarks::of_task(task, &findings),
        findings,
        takes: redesign::takes(&task.cells, &redesign::Limits::default(), redesign::Target::Acceptable),
        entered: entered(task),
        doubts: task.cells.doubts().to_vec(),
    }
}

/// A day as a phrase, for a sentence of the core.
pub(crate) fn date_phrase(date: Date) -> Phrase {
    let (year, month, day) = date.parts();
    Phrase::new("assess.date").text("day", day.to_string()).text("month", month.to_string()).text("year", year.to_string())
}

/// What was entered, for the data annex.
fn entered(task: &Task) -> Vec<(Column, Arg)> {
    let filled = Column::ALL.iter().filter(|&&column| task.cells.is_filled(column));
    filled
        .map(|&column| {
            let arg = match task.cells.get(column) {
                Cell::Number(value) => Arg::Exact(value),
                Cell::Choice(index) => Arg::Choice(column, index),
                _ => Arg::Text(task.text(column).to_owned()),
            };
            (column, arg)
        })
        .collect()
}

fn job(day: &WorkingDay, findings: Vec<Finding>, tasks: Vec<TaskResult>) -> Job {
    let of_tasks = verdict(tasks.iter().flat_map(|task| &task.findings));
    let of_day = verdict(findings.iter());
    let verdict = of_tasks.join(of_day);
    let mut incomplete = incompleteness(&findings);
    incomplete.extend(tasks.iter().filter(|task| !task.incomplete.is_empty()).map(|task| {
        Phrase::new("assess.incomplete.task")
            .text("task", task.task.clone())
            .with("reasons", Arg::Sentences(task.incomplete.iter().cloned().map(Arg::Phrase).collect()))
    }));
    if day.overfull {
        incomplete.push(Phrase::new("assess.incomplete.overfull"));
    }
    let grounds: Vec<Ground> = grounds_of(&findings, &tasks).map(|(.., ground)| ground).collect();
    let mut silences: Vec<Phrase> = Vec::new();
    // Where there is no class the guideline is not asked, but for a living load, which no class fits.
    let is_a_matter = |ground: &&Ground| match ground.class {
        Some(class) => class > Class::Acceptable,
        None => ground.factors.contains(Factor::Animal),
    };
    for ground in grounds.iter().filter(is_a_matter) {
        let all = ground.leading.map_or(ground.factors, |leading| ground.factors.with(leading));
        if let Some(silence) = guideline::silence(ground.hazard, ground.class, all)
            && !silences.contains(&silence)
        {
            silences.push(silence);
        }
    }
    Job {
        organisation: day.organisation.clone(),
        department: day.department.clone(),
        workstation: day.workstation.clone(),
        job: day.job.clone(),
        exposure_group: day.exposure_group.clone(),
        date: day.date,
        workday_hours: day.workday_hours,
        workday_hours_assumed: day.workday_hours_assumed,
        class: verdict.class,
        class_from: verdict.from,
        provisional: verdict.provisional,
        incomplete,
        measures: guideline::select(&grounds),
        advised_against: guideline::advised_against(),
        silences,
        findings,
        tasks,
    }
}

/// The class of several findings, and which of them gave it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Verdict<M> {
    pub(crate) class: Option<Class>,
    /// The method that gave it.
    pub(crate) from: Option<M>,
    pub(crate) provisional: bool,
}

impl<M: Copy> Verdict<M> {
    /// One finding more. The worst class counts, and of findings with the same class the first
    /// that does not rest on weak ground. Green is provisional as soon as any of it is.
    pub(crate) fn with(self, class: Option<Class>, from: M, provisional: bool) -> Self {
        let Some(found) = class else { return self };
        match self.class {
            Some(class) if found < class => self,
            Some(Class::Acceptable) if found == Class::Acceptable => {
                Self { provisional: self.provisional || provisional, ..self }
            }
            Some(class) if found == class && (provisional || !self.provisional) => self,
            _ => Self { class: Some(found), from: Some(from), provisional },
        }
    }

    fn join(self, other: Self) -> Self {
        other.from.map_or(self, |from| self.with(other.class, from, other.provisional))
    }
}

fn verdict<'a>(findings: impl Iterator<Item = &'a Finding>) -> Verdict<&'static str> {
    findings.fold(Verdict::default(), |verdict, finding| {
        verdict.with(finding.class, finding.method, !finding.provisional.is_empty())
    })
}

/// What could not be assessed: the method and its reasons.
fn incompleteness(findings: &[Finding]) -> Vec<Phrase> {
    let incomplete = findings.iter().filter(|finding| finding.incomplete);
    incomplete
        .map(|finding| {
            // What an assessed finding lacks stands among its doubts; its reasons say other things.
            let why = if finding.state == State::Assessed { &finding.provisional } else { &finding.reasons };
            let mut why: Vec<Arg> = why.iter().cloned().map(Arg::Phrase).collect();
            if why.is_empty() {
                why.push(Arg::Phrase(Phrase::new("assess.incomplete.part")));
            }
            Phrase::new("assess.incomplete.method")
                .with("method", Arg::Name(finding.method))
                .with("reasons", Arg::Sentences(why))
        })
        .collect()
}

/// What measures are chosen by, each with its finding and, of a task, the task. A living load is
/// named in every lifting finding of its task.
pub(crate) fn grounds_of<'a>(
    findings: &'a [Finding],
    tasks: &'a [TaskResult],
) -> impl Iterator<Item = (Option<&'a TaskResult>, &'a Finding, Ground)> {
    // What was not measured asks for nothing; vibration that is still to be measured does.
    let asks = |finding: &&Finding| finding.state != State::NotMeasured || !finding.factors.is_empty();
    let of_tasks = tasks.iter().flat_map(|task| &task.findings);
    let judged = findings.iter().chain(of_tasks).filter(|finding| finding.class.is_some() && !finding.incomplete);
    let judged = judged.fold(HazardSet::EMPTY, |set, finding| set.with(finding.hazard));
    let ground = move |finding, living| ground(finding, living, judged);
    let of_day = findings.iter().filter(asks).map(move |finding| (None, finding, ground(finding, FactorSet::EMPTY)));
    let of_tasks = tasks.iter().flat_map(move |task| {
        let living = task
            .findings
            .iter()
            .flat_map(|finding| &finding.factors)
            .filter(|factor| matches!(factor, Factor::Person | Factor::Animal))
            .fold(FactorSet::EMPTY, |set, factor| set.with(*factor));
        task.findings.iter().filter(asks).map(move |finding| (Some(task), finding, ground(finding, living)))
    });
    of_day.chain(of_tasks)
}

fn ground(finding: &Finding, living: FactorSet, judged: HazardSet) -> Ground {
    let factors = finding.factors.iter().fold(FactorSet::EMPTY, |set, factor| set.with(*factor));
    let factors = if finding.hazard == Hazard::Lifting { living.iter().fold(factors, FactorSet::with) } else { factors };
    Ground {
        hazard: finding.hazard,
        class: finding.class,
        factors,
        leading: finding.factors.first().copied(),
        judged,
        method: finding.method,
    }
}
