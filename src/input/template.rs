//! An empty task file, and the list of what can stand in one.

use super::dialect::{Dialect, MARK};
use super::problem::expected;
use super::record;
use crate::domain::column::Group;
use crate::domain::{Column, Language, Phrase};

/// An empty task file with these columns, as a spreadsheet program in `language` opens it without
/// a question: a header in its own words and nothing else. `task` comes first if it is not asked
/// for; no column comes twice.
pub fn template(columns: &[Column], language: Language) -> Vec<u8> {
    let dialect = match language {
        Language::Dutch => Dialect::DUTCH,
        Language::English => Dialect::ENGLISH,
    };
    let mut kept: Vec<Column> = Vec::with_capacity(columns.len() + 1);
    if !columns.contains(&Column::Task) {
        kept.push(Column::Task);
    }
    for &column in columns {
        if !kept.contains(&column) {
            kept.push(column);
        }
    }
    let mut file = MARK.to_vec();
    for (at, column) in kept.iter().enumerate() {
        if at > 0 {
            file.push(dialect.delimiter);
        }
        let name = match language {
            Language::Dutch => column.spec().nl,
            Language::English => column.key(),
        };
        record::write(name.as_bytes(), dialect.delimiter, &mut file);
    }
    file.extend_from_slice(dialect.line_end.bytes());
    file
}

/// A column as `template` lists it.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// The column; its meaning is the text `column.<key>`.
    pub column: Column,
    /// Its English key.
    pub key: &'static str,
    /// Its Dutch name.
    pub nl: &'static str,
    /// Its part of the file; the heading is the text under [`Group::key`].
    pub group: Group,
    /// The unit, or an empty text.
    pub unit: &'static str,
    /// What its cells hold: the unit with what is possible, or the words.
    pub holds: Phrase,
}

/// These columns with both names and what they hold.
pub fn listing(columns: &[Column]) -> Vec<Listed> {
    let listed = |&column: &Column| {
        let spec = column.spec();
        let unit = match spec.kind {
            crate::domain::column::Kind::Number(unit, _) => unit.symbol(),
            _ => "",
        };
        Listed { column, key: spec.key, nl: spec.nl, group: spec.group, unit, holds: expected(column) }
    };
    columns.iter().map(listed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{Options, read_table};

    #[test]
    fn a_template_can_be_filled_in_and_read() {
        for language in Language::ALL {
            let mut file = template(Column::ALL, language);
            let delimiter = if language == Language::Dutch { ";" } else { "," };
            let row: Vec<&str> = Column::ALL.iter().map(|&column| if column == Column::Task { "kist" } else { "" }).collect();
            file.extend_from_slice(row.join(delimiter).as_bytes());
            let table = read_table(&file, &Options::default()).expect("our own template");
            assert_eq!(table.header.columns().iter().count(), Column::COUNT);
            assert_eq!((table.rows.len(), table.notes.len()), (1, 0));
            assert!(table.rows[0].is_sound());
        }
    }

    #[test]
    fn the_task_is_never_left_out() {
        assert_eq!(template(&[Column::LoadKg, Column::LoadKg], Language::English), "\u{feff}task,load_kg\r\n".as_bytes());
    }
}
