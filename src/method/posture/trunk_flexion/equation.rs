//! Shares of tasks into shares of the working day.

use super::input::{Share, TaskShares};
use crate::domain::decimal::settled;

/// The share of the working day at one angle and more. The hours without a measurement are
/// unknown, not zero: the share is the least that it can be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DayShare {
    /// The share of working time, %.
    pub value: f64,
    /// Its 95 % interval, %, if a part of it has one. The parts without one count as points.
    pub interval: Option<(f64, f64)>,
    /// Hours of the tasks with a share at this angle, h.
    pub hours: f64,
}

/// The trunk in a working day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Day {
    /// Share at 45° and more, if a task gives one. A task that gives only 60° adds that: bent 60°
    /// is also bent 45°.
    pub ge45: Option<DayShare>,
    /// Share at 60° and more, if a task gives one.
    pub ge60: Option<DayShare>,
    /// Hours of the tasks with a share at either angle, h.
    pub covered_hours: f64,
    /// The length of the day, h, more than 0; without the noise of binary arithmetic.
    pub workday_hours: f64,
}

impl Day {
    /// Adds the tasks of a day of `workday_hours`: Σ share·hours / workday, and MOVER for the
    /// interval of that weighted sum.
    pub fn of<'a>(tasks: impl Iterator<Item = &'a TaskShares>, workday_hours: f64) -> Self {
        let (mut sum45, mut sum60, mut covered) = (Sum::default(), Sum::default(), 0.0);
        for task in tasks {
            let hours = task.hours.value();
            if task.is_measured() {
                covered += hours;
            }
            sum60.add(task.ge60, hours);
            if task.ge45.is_measured() {
                sum45.add(task.ge45, hours);
            } else {
                sum45.add_bound(task.ge60, hours);
            }
        }
        Self {
            ge45: sum45.share(workday_hours),
            ge60: sum60.share(workday_hours),
            covered_hours: settled(covered),
            workday_hours: settled(workday_hours),
        }
    }

    /// Whether the tasks with a share fill the day.
    pub fn is_covered(&self) -> bool {
        self.covered_hours >= self.workday_hours
    }

    /// Whether the tasks with a share at this angle fill the day.
    pub fn covers(&self, share: &DayShare) -> bool {
        share.hours >= self.workday_hours
    }
}

/// A weighted sum of shares. With estimates p of parts with weights w and limits l and u, MOVER's
/// limits are Σwp − √Σ(w(p − l))² and Σwp + √Σ(w(u − p))²; of one part they are its own.
#[derive(Debug, Default)]
struct Sum {
    parts: u32,
    hours: f64,
    weighted: f64,
    down_squared: f64,
    up_squared: f64,
    has_interval: bool,
}

impl Sum {
    fn add(&mut self, share: Share, hours: f64) {
        if share.is_measured() {
            self.parts += 1;
            self.hours += hours;
            self.add_bound(share, hours);
        }
    }

    fn add_bound(&mut self, share: Share, hours: f64) {
        let Some(value) = share.value() else { return };
        self.weighted += value * hours;
        if let Some((low, high)) = share.interval() {
            self.has_interval = true;
            self.down_squared += ((value - low) * hours).powi(2);
            self.up_squared += ((high - value) * hours).powi(2);
        }
    }

    fn share(&self, workday_hours: f64) -> Option<DayShare> {
        let of_day = |weighted: f64| settled(weighted / workday_hours);
        (self.parts > 0).then(|| DayShare {
            value: of_day(self.weighted),
            interval: self
                .has_interval
                // The lower limit is never below 0 on paper; the subtraction can leave noise there.
                .then(|| {
                    (of_day(self.weighted - self.down_squared.sqrt()).max(0.0), of_day(self.weighted + self.up_squared.sqrt()))
                }),
            hours: settled(self.hours),
        })
    }
}
