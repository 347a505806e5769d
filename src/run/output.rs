//! Where results go: a file that appears whole or not at all, or standard output.
//!
//! What is being written stands beside its place as `.rugwijzer-….part`, locked by who writes it.
//! A run that is stopped by Ctrl-C takes its own away ([`abandon`]); one that is killed cannot, and
//! the next run that writes to the same folder does it: what is not locked has no writer any more.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};

use super::Error;
use super::assess::hexadecimal;

const PREFIX: &str = ".rugwijzer-";
const SUFFIX: &str = ".part";

/// What this process is writing.
static PARTS: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn parts() -> std::sync::MutexGuard<'static, BTreeSet<PathBuf>> {
    PARTS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes away what this process was writing, before it is ended from outside.
pub fn abandon() {
    for part in std::mem::take(&mut *parts()) {
        // If it is gone already, it is gone.
        let _ = fs::remove_file(part);
    }
}

/// A place to write to. Nothing is seen at a file's place until [`Output::finish`].
#[derive(Debug)]
pub struct Output {
    path: PathBuf,
    to: Target,
    seen: Option<Seen>,
}

/// What went through, for a seal.
#[derive(Debug, Default)]
struct Seen {
    bytes: u64,
    hash: Sha256,
}

/// By what a file is known again.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Seal {
    /// Its length.
    pub bytes: u64,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
}

impl Seal {
    /// Of what a reader gives, to its end.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn of(mut reader: impl io::Read) -> io::Result<Self> {
        let (mut hash, mut buffer, mut bytes) = (Sha256::new(), vec![0; BUFFER], 0);
        loop {
            match reader.read(&mut buffer) {
                Ok(0) => return Ok(Self { bytes, sha256: hexadecimal(&hash.finalize()) }),
                Ok(length) => {
                    hash.update(&buffer[..length]);
                    bytes += length as u64;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

#[derive(Debug)]
enum Target {
    Standard(BufWriter<io::Stdout>),
    /// A pipe or a device: there is nothing to rename.
    Direct(BufWriter<File>),
    Beside(BufWriter<Part>),
}

/// A file beside the place that it is to take.
#[derive(Debug)]
struct Part(tempfile::NamedTempFile);

impl Part {
    /// A new one in `folder`, after those were taken away that nobody writes any more.
    fn new(folder: &Path) -> io::Result<Self> {
        sweep(folder);
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX).suffix(SUFFIX);
        readable(&mut builder);
        loop {
            let file = builder.tempfile_in(folder)?;
            parts().insert(file.path().to_owned());
            let part = Self(file);
            // Where there are no locks, nobody sweeps either.
            let _ = part.0.as_file().lock();
            // Another run may have swept between these two steps.
            if part.0.path().exists() {
                return Ok(part);
            }
        }
    }

    fn persist(mut self, path: &Path) -> io::Result<()> {
        self.0.as_file().sync_all()?;
        let name = self.0.path().to_owned();
        self.0.disable_cleanup(true);
        let renamed = fs::rename(&name, path);
        if renamed.is_err() {
            self.0.disable_cleanup(false);
        }
        renamed
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        parts().remove(self.0.path());
    }
}

impl Write for Part {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Takes away what runs left in `folder` that were killed.
fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_part = name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        if !is_part || !entry.file_type().is_ok_and(|kind| kind.is_file()) {
            continue;
        }
        let Ok(file) = File::options().write(true).open(entry.path()) else { continue };
        match file.try_lock() {
            // It is ours to remove while we hold its lock. If that fails, the next run may succeed.
            Ok(()) => drop(fs::remove_file(entry.path())),
            Err(TryLockError::WouldBlock | TryLockError::Error(_)) => {}
        }
    }
}

const BUFFER: usize = 1 << 18;

impl Output {
    /// Opens `path`, or standard output for `None` and `-`.
    ///
    /// # Errors
    /// When nothing can be written beside `path`.
    pub fn open(path: Option<&Path>) -> Result<Self, Error> {
        let Some(path) = path.filter(|path| *path != Path::new("-")) else {
            let to = Target::Standard(BufWriter::with_capacity(BUFFER, io::stdout()));
            return Ok(Self { path: PathBuf::from("-"), to, seen: None });
        };
        let io = |error| Error::io(path, error);
        // A link is followed, so that the file behind it is replaced and not the link.
        let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if fs::metadata(&real).is_ok_and(|data| !data.is_file()) {
            if real.is_dir() {
                return Err(io(io::Error::from(io::ErrorKind::IsADirectory)));
            }
            let file = File::options().write(true).open(&real).map_err(io)?;
            return Ok(Self { path: real, to: Target::Direct(BufWriter::with_capacity(BUFFER, file)), seen: None });
        }
        let folder = real.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let part = Part::new(folder).map_err(io)?;
        Ok(Self { path: real, to: Target::Beside(BufWriter::with_capacity(BUFFER, part)), seen: None })
    }

    /// As [`Output::open`], for [`Output::seal`].
    ///
    /// # Errors
    /// As there.
    pub fn open_sealed(path: Option<&Path>) -> Result<Self, Error> {
        Ok(Self { seen: Some(Seen::default()), ..Self::open(path)? })
    }

    /// What was written until now; `None` if it was not opened for this.
    pub fn seal(&self) -> Option<Seal> {
        let seen = self.seen.as_ref()?;
        Some(Seal { bytes: seen.bytes, sha256: hexadecimal(&seen.hash.clone().finalize()) })
    }

    /// How much was written until now, where it was opened with [`Output::open_sealed`].
    pub fn bytes(&self) -> u64 {
        self.seen.as_ref().map_or(0, |seen| seen.bytes)
    }

    /// Makes what was written visible.
    ///
    /// # Errors
    /// When the last bytes cannot be written, or the file cannot take its place.
    pub fn finish(self) -> Result<(), Error> {
        let path = self.path;
        let io = |error| Error::io(&path, error);
        match self.to {
            Target::Standard(mut out) => out.flush().map_err(io),
            Target::Direct(mut out) => out.flush().map_err(io),
            Target::Beside(out) => {
                let part = out.into_inner().map_err(|error| io(error.into_error()))?;
                part.persist(&path).map_err(io)
            }
        }
    }

    /// Writes `bytes` as the whole of `path`.
    ///
    /// # Errors
    /// As [`Output::open`] and [`Output::finish`].
    pub fn write_whole(path: Option<&Path>, bytes: &[u8]) -> Result<(), Error> {
        let mut out = Self::open(path)?;
        out.write_all(bytes).map_err(|error| Error::io(&out.path, error))?;
        out.finish()
    }

    /// A failure while writing here.
    pub fn failed(&self, error: io::Error) -> Error {
        Error::io(&self.path, error)
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = match &mut self.to {
            Target::Standard(out) => out.write(bytes),
            Target::Direct(out) => out.write(bytes),
            Target::Beside(out) => out.write(bytes),
        }?;
        if let Some(seen) = &mut self.seen {
            seen.bytes += written as u64;
            seen.hash.update(&bytes[..written]);
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.to {
            Target::Standard(out) => out.flush(),
            Target::Direct(out) => out.flush(),
            Target::Beside(out) => out.flush(),
        }
    }
}

/// As readable as any new file: a temporary one is the owner's alone by default.
#[cfg(unix)]
fn readable(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn readable(_: &mut tempfile::Builder<'_, '_>) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_seen_before_the_end_and_the_old_file_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.csv");
        fs::write(&path, "old").unwrap();
        let mut out = Output::open(Some(&path)).unwrap();
        out.write_all(b"half").unwrap();
        drop(out);
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
        Output::write_whole(Some(&path), b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
    }

    #[test]
    fn what_a_killed_run_left_is_taken_away_and_what_is_being_written_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let (left, other) = (folder.path().join(".rugwijzer-abc.part"), folder.path().join(".rugwijzer-abc.csv"));
        fs::write(&left, "half").unwrap();
        fs::write(&other, "not ours").unwrap();
        let first = Output::open(Some(&folder.path().join("first.csv"))).unwrap();
        assert!(!left.exists() && other.exists());
        let second = Output::open(Some(&folder.path().join("second.csv"))).unwrap();
        first.finish().unwrap();
        second.finish().unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3, "both outputs, and what is not ours");
    }

    #[test]
    fn a_seal_knows_what_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let mut out = Output::open_sealed(Some(&folder.path().join("out.csv"))).unwrap();
        out.write_all(b"ab").unwrap();
        out.write_all(b"c").unwrap();
        // The example of FIPS 180-2.
        let sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(out.seal(), Some(Seal { bytes: 3, sha256: sha256.to_owned() }));
    }

    #[test]
    fn a_folder_is_no_place_to_write() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Output::open(Some(folder.path())).is_err());
        assert!(Output::open(Some(&folder.path().join("absent/out.csv"))).is_err());
    }
}
