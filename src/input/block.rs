//! Blocks of whole records: what is read from a file at once, and can be read into rows by
//! another thread than the one that reads the file.

use std::borrow::Cow;

use memchr::memchr;

use super::layout::Layout;
use super::number::Style;
use super::places;
use super::record::{Cut, End};
use super::row::{RowFault, StreamRow};

/// Consecutive whole records of a file.
#[derive(Debug)]
pub struct Block {
    pub(super) text: Vec<u8>,
    /// Where each record ends, its line end included.
    pub(super) ends: Vec<usize>,
    /// The places in `ends` of records that hold a quote, and whether it is astray.
    quoted: Vec<(usize, bool)>,
    /// The row number of the first record.
    pub(super) first_row: u64,
    pub(super) style: Style,
    zeros: bool,
    /// Whether this block ends the file without a line end.
    unfinished: bool,
}

impl Default for Block {
    fn default() -> Self {
        Self {
            text: Vec::new(),
            ends: Vec::new(),
            quoted: Vec::new(),
            first_row: 0,
            style: Style::Open,
            zeros: false,
            unfinished: false,
        }
    }
}

/// How many records with an astray quote that reaches very far are worth looking past.
const PATIENCE: usize = 64;

impl Block {
    /// How many records it holds, empty ones included.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// How many bytes of text it holds.
    pub const fn bytes(&self) -> u64 {
        self.text.len() as u64
    }

    /// Whether it holds no records.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The row numbers of its records.
    pub const fn numbers(&self) -> std::ops::Range<u64> {
        self.first_row..self.first_row + self.ends.len() as u64
    }

    /// Its rows, the wholly empty ones left out.
    pub const fn rows<'a>(&'a self, layout: &'a Layout) -> Rows<'a> {
        Rows { layout, block: self, at: Cursor::START }
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.quoted.clear();
    }

    /// Finds the records in `text`; `last`: nothing follows. `longest`: bytes beyond which an open
    /// quote is taken to be astray.
    pub(super) fn find_records(&mut self, cut: Cut, last: bool, longest: usize) {
        let text = &self.text;
        self.ends.clear();
        self.quoted.clear();
        self.zeros = memchr(0, text).is_some();
        let (mut start, mut at) = (0, 0);
        let mut patience = PATIENCE;
        while at < text.len() {
            let mut found = places::of_any([cut.line_end, b'"'], &text[at..]);
            let mut quoted = false;
            while found != 0 {
                let place = at + found.trailing_zeros() as usize;
                // Records without a quote end where the line ends.
                quoted = text[place] == b'"';
                if quoted {
                    break;
                }
                start = place + 1;
                self.ends.push(start);
                found &= found - 1;
            }
            if !quoted {
                at += 64;
                continue;
            }
            let mut end = cut.end(text, start, last);
            if end == End::Beyond && text.len() - start > longest && patience > 0 {
                patience -= 1;
                end = cut.broken(text, start, last);
            }
            let (end, is_astray) = match end {
                End::At(end) => (end, false),
                End::Broken(end) => (end, true),
                End::Beyond => break,
            };
            self.quoted.push((self.ends.len(), is_astray));
            self.ends.push(end);
            (start, at) = (end, end);
        }
        if last && at >= text.len() && start < text.len() {
            self.ends.push(text.len());
        }
        self.unfinished = last && text.last().is_some_and(|&byte| byte != cut.line_end);
    }

    /// The end of the last whole record.
    pub(super) fn end(&self) -> usize {
        self.ends.last().copied().unwrap_or(0)
    }

    /// The records with their row numbers, without their line ends.
    pub(super) fn records(&self, cut: Cut) -> impl Iterator<Item = (u64, &[u8])> {
        let starts = std::iter::once(&0).chain(&self.ends);
        let records = starts.zip(&self.ends).map(move |(&start, &end)| cut.trim_end(&self.text[start..end]));
        (self.first_row..).zip(records)
    }
}

/// Where reading stands in a block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor {
    record: usize,
    start: usize,
    /// How many records with a quote are behind.
    quoted: usize,
}

impl Cursor {
    pub(super) const START: Self = Self { record: 0, start: 0, quoted: 0 };

    /// Reads the next row that is not wholly empty into `row`; `false` at the end of the block. `keep` puts the
    /// record into the row: a copy of it, if the row is to outlive the block.
    #[inline]
    pub(super) fn next<'b, 'r>(
        &mut self,
        layout: &Layout,
        block: &'b Block,
        row: &mut StreamRow<'r>,
        keep: impl Fn(&mut Cow<'r, [u8]>, &'b [u8]) + Copy,
    ) -> bool {
        while self.record < block.ends.len() {
            if self.read(layout, block, row, keep) {
                return true;
            }
        }
        false
    }

    /// Reads the next record, which there is; whether it is a row. Not in line: what is the same in every
    /// round of the loop around it would be made ready for each row, and there is hardly a second round.
    #[inline(never)]
    fn read<'b, 'r>(
        &mut self,
        layout: &Layout,
        block: &'b Block,
        row: &mut StreamRow<'r>,
        keep: impl Fn(&mut Cow<'r, [u8]>, &'b [u8]),
    ) -> bool {
        let (index, end, cut) = (self.record, block.ends[self.record], layout.cut);
        let record = self.start..self.start + cut.trim_end(&block.text[self.start..end]).len();
        self.record += 1;
        self.start = end;
        row.start(block.first_row + index as u64);
        keep(&mut row.record, &block.text[record.clone()]);
        let quoted = block.quoted.get(self.quoted).filter(|(record, _)| *record == index);
        self.quoted += usize::from(quoted.is_some());
        let astray = quoted.is_some_and(|(_, astray)| *astray);
        let is_row = layout.read(row, &block.text, record, quoted.is_some() && !astray, block.style);
        if is_row && let Some(fault) = block.row_fault(index, astray, row, layout.header().len()) {
            row.break_off(layout.header(), fault);
        }
        is_row
    }
}

impl Block {
    #[inline]
    fn row_fault(&self, index: usize, astray: bool, row: &StreamRow<'_>, header: usize) -> Option<RowFault> {
        if astray {
            Some(RowFault::AstrayQuote)
        } else if self.zeros && memchr(0, &row.record).is_some() {
            Some(RowFault::ZeroBytes)
        } else if self.unfinished && index + 1 == self.ends.len() && row.count < header {
            Some(RowFault::CutOff)
        } else {
            None
        }
    }
}

/// The rows of a block.
#[derive(Debug)]
pub struct Rows<'a> {
    layout: &'a Layout,
    block: &'a Block,
    at: Cursor,
}

impl<'a> Rows<'a> {
    /// Reads the next row that is not wholly empty into `row`; `false` at the end.
    pub fn next(&mut self, row: &mut StreamRow<'a>) -> bool {
        self.at.next(self.layout, self.block, row, |record, text| *record = Cow::Borrowed(text))
    }
}
