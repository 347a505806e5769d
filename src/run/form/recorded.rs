//! What recordings gave, remembered: they are read again only when they changed.

use std::collections::BTreeMap;
use std::time::SystemTime;

use crate::domain::task::Recorded;
use crate::domain::{Phrase, Problem, Task};
use crate::run::recordings;

/// The recordings of a task: each as named, the length of its file and when it was written.
type Key = Vec<(recordings::Named, u64, Option<SystemTime>)>;

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
        let key: Key = recordings::of_task(task).into_iter().map(stamp).collect();
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

fn stamp(named: recordings::Named) -> (recordings::Named, u64, Option<SystemTime>) {
    let data = std::fs::metadata(&named.path).ok();
    let (length, written) = data.map_or((0, None), |data| (data.len(), data.modified().ok()));
    (named, length, written)
}
