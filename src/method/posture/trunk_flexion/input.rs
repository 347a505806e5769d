//! What a row says of a bent trunk.

use super::interval::{self, Interval};
use super::tables::ROUNDING;
use crate::domain::cells::{Needs, Unmet};
use crate::domain::quantity::{Hours, Percent};
use crate::domain::task::RecordedTrunk;
use crate::domain::{Cell, Cells, Column, ColumnSet};

/// The cells of which one that is filled starts the method.
pub const STARTS: &[Column] = &[Column::TrunkGe45Pct, Column::TrunkGe60Pct, Column::TrunkObservations, Column::TrunkRecording];

/// The cells that the method reads.
pub const COLUMNS: &[Column] = &[
    Column::TaskHours,
    Column::WorkdayHours,
    Column::TrunkGe45Pct,
    Column::TrunkGe60Pct,
    Column::TrunkObservations,
    Column::TrunkObservationsGe45,
    Column::TrunkObservationsGe60,
    Column::ObservationIntervalS,
    Column::ObservationDesignEffect,
    Column::ObservedDays,
    Column::TrunkRecording,
    Column::TrunkReferenceS,
];

/// The cells that each can give a share.
const SHARES: ColumnSet = ColumnSet::of(&[
    Column::TrunkGe45Pct,
    Column::TrunkGe60Pct,
    Column::TrunkObservations,
    Column::TrunkObservationsGe45,
    Column::TrunkObservationsGe60,
]);

/// The share of a task's time at one angle and more, and how it is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Share {
    /// Not at all.
    NotMeasured,
    /// As a number that was typed: nothing is known of its precision.
    Measured(Percent),
    /// As hits among observed moments.
    Counted {
        /// Moments at this angle.
        hits: f64,
        /// All moments, more than 0.
        observations: f64,
        /// How many of them tell as much as one independent moment, 1 or more.
        design_effect: f64,
    },
    /// As a number that was typed, with the half width of its 95 % range.
    Stated {
        /// The share.
        value: Percent,
        /// The range's lower end.
        low: Percent,
        /// The range's upper end.
        high: Percent,
    },
    /// From a sensor, with the recording's own 95 % interval.
    Recorded {
        /// The share.
        value: Percent,
        /// The interval's lower end.
        low: Percent,
        /// The interval's upper end.
        high: Percent,
    },
}

impl Share {
    /// The share, %.
    pub fn value(self) -> Option<f64> {
        match self {
            Self::NotMeasured => None,
            Self::Measured(value) | Self::Recorded { value, .. } | Self::Stated { value, .. } => Some(value.value()),
            Self::Counted { hits, observations, .. } => Some(100.0 * hits / observations),
        }
    }

    /// Its 95 % interval, %, if it has one.
    pub fn interval(self) -> Option<(f64, f64)> {
        match self {
            Self::NotMeasured | Self::Measured(_) => None,
            Self::Recorded { low, high, .. } | Self::Stated { low, high, .. } => Some((low.value(), high.value())),
            Self::Counted { hits, observations, design_effect } => {
                let Interval { low, high } = interval::wilson(hits / design_effect, observations / design_effect);
                Some((100.0 * low, 100.0 * high))
            }
        }
    }

    /// Whether there is a share.
    pub fn is_measured(self) -> bool {
        self != Self::NotMeasured
    }

    /// The share that a row gives at one angle: the typed one, unless the counts are the same
    /// measurement, which also have an interval.
    fn entered(typed: Option<f64>, half_width: f64, hits: Option<f64>, observations: Option<f64>, design_effect: f64) -> Self {
        let counted = match (hits, observations) {
            (Some(hits), Some(observations)) if observations > 0.0 => Self::Counted { hits, observations, design_effect },
            _ => Self::NotMeasured,
        };
        match (typed, counted.value()) {
            (None, _) => counted,
            (Some(typed), Some(share)) if (typed - share).abs() <= ROUNDING => counted,
            (Some(typed), _) if half_width > 0.0 => Self::Stated {
                value: Percent::new(typed),
                low: Percent::new((typed - half_width).max(0.0)),
                high: Percent::new((typed + half_width).min(100.0)),
            },
            (Some(typed), _) => Self::Measured(Percent::new(typed)),
        }
    }
}

/// What a task says that was not used, because something better says it too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overruled {
    /// Nothing.
    Nothing,
    /// Counts, by a typed share that they do not agree with.
    Counts,
    /// What was typed, by the task's recording.
    Typed,
}

/// The trunk of one task.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TaskShares {
    /// Hours of the day in this task.
    pub hours: Hours,
    /// Share of them at 45° and more.
    pub ge45: Share,
    /// Share of them at 60° and more.
    pub ge60: Share,
    /// What was entered and not used.
    pub overruled: Overruled,
    /// Seconds between observed moments, where they were given.
    pub spacing: Option<f64>,
    /// The design effect of the moments, where it was given.
    pub design_effect: Option<f64>,
    /// On how many days the task was observed, where it was given.
    pub days: Option<f64>,
    /// Cells that could not be used, where another says enough.
    pub rejected: ColumnSet,
}

impl TaskShares {
    /// Whether one of the angles has a share.
    pub fn is_measured(&self) -> bool {
        self.ge45.is_measured() || self.ge60.is_measured()
    }

    /// Whether the larger angle has the larger share, which cannot be.
    pub fn contradicts_itself(&self) -> bool {
        matches!((self.ge45.value(), self.ge60.value()), (Some(ge45), Some(ge60)) if ge60 > ge45)
    }
}

/// What reading a row gave.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reading {
    /// The row says nothing of the trunk.
    NotStarted,
    /// Cells are missing or unusable.
    Unmet(Unmet),
    /// The shares; both may be unmeasured, where a recording was named but not read.
    Read(TaskShares),
}

/// Reads a row, and what its recording gave.
pub fn read(cells: &Cells, recorded: Option<&RecordedTrunk>) -> Reading {
    if !cells.starts(STARTS) {
        return Reading::NotStarted;
    }
    let mut needs = Needs::new(cells);
    let hours = needs.number(Column::TaskHours);
    let typed45 = needs.optional_number(Column::TrunkGe45Pct);
    let typed60 = needs.optional_number(Column::TrunkGe60Pct);
    let observations = needs.optional_number(Column::TrunkObservations);
    let hits45 = needs.optional_number(Column::TrunkObservationsGe45);
    let hits60 = needs.optional_number(Column::TrunkObservationsGe60);
    let has_share = typed45.is_some() || typed60.is_some() || recorded.is_some();
    if observations.is_some() && hits45.is_none() && hits60.is_none() && !has_share {
        needs.require(Column::TrunkObservationsGe45);
        needs.require(Column::TrunkObservationsGe60);
    }
    if matches!(cells.get(Column::TrunkRecording), Cell::Rejected) {
        needs.require(Column::TrunkRecording);
    }
    let mut unmet = needs.unmet().unwrap_or_default();
    // More hits than observations is a problem that reading reports; here it only must not count.
    let mut possible = |column, hits: Option<f64>| match (hits, observations) {
        (Some(hits), Some(observations)) if hits > observations => {
            unmet.rejected.insert(column);
            None
        }
        _ => hits,
    };
    let hits45 = possible(Column::TrunkObservationsGe45, hits45);
    let hits60 = possible(Column::TrunkObservationsGe60, hits60);
    let counted = observations.is_some() && (hits45.is_some() || hits60.is_some());
    // A share that cannot be used does not take the other with it.
    let enough = unmet.missing.is_empty() && unmet.rejected.is_within(SHARES) && (has_share || counted);
    let Some(hours) = hours.filter(|_| enough || unmet == Unmet::default()) else { return Reading::Unmet(unmet) };
    let rejected = unmet.rejected;
    let spacing = cells.number(Column::ObservationIntervalS);
    let design_effect = cells.number(Column::ObservationDesignEffect);
    let days = cells.number(Column::ObservedDays).filter(|&days| days >= 1.0);
    let hours = Hours::new(hours);
    if let Some(trunk) = recorded {
        // Chance and the zero posture are two errors of one recording.
        let share = |value, chance, zero: Option<[f64; 2]>| {
            let zero = zero.map(|[back, front]| (back.min(front), back.max(front)));
            let parts: Vec<(f64, f64)> = [Some(chance), zero].into_iter().flatten().collect();
            let (low, high) = interval::combine(value, &parts);
            Share::Recorded { value: Percent::new(value), low: Percent::new(low), high: Percent::new(high) }
        };
        let typed = typed45.or(typed60).or(hits45).or(hits60).is_some();
        return Reading::Read(TaskShares {
            hours,
            ge45: share(trunk.ge45, trunk.ge45_interval, trunk.shifted.map(|shifted| shifted[0])),
            ge60: share(trunk.ge60, trunk.ge60_interval, trunk.shifted.map(|shifted| shifted[1])),
            overruled: if typed { Overruled::Typed } else { Overruled::Nothing },
            spacing: None,
            design_effect: None,
            days,
            rejected,
        });
    }
    let effect = design_effect.unwrap_or(1.0);
    let ge45 = Share::entered(typed45, cells.half_width(Column::TrunkGe45Pct), hits45, observations, effect);
    let ge60 = Share::entered(typed60, cells.half_width(Column::TrunkGe60Pct), hits60, observations, effect);
    let beaten = |share, hits: Option<f64>| {
        matches!(share, Share::Measured(_) | Share::Stated { .. }) && hits.is_some() && observations.is_some()
    };
    Reading::Read(TaskShares {
        hours,
        ge45,
        ge60,
        overruled: if beaten(ge45, hits45) || beaten(ge60, hits60) { Overruled::Counts } else { Overruled::Nothing },
        spacing,
        design_effect,
        days,
        rejected,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A share that was typed has the ends of its half width, no further than there are shares; without one
    /// nothing is known of its precision.
    #[test]
    fn a_typed_share_reaches_as_far_as_was_stated() {
        let interval = |typed: f64, half_width: f64| Share::entered(Some(typed), half_width, None, None, 1.0).interval();
        assert_eq!(interval(10.0, 3.0), Some((7.0, 13.0)));
        assert_eq!(interval(2.0, 3.0), Some((0.0, 5.0)));
        assert_eq!(interval(99.0, 3.0), Some((96.0, 100.0)));
        assert_eq!(interval(10.0, 0.0), None);
    }

    /// Counts that give the typed share after rounding to a whole per cent are the same measurement.
    #[test]
    fn counts_within_half_a_per_cent_are_the_typed_share() {
        let value = |typed: f64| Share::entered(Some(typed), 3.0, Some(10.0), Some(100.0), 1.0).value();
        assert_eq!([9.5, 10.5].map(value), [Some(10.0); 2]);
        assert_eq!([9.4, 10.6].map(value), [Some(9.4), Some(10.6)]);
        assert_eq!(Share::entered(None, 0.0, Some(0.0), Some(0.0), 1.0), Share::NotMeasured, "nothing was observed");
    }
}
