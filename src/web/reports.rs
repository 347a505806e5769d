//! From the page to the report, in every form that this build has.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::guard::DOCUMENT_POLICY;
use super::page::{Visitor, failure, not_found};
use super::{App, work};
use crate::domain::{Date, Phrase};
use crate::report::Format;
use crate::run::report::{self, Before, Cover};
use crate::run::{Error, Period};

/// What is said of a report and asked of it; a form sends what was left empty as an empty text.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// To keep, not to look at.
    download: Option<String>,
    client: String,
    question: String,
    author: String,
    /// The day of the report.
    date: String,
    /// The day of the situation before; empty: no comparison.
    before: String,
    /// The day of the situation after; empty: all other days.
    after: String,
}

impl Asked {
    fn cover(&self) -> Result<Cover, Error> {
        Ok(Cover {
            client: self.client.clone(),
            question: self.question.clone(),
            author: self.author.clone(),
            date: day(&self.date)?,
            logo: None,
        })
    }

    fn before(&self) -> Result<Before, Error> {
        let one = |date| Period { first: date, last: date };
        let (before, after) = (day(&self.before)?, day(&self.after)?);
        Ok(before.map_or(Before::NotAsked, |before| Before::Dates { before: one(before), after: after.map(one) }))
    }
}

/// A day as the form sends it; `None` where it was left empty.
fn day(text: &str) -> Result<Option<Date>, Error> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    report::day(text).map(Some).ok_or_else(|| Error::Usage(Phrase::new("form.report.no_day").text("text", text)))
}

/// `/report/report.html` and so on.
pub(super) async fn report(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
    visitor: Visitor,
) -> Response {
    let Some(format) = name.strip_prefix("report.").and_then(Format::from_ending) else { return not_found(&app, &visitor) };
    work(&app, move |app, inner| {
        let path = inner.store.path().to_owned();
        let cover = asked.cover();
        let assessment = asked.before().and_then(|before| super::plan::assessment(app, inner, visitor.language, &before));
        let (mut assessment, cover) = match (assessment, cover) {
            (Ok(assessment), Ok(cover)) => (assessment, cover),
            (Err(error), _) | (_, Err(error)) => return failure(app, &visitor, &error),
        };
        // A report names the file, not where on this machine it lies.
        let short = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let long = path.display().to_string();
        for input in &mut assessment.inputs {
            input.file.clone_from(&short);
        }
        let origins = assessment.jobs.iter_mut().flat_map(|job| &mut job.tasks).flat_map(|task| &mut task.origins);
        for file in
            origins.map(|origin| &mut origin.file).chain(assessment.problems.iter_mut().map(|problem| &mut problem.file))
        {
            if *file == long {
                file.clone_from(&short);
            }
        }
        match report::covered(&assessment, app.texts(visitor.language), format, &cover) {
            Ok(bytes) => document(bytes, &short, format.ending(), asked.download.is_some()),
            Err(error) => failure(app, &visitor, &error),
        }
    })
    .await
}

/// A whole document: shown in a page that can do nothing, or kept as a file.
pub(super) fn document(bytes: Vec<u8>, file: &str, ending: &str, keep: bool) -> Response {
    let kind = match ending {
        "html" => "text/html; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "json" => "application/json",
        "pdf" => "application/pdf",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    };
    let stem: String = file
        .rsplit_once('.')
        .map_or(file, |(stem, _)| stem)
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' })
        .collect();
    let how = if keep || ending != "html" { "attachment" } else { "inline" };
    let disposition = format!("{how}; filename=\"{stem}.{ending}\"");
    (
        [
            (header::CONTENT_TYPE, kind.to_owned()),
            (header::CONTENT_DISPOSITION, disposition),
            (header::CONTENT_SECURITY_POLICY, DOCUMENT_POLICY.to_owned()),
        ],
        bytes,
    )
        .into_response()
}
