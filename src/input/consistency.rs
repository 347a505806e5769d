//! What two cells of one row cannot say together.

use crate::domain::{Cell, Cells, Column, ColumnSet};

/// A rule that physics, not a method, sets between two cells of a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    /// The cell that cannot be used when the rule is broken.
    column: Column,
    relation: Relation,
    /// The cell that it contradicts.
    other: Column,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    AtMost,
    AtLeast,
    /// A time in the working day, which is taken as 8 h where the cell is empty.
    WithinWorkday,
    /// Periods of the other cell's hours: together within the working day, or 24 h if it is empty.
    PeriodsWithinDay,
}

/// The working day where no cell says how long it is, h: the contract of the task file.
const WORKDAY_HOURS: f64 = 8.0;
const DAY_HOURS: f64 = 24.0;

const fn rule(column: Column, relation: Relation, other: Column) -> Rule {
    Rule { column, relation, other }
}

const RULES: [Rule; 8] = [
    rule(Column::TrunkObservationsGe45, Relation::AtMost, Column::TrunkObservations),
    rule(Column::TrunkObservationsGe60, Relation::AtMost, Column::TrunkObservations),
    rule(Column::TrunkObservationsGe60, Relation::AtMost, Column::TrunkObservationsGe45),
    rule(Column::TrunkGe60Pct, Relation::AtMost, Column::TrunkGe45Pct),
    rule(Column::LoadMaxKg, Relation::AtLeast, Column::LoadKg),
    rule(Column::TaskHours, Relation::WithinWorkday, Column::WorkdayHours),
    // Beyond an assumed 8 h a lifting period is possible, only outside NIOSH.
    rule(Column::LiftingHours, Relation::AtMost, Column::WorkdayHours),
    rule(Column::LiftingSessionsPerDay, Relation::PeriodsWithinDay, Column::LiftingHours),
];

impl Rule {
    /// The rules that can be broken in a file with these columns.
    pub(super) fn among(columns: ColumnSet) -> Vec<Self> {
        let applies = |rule: &Self| {
            columns.contains(rule.column) && (columns.contains(rule.other) || rule.relation == Relation::WithinWorkday)
        };
        RULES.into_iter().filter(applies).collect()
    }

    /// The cell that cannot be used and the one that it contradicts, if this row breaks the rule.
    #[inline]
    pub(super) fn broken_by(self, cells: &Cells) -> Option<(Column, Column)> {
        let value = cells.number(self.column)?;
        let other = cells.number(self.other);
        let broken = match self.relation {
            Relation::AtMost => value > other?,
            Relation::AtLeast => value < other?,
            Relation::WithinWorkday => match cells.get(self.other) {
                Cell::Empty => value > WORKDAY_HOURS,
                _ => value > other?,
            },
            Relation::PeriodsWithinDay => value * other? > cells.number(Column::WorkdayHours).unwrap_or(DAY_HOURS),
        };
        broken.then_some((self.column, self.other))
    }
}

/// Whether `column` must be at least, not at most, the cell that it contradicts.
pub(super) fn is_lower_bound(column: Column, other: Column) -> bool {
    RULES.iter().any(|rule| rule.column == column && rule.other == other && rule.relation == Relation::AtLeast)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(numbers: &[(Column, f64)]) -> Vec<(Column, Column)> {
        let mut cells = Cells::default();
        for &(column, value) in numbers {
            cells.set(column, Cell::Number(value));
        }
        let columns = Column::ALL.iter().fold(ColumnSet::EMPTY, |set, &column| set.with(column));
        Rule::among(columns).into_iter().filter_map(|rule| rule.broken_by(&cells)).collect()
    }

    #[test]
    fn each_rule_holds_on_its_limit_and_breaks_beyond() {
        use Column::{
            LiftingHours, LiftingSessionsPerDay, LoadKg, LoadMaxKg, TaskHours, TrunkGe45Pct, TrunkGe60Pct, TrunkObservations,
            TrunkObservationsGe45, TrunkObservationsGe60, WorkdayHours,
        };
        for (limit, column, on, beyond) in [
            ((TrunkObservations, 40.0), TrunkObservationsGe45, 40.0, 41.0),
            ((TrunkObservations, 40.0), TrunkObservationsGe60, 40.0, 41.0),
            ((TrunkObservationsGe45, 4.0), TrunkObservationsGe60, 4.0, 5.0),
            ((TrunkGe45Pct, 5.0), TrunkGe60Pct, 5.0, 5.5),
            ((LoadKg, 10.0), LoadMaxKg, 10.0, 9.5),
            ((WorkdayHours, 6.0), TaskHours, 6.0, 6.5),
            ((WorkdayHours, 6.0), LiftingHours, 6.0, 6.5),
            ((LiftingHours, 6.0), LiftingSessionsPerDay, 4.0, 5.0),
        ] {
            assert_eq!(broken(&[limit, (column, on)]), []);
            assert_eq!(broken(&[limit, (column, beyond)]), [(column, limit.0)]);
        }
    }

    #[test]
    fn an_unsaid_working_day_is_eight_hours() {
        assert_eq!(broken(&[(Column::TaskHours, 8.0)]), []);
        assert_eq!(broken(&[(Column::TaskHours, 9.0)]), [(Column::TaskHours, Column::WorkdayHours)]);
        assert_eq!(broken(&[(Column::LiftingHours, 9.0)]), []);
    }

    #[test]
    fn an_unusable_working_day_contradicts_nothing() {
        let mut cells = Cells::default();
        cells.set(Column::TaskHours, Cell::Number(9.0));
        cells.set(Column::WorkdayHours, Cell::Rejected);
        assert!(RULES.iter().all(|rule| rule.broken_by(&cells).is_none()));
    }
}
