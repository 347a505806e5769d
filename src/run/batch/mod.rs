//! Batches of many files, and shares of a batch: one output for each input or all in one, on one
//! machine or on several.
//!
//! | asked | done |
//! |---|---|
//! | several inputs, OUT a folder | `apart`: an output for each, and a list of what became of each |
//! | several inputs, OUT a file | `joined`: one output, with the file and row that each row came from |
//! | `I/N` | the I-th share: of the rows where the output is one, of the files where it is a folder |
//!
//! An input that is refused is named and does not stop the others.

mod apart;
mod gather;
mod joined;
pub mod merge;
mod shard;

use std::path::{Path, PathBuf};

use super::score::{self, Listener};
use super::{Error, Setting};
use crate::domain::Phrase;
use crate::input::Options;
use crate::text::Catalogue;
pub use shard::Shard;

/// What the list of a folder's outputs is called.
const LIST: &str = "rugwijzer-files";

/// What is asked of a batch of many files.
#[derive(Debug, Clone)]
pub struct Request {
    /// Task files, folders of them, and patterns.
    pub inputs: Vec<PathBuf>,
    /// How they are read.
    pub options: Options,
    /// A file, a folder, or nothing or `-` for standard output.
    pub out: Option<PathBuf>,
    /// Whether all go into one output, whatever `out` looks like.
    pub into_one: bool,
    /// Which share of it is done; all if none.
    pub shard: Option<Shard>,
    /// Whether a share that is finished is done again.
    pub force: bool,
    /// The columns that are written, by name; all if there are none.
    pub columns: Vec<String>,
    /// Language and law.
    pub setting: Setting,
    /// How many threads score.
    pub threads: usize,
}

/// What came of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// The rows of the inputs that were scored.
    pub rows: score::Summary,
    /// How many inputs were scored, or have rows in this share.
    pub scored: u64,
    /// How many were refused.
    pub refused: u64,
    /// How many outputs were there already, finished by an earlier run.
    pub finished: u64,
}

impl Summary {
    fn add(&mut self, other: Self) {
        self.rows.add(other.rows);
        self.scored += other.scored;
        self.refused += other.refused;
        self.finished += other.finished;
    }

    /// Whether nothing at all came out, because every input was refused.
    pub const fn is_nothing(self) -> bool {
        self.scored == 0 && self.refused > 0
    }
}

/// Where the results go.
enum Place<'a> {
    One(Option<&'a Path>),
    Folder(&'a Path),
}

impl Request {
    /// Whether this is more than one file into one output.
    pub fn is_many(&self) -> bool {
        self.has_several() || self.into_one || self.shard.is_some() || self.out.as_deref().is_some_and(Path::is_dir)
    }

    fn has_several(&self) -> bool {
        self.inputs.len() > 1 || self.inputs.iter().any(|path| gather::is_several(path))
    }

    fn place(&self) -> Result<Place<'_>, Error> {
        let usage = |key| Err(Error::Usage(Phrase::new(key)));
        let out = self.out.as_deref().filter(|out| *out != Path::new("-"));
        if self.is_many() && self.inputs.iter().any(|path| path == Path::new("-")) {
            return usage("run.batch.standard_input");
        }
        let Some(out) = out else {
            return match (self.shard, self.into_one) {
                (Some(_), _) => usage("run.batch.shard_needs_out"),
                (None, true) => Ok(Place::One(None)),
                (None, false) => usage("run.batch.where"),
            };
        };
        if self.into_one {
            return Ok(Place::One(Some(out)));
        }
        let is_folder = out.is_dir()
            || out.as_os_str().to_string_lossy().ends_with(std::path::MAIN_SEPARATOR)
            || self.has_several() && out.extension().is_none() && !out.exists();
        Ok(if is_folder { Place::Folder(out) } else { Place::One(Some(out)) })
    }
}

/// Scores many files, or a share of them.
///
/// # Errors
/// When what is asked is not possible, or the result cannot be written. An input that cannot be
/// read is no error: the listener hears of it, and it is counted.
pub fn run(request: &Request, texts: &Catalogue, listener: &mut dyn Listener) -> Result<Summary, Error> {
    match request.place()? {
        Place::One(out) => {
            let mut files = gather::find(&request.inputs, None)?;
            if let Some(old) = out.and_then(|out| std::fs::canonicalize(out).ok()).filter(|_| request.has_several()) {
                // What an earlier run made of this folder is no part of it.
                files.retain(|file| std::fs::canonicalize(&file.path).ok().as_deref() != Some(&old));
            }
            let batch =
                joined::Joined { request, shard: request.shard, is_labelled: request.has_several() || request.into_one };
            batch.run(&files, out, texts, listener)
        }
        Place::Folder(out) => apart::run(request, &gather::find(&request.inputs, Some(out))?, out, texts, listener),
    }
}

/// The question of `file` alone.
fn alone(request: &Request, file: &Path, out: Option<&Path>) -> score::Request {
    score::Request {
        file: file.to_owned(),
        options: request.options.clone(),
        out: out.map(Path::to_owned),
        columns: request.columns.clone(),
        setting: request.setting,
        threads: request.threads,
    }
}

/// Hears one file of several: says of which file a note is, and counts its bytes on.
struct OneOf<'a> {
    listener: &'a mut dyn Listener,
    texts: &'a Catalogue,
    name: &'a str,
    before: u64,
    bytes: u64,
}

impl<'a> OneOf<'a> {
    fn new(listener: &'a mut dyn Listener, texts: &'a Catalogue, name: &'a str, before: u64) -> Self {
        Self { listener, texts, name, before, bytes: 0 }
    }
}

impl Listener for OneOf<'_> {
    fn problems(&mut self, lines: &str) {
        self.listener.problems(lines);
    }

    fn progress(&mut self, bytes: u64) {
        self.bytes = bytes;
        self.listener.progress(self.before + bytes);
    }

    fn note(&mut self, note: &str) {
        let note = Phrase::new("run.note").text("file", self.name).text("note", note);
        self.listener.note(&self.texts.say(&note));
    }
}

/// Names an input that is refused.
fn name_refused(error: &Error, texts: &Catalogue, listener: &mut dyn Listener) {
    listener.problems(&format!("{}\n", error.say(texts)));
}
