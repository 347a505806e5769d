//! Batches: every input row comes out once, in order, with result columns behind it.
//!
//! Text streams in blocks, which several threads score and which leave in the order in which they
//! came, so that memory does not grow with the file and the output is the same for any number of
//! threads. Workbooks are read whole.

mod lanes;
mod number;
mod opened;
mod piece;
mod shown;
mod writer;

use std::io::{Read, Write};
use std::ops::Range;
use std::path::PathBuf;

use super::output::Output;
use super::{Error, Setting};
use crate::assess::row::RowResult;
use crate::domain::{Arg, Column, Phrase};
use crate::input::{Decimal, Dialect, Header, Options, Sheet, StreamRow, write_cell};
use crate::method::lifting::rnle::niosh::NIOSH;
use crate::text::Catalogue;
pub(super) use opened::{Body, Opened};
pub(super) use shown::{Columns, Shown, result_names, source_columns};
use writer::Writer;
pub(super) use writer::quoted;

/// What is asked of a batch.
#[derive(Debug, Clone)]
pub struct Request {
    /// The task file; `-` is standard input.
    pub file: PathBuf,
    /// How it is read.
    pub options: Options,
    /// Where the result goes; `-` or nowhere is standard output.
    pub out: Option<PathBuf>,
    /// The columns that are written, by name; all if there are none.
    pub columns: Vec<String>,
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

    pub(super) fn add(&mut self, other: Self) {
        self.assessed += other.assessed;
        self.rejected += other.rejected;
    }
}

/// Who hears what is said while a batch runs, from any of its threads.
pub trait Listener: Send {
    /// Lines that name rejected rows and what is wrong with them.
    fn problems(&mut self, lines: &str);
    /// Bytes read so far.
    fn progress(&mut self, bytes: u64);
    /// A remark on the file as a whole.
    fn note(&mut self, note: &str);
}

/// What of a file is written, and how, where several files or several runs make one output.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// The numbers of the rows that are written.
    pub(super) rows: Range<u64>,
    /// How the output is written: that of the file itself, or of the first of several.
    pub(super) dialect: Dialect,
    /// Its decimal sign.
    pub(super) decimal: Decimal,
    /// What [`source_columns`] hold: the name of the file.
    pub(super) source: Option<String>,
    /// The columns that are written.
    pub(super) columns: Columns,
}

impl Part {
    /// All rows of the file, as it is written itself.
    pub(super) fn whole(file: &Opened, columns: Columns) -> Self {
        Self { rows: 0..u64::MAX, dialect: *file.dialect(), decimal: file.written_decimal(), source: None, columns }
    }
}

impl Request {
    /// The columns that are written of a file with this header.
    ///
    /// # Errors
    /// When one is asked for that it does not have.
    pub(super) fn columns(&self, header: &Header) -> Result<Columns, Error> {
        Columns::of(&self.columns, header, self.options.uncertainty.is_some()).map_err(Error::Usage)
    }
}

/// Scores a file.
///
/// # Errors
/// When the file cannot be read, is refused or changes while it is read, the result cannot be
/// written, or a column is asked for that there is not.
pub fn run(request: &Request, texts: &Catalogue, listener: &mut dyn Listener) -> Result<Summary, Error> {
    let file = Opened::open(&request.file, &request.options, request.setting.language)?;
    let part = Part::whole(&file, request.columns(file.header())?);
    if let Some(note) = part.columns.note() {
        listener.note(&texts.say(&note));
    }
    let mut out = Output::open(request.out.as_deref())?;
    begin(&part, &mut out)?;
    let summary = write(file, request, &part, texts, listener, &mut out)?;
    out.finish()?;
    Ok(summary)
}

/// The beginning of the result: byte-order mark, header.
pub(super) fn begin(part: &Part, out: &mut Output) -> Result<(), Error> {
    let mut first = Vec::new();
    if part.dialect.writes_mark() {
        first.extend_from_slice("\u{feff}".as_bytes());
    }
    let mut between = None;
    let mut name = |name: &str| {
        first.extend(between.replace(part.dialect.delimiter));
        write_cell(name.as_bytes(), part.dialect.delimiter, &mut first);
    };
    part.columns.iter().for_each(|(column, _)| name(column));
    source_columns().filter(|_| part.source.is_some()).for_each(name);
    first.extend_from_slice(part.dialect.line_end.bytes());
    out.write_all(&first).map_err(|error| out.failed(error))
}

/// Scores the rows of `part` and writes them to `out`.
pub(super) fn write(
    file: Opened,
    request: &Request,
    part: &Part,
    texts: &Catalogue,
    listener: &mut dyn Listener,
    out: &mut Output,
) -> Result<Summary, Error> {
    let watch = file.watch;
    let summary = match file.body {
        Body::Text(stream) => text(*stream, request, part, texts, listener, out)?,
        Body::Sheet(sheet) => workbook(*sheet, request, part, texts, listener, out)?,
    };
    watch.check(&request.file)?;
    Ok(summary)
}

fn workbook(
    mut sheet: Sheet,
    request: &Request,
    part: &Part,
    texts: &Catalogue,
    listener: &mut dyn Listener,
    out: &mut Output,
) -> Result<Summary, Error> {
    let header = sheet.header().clone();
    for note in sheet.notes().into_iter().chain(unread(&header, &part.columns)) {
        listener.note(&texts.say(&note));
    }
    let mut writer = Writer::new(&request.file, &header, part, texts, request.setting.context());
    let (mut row, mut result) = (StreamRow::default(), RowResult::default());
    while sheet.next(&mut row) {
        if !part.rows.contains(&row.number()) {
            continue;
        }
        writer.row(&mut row, &mut result);
        if writer.is_full() {
            flush(&mut writer, out, listener)?;
        }
    }
    flush(&mut writer, out, listener)?;
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

fn text<R: Read + Send>(
    mut stream: crate::input::Stream<R>,
    request: &Request,
    part: &Part,
    texts: &Catalogue,
    listener: &mut dyn Listener,
    out: &mut Output,
) -> Result<Summary, Error> {
    let summary = lanes::run(&mut stream, request, part, texts, listener, out)?;
    for note in stream.notes().into_iter().chain(unread(stream.header(), &part.columns)) {
        listener.note(&texts.say(&note));
    }
    Ok(summary)
}

/// What stands in the file and is not used here, though `report` uses it: recordings, and errors of
/// measurement, of which the results here know those of the lifting index.
fn unread(header: &Header, columns: &Columns) -> impl Iterator<Item = Phrase> {
    let said =
        |key: &'static str, named: Vec<Arg>| (!named.is_empty()).then(|| Phrase::new(key).with("columns", Arg::List(named)));
    let recordings = [Column::TrunkRecording, Column::VibrationRecording];
    let named = recordings.into_iter().filter(|column| header.columns().contains(*column)).map(Arg::Column).collect();
    let doubts = |used: &[Column]| {
        let unused = header.beside().filter(|(_, column)| !used.contains(column));
        unused.map(|(name, _)| Arg::Text(name.to_owned())).collect()
    };
    let doubts = if columns.has_certainty() {
        said("run.score.doubts_of_others", doubts(NIOSH.doubts))
    } else {
        said("run.score.doubts_unused", doubts(&[]))
    };
    said("run.score.unread", named).into_iter().chain(doubts)
}
