//! One working day, its tasks and their findings.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    Badge, Common, Fact, LevelView, MeasureView, Of, Picture, TakesView, badge, clip, entered, is_incomplete, job_badge,
    measure, method_name,
};
use super::{provisional_reasons, sentences, some, together};
use crate::domain::assessment::{Level, TaskResult};
use crate::domain::column::Group;
use crate::domain::doubt::{Basis, Doubt};
use crate::domain::finding::Outcome;
use crate::domain::{Arg, Class, Column, Finding, Job, Origin, Phrase, State, Step, Unit};
use crate::text::{Catalogue, number};

/// One working day.
#[derive(Debug, Serialize)]
pub(in crate::report) struct JobView<'a> {
    pub(in crate::report) rank: usize,
    pub(in crate::report) name: String,
    /// The name, cut to what a summary has room for.
    pub(in crate::report) short_name: String,
    /// Organisation, department and date, on one line, as far as they differ between the days.
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
    /// What asked for all of the measures, where that is the same; else each says it for itself.
    pub(in crate::report) because: String,
    pub(in crate::report) silences: Vec<String>,
}

/// One task.
#[derive(Debug, Serialize)]
pub(in crate::report) struct TaskView<'a> {
    pub(in crate::report) number: usize,
    pub(in crate::report) name: String,
    pub(in crate::report) badge: Badge,
    pub(in crate::report) decided: String,
    pub(in crate::report) origin: String,
    pub(in crate::report) incomplete: Vec<String>,
    pub(in crate::report) remarks: Vec<String>,
    pub(in crate::report) entered: Vec<Fact>,
    pub(in crate::report) findings: Vec<FindingView<'a>>,
    pub(in crate::report) quiet: Vec<Fact>,
    pub(in crate::report) takes: Vec<TakesView<'a>>,
}

/// What one method says.
#[derive(Debug, Serialize)]
pub(in crate::report) struct FindingView<'a> {
    pub(in crate::report) method: String,
    pub(in crate::report) badge: Badge,
    pub(in crate::report) label: Option<String>,
    /// Whether it gives the class of its task or working day, and that exceeds something or errors of
    /// measurement leave it open: then its charts stand with the result, and not in the annex.
    pub(in crate::report) decides: bool,
    /// The sentence of the state where there is no answer.
    pub(in crate::report) state: Option<String>,
    pub(in crate::report) provisional: Vec<String>,
    /// The same on one line.
    pub(in crate::report) doubts: String,
    pub(in crate::report) reasons: Vec<String>,
    pub(in crate::report) assumptions: Vec<String>,
    pub(in crate::report) charts: Vec<Picture<'a>>,
    pub(in crate::report) sheet: Vec<StepView>,
    pub(in crate::report) sources: String,
}

/// One line of a calculation sheet.
#[derive(Debug, Serialize)]
pub(in crate::report) struct StepView {
    pub(in crate::report) what: String,
    pub(in crate::report) how: String,
    pub(in crate::report) result: String,
    pub(in crate::report) class: Option<Badge>,
}

/// The view of a working day that stands at `rank`, its first `worked` tasks worked out; the day itself
/// is if any is.
pub(super) fn view<'a>(
    job: &'a Job,
    name: &str,
    rank: usize,
    common: Common,
    worked: usize,
    texts: &'a Catalogue,
) -> JobView<'a> {
    let (findings, quiet) = if worked > 0 { findings(&job.findings, job.class, texts) } else { Default::default() };
    let mut incomplete = sentences(&job.incomplete, texts);
    if incomplete.is_empty() && is_incomplete(job) {
        for task in job.tasks.iter().filter(|task| !task.incomplete.is_empty()) {
            incomplete.push(format!("{}: {}", task.task, sentences(&task.incomplete, texts).join("; ")));
        }
    }
    let mut levels = if worked > 0 { levels(job, texts) } else { Vec::new() };
    JobView {
        rank,
        short_name: clip(name),
        place: place(job, common, texts),
        badge: job_badge(job, texts),
        decided: decided(job.class, job.class_from, &job.findings, &job.tasks, texts),
        facts: facts(job, common, texts),
        incomplete,
        provisional: if job.provisional {
            provisional_reasons(job.class, &job.findings, &job.tasks).into_iter().map(|phrase| texts.say(phrase)).collect()
        } else {
            Vec::new()
        },
        findings,
        quiet,
        tasks: job
            .tasks
            .iter()
            .enumerate()
            .map(|(at, task)| {
                let listed = listed(task, at + 1, texts);
                if at < worked { worked_out(listed, task, job, texts) } else { listed }
            })
            .collect(),
        because: shared_reason(&mut levels),
        levels,
        silences: sentences(&job.silences, texts),
        name: name.to_owned(),
    }
}

/// What the working days are called: where several have the same name, with what tells them apart.
pub(super) fn names(jobs: &[&Job], texts: &Catalogue) -> Vec<String> {
    let names: Vec<String> = jobs.iter().map(|job| name(job, texts)).collect();
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for name in &names {
        *count.entry(name).or_default() += 1;
    }
    let apart = |(job, name): (&&Job, &String)| {
        if count[name.as_str()] == 1 {
            return name.clone();
        }
        match (own_group(job), job.date) {
            (Some(group), _) => format!("{name} ({group})"),
            (None, Some(date)) => format!("{name} ({})", texts.date(date)),
            (None, None) => name.clone(),
        }
    };
    jobs.iter().zip(&names).map(apart).collect()
}

/// The exposure group where it does not only repeat workstation and job.
fn own_group(job: &Job) -> Option<&str> {
    let bare = |words: &str| words.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let group = bare(&job.exposure_group);
    let repeats = [format!("{}{}", job.workstation, job.job), job.workstation.clone(), job.job.clone()];
    (!group.is_empty() && repeats.iter().all(|words| bare(words) != group)).then_some(job.exposure_group.trim())
}

/// What a working day is called.
fn name(job: &Job, texts: &Catalogue) -> String {
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

fn place(job: &Job, common: Common, texts: &Catalogue) -> String {
    let date = job.date.map(|date| texts.date(date)).unwrap_or_default();
    let parts = [
        (job.organisation.trim(), common.organisation),
        (job.department.trim(), common.department),
        (date.as_str(), common.date),
    ];
    parts.into_iter().filter(|(part, common)| !part.is_empty() && !common).map(|(part, _)| part).collect::<Vec<_>>().join(" · ")
}

fn facts(job: &Job, common: Common, texts: &Catalogue) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut add = |key: &str, value: String| {
        if !value.trim().is_empty() {
            facts.push(Fact { name: texts.text(key).to_owned(), value });
        }
    };
    if !common.organisation {
        add("report.fact.organisation", job.organisation.clone());
    }
    if !common.department {
        add("report.fact.department", job.department.clone());
    }
    add("report.fact.exposure_group", own_group(job).unwrap_or_default().to_owned());
    add("report.fact.date", job.date.map(|date| texts.date(date)).unwrap_or_default());
    let hours = number::with_unit(job.workday_hours, Unit::Hour, texts.language());
    let hours = if job.workday_hours_assumed { texts.say(&Phrase::new("report.assumed").text("value", hours)) } else { hours };
    add("report.fact.workday", hours);
    for (key, column, common) in [
        ("report.fact.days_per_week", Column::DaysPerWeek, false),
        ("report.fact.workers", Column::Workers, false),
        ("report.fact.workers_observed", Column::WorkersObserved, false),
        ("report.fact.assessor", Column::Assessor, common.assessor),
        ("report.fact.instrument", Column::Instrument, common.instrument),
    ] {
        if common {
            continue;
        }
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
    texts.say(&phrase.text("finding", say(finding)).text("task", clip(&task.task)))
}

/// A value as entered, with its error or its second word.
fn with_doubt(column: Column, value: &Arg, doubts: &[(Column, Doubt)], texts: &Catalogue) -> String {
    let doubt = doubts.iter().find(|(at, _)| *at == column).map(|(_, doubt)| *doubt);
    let phrase = match doubt {
        Some(Doubt::HalfWidth(half_width, basis)) if half_width > 0.0 => Phrase::new(match basis {
            Basis::Entered => "certainty.entered.half_width",
            Basis::Profile => "certainty.entered.profile",
        })
        .text("half_width", texts.entered(column, &Arg::Exact(half_width))),
        Some(Doubt::Second { word, share }) => Phrase::new("certainty.entered.second")
            .with("second", Arg::Choice(column, word))
            .number("share", share * 100.0, Unit::Percent),
        _ => return texts.entered(column, value),
    };
    texts.say(&phrase.text("entered", texts.entered(column, value)))
}

/// A task as a list has it.
fn listed<'a>(task: &TaskResult, number: usize, texts: &Catalogue) -> TaskView<'a> {
    TaskView {
        number,
        name: task.task.clone(),
        badge: badge(task.class, task.provisional, !task.incomplete.is_empty(), Of::Whole, texts),
        decided: decided(task.class, task.class_from, &task.findings, &[], texts),
        origin: origin(&task.origins, texts),
        incomplete: sentences(&task.incomplete, texts),
        remarks: Vec::new(),
        entered: Vec::new(),
        findings: Vec::new(),
        quiet: Vec::new(),
        takes: Vec::new(),
    }
}

/// The same with all that was found.
fn worked_out<'a>(listed: TaskView<'a>, task: &'a TaskResult, job: &Job, texts: &'a Catalogue) -> TaskView<'a> {
    let (findings, quiet) = findings(&task.findings, task.class, texts);
    let entered = task
        .entered
        .iter()
        // A recording's file name can be a person's, or a device's.
        .filter(|(column, _)| !matches!(column, Column::TrunkRecording | Column::VibrationRecording))
        .filter(|(column, _)| {
            column.spec().group != Group::Identity || matches!(column, Column::TaskHours | Column::Measurement | Column::Note)
        })
        .map(|(column, value)| Fact {
            name: texts.name(*column).to_owned(),
            value: with_doubt(*column, value, &task.doubts, texts),
        })
        .collect();
    TaskView {
        remarks: sentences(&task.remarks, texts),
        entered,
        findings,
        quiet,
        takes: super::takes::view(task, job, texts),
        ..listed
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
fn findings<'a>(findings: &'a [Finding], whole: Option<Class>, texts: &'a Catalogue) -> (Vec<FindingView<'a>>, Vec<Fact>) {
    let mut loud = Vec::new();
    let mut plain = Vec::new();
    let mut quiet: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for finding in findings {
        match finding.state {
            // An answer without a class and without anything to show is one line.
            State::Assessed if finding.class.is_none() && finding.charts.is_empty() && finding.sheet.is_empty() => {
                let said: Vec<String> = finding
                    .label
                    .iter()
                    .chain(&finding.reasons)
                    .chain(&finding.assumptions)
                    .map(|said| texts.say(said))
                    .collect();
                plain.push(Fact { name: method_name(finding.method, texts), value: said.join("; ") });
            }
            State::Assessed | State::NotApplicable => loud.push(self::finding(finding, whole, texts)),
            state => {
                let name = method_name(finding.method, texts);
                let mut reasons = sentences(&finding.reasons, texts);
                reasons.extend(sentences(&finding.provisional, texts));
                // That it was not measured is said by the line's name already.
                reasons.retain(|reason| reason != texts.text(state_word(state)));
                let said = if reasons.is_empty() { name } else { format!("{name} ({})", reasons.join("; ")) };
                quiet.entry(state_word(state)).or_default().push(said);
            }
        }
    }
    // Most severe first, otherwise in the order of the methods.
    loud.sort_by_key(|finding| std::cmp::Reverse(finding.badge.class));
    plain.extend(quiet.into_iter().map(|(key, said)| Fact { name: texts.text(key).to_owned(), value: said.join("; ") }));
    (loud, plain)
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

/// The class of a finding in words; its state where it has none.
pub(in crate::report) fn finding_badge(finding: &Finding, texts: &Catalogue) -> Badge {
    let mut badge = badge(finding.class, !finding.provisional.is_empty(), finding.incomplete, Of::Finding, texts);
    if finding.class.is_none() {
        texts.text(state_word(finding.state)).clone_into(&mut badge.words);
        badge.short.clone_from(&badge.words);
    }
    badge
}

fn finding<'a>(finding: &'a Finding, whole: Option<Class>, texts: &'a Catalogue) -> FindingView<'a> {
    let badge = finding_badge(finding, texts);
    let mut sources: Vec<(&str, Vec<String>)> = Vec::new();
    for citation in &finding.sources {
        let place = super::appendix::place(citation, texts);
        match sources.iter_mut().find(|(title, _)| *title == citation.source.title) {
            Some((_, places)) => places.push(place),
            None => sources.push((citation.source.title, vec![place])),
        }
    }
    let sources: Vec<String> = sources
        .into_iter()
        .map(|(title, mut places)| {
            places.retain(|place| !place.is_empty());
            if places.is_empty() { title.to_owned() } else { format!("{title}: {}", places.join(", ")) }
        })
        .collect();
    let is_in_doubt = finding.certainty.is_some() && finding.class.is_some() && !finding.provisional.is_empty();
    FindingView {
        method: method_name(finding.method, texts),
        badge,
        label: finding.label.as_ref().map(|label| texts.say(label)),
        decides: finding.class == whole && (finding.class > Some(Class::Acceptable) || is_in_doubt),
        state: (finding.state == State::NotApplicable).then(|| texts.text("state.not_applicable").to_owned()),
        doubts: together(&finding.provisional, texts),
        provisional: sentences(&finding.provisional, texts),
        reasons: sentences(&finding.reasons, texts),
        assumptions: sentences(&finding.assumptions, texts),
        charts: finding.charts.iter().map(|chart| Picture::new(chart, !finding.provisional.is_empty(), texts)).collect(),
        sheet: finding.sheet.iter().map(|step| self::step(step, !finding.provisional.is_empty(), texts)).collect(),
        sources: sources.join("; "),
    }
}

fn step(step: &Step, weak: bool, texts: &Catalogue) -> StepView {
    StepView {
        what: texts.say(&step.what),
        how: texts.say(&step.how),
        result: match &step.result {
            Outcome::Number(value, unit) => number::worked(*value, *unit, texts.language()),
            Outcome::Word(phrase) => texts.say(phrase),
        },
        class: step.class.map(|class| {
            let key = if weak && class == Class::Acceptable { "report.chart.provisional" } else { super::class_key(class) };
            Badge::plain(Some(class), texts.text(key).to_owned())
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

/// What asked for all measures, taken from each of them; empty if that differs.
fn shared_reason(levels: &mut [LevelView]) -> String {
    let mut all = levels.iter().flat_map(|level| &level.measures).map(|measure| measure.because.as_str());
    let Some(first) = all.next().map(str::to_owned) else { return String::new() };
    if !all.all(|because| because == first) {
        return String::new();
    }
    levels.iter_mut().flat_map(|level| &mut level.measures).for_each(|measure| measure.because.clear());
    first
}

/// The key of a level's name.
pub(in crate::report) const fn level_key(level: Level) -> &'static str {
    match level {
        Level::Elimination => "level.elimination",
        Level::Technical => "level.technical",
        Level::Organisational => "level.organisational",
        Level::Worker => "level.worker",
        Level::Discouraged => "level.discouraged",
    }
}

impl TaskView<'_> {
    /// Whether anything was found of it beside what it was entered with.
    pub(in crate::report) const fn has_results(&self) -> bool {
        !self.findings.is_empty() || !self.takes.is_empty() || !self.incomplete.is_empty()
    }
}
