//! Earlier states of a task file, in numbered copies beside it.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::run::Error;
use crate::run::output::Output;

/// How many copies stay; older ones go.
pub const BACKUPS: usize = 10;
/// At least so long between two copies while one person types: a copy for every field would push the
/// useful ones out within a minute.
const APART: Duration = Duration::from_mins(5);

/// The copies of one file: `taken.backup-0001.csv` beside `taken.csv`, the highest number the youngest.
#[derive(Debug)]
pub(super) struct Backups {
    folder: PathBuf,
    stem: String,
    ending: String,
    last: Option<Instant>,
}

impl Backups {
    pub(super) fn of(path: &Path) -> Self {
        let words = |part: Option<&std::ffi::OsStr>| part.map_or_else(String::new, |part| part.to_string_lossy().into_owned());
        Self {
            folder: path.parent().map_or_else(PathBuf::new, Path::to_owned),
            stem: words(path.file_stem()),
            ending: words(path.extension()),
            last: None,
        }
    }

    /// A copy of a state that is about to be replaced, unless one was made a moment ago.
    pub(super) fn keep_now_and_then(&mut self, bytes: &[u8]) -> Result<(), Error> {
        if self.last.is_none_or(|last| last.elapsed() >= APART) {
            self.keep(bytes)?;
        }
        Ok(())
    }

    /// A copy of a state, unless the youngest copy is the same.
    pub(super) fn keep(&mut self, bytes: &[u8]) -> Result<PathBuf, Error> {
        self.last = Some(Instant::now());
        let mut present = self.present("backup");
        if let Some((_, youngest)) = present.last()
            && std::fs::read(youngest).is_ok_and(|kept| kept == bytes)
        {
            return Ok(youngest.clone());
        }
        let path = self.write("backup", present.last().map_or(1, |(number, _)| number + 1), bytes)?;
        let surplus = (present.len() + 1).saturating_sub(BACKUPS);
        for (_, old) in present.drain(..surplus) {
            // One that cannot be removed does no harm.
            let _ = std::fs::remove_file(old);
        }
        Ok(path)
    }

    /// A version that could not be written because another program changed the same cells. These stay.
    pub(super) fn conflict(&self, bytes: &[u8]) -> Result<PathBuf, Error> {
        self.write("conflict", self.present("conflict").last().map_or(1, |(number, _)| number + 1), bytes)
    }

    fn write(&self, what: &str, number: u32, bytes: &[u8]) -> Result<PathBuf, Error> {
        let path = self.folder.join(format!("{}.{what}-{number:04}.{}", self.stem, self.ending));
        Output::write_whole(Some(&path), bytes)?;
        Ok(path)
    }

    /// The copies that are there, the youngest last.
    fn present(&self, what: &str) -> Vec<(u32, PathBuf)> {
        let folder = if self.folder.as_os_str().is_empty() { Path::new(".") } else { &self.folder };
        let start = format!("{}.{what}-", self.stem);
        let end = format!(".{}", self.ending);
        let mut present: Vec<(u32, PathBuf)> = std::fs::read_dir(folder)
            .into_iter()
            .flatten()
            .filter_map(|entry| {
                let path = entry.ok()?.path();
                let name = path.file_name()?.to_str()?;
                let number = name.strip_prefix(&start)?.strip_suffix(&end)?.parse().ok()?;
                Some((number, path))
            })
            .collect();
        present.sort();
        present
    }
}
