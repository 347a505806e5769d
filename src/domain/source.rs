//! Where a number comes from.

/// How sure we are of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confidence {
    /// Found in a text that was read.
    Verified,
    /// Known, but not found in a text.
    Memory,
    /// Read off a drawing by a third party.
    Digitised,
    /// A design choice of this project.
    Own,
}

/// A document.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// A short name, unique among sources.
    pub id: &'static str,
    /// Title with edition and year, in the document's own language.
    pub title: &'static str,
}

/// A place in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Citation {
    /// The document.
    pub source: &'static Source,
    /// Table, page, clause or line.
    pub locator: &'static str,
    /// How sure we are of what is cited.
    pub confidence: Confidence,
}

impl Citation {
    /// A place in a text that was read.
    pub const fn verified(source: &'static Source, locator: &'static str) -> Self {
        Self { source, locator, confidence: Confidence::Verified }
    }

    /// A place in a document, from memory.
    pub const fn memory(source: &'static Source, locator: &'static str) -> Self {
        Self { source, locator, confidence: Confidence::Memory }
    }
}
