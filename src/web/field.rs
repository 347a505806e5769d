//! Fields as a page shows them.

use super::drawing;
use super::page::label;
use crate::domain::choice::MacColour;
use crate::domain::column::Kind;
use crate::domain::{Cell, Column, Language, Problem};
use crate::run::form::{Answer, Part, grade, is_pictured, needed};
use crate::run::store::{RowId, Store, same};
use crate::run::{self, expected};
use crate::text::Catalogue;

/// How a field is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// One line of text.
    Text,
    /// Several lines.
    Long,
    /// A number: a keyboard with digits.
    Number,
    /// A few words to click.
    Words,
    /// Pictures to click.
    Pictures,
    /// Many words to choose from.
    List,
}

/// A field.
#[derive(Debug)]
pub(super) struct FieldView {
    pub(super) key: &'static str,
    pub(super) label: String,
    /// What it means and what it can hold.
    pub(super) about: String,
    pub(super) holds: String,
    pub(super) unit: &'static str,
    pub(super) shape: Shape,
    /// As typed.
    pub(super) value: String,
    /// As it stands in the file.
    pub(super) was: String,
    pub(super) problems: Vec<String>,
    /// Whether a verdict waits for it.
    pub(super) missing: bool,
    pub(super) words: Vec<WordView>,
    /// What was entered before, to pick from.
    pub(super) known: Vec<String>,
}

/// A word of a field.
#[derive(Debug)]
pub(super) struct WordView {
    pub(super) value: String,
    pub(super) words: String,
    pub(super) checked: bool,
    /// The colour of the leaflet and its word.
    pub(super) colour: Option<(&'static str, String)>,
    pub(super) picture: Option<String>,
}

impl FieldView {
    pub(super) fn is(&self, shape: &str) -> bool {
        let own = match self.shape {
            Shape::Text => "text",
            Shape::Long => "long",
            Shape::Number => "number",
            Shape::Words => "words",
            Shape::Pictures => "pictures",
            Shape::List => "list",
        };
        own == shape
    }
}

/// The fields of a part: those that matter first, and the rest.
pub(super) struct Fields {
    pub(super) first: Vec<FieldView>,
    pub(super) rest: Vec<FieldView>,
    /// Whether one of the rest is filled in here, or wrong.
    pub(super) open: bool,
}

/// The fields of a part for a row. `typed`: what a form sent, where it is not what the file holds.
pub(super) fn fields(
    part: &Part,
    store: &Store,
    row: RowId,
    answer: &Answer,
    typed: &[(Column, String)],
    texts: &Catalogue,
) -> Fields {
    let needed = needed(part, &answer.cells);
    let view = |&column: &Column| view(column, store, row, answer, typed, texts);
    let is_first = |column: &&Column| part.methods.is_empty() && is_usual(**column) || needed.contains(**column);
    let (first, rest): (Vec<_>, Vec<_>) = part.columns.iter().partition(is_first);
    // What another part asks is seen there; here it need not lie open.
    let is_own = |column: &&Column| column.spec().group == part.group && !store.cell(row, **column).is_empty();
    let filled = rest.iter().any(is_own);
    let rest: Vec<FieldView> = rest.into_iter().map(view).collect();
    Fields {
        first: first.into_iter().map(view).collect(),
        open: filled || rest.iter().any(|field| !field.problems.is_empty()),
        rest,
    }
}

/// Of who, where and when: what an observer fills in at every task.
const fn is_usual(column: Column) -> bool {
    matches!(
        column,
        Column::Organisation
            | Column::Department
            | Column::Workstation
            | Column::Job
            | Column::Task
            | Column::Date
            | Column::TaskHours
            | Column::WorkdayHours
            | Column::Note
    )
}

fn view(
    column: Column,
    store: &Store,
    row: RowId,
    answer: &Answer,
    typed: &[(Column, String)],
    texts: &Catalogue,
) -> FieldView {
    let was = store.cell(row, column);
    let value = typed.iter().find(|(at, _)| *at == column).map_or_else(|| was.clone(), |(_, text)| text.clone());
    let spec = column.spec();
    let shape = match spec.kind {
        Kind::Text if column == Column::Note => Shape::Long,
        Kind::Text | Kind::Date => Shape::Text,
        Kind::Number(..) => Shape::Number,
        Kind::Choice { .. } if is_pictured(column) => Shape::Pictures,
        Kind::Choice { choices, .. } if choices.len() <= 4 => Shape::Words,
        Kind::Choice { .. } => Shape::List,
    };
    FieldView {
        key: spec.key,
        label: label(column, texts).to_owned(),
        about: texts.text(&format!("column.{}", spec.key)).to_owned(),
        holds: texts.say(&expected(column)),
        unit: if let Kind::Number(unit, _) = spec.kind { unit.symbol() } else { "" },
        shape,
        words: words(column, &value, store, answer, texts),
        known: if matches!(spec.kind, Kind::Text | Kind::Date) && column != Column::Note {
            known(column, store)
        } else {
            Vec::new()
        },
        problems: problems(column, answer, texts),
        missing: is_missing(column, answer),
        value,
        was,
    }
}

/// What was entered before; of days also today, which is what an observer wants most.
fn known(column: Column, store: &Store) -> Vec<String> {
    let mut known = store.known(column);
    if column == Column::Date {
        let today = run::today(store.document().language(Language::Dutch));
        if !known.contains(&today) {
            known.insert(0, today);
        }
    }
    known
}

/// What is wrong with a field, but for what is merely not filled in yet.
pub(super) fn problems(column: Column, answer: &Answer, texts: &Catalogue) -> Vec<String> {
    let mine = answer.problems.iter().filter(|(at, problem)| *at == Some(column) && !is_gap(problem));
    mine.map(|(_, problem)| run::sentence(problem, texts)).collect()
}

/// Whether a verdict waits for a field that is empty.
pub(super) fn is_missing(column: Column, answer: &Answer) -> bool {
    answer.cells.is_empty(column) && answer.problems.iter().any(|(at, problem)| *at == Some(column) && is_gap(problem))
}

fn is_gap(problem: &Problem) -> bool {
    problem.found.is_empty()
}

fn words(column: Column, value: &str, store: &Store, answer: &Answer, texts: &Catalogue) -> Vec<WordView> {
    let Kind::Choice { choices, .. } = column.spec().kind else { return Vec::new() };
    let language = store.document().language(texts.language());
    let none = WordView {
        value: String::new(),
        words: texts.text("form.choose.none").to_owned(),
        checked: value.is_empty(),
        colour: None,
        picture: None,
    };
    let mut words: Vec<WordView> = Vec::new();
    for (place, choice) in choices.iter().enumerate() {
        let place = u8::try_from(place).unwrap_or(u8::MAX);
        let written = match language {
            Language::Dutch => choice.nl,
            Language::English => choice.key,
        };
        let checked = !value.is_empty() && same(column, value, written);
        let grade = grade(column, place, &answer.cells);
        words.push(WordView {
            // What stands there stays as it stands, whoever wrote it how.
            value: if checked { value.to_owned() } else { written.to_owned() },
            words: name(column, choice.key, grade.map(|grade| grade.text), texts),
            checked,
            colour: grade.map(|grade| colour(grade.colour, texts)),
            picture: drawing::choice(column, place),
        });
    }
    if !value.is_empty() && !words.iter().any(|word| word.checked) {
        words.push(WordView { value: value.to_owned(), words: value.to_owned(), checked: true, colour: None, picture: None });
    }
    words.push(none);
    words
}

/// The words of a choice for people: the form's own, else the leaflet's, else as a report says it.
fn name(column: Column, key: &str, grade: Option<&str>, texts: &Catalogue) -> String {
    if let Some(own) = texts.find(&format!("choice.{}.{key}", column.key())) {
        return own.to_owned();
    }
    if let Some(found) = grade.and_then(|grade| texts.find(grade)).filter(|found| !found.contains('{')) {
        return found.to_owned();
    }
    let plain = texts.find(&format!("choice.{key}")).or_else(|| texts.find(&format!("word.{key}")));
    plain.map_or_else(|| key.replace('_', " "), str::to_owned)
}

/// A colour of the leaflets as the class whose colour it has, and its word.
fn colour(colour: MacColour, texts: &Catalogue) -> (&'static str, String) {
    let (css, key) = match colour {
        MacColour::Green => ("acceptable", "mac.colour.green"),
        MacColour::Amber => ("increased", "mac.colour.amber"),
        MacColour::Red => ("high", "mac.colour.red"),
        MacColour::Purple => ("very-high", "mac.colour.purple"),
    };
    (css, texts.text(key).to_owned())
}

/// Whether what is asked next depends on this field.
pub(super) fn steers(column: Column, answer: &Answer) -> bool {
    matches!(answer.cells.get(column), Cell::Choice(_) | Cell::Empty) && matches!(column.spec().kind, Kind::Choice { .. })
}
