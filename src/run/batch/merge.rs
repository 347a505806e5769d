//! Shares of a batch put together again: the same bytes that one run would have written.

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::shard::Note;
use super::{Summary, gather};
use crate::domain::Phrase;
use crate::run::assess::hexadecimal;
use crate::run::output::{Output, Seal};
use crate::run::{Error, score};

/// What is asked of a merge.
#[derive(Debug, Clone)]
pub struct Request {
    /// The outputs of all shares, in any order.
    pub parts: Vec<PathBuf>,
    /// Where the whole goes; standard output if nowhere.
    pub out: Option<PathBuf>,
}

/// How much is copied at once.
const CHUNK: usize = 1 << 18;

/// Puts shares together.
///
/// # Errors
/// When a share is missing, is there twice, is not finished, was changed since, or is of another
/// input, version or choice of options; when it cannot be read, or the whole not be written.
pub fn run(request: &Request) -> Result<Summary, Error> {
    let mut parts: Vec<(PathBuf, Note)> = Vec::new();
    for found in gather::find(&request.parts, None)? {
        let note = Note::beside(&found.path).ok_or_else(|| refused(&found.path, Phrase::new("run.merge.no_note")))?;
        parts.push((found.path, note));
    }
    parts.sort_by_key(|(_, note)| note.shard.number);
    check(&parts)?;
    let mut out = Output::open(request.out.as_deref())?;
    let (mut head, mut summary) = (Vec::new(), Summary::default());
    for (path, note) in &parts {
        copy(path, note, &mut head, &mut out)?;
        summary.rows.add(score::Summary { assessed: note.assessed, rejected: note.rejected });
        summary.refused += note.refused;
        summary.scored += 1;
    }
    out.finish()?;
    Ok(summary)
}

fn refused(path: &Path, phrase: Phrase) -> Error {
    Error::Refused { path: path.to_owned(), phrase }
}

/// Whether these are all shares of one batch.
fn check(parts: &[(PathBuf, Note)]) -> Result<(), Error> {
    let Some((first, lead)) = parts.first() else { return Err(Error::Usage(Phrase::new("run.merge.nothing"))) };
    for (path, note) in &parts[1..] {
        let what =
            if note.shard.of == lead.shard.of { note.batch.differs(&lead.batch) } else { Some("run.batch.differs.number") };
        if let Some(what) = what {
            let phrase = Phrase::new("run.merge.differs").phrase("what", Phrase::new(what));
            return Err(refused(path, phrase.text("first", first.display().to_string())));
        }
    }
    for pair in parts.windows(2) {
        let [(path, note), (other, next)] = pair else { continue };
        if note.shard.number == next.shard.number {
            let phrase = Phrase::new("run.merge.twice").text("first", path.display().to_string());
            return Err(refused(other, phrase.text("shard", format!("{}/{}", note.shard.number, note.shard.of))));
        }
    }
    let has = |number: u64| parts.iter().any(|(_, note)| note.shard.number == number);
    // A thousand names say no more than the first twenty.
    let missing: Vec<String> = (1..=lead.shard.of)
        .filter(|&number| !has(number))
        .take(20)
        .map(|number| format!("{number}/{}", lead.shard.of))
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(refused(first, Phrase::new("run.merge.missing").text("missing", missing.join(", "))))
    }
}

/// Copies a share, its head only if it is the first, and holds what is copied against its note.
fn copy(path: &Path, note: &Note, head: &mut Vec<u8>, out: &mut Output) -> Result<(), Error> {
    let io = |error| Error::io(path, error);
    let changed = || refused(path, Phrase::new("run.merge.changed"));
    let mut file = File::open(path).map_err(io)?;
    let mut own = Vec::new();
    Read::by_ref(&mut file).take(note.head_bytes).read_to_end(&mut own).map_err(io)?;
    let mut hash = Sha256::new_with_prefix(&own);
    let mut bytes = own.len() as u64;
    if head.is_empty() {
        out.write_all(&own).map_err(|error| out.failed(error))?;
        *head = own;
    } else if *head != own {
        return Err(changed());
    }
    let mut buffer = vec![0; CHUNK];
    loop {
        let length = match file.read(&mut buffer) {
            Ok(0) => break,
            Ok(length) => length,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(io(error)),
        };
        hash.update(&buffer[..length]);
        bytes += length as u64;
        out.write_all(&buffer[..length]).map_err(|error| out.failed(error))?;
    }
    let seal = Seal { bytes, sha256: hexadecimal(&hash.finalize()) };
    if seal == note.output { Ok(()) } else { Err(changed()) }
}
