//! A heading with its lines, without a language.

use super::Phrase;

/// A heading with its lines.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// The heading.
    pub heading: Phrase,
    /// What stands under it.
    pub lines: Vec<Phrase>,
}

impl Section {
    /// Lines under a heading without gaps.
    pub const fn new(heading: &'static str, lines: Vec<Phrase>) -> Self {
        Self { heading: Phrase::new(heading), lines }
    }

    /// The same, of lines without gaps.
    pub fn of(heading: &'static str, lines: &[&'static str]) -> Self {
        Self::new(heading, lines.iter().copied().map(Phrase::new).collect())
    }
}
