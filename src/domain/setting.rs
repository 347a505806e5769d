//! What a user chooses for a whole run.

/// The language of what people read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Dutch.
    #[default]
    Dutch,
    /// English.
    English,
}

impl Language {
    /// Both languages.
    pub const ALL: [Self; 2] = [Self::Dutch, Self::English];

    /// The code of ISO 639-1.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Dutch => "nl",
            Self::English => "en",
        }
    }
}

/// Whose law the report names. The words are those of the language; only the law differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Jurisdiction {
    /// The Netherlands.
    #[default]
    Netherlands,
    /// Belgium.
    Belgium,
}

impl Jurisdiction {
    /// The code of ISO 3166.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Netherlands => "nl",
            Self::Belgium => "be",
        }
    }
}
