//! What a row says of vibration.

use super::tables::K;
use crate::domain::cells::{Needs, Unmet};
use crate::domain::choice::{VibrationSource, YesNo};
use crate::domain::quantity::{Acceleration, Hours, VibrationDose};
use crate::domain::task::RecordedVibration;
use crate::domain::{Cells, Column, ColumnSet};

/// The cells of which one that is filled starts the method.
pub const STARTS: &[Column] =
    &[Column::VibrationHours, Column::AwXMs2, Column::AwYMs2, Column::AwZMs2, Column::AwHighestMs2, Column::VibrationRecording];

/// The cells that the method reads.
pub const COLUMNS: &[Column] = &[
    Column::TaskHours,
    Column::WorkdayHours,
    Column::Vehicle,
    Column::VibrationHours,
    Column::AwXMs2,
    Column::AwYMs2,
    Column::AwZMs2,
    Column::AwHighestMs2,
    Column::VdvXMs175,
    Column::VdvYMs175,
    Column::VdvZMs175,
    Column::MeasuredMinutes,
    Column::VibrationKApplied,
    Column::VibrationSource,
    Column::VibrationRecording,
];

const RMS: [Column; 3] = [Column::AwXMs2, Column::AwYMs2, Column::AwZMs2];
const DOSES: [Column; 3] = [Column::VdvXMs175, Column::VdvYMs175, Column::VdvZMs175];

/// The frequency-weighted r.m.s. acceleration of a vehicle, with k.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Magnitude {
    /// Only hours were given.
    NotMeasured,
    /// Per axis x, y, z.
    Axes([Acceleration; 3]),
    /// Of the highest axis, without saying which: an upper estimate of each.
    Highest(Acceleration),
}

/// The vibration dose of one axis over the day's exposure to this vehicle, with k.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Dose {
    /// Not given.
    NotMeasured,
    /// The dose.
    Value(VibrationDose),
}

/// Where values come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provenance {
    /// A measurement, or nothing is said.
    Measured,
    /// The manufacturer, or a table.
    Declared,
    /// The task's own recording.
    Recorded,
}

/// One vehicle in one task.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ride {
    /// Hours a day on it.
    pub hours: Hours,
    /// Its acceleration.
    pub magnitude: Magnitude,
    /// Its dose per axis x, y, z.
    pub doses: [Dose; 3],
    /// Where the values come from.
    pub provenance: Provenance,
    /// Whether k was multiplied in because no cell said that it was in.
    pub k_assumed: bool,
    /// What kept the doses, but not the acceleration, from being read.
    pub unmet: Unmet,
}

impl Ride {
    /// Whether someone sits on it at all.
    pub fn vibrates(&self) -> bool {
        self.hours.value() > 0.0
    }

    /// Whether it vibrates and its acceleration is known.
    pub fn is_valued(&self) -> bool {
        self.vibrates() && self.magnitude != Magnitude::NotMeasured
    }
}

/// What reading a row gave.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reading {
    /// The row says nothing of vibration.
    NotStarted,
    /// Cells are missing or unusable.
    Unmet(Unmet),
    /// The vehicle.
    Read(Ride),
}

/// Reads a row, and what its recording gave. What was typed goes before the recording.
pub fn read(cells: &Cells, recorded: Option<&RecordedVibration>) -> Reading {
    if !cells.starts(STARTS) {
        return Reading::NotStarted;
    }
    let mut needs = Needs::new(cells);
    let hours = needs.number(Column::VibrationHours);
    let has_axes = RMS.iter().any(|&column| !cells.is_empty(column));
    let has_doses = DOSES.iter().any(|&column| !cells.is_empty(column));
    let axes = if has_axes { RMS.map(|column| needs.number(column)) } else { [None; 3] };
    let highest = if has_axes { None } else { needs.optional_number(Column::AwHighestMs2) };
    let k_applied =
        if has_axes || has_doses { needs.optional_choice(Column::VibrationKApplied, YesNo::from_index) } else { None };
    let (Some(hours), None) = (hours, needs.unmet()) else {
        return Reading::Unmet(needs.unmet().unwrap_or_default());
    };
    let k = if k_applied == Some(YesNo::Yes) { [1.0; 3] } else { K };
    let typed = match (axes, highest) {
        ([Some(x), Some(y), Some(z)], _) => Magnitude::Axes(with_k([x, y, z], k)),
        (_, Some(highest)) => Magnitude::Highest(Acceleration::new(highest)),
        _ => Magnitude::NotMeasured,
    };
    let (doses, unmet) = if has_doses { typed_doses(cells, k, hours) } else { ([Dose::NotMeasured; 3], Unmet::default()) };
    let declared = cells.choice(Column::VibrationSource).map(VibrationSource::from_index);
    let ride = Ride {
        hours: Hours::new(hours),
        magnitude: typed,
        doses,
        provenance: match declared {
            Some(VibrationSource::Manufacturer | VibrationSource::Table) => Provenance::Declared,
            _ => Provenance::Measured,
        },
        k_assumed: (has_axes || has_doses) && k_applied.is_none(),
        unmet,
    };
    Reading::Read(match recorded {
        Some(recorded) if typed == Magnitude::NotMeasured => from_recording(ride, recorded, has_doses),
        _ => ride,
    })
}

fn with_k(values: [f64; 3], k: [f64; 3]) -> [Acceleration; 3] {
    [0, 1, 2].map(|axis| Acceleration::new(k[axis] * values[axis]))
}

/// The dose of `measured` hours, over the hours of the day.
fn over_the_day(dose: f64, k: f64, hours: f64, measured: f64) -> Dose {
    Dose::Value(VibrationDose::new(k * dose * (hours / measured).powf(0.25)))
}

fn typed_doses(cells: &Cells, k: [f64; 3], hours: f64) -> ([Dose; 3], Unmet) {
    let mut needs = Needs::new(cells);
    let values = DOSES.map(|column| needs.optional_number(column));
    let minutes = needs.number(Column::MeasuredMinutes);
    let mut unmet = needs.unmet().unwrap_or_default();
    // A dose over no time is a dose of which the time is missing.
    let minutes = minutes.filter(|&minutes| minutes > 0.0);
    if minutes.is_none() && !cells.is_rejected(Column::MeasuredMinutes) {
        unmet.missing = unmet.missing.union(ColumnSet::of(&[Column::MeasuredMinutes]));
    }
    let doses = [0, 1, 2].map(|axis| match (values[axis], minutes) {
        (Some(dose), Some(minutes)) => over_the_day(dose, k[axis], hours, minutes / 60.0),
        _ => Dose::NotMeasured,
    });
    (doses, unmet)
}

fn from_recording(ride: Ride, recorded: &RecordedVibration, has_doses: bool) -> Ride {
    let hours = ride.hours.value();
    let doses = if has_doses || recorded.seconds <= 0.0 {
        ride.doses
    } else {
        [0, 1, 2].map(|axis| over_the_day(recorded.vdv[axis], K[axis], hours, recorded.seconds / 3600.0))
    };
    Ride { magnitude: Magnitude::Axes(with_k(recorded.rms, K)), doses, provenance: Provenance::Recorded, ..ride }
}
