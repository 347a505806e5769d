//! The variables of a lift that can be changed, how far, and what counts as a small change.

use crate::domain::choice::{Coupling, YesNo};
use crate::domain::{Cell, Cells, Column, Factor};
use crate::method::lifting::rnle::input::{Control, Reading, read};
use crate::method::lifting::rnle::tables::{F_LOWEST, H_REFERENCE, MODERATE_HOURS, SHORT_HOURS, V_REFERENCE};

/// What a workplace allows. The defaults are where the equation no longer gains, but for the
/// load: under 3 kg there is nothing left to gain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// The nearest that a load can come to the body, cm.
    pub reach_cm: f64,
    /// The lowest height of the hands, cm.
    pub lowest_cm: f64,
    /// The highest height of the hands, cm.
    pub highest_cm: f64,
    /// The lightest load, kg.
    pub load_kg: f64,
    /// The lowest frequency, per minute.
    pub lifts_per_min: f64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            reach_cm: H_REFERENCE,
            lowest_cm: 0.0,
            highest_cm: f64::MAX,
            load_kg: crate::guideline::trigger::LOAD_LIGHT.value,
            lifts_per_min: F_LOWEST,
        }
    }
}

/// One variable that can be changed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lever {
    /// Its column.
    pub column: Column,
    /// The factor that it works on.
    pub factor: Factor,
    way: Way,
    /// A change that is easy to make, in the column's unit (for words: one word). Ours.
    pub step: f64,
    /// What a value is rounded to, towards the safe side.
    grain: f64,
}

/// From the present to the best value.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Way {
    /// Any number between.
    Between(f64, f64),
    /// One of two limits below the present value (short and moderate duration).
    Down(f64, &'static [f64]),
    /// A better word.
    Word(u8),
}

impl Lever {
    /// The levers of a row that can still move.
    pub fn all(cells: &Cells, limits: &Limits) -> Vec<Self> {
        let mut levers = Vec::new();
        let mut between = |column: Column, factor, best: f64, step: f64, grain: f64| {
            if let Some(now) = cells.number(column)
                && (now - best).abs() > f64::EPSILON
            {
                levers.push(Self { column, factor, way: Way::Between(now, best), step, grain });
            }
        };
        let down = |column: Column, best: f64| cells.number(column).map_or(best, |now| now.min(best));
        let height = |column: Column| {
            let best = V_REFERENCE.clamp(limits.lowest_cm, limits.highest_cm.max(limits.lowest_cm));
            let now = cells.number(column).unwrap_or(best);
            // Never further from knuckle height than it is now.
            if (best - V_REFERENCE).abs() > (now - V_REFERENCE).abs() { now } else { best }
        };
        between(Column::LoadKg, Factor::Mass, down(Column::LoadKg, limits.load_kg), 2.0, 0.1);
        between(Column::HOriginCm, Factor::Reach, down(Column::HOriginCm, limits.reach_cm), 5.0, 1.0);
        between(Column::VOriginCm, Factor::Height, height(Column::VOriginCm), 10.0, 1.0);
        between(Column::AOriginDeg, Factor::Asymmetry, 0.0, 15.0, 1.0);
        between(Column::LiftsPerMin, Factor::Frequency, down(Column::LiftsPerMin, limits.lifts_per_min), 1.0, 0.1);
        let controlled = cells.choice(Column::ControlAtDestination) == Some(YesNo::Yes as u8)
            || matches!(read(cells), Reading::Lift(lift) if matches!(lift.control, Control::BothEnds(_)));
        // Without control the destination counts only through the distance travelled.
        let destination = match cells.number(Column::VOriginCm) {
            Some(origin) if !controlled => origin.clamp(limits.lowest_cm, limits.highest_cm.max(limits.lowest_cm)),
            _ => height(Column::VDestinationCm),
        };
        between(Column::VDestinationCm, Factor::Height, destination, 10.0, 1.0);
        if controlled {
            between(Column::HDestinationCm, Factor::Reach, down(Column::HDestinationCm, limits.reach_cm), 5.0, 1.0);
            between(Column::ADestinationDeg, Factor::Asymmetry, 0.0, 15.0, 1.0);
            levers.push(Self {
                column: Column::ControlAtDestination,
                factor: Factor::Reach,
                way: Way::Word(YesNo::Yes as u8),
                step: 0.5,
                grain: 0.0,
            });
        }
        if let Some(hours) = cells.number(Column::LiftingHours)
            && hours > SHORT_HOURS
        {
            let way = Way::Down(hours, &[MODERATE_HOURS, SHORT_HOURS]);
            levers.push(Self { column: Column::LiftingHours, factor: Factor::Duration, way, step: 1.0, grain: 0.0 });
        }
        if let Some(word) = cells.choice(Column::Coupling)
            && word > Coupling::Good as u8
        {
            levers.push(Self { column: Column::Coupling, factor: Factor::Grip, way: Way::Word(word), step: 1.0, grain: 0.0 });
        }
        levers
    }

    /// The factor that a number of a lift works on; `None` for a column that is no lever.
    pub const fn factor_of(column: Column) -> Option<Factor> {
        match column {
            Column::LoadKg => Some(Factor::Mass),
            Column::HOriginCm | Column::HDestinationCm => Some(Factor::Reach),
            Column::VOriginCm | Column::VDestinationCm => Some(Factor::Height),
            Column::AOriginDeg | Column::ADestinationDeg => Some(Factor::Asymmetry),
            Column::LiftsPerMin => Some(Factor::Frequency),
            Column::LiftingHours => Some(Factor::Duration),
            _ => None,
        }
    }

    /// The cell at a share of the way, from 0 (now) to 1 (best).
    pub(super) fn at(&self, share: f64) -> Cell {
        match self.way {
            Way::Between(now, best) => Cell::Number(now + (best - now) * share),
            Way::Down(now, places) => {
                let reached = places.iter().filter(|place| **place < now).nth(self.place(share));
                Cell::Number(reached.copied().unwrap_or(now))
            }
            Way::Word(now) => Cell::Choice(now - words(now, share)),
        }
    }

    fn place(&self, share: f64) -> usize {
        self.places().and_then(|places| places.iter().position(|place| *place >= share)).unwrap_or(0)
    }

    /// The shares of a lever that jumps, smallest first; `None` for one that glides.
    pub(super) fn places(&self) -> Option<Vec<f64>> {
        let count = match self.way {
            Way::Between(..) => return None,
            Way::Down(now, places) => places.iter().filter(|place| **place < now).count(),
            Way::Word(now) => usize::from(now),
        };
        Some((1..=count).map(|place| place as f64 / count as f64).collect())
    }

    /// The share whose value is the next one a person would set on the safe side.
    pub(super) fn practical(&self, share: f64) -> f64 {
        let Way::Between(now, best) = self.way else { return share };
        let value = now + (best - now) * share;
        let rounded = if best < now { (value / self.grain).floor() } else { (value / self.grain).ceil() } * self.grain;
        ((rounded - now) / (best - now)).clamp(share, 1.0)
    }

    /// Whether the index only falls on the way. That of a height may rise before it falls.
    pub(super) fn only_falls(&self) -> bool {
        self.factor != Factor::Height
    }

    /// The largest share whose effort is at most this.
    pub(super) fn up_to(&self, effort: f64) -> f64 {
        match self.way {
            Way::Between(now, best) => (effort * self.step / (best - now).abs()).min(1.0),
            Way::Down(..) | Way::Word(_) => 1.0,
        }
    }

    /// How large the change is, in practical steps.
    pub(super) fn effort(&self, share: f64) -> f64 {
        match self.way {
            Way::Between(now, best) => ((best - now) * share).abs() / self.step,
            Way::Down(..) => (self.place(share) + 1) as f64 * 2.0 / self.step,
            Way::Word(now) => f64::from(words(now, share)) / self.step,
        }
    }
}

/// How many words better a share of the way is.
fn words(now: u8, share: f64) -> u8 {
    (1..=now).take_while(|words| f64::from(*words) <= share * f64::from(now) + 0.5).last().unwrap_or(0)
}
