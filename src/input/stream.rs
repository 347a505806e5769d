//! Text files of any length, in bounded memory.
//!
//! The file is read in blocks. Its beginning, at most [`PREFIX`], is read before the
//! first row comes out, because the header, the encoding and the decimal sign must be known:
//!
//! - the first cell of a number column that tells decides the decimal sign for the whole file;
//! - if the beginning holds only numbers with two readings, such as `1.234`, the file is refused,
//!   except that with a comma between cells a decimal point is presumed;
//! - if it holds whole numbers only, reading goes on and the first block with a telling cell
//!   decides; until then a number with two readings is a fault of its row.

use std::borrow::Cow;
use std::io::Read;
use std::sync::Arc;

use super::Options;
use super::block::{Block, Cursor};
use super::dialect::{self, Dialect};
use super::error::Error;
use super::header::{self, Header};
use super::layout::Layout;
use super::number::{Decimal, Style};
use super::places::Places;
use super::record::{self, Cut, End};
use super::row::StreamRow;
use super::source::Source;
use crate::domain::Phrase;

/// How much is read at once while the header or the decimal sign is looked for.
const BLOCK: usize = 1 << 20;
/// How much is read at once from then on: what the caches of a processor hold, with its results.
const SMALL_BLOCK: usize = 1 << 18;
/// How much is read, at most, to find a cell that tells the decimal sign.
pub const PREFIX: usize = 4 << 20;
/// The longest record that is read.
pub const LONGEST_RECORD: usize = 16 << 20;
/// The most columns that a file can have: as many as a spreadsheet.
pub const MOST_COLUMNS: usize = 16_384;

/// A text file that is read row by row, or block by block.
pub struct Stream<R> {
    blocks: Blocks<R>,
    block: Block,
    at: Cursor,
}

/// Opens a text file for reading row by row. `results` are the names of the columns that `score`
/// appends: they are recognised, and dropped from what is repeated.
///
/// # Errors
/// When the file cannot be read, or is refused: it is empty or no text, its header cannot be used,
/// or nothing tells its decimal sign.
pub fn stream<R: Read>(reader: R, options: &Options, results: &[&str]) -> Result<Stream<R>, Error> {
    open(reader, options, results, PREFIX)
}

/// As [`stream`], looking for the decimal sign in at most `prefix` bytes.
pub(super) fn open<R: Read>(reader: R, options: &Options, results: &[&str], prefix: usize) -> Result<Stream<R>, Error> {
    let (blocks, block) = Blocks::open(reader, options, results, prefix)?;
    Ok(Stream { blocks, block, at: Cursor::START })
}

impl<R: Read> Stream<R> {
    /// The header.
    pub fn header(&self) -> &Header {
        self.blocks.layout.header()
    }

    /// How the file is written.
    pub fn dialect(&self) -> &Dialect {
        self.blocks.layout.dialect()
    }

    /// The decimal sign, as far as it is known by now; `None` while only whole numbers were met.
    pub const fn decimal(&self) -> Option<Decimal> {
        self.blocks.style.decimal()
    }

    /// What all rows share, for reading blocks on other threads.
    pub fn layout(&self) -> Arc<Layout> {
        Arc::clone(&self.blocks.layout)
    }

    /// What must be said of the file: its unknown columns, and after the last row also whether
    /// there were bytes in it that are no text.
    pub fn notes(&self) -> Vec<Phrase> {
        let mut notes = self.header().notes();
        if self.blocks.source.is_garbled() {
            notes.push(Phrase::new("input.note.garbled"));
        }
        notes
    }

    /// Reads the next row that is not wholly empty into `row`; `false` at the end of the file.
    ///
    /// # Errors
    /// When the file cannot be read on, or a record is longer than [`LONGEST_RECORD`].
    #[inline]
    pub fn next(&mut self, row: &mut StreamRow<'static>) -> Result<bool, Error> {
        // The row outlives its block.
        let copy = |record: &mut Cow<'static, [u8]>, text: &[u8]| {
            let record = record.to_mut();
            record.clear();
            record.extend_from_slice(text);
        };
        loop {
            if self.at.next(&self.blocks.layout, &self.block, row, copy) {
                return Ok(true);
            }
            self.at = Cursor::START;
            if !self.blocks.next(&mut self.block)? {
                self.block.clear();
                return Ok(false);
            }
        }
    }

    /// Replaces `block` by the next records, to be read into rows with [`Block::rows`], on any
    /// thread. `false` at the end of the file. Not to be mixed with [`Stream::next`].
    ///
    /// # Errors
    /// As [`Stream::next`].
    pub fn next_block(&mut self, block: &mut Block) -> Result<bool, Error> {
        if self.block.is_empty() {
            return self.blocks.next(block);
        }
        block.clear();
        std::mem::swap(block, &mut self.block);
        Ok(true)
    }
}

/// Cuts a file into blocks.
struct Blocks<R> {
    source: Source<R>,
    layout: Arc<Layout>,
    cut: Cut,
    style: Style,
    /// Read, but not handed out yet: the beginning of a record.
    rest: Vec<u8>,
    next_row: u64,
}

impl<R: Read> Blocks<R> {
    /// Reads the header and the first block.
    fn open(reader: R, options: &Options, results: &[&str], prefix: usize) -> Result<(Self, Block), Error> {
        let mut source = Source::open(reader)?;
        refuse_other_formats(source.head())?;
        let mut text = Vec::new();
        source.fill(&mut text, BLOCK)?;
        source.sniff(&text);
        let found = Beginning::find(&mut source, &text, header::is_known)?;
        let dialect = Dialect {
            delimiter: found.delimiter,
            line_end: found.line_end,
            encoding: source.encoding(),
            mark: source.has_mark(),
            separator_line: found.separator_line,
        };
        let header = Header::new(&found.names, found.row, results)?;
        let next_row = found.row + 1;
        text.drain(..found.end);
        let layout = Layout::new(header, dialect, options);
        let style = options.decimal.map_or(Style::Open, Style::Forced);
        let mut blocks = Self { source, cut: dialect.cut(), layout: Arc::new(layout), style, rest: text, next_row };
        let mut block = Block::default();
        blocks.first(&mut block, prefix)?;
        Ok((blocks, block))
    }

    /// The first block, as long as it takes to know the decimal sign.
    fn first(&mut self, block: &mut Block, prefix: usize) -> Result<(), Error> {
        let mut target = BLOCK;
        loop {
            self.load(block, target)?;
            let mut unclear = None;
            let mut places = Places::default();
            if self.style == Style::Open {
                let cut = self.cut;
                let told =
                    block.records(cut).find_map(|(row, record)| self.layout.tell(record, row, cut, &mut places, &mut unclear));
                self.style = told.map_or(Style::Open, Style::Found);
            }
            if self.style == Style::Open && !self.is_exhausted() && target < prefix {
                // Nothing told yet: the block goes back and a longer one is read.
                target = target.saturating_mul(2).min(prefix);
                block.text.append(&mut self.rest);
                std::mem::swap(&mut block.text, &mut self.rest);
                self.next_row = block.first_row;
                continue;
            }
            if self.style == Style::Open {
                if self.layout.dialect().delimiter == b',' {
                    self.style = Style::Found(Decimal::Point);
                } else if let Some(unclear) = unclear {
                    return Err(self.layout.refuse(&unclear));
                }
            }
            self.settle(block);
            return Ok(());
        }
    }

    fn is_exhausted(&self) -> bool {
        self.source.has_ended() && self.rest.is_empty()
    }

    /// Replaces `block` by the next records; `false` at the end of the file.
    fn next(&mut self, block: &mut Block) -> Result<bool, Error> {
        block.clear();
        if self.is_exhausted() {
            return Ok(false);
        }
        self.load(block, if self.style == Style::Open { BLOCK } else { SMALL_BLOCK })?;
        if self.style == Style::Open {
            let mut places = Places::default();
            let cut = self.cut;
            let told = block.records(cut).find_map(|(row, record)| self.layout.tell(record, row, cut, &mut places, &mut None));
            self.style = told.map_or(Style::Open, Style::Found);
        }
        self.settle(block);
        Ok(!block.is_empty())
    }

    /// Fills `block` with at least one record, about `target` bytes, unless the file is at its end.
    fn load(&mut self, block: &mut Block, mut target: usize) -> Result<(), Error> {
        block.clear();
        block.text.append(&mut self.rest);
        loop {
            self.source.fill(&mut block.text, target)?;
            let last = self.source.has_ended();
            block.find_records(self.cut, last, LONGEST_RECORD);
            if !block.is_empty() || block.text.is_empty() {
                break;
            }
            if block.text.len() > LONGEST_RECORD {
                let phrase = Phrase::new("input.refused.record_too_long").exact("row", self.next_row as f64);
                return Err(Error::Refused(phrase));
            }
            target = (block.text.len() * 2).min(LONGEST_RECORD + 1);
        }
        let end = block.end();
        self.rest.extend_from_slice(&block.text[end..]);
        block.text.truncate(end);
        block.first_row = self.next_row;
        self.next_row += block.len() as u64;
        Ok(())
    }

    /// Makes the block UTF-8 and says how its numbers are read.
    fn settle(&mut self, block: &mut Block) {
        block.style = self.style;
        if self.source.settle(&mut block.text) {
            // The records are the same, but lie elsewhere.
            block.find_records(self.cut, true, LONGEST_RECORD);
        }
    }
}

/// A workbook or a PDF that is called `.csv`.
pub(super) fn refuse_other_formats(head: &[u8]) -> Result<(), Error> {
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(Error::Refused(Phrase::new("input.refused.workbook_as_text")));
    }
    if head.starts_with(b"%PDF") {
        return Err(Error::Refused(Phrase::new("input.refused.no_table")));
    }
    Ok(())
}

/// There is no row at all.
fn empty() -> Error {
    Error::Refused(Phrase::new("input.refused.empty"))
}

/// The header as it was found.
pub(super) struct Beginning {
    pub(super) delimiter: u8,
    pub(super) line_end: dialect::LineEnd,
    separator_line: bool,
    pub(super) names: Vec<String>,
    pub(super) row: u64,
    /// Where the records below it start.
    pub(super) end: usize,
}

impl Beginning {
    /// The first row that is not empty, cut by the delimiter that gives the most columns of ours.
    pub(super) fn find<R: Read>(source: &mut Source<R>, text: &[u8], is_ours: fn(&str) -> bool) -> Result<Self, Error> {
        let line_end = dialect::line_end(text);
        let said = dialect::separator_line(text).map(|(delimiter, behind)| (delimiter, text.len() - behind.len()));
        let mut start = said.map_or(0, |(_, start)| start);
        let delimiters = said.map_or_else(|| vec![b',', b'\t', b';'], |(delimiter, _)| vec![delimiter]);
        let mut row = 1;
        loop {
            let candidates = delimiters.iter().map(|&delimiter| Self::cut(source, text, start, delimiter, line_end));
            let mut candidates = candidates.collect::<Option<Vec<_>>>().ok_or_else(empty)?;
            let blank = candidates.iter().any(|(_, names, _)| names.iter().all(|name| name.trim().is_empty()));
            if blank {
                start = candidates[0].2;
                row += 1;
                continue;
            }
            candidates.sort_by_key(|(_, names, _)| (names.iter().filter(|name| is_ours(name)).count(), names.len()));
            let (delimiter, names, end) = candidates.pop().ok_or_else(empty)?;
            // Where the block ends before the header does, what follows would be taken for rows.
            if names.len() > MOST_COLUMNS || end == text.len() && !source.has_ended() {
                return Err(Error::Refused(Phrase::new("input.refused.header_too_long").exact("most", MOST_COLUMNS as f64)));
            }
            return Ok(Self { delimiter, line_end, separator_line: said.is_some(), names, row, end });
        }
    }

    /// The cells of the record at `start`, and its end; `None` at the end of the text. A header is
    /// shorter than a block, so that the end of the block ends it too.
    fn cut<R: Read>(
        source: &mut Source<R>,
        text: &[u8],
        start: usize,
        delimiter: u8,
        line_end: dialect::LineEnd,
    ) -> Option<(u8, Vec<String>, usize)> {
        if start >= text.len() {
            return None;
        }
        let cut = Dialect { delimiter, line_end, ..Dialect::DUTCH }.cut();
        let (end, quotes) = match cut.end(text, start, true) {
            End::At(end) => (end, true),
            End::Broken(end) => (end, false),
            End::Beyond => return None,
        };
        let mut record = cut.trim_end(&text[start..end]).to_vec();
        source.settle(&mut record);
        let mut places = Places::default();
        cut.cells(&record, quotes, &mut places);
        Some((delimiter, record::values(&record, &places).collect(), end))
    }
}
