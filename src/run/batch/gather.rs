//! Which files are meant: names, folders and patterns into a list that is the same on every machine.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::domain::Phrase;
use crate::run::Error;

/// The endings that are looked for in a folder.
const ENDINGS: [&str; 5] = ["csv", "txt", "tsv", "xlsx", "ods"];

/// A file to be scored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Where it is.
    pub(super) path: PathBuf,
    /// What it is called in an output of several: its place below the folder that was given, else
    /// its name alone. Always with `/`.
    pub(super) name: String,
}

/// Whether `path` stands for several files, or may.
pub(super) fn is_several(path: &Path) -> bool {
    path.is_dir() || !path.exists() && is_pattern(path)
}

fn is_pattern(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '['])
}

/// The files that `given` means: those of a folder and the folders in it, those that fit a pattern,
/// each sorted by name, in the order of what was given and each once. What begins with a dot or
/// `~$`, as spreadsheet programs call their locks, and what lies below `except` is passed over.
///
/// # Errors
/// When a folder cannot be read, or a pattern is none or fits nothing.
pub(super) fn find(given: &[PathBuf], except: Option<&Path>) -> Result<Vec<Found>, Error> {
    let except = except.and_then(|folder| fs::canonicalize(folder).ok());
    let mut found: Vec<Found> = Vec::new();
    for path in given {
        let mut fresh = Vec::new();
        if path.is_dir() {
            walk(path, path, except.as_deref(), &mut fresh)?;
        } else if is_several(path) {
            fresh = fitting(path)?;
        } else {
            fresh.push(alone(path.clone()));
        }
        if fresh.is_empty() {
            return Err(Error::Refused { path: path.clone(), phrase: Phrase::new("run.batch.nothing_found") });
        }
        for file in fresh {
            if !found.iter().any(|known| known.path == file.path) {
                found.push(file);
            }
        }
    }
    Ok(found)
}

fn alone(path: PathBuf) -> Found {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    Found { path, name }
}

fn fitting(pattern: &Path) -> Result<Vec<Found>, Error> {
    let refuse = || Error::Refused { path: pattern.to_owned(), phrase: Phrase::new("run.batch.no_pattern") };
    let paths = glob::glob(&pattern.to_string_lossy()).map_err(|_| refuse())?;
    let mut paths: Vec<PathBuf> = paths.flatten().filter(|path| path.is_file()).collect();
    paths.sort();
    // Below the part of the pattern that is no pattern.
    let fixed: PathBuf = pattern.components().take_while(|part| !is_pattern(Path::new(part.as_os_str()))).collect();
    let below = |path: PathBuf| {
        let name = slashes(path.strip_prefix(&fixed).unwrap_or(&path));
        Found { path, name }
    };
    Ok(paths.into_iter().map(below).collect())
}

fn walk(top: &Path, folder: &Path, except: Option<&Path>, found: &mut Vec<Found>) -> Result<(), Error> {
    let io = |error| Error::io(folder, error);
    let mut entries = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(io)? {
        let entry = entry.map_err(io)?;
        entries.insert(entry.file_name(), entry);
    }
    for (name, entry) in entries {
        let name = name.to_string_lossy();
        if name.starts_with('.') || name.starts_with("~$") {
            continue;
        }
        let path = entry.path();
        let kind = entry.file_type().map_err(io)?;
        if kind.is_dir() {
            if except.is_none_or(|except| fs::canonicalize(&path).ok().as_deref() != Some(except)) {
                walk(top, &path, except, found)?;
            }
            continue;
        }
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        // A link to a file is followed, a link to a folder is not: it may lead in a circle.
        if path.is_file() && ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str())) && !name.starts_with(super::LIST) {
            let name = slashes(path.strip_prefix(top).unwrap_or(&path));
            found.push(Found { path, name });
        }
    }
    Ok(())
}

fn slashes(path: &Path) -> String {
    let parts = path.components().filter(|part| !matches!(part, Component::CurDir));
    parts.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(found: &[Found]) -> Vec<&str> {
        found.iter().map(|file| file.name.as_str()).collect()
    }

    #[test]
    fn a_folder_gives_its_task_files_in_order() {
        let folder = tempfile::tempdir().unwrap();
        for file in ["b.csv", "a.XLSX", ".c.csv", "~$a.xlsx", "d.pdf", "in/e.txt", "out/f.csv", "in/g.md"] {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        let all = find(&[folder.path().to_owned()], None).unwrap();
        assert_eq!(names(&all), ["a.XLSX", "b.csv", "in/e.txt", "out/f.csv"]);
        let out = folder.path().join("out");
        assert_eq!(names(&find(&[folder.path().to_owned()], Some(&out)).unwrap()), ["a.XLSX", "b.csv", "in/e.txt"]);
        let twice = find(&[folder.path().join("b.csv"), folder.path().to_owned()], None).unwrap();
        assert_eq!(names(&twice), ["b.csv", "a.XLSX", "in/e.txt", "out/f.csv"]);
        let pattern = find(&[folder.path().join("*/*.[ct][sx][vt]")], None).unwrap();
        assert_eq!(names(&pattern), ["in/e.txt", "out/f.csv"]);
        assert!(find(&[folder.path().join("*.docx")], None).is_err());
        assert_eq!(names(&find(&[folder.path().join("absent.csv")], None).unwrap()), ["absent.csv"], "said when opened");
    }
}
