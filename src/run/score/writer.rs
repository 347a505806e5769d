//! One row and what is said of it, as bytes.

use std::fmt::Write as _;
use std::path::Path;

use super::{Part, Summary, number};
use crate::assess::row::{RowResult, judge_into};
use crate::domain::{Cells, Class, Column, Factor, Fault, State};
use crate::guideline::MeasureSet;
use crate::input::{self, CellFault, Decimal, Header, StreamRow};
use crate::method::lifting::rnle::certainty::{Distribution, distribution};
use crate::method::lifting::rnle::input::Document;
use crate::method::{Context, METHODS, Score, ScoreValue};
use crate::text::Catalogue;

/// The columns before those of the methods.
const BEFORE: [&str; 4] = ["rw_class", "rw_class_from", "rw_state", "rw_problems"];
/// The columns behind those of the methods. Green is never plain where `rw_provisional` or
/// `rw_incomplete` says yes.
const AFTER: [&str; 3] = ["measures", "rw_provisional", "rw_incomplete"];

/// The columns behind all others where the rows of several files stand in one output.
const SOURCE: [&str; 2] = ["rw_file", "rw_row"];

/// How many cells of measures are remembered.
const REMEMBERED: usize = 1024;

/// Enough rows to write them out.
const FULL: usize = 1 << 18;

/// The columns of how sure the lifting index is, where they are asked for.
const CERTAINTY: [&str; 7] =
    ["niosh_li_low", "niosh_li_high", "p_acceptable", "p_increased", "p_high", "p_very_high", "p_outside"];

/// The columns of how sure the lifting index is, behind all others of a row.
pub(in crate::run) fn certainty_columns() -> impl Iterator<Item = &'static str> {
    CERTAINTY.into_iter()
}

/// The columns that are appended, in order.
pub(in crate::run) fn columns() -> impl Iterator<Item = &'static str> {
    let of_methods = METHODS.iter().flat_map(|method| method.score_columns).copied();
    BEFORE.into_iter().chain(of_methods).chain(AFTER)
}

/// The columns that say from which file and row of it a row came.
pub(in crate::run) fn source_columns() -> impl Iterator<Item = &'static str> {
    SOURCE.into_iter()
}

/// Writes rows with their results.
pub(super) struct Writer<'a> {
    file: String,
    header: &'a Header,
    delimiter: u8,
    line_end: &'static [u8],
    decimal: Decimal,
    /// The cell of the file's name, ready to write; with it goes the number of the row.
    source: Option<Vec<u8>>,
    texts: &'a Catalogue,
    context: Context,
    /// Whether it is asked how sure rows are.
    certainty: bool,
    /// For each method the sentences of its reasons, by bit, as they stand in a cell in quotes.
    reasons: Vec<Vec<Vec<u8>>>,
    /// For each method the cells of a row in which nothing was entered that it answers to.
    idle: Vec<Vec<u8>>,
    /// Cells that were written before: rows that cost the same ask for the same measures.
    measures: Vec<(MeasureSet, Option<Factor>, Vec<u8>)>,
    text: Vec<u8>,
    problems: String,
    summary: Summary,
}

impl<'a> Writer<'a> {
    pub(super) fn new(file: &Path, header: &'a Header, part: &Part, texts: &'a Catalogue, context: Context) -> Self {
        let sentences = |reasons: fn() -> Vec<crate::domain::Phrase>| {
            let escaped = |reason| {
                let mut sentence = Vec::new();
                escape(&texts.say(reason), &mut sentence);
                sentence
            };
            reasons().iter().map(escaped).collect()
        };
        let mut writer = Self {
            file: file.display().to_string(),
            header,
            delimiter: part.dialect.delimiter,
            line_end: part.dialect.line_end.bytes(),
            decimal: part.decimal,
            source: part.source.as_deref().map(quoted),
            texts,
            context,
            certainty: part.certainty,
            reasons: METHODS.iter().map(|method| sentences(method.score_reasons)).collect(),
            idle: Vec::new(),
            measures: vec![(MeasureSet::EMPTY, None, Vec::new()); REMEMBERED],
            text: Vec::new(),
            problems: String::new(),
            summary: Summary::default(),
        };
        for (place, method) in METHODS.iter().enumerate() {
            writer.answer(place, &(method.score)(&Cells::default(), context));
            writer.idle.push(std::mem::take(&mut writer.text));
        }
        writer
    }

    /// Scores one row and appends it. What `result` held is of no matter.
    pub(super) fn row(&mut self, row: &StreamRow, result: &mut RowResult) {
        row.write(self.header, self.delimiter, &mut self.text);
        judge_into(row.cells(), self.context, result);
        let is_sound = row.is_sound() && result.missing.is_empty();
        if is_sound {
            self.summary.assessed += 1;
        } else {
            self.summary.rejected += 1;
        }
        self.word(result.class.map_or("", Class::key));
        self.word(result.class_from.unwrap_or(""));
        self.word(if is_sound { State::Assessed.key() } else { State::Rejected.key() });
        self.text.push(self.delimiter);
        if !is_sound {
            self.problems_of(row, result);
        }
        for (place, score) in result.scores().enumerate() {
            match score {
                Some(score) => self.answer(place, score),
                None => self.text.extend_from_slice(&self.idle[place]),
            }
        }
        self.text.push(self.delimiter);
        self.measures(result.measures, result.leading);
        self.word(yes(result.provisional));
        self.word(yes(result.incomplete || !is_sound));
        if self.certainty {
            let found = distribution(row.cells(), Document::Niosh);
            self.certainty(found);
        }
        if let Some(source) = &self.source {
            self.text.push(self.delimiter);
            self.text.extend_from_slice(source);
            self.text.push(self.delimiter);
            self.text.extend_from_slice(row.number().to_string().as_bytes());
        }
        self.text.extend_from_slice(self.line_end);
    }

    /// The cells of one method.
    fn answer(&mut self, place: usize, score: &Score) {
        for value in &score.values[..METHODS[place].score_columns.len()] {
            self.text.push(self.delimiter);
            match *value {
                ScoreValue::Number(value, decimals) => self.number(value, decimals),
                ScoreValue::Word(word) => self.text.extend_from_slice(word.as_bytes()),
                ScoreValue::State => self.text.extend_from_slice(score.state.key().as_bytes()),
                ScoreValue::Class => self.text.extend_from_slice(score.class.map_or("", Class::key).as_bytes()),
                ScoreValue::Keys(columns) => join(&mut self.text, b" ", columns.iter().map(Column::key)),
                ScoreValue::Reasons(bits) if bits != 0 => self.reasons(place, bits),
                ScoreValue::Empty | ScoreValue::Reasons(_) => {}
            }
        }
    }

    /// How sure the index is; nothing where no error is stated.
    fn certainty(&mut self, found: Option<Distribution>) {
        let ends = found.and_then(|found| found.index);
        for end in [ends.map(|ends| ends.0), ends.map(|ends| ends.1)] {
            self.text.push(self.delimiter);
            if let Some(end) = end {
                self.number(end, 3);
            }
        }
        let shares = found.map(|found| {
            let [acceptable, increased, high, very_high] = found.classes;
            [acceptable, increased, high, very_high, found.beyond + found.outside]
        });
        for at in 0..CERTAINTY.len() - 2 {
            self.text.push(self.delimiter);
            if let Some(shares) = shares {
                self.number(shares[at], 4);
            }
        }
    }

    fn measures(&mut self, measures: MeasureSet, leading: Option<Factor>) {
        let place = (measures.mixed() + leading.map_or(0, |factor| 1 + factor as usize)) % REMEMBERED;
        let (of, led, cell) = &mut self.measures[place];
        if (*of, *led) != (measures, leading) {
            (*of, *led) = (measures, leading);
            cell.clear();
            join(cell, b" ", measures.iter_for(leading));
        }
        self.text.extend_from_slice(cell);
    }

    fn word(&mut self, word: &str) {
        self.text.push(self.delimiter);
        self.text.extend_from_slice(word.as_bytes());
    }

    /// A number, in quotes where its decimal comma is also the delimiter.
    fn number(&mut self, value: f64, decimals: u8) {
        let quoted = self.delimiter == b',' && self.decimal == Decimal::Comma;
        if quoted {
            self.text.push(b'"');
        }
        number::write(value, decimals, self.decimal, &mut self.text);
        if quoted {
            self.text.push(b'"');
        }
    }

    fn reasons(&mut self, method: usize, bits: u32) {
        self.text.push(b'"');
        let mut between: &[u8] = b"";
        for (bit, sentence) in self.reasons[method].iter().enumerate() {
            if bits & (1 << bit) != 0 {
                self.text.extend_from_slice(between);
                self.text.extend_from_slice(sentence);
                between = b"; ";
            }
        }
        self.text.push(b'"');
    }

    /// What is wrong with the row, into its cell and for the listener.
    #[cold]
    fn problems_of(&mut self, row: &StreamRow, result: &RowResult) {
        let missing =
            result.missing.iter().map(|column| CellFault { column, beside: None, fault: Fault::Missing, found: String::new() });
        let mut found: Vec<(String, crate::domain::Problem)> = Vec::new();
        if let Some(fault) = row.broken() {
            found.push((String::new(), input::row_problem(&self.file, row.number(), fault)));
        } else {
            for fault in row.faults().iter().cloned().chain(missing) {
                let key = format!("{}{}", fault.column.key(), fault.beside.map_or("", input::Companion::ending));
                found.push((key, input::problem(&self.file, self.header, row.number(), &fault)));
            }
        }
        let mut cell = String::new();
        for (key, problem) in &found {
            let sentence = super::super::sentence(problem, self.texts);
            if !cell.is_empty() {
                cell.push_str(" | ");
            }
            if !key.is_empty() {
                let _ = write!(cell, "{key}: ");
            }
            cell.push_str(&sentence);
            let _ = writeln!(self.problems, "{}", super::super::line(problem, self.texts));
        }
        self.quoted(&cell);
    }

    fn quoted(&mut self, words: &str) {
        self.text.extend_from_slice(&quoted(words));
    }

    pub(super) fn is_full(&self) -> bool {
        self.text.len() > FULL
    }

    /// What was written since the last time: rows, and lines for the listener.
    pub(super) fn take(&mut self) -> (Vec<u8>, String) {
        (std::mem::take(&mut self.text), std::mem::take(&mut self.problems))
    }

    /// Buffers to write into again.
    pub(super) fn give_back(&mut self, mut text: Vec<u8>, mut problems: String) {
        text.clear();
        problems.clear();
        self.text = text;
        self.problems = problems;
    }

    pub(super) const fn summary(&self) -> Summary {
        self.summary
    }

    pub(super) fn take_summary(&mut self) -> Summary {
        std::mem::take(&mut self.summary)
    }
}

/// A cell of words, in quotes: it may hold anything.
pub(in crate::run) fn quoted(words: &str) -> Vec<u8> {
    let mut cell = vec![b'"'];
    escape(words, &mut cell);
    cell.push(b'"');
    cell
}

/// What stands between the quotes of a cell.
fn escape(words: &str, out: &mut Vec<u8>) {
    for byte in words.bytes() {
        match byte {
            b'"' => out.extend_from_slice(b"\"\""),
            // One row stays one line.
            b'\r' | b'\n' => out.push(b' '),
            _ => out.push(byte),
        }
    }
}

fn join(out: &mut Vec<u8>, between: &[u8], words: impl Iterator<Item = &'static str>) {
    for (place, word) in words.enumerate() {
        if place > 0 {
            out.extend_from_slice(between);
        }
        out.extend_from_slice(word.as_bytes());
    }
}

const fn yes(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}
