//! Batches: every input row comes out once, in order, with result columns behind it.
//!
//! Text streams in blocks, which several threads score and which leave in the order in which they
//! came, so that memory does not grow with the file and the output is the same for any number of
//! threads. Workbooks are read whole.

mod number;
mod writer;

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use super::assess::read_whole;
use super::output::Output;
use super::{Error, Setting};
use crate::assess::row::RowResult;
use crate::domain::{Arg, Column, Language, Phrase};
use crate::input::{Block, Decimal, Dialect, Header, Layout, Options, Sheet, StreamRow, is_workbook, stream};
use crate::text::Catalogue;
use writer::Writer;
pub(super) use writer::columns;

/// What is asked of a batch.
#[derive(Debug, Clone)]
pub struct Request {
    /// The task file; `-` is standard input.
    pub file: PathBuf,
    /// How it is read.
    pub options: Options,
    /// Where the result goes; `-` or nowhere is standard output.
    pub out: Option<PathBuf>,
    /// Language and law.
    pub setting: Setting,
    /// How many threads score.
    pub threads: usize,
}

/// What came of a batch. Every row is in one of the two counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Rows of which every cell could be used.
    pub assessed: u64,
    /// Rows of which a cell could not be used, or a needed one is empty.
    pub rejected: u64,
}

impl Summary {
    /// All rows.
    pub const fn rows(self) -> u64 {
        self.assessed + self.rejected
    }

    fn add(&mut self, other: Self) {
        self.assessed += other.assessed;
        self.rejected += other.rejected;
    }
}

/// Who hears what is said while a batch runs.
pub trait Listener {
    /// Lines that name rejected rows and what is wrong with them.
    fn problems(&mut self, lines: &str);
    /// Bytes read so far.
    fn progress(&mut self, bytes: u64);
    /// A remark on the file as a whole.
    fn note(&mut self, note: &str);
}

/// Scores a file.
///
/// # Errors
/// When the file cannot be read or is refused, or the result cannot be written.
pub fn run(request: &Request, texts: &Catalogue, listener: &mut dyn Listener) -> Result<Summary, Error> {
    let path = request.file.as_path();
    let mut reader = open(path)?;
    let mut head = [0; 4];
    let length = fill(&mut reader, &mut head).map_err(|error| Error::io(path, error))?;
    let rest = head[..length].chain(reader);
    if is_workbook(&head[..length]) {
        return workbook(request, texts, listener);
    }
    let names: Vec<&str> = columns().collect();
    let stream = stream(rest, &request.options, &names).map_err(|error| Error::input(path, error))?;
    let mut out = Output::open(request.out.as_deref())?;
    let summary = text(stream, request, texts, listener, &mut out)?;
    out.finish()?;
    Ok(summary)
}

/// A boxed reader of a file or of standard input.
fn open(path: &Path) -> Result<Box<dyn Read + Send>, Error> {
    if path == Path::new("-") {
        return Ok(Box::new(std::io::stdin()));
    }
    let file = File::open(path).map_err(|error| Error::io(path, error))?;
    if file.metadata().is_ok_and(|data| data.is_dir()) {
        return Err(Error::io(path, std::io::ErrorKind::IsADirectory.into()));
    }
    Ok(Box::new(file))
}

fn fill(reader: &mut impl Read, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut length = 0;
    while length < buffer.len() {
        match reader.read(&mut buffer[length..]) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}

/// The beginning of the result: byte-order mark, header.
fn begin(header: &Header, dialect: Dialect, out: &mut Output) -> Result<(), Error> {
    let mut first = Vec::new();
    if dialect.writes_mark() {
        first.extend_from_slice("\u{feff}".as_bytes());
    }
    header.write(dialect.delimiter, &mut first);
    for name in columns() {
        first.push(dialect.delimiter);
        first.extend_from_slice(name.as_bytes());
    }
    first.extend_from_slice(dialect.line_end.bytes());
    out.write_all(&first).map_err(|error| out.failed(error))
}

fn workbook(request: &Request, texts: &Catalogue, listener: &mut dyn Listener) -> Result<Summary, Error> {
    let path = request.file.as_path();
    let bytes = read_whole(path)?;
    let names: Vec<&str> = columns().collect();
    let language = request.setting.language;
    let mut sheet = Sheet::open(&bytes, &request.options, language, &names).map_err(|error| Error::input(path, error))?;
    for note in sheet.notes() {
        listener.note(&texts.say(&note));
    }
    let mut out = Output::open(request.out.as_deref())?;
    let (header, dialect) = (sheet.header().clone(), *sheet.dialect());
    begin(&header, dialect, &mut out)?;
    let mut writer = Writer::new(path, &header, dialect, sheet.written_decimal(), texts, request.setting.context());
    let (mut row, mut result) = (StreamRow::default(), RowResult::default());
    while sheet.next(&mut row) {
        writer.row(&row, &mut result);
        if writer.is_full() {
            flush(&mut writer, &mut out, listener)?;
        }
    }
    flush(&mut writer, &mut out, listener)?;
    out.finish()?;
    Ok(writer.summary())
}

fn flush(writer: &mut Writer<'_>, out: &mut Output, listener: &mut dyn Listener) -> Result<(), Error> {
    let (text, problems) = writer.take();
    out.write_all(&text).map_err(|error| out.failed(error))?;
    if !problems.is_empty() {
        listener.problems(&problems);
    }
    writer.give_back(text, problems);
    Ok(())
}

/// A block with what came of it.
#[derive(Default)]
struct Scored {
    block: Block,
    text: Vec<u8>,
    problems: String,
    summary: Summary,
}

/// A thread that scores blocks.
struct Worker {
    give: SyncSender<Scored>,
    take: Receiver<Scored>,
}

fn text<R: Read>(
    mut stream: crate::input::Stream<R>,
    request: &Request,
    texts: &Catalogue,
    listener: &mut dyn Listener,
    out: &mut Output,
) -> Result<Summary, Error> {
    let path = request.file.as_path();
    let layout = stream.layout();
    let dialect = *stream.dialect();
    let decimal = stream.decimal().unwrap_or(usual_decimal(dialect, request.setting.language));
    begin(stream.header(), dialect, out)?;
    let read = |error| Error::input(path, error);
    let mut summary = Summary::default();
    thread::scope(|scope| {
        let workers: Vec<Worker> = (0..request.threads.max(1))
            .map(|_| {
                let (give, blocks) = sync_channel::<Scored>(1);
                let (results, take) = sync_channel::<Scored>(1);
                let layout = &*layout;
                scope.spawn(move || {
                    let mut writer = Writer::new(path, layout.header(), dialect, decimal, texts, request.setting.context());
                    for scored in blocks {
                        if results.send(score(scored, layout, &mut writer)).is_err() {
                            return;
                        }
                    }
                });
                Worker { give, take }
            })
            .collect();
        let mut bytes = 0;
        let mut waiting = std::collections::VecDeque::new();
        let mut turn = 0;
        let mut spare: Vec<Scored> = Vec::new();
        let mut ended = false;
        while !ended || !waiting.is_empty() {
            if !ended && waiting.len() < 2 * workers.len() {
                let mut next = spare.pop().unwrap_or_default();
                if stream.next_block(&mut next.block).map_err(read)? {
                    workers[turn].give.send(next).expect("a worker lives until its sender is dropped");
                    waiting.push_back(turn);
                    turn = (turn + 1) % workers.len();
                } else {
                    ended = true;
                }
                continue;
            }
            let Some(first) = waiting.pop_front() else { break };
            let done = workers[first].take.recv().expect("a worker answers every block");
            out.write_all(&done.text).map_err(|error| out.failed(error))?;
            if !done.problems.is_empty() {
                listener.problems(&done.problems);
            }
            bytes += done.block.bytes();
            listener.progress(bytes);
            summary.add(done.summary);
            spare.push(done);
        }
        Ok::<(), Error>(())
    })?;
    for note in stream.notes().into_iter().chain(unread(stream.header())) {
        listener.note(&texts.say(&note));
    }
    Ok(summary)
}

fn score(mut scored: Scored, layout: &Layout, writer: &mut Writer<'_>) -> Scored {
    writer.give_back(std::mem::take(&mut scored.text), std::mem::take(&mut scored.problems));
    let (mut row, mut result) = (StreamRow::default(), RowResult::default());
    let mut rows = scored.block.rows(layout);
    while rows.next(&mut row) {
        writer.row(&row, &mut result);
    }
    (scored.text, scored.problems) = writer.take();
    scored.summary = writer.take_summary();
    scored
}

/// Recordings are opened by `report`, not here: that must be said of a file that has columns of them.
fn unread(header: &Header) -> Option<Phrase> {
    let recordings = [Column::TrunkRecording, Column::VibrationRecording];
    let named: Vec<Arg> = recordings.into_iter().filter(|column| header.columns().contains(*column)).map(Arg::Column).collect();
    (!named.is_empty()).then(|| Phrase::new("run.score.unread").with("columns", Arg::List(named)))
}

/// The decimal sign of results beside a file of whole numbers: what its delimiter suggests.
const fn usual_decimal(dialect: Dialect, language: Language) -> Decimal {
    match (dialect.delimiter, language) {
        (b';', _) | (b'\t', Language::Dutch) => Decimal::Comma,
        _ => Decimal::Point,
    }
}
