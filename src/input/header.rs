//! The header row: which cell of a row belongs to which column.

use super::error::Error;
use super::number::tidy;
use super::{record, word};
use crate::domain::column::Kind;
use crate::domain::{Arg, Column, ColumnSet, Phrase};

/// What a header cell stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// A column of the task file.
    Column(Column),
    /// What stands beside a column of the task file: how far its cells may be off.
    Beside(Companion, Column),
    /// A column that an earlier run of `score` appended: it is dropped.
    Result,
    /// Something of the user's own: it is carried along and otherwise left alone.
    Unknown,
}

/// What can stand beside a column, under its name with an ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Companion {
    /// `_pm`: the half width of the 95 % range of a number, in its own unit.
    HalfWidth,
    /// `_alt`: the other word that may hold.
    Second,
    /// `_alt_pct`: how probable that other word is, %.
    SecondShare,
}

impl Companion {
    /// All of them, the longest ending first.
    pub const ALL: [Self; 3] = [Self::SecondShare, Self::Second, Self::HalfWidth];

    /// What follows the name of the column, in both languages.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::HalfWidth => "_pm",
            Self::Second => "_alt",
            Self::SecondShare => "_alt_pct",
        }
    }

    /// Whether `column` can have it.
    pub const fn suits(self, column: Column) -> bool {
        match column.spec().kind {
            Kind::Number(..) => matches!(self, Self::HalfWidth),
            Kind::Choice { .. } => !matches!(self, Self::HalfWidth),
            Kind::Text | Kind::Date => false,
        }
    }

    /// The companion and its column that a header name in lower case means.
    fn from_name(name: &str) -> Option<(Self, Column)> {
        Self::ALL.into_iter().find_map(|companion| {
            let column = Column::from_name(name.strip_suffix(companion.ending())?)?;
            companion.suits(column).then_some((companion, column))
        })
    }
}

/// The header row of a task file.
#[derive(Debug, Clone)]
pub struct Header {
    names: Vec<String>,
    fields: Vec<Field>,
    columns: ColumnSet,
    has_results: bool,
    row: u64,
}

impl Header {
    /// The header with these cells in row `row` of its file. `results` are the names of the
    /// columns that `score` appends.
    ///
    /// # Errors
    /// When two cells mean one column, or none means the task.
    pub(super) fn new(names: &[String], row: u64, results: &[&str]) -> Result<Self, Error> {
        let names: Vec<String> = names.iter().map(|name| tidy(name).to_owned()).collect();
        let fields: Vec<Field> = names.iter().map(|name| field(name, results)).collect();
        let mut columns = ColumnSet::EMPTY;
        for (at, field) in fields.iter().enumerate() {
            let (Field::Column(column) | Field::Beside(_, column)) = *field else { continue };
            let first = fields.iter().position(|other| other == field).unwrap_or(at);
            if first < at {
                let phrase = Phrase::new("input.refused.same_column")
                    .column("column", column)
                    .text("first", &names[first])
                    .text("second", &names[at]);
                return Err(Error::Refused(phrase));
            }
            if let Field::Column(column) = *field {
                columns.insert(column);
            }
        }
        if !columns.contains(Column::Task) {
            let found = names.iter().filter(|name| !name.is_empty()).take(20).map(|name| Arg::Text(clip(name))).collect();
            return Err(Error::Refused(Phrase::new("input.refused.no_task").with("found", Arg::List(found))));
        }
        let has_results = fields.contains(&Field::Result);
        Ok(Self { names, fields, columns, has_results, row })
    }

    /// How many cells it has.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether it has no cells; a header that was read has one at least.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The cells as they stand in the file, without the blanks around them.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// What each cell stands for.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The columns that the file has.
    pub const fn columns(&self) -> ColumnSet {
        self.columns
    }

    /// The number of the header's own row: 1, unless empty rows stand above it.
    pub const fn row(&self) -> u64 {
        self.row
    }

    /// The place of `column`, if the file has it.
    pub fn place(&self, column: Column) -> Option<usize> {
        self.fields.iter().position(|field| *field == Field::Column(column))
    }

    /// The place of what stands beside `column`, if the file has it.
    pub fn place_beside(&self, companion: Companion, column: Column) -> Option<usize> {
        self.fields.iter().position(|field| *field == Field::Beside(companion, column))
    }

    /// The place of the cell that `name` means: a column in either language, what stands beside one, or
    /// a column of the user's own as the file calls it. Never a result of an earlier run.
    pub fn find(&self, name: &str) -> Option<usize> {
        match field(name, &[]) {
            Field::Unknown => {
                let wanted = word::name(name);
                let mut cells = self.names.iter().zip(&self.fields);
                cells.position(|(name, field)| *field == Field::Unknown && word::name(name) == wanted)
            }
            known => self.fields.iter().position(|field| *field == known),
        }
    }

    /// The name of what stands beside `column` as it stands in the file, else its English key.
    pub fn name_beside(&self, companion: Companion, column: Column) -> String {
        let key = || format!("{}{}", column.key(), companion.ending());
        self.place_beside(companion, column).map_or_else(key, |at| self.names[at].clone())
    }

    /// The name of `column` as it stands in the file, else its English key.
    pub fn name(&self, column: Column) -> &str {
        self.place(column).map_or(column.key(), |at| &self.names[at])
    }

    /// The names of the columns that are the user's own.
    pub fn unknown(&self) -> impl Iterator<Item = &str> {
        self.names
            .iter()
            .zip(&self.fields)
            .filter(|(name, field)| **field == Field::Unknown && !name.is_empty())
            .map(|(name, _)| name.as_str())
    }

    /// The names of what stands beside a column: its error, a second word.
    pub fn beside(&self) -> impl Iterator<Item = (&str, Column)> {
        self.names.iter().zip(&self.fields).filter_map(|(name, field)| match field {
            Field::Beside(_, column) => Some((name.as_str(), *column)),
            _ => None,
        })
    }

    /// The places of the cells that are the file's own: not those of an earlier run.
    pub fn own(&self) -> impl Iterator<Item = usize> {
        self.fields.iter().enumerate().filter(|(_, field)| **field != Field::Result).map(|(place, _)| place)
    }

    /// Whether columns of an earlier run of `score` are among them.
    pub const fn has_results(&self) -> bool {
        self.has_results
    }

    /// Writes the cells, but for those of an earlier run, with `delimiter` between them.
    pub fn write(&self, delimiter: u8, out: &mut Vec<u8>) {
        for (at, place) in self.own().enumerate() {
            if at > 0 {
                out.push(delimiter);
            }
            record::write(self.names[place].as_bytes(), delimiter, out);
        }
    }

    /// What must be said of it: the unknown columns, each with what may have been meant.
    pub(super) fn notes(&self) -> Vec<Phrase> {
        let mut notes = Vec::new();
        let unknown: Vec<Arg> = self.unknown().map(|name| Arg::Text(clip(name))).collect();
        if !unknown.is_empty() {
            notes.push(Phrase::new("input.note.unknown_columns").with("names", Arg::List(unknown)));
        }
        for name in self.unknown() {
            if let Some(column) = nearest(&word::name(name)).filter(|column| !self.columns.contains(*column)) {
                notes.push(Phrase::new("input.note.did_you_mean").text("found", clip(name)).column("column", column));
            }
        }
        notes
    }
}

fn field(name: &str, results: &[&str]) -> Field {
    let name = word::name(name);
    if let Some((companion, column)) = Companion::from_name(&name) {
        return Field::Beside(companion, column);
    }
    match Column::from_name(&name) {
        Some(column) => Field::Column(column),
        None if results.contains(&name.as_str()) => Field::Result,
        None => Field::Unknown,
    }
}

/// Whether a header cell is a column of ours: by that a delimiter is recognised.
pub(super) fn is_known(name: &str) -> bool {
    Column::from_name(&word::name(name)).is_some()
}

/// A user's words, short enough for a sentence.
pub(super) fn clip(text: &str) -> String {
    const LONGEST: usize = 80;
    if text.chars().count() <= LONGEST { text.to_owned() } else { text.chars().take(LONGEST).chain(['…']).collect() }
}

/// The column whose name is one slip of the keyboard away, two in a long name.
fn nearest(name: &str) -> Option<Column> {
    let allowed = match name.chars().count() {
        0..=3 => return None,
        4..=7 => 1,
        _ => 2,
    };
    let distance = |column: &Column| slips(name, column.key()).min(slips(name, column.spec().nl));
    Column::ALL.iter().copied().min_by_key(distance).filter(|column| distance(column) <= allowed)
}

/// Levenshtein's distance: how many letters must be put in, left out or changed.
fn slips(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(names: &[&str]) -> Result<Header, Error> {
        Header::new(&names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>(), 1, &["niosh_li"])
    }

    #[test]
    fn names_are_read_in_both_languages_and_loosely() {
        let header = header(&["Taak", " last kg ", "H-ORIGIN-CM", "mijn kolom", "NIOSH_LI"]).expect("a good header");
        assert_eq!(
            header.fields(),
            [
                Field::Column(Column::Task),
                Field::Column(Column::LoadKg),
                Field::Column(Column::HOriginCm),
                Field::Unknown,
                Field::Result
            ]
        );
        assert_eq!((header.name(Column::LoadKg), header.name(Column::Hands)), ("last kg", "hands"));
        assert_eq!(header.unknown().collect::<Vec<_>>(), ["mijn kolom"]);
        let mut out = Vec::new();
        header.write(b';', &mut out);
        assert_eq!(out, b"Taak;last kg;H-ORIGIN-CM;mijn kolom");
        assert_eq!(
            ["load_kg", "Last kg", "mijn-kolom", "niosh_li", "hands"].map(|name| header.find(name)),
            [Some(1), Some(1), Some(3), None, None]
        );
    }

    #[test]
    fn what_stands_beside_a_column_is_known_by_its_ending() {
        let header = header(&["taak", "h_begin_cm", "h_begin_cm_pm", "coupling_alt", "grip_alt_pct", "grip_pm", "task_alt"]);
        assert_eq!(
            header.expect("a good header").fields()[2..],
            [
                Field::Beside(Companion::HalfWidth, Column::HOriginCm),
                Field::Beside(Companion::Second, Column::Coupling),
                Field::Beside(Companion::SecondShare, Column::Coupling),
                Field::Unknown,
                Field::Unknown
            ]
        );
    }

    #[test]
    fn one_column_twice_and_no_task_are_refused() {
        let key = |names: &[&str]| header(names).err().and_then(|error| error.phrase().map(|phrase| phrase.key));
        assert_eq!(key(&["task", "load_kg", "last_kg"]), Some("input.refused.same_column"));
        assert_eq!(key(&["task", "load_kg_pm", "last_kg_pm"]), Some("input.refused.same_column"));
        assert_eq!(key(&["load_kg"]), Some("input.refused.no_task"));
    }

    #[test]
    fn a_slip_of_the_keyboard_is_named() {
        let notes = header(&["task", "lod_kg", "vertical_zzz"]).expect("a good header").notes();
        assert_eq!(notes.len(), 2, "both are named, one is recognised");
        assert_eq!(notes[1].args[1], ("column", Arg::Column(Column::LoadKg)));
    }

    #[test]
    fn every_column_is_found_by_both_names() {
        for &column in Column::ALL {
            assert_eq!(Column::from_name(&word::name(column.key())), Some(column));
            assert_eq!(Column::from_name(&word::name(column.spec().nl)), Some(column));
        }
    }
}
