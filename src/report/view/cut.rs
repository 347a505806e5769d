//! What a long report leaves out: the heaviest tasks are worked out, the others are listed.

use serde::Serialize;

use super::{Badge, JobView, TaskView, View};

/// A task on one line.
#[derive(Debug, Serialize)]
pub(in crate::report) struct RowView {
    pub(in crate::report) rank: usize,
    pub(in crate::report) work: String,
    pub(in crate::report) task: String,
    pub(in crate::report) origin: String,
    pub(in crate::report) badge: Badge,
    pub(in crate::report) decided: String,
    /// Whether it is the first of its working day.
    pub(in crate::report) first: bool,
}

impl View<'_> {
    /// How many tasks there are.
    pub(in crate::report) fn tasks(&self) -> usize {
        self.jobs.iter().map(|job| job.tasks.len()).sum()
    }

    /// The tasks from the `skip`th on, at most `most`, in the order of the ranking.
    pub(in crate::report) fn rows(&self, skip: usize, most: usize) -> Vec<RowView> {
        let tasks = self.jobs.iter().flat_map(|job| job.tasks.iter().map(move |task| (job, task)));
        tasks.skip(skip).take(most).map(|(job, task)| row(job, task)).collect()
    }

    /// Keeps the working days of the first `most` tasks; how many tasks are left.
    pub(in crate::report) fn keep(&mut self, most: usize) -> usize {
        let mut left = most;
        for job in &mut self.jobs {
            job.tasks.truncate(left);
            left -= job.tasks.len();
        }
        // A day of which no task is left has nothing to show; one without tasks has.
        let last = self.jobs.iter().rposition(|job| !job.tasks.is_empty()).map_or(self.jobs.len().min(most), |at| at + 1);
        self.jobs.truncate(last);
        most - left
    }
}

fn row(job: &JobView, task: &TaskView) -> RowView {
    RowView {
        rank: job.rank,
        work: job.name.clone(),
        task: task.name.clone(),
        origin: task.origin.clone(),
        badge: task.badge.clone(),
        decided: task.decided.clone(),
        first: task.number == 1,
    }
}
