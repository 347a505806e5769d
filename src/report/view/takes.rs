//! What it would take to bring a task down, in words.

use serde::Serialize;

use super::{Badge, Picture, method_name, sentences};
use crate::domain::assessment::{Takes, TakesRow, TaskResult};
use crate::domain::{Class, Job};
use crate::text::Catalogue;

/// What it would take by one method.
#[derive(Debug, Serialize)]
pub(in crate::report) struct TakesView<'a> {
    pub(in crate::report) method: String,
    pub(in crate::report) intro: String,
    /// What the results are.
    pub(in crate::report) result: String,
    /// The same as the head of a column.
    pub(in crate::report) head: String,
    pub(in crate::report) rows: Vec<TakesRowView>,
    /// The measures that its rows realise, each once, by id and words.
    pub(in crate::report) measures: Vec<(&'static str, String)>,
    pub(in crate::report) remarks: Vec<String>,
    pub(in crate::report) chart: Option<Picture<'a>>,
}

/// One way down.
#[derive(Debug, Serialize)]
pub(in crate::report) struct TakesRowView {
    pub(in crate::report) changes: Vec<String>,
    pub(in crate::report) result: String,
    pub(in crate::report) badge: Badge,
    /// The ids of the measures.
    pub(in crate::report) measures: String,
}

/// What the ways of a task say.
pub(super) fn view<'a>(task: &'a TaskResult, job: &Job, texts: &'a Catalogue) -> Vec<TakesView<'a>> {
    task.takes.iter().map(|takes| one(takes, task, job, texts)).collect()
}

fn one<'a>(takes: &'a Takes, task: &TaskResult, job: &Job, texts: &'a Catalogue) -> TakesView<'a> {
    let weak = task.findings.iter().any(|finding| finding.method == takes.method && !finding.provisional.is_empty());
    let mut remarks = sentences(&takes.remark, texts);
    remarks.extend(takes.insufficient.iter().map(|said| texts.say(said)));
    TakesView {
        method: method_name(takes.method, texts),
        intro: texts.say(&takes.intro),
        result: texts.say(&takes.result),
        head: texts.head(&takes.result),
        rows: takes.rows.iter().map(|row| self::row(row, weak, texts)).collect(),
        measures: measures(takes, job, texts),
        remarks,
        chart: takes.chart.as_ref().map(|chart| Picture::new(chart, weak, texts)),
    }
}

/// The measures of all rows, each once, in the words of the day's advice.
fn measures(takes: &Takes, job: &Job, texts: &Catalogue) -> Vec<(&'static str, String)> {
    let mut measures: Vec<(&'static str, String)> = Vec::new();
    for &id in takes.rows.iter().flat_map(|row| &row.measures) {
        if measures.iter().all(|(known, _)| *known != id) {
            let advised = job.measures.iter().find(|advice| advice.id == id);
            measures.push((id, advised.map_or_else(String::new, |advice| texts.say(&advice.text))));
        }
    }
    measures.sort_unstable();
    measures
}

fn row(row: &TakesRow, weak: bool, texts: &Catalogue) -> TakesRowView {
    let word = if weak && row.class == Class::Acceptable { "report.chart.provisional" } else { super::class_key(row.class) };
    TakesRowView {
        changes: sentences(&row.changes, texts),
        result: texts.say(&row.said_result()),
        badge: Badge::plain(Some(row.class), texts.text(word).to_owned()),
        measures: row.measures.join(" "),
    }
}
