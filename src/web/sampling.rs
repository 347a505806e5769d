//! Work sampling: a big button for every posture, a signal at an interval.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;

use super::page::{Frame, Visitor, failure, html, not_found, see_other};
use super::posted::{Posted, clean};
use super::{App, Inner, work};
use crate::domain::{Column, Phrase, Unit};
use crate::run::store::{Change, RowId};
use crate::run::{Error, form};
use crate::text::number;

/// What is counted and has no column of counts: of each observation since the program began whether
/// there was kneeling, and hands above the shoulder.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally(Vec<(bool, bool)>);

impl Tally {
    /// Takes the last observation back.
    pub(super) fn back(&mut self) {
        self.0.pop();
    }

    fn seen(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }

    fn kneeling(&self) -> u32 {
        u32::try_from(self.0.iter().filter(|look| look.0).count()).unwrap_or(u32::MAX)
    }

    fn hands(&self) -> u32 {
        u32::try_from(self.0.iter().filter(|look| look.1).count()).unwrap_or(u32::MAX)
    }
}

/// The signal's usual interval, s.
const INTERVAL: &str = "30";

#[derive(Template)]
#[template(path = "form/observe.html")]
struct Page<'a> {
    frame: Frame<'a>,
    row: u64,
    task: String,
    interval: String,
    /// How often, of all.
    counts: Vec<(String, String, String)>,
    /// Minutes a day that a count comes to: the column's key, the words.
    minutes: Vec<(&'static str, String)>,
    no_hours: bool,
    kneeling: bool,
    hands: bool,
}

pub(super) async fn show(State(app): State<Arc<App>>, Path(row): Path<u64>, visitor: Visitor, uri: Uri) -> Response {
    let asked = uri.query().unwrap_or("").to_owned();
    work(&app, move |app, inner| {
        let row = RowId(row);
        if inner.store.place(row).is_none() {
            return not_found(app, &visitor);
        }
        let texts = app.texts(visitor.language);
        let tally = inner.tallies.get(&row).cloned().unwrap_or_default();
        let count = |column| whole(inner, row, column).unwrap_or(0);
        let (all, ge45, ge60) =
            (count(Column::TrunkObservations), count(Column::TrunkObservationsGe45), count(Column::TrunkObservationsGe60));
        let of = |count: u32, all: u32| {
            texts.say(&Phrase::new("form.observe.of").exact("count", f64::from(count)).exact("all", f64::from(all)))
        };
        let share = |count: u32, all: u32| {
            if all == 0 {
                String::new()
            } else {
                number::with_unit(f64::from(count) / f64::from(all) * 100.0, Unit::Percent, texts.language())
            }
        };
        let line = |key: &str, count, all| (texts.text(key).to_owned(), of(count, all), share(count, all));
        let hours = hours(inner, row);
        let minutes = [(Column::KneelingMin, tally.kneeling()), (Column::HandsAboveShoulderMin, tally.hands())];
        let page = Page {
            row: row.0,
            task: inner.store.cell(row, Column::Task),
            interval: Some(inner.store.cell(row, Column::ObservationIntervalS))
                .filter(|text| !text.is_empty())
                .unwrap_or_else(|| INTERVAL.to_owned()),
            counts: vec![
                line("form.observe.upright", all.saturating_sub(ge45), all),
                line("form.observe.ge45", ge45, all),
                line("form.observe.ge60", ge60, all),
                line("form.observe.kneeling", tally.kneeling(), tally.seen()),
                line("form.observe.hands", tally.hands(), tally.seen()),
            ],
            minutes: minutes
                .into_iter()
                .filter(|(_, count)| *count > 0)
                .filter_map(|(column, count)| {
                    let minutes = number::bare(minutes_a_day(count, tally.seen(), hours?), Unit::Minute, texts.language());
                    let name = super::page::label(column, texts);
                    Some((
                        column.key(),
                        format!("{name}: {}", texts.say(&Phrase::new("form.observe.minutes").text("minutes", minutes))),
                    ))
                })
                .collect(),
            no_hours: hours.is_none(),
            kneeling: asked.contains("kneeling=1"),
            hands: asked.contains("hands=1"),
            frame: Frame::new(inner, texts, &visitor, texts.text("form.observe").to_owned()),
        };
        html(&page)
    })
    .await
}

fn minutes_a_day(count: u32, seen: u32, hours: f64) -> f64 {
    f64::from(count) / f64::from(seen.max(1)) * hours * 60.0
}

fn whole(inner: &Inner, row: RowId, column: Column) -> Option<u32> {
    inner.store.cell(row, column).parse().ok()
}

/// How long the task takes a day, h.
fn hours(inner: &mut Inner, row: RowId) -> Option<f64> {
    inner.judge.answer(&inner.store, row, &[]).ok()?.cells.number(Column::TaskHours)
}

/// One look at the work.
pub(super) async fn count(
    State(app): State<Arc<App>>,
    Path(row): Path<u64>,
    visitor: Visitor,
    Form(posted): Form<Vec<(String, String)>>,
) -> Response {
    work(&app, move |app, inner| {
        let (row, posted) = (RowId(row), Posted(posted));
        let (kneeling, hands) = (posted.text("kneeling").is_some(), posted.text("hands").is_some());
        let bent = match posted.text("trunk") {
            Some("upright") => 0,
            Some("ge45") => 1,
            Some("ge60") => 2,
            _ => return not_found(app, &visitor),
        };
        match observed(inner, row, bent, posted.text("interval").unwrap_or("")) {
            Ok(said) => {
                inner.said.extend(said);
                inner.tallies.entry(row).or_default().0.push((kneeling, hands));
                see_other(&format!("/task/{}/observe", row.0))
            }
            Err(error) => failure(app, &visitor, &error),
        }
    })
    .await
}

/// One observation more in the file. Who bends 60° bends 45° too.
fn observed(inner: &mut Inner, row: RowId, bent: u8, interval: &str) -> Result<Vec<Phrase>, Error> {
    let mut cells = Vec::new();
    let counts = [
        (Column::TrunkObservations, true),
        (Column::TrunkObservationsGe45, bent >= 1),
        (Column::TrunkObservationsGe60, bent >= 2),
    ];
    for (column, more) in counts {
        let before = inner.store.cell(row, column);
        // What is no count is not counted on from: the change will say so.
        let after = match (before.as_str(), before.parse::<u32>()) {
            ("", _) => u32::from(more).to_string(),
            (_, Ok(count)) => (count + u32::from(more)).to_string(),
            (_, Err(_)) => before,
        };
        cells.push(inner.store.changed(row, column, after));
    }
    let interval = inner.store.changed(row, Column::ObservationIntervalS, clean(interval));
    if !interval.after.is_empty() && interval.after != interval.before {
        cells.push(interval);
    }
    let outcome = inner.store.change(&Change::Cells { row, cells })?;
    Ok(outcome.said)
}

/// A count becomes minutes a day.
pub(super) async fn minutes(
    State(app): State<Arc<App>>,
    Path(row): Path<u64>,
    visitor: Visitor,
    Form(posted): Form<Vec<(String, String)>>,
) -> Response {
    work(&app, move |app, inner| {
        let (row, posted) = (RowId(row), Posted(posted));
        let column = [Column::KneelingMin, Column::HandsAboveShoulderMin]
            .into_iter()
            .find(|column| posted.text("column") == Some(column.key()));
        let (Some(column), Some(hours)) = (column, hours(inner, row)) else { return not_found(app, &visitor) };
        let tally = inner.tallies.get(&row).cloned().unwrap_or_default();
        let count = if column == Column::KneelingMin { tally.kneeling() } else { tally.hands() };
        let minutes = (minutes_a_day(count, tally.seen(), hours) * 10.0).round() / 10.0;
        let after = minutes.to_string().replace('.', &inner.store.decimal().mark().to_string());
        let cells = vec![inner.store.changed(row, column, after)];
        match inner.store.change(&Change::Cells { row, cells }) {
            Ok(outcome) => {
                inner.said.extend(outcome.said);
                let part = form::parts().iter().find(|part| part.starts.contains(column)).map_or("exposures", form::Part::id);
                see_other(&format!("/task/{}/{part}", row.0))
            }
            Err(error) => failure(app, &visitor, &error),
        }
    })
    .await
}
