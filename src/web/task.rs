//! The pages of one task: a part of its fields, and what they mean.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;

use super::answer::{AnswerView, WhatIfView};
use super::drawing;
use super::field::{self, FieldView, Fields};
use super::page::{Frame, Visitor, failure, html, label, not_found, see_other};
use super::posted::Posted;
use super::{App, Inner, work};
use crate::domain::{Column, Phrase};
use crate::run::form::{Part, part, parts};
use crate::run::store::{Change, Conflict, Outcome, RowId};
use crate::text::Catalogue;

/// A part in the row of parts.
#[derive(Debug)]
struct Tab {
    id: &'static str,
    name: String,
    here: bool,
    filled: bool,
}

#[derive(Template)]
#[template(path = "form/task.html")]
struct Page<'a> {
    frame: Frame<'a>,
    row: u64,
    task: String,
    part: &'static Part,
    tabs: Vec<Tab>,
    fields: Fields,
    answer: AnswerView,
    what_if: Option<WhatIfView>,
    drawings: Vec<(String, String)>,
    /// What was not saved, and why.
    conflicts: Vec<String>,
    sound: bool,
    recording: Option<&'static str>,
    limit: String,
    saved: bool,
}

/// What a piece of a page brings besides the answer.
#[derive(Template)]
#[template(path = "form/pieces.html")]
struct Pieces<'a> {
    frame: Frame<'a>,
    row: u64,
    answer: AnswerView,
    what_if: Option<WhatIfView>,
    fields: Vec<FieldView>,
    /// The fields that were changed here. Of the others the page goes on to know what it was made with: else
    /// an old value on it would look like a change, and undo what another window did.
    changed: Vec<&'static str>,
    conflicts: Vec<String>,
    /// Fields that are asked anew because a choice changed what is needed.
    again: Option<Fields>,
    part: &'static Part,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Hints {
    saved: Option<String>,
}

/// The first part that is filled in.
pub(super) async fn enter(State(app): State<Arc<App>>, Path(row): Path<u64>, visitor: Visitor) -> Response {
    work(&app, move |app, inner| {
        if inner.store.place(RowId(row)).is_none() {
            return not_found(app, &visitor);
        }
        let filled = parts().iter().skip(1).find(|part| is_filled(part, inner, RowId(row)));
        see_other(&format!("/task/{row}/{}", filled.unwrap_or(&parts()[0]).id()))
    })
    .await
}

pub(super) async fn show(
    State(app): State<Arc<App>>,
    Path((row, id)): Path<(u64, String)>,
    Query(hints): Query<Hints>,
    visitor: Visitor,
) -> Response {
    work(&app, move |app, inner| {
        if let Ok(Some(said)) = inner.store.refresh() {
            inner.said.push(said);
        }
        render(app, inner, &visitor, RowId(row), &id, &[], &Outcome::default(), hints.saved.is_some())
    })
    .await
}

/// A whole form, without scripts.
pub(super) async fn save(
    State(app): State<Arc<App>>,
    Path((row, id)): Path<(u64, String)>,
    visitor: Visitor,
    Form(posted): Form<Vec<(String, String)>>,
) -> Response {
    work(&app, move |app, inner| {
        let posted = Posted(posted);
        let row = RowId(row);
        match inner.store.change(&Change::Cells { row, cells: posted.changes() }) {
            Ok(outcome) if outcome.conflicts.is_empty() => {
                inner.said.extend(outcome.said);
                see_other(&format!("/task/{}/{id}?saved=1", row.0))
            }
            // What was typed stays in the form.
            Ok(outcome) => {
                inner.said.extend(outcome.said.iter().cloned());
                render(app, inner, &visitor, row, &id, &typed(&posted, &outcome), &outcome, false)
            }
            Err(error) => failure(app, &visitor, &error),
        }
    })
    .await
}

/// The fields that were left as another made them, as typed.
fn typed(posted: &Posted, outcome: &Outcome) -> Vec<(Column, String)> {
    let open = |column: Column| outcome.conflicts.iter().any(|conflict| conflict.column.is_none_or(|at| at == column));
    posted.cells().into_iter().filter(|(column, _)| open(*column)).collect()
}

/// A field was left: it is saved, and everything that depends on it is said again.
pub(super) async fn cell(
    State(app): State<Arc<App>>,
    Path((row, id)): Path<(u64, String)>,
    visitor: Visitor,
    Form(posted): Form<Vec<(String, String)>>,
) -> Response {
    work(&app, move |app, inner| {
        let posted = Posted(posted);
        let row = RowId(row);
        let changes = posted.changes();
        let steering = changes.iter().map(|change| change.column).collect::<Vec<_>>();
        match inner.store.change(&Change::Cells { row, cells: changes }) {
            Ok(outcome) => pieces(app, inner, &visitor, row, &id, &posted, &outcome, &steering),
            Err(error) => failure(app, &visitor, &error),
        }
    })
    .await
}

/// Something is being typed: the answer as it would be. Nothing is saved.
pub(super) async fn live(
    State(app): State<Arc<App>>,
    Path((row, id)): Path<(u64, String)>,
    visitor: Visitor,
    Form(posted): Form<Vec<(String, String)>>,
) -> Response {
    work(&app, move |app, inner| {
        let Some(part) = part(&id) else { return not_found(app, &visitor) };
        let texts = app.texts(visitor.language);
        let changed: Vec<(Column, String)> =
            Posted(posted).changes().into_iter().map(|change| (change.column, change.after)).collect();
        match inner.judge.answer(&inner.store, RowId(row), &changed) {
            Ok(answer) => html(&AnswerView::of(&answer, part, texts)),
            Err(error) => failure(app, &visitor, &error),
        }
    })
    .await
}

fn is_filled(part: &Part, inner: &Inner, row: RowId) -> bool {
    part.starts.iter().any(|column| !inner.store.cell(row, column).is_empty())
}

#[allow(clippy::too_many_arguments, reason = "a page is made of all of these, in one place")]
fn render(
    app: &App,
    inner: &mut Inner,
    visitor: &Visitor,
    row: RowId,
    id: &str,
    typed: &[(Column, String)],
    outcome: &Outcome,
    saved: bool,
) -> Response {
    let (Some(part), Some(at)) = (part(id), inner.store.place(row)) else { return not_found(app, visitor) };
    let texts = app.texts(visitor.language);
    let answer = match inner.judge.answer(&inner.store, row, typed) {
        Ok(answer) => answer,
        Err(error) => return failure(app, visitor, &error),
    };
    let task = inner.store.cell(row, Column::Task);
    let tabs = parts().iter().map(|tab| Tab {
        id: tab.id(),
        name: texts.text(tab.group.key()).to_owned(),
        here: tab.id() == part.id(),
        filled: is_filled(tab, inner, row),
    });
    let page = Page {
        tabs: tabs.collect(),
        fields: field::fields(part, &inner.store, row, &answer, typed, texts),
        answer: AnswerView::of(&answer, part, texts),
        what_if: WhatIfView::of(&answer, part, row, texts),
        drawings: drawing::of_part(part.group).into_iter().map(|(svg, key)| (svg, texts.text(key).to_owned())).collect(),
        conflicts: conflicts(&outcome.conflicts, texts),
        sound: inner.store.document().is_sound(at),
        recording: super::recording::kind_of(part.group),
        limit: super::recording::limit(texts),
        saved,
        row: row.0,
        part,
        frame: Frame::new(inner, texts, visitor, task.clone()),
        task,
    };
    html(&page)
}

#[allow(clippy::too_many_arguments, reason = "a page is made of all of these, in one place")]
fn pieces(
    app: &App,
    inner: &mut Inner,
    visitor: &Visitor,
    row: RowId,
    id: &str,
    posted: &Posted,
    outcome: &Outcome,
    steering: &[Column],
) -> Response {
    let Some(part) = part(id) else { return not_found(app, visitor) };
    let texts = app.texts(visitor.language);
    let typed = typed(posted, outcome);
    let answer = match inner.judge.answer(&inner.store, row, &typed) {
        Ok(answer) => answer,
        Err(error) => return failure(app, visitor, &error),
    };
    let Fields { first, rest, .. } = field::fields(part, &inner.store, row, &answer, &typed, texts);
    let again = steering
        .iter()
        .any(|column| part.starts.contains(*column) && field::steers(*column, &answer))
        .then(|| field::fields(part, &inner.store, row, &answer, &typed, texts));
    let mut frame = Frame::new(inner, texts, visitor, String::new());
    frame.said = outcome.said.iter().map(|said| texts.say(said)).collect();
    let page = Pieces {
        answer: AnswerView::of(&answer, part, texts),
        what_if: WhatIfView::of(&answer, part, row, texts),
        fields: first.into_iter().chain(rest).collect(),
        changed: steering.iter().map(|column| column.key()).collect(),
        conflicts: conflicts(&outcome.conflicts, texts),
        row: row.0,
        again,
        frame,
        part,
    };
    html(&page)
}

fn conflicts(conflicts: &[Conflict], texts: &Catalogue) -> Vec<String> {
    let quoted = |text: &str| if text.is_empty() { texts.text("form.nothing").to_owned() } else { format!("‘{text}’") };
    let mut said = Vec::new();
    for conflict in conflicts {
        let key = if conflict.column.is_some() { "form.conflict" } else { "form.conflict.gone" };
        let phrase = Phrase::new(key).text("theirs", quoted(&conflict.theirs)).text("mine", quoted(&conflict.mine));
        let name = conflict.column.map_or_else(String::new, |column| format!("{}: ", label(column, texts)));
        said.push(format!("{name}{}", texts.say(&phrase)));
    }
    if let Some(kept) = conflicts.iter().find_map(|conflict| conflict.kept.as_ref()) {
        let name = kept.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        said.push(texts.say(&Phrase::new("form.conflict.kept").text("kept", name)));
    }
    said
}
