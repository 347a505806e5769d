//! The plan of action, edited beside the task file: `taken.plan.csv` beside `taken.csv`.
//!
//! The file is read before every change, so that what a spreadsheet program wrote meanwhile stays;
//! a cell that both changed is left as it stands, and said.

use std::path::{Path as FilePath, PathBuf};
use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;

use super::page::{Frame, Visitor, failure, html, not_found, see_other};
use super::posted::{Posted, clean};
use super::{App, Inner, work};
use crate::domain::plan::{Entered, PlanColumn, PlanEntry, PlanKind, Standing};
use crate::domain::{Assessment, Date, Language, Phrase};
use crate::report::piece::{Verdict, verdict};
use crate::report::plan::{Risk, cell, joined, risks};
use crate::run::assess::{self, Before};
use crate::run::{Error, Setting, line, plan, sentence};
use crate::text::{Catalogue, capital};

/// What a person fills in.
#[derive(Debug)]
struct Fill {
    key: &'static str,
    label: String,
    value: String,
    /// The words to choose from, the chosen one marked; empty for a text.
    words: Vec<(String, String, bool)>,
    long: bool,
}

/// A risk, and the lines of the plan about it.
#[derive(Debug)]
struct RiskView {
    verdict: Verdict,
    place: String,
    risk: String,
    lines: Vec<LineView>,
}

/// A line of the plan.
#[derive(Debug)]
struct LineView {
    id: String,
    measure: String,
    /// Its level, what changes, and what that brings.
    about: String,
    gone: Option<String>,
    fills: Vec<Fill>,
}

#[derive(Template)]
#[template(path = "form/plan.html")]
struct Page<'a> {
    frame: Frame<'a>,
    risks: Vec<RiskView>,
    file: String,
    problems: Vec<String>,
    conflicts: Vec<String>,
}

/// A line that was just changed.
#[derive(Template)]
#[template(path = "form/plan_saved.html")]
struct Saved<'a> {
    frame: Frame<'a>,
    id: String,
    said: Vec<String>,
    fills: Vec<Fill>,
}

/// The plan's file.
pub(super) fn file(task_file: &FilePath) -> PathBuf {
    task_file.with_extension("plan.csv")
}

/// What is found, with what people entered in the plan.
pub(super) fn assessment(app: &App, inner: &Inner, language: Language, before: &Before) -> Result<Assessment, Error> {
    let path = inner.store.path().to_owned();
    let asked = assess::Asked {
        files: std::slice::from_ref(&path),
        before,
        together: false,
        drawn: true,
        options: &inner.store.options(),
        measured: inner.judge.recordings(),
        setting: Setting { language, ..app.setting },
    };
    let mut assessment = assess::compared(&asked, &mut |_, _| {})?;
    let file = file(&path);
    if file.exists() {
        plan::merge_into(&mut assessment, plan::load(&file)?);
    }
    Ok(assessment)
}

pub(super) async fn show(State(app): State<Arc<App>>, visitor: Visitor) -> Response {
    work(&app, move |app, inner| render(app, inner, &visitor, Vec::new())).await
}

fn render(app: &App, inner: &mut Inner, visitor: &Visitor, conflicts: Vec<String>) -> Response {
    let texts = app.texts(visitor.language);
    let assessment = match assessment(app, inner, visitor.language, &Before::NotAsked) {
        Ok(assessment) => assessment,
        Err(error) => return failure(app, visitor, &error),
    };
    let path = file(inner.store.path());
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let of_plan = assessment.problems.iter().filter(|problem| problem.file == path.display().to_string());
    let page = Page {
        risks: by_risk(&assessment.plan.entries, texts),
        problems: of_plan.map(|problem| line(problem, texts)).collect(),
        file: name,
        conflicts,
        frame: Frame::new(inner, texts, visitor, texts.text("form.plan").to_owned()),
    };
    html(&page)
}

/// The lines, risk by risk, as they stand in a report.
fn by_risk(entries: &[PlanEntry], texts: &Catalogue) -> Vec<RiskView> {
    let view = |risk: Risk<'_>| {
        let first = &risk.lines[0].risk;
        RiskView {
            verdict: verdict(first.class, first.provisional, false, false, texts),
            place: risk.place,
            risk: risk.words,
            lines: risk.lines.iter().map(|entry| view(entry, texts)).collect(),
        }
    };
    risks(entries, texts).into_iter().map(view).collect()
}

fn view(entry: &PlanEntry, texts: &Catalogue) -> LineView {
    let words = |column| cell(entry, column, texts);
    LineView {
        id: entry.id.clone(),
        measure: words(PlanColumn::Measure),
        about: joined(
            &[words(PlanColumn::Level), joined(&[words(PlanColumn::Change), words(PlanColumn::Expected)], "; ")],
            " · ",
        ),
        gone: (entry.standing != Standing::Found).then(|| words(PlanColumn::Standing)),
        fills: PlanColumn::ALL.iter().filter(|column| column.is_entered()).map(|column| fill(entry, *column, texts)).collect(),
    }
}

fn fill(entry: &PlanEntry, column: PlanColumn, texts: &Catalogue) -> Fill {
    let value = value(entry, column, texts);
    let words = match column.kind() {
        PlanKind::Choice(choices) => {
            let none = (String::new(), texts.text("form.choose.none").to_owned(), value.is_empty());
            let mut words = vec![none];
            words.extend(choices.iter().map(|choice| {
                let family = if column == PlanColumn::Status { "plan.status" } else { "plan.cost" };
                let shown = texts.find(&format!("{family}.{}", choice.key)).unwrap_or(choice.key);
                (choice.key.to_owned(), shown.to_owned(), value == choice.key)
            }));
            if !words.iter().any(|(.., chosen)| *chosen) {
                words.push((value.clone(), value.clone(), true));
            }
            words
        }
        _ => Vec::new(),
    };
    Fill {
        key: column.key(),
        label: name(column, texts),
        value,
        words,
        long: matches!(column, PlanColumn::Action | PlanColumn::Remark),
    }
}

/// A column's name for people.
fn name(column: PlanColumn, texts: &Catalogue) -> String {
    let name = match texts.language() {
        Language::Dutch => column.nl(),
        Language::English => column.key(),
    };
    capital(&name.replace('_', " "))
}

/// What stands in a cell, as it can be typed again.
fn value(entry: &PlanEntry, column: PlanColumn, texts: &Catalogue) -> String {
    let day = |entered: &Entered<Date>| match entered {
        Entered::Empty => String::new(),
        Entered::Value(date) if texts.language() == Language::Dutch => texts.date(*date),
        Entered::Value(date) => date.to_string(),
        Entered::Unread(text) => text.clone(),
    };
    let follow = &entry.follow;
    match column {
        PlanColumn::Due => day(&follow.due),
        PlanColumn::Remeasure => day(&follow.remeasure),
        PlanColumn::Status => match &follow.status {
            Entered::Empty => String::new(),
            Entered::Value(status) => status.key().to_owned(),
            Entered::Unread(text) => text.clone(),
        },
        PlanColumn::Cost => match &follow.cost {
            Entered::Empty => String::new(),
            Entered::Value(cost) => cost.key().to_owned(),
            Entered::Unread(text) => text.clone(),
        },
        column => cell(entry, column, texts),
    }
}

/// Changes a line.
pub(super) async fn save(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    visitor: Visitor,
    Form(posted): Form<Vec<(String, String)>>,
) -> Response {
    work(&app, move |app, inner| {
        let texts = app.texts(visitor.language);
        let mut found = match assessment(app, inner, visitor.language, &Before::NotAsked) {
            Ok(found) => found,
            Err(error) => return failure(app, &visitor, &error),
        };
        let Some(entry) = found.plan.find(&id).cloned() else { return not_found(app, &visitor) };
        let posted = Posted(posted);
        let mut said = Vec::new();
        let mut changed = false;
        for &column in PlanColumn::ALL.iter().filter(|column| column.is_entered()) {
            let Some(typed) = posted.text(&format!("c.{}", column.key())) else { continue };
            let typed = clean(typed);
            let before = posted.text(&format!("w.{}", column.key())).unwrap_or("").trim();
            let now = value(&entry, column, texts);
            if typed == before || typed == now {
                continue;
            }
            let name = name(column, texts);
            if now != before {
                let quoted =
                    |text: &str| if text.is_empty() { texts.text("form.nothing").to_owned() } else { format!("‘{text}’") };
                let conflict = Phrase::new("form.conflict").text("theirs", quoted(&now)).text("mine", quoted(&typed));
                said.push(format!("{name}: {}", texts.say(&conflict)));
                continue;
            }
            match plan::edit(&mut found.plan, &id, column, &typed) {
                Ok(()) => changed = true,
                Err(problem) => said.push(format!("{name}: {}", sentence(&problem, texts))),
            }
        }
        if changed && let Err(error) = plan::save(&found.plan, &file(inner.store.path()), texts) {
            return failure(app, &visitor, &error);
        }
        if !visitor.piece {
            return if said.is_empty() { see_other(&format!("/plan#p-{id}")) } else { render(app, inner, &visitor, said) };
        }
        let Some(entry) = found.plan.find(&id) else { return not_found(app, &visitor) };
        let page =
            Saved { fills: view(entry, texts).fills, frame: Frame::new(inner, texts, &visitor, String::new()), id, said };
        html(&page)
    })
    .await
}

/// The plan as it stands in its file, to keep.
pub(super) async fn download(State(app): State<Arc<App>>, visitor: Visitor) -> Response {
    work(&app, move |app, inner| match assessment(app, inner, visitor.language, &Before::NotAsked) {
        Ok(found) => {
            let bytes = plan::bytes(&found.plan, app.texts(visitor.language), plan::Format::Csv);
            let name = file(inner.store.path());
            let name = name.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            super::reports::document(bytes, &name, "csv", true)
        }
        Err(error) => failure(app, &visitor, &error),
    })
    .await
}
