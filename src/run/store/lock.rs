//! One writer at a time.

use std::fs::{File, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::domain::Phrase;
use crate::run::Error;

/// A lock on `.taken.csv.lock` beside `taken.csv`. The operating system holds it for the process and
/// drops it with the process, however that ends: there are no stale locks. The file itself stays,
/// empty, because removing it could take it from under a program that is just opening it.
#[derive(Debug)]
pub(super) struct Lock {
    file: Option<File>,
}

impl Lock {
    /// Takes the lock.
    ///
    /// # Errors
    /// When another process holds it, or the folder cannot be written.
    pub(super) fn take(path: &Path) -> Result<Self, Error> {
        let place = place(path);
        let io = |error| Error::io(path, error);
        let mut file = File::options().read(true).write(true).create(true).truncate(false).open(&place).map_err(io)?;
        match file.try_lock() {
            Ok(()) => {
                // For whoever finds it held.
                let said = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
                said.map_err(io)?;
                Ok(Self { file: Some(file) })
            }
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                // Some systems do not even let a locked file be read.
                let _ = file.seek(SeekFrom::Start(0)).and_then(|_| file.read_to_string(&mut holder));
                let holder = if holder.is_empty() { "?".to_owned() } else { holder };
                Err(Error::Refused { path: path.to_owned(), phrase: Phrase::new("store.locked").text("process", holder) })
            }
            // A drive that knows no locks: two programs would still see each other's changes before each write.
            Err(TryLockError::Error(error)) if error.kind() == std::io::ErrorKind::Unsupported => Ok(Self { file: None }),
            Err(TryLockError::Error(error)) => Err(io(error)),
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(file) = &self.file {
            let _ = file.set_len(0);
        }
    }
}

fn place(path: &Path) -> PathBuf {
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    path.with_file_name(format!(".{name}.lock"))
}
