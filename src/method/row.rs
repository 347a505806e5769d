//! What one row says of the working day that it is part of, for `score`.

use crate::domain::task::ASSUMED_WORKDAY_HOURS;
use crate::domain::{Cell, Cells, Column};

/// The length of the working day, h: the row's, or the assumed one. `None` if its cell cannot be used.
pub const fn workday_hours(cells: &Cells) -> Option<f64> {
    match cells.get(Column::WorkdayHours) {
        Cell::Number(hours) => Some(hours),
        Cell::Empty => Some(ASSUMED_WORKDAY_HOURS),
        _ => None,
    }
}

/// Whether the row's task fills the whole working day, so that nothing is left to add to it.
pub fn is_whole_day(cells: &Cells) -> bool {
    match (cells.number(Column::TaskHours), workday_hours(cells)) {
        (Some(task), Some(workday)) => task.total_cmp(&workday).is_eq(),
        _ => false,
    }
}
