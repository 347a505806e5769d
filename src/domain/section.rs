//! A heading with its lines, without a language.

use super::Phrase;

/// A heading with its lines.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// The heading.
    pub heading: Phrase,
    /// What stands under it.
    pub lines: Vec<Phrase>,
    /// Whether it is a part of the section before it that is none.
    pub part: bool,
}

impl Section {
    /// Lines under a heading without gaps.
    pub const fn new(heading: &'static str, lines: Vec<Phrase>) -> Self {
        Self { heading: Phrase::new(heading), lines, part: false }
    }

    /// The same as a part of the section before it.
    #[must_use]
    pub fn as_part(self) -> Self {
        Self { part: true, ..self }
    }

    /// The same, of lines without gaps.
    pub fn of(heading: &'static str, lines: &[&'static str]) -> Self {
        Self::new(heading, lines.iter().copied().map(Phrase::new).collect())
    }
}
