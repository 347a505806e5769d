//! From the page to the report, in every form that this build has.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::guard::DOCUMENT_POLICY;
use super::page::{Visitor, failure, not_found};
use super::{App, work};
use crate::report::Format;
use crate::run::report;

#[derive(Debug, Default, Deserialize)]
pub(super) struct Hints {
    /// To keep, not to look at.
    download: Option<String>,
}

/// `/report/report.html` and so on.
pub(super) async fn report(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
    Query(hints): Query<Hints>,
    visitor: Visitor,
) -> Response {
    let Some(format) = name.strip_prefix("report.").and_then(Format::from_ending) else { return not_found(&app, &visitor) };
    work(&app, move |app, inner| {
        let path = inner.store.path().to_owned();
        let assessment = super::plan::assessment(app, inner, visitor.language);
        let mut assessment = match assessment {
            Ok(assessment) => assessment,
            Err(error) => return failure(app, &visitor, &error),
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
        match report::bytes(&assessment, app.texts(visitor.language), format) {
            Ok(bytes) => document(bytes, &short, format.ending(), hints.download.is_some()),
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
