//! A task file that was opened: its header is known, none of its rows was read yet.

use std::fs::File;
use std::io::{Cursor, Read};
use std::ops::Range;
use std::path::Path;

use super::shown;
use crate::domain::Language;
use crate::input::{self, Block, Decimal, Dialect, Header, Options, Sheet, Stream, StreamRow, is_workbook, stream};
use crate::run::Error;
use crate::run::watch::Watch;

/// A task file of which the header was read.
pub(in crate::run) struct Opened {
    pub(in crate::run) body: Body,
    /// Whether it is still the same when it was read.
    pub(in crate::run) watch: Watch,
    decimal: Decimal,
}

/// What stands below the header.
pub(in crate::run) enum Body {
    /// Text, which streams.
    Text(Box<Stream<Box<dyn Read + Send>>>),
    /// The sheet of a workbook, which was read whole.
    Sheet(Box<Sheet>),
}

impl Opened {
    /// Opens a file, or standard input for `-`.
    ///
    /// # Errors
    /// When it cannot be read, or is refused.
    pub(in crate::run) fn open(path: &Path, options: &Options, language: Language) -> Result<Self, Error> {
        let names: Vec<&str> = shown::result_names().collect();
        let (mut reader, watch) = reader(path)?;
        let mut head = [0; 4];
        let length = fill(&mut reader, &mut head).map_err(|error| Error::io(path, error))?;
        let mut rest: Box<dyn Read + Send> = Box::new(Cursor::new(head).take(length as u64).chain(reader));
        let refused = |error| Error::input(path, error);
        if is_workbook(&head[..length]) {
            let mut bytes = Vec::new();
            rest.read_to_end(&mut bytes).map_err(|error| Error::io(path, error))?;
            let sheet = Sheet::open(&bytes, options, language, &names).map_err(refused)?;
            let decimal = sheet.written_decimal();
            return Ok(Self { body: Body::Sheet(Box::new(sheet)), watch, decimal });
        }
        let stream = stream(rest, options, &names).map_err(refused)?;
        let decimal = stream.decimal().unwrap_or(usual_decimal(*stream.dialect(), language));
        Ok(Self { body: Body::Text(Box::new(stream)), watch, decimal })
    }

    /// The header.
    pub(in crate::run) fn header(&self) -> &Header {
        match &self.body {
            Body::Text(stream) => stream.header(),
            Body::Sheet(sheet) => sheet.header(),
        }
    }

    /// How its output is written.
    pub(in crate::run) fn dialect(&self) -> &Dialect {
        match &self.body {
            Body::Text(stream) => stream.dialect(),
            Body::Sheet(sheet) => sheet.dialect(),
        }
    }

    /// The decimal sign of its output.
    pub(in crate::run) const fn written_decimal(&self) -> Decimal {
        self.decimal
    }

    /// The numbers of its records, and the decimal sign of its own cells (`None` where all numbers
    /// are whole), for which it is read to its end.
    pub(in crate::run) fn count(self) -> Result<(Range<u64>, Option<Decimal>), input::Error> {
        let first = self.header().row() + 1;
        let mut end = first;
        match self.body {
            Body::Text(mut stream) => {
                let mut block = Block::default();
                while stream.next_block(&mut block)? {
                    end = block.numbers().end;
                }
                Ok((first..end, stream.decimal()))
            }
            Body::Sheet(mut sheet) => {
                let mut row = StreamRow::default();
                while sheet.next(&mut row) {
                    end = row.number() + 1;
                }
                Ok((first..end, Some(self.decimal)))
            }
        }
    }
}

/// A reader of a file or of standard input.
fn reader(path: &Path) -> Result<(Box<dyn Read + Send>, Watch), Error> {
    if path == Path::new("-") {
        return Ok((Box::new(std::io::stdin()), Watch::default()));
    }
    let file = File::open(path).map_err(|error| Error::io(path, error))?;
    let data = file.metadata().map_err(|error| Error::io(path, error))?;
    if data.is_dir() {
        return Err(Error::io(path, std::io::ErrorKind::IsADirectory.into()));
    }
    Ok((Box::new(file), Watch::of(&data)))
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

/// The decimal sign of results beside a file of whole numbers: what its delimiter suggests.
const fn usual_decimal(dialect: Dialect, language: Language) -> Decimal {
    match (dialect.delimiter, language) {
        (b';', _) | (b'\t', Language::Dutch) => Decimal::Comma,
        _ => Decimal::Point,
    }
}
