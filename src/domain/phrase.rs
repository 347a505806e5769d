//! A sentence that has no language yet: a key of a text table and the values for its gaps.
//!
//! The core speaks in phrases; `text` turns them into Dutch or English.

use super::{Class, Column, Factor, Unit};

/// A sentence without a language.
#[derive(Debug, Clone, PartialEq)]
pub struct Phrase {
    /// The key of a row `key,nl,en` in a text table.
    pub key: &'static str,
    /// What fills the row's `{name}` gaps.
    pub args: Vec<(&'static str, Arg)>,
}

/// What fills a gap.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    /// A number, rounded for people by `text` according to its unit, with the unit's symbol.
    Number(f64, Unit),
    /// A number that is judged against a limit: rounded, but never onto or across the limit.
    Against(f64, Unit, f64),
    /// A limit that may be used to the full: never rounded upward.
    Limit(f64, Unit),
    /// A number as a user gave it or a document prints it: all its digits, no unit.
    Exact(f64),
    /// A user's own words.
    Text(String),
    /// A document or a place in one, printed as the language calls it.
    Place(&'static str),
    /// A column, printed by its header name: for who must find it in the file.
    Column(Column),
    /// What a column holds, printed as people call it, for who reads a report: `reach at the start`.
    Named(Column),
    /// The word at this place of a column's list.
    Choice(Column, u8),
    /// The words that a column can choose from.
    Choices(Column),
    /// A method, printed by its name.
    Name(&'static str),
    /// A figure of a method, printed by its name: the method and the figure's key.
    Figure(&'static str, &'static str),
    /// A class, printed by its word.
    Class(Class),
    /// A factor, printed by its name.
    Factor(Factor),
    /// A sentence in a sentence.
    Phrase(Phrase),
    /// Several, printed with commas.
    List(Vec<Arg>),
    /// Several sentences, one after another.
    Sentences(Vec<Arg>),
}

impl Phrase {
    /// A sentence without gaps.
    pub const fn new(key: &'static str) -> Self {
        Self { key, args: Vec::new() }
    }

    /// With `number`, in `unit`, in the gap `name`.
    #[must_use]
    pub fn number(self, name: &'static str, number: f64, unit: Unit) -> Self {
        self.with(name, Arg::Number(number, unit))
    }

    /// With `number`, in `unit`, judged against `limit`, in the gap `name`.
    #[must_use]
    pub fn against(self, name: &'static str, number: f64, unit: Unit, limit: f64) -> Self {
        self.with(name, Arg::Against(number, unit, limit))
    }

    /// With a limit in `unit` that may be used to the full, in the gap `name`.
    #[must_use]
    pub fn limit(self, name: &'static str, number: f64, unit: Unit) -> Self {
        self.with(name, Arg::Limit(number, unit))
    }

    /// With a number in all its digits in the gap `name`.
    #[must_use]
    pub fn exact(self, name: &'static str, number: f64) -> Self {
        self.with(name, Arg::Exact(number))
    }

    /// With a user's words in the gap `name`.
    #[must_use]
    pub fn text(self, name: &'static str, text: impl Into<String>) -> Self {
        self.with(name, Arg::Text(text.into()))
    }

    /// With a column, as the file calls it, in the gap `name`.
    #[must_use]
    pub fn column(self, name: &'static str, column: Column) -> Self {
        self.with(name, Arg::Column(column))
    }

    /// With what a column holds, as people call it, in the gap `name`.
    #[must_use]
    pub fn named(self, name: &'static str, column: Column) -> Self {
        self.with(name, Arg::Named(column))
    }

    /// With another phrase in the gap `name`.
    #[must_use]
    pub fn phrase(self, name: &'static str, phrase: Self) -> Self {
        self.with(name, Arg::Phrase(phrase))
    }

    /// With `arg` in the gap `name`.
    #[must_use]
    pub fn with(mut self, name: &'static str, arg: Arg) -> Self {
        self.args.push((name, arg));
        self
    }
}
