//! The first page: what was assessed, what was not, what is worst, what to do first.

use serde::Serialize;

use super::{
    Badge, Fact, JobView, MeasureView, Of, badge, clip, counted, distinct, entered, is_incomplete, job, measure, some,
};
use crate::domain::assessment::{Advice, Level};
use crate::domain::{Assessment, Class, Column, Finding, Hazard, Job, Phrase, State};
use crate::report::draw::{Matrix, MatrixCell, MatrixRow};
use crate::report::{Context, class_key};
use crate::text::Catalogue;

/// How many lines a list on the first page has at most.
const LINES: usize = 6;
/// How many rows the picture of all working days has at most.
const MATRIX_ROWS: usize = 16;
/// How many measures are named as the first to take.
const FIRST: usize = 3;

/// Something that the reader must know before the results.
#[derive(Debug, Serialize)]
pub(in crate::report) struct Gap {
    pub(in crate::report) heading: String,
    pub(in crate::report) lines: Vec<GapLine>,
    pub(in crate::report) more: Option<String>,
}

/// One thing of it.
#[derive(Debug, Serialize)]
pub(in crate::report) struct GapLine {
    /// The rank of the working day that it is about.
    pub(in crate::report) rank: Option<usize>,
    pub(in crate::report) words: String,
    /// The reasons, where there are several; one stands with the words.
    pub(in crate::report) reasons: Vec<String>,
}

impl GapLine {
    const fn plain(words: String) -> Self {
        Self { rank: None, words, reasons: Vec::new() }
    }

    /// The same in one line.
    pub(in crate::report) fn flat(&self) -> String {
        if self.reasons.is_empty() { self.words.clone() } else { format!("{}: {}", self.words, self.reasons.join("; ")) }
    }
}

/// How many working days are in a class.
#[derive(Debug, Serialize)]
pub(in crate::report) struct Count {
    pub(in crate::report) badge: Badge,
    pub(in crate::report) number: usize,
}

/// A measure to take first.
#[derive(Debug, Serialize)]
pub(in crate::report) struct First {
    pub(in crate::report) measure: MeasureView,
    pub(in crate::report) level: String,
    pub(in crate::report) jobs: String,
}

pub(super) fn facts(assessment: &Assessment, context: &Context) -> Vec<Fact> {
    let texts = context.texts;
    let jobs = &assessment.jobs;
    let mut facts = Vec::new();
    let mut add = |key: &str, value: String| {
        if !value.is_empty() {
            facts.push(Fact { name: texts.text(key).to_owned(), value });
        }
    };
    let of = |column| -> Vec<String> {
        let all: Vec<String> = jobs.iter().flat_map(|job| entered(&job.tasks, column, texts)).collect();
        distinct(all.iter().map(String::as_str))
    };
    add("report.fact.client", context.about.client.clone());
    add("report.fact.organisation", some(&distinct(jobs.iter().map(|job| job.organisation.as_str())), 3, texts));
    add("report.fact.department", some(&distinct(jobs.iter().map(|job| job.department.as_str())), 4, texts));
    add("report.fact.workstations", some(&distinct(jobs.iter().map(|job| job.workstation.as_str())), 5, texts));
    let mut dates: Vec<_> = jobs.iter().filter_map(|job| job.date).collect();
    dates.sort_unstable();
    dates.dedup();
    add(
        "report.fact.dates",
        match (dates.first(), dates.last()) {
            (Some(first), Some(last)) if dates.len() > 3 => {
                texts.say(&Phrase::new("report.date.range").text("from", texts.date(*first)).text("to", texts.date(*last)))
            }
            _ => dates.iter().map(|date| texts.date(*date)).collect::<Vec<_>>().join(", "),
        },
    );
    add("report.fact.assessor", some(&of(Column::Assessor), 4, texts));
    add("report.fact.instrument", some(&of(Column::Instrument), 4, texts));
    let tasks = jobs.iter().map(|job| job.tasks.len()).sum();
    let extent = [
        counted("report.count.days.one", "report.count.days.many", jobs.len(), texts),
        counted("report.count.tasks.one", "report.count.tasks.many", tasks, texts),
        counted(
            "report.count.rows.one",
            "report.count.rows.many",
            usize::try_from(assessment.rows).unwrap_or(usize::MAX),
            texts,
        ),
    ];
    add("report.fact.extent", extent.join(", "));
    add("report.fact.author", context.about.author.clone());
    add("report.fact.generated", context.generated.map(|date| texts.date(date)).unwrap_or_default());
    facts
}

/// What could not be assessed and what is provisional, in that order.
pub(super) fn gaps(assessment: &Assessment, ranked: &[&Job], jobs: &[JobView], texts: &Catalogue) -> Vec<Gap> {
    let mut gaps = Vec::new();
    if assessment.jobs.is_empty() {
        gaps.push(Gap { heading: texts.text("report.gap.no_jobs").to_owned(), lines: Vec::new(), more: None });
    }
    if assessment.rejected > 0 {
        let rejected = usize::try_from(assessment.rejected).unwrap_or(usize::MAX);
        let key = if rejected == 1 { "report.gap.rejected.one" } else { "report.gap.rejected.many" };
        let said = Phrase::new(key).exact("n", rejected as f64).exact("rows", assessment.rows as f64);
        let lines = if assessment.problems.len() <= 3 {
            assessment
                .problems
                .iter()
                .map(|problem| GapLine::plain(super::appendix::problem(problem, texts).line(texts)))
                .collect()
        } else {
            vec![GapLine::plain(texts.text("report.gap.see_problems").to_owned())]
        };
        gaps.push(Gap { heading: texts.say(&said), lines, more: None });
    } else if !assessment.problems.is_empty() {
        let lines = vec![GapLine::plain(texts.text("report.gap.see_problems").to_owned())];
        gaps.push(Gap { heading: texts.text("report.gap.problems").to_owned(), lines, more: None });
    }
    let mut add = |key: &str, lines: Vec<GapLine>| {
        if !lines.is_empty() {
            gaps.push(cut(texts.text(key).to_owned(), lines, texts));
        }
    };
    let incomplete = jobs.iter().filter(|job| !job.incomplete.is_empty());
    add("report.gap.incomplete", by_reason(incomplete.map(|job| (job, &job.incomplete)), texts));
    let provisional = jobs.iter().zip(ranked).filter(|(_, job)| job.provisional);
    add("report.gap.provisional", by_reason(provisional.map(|(view, _)| (view, &view.provisional)), texts));
    let nowhere = nowhere_measured(&assessment.jobs, texts);
    if !nowhere.is_empty() {
        add("report.gap.nowhere", vec![GapLine::plain(nowhere.join("; "))]);
    }
    gaps
}

/// A line for each set of reasons, with the working days that it holds for.
fn by_reason<'a>(days: impl Iterator<Item = (&'a JobView<'a>, &'a Vec<String>)>, texts: &Catalogue) -> Vec<GapLine> {
    let mut lines: Vec<(&JobView, &[String], Vec<String>)> = Vec::new();
    for (job, reasons) in days {
        match lines.iter_mut().find(|(_, known, _)| *known == reasons.as_slice()) {
            Some((.., names)) => names.push(job.short_name.clone()),
            None => lines.push((job, reasons, vec![job.short_name.clone()])),
        }
    }
    let line = |(job, reasons, names): (&JobView, &[String], Vec<String>)| {
        let names = some(&names, 3, texts);
        let (words, reasons) = match reasons {
            [] => (names, Vec::new()),
            [only] => (format!("{names}: {}", only.trim_end_matches('.')), Vec::new()),
            several => (names, at_most(several, 3, texts)),
        };
        GapLine { rank: Some(job.rank), words, reasons }
    };
    lines.into_iter().map(line).collect()
}

/// At most `limit` sentences, and how many more there are with the last.
fn at_most(sentences: &[String], limit: usize, texts: &Catalogue) -> Vec<String> {
    let more = sentences.len().saturating_sub(limit);
    let mut said: Vec<String> = sentences.iter().take(limit).map(|said| said.trim_end_matches('.').to_owned()).collect();
    if let Some(last) = said.last_mut().filter(|_| more > 0) {
        *last = texts.say(&Phrase::new("report.and_more").text("list", last.as_str()).exact("n", more as f64));
    }
    said
}

fn cut(heading: String, mut lines: Vec<GapLine>, texts: &Catalogue) -> Gap {
    let more = lines.len().saturating_sub(LINES);
    lines.truncate(LINES);
    let more = (more > 0).then(|| counted("report.gap.more.one", "report.gap.more.many", more, texts));
    Gap { heading, lines, more }
}

/// The methods for which nothing was measured anywhere.
fn nowhere_measured(jobs: &[Job], texts: &Catalogue) -> Vec<String> {
    let mut methods: Vec<(&str, bool)> = Vec::new();
    for finding in jobs.iter().flat_map(all_findings) {
        let measured = finding.state != State::NotMeasured;
        match methods.iter_mut().find(|(id, _)| *id == finding.method) {
            Some((_, any)) => *any |= measured,
            None => methods.push((finding.method, measured)),
        }
    }
    methods.into_iter().filter(|(_, any)| !any).map(|(id, _)| super::method_name(id, texts)).collect()
}

fn all_findings(job: &Job) -> impl Iterator<Item = &Finding> {
    job.findings.iter().chain(job.tasks.iter().flat_map(|task| &task.findings))
}

/// How many working days bear the same words, in the order of the ranking: provisional ones are
/// counted apart.
pub(super) fn counts(jobs: &[JobView]) -> Vec<Count> {
    let mut counts: Vec<Count> = Vec::new();
    for job in jobs {
        match counts.iter_mut().find(|count| count.badge.short == job.badge.short) {
            Some(count) => count.number += 1,
            None => counts.push(Count { badge: job.badge.clone(), number: 1 }),
        }
    }
    // Ties of a class stand together.
    counts.sort_by_key(|count| std::cmp::Reverse(count.badge.class));
    counts
}

/// The three measures to take first: those of the worst class present, what takes the hazard away
/// before what softens it, the guideline's before others, what helps most working days before the
/// rest.
pub(super) fn first(ranked: &[&Job], names: &[String], texts: &Catalogue) -> Vec<First> {
    let mut found: Vec<(&Advice, Option<Class>, Vec<String>)> = Vec::new();
    for (job, name) in ranked.iter().zip(names).filter(|(job, _)| job.class > Some(Class::Acceptable)) {
        for advice in job.measures.iter().filter(|advice| advice.level != Level::Discouraged) {
            let name = clip(name);
            match found.iter_mut().find(|(other, ..)| other.id == advice.id) {
                Some((_, worst, jobs)) => {
                    *worst = Class::worst(*worst, job.class);
                    if !jobs.contains(&name) {
                        jobs.push(name);
                    }
                }
                None => found.push((advice, job.class, vec![name])),
            }
        }
    }
    found.sort_by_key(|(advice, worst, jobs)| {
        (std::cmp::Reverse(*worst), advice.level, !advice.in_guideline, std::cmp::Reverse(jobs.len()))
    });
    found
        .into_iter()
        .take(FIRST)
        .map(|(advice, _, jobs)| First {
            measure: measure(advice, texts),
            level: texts.text(job::level_key(advice.level)).to_owned(),
            jobs: some(&jobs, 2, texts),
        })
        .collect()
}

/// What the guideline advises against in any of the working days, each once.
pub(super) fn against(ranked: &[&Job], texts: &Catalogue) -> Vec<MeasureView> {
    let mut seen: Vec<&str> = Vec::new();
    let mut against = Vec::new();
    for advice in ranked.iter().flat_map(|job| &job.advised_against) {
        if !seen.contains(&advice.id) {
            seen.push(advice.id);
            against.push(measure(advice, texts));
        }
    }
    against
}

/// Every measure that a working day names, in the order of occupational hygiene, and then what is
/// advised against.
pub(super) fn evidence(ranked: &[&Job], texts: &Catalogue) -> Vec<MeasureView> {
    let mut advice: Vec<&Advice> = Vec::new();
    for one in ranked.iter().flat_map(|job| job.measures.iter().chain(&job.advised_against)) {
        if advice.iter().all(|other| other.id != one.id) {
            advice.push(one);
        }
    }
    advice.sort_by_key(|advice| advice.level);
    advice.into_iter().map(|advice| measure(advice, texts)).collect()
}

/// The picture of all working days by hazard.
pub(super) fn matrix(ranked: &[&Job], jobs: &[JobView], texts: &Catalogue) -> Matrix {
    let hazards: Vec<Hazard> = Hazard::ALL
        .into_iter()
        .filter(|hazard| {
            ranked
                .iter()
                .any(|job| all_findings(job).any(|finding| finding.hazard == *hazard && finding.state != State::NotMeasured))
        })
        .collect();
    let mut columns = vec![texts.text("report.matrix.day").to_owned()];
    columns.extend(hazards.iter().map(|hazard| texts.text(hazard_key(*hazard)).to_owned()));
    let rows = ranked
        .iter()
        .zip(jobs)
        .take(MATRIX_ROWS)
        .map(|(job, view)| {
            let mut cells = vec![cell(job.class, job.provisional, is_incomplete(job), texts)];
            cells.extend(hazards.iter().map(|hazard| hazard_cell(job, *hazard, texts)));
            MatrixRow { rank: view.rank, name: view.name.clone(), below: view.place.clone(), cells }
        })
        .collect();
    let title = if ranked.len() > MATRIX_ROWS {
        texts.say(&Phrase::new("report.matrix.title.part").exact("n", MATRIX_ROWS as f64).exact("all", ranked.len() as f64))
    } else {
        texts.text("report.matrix.title").to_owned()
    };
    Matrix { title, columns, rows }
}

pub(super) fn cell(class: Option<Class>, provisional: bool, incomplete: bool, texts: &Catalogue) -> MatrixCell {
    let caveat = match (provisional, incomplete) {
        (false, false) => None,
        (true, false) => Some("report.matrix.provisional"),
        (false, true) => Some("report.matrix.incomplete"),
        (true, true) => Some("report.matrix.both"),
    };
    let word = match class {
        None => badge(None, false, incomplete, Of::Whole, texts).words,
        // The word with a place where it may be broken.
        Some(Class::Acceptable) => texts.text("class.acceptable.cell").to_owned(),
        Some(class) => texts.text(class_key(class)).to_owned(),
    };
    MatrixCell { class, word, caveat: caveat.filter(|_| class.is_some()).map(|key| texts.text(key).to_owned()) }
}

fn hazard_cell(job: &Job, hazard: Hazard, texts: &Catalogue) -> MatrixCell {
    let findings: Vec<&Finding> = all_findings(job).filter(|finding| finding.hazard == hazard).collect();
    let class = findings.iter().fold(None, |worst, finding| Class::worst(worst, finding.class));
    if class.is_none() {
        // The state that says most: that a method does not hold here comes before that nothing was measured.
        let state = [State::NotApplicable, State::BelowTrigger, State::Assessed, State::NotMeasured]
            .into_iter()
            .find(|state| findings.iter().any(|finding| finding.state == *state))
            .unwrap_or(State::NotMeasured);
        let key = if state == State::Assessed { "class.none" } else { job::state_word(state) };
        return MatrixCell { class: None, word: texts.text(key).to_owned(), caveat: None };
    }
    let provisional = findings.iter().any(|finding| finding.class == class && !finding.provisional.is_empty());
    let incomplete =
        findings.iter().any(|finding| finding.incomplete || (finding.state == State::NotApplicable && finding.class.is_none()));
    cell(class, provisional, incomplete, texts)
}

pub(super) const fn hazard_key(hazard: Hazard) -> &'static str {
    match hazard {
        Hazard::Lifting => "hazard.lifting",
        Hazard::PushPull => "hazard.push_pull",
        Hazard::TrunkFlexion => "hazard.trunk_flexion",
        Hazard::Vibration => "hazard.vibration",
        Hazard::Exposures => "hazard.exposures",
    }
}
