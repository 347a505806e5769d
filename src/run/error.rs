//! Why a run wrote nothing.

use std::path::{Path, PathBuf};

use crate::domain::Phrase;
use crate::input;
use crate::text::Catalogue;

/// Why a run wrote nothing.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// A file was refused: the phrase says why and what to do.
    #[error("{}: {}", path.display(), phrase.key)]
    Refused {
        /// The file.
        path: PathBuf,
        /// Why.
        phrase: Phrase,
    },
    /// What was asked cannot be done: wrong usage.
    #[error("{}", .0.key)]
    Usage(Phrase),
    /// The report could not be made.
    #[error("{}", .0.key)]
    Unset(Phrase),
}

impl Error {
    /// A failure of the operating system with `path`.
    pub fn io(path: &Path, source: std::io::Error) -> Self {
        Self::Io { path: path.to_owned(), source }
    }

    /// Why the task file `path` cannot be read.
    pub fn input(path: &Path, error: input::Error) -> Self {
        match error {
            input::Error::Io(source) => Self::io(path, source),
            input::Error::Refused(phrase) | input::Error::Unsupported(phrase) => {
                Self::Refused { path: path.to_owned(), phrase }
            }
        }
    }

    /// Whether the reader of what was written went away, which is no fault of ours.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Io { source, .. } if source.kind() == std::io::ErrorKind::BrokenPipe)
    }

    /// The key of the sentence for a failure of the operating system.
    pub(super) fn io_key(source: &std::io::Error) -> &'static str {
        match source.kind() {
            std::io::ErrorKind::NotFound => "run.io.not_found",
            std::io::ErrorKind::PermissionDenied => "run.io.permission",
            std::io::ErrorKind::StorageFull => "run.io.full",
            std::io::ErrorKind::IsADirectory => "run.io.directory",
            _ => "run.io.other",
        }
    }

    /// What a person reads.
    pub fn say(&self, texts: &Catalogue) -> String {
        let line = |path: &Path, reason: String| {
            texts.say(&Phrase::new("run.file_failed").text("file", path.display().to_string()).text("reason", reason))
        };
        match self {
            Self::Io { path, source } => {
                line(path, texts.say(&Phrase::new(Self::io_key(source)).text("system", source.to_string())))
            }
            Self::Refused { path, phrase } => line(path, texts.say(phrase)),
            Self::Usage(phrase) | Self::Unset(phrase) => texts.say(phrase),
        }
    }
}
