//! What a reader sees, before it is a page: sentences in their order, ranked and counted.
//!
//! Page and Markdown are made from the same view, so that they say the same.

mod appendix;
pub(super) mod compare;
mod cut;
mod job;
mod picture;
mod plan;
pub(super) mod portfolio;
mod summary;
mod takes;

use std::collections::BTreeSet;

use serde::Serialize;

use super::draw::Matrix;
use super::{Context, class_key};
use crate::domain::assessment::{Advice, TaskResult};
use crate::domain::{Arg, Assessment, Class, Column, Finding, Job, Phrase};
use crate::text::Catalogue;

pub(super) use appendix::{FileView, ProblemView, SourceView};
pub(super) use compare::CompareView;
pub(super) use cut::RowView;
pub(super) use job::{FindingView, JobView, TaskView, finding_badge, level_key};
pub(super) use picture::{Drawing, Picture};
pub(super) use plan::PlanView;
pub(super) use portfolio::PortfolioView;
pub(super) use summary::{Count, First, Gap, GapLine};
pub(super) use takes::TakesView;

/// How many tasks a report can have before their details start closed.
const OPEN_TASKS: usize = 12;

/// A name and what is said under it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Fact {
    pub(super) name: String,
    pub(super) value: String,
}

/// A class in words, with what weakens it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Badge {
    /// The class.
    #[serde(serialize_with = "class")]
    pub(super) class: Option<Class>,
    /// The words, caveat included.
    pub(super) words: String,
    /// The same without saying whose limits they are, for tables whose head says it.
    pub(super) short: String,
    /// Whether the class rests on weak ground or is not the whole.
    pub(super) weak: bool,
}

/// A measure in words.
#[derive(Debug, Clone, Serialize)]
pub(super) struct MeasureView {
    pub(super) id: &'static str,
    pub(super) text: String,
    pub(super) evidence: String,
    pub(super) effect: String,
    /// The first sentence of the effect, for where the rest stands elsewhere.
    pub(super) gist: String,
    pub(super) source: String,
    pub(super) in_guideline: bool,
    pub(super) because: String,
}

/// Measures of one level of the order of occupational hygiene.
#[derive(Debug, Serialize)]
pub(super) struct LevelView {
    pub(super) name: String,
    pub(super) measures: Vec<MeasureView>,
}

/// The whole report.
#[derive(Debug, Serialize)]
pub(super) struct View<'a> {
    #[serde(skip)]
    pub(super) texts: &'a Catalogue,
    pub(super) title: String,
    /// For whom; empty if nobody is named.
    pub(super) client: String,
    /// What was asked; empty if nothing is named.
    pub(super) question: String,
    /// Who made the report; empty if nobody is named.
    pub(super) author: String,
    /// Words for who does not see the logo.
    pub(super) logo_alt: String,
    /// The client, or else the organisations, for the head of a page.
    pub(super) running: String,
    pub(super) facts: Vec<Fact>,
    pub(super) organisations: String,
    pub(super) gaps: Vec<Gap>,
    /// The work before held against this.
    pub(super) compare: Option<CompareView<'a>>,
    /// All workstations together.
    pub(super) portfolio: Option<PortfolioView>,
    pub(super) counts: Vec<Count>,
    pub(super) jobs: Vec<JobView<'a>>,
    #[serde(serialize_with = "picture::matrix")]
    pub(super) matrix: Option<Matrix>,
    pub(super) first: Vec<First>,
    pub(super) against: Vec<MeasureView>,
    /// Every measure that a working day names, each once, for the annex with the evidence.
    pub(super) evidence: Vec<MeasureView>,
    pub(super) plan: PlanView,
    pub(super) problems: Vec<ProblemView>,
    pub(super) sources: Vec<SourceView>,
    pub(super) limits: Vec<Fact>,
    /// Headings and lines of the guideline.
    pub(super) background: Vec<(String, Vec<String>)>,
    pub(super) reading: Vec<(Badge, String)>,
    pub(super) law: Vec<String>,
    /// What the report is not, in the words of its law.
    pub(super) standing: String,
    pub(super) limits_of_all: Vec<String>,
    pub(super) signers: [String; 2],
    pub(super) versions: Vec<Fact>,
    pub(super) files: Vec<FileView>,
    pub(super) notes: Vec<String>,
    /// Whether the details of tasks start open.
    pub(super) open: bool,
}

/// The view of an assessment, in which the first `worked` tasks of the ranking are worked out; of the
/// others stands what a list has: name, class, what decided it, origin.
pub(super) fn view<'a>(assessment: &'a Assessment, context: &'a Context<'a>, worked: usize) -> View<'a> {
    let texts = context.texts;
    let places = order(&assessment.jobs);
    let ranked = ranked(&assessment.jobs);
    let tasks: usize = assessment.jobs.iter().map(|job| job.tasks.len()).sum();
    let common = Common::of(&assessment.jobs, texts);
    let names = job::names(&ranked, texts);
    let mut left = worked;
    let mut jobs: Vec<JobView> = Vec::with_capacity(ranked.len());
    for (at, (job, name)) in ranked.iter().zip(&names).enumerate() {
        jobs.push(job::view(job, name, at + 1, common, left, texts));
        left -= left.min(job.tasks.len());
    }
    let organisations = some(&distinct(assessment.jobs.iter().map(|job| job.organisation.as_str())), 3, texts);
    let about = &context.about;
    let running = if about.client.is_empty() { organisations.clone() } else { about.client.clone() };
    View {
        texts,
        title: texts.text("report.title").to_owned(),
        logo_alt: texts.say(&Phrase::new("report.logo").text("name", running.as_str())),
        running,
        client: about.client.clone(),
        question: about.question.clone(),
        author: about.author.clone(),
        facts: summary::facts(assessment, context),
        organisations,
        gaps: summary::gaps(assessment, &ranked, &jobs, texts),
        compare: assessment.comparison.as_ref().map(|comparison| compare::view(comparison, assessment, texts)),
        portfolio: assessment.portfolio.as_ref().map(|together| {
            let ranks = places.iter().zip(&names).enumerate().map(|(at, (place, name))| (*place, (at + 1, name.clone())));
            portfolio::view(together, assessment, &ranks.collect(), texts)
        }),
        counts: summary::counts(&jobs),
        matrix: (jobs.len() > 1).then(|| summary::matrix(&ranked, &jobs, texts)),
        first: summary::first(&ranked, &names, texts),
        against: summary::against(&ranked, texts),
        evidence: summary::evidence(&ranked, texts),
        plan: plan::view(&assessment.plan, texts),
        problems: appendix::problems(assessment, texts),
        sources: appendix::sources(assessment, texts),
        limits: appendix::limits(assessment, texts),
        background: context.background.iter().map(|part| (texts.say(&part.heading), sentences(&part.lines, texts))).collect(),
        reading: appendix::reading(texts),
        law: appendix::law(assessment, texts),
        standing: appendix::standing(assessment, texts),
        limits_of_all: appendix::limits_of_all(assessment, texts),
        signers: appendix::signers(assessment, texts),
        versions: appendix::versions(context),
        files: appendix::files(assessment),
        notes: sentences(&assessment.notes, texts),
        open: tasks <= OPEN_TASKS,
        jobs,
    }
}

impl View<'_> {
    /// The text under a key.
    pub(super) fn t(&self, key: &str) -> &str {
        self.texts.text(key)
    }

    /// The drawing of the ranked working days.
    pub(super) fn matrix_figure(&self) -> Option<Drawing> {
        picture::drawn(self.matrix.as_ref()?)
    }
}

/// What all working days have in common is said once, on the first page.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "one answer a fact, none excludes another")]
struct Common {
    organisation: bool,
    department: bool,
    date: bool,
    assessor: bool,
    instrument: bool,
}

impl Common {
    fn of(jobs: &[Job], texts: &Catalogue) -> Self {
        fn same<T: PartialEq>(mut values: impl Iterator<Item = T>) -> bool {
            values.next().is_none_or(|first| values.all(|value| value == first))
        }
        Self {
            organisation: same(jobs.iter().map(|job| &job.organisation)),
            department: same(jobs.iter().map(|job| &job.department)),
            date: same(jobs.iter().map(|job| job.date)),
            assessor: same(jobs.iter().map(|job| entered(&job.tasks, Column::Assessor, texts))),
            instrument: same(jobs.iter().map(|job| entered(&job.tasks, Column::Instrument, texts))),
        }
    }
}

/// The working days, worst first. A day of which nothing is known stands above one that is known
/// not to exceed anything: it needs somebody's attention.
pub(super) fn ranked(jobs: &[Job]) -> Vec<&Job> {
    order(jobs).into_iter().map(|at| &jobs[at]).collect()
}

/// The places of the working days, worst first.
fn order(jobs: &[Job]) -> Vec<usize> {
    let mut ranked: Vec<usize> = (0..jobs.len()).collect();
    ranked.sort_by_key(|&at| std::cmp::Reverse(jobs[at].urgency()));
    ranked
}

fn is_incomplete(job: &Job) -> bool {
    job.is_incomplete()
}

/// Why the class of a day or task is provisional: the reasons of the findings that give it, or,
/// where those have none, of all.
pub(super) fn provisional_reasons<'a>(
    class: Option<Class>,
    findings: &'a [Finding],
    tasks: &'a [TaskResult],
) -> Vec<&'a Phrase> {
    let all = || findings.iter().chain(tasks.iter().flat_map(|task| &task.findings));
    let mut reasons: Vec<&Phrase> = Vec::new();
    for finding in all().filter(|finding| finding.class == class) {
        add_new(&mut reasons, &finding.provisional);
    }
    if reasons.is_empty() {
        for finding in all() {
            add_new(&mut reasons, &finding.provisional);
        }
    }
    // That the class is open need not be said beside what would settle it.
    if reasons.iter().any(|reason| reason.key.starts_with("certainty.provisional.")) {
        reasons.retain(|reason| reason.key != "certainty.provisional");
    }
    reasons
}

fn add_new<'a>(reasons: &mut Vec<&'a Phrase>, more: &'a [Phrase]) {
    for phrase in more {
        if !reasons.contains(&phrase) {
            reasons.push(phrase);
        }
    }
}

/// What a class belongs to: that decides its words when nothing is exceeded.
#[derive(Debug, Clone, Copy)]
pub(super) enum Of {
    Finding,
    Whole,
}

pub(super) fn badge(class: Option<Class>, provisional: bool, incomplete: bool, of: Of, texts: &Catalogue) -> Badge {
    let words = |word: &'static str| match class {
        None if incomplete => texts.text("report.badge.unknown").to_owned(),
        None => texts.text("class.none").to_owned(),
        Some(class) => {
            let frame = match (provisional, incomplete, class) {
                (false, false, _) => None,
                (true, false, _) => Some("report.badge.provisional"),
                (false, true, Class::Acceptable) => Some("report.badge.incomplete"),
                (false, true, _) => Some("report.badge.at_least"),
                (true, true, Class::Acceptable) => Some("report.badge.provisional_incomplete"),
                (true, true, _) => Some("report.badge.provisional_at_least"),
            };
            match frame {
                None => texts.text(word).to_owned(),
                Some(frame) => texts.say(&Phrase::new(frame).phrase("class", Phrase::new(word))),
            }
        }
    };
    let short = class.map_or("class.none", class_key);
    let long = match (class, of) {
        (Some(Class::Acceptable), Of::Finding) => "class.acceptable.long",
        (Some(Class::Acceptable), Of::Whole) if incomplete => "class.acceptable.part",
        (Some(Class::Acceptable), Of::Whole) => "class.acceptable.whole",
        _ => short,
    };
    Badge { class, words: words(long), short: words(short), weak: provisional || incomplete }
}

impl Badge {
    /// A class in its plain word.
    fn plain(class: Option<Class>, words: String) -> Self {
        Self { class, short: words.clone(), words, weak: false }
    }

    /// The class's name in style sheets.
    pub(super) fn css(&self) -> &'static str {
        match self.class {
            Some(Class::Acceptable) => "acceptable",
            Some(Class::Increased) => "increased",
            Some(Class::High) => "high",
            Some(Class::VeryHigh) => "very-high",
            None => "none",
        }
    }
}

/// A class by its key, for the template of the PDF.
#[allow(clippy::trivially_copy_pass_by_ref, clippy::ref_option, reason = "the signature that serde asks for")]
fn class<S: serde::Serializer>(class: &Option<Class>, serializer: S) -> Result<S::Ok, S::Error> {
    class.map(Class::key).serialize(serializer)
}

fn job_badge(job: &Job, texts: &Catalogue) -> Badge {
    badge(job.class, job.provisional, is_incomplete(job), Of::Whole, texts)
}

fn sentences(phrases: &[Phrase], texts: &Catalogue) -> Vec<String> {
    phrases.iter().map(|phrase| texts.say(phrase)).collect()
}

/// Sentences on one line.
fn together(phrases: &[Phrase], texts: &Catalogue) -> String {
    texts.arg(&Arg::Sentences(phrases.iter().cloned().map(Arg::Phrase).collect()))
}

/// A method's name.
fn method_name(id: &str, texts: &Catalogue) -> String {
    texts.text(&format!("method.{id}.name")).to_owned()
}

pub(super) fn measure(advice: &Advice, texts: &Catalogue) -> MeasureView {
    // Scales of evidence are written in capitals; anything else in that place is no scale.
    let scale = advice.scheme.chars().any(|c| c.is_ascii_uppercase()) && !advice.scheme.chars().any(|c| c.is_ascii_lowercase());
    let grade = texts.say(&advice.grade);
    let because: Vec<String> = advice.because.iter().map(|id| method_name(id, texts)).collect();
    let effect =
        Phrase::new("report.measure.effect").phrase("effect", advice.effect.clone()).phrase("outcome", advice.outcome.clone());
    MeasureView {
        id: advice.id,
        text: texts.say(&advice.text),
        evidence: if scale { format!("{} {grade}", advice.scheme) } else { grade },
        gist: first_sentence(&texts.say(&advice.effect)).to_owned(),
        effect: texts.say(&effect),
        source: texts.say(&advice.source),
        in_guideline: advice.in_guideline,
        because: because.join(", "),
    }
}

/// Words up to the first full stop that ends a sentence, without it.
fn first_sentence(words: &str) -> &str {
    let end = words.match_indices(". ").find(|(at, _)| words[at + 2..].chars().next().is_some_and(char::is_uppercase));
    end.map_or(words, |(at, _)| &words[..at]).trim_end_matches('.')
}

/// Different words, in the order in which they first come; empty ones left out.
fn distinct<'a>(words: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    words.into_iter().filter(|word| !word.trim().is_empty() && seen.insert(*word)).map(str::to_owned).collect()
}

/// At most `limit` of the words, and how many more there are.
fn some(words: &[String], limit: usize, texts: &Catalogue) -> String {
    if words.len() <= limit {
        return words.join(", ");
    }
    let more = words.len() - limit;
    texts.say(&Phrase::new("report.and_more").text("list", words[..limit].join(", ")).exact("n", more as f64))
}

/// Words cut to what a summary has room for.
fn clip(words: &str) -> String {
    const ROOM: usize = 90;
    if words.chars().count() <= ROOM {
        return words.to_owned();
    }
    let cut: String = words.chars().take(ROOM - 1).collect();
    format!("{}…", cut.trim_end())
}

/// A count in words: `1 taak`, `3 taken`. The keys end in `.one` and `.many`.
fn counted(one: &'static str, many: &'static str, count: usize, texts: &Catalogue) -> String {
    texts.say(&Phrase::new(if count == 1 { one } else { many }).exact("n", count as f64))
}

/// What the tasks of a day say in a column, each answer once.
fn entered(tasks: &[TaskResult], column: Column, texts: &Catalogue) -> Vec<String> {
    let values: Vec<String> = tasks
        .iter()
        .flat_map(|task| &task.entered)
        .filter(|(at, _)| *at == column)
        .map(|(_, value)| texts.arg(value))
        .collect();
    distinct(values.iter().map(String::as_str))
}
