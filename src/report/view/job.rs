//! One working day, its tasks and their findings.

use std::collections::BTreeMap;

use super::{Badge, Fact, LevelView, MeasureView, Of, badge, entered, is_incomplete, job_badge, measure, method_name};
use super::{provisional_reasons, sentences, some};
use crate::domain::assessment::{Level, TaskResult};
use crate::domain::chart::Chart;
use crate::domain::column::Group;
use crate::domain::finding::Outcome;
use crate::domain::{Class, Column, Finding, Job, Origin, Phrase, State, Step, Unit};
use crate::text::{Catalogue, number};

/// One working day.
#[derive(Debug)]
pub(in crate::report) struct JobView<'a> {
    pub(in crate::report) rank: usize,
    pub(in crate::report) name: String,
    /// Organisation, department and date, on one line.
    pub(in crate::report) place: String,
    pub(in crate::report) badge: Badge,
    pub(in crate::report) decided: String,
    pub(in crate::report) facts: Vec<Fact>,
    pub(in crate::report) incomplete: Vec<String>,
    pub(in crate::report) provisional: Vec<String>,
    pub(in crate::report) findings: Vec<FindingView<'a>>,
    pub(in crate::report) quiet: Vec<Fact>,
    pub(in crate::report) tasks: Vec<TaskView<'a>>,
    pub(in crate::report) levels: Vec<LevelView>,
    pub(in crate::report) against: Vec<MeasureView>,
    pub(in crate::report) silences: Vec<String>,
}

/// One task.
#[derive(Debug)]
pub(in crate::report) struct TaskView<'a> {
    pub(in crate::report) number: usize,
    pub(in crate::report) name: String,
    pub(in crate::report) badge: Badge,
    pub(in crate::report) decided: String,
    pub(in crate::report) origin: String,
    pub(in crate::report) incomplete: Vec<String>,
    pub(in crate::report) entered: Vec<Fact>,
    pub(in crate::report) findings: Vec<FindingView<'a>>,
    pub(in crate::report) quiet: Vec<Fact>,
}

/// What one method says.
#[derive(Debug)]
pub(in crate::report) struct FindingView<'a> {
    pub(in crate::report) method: String,
    pub(in crate::report) badge: Badge,
    pub(in crate::report) label: Option<String>,
    /// The sentence of the state where there is no answer.
    pub(in crate::report) state: Option<String>,
    pub(in crate::report) provisional: Vec<String>,
    pub(in crate::report) reasons: Vec<String>,
    pub(in crate::report) assumptions: Vec<String>,
    pub(in crate::report) charts: Vec<&'a Chart>,
    pub(in crate::report) sheet: Vec<StepView>,
    pub(in crate::report) sources: String,
}

/// One line of a calculation sheet.
#[derive(Debug)]
pub(in crate::report) struct StepView {
    pub(in crate::report) what: String,
    pub(in crate::report) how: String,
    pub(in crate::report) result: String,
    pub(in crate::report) class: Option<Badge>,
}

/// The view of a working day that stands at `rank`.
pub(super) fn view<'a>(job: &'a Job, rank: usize, texts: &Catalogue) -> JobView<'a> {
    let (findings, quiet) = findings(&job.findings, texts);
    let name = name(job, texts);
    let mut incomplete = sentences(&job.incomplete, texts);
    if incomplete.is_empty() && is_incomplete(job) {
        for task in job.tasks.iter().filter(|task| !task.incomplete.is_empty()) {
            incomplete.push(format!("{}: {}", task.task, sentences(&task.incomplete, texts).join("; ")));
        }
    }
    let mut against: Vec<MeasureView> = Vec::new();
    against.extend(job.advised_against.iter().map(|advice| measure(advice, texts)));
    JobView {
        rank,
        place: place(job, texts),
        badge: job_badge(job, texts),
        decided: decided(job.class, job.class_from, &job.findings, &job.tasks, texts),
        facts: facts(job, &name, texts),
        incomplete,
        provisional: if job.provisional {
            provisional_reasons(job.class, &job.findings, &job.tasks).into_iter().map(|phrase| texts.say(phrase)).collect()
        } else {
            Vec::new()
        },
        findings,
        quiet,
        tasks: job.tasks.iter().enumerate().map(|(at, task)| self::task(task, at + 1, texts)).collect(),
        levels: levels(job, texts),
        against,
        silences: sentences(&job.silences, texts),
        name,
    }
}

/// What a working day is called.
pub(super) fn name(job: &Job, texts: &Catalogue) -> String {
    let parts: Vec<&str> = [job.workstation.trim(), job.job.trim()].into_iter().filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [] if !job.exposure_group.trim().is_empty() => job.exposure_group.clone(),
        [] => match job.tasks.as_slice() {
            [] => texts.text("report.job.unnamed").to_owned(),
            [only] => only.task.clone(),
            [first, ..] => texts.say(&Phrase::new("report.and_others").text("name", first.task.as_str())),
        },
        [one] => (*one).to_owned(),
        [station, job, ..] if station == job => (*station).to_owned(),
        parts => parts.join(" – "),
    }
}

fn place(job: &Job, texts: &Catalogue) -> String {
    let date = job.date.map(|date| texts.date(date)).unwrap_or_default();
    let parts = [job.organisation.trim(), job.department.trim(), date.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn facts(job: &Job, name: &str, texts: &Catalogue) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut add = |key: &str, value: String| {
        if !value.trim().is_empty() {
            facts.push(Fact { name: texts.text(key).to_owned(), value });
        }
    };
    add("report.fact.organisation", job.organisation.clone());
    add("report.fact.department", job.department.clone());
    // A group that only repeats workstation and job tells nothing.
    let bare = |words: &str| words.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    if bare(&job.exposure_group) != bare(name) && bare(&job.exposure_group) != bare(&format!("{}{}", job.workstation, job.job))
    {
        add("report.fact.exposure_group", job.exposure_group.clone());
    }
    add("report.fact.date", job.date.map(|date| texts.date(date)).unwrap_or_default());
    let hours = number::with_unit(job.workday_hours, Unit::Hour, texts.language());
    let hours = if job.workday_hours_assumed { texts.say(&Phrase::new("report.assumed").text("value", hours)) } else { hours };
    add("report.fact.workday", hours);
    for (key, column) in [
        ("report.fact.days_per_week", Column::DaysPerWeek),
        ("report.fact.workers", Column::Workers),
        ("report.fact.workers_observed", Column::WorkersObserved),
        ("report.fact.assessor", Column::Assessor),
        ("report.fact.instrument", Column::Instrument),
    ] {
        add(key, some(&entered(&job.tasks, column, texts), 4, texts));
    }
    facts
}

/// Which finding gives the class, in its own words.
pub(super) fn decided(
    class: Option<Class>,
    from: Option<&'static str>,
    findings: &[Finding],
    tasks: &[TaskResult],
    texts: &Catalogue,
) -> String {
    let Some(from) = from else { return String::new() };
    let gives = |finding: &&Finding| finding.method == from && finding.class == class;
    let say = |finding: &Finding| match &finding.label {
        Some(label) => format!("{}: {}", method_name(finding.method, texts), texts.say(label)),
        None => method_name(finding.method, texts),
    };
    if let Some(finding) = findings.iter().find(gives) {
        return say(finding);
    }
    let mut giving = tasks.iter().filter_map(|task| task.findings.iter().find(gives).map(|finding| (task, finding)));
    let Some((task, finding)) = giving.next() else { return method_name(from, texts) };
    let others = giving.count();
    if tasks.len() == 1 {
        return say(finding);
    }
    let phrase = match others {
        0 => Phrase::new("report.decided.task"),
        1 => Phrase::new("report.decided.task.one"),
        _ => Phrase::new("report.decided.task.many").exact("n", others as f64),
    };
    texts.say(&phrase.text("finding", say(finding)).text("task", task.task.as_str()))
}

fn task<'a>(task: &'a TaskResult, number: usize, texts: &Catalogue) -> TaskView<'a> {
    let (findings, quiet) = findings(&task.findings, texts);
    let entered = task
        .entered
        .iter()
        .filter(|(column, _)| {
            column.spec().group != Group::Identity || matches!(column, Column::TaskHours | Column::Measurement | Column::Note)
        })
        .map(|(column, value)| Fact { name: texts.column(*column).to_owned(), value: super::value_of(value, texts) })
        .collect();
    TaskView {
        number,
        name: task.task.clone(),
        badge: badge(task.class, task.provisional, !task.incomplete.is_empty(), Of::Whole, texts),
        decided: decided(task.class, task.class_from, &task.findings, &[], texts),
        origin: origin(&task.origins, texts),
        incomplete: sentences(&task.incomplete, texts),
        entered,
        findings,
        quiet,
    }
}

fn origin(origins: &[Origin], texts: &Catalogue) -> String {
    let mut files: Vec<(&str, Vec<String>)> = Vec::new();
    for origin in origins {
        match files.iter_mut().find(|(file, _)| *file == origin.file) {
            Some((_, rows)) => rows.push(origin.row.to_string()),
            None => files.push((&origin.file, vec![origin.row.to_string()])),
        }
    }
    let parts: Vec<String> = files
        .into_iter()
        .map(|(file, rows)| {
            let key = if rows.len() == 1 { "report.origin.one" } else { "report.origin.many" };
            texts.say(&Phrase::new(key).text("file", file).text("rows", rows.join(", ")))
        })
        .collect();
    parts.join("; ")
}

/// The findings that have something to say, and a line for each state of those that have not.
fn findings<'a>(findings: &'a [Finding], texts: &Catalogue) -> (Vec<FindingView<'a>>, Vec<Fact>) {
    let mut loud = Vec::new();
    let mut quiet: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for finding in findings {
        match finding.state {
            State::Assessed | State::NotApplicable => loud.push(self::finding(finding, texts)),
            state => {
                let name = method_name(finding.method, texts);
                let reasons: Vec<&Phrase> = finding.reasons.iter().chain(&finding.provisional).collect();
                let said = if reasons.is_empty() {
                    name
                } else {
                    format!("{name} ({})", reasons.into_iter().map(|reason| texts.say(reason)).collect::<Vec<_>>().join("; "))
                };
                quiet.entry(state_word(state)).or_default().push(said);
            }
        }
    }
    // Most severe first, otherwise in the order of the methods.
    loud.sort_by_key(|finding| std::cmp::Reverse(finding.badge.class));
    let quiet =
        quiet.into_iter().map(|(key, said)| Fact { name: texts.text(key).to_owned(), value: said.join("; ") }).collect();
    (loud, quiet)
}

/// The key of a state's word.
pub(super) const fn state_word(state: State) -> &'static str {
    match state {
        State::Assessed => "state.assessed.word",
        State::NotMeasured => "state.not_measured.word",
        State::NotApplicable => "state.not_applicable.word",
        State::BelowTrigger => "state.below_trigger.word",
        State::PartOfDay => "state.part_of_day.word",
        State::Rejected => "state.rejected.word",
    }
}

fn finding<'a>(finding: &'a Finding, texts: &Catalogue) -> FindingView<'a> {
    let mut badge = badge(finding.class, !finding.provisional.is_empty(), finding.incomplete, Of::Finding, texts);
    if finding.class.is_none() {
        texts.text(state_word(finding.state)).clone_into(&mut badge.words);
    }
    let sources: Vec<String> = finding
        .sources
        .iter()
        .map(|citation| match (citation.locator, super::appendix::confidence(citation.confidence)) {
            ("", None) => citation.source.title.to_owned(),
            (locator, None) => format!("{}, {locator}", citation.source.title),
            ("", Some(key)) => format!("{} ({})", citation.source.title, texts.text(key)),
            (locator, Some(key)) => format!("{}, {locator} ({})", citation.source.title, texts.text(key)),
        })
        .collect();
    FindingView {
        method: method_name(finding.method, texts),
        badge,
        label: finding.label.as_ref().map(|label| texts.say(label)),
        state: (finding.state == State::NotApplicable).then(|| texts.text("state.not_applicable").to_owned()),
        provisional: sentences(&finding.provisional, texts),
        reasons: sentences(&finding.reasons, texts),
        assumptions: sentences(&finding.assumptions, texts),
        charts: finding.charts.iter().collect(),
        sheet: finding.sheet.iter().map(|step| self::step(step, texts)).collect(),
        sources: sources.join("; "),
    }
}

fn step(step: &Step, texts: &Catalogue) -> StepView {
    StepView {
        what: texts.say(&step.what),
        how: texts.say(&step.how),
        result: match &step.result {
            Outcome::Number(value, unit) => number::worked(*value, *unit, texts.language()),
            Outcome::Word(phrase) => texts.say(phrase),
        },
        class: step.class.map(|class| Badge {
            class: Some(class),
            words: texts.text(super::class_key(class)).to_owned(),
            weak: false,
        }),
    }
}

/// The measures of a day, by level.
fn levels(job: &Job, texts: &Catalogue) -> Vec<LevelView> {
    [Level::Elimination, Level::Technical, Level::Organisational, Level::Worker]
        .into_iter()
        .filter_map(|level| {
            let measures: Vec<MeasureView> =
                job.measures.iter().filter(|advice| advice.level == level).map(|advice| measure(advice, texts)).collect();
            (!measures.is_empty()).then(|| LevelView { name: texts.text(level_key(level)).to_owned(), measures })
        })
        .collect()
}

/// The key of a level's name.
pub(super) const fn level_key(level: Level) -> &'static str {
    match level {
        Level::Elimination => "level.elimination",
        Level::Technical => "level.technical",
        Level::Organisational => "level.organisational",
        Level::Worker => "level.worker",
        Level::Discouraged => "level.discouraged",
    }
}
