//! Whether a file was left alone while it was read.

use std::fs::Metadata;
use std::path::Path;
use std::time::SystemTime;

use super::Error;
use crate::domain::Phrase;

/// What a file looked like when it was opened. A pipe or a device looks like nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Watch(Option<(u64, Option<SystemTime>)>);

impl Watch {
    /// The look of a file.
    pub(super) fn of(data: &Metadata) -> Self {
        Self(data.is_file().then(|| (data.len(), data.modified().ok())))
    }

    /// The look of the file at `path` now.
    pub(super) fn now(path: &Path) -> Self {
        std::fs::metadata(path).map_or(Self(None), |data| Self::of(&data))
    }

    /// Looks again, after reading. A file that grew, shrank or was written to is a mixture of what
    /// it was and what it became: nothing that was read of it can be trusted.
    ///
    /// # Errors
    /// When it does not look the same.
    pub(super) fn check(self, path: &Path) -> Result<(), Error> {
        if self.0.is_none() || Self::now(path) == self {
            return Ok(());
        }
        Err(Error::Refused { path: path.to_owned(), phrase: Phrase::new("run.changed") })
    }
}
