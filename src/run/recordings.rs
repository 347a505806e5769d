//! The recordings that a task file names.

use crate::domain::{Problem, WorkingDay};

/// Reads the recordings of a day into its tasks.
pub(super) fn read(_day: &mut WorkingDay) -> Vec<Problem> {
    Vec::new()
}
