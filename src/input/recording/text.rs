//! Delimited text with a column for each axis, read as a stream.
//!
//! The first part of the file decides, once: what separates the fields, the decimal sign, the unit,
//! the rate. What it does not tell is refused with the reason and the option that says it; nothing
//! is guessed. Rows whose cells are blank or not a number are left out, which shows as a gap in the
//! times; a word in a cell ends the reading.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::{Block, Error, Info, Options, Recording};
use crate::domain::{Phrase, Unit};

mod decide;
mod header;
mod number;

use decide::{Facts, TimeKind};
use header::{Header, Slot};
use number::Field;

/// The sentences of this reader.
pub const TEXT: &str = include_str!("text.csv");

/// A unit of acceleration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccelerationUnit {
    /// g, 9.806 65 m/s².
    Gravity,
    /// A thousandth of g.
    Milligravity,
    /// m/s².
    MetrePerSecondSquared,
}

/// A unit of angular rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RotationUnit {
    /// rad/s.
    RadianPerSecond,
    /// °/s.
    DegreePerSecond,
}

impl AccelerationUnit {
    /// m/s² in one of it.
    pub const fn metres(self) -> f64 {
        match self {
            Self::Gravity => 9.806_65,
            Self::Milligravity => 9.806_65e-3,
            Self::MetrePerSecondSquared => 1.0,
        }
    }

    /// The word on the command line.
    pub const fn key(self) -> &'static str {
        match self {
            Self::MetrePerSecondSquared => "ms2",
            _ => self.symbol(),
        }
    }

    /// As people write it.
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Gravity => "g",
            Self::Milligravity => "mg",
            Self::MetrePerSecondSquared => "m/s²",
        }
    }
}

impl RotationUnit {
    const fn radians(self) -> f64 {
        match self {
            Self::RadianPerSecond => 1.0,
            Self::DegreePerSecond => std::f64::consts::PI / 180.0,
        }
    }
}

/// How much of a file decides what it is, and how much is read at a time.
const HEAD: usize = 1 << 18;
/// Rows in a block.
const ROWS: usize = 4096;
/// The places of a row's values: time, three accelerations, three angular rates.
const VALUES: usize = 7;

/// A text recording that is open.
#[derive(Debug)]
pub struct Text {
    file: File,
    info: Info,
    header: Header,
    facts: Facts,
    /// For each field of a row, up to the last that matters, the place of its value.
    places: Vec<Option<usize>>,
    /// The same where every field matters and is a plain number in the usual row; else empty.
    quick: Vec<usize>,
    /// Whole lines from `start` to `end`, the beginning of a line up to `filled`.
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    filled: usize,
    at_end: bool,
    read: u64,
    /// The line that is read next, the first being 1.
    line: u64,
    /// Rows so far, those without a value too.
    rows: u64,
    first_time: Option<f64>,
    values: [f64; VALUES],
    left_out: u64,
    first_left_out: Option<u64>,
    cut: Option<u64>,
    /// The length of the last field of the row before, to know a number that was cut short.
    last_field: usize,
}

/// What keeps a row from being read.
enum Fault {
    /// A cell has no value.
    Missing,
    /// A cell holds something else: its field.
    NotANumber(usize),
    /// Too few or too many fields: how many.
    Fields(usize),
}

impl Text {
    /// Opens a text recording.
    ///
    /// # Errors
    /// When it cannot be read, or does not tell what it holds: each with what was found, what is expected
    /// and what to do.
    pub fn open(path: &Path, options: &Options) -> Result<Self, Error> {
        let mut file = File::open(path)?;
        let bytes = file.metadata()?.len();
        let mut buffer = vec![0; HEAD];
        let filled = read_fully(&mut file, &mut buffer)?;
        let at_end = filled < buffer.len();
        let head = &buffer[..filled];
        if head.trim_ascii().is_empty() {
            return Err(Error::Format(Phrase::new("recording.empty").exact("bytes", bytes as f64)));
        }
        if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) || head.contains(&0) {
            return Err(Error::Format(Phrase::new("recording.binary")));
        }
        let bom = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let (header, lines, begin) = decide::find_header(head, bom).map_err(|key| {
            let found = decide::first_line(&head[bom..]);
            Error::Format(key.text("found", found))
        })?;
        let facts = decide::decide(&header, &head[begin..], at_end, lines + 1, options).map_err(Error::Format)?;
        let has_rotation = header.has_rotation() && facts.gyro_unit.is_some();
        let mut places: Vec<Option<usize>> = header
            .slots
            .iter()
            .map(|slot| match slot {
                Some(Slot::Time) => matches!(facts.time, TimeKind::Seconds | TimeKind::Clock).then_some(0),
                Some(Slot::Acceleration(axis)) => Some(1 + axis),
                Some(Slot::Rotation(axis)) => has_rotation.then_some(4 + axis),
                None => None,
            })
            .collect();
        while places.last() == Some(&None) {
            places.pop();
        }
        let plain = header.delimiter != b' ' && facts.time != TimeKind::Clock && places.len() == header.names.len();
        let quick = places.iter().copied().collect::<Option<Vec<usize>>>().filter(|_| plain).unwrap_or_default();
        let info = Info {
            rate_hz: facts.rate_hz,
            has_rotation,
            has_time: matches!(facts.time, TimeKind::Seconds | TimeKind::Clock),
            full_scale: None,
            bytes,
        };
        let mut text = Self {
            file,
            info,
            header,
            facts,
            places,
            quick,
            buffer,
            start: begin,
            end: begin,
            filled,
            at_end,
            read: filled as u64,
            line: lines + 1,
            rows: 0,
            first_time: None,
            values: [0.0; VALUES],
            left_out: 0,
            first_left_out: None,
            cut: None,
            last_field: 0,
        };
        text.find_end();
        Ok(text)
    }

    /// Sets the end of the whole lines in the buffer.
    fn find_end(&mut self) {
        self.end = self.buffer[self.start..self.filled]
            .iter()
            .rposition(|&byte| byte == b'\n')
            .map_or(self.start, |at| self.start + at + 1);
    }

    /// Makes sure that there is a whole line; `false` at the end of the file.
    fn refill(&mut self) -> Result<bool, Error> {
        while self.start == self.end {
            if self.at_end {
                if self.start == self.filled {
                    return Ok(false);
                }
                // The last line has no line end: it gets one, if it is whole.
                if self.filled == self.buffer.len() {
                    self.buffer.push(0);
                }
                self.buffer[self.filled] = b'\n';
                let whole = self.is_whole();
                self.filled += 1;
                if !whole {
                    self.cut = Some(self.line);
                    self.start = self.filled;
                    self.end = self.filled;
                    return Ok(false);
                }
            } else {
                self.buffer.copy_within(self.start..self.filled, 0);
                self.filled -= self.start;
                self.start = 0;
                if self.filled == self.buffer.len() {
                    let phrase = Phrase::new("recording.line_too_long");
                    return Err(Error::Format(phrase.with("row", crate::domain::Arg::Exact(self.line as f64))));
                }
                let read = read_fully(&mut self.file, &mut self.buffer[self.filled..])?;
                self.at_end = self.filled + read < self.buffer.len();
                self.filled += read;
                self.read += read as u64;
            }
            self.find_end();
        }
        Ok(true)
    }

    /// Whether the last line, which has no line end, is whole: it has all its fields, all are numbers, and the
    /// last is not shorter than that of the row before.
    fn is_whole(&mut self) -> bool {
        let line = &self.buffer[self.start..self.filled];
        if line.trim_ascii().is_empty() {
            return true;
        }
        let fields = header::split(line, self.header.delimiter);
        let last = fields.last().map_or(0, |field| decimals(field));
        fields.len() == self.header.names.len() && last >= self.last_field && self.row(self.start).is_ok()
    }

    /// As [`Text::row`] of a row of plain numbers with nothing between them but the delimiter, which
    /// is nearly all of a file. `None`: the row is something else, or the columns are.
    #[inline]
    fn quick_row(&mut self, mut at: usize) -> Option<usize> {
        let bytes = &self.buffer[..self.filled];
        let (last, before) = self.quick.split_last()?;
        for &place in before {
            let (value, end) = number::plain(bytes, at, self.facts.decimal)?;
            if bytes[end] != self.header.delimiter {
                return None;
            }
            self.values[place] = value;
            at = end + 1;
        }
        let (value, end) = number::plain(bytes, at, self.facts.decimal)?;
        self.values[*last] = value;
        match bytes[end] {
            b'\n' => Some(end + 1),
            b'\r' if bytes.get(end + 1) == Some(&b'\n') => Some(end + 2),
            _ => None,
        }
    }

    /// Reads the line at `at` into `values`: where the next begins, or what is wrong with it.
    #[inline]
    fn row(&mut self, mut at: usize) -> Result<usize, Fault> {
        let bytes = &self.buffer[..=self.filled.min(self.buffer.len() - 1)];
        let (delimiter, decimal) = (self.header.delimiter, self.facts.decimal);
        let spaced = delimiter == b' ';
        let last = self.places.len() - 1;
        for (field, place) in self.places.iter().enumerate() {
            while bytes[at] == b' ' || (spaced && bytes[at] == b'\t') {
                at += 1;
            }
            if let Some(place) = *place {
                let plain =
                    if place == 0 && self.facts.time == TimeKind::Clock { None } else { number::plain(bytes, at, decimal) };
                match plain {
                    Some((value, end)) if bytes[end] == delimiter || matches!(bytes[end], b'\n' | b'\r' | b' ') => {
                        self.values[place] = value;
                        at = end;
                    }
                    _ => {
                        let end = field_end(bytes, at, delimiter);
                        let text = &bytes[at..end];
                        self.values[place] = if place == 0 && self.facts.time == TimeKind::Clock {
                            number::clock(text, decimal).ok_or(Fault::NotANumber(field))?
                        } else {
                            match number::field(text, decimal) {
                                Field::Number(value) => value,
                                Field::Missing if field < last && bytes[end] == b'\n' => return Err(Fault::Fields(field + 1)),
                                Field::Missing => return Err(Fault::Missing),
                                Field::Other => return Err(Fault::NotANumber(field)),
                            }
                        };
                        at = end;
                    }
                }
            } else {
                at = field_end(bytes, at, delimiter);
            }
            if field < last {
                while !spaced && bytes[at] == b' ' {
                    at += 1;
                }
                match bytes[at] {
                    byte if byte == delimiter => at += 1,
                    b'\t' if spaced => at += 1,
                    _ => return Err(Fault::Fields(field + 1)),
                }
            }
        }
        // What is left must be the columns that do not matter.
        if bytes[at] == b'\n' && self.header.names.len() == last + 1 {
            return Ok(at + 1);
        }
        let end = at + bytes[at..].iter().position(|&byte| byte == b'\n').unwrap_or(0);
        let rest = header::split(bytes[at..end].trim_ascii_end(), delimiter);
        let more = rest.iter().skip(usize::from(!spaced)).filter(|field| !spaced || !field.is_empty()).count();
        let fields = last + 1 + more;
        // One empty field too many is a delimiter at the end of each line.
        let trailing = fields == self.header.names.len() + 1 && rest.last().is_some_and(|field| field.trim_ascii().is_empty());
        if fields == self.header.names.len() || trailing { Ok(end + 1) } else { Err(Fault::Fields(fields)) }
    }

    fn fault(&self, fault: &Fault, start: usize) -> Error {
        let end = start + self.buffer[start..].iter().position(|&byte| byte == b'\n').unwrap_or(0);
        let line = &self.buffer[start..end];
        let phrase = match *fault {
            Fault::NotANumber(field) | Fault::Fields(field) if matches!(fault, Fault::NotANumber(_)) => {
                let found = header::split(line, self.header.delimiter).get(field).copied().unwrap_or_default();
                Phrase::new(if self.facts.decimal == b'.' {
                    "recording.not_a_number_point"
                } else {
                    "recording.not_a_number_comma"
                })
                .text("column", self.header.names[field].clone())
                .text("found", String::from_utf8_lossy(number::bare(found)))
            }
            Fault::Fields(found) => Phrase::new("recording.fields")
                .exact("found", found as f64)
                .exact("expected", self.header.names.len() as f64)
                .text("line", decide::first_line(line)),
            _ => Phrase::new("recording.cut_row"),
        };
        Error::Format(phrase.exact("row", self.line as f64))
    }

    fn take(&mut self, block: &mut Block) {
        let [time, ax, ay, az, gx, gy, gz] = self.values;
        let time = if self.info.has_time {
            let time = time * self.facts.time_scale;
            time - *self.first_time.get_or_insert(time)
        } else {
            (self.rows - 1) as f64 / self.info.rate_hz
        };
        block.time_s.push(time);
        block.acceleration.push([ax, ay, az].map(|value| value * self.facts.scale));
        if self.info.has_rotation {
            block.rotation.push([gx, gy, gz].map(|value| value * self.facts.gyro_scale));
        }
    }
}

/// Digits behind the decimal sign.
fn decimals(field: &[u8]) -> usize {
    let field = number::bare(field);
    field.iter().position(|byte| matches!(byte, b'.' | b',')).map_or(0, |at| field.len() - at - 1)
}

fn field_end(bytes: &[u8], mut at: usize, delimiter: u8) -> usize {
    let mut quoted = false;
    loop {
        match bytes[at] {
            b'\n' => return at,
            b'\t' if delimiter == b' ' => return at,
            b'"' => quoted = !quoted,
            byte if byte == delimiter && !quoted => return at,
            _ => {}
        }
        at += 1;
    }
}

fn read_fully(file: &mut File, mut into: &mut [u8]) -> std::io::Result<usize> {
    let mut total = 0;
    while !into.is_empty() {
        match file.read(into) {
            Ok(0) => break,
            Ok(read) => {
                total += read;
                into = &mut into[read..];
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(total)
}

impl Recording for Text {
    fn info(&self) -> &Info {
        &self.info
    }

    fn read(&mut self, block: &mut Block) -> Result<bool, Error> {
        block.clear();
        while block.time_s.len() < ROWS && self.refill()? {
            while self.start < self.end && block.time_s.len() < ROWS {
                let start = self.start;
                match self.quick_row(start).map_or_else(|| self.row(start), Ok) {
                    Ok(next) => {
                        self.rows += 1;
                        self.start = next;
                        self.take(block);
                    }
                    Err(fault) => {
                        let end = start + self.buffer[start..self.end].iter().position(|&byte| byte == b'\n').unwrap_or(0);
                        let line = &self.buffer[start..end];
                        if !line.trim_ascii().is_empty() {
                            let last = self.at_end && end + 1 >= self.filled;
                            match fault {
                                Fault::Missing => {
                                    self.rows += 1;
                                    self.left_out += 1;
                                    self.first_left_out.get_or_insert(self.line);
                                }
                                // A file that was cut ends in the middle of a row, with a line end or without.
                                Fault::Fields(found) if last && found < self.header.names.len() => self.cut = Some(self.line),
                                fault => return Err(self.fault(&fault, start)),
                            }
                        }
                        self.start = end + 1;
                    }
                }
                self.line += 1;
            }
            if self.start == self.end && self.start > 1 {
                // The last field of the last whole line, to compare a line without an end with.
                let line = &self.buffer[..self.end - 1];
                let begin = line.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
                self.last_field =
                    header::split(&line[begin..], self.header.delimiter).last().map_or(0, |field| decimals(field));
            }
        }
        Ok(!block.time_s.is_empty())
    }

    fn position(&self) -> u64 {
        self.read - (self.filled - self.start).min(HEAD) as u64
    }

    fn notes(&self) -> Vec<Phrase> {
        let mut notes = self.facts.notes.clone();
        if let Some(row) = self.first_left_out {
            let missing = self.left_out as f64;
            notes.push(Phrase::new("recording.left_out").number("rows", missing, Unit::Count).exact("row", row as f64));
        }
        if let Some(row) = self.cut {
            notes.push(Phrase::new("recording.cut").exact("row", row as f64));
        }
        notes
    }
}
