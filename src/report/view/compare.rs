//! Before and after in words: the sentences of the first page, then each working day with its
//! tasks, figures and changed cells.

use serde::Serialize;

use super::picture::Picture;
use super::{Badge, Fact, Of, badge, counted, some};
use crate::domain::column::Kind;
use crate::domain::comparison::{
    Basis, CellChange, Change, Comparison, DayChange, Difference, Doubt, FigureChange, Measured, Obstacle, Outcome, Standing,
    Tally, TaskChange,
};
use crate::domain::{Arg, Assessment, Column, Date, InputFile, Phrase, Unit};
use crate::text::{Catalogue, number};

/// How many working days a sentence names.
const NAMED: usize = 5;
/// How many working days a comparison can have before their details start closed.
const OPEN: usize = 6;

/// The comparison.
#[derive(Debug, Serialize)]
pub(in crate::report) struct CompareView<'a> {
    /// What a reader must know, in plain sentences.
    pub(in crate::report) sentences: Vec<String>,
    pub(in crate::report) facts: Vec<Fact>,
    pub(in crate::report) notes: Vec<String>,
    /// The chart of the first page.
    pub(in crate::report) first: Option<Picture<'a>>,
    /// The others.
    pub(in crate::report) charts: Vec<Picture<'a>>,
    /// All working days, for the table of the first page.
    pub(in crate::report) days: Vec<DayView>,
    /// Whether their details start open.
    pub(in crate::report) open: bool,
}

/// A working day.
#[derive(Debug, Serialize)]
pub(in crate::report) struct DayView {
    pub(in crate::report) number: usize,
    pub(in crate::report) name: String,
    pub(in crate::report) row: RowView,
    pub(in crate::report) tasks: Vec<(String, RowView)>,
    pub(in crate::report) figures: Vec<FigureView>,
    pub(in crate::report) cells: Vec<CellView>,
    /// What is said where no cell changed.
    pub(in crate::report) unchanged: String,
    /// Whether it stands on both sides, so that there is something to show.
    pub(in crate::report) both: bool,
}

/// What became of a day or task.
#[derive(Debug, Serialize)]
pub(in crate::report) struct RowView {
    pub(in crate::report) before: Option<Badge>,
    pub(in crate::report) after: Option<Badge>,
    pub(in crate::report) outcome: String,
    /// The outcome's name in style sheets.
    pub(in crate::report) css: &'static str,
    pub(in crate::report) reasons: Vec<String>,
}

/// A figure before and after.
#[derive(Debug, Serialize)]
pub(in crate::report) struct FigureView {
    pub(in crate::report) of: String,
    pub(in crate::report) what: String,
    pub(in crate::report) before: String,
    pub(in crate::report) after: String,
    pub(in crate::report) difference: String,
}

/// A changed cell.
#[derive(Debug, Serialize)]
pub(in crate::report) struct CellView {
    pub(in crate::report) of: String,
    pub(in crate::report) name: String,
    pub(in crate::report) before: String,
    pub(in crate::report) after: String,
}

/// The view of a comparison.
pub(super) fn view<'a>(comparison: &'a Comparison, assessment: &Assessment, texts: &'a Catalogue) -> CompareView<'a> {
    let mut charts = comparison.charts.iter().map(|chart| Picture::new(chart, false, texts));
    CompareView {
        sentences: sentences(comparison, texts),
        facts: facts(comparison, assessment, texts),
        notes: super::sentences(&comparison.notes, texts),
        first: charts.next(),
        charts: charts.collect(),
        days: comparison.days.iter().enumerate().map(|(at, day)| self::day(day, at + 1, texts)).collect(),
        open: comparison.days.len() <= OPEN,
    }
}

/// What both situations are: their files, and when they were observed.
fn facts(comparison: &Comparison, assessment: &Assessment, texts: &Catalogue) -> Vec<Fact> {
    let fact = |key: &str, value: String| Fact { name: texts.text(key).to_owned(), value };
    let files = |inputs: &[InputFile], rows: u64| {
        let files: Vec<String> = inputs.iter().map(|input| input.file.clone()).collect();
        texts.say(&Phrase::new("change.fact.files").text("files", some(&files, NAMED, texts)).exact("rows", rows as f64))
    };
    let (before, after) = match &comparison.basis {
        Basis::Files { inputs, rows, .. } => (files(inputs, *rows), files(&assessment.inputs, assessment.rows)),
        Basis::Dates { .. } => (String::new(), String::new()),
    };
    let join = |files: String, dates: String| {
        [files, dates].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    };
    vec![
        fact("change.fact.before", join(before, dates(comparison.days.iter().filter_map(|day| day.date_before), texts))),
        fact("change.fact.after", join(after, dates(comparison.days.iter().filter_map(|day| day.date_after), texts))),
    ]
}

/// From the first day to the last.
fn dates(dates: impl Iterator<Item = Date>, texts: &Catalogue) -> String {
    let mut dates: Vec<Date> = dates.collect();
    dates.sort_unstable();
    match (dates.first(), dates.last()) {
        (Some(first), Some(last)) if first == last => texts.date(*first),
        (Some(first), Some(last)) => {
            texts.say(&Phrase::new("change.fact.period").text("first", texts.date(*first)).text("last", texts.date(*last)))
        }
        _ => String::new(),
    }
}

/// What came of it, in plain sentences: the working days, the tasks, what is gone and new.
pub(in crate::report) fn sentences(comparison: &Comparison, texts: &Catalogue) -> Vec<String> {
    let days: Vec<&Change> = comparison.days.iter().map(|day| &day.change).collect();
    let tasks: Vec<&Change> = comparison.days.iter().flat_map(|day| &day.tasks).map(|task| &task.change).collect();
    let mut said = vec![summary(&days, comparison.day_tally(), &DAYS, texts)];
    let days_of = |outcome: Outcome| -> Vec<String> {
        comparison.days.iter().filter(|day| day.change.outcome == outcome).map(|day| name(day, texts)).collect()
    };
    for (outcome, key) in [(Outcome::Gone, "change.sum.days.gone"), (Outcome::New, "change.sum.days.new")] {
        let names = days_of(outcome);
        if !names.is_empty() {
            said.push(texts.say(&Phrase::new(key).text("list", some(&names, NAMED, texts))));
        }
    }
    let tally = comparison.task_tally();
    if tally.on_both_sides() > 0 {
        said.push(summary(&tasks, tally, &TASKS, texts));
    }
    // Tasks of days that stand on one side only were named with their day.
    let of_both = comparison.days.iter().filter(|day| day.change.before.is_some() && day.change.after.is_some());
    let of_both: Vec<&TaskChange> = of_both.flat_map(|day| &day.tasks).collect();
    let count = |outcome| of_both.iter().filter(|task| task.change.outcome == outcome).count();
    let (gone, new) = (count(Outcome::Gone), count(Outcome::New));
    if gone > 0 {
        said.push(counted("change.sum.tasks.gone.one", "change.sum.tasks.gone.many", gone, texts));
    }
    if new > 0 {
        said.push(counted("change.sum.tasks.new.one", "change.sum.tasks.new.many", new, texts));
    }
    said
}

/// The words for one kind of thing.
struct Kinds {
    many: &'static str,
    none: &'static str,
    one: &'static str,
}

const DAYS: Kinds = Kinds { many: "change.sum.days.many", none: "change.sum.days.none", one: "change.sum.day" };
const TASKS: Kinds = Kinds { many: "change.sum.tasks.many", none: "change.sum.tasks.none", one: "change.sum.task" };

fn summary(changes: &[&Change], tally: Tally, kinds: &Kinds, texts: &Catalogue) -> String {
    let (all, lower, not) = (tally.on_both_sides(), tally.get(Outcome::Lower), tally.get(Outcome::NotComparable));
    let count = |outcome| match tally.get(outcome) {
        0 => texts.text("change.none").to_owned(),
        n => n.to_string(),
    };
    let mut parts = vec![match all {
        0 => texts.text(kinds.none).to_owned(),
        1 => {
            let is = match changes.iter().map(|change| change.outcome).find(|outcome| is_on_both_sides(*outcome)) {
                Some(Outcome::Lower) => "change.is.lower",
                Some(Outcome::Higher) => "change.is.higher",
                Some(Outcome::WithinUncertainty) => "change.is.within",
                Some(Outcome::NotComparable) => "change.is.not_comparable",
                _ => "change.is.same",
            };
            texts.say(&Phrase::new(kinds.one).phrase("outcome", Phrase::new(is)))
        }
        _ => texts.say(
            &Phrase::new(kinds.many)
                .exact("n", all as f64)
                .text("lower", count(Outcome::Lower))
                .text("higher", count(Outcome::Higher))
                .text("same", count(Outcome::Same)),
        ),
    }];
    let within = tally.get(Outcome::WithinUncertainty);
    if all > 1 && within > 0 {
        parts.push(texts.say(&Phrase::new("change.sum.within").exact("n", within as f64)));
    }
    if not > 0 {
        let reasons = reasons(changes, texts);
        let key = if not == 1 { "change.sum.not.one" } else { "change.sum.not.many" };
        let phrase = Phrase::new(key).text("reasons", reasons);
        parts.push(texts.say(&if not == 1 { phrase } else { phrase.exact("n", not as f64) }));
    }
    let mut said = format!("{}.", parts.join("; "));
    if lower > 0 {
        said.push(' ');
        said.push_str(&match tally.lower_not_known {
            0 => texts.text("change.sum.certain.all").to_owned(),
            n if n == lower => texts.text("change.sum.certain.unknown.all").to_owned(),
            n => texts.say(&Phrase::new("change.sum.certain.unknown").exact("n", n as f64).exact("lower", lower as f64)),
        });
    }
    said
}

const fn is_on_both_sides(outcome: Outcome) -> bool {
    !matches!(outcome, Outcome::Gone | Outcome::New | Outcome::JudgedByDay)
}

/// Why some cannot be compared, each counted by the first thing that stands in its way.
fn reasons(changes: &[&Change], texts: &Catalogue) -> String {
    let mut counts: Vec<(Obstacle, usize)> = Vec::new();
    for doubt in changes.iter().filter_map(|change| change.doubts.first()) {
        match counts.iter_mut().find(|(obstacle, _)| *obstacle == doubt.obstacle) {
            Some((_, count)) => *count += 1,
            None => counts.push((doubt.obstacle, 1)),
        }
    }
    counts.sort_by_key(|(obstacle, count)| (std::cmp::Reverse(*count), *obstacle));
    let said = counts.into_iter().map(|(obstacle, count)| texts.say(&Phrase::new(why(obstacle)).exact("n", count as f64)));
    said.collect::<Vec<_>>().join("; ")
}

const fn why(obstacle: Obstacle) -> &'static str {
    match obstacle {
        Obstacle::NoClassBefore => "change.why.no_class_before",
        Obstacle::NoClassAfter => "change.why.no_class_after",
        Obstacle::IncompleteBefore => "change.why.incomplete_before",
        Obstacle::IncompleteAfter => "change.why.incomplete_after",
        Obstacle::ProvisionalBefore => "change.why.provisional_before",
        Obstacle::ProvisionalAfter => "change.why.provisional_after",
        Obstacle::MethodMissingBefore => "change.why.method_missing_before",
        Obstacle::MethodMissingAfter => "change.why.method_missing_after",
        Obstacle::BeyondRangeBefore => "change.why.beyond_range_before",
        Obstacle::BeyondRangeAfter => "change.why.beyond_range_after",
        Obstacle::TaskGone => "change.why.task_gone",
        Obstacle::TaskNew => "change.why.task_new",
    }
}

/// Why a change cannot be judged, as a sentence.
pub(in crate::report) fn doubt(doubt: &Doubt, texts: &Catalogue) -> String {
    let key = match doubt.obstacle {
        Obstacle::NoClassBefore => "change.doubt.no_class_before",
        Obstacle::NoClassAfter => "change.doubt.no_class_after",
        Obstacle::IncompleteBefore => "change.doubt.incomplete_before",
        Obstacle::IncompleteAfter => "change.doubt.incomplete_after",
        Obstacle::ProvisionalBefore => "change.doubt.provisional_before",
        Obstacle::ProvisionalAfter => "change.doubt.provisional_after",
        Obstacle::MethodMissingBefore => "change.doubt.method_missing_before",
        Obstacle::MethodMissingAfter => "change.doubt.method_missing_after",
        Obstacle::BeyondRangeBefore => "change.doubt.beyond_range_before",
        Obstacle::BeyondRangeAfter => "change.doubt.beyond_range_after",
        Obstacle::TaskGone => "change.doubt.task_gone",
        Obstacle::TaskNew => "change.doubt.task_new",
    };
    texts.say(&Phrase::new(key).with("about", Arg::List(doubt.about.clone())))
}

fn day(day: &DayChange, number: usize, texts: &Catalogue) -> DayView {
    let both = day.change.before.is_some() && day.change.after.is_some();
    let of_day = texts.text("change.of_day");
    let mut figures = Vec::new();
    let mut cells = Vec::new();
    if both {
        let mut add = |of: &str, change: &Change| {
            for finding in &change.findings {
                figures.extend(finding.figures.iter().map(|figure| self::figure(of, finding.method, figure, texts)));
            }
            cells.extend(change.cells.iter().map(|cell| self::cell(of, cell, texts)));
        };
        add(of_day, &day.change);
        for task in day.tasks.iter().filter(|task| is_on_both_sides(task.change.outcome) || !task.change.cells.is_empty()) {
            add(&task.task, &task.change);
        }
    }
    DayView {
        number,
        name: name(day, texts),
        row: row(&day.change, texts),
        tasks: day.tasks.iter().map(|task| (task.task.clone(), row(&task.change, texts))).collect(),
        figures,
        cells,
        unchanged: {
            let other = day.tasks.iter().any(|task| matches!(task.change.outcome, Outcome::Gone | Outcome::New));
            texts.text(if other { "change.cells.other_tasks" } else { "change.cells.none" }).to_owned()
        },
        both,
    }
}

/// What a working day is called: its place and job, with its department.
fn name(day: &DayChange, texts: &Catalogue) -> String {
    let parts = [day.workstation.trim(), day.job.trim()];
    let named: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    match named.as_slice() {
        [] if !day.exposure_group.trim().is_empty() => day.exposure_group.clone(),
        [] => day.tasks.first().map_or_else(|| texts.text("report.job.unnamed").to_owned(), |task| task.task.clone()),
        [one] => (*one).to_owned(),
        parts => parts.join(" – "),
    }
}

fn row(change: &Change, texts: &Catalogue) -> RowView {
    let standing = |standing: &Option<Standing>| standing.as_ref().map(|standing| self::standing(standing, texts));
    let mut outcome = texts.text(change.outcome.text_key()).to_owned();
    if change.outcome == Outcome::Lower || change.outcome == Outcome::Higher {
        let certain = difference_words(change.certain, texts);
        outcome = format!("{outcome} ({certain})");
    }
    RowView {
        before: standing(&change.before),
        after: standing(&change.after),
        outcome,
        css: match change.outcome {
            Outcome::Lower => "lower",
            Outcome::Higher => "higher",
            Outcome::Same => "same",
            _ => "open",
        },
        reasons: change.doubts.iter().map(|doubt| self::doubt(doubt, texts)).collect(),
    }
}

fn standing(standing: &Standing, texts: &Catalogue) -> Badge {
    let mut badge = badge(standing.class, standing.provisional, standing.incomplete, Of::Whole, texts);
    if standing.below_trigger {
        texts.text("state.below_trigger.word").clone_into(&mut badge.words);
        badge.short.clone_from(&badge.words);
    }
    badge
}

/// The words of a difference beside its uncertainty.
pub(in crate::report) fn difference_words(difference: Difference, texts: &Catalogue) -> &str {
    texts.text(match difference {
        Difference::None => "compare.difference.none",
        Difference::Larger => "compare.difference.larger",
        Difference::Within => "compare.difference.within",
        Difference::NotKnown => "compare.difference.not_known",
    })
}

fn figure(of: &str, method: &str, figure: &FigureChange, texts: &Catalogue) -> FigureView {
    let value = |measured: Option<Measured>| match measured {
        None => texts.text("change.nothing").to_owned(),
        Some(measured) => self::measured(measured, figure, texts),
    };
    let both = figure.before.is_some() && figure.after.is_some();
    FigureView {
        of: of.to_owned(),
        what: texts.figure(method, figure.key).to_owned(),
        before: value(figure.before),
        after: value(figure.after),
        difference: if both { difference_words(figure.difference, texts).to_owned() } else { String::new() },
    }
}

/// A value as it is printed: never across the limit that it is nearest to.
fn measured(measured: Measured, figure: &FigureChange, texts: &Catalogue) -> String {
    let language = texts.language();
    let value = measured.value;
    let nearest = figure.limits.iter().map(|limit| limit.value).min_by(|a, b| (a - value).abs().total_cmp(&(b - value).abs()));
    let words = match nearest {
        _ if figure.is_allowance => number::limit(value, figure.unit, language),
        Some(limit) => number::against(value, figure.unit, limit, language),
        None => number::with_unit(value, figure.unit, language),
    };
    let Some((low, high)) = measured.range else { return words };
    let end = |value: f64| number::bare(value, figure.unit, language);
    texts.say(&Phrase::new("change.range").text("value", words).text("low", end(low)).text("high", end(high)))
}

fn cell(of: &str, cell: &CellChange, texts: &Catalogue) -> CellView {
    let value = |value: &Option<Arg>| match value {
        None => texts.text("change.empty").to_owned(),
        Some(value) => texts.entered(cell.column, value),
    };
    CellView {
        of: of.to_owned(),
        name: texts.name(cell.column).to_owned(),
        before: value(&cell.before),
        after: value(&cell.after),
    }
}

/// The unit of a column of numbers.
pub(in crate::report) const fn unit(column: Column) -> Unit {
    match column.spec().kind {
        Kind::Number(unit, _) => unit,
        _ => Unit::None,
    }
}
