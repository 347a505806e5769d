//! Where records and cells of delimited text begin and end.
//!
//! Records are kept as they came, byte for byte, so that `score` can repeat them; a cell's value
//! is made from its bytes by [`value`]. Three things set this apart from a general reader: the
//! rows of a spreadsheet are counted, empty ones too; a quote that is never closed costs one row,
//! not the rest of the file; and nothing is copied that need not be.

use std::borrow::Cow;

use memchr::{memchr, memchr2};

use super::places::Places;

/// How text is cut: the sign between cells and the byte that ends a line (`\n`, or `\r` in files
/// that have nothing else).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) delimiter: u8,
    pub(super) line_end: u8,
}

/// The end of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Behind its line end, or at the end of the text if there is none and `last` was said.
    At(usize),
    /// As [`End::At`], but a quote in it does not close where a cell ends: the record is cut at
    /// its first line end and its cells cannot be trusted.
    Broken(usize),
    /// Not in this text: more must be read.
    Beyond,
}

impl Cut {
    /// The end of the record that starts at `start`. `last`: nothing follows this text.
    pub(super) fn end(self, text: &[u8], start: usize, last: bool) -> End {
        let mut at = start;
        loop {
            // Only a quote that begins a cell holds line ends; from `at` on nothing is in quotes.
            match memchr2(b'"', self.line_end, &text[at..]) {
                Some(found) if text[at + found] == self.line_end => return End::At(at + found + 1),
                Some(found) => {
                    let quote = at + found;
                    if quote > start && text[quote - 1] != self.delimiter {
                        at = quote + 1;
                        continue;
                    }
                    match self.behind_quoted(text, quote, last) {
                        Quoted::Closed(behind) => at = behind,
                        Quoted::Astray => return self.broken(text, start, last),
                        Quoted::Beyond => return End::Beyond,
                    }
                }
                None if last => return End::At(text.len()),
                None => return End::Beyond,
            }
        }
    }

    /// A record with an astray quote: to its first line end.
    pub(super) fn broken(self, text: &[u8], start: usize, last: bool) -> End {
        match memchr(self.line_end, &text[start..]) {
            Some(found) => End::Broken(start + found + 1),
            None if last => End::Broken(text.len()),
            None => End::Beyond,
        }
    }

    /// Where the quoted cell that opens at `open` is left.
    fn behind_quoted(self, text: &[u8], open: usize, last: bool) -> Quoted {
        let mut at = open + 1;
        while let Some(found) = memchr(b'"', &text[at..]) {
            at += found + 1;
            match text.get(at) {
                Some(b'"') => at += 1,
                None if !last => return Quoted::Beyond,
                _ => return self.behind_close(text, at, last),
            }
        }
        if last { Quoted::Astray } else { Quoted::Beyond }
    }

    /// Behind a closing quote only blanks may stand.
    fn behind_close(self, text: &[u8], close: usize, last: bool) -> Quoted {
        let blank = |byte: &u8| *byte == b' ' || *byte == b'\r' && self.line_end != b'\r';
        let behind = close + text[close..].iter().take_while(|byte| blank(byte)).count();
        match text.get(behind) {
            Some(&byte) if byte == self.delimiter || byte == self.line_end => Quoted::Closed(behind),
            None if last => Quoted::Closed(behind),
            None => Quoted::Beyond,
            Some(_) => Quoted::Astray,
        }
    }

    /// A record without its line end.
    pub(super) fn trim_end(self, record: &[u8]) -> &[u8] {
        let record = record.strip_suffix(&[self.line_end]).unwrap_or(record);
        record.strip_suffix(b"\r").unwrap_or(record)
    }

    /// The places of the cells of `record`, which has no line end. `quotes`: whether quotes can
    /// hold delimiters in it.
    pub(super) fn cells(self, record: &[u8], quotes: bool, places: &mut Places) {
        if quotes && memchr(b'"', record).is_some() {
            self.quoted_cells(record, places);
        } else {
            places.cut(record, self.delimiter);
        }
    }

    /// The places of the cells of a `record` in which quotes hold delimiters.
    pub(super) fn quoted_cells(self, record: &[u8], places: &mut Places) {
        places.clear();
        let mut start = 0;
        loop {
            let mut at = start;
            if record.get(at) == Some(&b'"')
                && let Quoted::Closed(behind) = self.behind_quoted(record, at, true)
            {
                at = behind;
            }
            // Cells without quotes are short.
            let end = record[at..].iter().position(|&byte| byte == self.delimiter).map_or(record.len(), |found| at + found);
            places.push(start, end);
            if end == record.len() {
                return;
            }
            start = end + 1;
        }
    }
}

enum Quoted {
    Closed(usize),
    Astray,
    Beyond,
}

/// The values of all cells of a record, in order.
pub(super) fn values(record: &[u8], places: &Places) -> impl Iterator<Item = String> {
    (0..places.len()).map(|cell| String::from_utf8_lossy(&value(&record[places.get(cell)])).into_owned())
}

/// The value of a cell: quotes off, doubled quotes single, blanks around it off.
#[inline]
pub(super) fn value(cell: &[u8]) -> Cow<'_, [u8]> {
    if let [first, .., last] = cell
        && *first > b' '
        && *last > b' '
        && *first != b'"'
    {
        return Cow::Borrowed(cell);
    }
    let cell = cell.trim_ascii();
    if let [b'"', inner @ .., b'"'] = cell { unquote(inner) } else { Cow::Borrowed(cell) }
}

#[cold]
fn unquote(inner: &[u8]) -> Cow<'_, [u8]> {
    if memchr(b'"', inner).is_none() {
        return Cow::Borrowed(inner.trim_ascii());
    }
    let mut plain = Vec::with_capacity(inner.len());
    let mut bytes = inner.iter();
    while let Some(&byte) = bytes.next() {
        plain.push(byte);
        if byte == b'"' && bytes.as_slice().first() == Some(&b'"') {
            bytes.next();
        }
    }
    Cow::Owned(plain.trim_ascii().to_vec())
}

/// Writes `value` as one cell, in quotes where it needs them.
pub(crate) fn write(value: &[u8], delimiter: u8, out: &mut Vec<u8>) {
    if !value.iter().any(|&byte| byte == delimiter || matches!(byte, b'"' | b'\n' | b'\r')) {
        out.extend_from_slice(value);
        return;
    }
    out.push(b'"');
    for &byte in value {
        if byte == b'"' {
            out.push(b'"');
        }
        out.push(byte);
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SEMICOLON: Cut = Cut { delimiter: b';', line_end: b'\n' };

    fn read(text: &str) -> Vec<(Vec<String>, bool)> {
        let text = text.as_bytes();
        let mut rows = Vec::new();
        let mut places = Places::default();
        let mut start = 0;
        while start < text.len() {
            let (end, broken) = match SEMICOLON.end(text, start, true) {
                End::At(end) => (end, false),
                End::Broken(end) => (end, true),
                End::Beyond => panic!("the last text ends every record"),
            };
            let record = SEMICOLON.trim_end(&text[start..end]);
            SEMICOLON.cells(record, !broken, &mut places);
            rows.push((values(record, &places).collect(), broken));
            start = end;
        }
        rows
    }

    fn row(cells: &[&str]) -> (Vec<String>, bool) {
        (cells.iter().map(|&cell| cell.to_owned()).collect(), false)
    }

    #[test]
    fn quotes_hold_delimiters_line_ends_and_quotes() {
        assert_eq!(
            read("a;\"b;c\"\r\n\"d\ne\";\"f \"\"g\"\"\"\n;\n"),
            [row(&["a", "b;c"]), row(&["d\ne", "f \"g\""]), row(&["", ""])]
        );
    }

    #[test]
    fn a_quote_inside_a_cell_is_just_a_quote() {
        assert_eq!(read("balk 5\" dik;2\nb;3"), [row(&["balk 5\" dik", "2"]), row(&["b", "3"])]);
    }

    #[test]
    fn an_astray_quote_costs_one_row() {
        let rows = read("\"a;1\nb;2\nc;3\n");
        assert_eq!(rows.iter().map(|row| row.1).collect::<Vec<_>>(), [true, false, false]);
        let rows = read("\"a;1\n\"b\";2\nc;3\n");
        assert_eq!(rows.iter().map(|row| row.1).collect::<Vec<_>>(), [true, false, false]);
        assert_eq!(rows[1], row(&["b", "2"]));
    }

    /// The end of the first record, every cell looked at.
    fn cell_by_cell(text: &[u8], last: bool) -> End {
        let mut at = 0;
        loop {
            if text.get(at) == Some(&b'"') {
                match SEMICOLON.behind_quoted(text, at, last) {
                    Quoted::Closed(behind) => at = behind,
                    Quoted::Astray => return SEMICOLON.broken(text, 0, last),
                    Quoted::Beyond => return End::Beyond,
                }
            }
            while text.get(at).is_some_and(|byte| !matches!(byte, b';' | b'\n')) {
                at += 1;
            }
            match text.get(at) {
                Some(b';') => at += 1,
                Some(_) => return End::At(at + 1),
                None if last => return End::At(text.len()),
                None => return End::Beyond,
            }
        }
    }

    proptest! {
        #[test]
        fn what_the_csv_crate_writes_comes_back(rows in proptest::collection::vec(proptest::collection::vec("[a\";\n 1,]{0,6}", 3), 1..5)) {
            let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).expect("memory takes everything");
            }
            let text = String::from_utf8(writer.into_inner().expect("memory takes everything")).expect("UTF-8 in, UTF-8 out");
            let trimmed = rows.iter().map(|row| (row.iter().map(|cell| cell.trim_ascii().to_owned()).collect(), false));
            prop_assert_eq!(read(&text), trimmed.collect::<Vec<_>>());
        }

        #[test]
        fn a_record_ends_where_its_cells_one_by_one_end(text in proptest::collection::vec(proptest::sample::select(b"a;;\"\"\n ".as_slice()), 0..30), last: bool) {
            prop_assert_eq!(SEMICOLON.end(&text, 0, last), cell_by_cell(&text, last));
        }

        #[test]
        fn any_bytes_end(text in proptest::collection::vec(proptest::sample::select(b"a;\"\n\r ".as_slice()), 0..40)) {
            let mut start = 0;
            while start < text.len() {
                match SEMICOLON.end(&text, start, true) {
                    End::At(end) | End::Broken(end) => {
                        prop_assert!(end > start);
                        start = end;
                    }
                    End::Beyond => prop_assert!(false, "the last text ends every record"),
                }
            }
        }
    }
}
