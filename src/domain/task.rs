//! A task and a working day, as the methods see them: read, grouped, repeats averaged.

use super::chart::Chart;
use super::{Cells, Column, ColumnSet, Date, Origin, Phrase};

/// The length of a working day that no cell gives, h: an assumption of ours.
pub const ASSUMED_WORKDAY_HOURS: f64 = 8.0;

/// One task of a working day.
#[derive(Debug, Clone)]
pub struct Task {
    /// Its name.
    pub name: String,
    /// The rows that it was read from: one, or one for each repeated measurement.
    pub origins: Vec<Origin>,
    /// Its cells; of repeated measurements the averages.
    pub cells: Cells,
    /// The cells of any of its rows that could not be used.
    pub rejected: ColumnSet,
    /// The words of its filled text columns.
    pub texts: Vec<(Column, String)>,
    /// What averaging its repeats took for granted.
    pub assumptions: Vec<Phrase>,
    /// What its recordings gave, where it names any.
    pub recorded: Recorded,
}

impl Task {
    /// The words in a text column; empty if there are none.
    pub fn text(&self, column: Column) -> &str {
        self.texts.iter().find(|(at, _)| *at == column).map_or("", |(_, words)| words.as_str())
    }
}

/// What the recordings of a task gave.
#[derive(Debug, Clone, Default)]
pub struct Recorded {
    /// Forward-bent shares of the task's time, from a trunk sensor.
    pub trunk: Option<RecordedTrunk>,
    /// The trunk of each recording, where there are several.
    pub trunk_each: Vec<RecordedTrunk>,
    /// Weighted acceleration, from an accelerometer on the seat.
    pub vibration: Option<RecordedVibration>,
    /// The vibration of each recording, where there are several.
    pub vibration_each: Vec<RecordedVibration>,
    /// What the recordings of the trunk look like.
    pub trunk_charts: Vec<Chart>,
    /// What the recordings of the seat look like.
    pub vibration_charts: Vec<Chart>,
}

impl Recorded {
    /// Nothing.
    pub const NONE: &Self = {
        static NONE: Recorded = Recorded {
            trunk: None,
            trunk_each: Vec::new(),
            vibration: None,
            vibration_each: Vec::new(),
            trunk_charts: Vec::new(),
            vibration_charts: Vec::new(),
        };
        &NONE
    };
}

/// Forward-bent shares from a trunk sensor, with 95 % intervals, %.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RecordedTrunk {
    /// Share at 45° and more.
    pub ge45: f64,
    /// Its interval.
    pub ge45_interval: (f64, f64),
    /// Share at 60° and more.
    pub ge60: f64,
    /// Its interval.
    pub ge60_interval: (f64, f64),
    /// What the shares at 45° and 60° are with the zero posture as far off as it may be, one way and the
    /// other; `None` where the intervals hold that already.
    pub shifted: Option<[[f64; 2]; 2]>,
}

/// Weighted values from a recording, without k.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RecordedVibration {
    /// r.m.s. per axis x, y, z, m/s².
    pub rms: [f64; 3],
    /// Vibration dose value per axis over `seconds`, m/s^1.75.
    pub vdv: [f64; 3],
    /// The time that the values cover, s.
    pub seconds: f64,
}

/// One day of the people who do the same work.
#[derive(Debug, Clone)]
pub struct WorkingDay {
    /// Organisation and department, as entered.
    pub organisation: String,
    /// Department, as entered.
    pub department: String,
    /// Workstation, as entered.
    pub workstation: String,
    /// Job, as entered.
    pub job: String,
    /// The people who do this work in one day.
    pub exposure_group: String,
    /// The day of the observation.
    pub date: Option<Date>,
    /// The length of the working day, h.
    pub workday_hours: f64,
    /// Whether that length is an assumption because no cell gives it.
    pub workday_hours_assumed: bool,
    /// Whether the tasks together take longer than the day: then no share of it can be computed.
    pub overfull: bool,
    /// Its tasks.
    pub tasks: Vec<Task>,
}
