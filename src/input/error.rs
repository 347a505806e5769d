//! Why a task file cannot be read at all.

use crate::domain::Phrase;

/// Why a task file as a whole cannot be read. What is wrong with one cell or one row is a
/// [`Problem`](crate::domain::Problem) instead, and the rest of the file is read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The operating system could not read the file.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The file is refused: the phrase says what was found and what to do.
    #[error("{}", .0.key)]
    Refused(Phrase),
    /// This build cannot read such a file: the phrase says which one can.
    #[error("{}", .0.key)]
    Unsupported(Phrase),
}

impl Error {
    /// What people read; `None` for an error of the operating system, which speaks for itself.
    pub const fn phrase(&self) -> Option<&Phrase> {
        match self {
            Self::Io(_) => None,
            Self::Refused(phrase) | Self::Unsupported(phrase) => Some(phrase),
        }
    }
}
