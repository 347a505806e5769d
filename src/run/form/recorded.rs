//! What recordings gave, remembered: they are read again only when they changed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::domain::task::Recorded;
use crate::domain::{Phrase, Problem, Task};
use crate::run::recordings;

/// The recordings of a task: each file, its length and when it was written.
type Key = Vec<(PathBuf, u64, Option<SystemTime>)>;

/// What the recordings of a task gave.
#[derive(Debug, Clone)]
struct Kept {
    recorded: Recorded,
    assumptions: Vec<Phrase>,
    problems: Vec<Problem>,
}

/// Recordings that were read before.
#[derive(Debug, Default)]
pub(super) struct Memory {
    kept: BTreeMap<Key, Kept>,
}

impl Memory {
    /// Reads the recordings of a task, or remembers what they gave.
    pub(super) fn read(&mut self, task: &mut Task, options: &recordings::Options) -> Vec<Problem> {
        let key: Key = recordings::paths(task).iter().map(|path| stamp(path)).collect();
        if key.is_empty() {
            return Vec::new();
        }
        let kept = if let Some(kept) = self.kept.get(&key) {
            kept.clone()
        } else {
            let before = task.assumptions.len();
            let problems = recordings::read_task(task, options);
            let assumptions = task.assumptions.split_off(before);
            let kept = Kept { recorded: task.recorded.clone(), assumptions, problems };
            self.kept.insert(key, kept.clone());
            kept
        };
        task.recorded = kept.recorded;
        task.assumptions.extend(kept.assumptions);
        // The row may have moved since.
        let row = Some(task.origins[0].row);
        kept.problems.into_iter().map(|problem| Problem { row, ..problem }).collect()
    }
}

fn stamp(path: &Path) -> (PathBuf, u64, Option<SystemTime>) {
    let data = std::fs::metadata(path).ok();
    (path.to_owned(), data.as_ref().map_or(0, std::fs::Metadata::len), data.and_then(|data| data.modified().ok()))
}
