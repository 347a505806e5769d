//! What a row says of the exposures.

use super::tables::{EXPOSURES, PSYCHOSOCIAL};
use crate::domain::choice::{LoadKind, YesNo};
use crate::domain::task::{Recorded, RecordedTrunk};
use crate::domain::{Cells, Column, ColumnSet};
use crate::guideline::trigger::LOAD_LIGHT;

/// The cells of which one that is filled starts the method.
pub const STARTS: &[Column] = &[
    Column::VibrationHours,
    Column::PullForceKg,
    Column::KneelingMin,
    Column::HandsAboveShoulderMin,
    Column::StandingMinPerHour,
    Column::BentPostureHours,
    Column::ManualWorkHours,
    Column::DrivingHoursPerWeek,
    Column::Monotonous,
    Column::LowSafety,
    Column::LowSupport,
    Column::HighStress,
    Column::LowSupervisorSupport,
    Column::Demanding,
    Column::LowControl,
];

/// The cells that the method reads.
pub const COLUMNS: &[Column] = &[
    Column::TaskHours,
    Column::WorkdayHours,
    Column::LoadKg,
    Column::LoadMaxKg,
    Column::LoadKind,
    Column::TrunkGe45Pct,
    Column::TrunkGe60Pct,
    Column::TrunkObservationsGe45,
    Column::TrunkObservationsGe60,
    Column::VibrationHours,
    Column::AwXMs2,
    Column::AwYMs2,
    Column::AwZMs2,
    Column::AwHighestMs2,
    Column::PullForceKg,
    Column::KneelingMin,
    Column::HandsAboveShoulderMin,
    Column::StandingMinPerHour,
    Column::BentPostureHours,
    Column::ManualWorkHours,
    Column::DrivingHoursPerWeek,
    Column::Monotonous,
    Column::LowSafety,
    Column::LowSupport,
    Column::HighStress,
    Column::LowSupervisorSupport,
    Column::Demanding,
    Column::LowControl,
];

/// The cells that show a bent trunk, which counts where a load is lifted too.
pub(super) const TRUNK: [Column; 4] =
    [Column::TrunkGe45Pct, Column::TrunkGe60Pct, Column::TrunkObservationsGe45, Column::TrunkObservationsGe60];

/// The number of exposures in numbers.
pub const COUNT: usize = EXPOSURES.len();

/// They stand first among what starts the method, so that a bit means the same column in both.
const _: () = {
    let mut at = 0;
    while at < COUNT {
        assert!(EXPOSURES[at].column as usize == STARTS[at] as usize, "the exposures are in one order");
        at += 1;
    }
};

/// The exposures of one task. A cell that cannot be used takes no other with it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TaskExposures {
    /// The values in the order of [`EXPOSURES`]; `None` is not measured.
    pub values: [Option<f64>; COUNT],
    /// The answers in the order of [`PSYCHOSOCIAL`]; `None` is not asked.
    pub answers: [Option<YesNo>; PSYCHOSOCIAL.len()],
    /// Whether the task has both lifting and bending.
    pub lifting_and_bending: bool,
    /// The cells that could not be used.
    pub rejected: ColumnSet,
}

impl TaskExposures {
    /// Leaves out one exposure, which something else judges.
    pub fn leave_out(&mut self, column: Column) {
        for (value, exposure) in self.values.iter_mut().zip(EXPOSURES) {
            if exposure.column == column {
                *value = None;
            }
        }
    }

    /// Whether the task says anything that can be used.
    pub fn is_measured(&self) -> bool {
        self.values.iter().any(Option::is_some) || self.answers.iter().any(Option::is_some) || self.lifting_and_bending
    }
}

/// Reads a row, and what its recordings gave.
///
/// A recording that is named but not among `recorded` was not read, so that hours still count alone.
pub fn read(cells: &Cells, recorded: &Recorded) -> TaskExposures {
    let (mut values, mut answers, mut rejected) = ([None; COUNT], [None; PSYCHOSOCIAL.len()], ColumnSet::EMPTY);
    for &column in STARTS.iter().filter(|&&column| cells.is_rejected(column)) {
        rejected.insert(column);
    }
    for (value, exposure) in values.iter_mut().zip(EXPOSURES) {
        *value = cells.number(exposure.column).filter(|_| !is_judged_elsewhere(exposure.column, cells, recorded));
    }
    for (answer, factor) in answers.iter_mut().zip(PSYCHOSOCIAL) {
        *answer = cells.choice(factor.column).map(YesNo::from_index);
    }
    TaskExposures { values, answers, lifting_and_bending: lifts_and_bends(cells, recorded.trunk.as_ref()), rejected }
}

/// Whether the task has both lifting and bending.
pub(super) fn lifts_and_bends(cells: &Cells, trunk: Option<&RecordedTrunk>) -> bool {
    lifts(cells) && bends(cells, trunk)
}

/// Whether the hours of a vehicle are judged by A(8), because its vibration is known: only hours
/// alone are an exposure of their own.
fn is_judged_elsewhere(column: Column, cells: &Cells, recorded: &Recorded) -> bool {
    const VALUES: [Column; 4] = [Column::AwXMs2, Column::AwYMs2, Column::AwZMs2, Column::AwHighestMs2];
    column == Column::VibrationHours && (recorded.vibration.is_some() || VALUES.into_iter().any(|value| cells.is_filled(value)))
}

/// Whether an object that the guideline counts as a lifting risk is lifted. The heaviest load that
/// was given decides, as in the screening of lifting; an empty kind of load is an object.
fn lifts(cells: &Cells) -> bool {
    let is_object = match cells.choice(Column::LoadKind) {
        Some(kind) => LoadKind::from_index(kind) == LoadKind::Object,
        None => cells.is_empty(Column::LoadKind),
    };
    let heaviest = [Column::LoadKg, Column::LoadMaxKg].into_iter().filter_map(|column| cells.number(column)).reduce(f64::max);
    is_object && heaviest.is_some_and(|load| !LOAD_LIGHT.is_beyond(load))
}

/// Whether the trunk was seen bent 45° or more. The guideline gives no angle for "bending"; that
/// this one counts is our reading.
fn bends(cells: &Cells, trunk: Option<&RecordedTrunk>) -> bool {
    TRUNK.into_iter().any(|column| cells.number(column).is_some_and(|share| share > 0.0))
        || trunk.is_some_and(|trunk| trunk.ge45 > 0.0 || trunk.ge60 > 0.0)
}
