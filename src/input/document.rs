//! A task file of text that is changed cell by cell: whatever is not changed keeps its bytes.
//!
//! Reading makes meanings of cells; here their text is kept as it came, with quotes, blanks, line
//! ends, columns of the user's own and rows that nobody can use. Written back unchanged, a file is
//! the same to the byte.

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::dialect::{self, Dialect, Encoding, MARK};
use super::error::Error;
use super::header::{Field, Header};
use super::number::tidy;
use super::places::Places;
use super::record::{self, Cut, End};
use super::table::{Table, read_table_beside};
use super::{Options, is_workbook};
use crate::domain::{Column, Language, Phrase};

/// A task file of text, kept as it came.
#[derive(Debug, Clone)]
pub struct Document {
    dialect: Dialect,
    /// A line `sep=` and empty rows above the header.
    above: String,
    top: Line,
    header: Header,
    rows: Vec<Line>,
    results: Vec<String>,
}

/// A record as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    /// Without its line end.
    text: String,
    /// The line end; empty only at the end of the file.
    end: String,
    /// Whether its quotes can be trusted: else its cells cannot.
    sound: bool,
}

impl Document {
    /// An empty file with these columns, as a spreadsheet program in `language` opens it.
    ///
    /// # Panics
    /// If `columns` lacks the task or has a column twice.
    pub fn new(columns: &[Column], language: Language, results: &[&str]) -> Self {
        let bytes = super::template(columns, language);
        Self::read(&bytes, results).expect("a template can be read")
    }

    /// Takes a file apart. `results` are the names of the columns that `score` appends.
    ///
    /// # Errors
    /// When the file is a workbook, is no text in its encoding, or its header cannot be used.
    pub fn read(bytes: &[u8], results: &[&str]) -> Result<Self, Error> {
        let refuse = |key| Err(Error::Refused(Phrase::new(key)));
        if is_workbook(bytes) {
            return refuse("input.refused.workbook_to_change");
        }
        let Some((text, encoding, mark)) = decode(bytes) else { return refuse("input.refused.garbled") };
        // The reader decides what the header is; the same text gives the same rows.
        let marked = utf8(&text);
        let options = Options { decimal: Some(super::Decimal::Comma), ..Options::default() };
        let stream = super::stream(marked.as_slice(), &options, results)?;
        let found = *stream.dialect();
        let dialect = Dialect { encoding, mark, ..found };
        let cut = dialect.cut();
        let start = dialect::separator_line(text.as_bytes()).map_or(0, |(_, behind)| text.len() - behind.len());
        let mut lines = lines(&text, start, cut);
        let header_at = usize::try_from(stream.header().row()).unwrap_or(1) - 1;
        let rows = lines.split_off((header_at + 1).min(lines.len()));
        let top = lines.pop().unwrap_or(Line { text: String::new(), end: String::new(), sound: true });
        let blank: String = lines.iter().flat_map(|line| [line.text.as_str(), line.end.as_str()]).collect();
        Ok(Self {
            dialect,
            above: format!("{}{blank}", &text[..start]),
            top,
            header: stream.header().clone(),
            rows,
            results: results.iter().map(|&name| name.to_owned()).collect(),
        })
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        let text = self.text();
        let mut bytes = Vec::with_capacity(text.len() + 3);
        match self.dialect.encoding {
            Encoding::Utf8 => {
                if self.dialect.mark {
                    bytes.extend_from_slice(MARK);
                }
                bytes.extend_from_slice(text.as_bytes());
            }
            Encoding::Windows1252 => bytes.extend_from_slice(&WINDOWS_1252.encode(&text).0),
            Encoding::Utf16Le | Encoding::Utf16Be => {
                let little = self.dialect.encoding == Encoding::Utf16Le;
                let units = self.dialect.mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
                bytes.extend(units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }));
            }
        }
        bytes
    }

    fn text(&self) -> String {
        let mut text = self.above.clone();
        for line in std::iter::once(&self.top).chain(&self.rows) {
            text.push_str(&line.text);
            text.push_str(&line.end);
        }
        text
    }

    /// What its cells mean.
    ///
    /// # Errors
    /// When nothing tells its decimal sign.
    pub fn table(&self, options: &Options) -> Result<Table, Error> {
        let results: Vec<&str> = self.results.iter().map(String::as_str).collect();
        read_table_beside(&utf8(&self.text()), options, &results)
    }

    /// The header.
    pub const fn header(&self) -> &Header {
        &self.header
    }

    /// How it is written.
    pub const fn dialect(&self) -> &Dialect {
        &self.dialect
    }

    /// How many rows there are below the header, empty ones too.
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is nothing below the header.
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The number that a spreadsheet shows for the row at `at`.
    pub const fn number(&self, at: usize) -> u64 {
        self.header.row() + 1 + at as u64
    }

    /// Whether the cells of the row at `at` can be told apart, so that one can be changed.
    pub fn is_sound(&self, at: usize) -> bool {
        let filled = |place| !self.value(at, place).is_empty();
        self.rows[at].sound && (self.header.len()..self.places(&self.rows[at]).len()).all(|place| !filled(place))
    }

    /// Whether nothing stands in the row at `at`.
    pub fn is_blank(&self, at: usize) -> bool {
        self.places(&self.rows[at]).iter().all(|&(from, to)| value(&self.rows[at].text[from..to]).is_empty())
    }

    /// The value of a cell, without quotes and the blanks around it; empty if the row ends before it.
    pub fn value(&self, at: usize, place: usize) -> String {
        let line = &self.rows[at];
        self.places(line).get(place).map_or_else(String::new, |&(from, to)| value(&line.text[from..to]))
    }

    /// The value in `column`; empty if the file has no such column.
    pub fn cell(&self, at: usize, column: Column) -> String {
        self.header.place(column).map_or_else(String::new, |place| self.value(at, place))
    }

    /// Writes `text` into a cell, in quotes where it needs them. A column that the file does not
    /// have yet is added.
    ///
    /// # Panics
    /// If there is no row at `at`.
    pub fn set(&mut self, at: usize, column: Column, text: &str, language: Language) {
        let text = tidy(text);
        let place = match self.header.place(column) {
            Some(place) => place,
            None if text.is_empty() => return,
            None => self.add_column(column, language),
        };
        let mut cell = Vec::new();
        record::write(text.as_bytes(), self.dialect.delimiter, &mut cell);
        let cell = String::from_utf8_lossy(&cell).into_owned();
        let places = self.places(&self.rows[at]);
        let delimiter = self.delimiter();
        let line = &mut self.rows[at].text;
        if let Some(&(from, to)) = places.get(place) {
            line.replace_range(from..to, &cell);
        } else {
            line.extend(std::iter::repeat_n(delimiter, place + 1 - places.len()));
            line.push_str(&cell);
        }
        self.widen(text);
    }

    /// Adds an empty row at the end and says where it is.
    pub fn push(&mut self) -> usize {
        let end = String::from_utf8_lossy(self.dialect.line_end.bytes()).into_owned();
        for line in std::iter::once(&mut self.top).chain(self.rows.last_mut()) {
            if line.end.is_empty() {
                line.end.clone_from(&end);
            }
        }
        let text = String::from(self.delimiter()).repeat(self.header.len().saturating_sub(1));
        self.rows.push(Line { text, end, sound: true });
        self.rows.len() - 1
    }

    /// Adds a row at the end with the cells of the row at `at`, but not its results of an earlier run.
    pub fn push_copy(&mut self, at: usize) -> usize {
        let row = self.push();
        self.rows[row].text = self.rows[at].text.clone();
        for place in 0..self.header.len() {
            if self.header.fields()[place] == Field::Result
                && let Some(&(from, to)) = self.places(&self.rows[row]).get(place)
            {
                self.rows[row].text.replace_range(from..to, "");
            }
        }
        row
    }

    /// Takes a row out.
    pub fn remove(&mut self, at: usize) {
        self.rows.remove(at);
    }

    /// Adds a column: in the order of the template where the file keeps to it, else at the end.
    fn add_column(&mut self, column: Column, language: Language) -> usize {
        let known: Vec<(usize, Column)> = self
            .header
            .fields()
            .iter()
            .enumerate()
            .filter_map(|(place, field)| if let Field::Column(column) = field { Some((place, *column)) } else { None })
            .collect();
        let ordered = known.is_sorted_by_key(|(_, column)| *column);
        let before = known.iter().rfind(|(_, other)| *other < column).map(|(place, _)| place + 1);
        let place = before.filter(|_| ordered).unwrap_or(self.header.len());
        let name = self.new_name(column, language);
        let mut cell = Vec::new();
        record::write(name.as_bytes(), self.dialect.delimiter, &mut cell);
        let (cut, delimiter) = (self.dialect.cut(), self.delimiter());
        insert(&mut self.top, place, &String::from_utf8_lossy(&cell), cut, delimiter);
        for line in self.rows.iter_mut().filter(|line| line.sound) {
            // A row that ends before has nothing to move.
            if cells(line, cut).len() > place {
                insert(line, place, "", cut, delimiter);
            }
        }
        let mut names = self.header.names().to_vec();
        names.insert(place, name);
        let results: Vec<&str> = self.results.iter().map(String::as_str).collect();
        self.header = Header::new(&names, self.header.row(), &results).expect("a column that was not there");
        place
    }

    /// The language of its header, by most of the names; `usual` where that does not tell.
    pub fn language(&self, usual: Language) -> Language {
        let mut dutch = 0;
        let mut english = 0;
        for (name, field) in self.header.names().iter().zip(self.header.fields()) {
            if let Field::Column(column) = field
                && column.key() != column.spec().nl
            {
                let name = super::word::name(name);
                dutch += usize::from(name == column.spec().nl);
                english += usize::from(name == column.key());
            }
        }
        match dutch.cmp(&english) {
            std::cmp::Ordering::Greater => Language::Dutch,
            std::cmp::Ordering::Less => Language::English,
            std::cmp::Ordering::Equal => usual,
        }
    }

    /// The name of a new column: in the language of the columns that are there already.
    fn new_name(&self, column: Column, usual: Language) -> String {
        match self.language(usual) {
            Language::Dutch => column.spec().nl.to_owned(),
            Language::English => column.key().to_owned(),
        }
    }

    /// Makes room for letters that the encoding lacks; plain text gets a mark with its first other
    /// letter, so that a spreadsheet program knows what it is.
    fn widen(&mut self, text: &str) {
        let fits = match self.dialect.encoding {
            Encoding::Windows1252 => !WINDOWS_1252.encode(text).2,
            Encoding::Utf8 => {
                self.dialect.mark
                    || text.is_ascii()
                    || !self.text().chars().filter(|c| !c.is_ascii()).eq(text.chars().filter(|c| !c.is_ascii()))
            }
            Encoding::Utf16Le | Encoding::Utf16Be => true,
        };
        if !fits {
            self.dialect.encoding = Encoding::Utf8;
            self.dialect.mark = true;
        }
    }

    fn delimiter(&self) -> char {
        char::from(self.dialect.delimiter)
    }

    fn places(&self, line: &Line) -> Vec<(usize, usize)> {
        cells(line, self.dialect.cut())
    }
}

/// Where the cells of a line are.
fn cells(line: &Line, cut: Cut) -> Vec<(usize, usize)> {
    let mut places = Places::default();
    cut.cells(line.text.as_bytes(), line.sound, &mut places);
    let place = |cell| {
        let from = places.start(cell, line.text.len());
        (from, from + places.get(cell).len())
    };
    (0..places.len()).map(place).collect()
}

fn insert(line: &mut Line, place: usize, cell: &str, cut: Cut, delimiter: char) {
    let places = cells(line, cut);
    match places.get(place) {
        Some(&(from, _)) => line.text.insert_str(from, &format!("{cell}{delimiter}")),
        None => line.text.push_str(&format!("{delimiter}{cell}")),
    }
}

fn value(cell: &str) -> String {
    tidy(&String::from_utf8_lossy(&record::value(cell.as_bytes()))).to_owned()
}

/// Text with a mark, so that nothing is left to guess.
fn utf8(text: &str) -> Vec<u8> {
    [MARK, text.as_bytes()].concat()
}

/// Cuts text into records.
fn lines(text: &str, mut start: usize, cut: Cut) -> Vec<Line> {
    let bytes = text.as_bytes();
    let mut lines = Vec::new();
    while start < bytes.len() {
        let (end, sound) = match cut.end(bytes, start, true) {
            End::At(end) => (end, true),
            End::Broken(end) => (end, false),
            End::Beyond => (bytes.len(), false),
        };
        let record = cut.trim_end(&bytes[start..end]).len();
        lines.push(Line { text: text[start..start + record].to_owned(), end: text[start + record..end].to_owned(), sound });
        start = end;
    }
    lines
}

/// The text, its encoding, and whether it has a mark; `None` if it is no text in its encoding.
fn decode(bytes: &[u8]) -> Option<(String, Encoding, bool)> {
    if let Some(rest) = bytes.strip_prefix(MARK) {
        return Some((str::from_utf8(rest).ok()?.to_owned(), Encoding::Utf8, true));
    }
    if let Some((encoding, mark)) = super::source::utf16_of(bytes) {
        let decoder = if encoding == Encoding::Utf16Le { UTF_16LE } else { UTF_16BE };
        let text = decoder.decode_without_bom_handling_and_without_replacement(&bytes[if mark { 2 } else { 0 }..])?;
        return Some((text.into_owned(), encoding, mark));
    }
    match str::from_utf8(bytes) {
        Ok(text) => Some((text.to_owned(), Encoding::Utf8, false)),
        Err(_) => Some((WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(), Encoding::Windows1252, false)),
    }
}

/// A cell's text without the blanks and invisible signs around it.
pub fn trimmed(text: &str) -> &str {
    tidy(text)
}

/// A header name as it is compared.
pub fn name(text: &str) -> String {
    super::word::name(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn document(text: &str) -> Document {
        Document::read(text.as_bytes(), &["rw_class"]).expect("a task file")
    }

    fn after(document: &Document) -> String {
        String::from_utf8(document.bytes()).expect("UTF-8")
    }

    #[test]
    fn one_cell_changes_and_nothing_else() {
        let mut file =
            document("sep=;\r\n;;\r\n taak ;\"mijn; kolom\";last_kg\r\n\"kist \"\"A\"\"\"; x ;12,50\r\n\r\nzak;;\"3\"\r\n");
        file.set(0, Column::LoadKg, "13", Language::Dutch);
        assert_eq!(
            after(&file),
            "sep=;\r\n;;\r\n taak ;\"mijn; kolom\";last_kg\r\n\"kist \"\"A\"\"\"; x ;13\r\n\r\nzak;;\"3\"\r\n"
        );
        assert_eq!((file.number(0), file.is_blank(1), file.cell(2, Column::LoadKg)), (3, true, "3".to_owned()));
        file.set(2, Column::Task, "a;\"b\"", Language::Dutch);
        assert_eq!(file.cell(2, Column::Task), "a;\"b\"");
    }

    #[test]
    fn a_new_column_keeps_the_order_of_the_template_or_comes_last() {
        let mut file = document("task,load_kg,hands\na,1,2\nb\n");
        file.set(1, Column::HOriginCm, "40", Language::Dutch);
        assert_eq!(after(&file), "task,load_kg,h_origin_cm,hands\na,1,,2\nb,,40\n");
        let mut file = document("last_kg;taak;eigen\n1;a;x;te veel\n");
        file.set(0, Column::HOriginCm, "40", Language::English);
        assert_eq!(
            after(&file),
            "last_kg;taak;eigen;h_begin_cm\n1;a;x;40;te veel\n",
            "what stood outside the table stays outside"
        );
    }

    #[test]
    fn rows_come_and_go() {
        let mut file = document("task,load_kg,rw_class\na,1,high");
        let new = file.push();
        file.set(new, Column::Task, "b", Language::English);
        assert_eq!(after(&file), "task,load_kg,rw_class\na,1,high\nb,,\n");
        assert_eq!(file.push_copy(0), 2);
        assert_eq!(after(&file), "task,load_kg,rw_class\na,1,high\nb,,\na,1,\n");
        file.remove(0);
        assert_eq!(after(&file), "task,load_kg,rw_class\nb,,\na,1,\n");
    }

    #[test]
    fn encodings_stay_until_a_letter_needs_more() {
        let windows = WINDOWS_1252.encode("taak;opmerking\r\nkist;één\r\n").0.into_owned();
        let mut file = Document::read(&windows, &[]).expect("a task file");
        assert_eq!(file.bytes(), windows);
        file.set(0, Column::Note, "ënig", Language::Dutch);
        assert_eq!(file.bytes(), WINDOWS_1252.encode("taak;opmerking\r\nkist;ënig\r\n").0.into_owned());
        file.set(0, Column::Note, "hoek ≥ 45°", Language::Dutch);
        assert_eq!(file.bytes(), "\u{feff}taak;opmerking\r\nkist;hoek ≥ 45°\r\n".as_bytes());
        let mut plain = document("task,note\na,\n");
        plain.set(0, Column::Note, "é", Language::English);
        assert_eq!(plain.bytes(), "\u{feff}task,note\na,é\n".as_bytes());
        for little in [true, false] {
            let units = "\u{feff}taak;opmerking\r\nkist;€\r\n".encode_utf16();
            let wide: Vec<u8> = units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect();
            assert_eq!(Document::read(&wide, &[]).expect("a task file").bytes(), wide);
        }
    }

    #[test]
    fn what_cannot_be_written_back_is_refused() {
        for bytes in [b"PK\x03\x04".as_slice(), b"\xef\xbb\xbftask\n\xff\n", b"load_kg\n1\n", b""] {
            assert!(Document::read(bytes, &[]).is_err());
        }
    }

    #[test]
    fn a_row_whose_cells_cannot_be_told_apart_is_left_alone() {
        let text = "taak;last_kg\n\"kist;1\nzak;2\nzak;2;meer\nzak;3;;\n";
        let file = document(text);
        assert_eq!(after(&file), text);
        assert_eq!([0, 1, 2, 3].map(|at| file.is_sound(at)), [false, true, false, true]);
    }

    proptest! {
        #[test]
        fn unchanged_is_the_same_to_the_byte(
            rows in proptest::collection::vec("[a-c;\"\r\n 0-9,é]{0,20}", 0..12),
            mark in any::<bool>(),
        ) {
            let text = format!("{}taak;last_kg;eigen\n{}", if mark { "\u{feff}" } else { "" }, rows.join("\n"));
            let file = document(&text);
            prop_assert_eq!(file.bytes(), text.as_bytes());
            // The rows of the document are the rows that reading sees.
            let table = file.table(&Options { decimal: Some(crate::input::Decimal::Comma), ..Options::default() }).expect("read before");
            for row in &table.rows {
                let at = usize::try_from(row.number - file.header().row() - 1).expect("a row of the file");
                if row.broken.is_none() {
                    prop_assert_eq!(row.text(Column::Task), file.cell(at, Column::Task));
                }
            }
        }

        #[test]
        fn a_change_touches_its_cell_alone(
            cells in proptest::collection::vec(proptest::collection::vec("[a-c;\"\n 0-9]{0,6}", 3), 1..6),
            text in "[a-c;\"\n 0-9]{0,8}",
        ) {
            let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(b"taak;last_kg;eigen\n".to_vec());
            for row in &cells {
                writer.write_record(row).expect("memory takes everything");
            }
            let mut file = document(&String::from_utf8(writer.into_inner().expect("memory")).expect("UTF-8"));
            let before = file.clone();
            let at = cells.len() / 2;
            file.set(at, Column::LoadKg, &text, Language::Dutch);
            prop_assert_eq!(file.cell(at, Column::LoadKg), tidy(&text));
            for row in 0..cells.len() {
                for place in 0..3 {
                    if (row, place) != (at, 1) {
                        prop_assert_eq!(file.value(row, place), before.value(row, place));
                    }
                }
            }
        }
    }
}
