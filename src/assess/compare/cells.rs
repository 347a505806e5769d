//! Which cells changed.

use crate::domain::comparison::CellChange;
use crate::domain::{Arg, Column, Job, TaskResult};

/// What says who and when, not what the work is.
const NAMES: [Column; 9] = [
    Column::Organisation,
    Column::Department,
    Column::Workstation,
    Column::Job,
    Column::Task,
    Column::Date,
    Column::ExposureGroup,
    Column::Measurement,
    Column::Note,
];

/// The changed cells of a task that stands on both sides, in the order of the task file.
pub(super) fn of_task(before: Option<&TaskResult>, after: Option<&TaskResult>) -> Vec<CellChange> {
    let (Some(before), Some(after)) = (before, after) else { return Vec::new() };
    let value = |task: &TaskResult, column| task.entered.iter().find(|(at, _)| *at == column).map(|(_, value)| value.clone());
    let is_shown = |column: &Column| !NAMES.contains(column) && *column != Column::WorkdayHours;
    Column::ALL
        .iter()
        .copied()
        .filter(is_shown)
        .map(|column| CellChange { column, before: value(before, column), after: value(after, column) })
        .filter(|cell| cell.before != cell.after)
        .collect()
}

/// What changed of the day itself: its length.
pub(super) fn of_day(before: Option<&Job>, after: Option<&Job>) -> Vec<CellChange> {
    let (Some(before), Some(after)) = (before, after) else { return Vec::new() };
    let stated = |job: &Job| (!job.workday_hours_assumed).then_some(Arg::Exact(job.workday_hours));
    let hours = CellChange { column: Column::WorkdayHours, before: stated(before), after: stated(after) };
    (hours.before != hours.after).then_some(hours).into_iter().collect()
}
