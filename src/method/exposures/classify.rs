//! The exposures of a day against the guideline's limits.

use super::input::{COUNT, TaskExposures};
use super::tables::{Combine, EXPOSURES, Exposure, PSYCHOSOCIAL};
use crate::domain::choice::YesNo;
use crate::domain::decimal::settled;
use crate::domain::{Class, Column, ColumnSet, Factor, FactorSet};

/// One exposure in numbers over the tasks of a day.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Total {
    /// The day's value; `None` where no task gives one.
    pub value: Option<f64>,
    /// The tasks that give none: their exposure is unknown, not zero.
    pub tasks_without: u32,
}

/// What is said of a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Judged {
    /// The exposures above a limit: bits of [`EXPOSURES`].
    pub(super) above: u32,
    /// What can be changed.
    pub(super) factors: FactorSet,
    /// The class, if there is one.
    pub(super) class: Option<Class>,
}

impl Judged {
    /// Of a day in which nothing is known but that lifting and bending meet.
    pub(super) const LIFTING_AND_BENDING: Self =
        Self { above: 0, factors: FactorSet::of(&[Factor::LiftingAndBending]), class: None };
}

/// The exposures of a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Day {
    /// In the order of [`EXPOSURES`].
    pub totals: [Total; COUNT],
    /// In the order of [`PSYCHOSOCIAL`]: yes if a task says so.
    pub answers: [Option<YesNo>; PSYCHOSOCIAL.len()],
    /// Whether a task has both lifting and bending.
    pub lifting_and_bending: bool,
}

impl Day {
    /// Combines the tasks of a day.
    pub fn of<'a>(tasks: impl Iterator<Item = &'a TaskExposures>) -> Self {
        let (mut totals, mut answers) = ([Total::default(); COUNT], [None; PSYCHOSOCIAL.len()]);
        let mut lifting_and_bending = false;
        for task in tasks {
            lifting_and_bending |= task.lifting_and_bending;
            for ((total, &value), exposure) in totals.iter_mut().zip(&task.values).zip(EXPOSURES) {
                match (value, exposure.combine) {
                    (None, _) => total.tasks_without += 1,
                    (Some(value), Combine::Sum) => total.value = Some(settled(total.value.unwrap_or(0.0) + value)),
                    (Some(value), Combine::Highest) => total.value = Some(total.value.unwrap_or(0.0).max(value)),
                }
            }
            for (answer, &own) in answers.iter_mut().zip(&task.answers) {
                *answer = own.max(*answer);
            }
        }
        Self { totals, answers, lifting_and_bending }
    }

    /// The exposures that have a value.
    pub fn measured(&self) -> impl Iterator<Item = (&'static Exposure, f64, Total)> {
        EXPOSURES.iter().zip(&self.totals).filter_map(|(exposure, &total)| total.value.map(|value| (exposure, value, total)))
    }

    /// The columns of the exposures above a limit.
    pub fn above(&self) -> ColumnSet {
        let above = self.judged().above;
        let columns =
            EXPOSURES.iter().enumerate().filter(|(bit, _)| above >> bit & 1 == 1).map(|(_, exposure)| exposure.column);
        columns.fold(ColumnSet::EMPTY, ColumnSet::with)
    }

    /// What can be changed: the exposures above a limit, lifting and bending where they meet, and
    /// psychosocial load where it was reported.
    pub fn factors(&self) -> FactorSet {
        self.judged().factors
    }

    /// The class. Exposures to which the guideline gives no limit have none.
    pub fn class(&self) -> Option<Class> {
        self.judged().class
    }

    /// All three at once.
    pub(super) fn judged(&self) -> Judged {
        let (mut above, mut class) = (0, None);
        let mut factors = FactorSet::EMPTY
            .with_if(self.lifting_and_bending, Factor::LiftingAndBending)
            .with_if(self.answers.contains(&Some(YesNo::Yes)), Factor::Psychosocial);
        for (bit, (exposure, total)) in EXPOSURES.iter().zip(&self.totals).enumerate() {
            let Some(value) = total.value else { continue };
            let is_above = is_above(exposure, value);
            if is_above {
                above |= 1 << bit;
                factors = factors.with(exposure.factor);
            }
            // Hours on a vehicle that stay under the trigger are no verdict: nothing was assessed.
            if is_above || exposure.column != Column::VibrationHours {
                class = Class::worst(class, class_of(exposure, value));
            }
        }
        Judged { above, factors, class }
    }

    /// The exposures with a limit that are not above it, and that not every task gives.
    pub fn open(&self) -> impl Iterator<Item = (&'static Exposure, u32)> {
        self.measured()
            .filter(|(exposure, value, total)| {
                !exposure.limits.is_empty() && !is_above(exposure, *value) && total.tasks_without > 0
            })
            .map(|(exposure, _, total)| (exposure, total.tasks_without))
    }
}

/// Whether a value is above one of the exposure's limits.
pub fn is_above(exposure: &Exposure, value: f64) -> bool {
    exposure.limits.iter().any(|(_, limit)| limit.is_beyond(value))
}

/// The class of a value, if the exposure has a limit.
pub fn class_of(exposure: &Exposure, value: f64) -> Option<Class> {
    let beyond = exposure.limits.iter().rev().find(|(_, limit)| limit.is_beyond(value));
    if exposure.limits.is_empty() { None } else { beyond.map_or(Some(Class::Acceptable), |(_, limit)| limit.class) }
}
