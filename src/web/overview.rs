//! The first page: all tasks by working day; and what makes, copies and removes them.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;

use super::page::{Frame, Visitor, failure, html, not_found, see_other};
use super::posted::{Posted, clean};
use super::{App, Inner, work};
use crate::domain::{Column, Date, Phrase};
use crate::report::piece::{Verdict, verdict};
use crate::run::form::{Day, parts};
use crate::run::store::{Change, RowId, Store};
use crate::text::Catalogue;

/// A working day in the list.
#[derive(Debug)]
struct DayView {
    name: String,
    place: String,
    verdict: Verdict,
    tasks: Vec<TaskView>,
    problems: Vec<String>,
}

/// A task in the list.
#[derive(Debug)]
struct TaskView {
    row: u64,
    name: String,
    verdict: Verdict,
    method: String,
    /// Further rows that are measurements of the same task.
    repeats: Vec<u64>,
}

#[derive(Template)]
#[template(path = "form/overview.html")]
struct Page<'a> {
    frame: Frame<'a>,
    days: Vec<DayView>,
    /// Rows that belong to no day, because nothing of them can be used.
    lost: Vec<(u64, String)>,
    formats: Vec<&'static str>,
    /// The days that were observed, to hold one against another: as sent, and as read.
    dates: Vec<(String, String)>,
    /// What the cover probably says, from the tasks: for whom, and by whom.
    client: String,
    author: String,
}

/// What stands in every task that says something of it, if that is one and the same.
fn only(store: &Store, column: Column) -> String {
    let mut known = store.known(column);
    if known.len() == 1 { known.remove(0) } else { String::new() }
}

/// Something to measure.
#[derive(Debug)]
struct Choice {
    id: &'static str,
    name: String,
    questions: Vec<String>,
    checked: bool,
}

#[derive(Template)]
#[template(path = "form/new.html")]
struct NewPage<'a> {
    frame: Frame<'a>,
    task: String,
    problem: Option<String>,
    choices: Vec<Choice>,
    has_last: bool,
    like: bool,
    known: Vec<String>,
}

pub(super) async fn show(State(app): State<Arc<App>>, visitor: Visitor) -> Response {
    work(&app, move |app, inner| {
        let texts = app.texts(visitor.language);
        let days = inner.store.refresh().and_then(|said| {
            inner.said.extend(said);
            inner.judge.days(&inner.store)
        });
        let days = match days {
            Ok(days) => days,
            Err(error) => return failure(app, &visitor, &error),
        };
        let known: Vec<RowId> = days.iter().flat_map(|day| day.rows.iter().flatten().copied()).collect();
        let lost = inner.store.rows().filter(|(row, _)| !known.contains(row));
        let dates: BTreeSet<Date> = days.iter().filter_map(|day| day.job.date).collect();
        let page = Page {
            client: only(&inner.store, Column::Organisation),
            author: only(&inner.store, Column::Assessor),
            dates: dates.iter().map(|date| (date.to_string(), texts.date(*date))).collect(),
            lost: lost.map(|(row, at)| (row.0, inner.store.document().value(at, 0))).collect(),
            days: days.iter().map(|day| day_view(day, texts)).collect(),
            formats: crate::report::Format::ALL.iter().map(|format| format.ending()).collect(),
            frame: Frame::new(inner, texts, &visitor, texts.text("form.home").to_owned()),
        };
        html(&page)
    })
    .await
}

fn day_view(day: &Day, texts: &Catalogue) -> DayView {
    let job = &day.job;
    let date = job.date.map(|date| texts.date(date));
    let parts = [job.organisation.as_str(), job.department.as_str()];
    let place: Vec<String> = parts.iter().filter(|part| !part.is_empty()).map(|&part| part.to_owned()).chain(date).collect();
    let tasks = job.tasks.iter().zip(&day.rows).filter_map(|(task, rows)| {
        let (first, rest) = rows.split_first()?;
        Some(TaskView {
            row: first.0,
            name: task.task.clone(),
            verdict: verdict(task.class, task.provisional, !task.incomplete.is_empty(), true, texts),
            method: task.class_from.map_or_else(String::new, |id| texts.text(&format!("method.{id}.name")).to_owned()),
            repeats: rest.iter().map(|row| row.0).collect(),
        })
    });
    DayView {
        name: if job.exposure_group.is_empty() {
            texts.text("form.day.unnamed").to_owned()
        } else {
            job.exposure_group.clone()
        },
        place: place.join(" · "),
        verdict: verdict(job.class, job.provisional, !job.incomplete.is_empty(), true, texts),
        tasks: tasks.collect(),
        problems: day.problems.iter().map(|problem| crate::run::line(problem, texts)).collect(),
    }
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    part: Option<String>,
}

pub(super) async fn new_page(State(app): State<Arc<App>>, Query(wanted): Query<Wanted>, visitor: Visitor) -> Response {
    work(&app, move |app, inner| ask(app, inner, &visitor, String::new(), wanted.part.as_deref(), true, None)).await
}

fn ask(
    app: &App,
    inner: &mut Inner,
    visitor: &Visitor,
    task: String,
    part: Option<&str>,
    like: bool,
    problem: Option<&'static str>,
) -> Response {
    let texts = app.texts(visitor.language);
    let choices = parts().iter().skip(1).enumerate().map(|(at, choice)| Choice {
        id: choice.id(),
        name: texts.text(choice.group.key()).to_owned(),
        questions: choice.chief.iter().map(|id| texts.text(&format!("method.{id}.question")).to_owned()).collect(),
        checked: part.map_or(at == 0, |part| part == choice.id()),
    });
    let has_last = inner.store.rows().next().is_some();
    let page = NewPage {
        choices: choices.collect(),
        has_last,
        known: inner.store.known(Column::Task),
        frame: Frame::new(inner, texts, visitor, texts.text("form.new").to_owned()),
        problem: problem.map(|key| texts.text(key).to_owned()),
        task,
        like,
    };
    html(&page)
}

/// What a new task takes over from the last one: the place, the people and the day.
const TAKEN_OVER: [Column; 10] = [
    Column::Organisation,
    Column::Department,
    Column::Workstation,
    Column::Job,
    Column::Assessor,
    Column::Instrument,
    Column::Date,
    Column::ExposureGroup,
    Column::Workers,
    Column::WorkdayHours,
];

pub(super) async fn new(State(app): State<Arc<App>>, visitor: Visitor, Form(posted): Form<Vec<(String, String)>>) -> Response {
    work(&app, move |app, inner| {
        let posted = Posted(posted);
        let task = clean(posted.text("task").unwrap_or(""));
        let part = posted.text("part").and_then(crate::run::form::part).unwrap_or(&parts()[1]);
        let like = posted.text("like").is_some();
        if task.is_empty() {
            return ask(app, inner, &visitor, task, Some(part.id()), like, Some("form.new.name.missing"));
        }
        let mut cells = vec![(Column::Task, task)];
        let last = inner.store.rows().last().map(|(row, _)| row).filter(|_| like);
        if let Some(last) = last {
            let taken = TAKEN_OVER.iter().map(|&column| (column, inner.store.cell(last, column)));
            cells.extend(taken.filter(|(_, text)| !text.is_empty()));
        }
        match inner.store.change(&Change::Add { cells, like: None }) {
            Ok(outcome) => {
                inner.said.extend(outcome.said);
                let row = outcome.row.map_or(0, |row| row.0);
                see_other(&format!("/task/{row}/{}", part.id()))
            }
            Err(error) => failure(app, &visitor, &error),
        }
    })
    .await
}

/// A copy of a task, to change what differs.
pub(super) async fn copy(State(app): State<Arc<App>>, Path(row): Path<u64>, visitor: Visitor) -> Response {
    work(&app, move |app, inner| {
        if inner.store.place(RowId(row)).is_none() {
            return not_found(app, &visitor);
        }
        // With the same name it would be a repeated measurement, and be averaged.
        let name = inner.store.cell(RowId(row), Column::Task);
        let taken = inner.store.known(Column::Task);
        let name =
            (2..=taken.len() + 2).map(|number| format!("{name} ({number})")).find(|name| !taken.contains(name)).unwrap_or(name);
        match inner.store.change(&Change::Add { cells: vec![(Column::Task, name)], like: Some(RowId(row)) }) {
            Ok(outcome) => {
                inner.said.extend(outcome.said);
                see_other(&format!("/task/{}", outcome.row.map_or(row, |row| row.0)))
            }
            Err(error) => failure(app, &visitor, &error),
        }
    })
    .await
}

pub(super) async fn remove(State(app): State<Arc<App>>, Path(row): Path<u64>, visitor: Visitor) -> Response {
    work(&app, move |app, inner| match inner.store.change(&Change::Remove { row: RowId(row) }) {
        Ok(outcome) => {
            inner.said.extend(outcome.said);
            inner.said.push(Phrase::new("form.removed.hint"));
            see_other("/")
        }
        Err(error) => failure(app, &visitor, &error),
    })
    .await
}

/// The page to go back to.
fn back(headers: &HeaderMap) -> String {
    let referer = headers.get("referer").and_then(|value| value.to_str().ok()).unwrap_or("");
    let path = referer.splitn(4, '/').nth(3).unwrap_or("").split(['?', '#']).next().unwrap_or("");
    format!("/{path}")
}

pub(super) async fn undo(State(app): State<Arc<App>>, headers: HeaderMap, visitor: Visitor) -> Response {
    step(&app, &headers, visitor, false).await
}

pub(super) async fn redo(State(app): State<Arc<App>>, headers: HeaderMap, visitor: Visitor) -> Response {
    step(&app, &headers, visitor, true).await
}

async fn step(app: &Arc<App>, headers: &HeaderMap, visitor: Visitor, forth: bool) -> Response {
    let back = back(headers);
    work(app, move |app, inner| {
        match if forth { inner.store.redo() } else { inner.store.undo() } {
            Ok(said) => {
                inner.said.extend(said);
                let observed = back.strip_prefix("/task/").and_then(|rest| rest.strip_suffix("/observe")?.parse().ok());
                if let Some(tally) = observed.and_then(|row| inner.tallies.get_mut(&RowId(row))).filter(|_| !forth) {
                    tally.back();
                }
                // The page of a task that is gone now is no page to go back to.
                let row = back.strip_prefix("/task/").and_then(|rest| rest.split('/').next()?.parse().ok());
                let gone = row.is_some_and(|row| inner.store.place(RowId(row)).is_none());
                see_other(if gone { "/" } else { &back })
            }
            Err(error) => failure(app, &visitor, &error),
        }
    })
    .await
}

pub(super) async fn missing(State(app): State<Arc<App>>, visitor: Visitor) -> Response {
    not_found(&app, &visitor)
}
