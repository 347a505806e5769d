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
    pub fn measured(&self) -> impl Iterator<Item = (&'static Exposure, f64, Total)> + use<> {
        let totals = self.totals;
        EXPOSURES.iter().zip(totals).filter_map(|(exposure, total)| total.value.map(|value| (exposure, value, total)))
    }

    /// The columns of the exposures above a limit.
    pub fn above(&self) -> ColumnSet {
        self.measured()
            .filter(|(exposure, value, _)| is_above(exposure, *value))
            .fold(ColumnSet::EMPTY, |set, (exposure, ..)| set.with(exposure.column))
    }

    /// What can be changed: the exposures above a limit, lifting and bending where they meet, and
    /// psychosocial load where it was reported.
    pub fn factors(&self) -> FactorSet {
        let mut factors = self
            .measured()
            .filter(|(exposure, value, _)| is_above(exposure, *value))
            .fold(FactorSet::EMPTY, |set, (exposure, ..)| set.with(exposure.factor));
        if self.lifting_and_bending {
            factors = factors.with(Factor::LiftingAndBending);
        }
        if self.answers.contains(&Some(YesNo::Yes)) {
            factors = factors.with(Factor::Psychosocial);
        }
        factors
    }

    /// The class. Exposures to which the guideline gives no limit have none.
    pub fn class(&self) -> Option<Class> {
        // Hours on a vehicle that stay under the trigger are no verdict: nothing was assessed.
        let untriggered = |exposure: &Exposure, value| exposure.column == Column::VibrationHours && !is_above(exposure, value);
        let judged = self
            .measured()
            .filter(|(exposure, value, _)| !untriggered(exposure, *value))
            .filter_map(|(exposure, value, _)| class_of(exposure, value));
        judged.fold(None, |worst, class| Class::worst(worst, Some(class)))
    }

    /// The exposures with a limit that are not above it, and that not every task gives.
    pub fn open(&self) -> impl Iterator<Item = (&'static Exposure, u32)> + use<> {
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
