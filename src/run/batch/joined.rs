//! The rows of several files in one output, or a share of the rows of one or several.
//!
//! Every file is looked through before anything is written, so that what does not fit is known:
//! the columns, the sign between cells and the decimal sign must be those of the first file,
//! because the cells of the files are repeated as they came. A file that does not fit, or is
//! refused, stands in the output as one row with the reason.

use std::fs::File;
use std::io::Write;
use std::ops::Range;
use std::path::Path;

use super::gather::Found;
use super::shard::{Batch, Before, Input, Note, Shard, before};
use super::{OneOf, Request, Summary, alone, name_refused};
use crate::domain::{Phrase, State};
use crate::input::{Decimal, Dialect, Encoding, Field, Header, LineEnd};
use crate::run::Error;
use crate::run::output::{Output, Seal};
use crate::run::score::{self, Listener, Opened, Part, Shown, begin, quoted, source_columns, write};
use crate::run::watch::Watch;
use crate::text::Catalogue;

/// How files are joined.
pub(super) struct Joined<'a> {
    pub(super) request: &'a Request,
    pub(super) shard: Option<Shard>,
    /// Whether each row names the file that it came from.
    pub(super) is_labelled: bool,
}

/// A file that was looked through.
struct Looked {
    header: Header,
    dialect: Dialect,
    /// The sign of its results if it stood alone.
    written: Decimal,
    /// The sign of its own numbers; `None` if all are whole.
    own: Option<Decimal>,
    /// Its records.
    rows: Range<u64>,
    watch: Watch,
}

impl Looked {
    fn at(file: &Found, request: &Request) -> Result<Self, Error> {
        let opened = Opened::open(&file.path, &request.options, request.setting.language)?;
        let (header, dialect, written, watch) =
            (opened.header().clone(), *opened.dialect(), opened.written_decimal(), opened.watch);
        let (rows, own) = opened.count().map_err(|error| Error::input(&file.path, error))?;
        watch.check(&file.path)?;
        Ok(Self { header, dialect, written, own, rows, watch })
    }

    /// Why it cannot stand below the rows of `lead`, which is called `name`.
    fn differs(&self, lead: &Self, name: &str) -> Option<Phrase> {
        let kept = |header: &Header| -> Vec<(String, Field)> {
            let cells = header.names().iter().cloned().zip(header.fields().iter().copied());
            cells.filter(|(_, field)| *field != Field::Result).collect()
        };
        let (own, others) = (kept(&self.header), kept(&lead.header));
        let same = |(a, b): &(&(String, Field), &(String, Field))| a.1 == b.1 && (a.1 != Field::Unknown || a.0 == b.0);
        let nothing = || Phrase::new("run.batch.no_column");
        let column = |cells: &[(String, Field)], at: usize| {
            cells.get(at).map_or_else(nothing, |cell| Phrase::new("run.batch.column").text("name", &cell.0))
        };
        let matching = own.iter().zip(&others).take_while(same).count();
        if matching < own.len().max(others.len()) {
            let phrase = Phrase::new("run.batch.other_columns").text("first", name).exact("place", (matching + 1) as f64);
            return Some(phrase.phrase("found", column(&own, matching)).phrase("expected", column(&others, matching)));
        }
        let sign = |delimiter: u8| if delimiter == b'\t' { "tab".to_owned() } else { char::from(delimiter).to_string() };
        if self.dialect.delimiter != lead.dialect.delimiter {
            let phrase = Phrase::new("run.batch.other_delimiter").text("first", name);
            return Some(phrase.text("found", sign(self.dialect.delimiter)).text("expected", sign(lead.dialect.delimiter)));
        }
        let is_cr = |looked: &Self| looked.dialect.line_end == LineEnd::Cr;
        (is_cr(self) != is_cr(lead)).then(|| Phrase::new("run.batch.other_line_end").text("first", name))
    }
}

impl Joined<'_> {
    /// Writes the rows of `files`, or the share of them that is asked for, to `out`.
    pub(super) fn run(
        &self,
        files: &[Found],
        out: Option<&Path>,
        texts: &Catalogue,
        listener: &mut dyn Listener,
    ) -> Result<Summary, Error> {
        let mut looked: Vec<Result<Looked, Error>> = files.iter().map(|file| Looked::at(file, self.request)).collect();
        let mut summary = Summary::default();
        let Some(lead) = looked.iter().position(Result::is_ok) else {
            // A single file fails as it would alone.
            if !self.is_labelled
                && let Some(Err(error)) = looked.pop()
            {
                return Err(error);
            }
            for error in looked.iter().filter_map(|file| file.as_ref().err()) {
                name_refused(error, texts, listener);
            }
            summary.refused = looked.len() as u64;
            return Ok(summary);
        };
        Self::compare(&mut looked, files, lead);
        let first = looked[lead].as_ref().ok().map(|lead| (lead.header.clone(), lead.dialect, lead.written));
        let Some((header, dialect, written)) = first else { return Ok(summary) };
        let good = || looked.iter().flatten();
        let mark = good().any(|file| file.dialect.writes_mark());
        let mut part = Part {
            rows: 0..u64::MAX,
            dialect: Dialect { encoding: Encoding::Utf8, mark, ..dialect },
            decimal: good().find_map(|file| file.own).filter(|_| self.is_labelled).unwrap_or(written),
            source: self.is_labelled.then(String::new),
            columns: alone(self.request, &files[lead].path, None).columns(&header)?,
        };
        if let Some(note) = part.columns.note() {
            listener.note(&texts.say(&note));
        }
        let lengths: Vec<u64> =
            looked.iter().map(|file| file.as_ref().map_or(1, |file| file.rows.end - file.rows.start)).collect();
        let all: u64 = lengths.iter().sum();
        let stretch = self.shard.map_or(0..all, |shard| shard.stretch(all));
        let batch = self.shard.map(|_| Batch::new(self.request, self.is_labelled, self.inputs(files, &lengths)));
        if let (Some(shard), Some(batch), Some(out), false) = (self.shard, &batch, out, self.request.force)
            && let Before::Finished(note) = before(out, shard, batch)?
        {
            let rows = score::Summary { assessed: note.assessed, rejected: note.rejected };
            return Ok(Summary { rows, scored: 1, refused: note.refused, finished: 1 });
        }
        let mut to = if batch.is_some() { Output::open_sealed(out)? } else { Output::open(out)? };
        begin(&part, &mut to)?;
        let head_bytes = to.bytes();
        let (mut before, mut bytes) = (0, 0);
        for ((file, looked), length) in files.iter().zip(looked).zip(lengths) {
            let (from, end) = (stretch.start.max(before), stretch.end.min(before + length));
            let offset = before;
            before += length;
            if from >= end && (length > 0 || self.shard.is_some()) {
                continue;
            }
            match looked {
                Err(error) => {
                    let row = refusal(&part, &file.name, &error.say(texts));
                    to.write_all(&row).map_err(|error| to.failed(error))?;
                    name_refused(&error, texts, listener);
                    summary.refused += 1;
                }
                Ok(looked) => {
                    part.rows = looked.rows.start + (from - offset)..looked.rows.start + (end - offset);
                    part.source = self.is_labelled.then(|| file.name.clone());
                    let opened = Opened::open(&file.path, &self.request.options, self.request.setting.language)?;
                    let question = alone(self.request, &file.path, None);
                    // They may stand elsewhere in this file.
                    part.columns = question.columns(opened.header())?;
                    let mut voice = OneOf::new(listener, texts, &file.name, bytes);
                    summary.rows.add(write(opened, &question, &part, texts, &mut voice, &mut to)?);
                    bytes += voice.bytes;
                    looked.watch.check(&file.path)?;
                    summary.scored += 1;
                }
            }
        }
        let seal = to.seal();
        to.finish()?;
        if let (Some(shard), Some(batch), Some(seal), Some(out)) = (self.shard, batch, seal, out) {
            let mut note = Note::new(shard, batch, seal, head_bytes);
            (note.assessed, note.rejected, note.refused) = (summary.rows.assessed, summary.rows.rejected, summary.refused);
            note.write(out)?;
        }
        // A share without rows is done as well.
        summary.scored = summary.scored.max(1);
        Ok(summary)
    }

    /// Refuses the files that do not fit the one at `lead`.
    fn compare(looked: &mut [Result<Looked, Error>], files: &[Found], lead: usize) {
        let mut decimal: Option<(Decimal, usize)> = None;
        for at in lead..looked.len() {
            let (before, rest) = looked.split_at_mut(at);
            let file = &mut rest[0];
            let Ok(this) = file else { continue };
            let first = if at == lead { &*this } else { before[lead].as_ref().unwrap_or(&*this) };
            let mut phrase = this.differs(first, &files[lead].name);
            if let (None, Some(own)) = (&phrase, this.own) {
                match decimal {
                    Some((sign, from)) if sign != own => {
                        phrase = Some(Phrase::new("run.batch.other_decimal").text("first", &files[from].name));
                    }
                    Some(_) => {}
                    None => decimal = Some((own, at)),
                }
            }
            if let Some(phrase) = phrase {
                *file = Err(Error::Refused { path: files[at].path.clone(), phrase });
            }
        }
    }

    fn inputs(&self, files: &[Found], lengths: &[u64]) -> Vec<Input> {
        let input = |(file, &records): (&Found, &u64)| {
            let seal = File::open(&file.path).and_then(Seal::of);
            let name = if self.is_labelled { file.name.clone() } else { String::new() };
            Input { name, sha256: seal.map(|seal| seal.sha256).unwrap_or_default(), records }
        };
        files.iter().zip(lengths).map(input).collect()
    }
}

/// The row of a file that is refused: no cells of its own, and why.
fn refusal(part: &Part, name: &str, reason: &str) -> Vec<u8> {
    let cells = part.columns.iter().map(|(_, shown)| match shown {
        Shown::State => State::Rejected.key().as_bytes().to_vec(),
        Shown::Problems => quoted(reason),
        Shown::Incomplete => b"yes".to_vec(),
        _ => Vec::new(),
    });
    let source = source_columns().map(|column| if column == "rw_file" { quoted(name) } else { Vec::new() });
    let mut row = cells.chain(source).collect::<Vec<_>>().join(&part.dialect.delimiter);
    row.extend_from_slice(part.dialect.line_end.bytes());
    row
}
