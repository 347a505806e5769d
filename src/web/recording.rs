//! Recordings: copied beside the task file, analysed like any, named in their row.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use askama::Template;
use axum::Form;
use axum::extract::multipart::{Field, Multipart};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use tokio::io::AsyncWriteExt;

use super::page::{Frame, Visitor, failure, html, message, not_found, see_other};
use super::posted::Posted;
use super::reports::document;
use super::{App, work};
use crate::domain::column::Group;
use crate::domain::{Column, Phrase, Unit};
use crate::run::posture::{self, Stretch};
use crate::run::store::{Change, RowId};
use crate::run::{Error, vibration};
use crate::text::{Catalogue, number};

/// The largest recording, bytes: a week of a trunk sensor at 100 Hz is some 600 MB.
const LARGEST: u64 = 2 << 30;
/// The endings of recordings.
const ENDINGS: [&str; 4] = ["csv", "txt", "cwa", "gt3x"];

/// What a recording is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Trunk,
    Seat,
}

impl Of {
    fn named(name: &str) -> Option<Self> {
        match name {
            "trunk" => Some(Self::Trunk),
            "seat" => Some(Self::Seat),
            _ => None,
        }
    }

    const fn column(self) -> Column {
        match self {
            Self::Trunk => Column::TrunkRecording,
            Self::Seat => Column::VibrationRecording,
        }
    }
}

/// The kind of recording that a part of the form takes.
pub(super) const fn kind_of(group: Group) -> Option<&'static str> {
    match group {
        Group::Trunk => Some("trunk"),
        Group::Vibration => Some("seat"),
        _ => None,
    }
}

/// The largest recording in words.
pub(super) fn limit(texts: &Catalogue) -> String {
    format!("{} GB", number::exact((LARGEST >> 30) as f64, texts.language()))
}

/// Analyses that run or have run since the program began.
#[derive(Debug, Default)]
pub(crate) struct Jobs {
    jobs: BTreeMap<u64, Arc<Job>>,
}

/// An analysis.
#[derive(Debug)]
struct Job {
    row: RowId,
    of: Of,
    path: PathBuf,
    name: String,
    /// The zero posture that was stated.
    reference: Option<Stretch>,
    done: AtomicU64,
    all: AtomicU64,
    result: Mutex<Option<Result<Found, String>>>,
}

/// What an analysis found.
#[derive(Debug, Clone)]
struct Found {
    facts: Vec<(String, String)>,
    page: Vec<u8>,
    /// Why it gives no values, where it does not.
    rejected: Option<String>,
}

/// A name that is only a name: no folder, no sign that a system takes for something else.
fn safe(name: &str) -> Option<String> {
    let name = name.rsplit(['/', '\\']).next().unwrap_or("");
    let (stem, ending) = name.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    if !ENDINGS.contains(&ending.as_str()) {
        return None;
    }
    let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' };
    let stem: String = stem.chars().map(plain).take(60).collect();
    let stem = stem.trim_matches('-');
    let stem = if stem.is_empty() { "opname" } else { stem };
    // Names that Windows keeps for devices.
    let device = ["con", "prn", "aux", "nul"].contains(&stem.to_ascii_lowercase().as_str())
        || stem.len() == 4 && ["com", "lpt"].contains(&stem[..3].to_ascii_lowercase().as_str());
    Some(format!("{}{stem}.{ending}", if device { "opname-" } else { "" }))
}

/// A recording arrives.
pub(super) async fn upload(
    State(app): State<Arc<App>>,
    Path((row, kind)): Path<(u64, String)>,
    visitor: Visitor,
    mut parts: Multipart,
) -> Response {
    let bad = |status, key| message(&app, &visitor, status, "form.failed", key);
    let Some(of) = Of::named(&kind) else { return not_found(&app, &visitor) };
    let folder = {
        let file = app.file();
        file.parent().map_or_else(PathBuf::new, std::path::Path::to_owned)
    };
    let mut arrived = None;
    let mut reference = String::new();
    loop {
        match parts.next_field().await {
            Ok(Some(field)) if field.name() == Some("reference") => reference = field.text().await.unwrap_or_default(),
            Ok(Some(field)) if field.name() == Some("recording") => {
                let given = field.file_name().unwrap_or("").to_owned();
                if given.is_empty() {
                    continue;
                }
                let Some(name) = safe(&given) else { return bad(StatusCode::UNSUPPORTED_MEDIA_TYPE, "form.recording.kind") };
                match receive(field, &folder, &name).await {
                    Ok(path) => arrived = Some(path),
                    Err(Trouble::Large) => {
                        let texts = app.texts(visitor.language);
                        let said = Phrase::new("form.recording.large").text("limit", limit(texts));
                        return super::page::said(texts, StatusCode::PAYLOAD_TOO_LARGE, texts.say(&said));
                    }
                    Err(Trouble::Broken) => return bad(StatusCode::BAD_REQUEST, "form.recording.broken"),
                    Err(Trouble::Io(error)) => return failure(&app, &visitor, &Error::io(&folder.join(name), error)),
                }
            }
            Ok(Some(_)) => {}
            Ok(None) => break,
            Err(_) => return bad(StatusCode::BAD_REQUEST, "form.recording.broken"),
        }
    }
    let Some(path) = arrived else { return bad(StatusCode::BAD_REQUEST, "form.recording.none") };
    let upright = reference.trim().to_owned();
    let Ok(reference) = posture::stretch(&upright) else {
        return bad(StatusCode::BAD_REQUEST, "form.recording.reference.bad");
    };
    work(&app, move |app, inner| {
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let mut cells = vec![inner.store.changed(RowId(row), of.column(), name)];
        // The moment belongs to the recording: that of an earlier one does not stay.
        cells.extend((of == Of::Trunk).then(|| inner.store.changed(RowId(row), Column::TrunkReferenceS, upright)));
        match inner.store.change(&Change::Cells { row: RowId(row), cells }) {
            Ok(outcome) => {
                inner.said.extend(outcome.said);
                let id = begin(app, inner, &visitor, RowId(row), of, path, reference);
                see_other(&format!("/recording/{id}"))
            }
            Err(error) => failure(app, &visitor, &error),
        }
    })
    .await
}

enum Trouble {
    Large,
    Broken,
    Io(std::io::Error),
}

/// Copies a recording beside the task file; it appears whole or not at all, and replaces nothing.
async fn receive(mut field: Field<'_>, folder: &std::path::Path, name: &str) -> Result<PathBuf, Trouble> {
    let folder = if folder.as_os_str().is_empty() { std::path::Path::new(".") } else { folder };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".rugwijzer-").suffix(".part");
    let part = builder.tempfile_in(folder).map_err(Trouble::Io)?;
    let mut file = tokio::fs::File::from_std(part.reopen().map_err(Trouble::Io)?);
    let mut length = 0;
    while let Some(chunk) = field.chunk().await.map_err(|_| Trouble::Broken)? {
        length += chunk.len() as u64;
        if length > LARGEST {
            return Err(Trouble::Large);
        }
        file.write_all(&chunk).await.map_err(Trouble::Io)?;
    }
    file.sync_all().await.map_err(Trouble::Io)?;
    drop(file);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let mut part = part.into_temp_path();
    for number in 1..1000 {
        let path = folder.join(if number == 1 { name.to_owned() } else { format!("{stem}-{number}.{ending}") });
        match part.persist_noclobber(&path) {
            Ok(()) => return Ok(path),
            Err(taken) if taken.error.kind() == std::io::ErrorKind::AlreadyExists => part = taken.path,
            Err(failed) => return Err(Trouble::Io(failed.error)),
        }
    }
    Err(Trouble::Io(std::io::Error::from(std::io::ErrorKind::AlreadyExists)))
}

/// Starts an analysis on a thread of its own and says its number.
fn begin(
    app: &App,
    inner: &mut super::Inner,
    visitor: &Visitor,
    row: RowId,
    of: Of,
    path: PathBuf,
    reference: Option<Stretch>,
) -> u64 {
    let id = inner.recordings.jobs.last_key_value().map_or(1, |(id, _)| id + 1);
    let all = std::fs::metadata(&path).map_or(0, |data| data.len());
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let job = Arc::new(Job {
        row,
        of,
        path,
        name,
        reference,
        done: AtomicU64::new(0),
        all: AtomicU64::new(all),
        result: Mutex::new(None),
    });
    inner.recordings.jobs.insert(id, Arc::clone(&job));
    let (texts, options) = (app.texts(visitor.language).clone(), inner.judge.recordings().clone());
    std::thread::spawn(move || {
        let mut heard = |done: u64, _: u64| job.done.store(done, Ordering::Relaxed);
        let result = match job.of {
            Of::Trunk => {
                let mut asked = options.trunk.clone();
                asked.reference = job.reference.or(asked.reference);
                posture::analyse_file(&job.path, &options.trunk_reading, &asked, &mut heard)
                    .map(|found| of_trunk(found, &job.name, &texts))
            }
            Of::Seat => vibration::analyse(&job.path, &options.seat, &mut heard).map(|found| of_seat(found, &texts)),
        };
        let result = result.map_err(|error| reason(&error, &texts));
        *job.result.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
    });
    id
}

/// Why, without the place on this machine.
fn reason(error: &Error, texts: &Catalogue) -> String {
    match error {
        Error::Refused { phrase, .. } | Error::Usage(phrase) | Error::Unset(phrase) => texts.say(phrase),
        Error::Io { source, .. } => source.to_string(),
    }
}

fn of_trunk(found: posture::Analysis, name: &str, texts: &Catalogue) -> Found {
    let share = |value: f64| number::with_unit(value, Unit::Percent, texts.language());
    let fact = |key: &str, value: f64, (low, high): (f64, f64)| {
        (texts.text(key).to_owned(), format!("{} ({} – {})", share(value), share(low), share(high)))
    };
    let recorded = found.recorded_trunk();
    let facts = recorded.map_or_else(Vec::new, |trunk| {
        vec![
            fact("field.trunk_ge45_pct", trunk.ge45, trunk.ge45_interval),
            fact("field.trunk_ge60_pct", trunk.ge60, trunk.ge60_interval),
        ]
    });
    let rejected = recorded.is_none().then(|| texts.say(&posture::why_rejected(name, &found)));
    Found { facts, page: posture::page::page(&[(name.to_owned(), Ok(found))], true, texts), rejected }
}

fn of_seat(found: vibration::VibrationResult, texts: &Catalogue) -> Found {
    let keys = ["field.aw_x_ms2", "field.aw_y_ms2", "field.aw_z_ms2"];
    let value = |value: f64| number::with_unit(value, Unit::Acceleration, texts.language());
    let facts = keys.iter().zip(found.rms()).map(|(key, rms)| (texts.text(key).to_owned(), value(rms))).collect();
    Found { facts, page: vibration::page(&[found], &[], true, texts), rejected: None }
}

#[derive(Template)]
#[template(path = "form/recording.html")]
struct Page<'a> {
    frame: Frame<'a>,
    id: u64,
    row: u64,
    part: &'static str,
    name: String,
    /// Bytes read and all, while it runs.
    busy: Option<(u64, u64)>,
    found: Option<Found>,
    failed: Option<String>,
    of_trunk: bool,
}

fn job(inner: &super::Inner, id: u64) -> Option<Arc<Job>> {
    inner.recordings.jobs.get(&id).cloned()
}

pub(super) async fn progress(State(app): State<Arc<App>>, Path(id): Path<u64>, visitor: Visitor) -> Response {
    work(&app, move |app, inner| {
        let Some(job) = job(inner, id) else { return not_found(app, &visitor) };
        let texts = app.texts(visitor.language);
        let result = job.result.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut frame = Frame::new(inner, texts, &visitor, texts.text("form.recording").to_owned());
        frame.again = result.is_none().then_some(1);
        let page = Page {
            frame,
            id,
            row: job.row.0,
            part: if job.of == Of::Trunk { "trunk" } else { "vibration" },
            name: job.name.clone(),
            busy: result.is_none().then(|| (job.done.load(Ordering::Relaxed), job.all.load(Ordering::Relaxed).max(1))),
            failed: match &result {
                Some(Err(why)) => Some(why.clone()),
                Some(Ok(found)) => found.rejected.clone(),
                None => None,
            },
            found: result.and_then(Result::ok),
            of_trunk: job.of == Of::Trunk,
        };
        html(&page)
    })
    .await
}

/// The same recording with another zero posture.
pub(super) async fn again(
    State(app): State<Arc<App>>,
    Path(id): Path<u64>,
    visitor: Visitor,
    Form(posted): Form<Vec<(String, String)>>,
) -> Response {
    work(&app, move |app, inner| {
        let Some(job) = job(inner, id) else { return not_found(app, &visitor) };
        let upright = Posted(posted).text("reference").unwrap_or("").trim().to_owned();
        let Ok(reference) = posture::stretch(&upright) else {
            return message(app, &visitor, StatusCode::BAD_REQUEST, "form.failed", "form.recording.reference.bad");
        };
        let cells = vec![inner.store.changed(job.row, Column::TrunkReferenceS, upright)];
        match inner.store.change(&Change::Cells { row: job.row, cells }) {
            Ok(outcome) => inner.said.extend(outcome.said),
            Err(error) => return failure(app, &visitor, &error),
        }
        let id = begin(app, inner, &visitor, job.row, job.of, job.path.clone(), reference);
        see_other(&format!("/recording/{id}"))
    })
    .await
}

/// The whole result, as `posture` and `vibration` write it.
pub(super) async fn page(State(app): State<Arc<App>>, Path(id): Path<u64>, visitor: Visitor) -> Response {
    work(&app, move |app, inner| {
        let Some(job) = job(inner, id) else { return not_found(app, &visitor) };
        let result = job.result.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match result {
            Some(Ok(found)) => document(found.page, &job.name, "html", false),
            _ => not_found(app, &visitor),
        }
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_in_its_folder() {
        for (given, kept) in [
            ("rug.csv", Some("rug.csv")),
            ("../../etc/passwd.csv", Some("passwd.csv")),
            ("C:\\Users\\An\\Opname 1 (ochtend).CWA", Some("Opname-1--ochtend.cwa")),
            ("..csv", Some("opname.csv")),
            ("nul.csv", Some("opname-nul.csv")),
            ("com1.gt3x", Some("opname-com1.gt3x")),
            ("a\0b.csv", Some("a-b.csv")),
            ("é.csv", Some("opname.csv")),
            ("rug.exe", None),
            ("rug", None),
            ("", None),
        ] {
            assert_eq!(safe(given).as_deref(), kept, "{given:?}");
        }
    }
}
