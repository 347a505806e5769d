//! Where results go: a file that appears whole or not at all, or standard output.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::Error;

/// A place to write to. Nothing is seen at a file's place until [`Output::finish`].
#[derive(Debug)]
pub struct Output {
    path: PathBuf,
    to: Target,
}

#[derive(Debug)]
enum Target {
    Standard(BufWriter<io::Stdout>),
    /// A pipe or a device: there is nothing to rename.
    Direct(BufWriter<File>),
    Beside(BufWriter<tempfile::NamedTempFile>),
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
            return Ok(Self { path: PathBuf::from("-"), to });
        };
        let io = |error| Error::io(path, error);
        // A link is followed, so that the file behind it is replaced and not the link.
        let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if fs::metadata(&real).is_ok_and(|data| !data.is_file()) {
            if real.is_dir() {
                return Err(io(io::Error::from(io::ErrorKind::IsADirectory)));
            }
            let file = File::options().write(true).open(&real).map_err(io)?;
            return Ok(Self { path: real, to: Target::Direct(BufWriter::with_capacity(BUFFER, file)) });
        }
        let folder = real.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        builder.prefix(".rugwijzer-").suffix(".part");
        readable(&mut builder);
        let file = builder.tempfile_in(folder).map_err(io)?;
        Ok(Self { path: real, to: Target::Beside(BufWriter::with_capacity(BUFFER, file)) })
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
                let file = out.into_inner().map_err(|error| io(error.into_error()))?;
                file.as_file().sync_all().map_err(io)?;
                file.persist(&path).map_err(|error| io(error.error))?;
                Ok(())
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
        match &mut self.to {
            Target::Standard(out) => out.write(bytes),
            Target::Direct(out) => out.write(bytes),
            Target::Beside(out) => out.write(bytes),
        }
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
    fn a_folder_is_no_place_to_write() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Output::open(Some(folder.path())).is_err());
        assert!(Output::open(Some(&folder.path().join("absent/out.csv"))).is_err());
    }
}
