//! Text tables and the sentences made from them.

use std::collections::BTreeMap;

use super::number;
use crate::domain::column::Kind;
use crate::domain::{Arg, Column, Date, Language, Phrase};

/// The words that belong to no method: states, classes, columns, report headings, problems.
pub const COMMON: &str = include_str!("common.csv");

/// What each column of a task file means (`column.<key>`), and the headings of its parts.
pub const COLUMNS: &str = include_str!("columns.csv");

/// Places in documents (`locator.<as the code names it>`).
pub const LOCATORS: &str = include_str!("locators.csv");

/// Words with a capital first letter.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// All texts of one language.
#[derive(Debug, Clone)]
pub struct Catalogue {
    language: Language,
    texts: BTreeMap<String, String>,
}

impl Catalogue {
    /// The texts of `language` from tables in CSV with the columns `key,nl,en`.
    ///
    /// # Panics
    /// If a table is not such CSV, or a key stands in two rows. The tables are compiled in, and
    /// `tests/text.rs` reads them all.
    pub fn new<'a>(language: Language, tables: impl IntoIterator<Item = &'a str>) -> Self {
        let place = match language {
            Language::Dutch => 1,
            Language::English => 2,
        };
        // One behind the other: to make a reader costs as much as to read fifty rows.
        let all: String = tables.into_iter().flat_map(|table| [table, "\n"]).collect();
        let mut texts = BTreeMap::new();
        let mut reader = csv::Reader::from_reader(all.as_bytes());
        let mut row = csv::StringRecord::new();
        while reader.read_record(&mut row).expect("text tables are valid CSV") {
            // The header of every table but the first.
            if &row[0] == "key" {
                continue;
            }
            let before = texts.insert(row[0].to_owned(), row[place].to_owned());
            assert!(before.is_none(), "text key {} stands in two rows", &row[0]);
        }
        Self { language, texts }
    }

    /// The language of these texts.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The text under `key`, if there is one.
    pub fn find(&self, key: &str) -> Option<&str> {
        self.texts.get(key).map(String::as_str)
    }

    /// The text under `key`. There is no fallback to another language.
    ///
    /// # Panics
    /// If there is none; `tests/text.rs` makes every phrase in both languages.
    pub fn text(&self, key: &str) -> &str {
        self.find(key).unwrap_or_else(|| panic!("no text for the key {key}"))
    }

    /// A place in a document, in this language. `tests/text.rs` looks for places without words.
    pub fn locator<'a>(&'a self, locator: &'a str) -> &'a str {
        self.find(&format!("locator.{locator}")).unwrap_or(locator)
    }

    /// All keys and texts, sorted by key.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(key, text)| (key.as_str(), text.as_str()))
    }

    /// The sentence of a phrase.
    ///
    /// # Panics
    /// If the text has a gap that the phrase does not fill; `tests/text.rs` looks for those.
    pub fn say(&self, phrase: &Phrase) -> String {
        let mut rest = self.text(phrase.key);
        let mut sentence = String::with_capacity(rest.len() + 16);
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            sentence.push_str(before);
            match phrase.args.iter().find(|(gap, _)| *gap == name) {
                Some((_, arg)) => sentence.push_str(&self.arg(arg)),
                None => panic!("the text {} has a gap {name} that its phrase does not fill", phrase.key),
            }
            rest = after;
        }
        sentence.push_str(rest);
        sentence
    }

    /// A phrase as the head of a column: with a capital.
    pub fn head(&self, phrase: &Phrase) -> String {
        capital(&self.say(phrase))
    }

    /// A value as it is printed in a gap.
    pub fn arg(&self, arg: &Arg) -> String {
        match arg {
            Arg::Number(value, unit) => number::with_unit(*value, *unit, self.language),
            Arg::Limit(value, unit) => number::limit(*value, *unit, self.language),
            Arg::Against(value, unit, limit) => number::against(*value, *unit, *limit, self.language),
            Arg::Exact(value) => number::exact(*value, self.language),
            Arg::Text(text) => text.clone(),
            Arg::Place(place) => self.locator(place).to_owned(),
            Arg::Column(column) => self.column(*column).to_owned(),
            Arg::Named(column) => self.name(*column).to_owned(),
            Arg::Choice(column, index) => self.word(*column, *index),
            Arg::Choices(column) => self.choices(*column).join(", "),
            Arg::Name(method) => self.text(&format!("method.{method}.name")).to_owned(),
            Arg::Figure(method, key) => self.figure(method, key).to_owned(),
            Arg::Class(class) => self.text(&format!("class.{}", class.key())).to_owned(),
            Arg::Factor(factor) => self.text(&format!("factor.{}", factor.key())).to_owned(),
            Arg::Phrase(phrase) => self.say(phrase),
            Arg::List(args) => args.iter().map(|arg| self.arg(arg)).collect::<Vec<_>>().join(", "),
            Arg::Sentences(args) => {
                let said: Vec<String> = args.iter().map(|arg| self.arg(arg).trim_end_matches('.').to_owned()).collect();
                said.join("; ")
            }
        }
    }

    /// A value as it was entered in a column: all its digits, with the column's unit.
    pub fn entered(&self, column: Column, value: &Arg) -> String {
        match (value, column.spec().kind) {
            (Arg::Exact(value), Kind::Number(unit, _)) => number::exact_with_unit(*value, unit, self.language),
            _ => self.arg(value),
        }
    }

    /// The header name of a column in this language.
    pub const fn column(&self, column: Column) -> &'static str {
        match self.language {
            Language::Dutch => column.spec().nl,
            Language::English => column.spec().key,
        }
    }

    /// What a person calls a method's figure: the method's own words, or those of the column with
    /// that key.
    ///
    /// # Panics
    /// If there is neither; `tests/text.rs` looks for such figures.
    pub fn figure(&self, method: &str, key: &str) -> &str {
        match (self.find(&format!("method.{method}.figure.{key}")), Column::from_name(key)) {
            (Some(words), _) => words,
            (None, Some(column)) => self.name(column),
            (None, None) => panic!("no text for the figure {key} of {method}"),
        }
    }

    /// What a column holds, as people call it; its header name where it has no other.
    pub fn name(&self, column: Column) -> &str {
        self.find(&format!("column.{}.name", column.key())).unwrap_or_else(|| self.column(column))
    }

    /// A word of a column's list in this language; empty for a column without words.
    pub fn choice(&self, column: Column, index: u8) -> &'static str {
        match column.spec().kind {
            Kind::Choice { choices, .. } => choices.get(usize::from(index)).map_or("", |choice| match self.language {
                Language::Dutch => choice.nl,
                Language::English => choice.key,
            }),
            _ => "",
        }
    }

    /// The same as a report says it: words that are made for a file have others beside them, or at
    /// least blanks in them.
    pub fn word(&self, column: Column, index: u8) -> String {
        let key = match column.spec().kind {
            Kind::Choice { choices, .. } => choices.get(usize::from(index)).map_or("", |choice| choice.key),
            _ => "",
        };
        self.find(&format!("word.{key}")).map_or_else(|| self.choice(column, index).replace('_', " "), str::to_owned)
    }

    /// The words of a column's list in this language.
    pub fn choices(&self, column: Column) -> Vec<&'static str> {
        let count = match column.spec().kind {
            Kind::Choice { choices, .. } => choices.len(),
            _ => 0,
        };
        (0..u8::try_from(count).unwrap_or(u8::MAX)).map(|index| self.choice(column, index)).collect()
    }

    /// A day as people write it: `22-11-2026` in Dutch, `22 November 2026` in English.
    pub fn date(&self, date: Date) -> String {
        let (year, month, day) = date.parts();
        match self.language {
            Language::Dutch => format!("{day}-{month}-{year}"),
            Language::English => {
                const MONTHS: [&str; 12] = [
                    "January",
                    "February",
                    "March",
                    "April",
                    "May",
                    "June",
                    "July",
                    "August",
                    "September",
                    "October",
                    "November",
                    "December",
                ];
                format!("{day} {} {year}", MONTHS[usize::from(month) - 1])
            }
        }
    }
}
