//! One output for each input, in a folder, and a list of what became of each.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::gather::Found;
use super::joined::Joined;
use super::{LIST, OneOf, Request, Shard, Summary, alone, name_refused};
use crate::domain::{Language, Phrase};
use crate::input::Dialect;
use crate::run::Error;
use crate::run::output::Output;
use crate::run::score::{self, Listener};
use crate::text::Catalogue;

/// One line of the list.
struct Line {
    file: String,
    output: String,
    outcome: Result<score::Summary, String>,
}

/// Scores each file into `folder`.
pub(super) fn run(
    request: &Request,
    files: &[Found],
    folder: &Path,
    texts: &Catalogue,
    listener: &mut dyn Listener,
) -> Result<Summary, Error> {
    let outputs = outputs(files, folder)?;
    fs::create_dir_all(folder).map_err(|error| Error::io(folder, error))?;
    let (mut summary, mut lines, mut bytes) = (Summary::default(), Vec::new(), 0);
    for (at, (file, out)) in files.iter().zip(&outputs).enumerate() {
        if request.shard.is_some_and(|shard| at as u64 % shard.of != shard.number - 1) {
            continue;
        }
        let mut voice = OneOf::new(listener, texts, &file.name, bytes);
        let outcome = one(request, file, out, texts, &mut voice);
        bytes += voice.bytes;
        let output = out.strip_prefix(folder).unwrap_or(out).to_string_lossy().into_owned();
        let outcome = match outcome {
            Ok(one) => {
                summary.add(one);
                Ok(one.rows)
            }
            Err(error) if error.is_closed_pipe() => return Err(error),
            Err(error) => {
                name_refused(&error, texts, listener);
                summary.refused += 1;
                Err(error.say(texts))
            }
        };
        lines.push(Line { file: file.path.to_string_lossy().into_owned(), output, outcome });
    }
    let name = match request.shard {
        None => format!("{LIST}.csv"),
        Some(shard) => format!("{LIST}.{}-of-{}.csv", shard.number, shard.of),
    };
    Output::write_whole(Some(&folder.join(name)), &list(&lines, request.setting.language))?;
    Ok(summary)
}

/// Where the output of each file stands: named as the file, with `.csv` behind what is no CSV.
fn outputs(files: &[Found], folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut taken: BTreeMap<PathBuf, &Found> = BTreeMap::new();
    let mut outputs = Vec::with_capacity(files.len());
    for file in files {
        let is_csv = Path::new(&file.name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
        let out = folder.join(if is_csv { file.name.clone() } else { format!("{}.csv", file.name) });
        let named = |key| Phrase::new(key).text("out", out.display().to_string()).text("file", file.path.display().to_string());
        if let Some(other) = taken.get(&out) {
            return Err(Error::Usage(named("run.batch.same_name").text("other", other.path.display().to_string())));
        }
        if is_one_of(&out, files) {
            return Err(Error::Usage(named("run.batch.over_input")));
        }
        taken.insert(out.clone(), file);
        outputs.push(out);
    }
    Ok(outputs)
}

/// Whether an output would take the place of an input.
fn is_one_of(out: &Path, files: &[Found]) -> bool {
    let Ok(out) = fs::canonicalize(out) else { return false };
    files.iter().any(|file| fs::canonicalize(&file.path).is_ok_and(|path| path == out))
}

fn one(request: &Request, file: &Found, out: &Path, texts: &Catalogue, voice: &mut OneOf<'_>) -> Result<Summary, Error> {
    if let Some(parent) = out.parent() {
        fs::create_dir_all(parent).map_err(|error| Error::io(parent, error))?;
    }
    if request.shard.is_none() {
        let rows = score::run(&alone(request, &file.path, Some(out)), texts, voice)?;
        return Ok(Summary { rows, scored: 1, ..Summary::default() });
    }
    // The whole of the file, with the note by which it is known to be finished.
    let whole = Joined { request, shard: Some(Shard { number: 1, of: 1 }), is_labelled: false };
    whole.run(std::slice::from_ref(file), Some(out), texts, voice)
}

/// The list, as a spreadsheet program in this language reads it.
fn list(lines: &[Line], language: Language) -> Vec<u8> {
    let dialect = match language {
        Language::Dutch => Dialect::DUTCH,
        Language::English => Dialect::ENGLISH,
    };
    let mut writer = csv::WriterBuilder::new()
        .delimiter(dialect.delimiter)
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let mut write = |cells: [&str; 7]| writer.write_record(cells).expect("memory takes all that is written to it");
    write(["file", "output", "state", "rows", "assessed", "rejected", "reason"]);
    for line in lines {
        match &line.outcome {
            Ok(rows) => {
                let [all, assessed, rejected] = [rows.rows(), rows.assessed, rows.rejected].map(|count| count.to_string());
                write([&line.file, &line.output, "scored", &all, &assessed, &rejected, ""]);
            }
            Err(reason) => write([&line.file, "", "rejected", "", "", "", reason]),
        }
    }
    writer.into_inner().expect("memory takes all that is written to it")
}
