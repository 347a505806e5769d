//! What the equation gives for a lift: every intermediate value, unrounded.

use super::super::duration::Category;
use super::super::equation::{Multipliers, distance_multiplier};
use super::super::input::{Control, Lift};
use super::super::tables::{INDEX, LOAD_CONSTANT};
use crate::domain::decimal::settled;
use crate::domain::quantity::Kilograms;
use crate::domain::threshold::classify;
use crate::domain::{Class, Factor, FactorSet};

/// A multiplier below this costs enough to name it as a factor. Ours: five per cent.
const COSTLY: f64 = 0.95;

/// An end of the lift.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Where it begins.
    Origin,
    /// Where it ends.
    Destination,
}

/// One of the multipliers, in the order of the equation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Symbol {
    /// HM
    Horizontal,
    /// VM
    Vertical,
    /// DM
    Distance,
    /// AM
    Asymmetric,
    /// FM
    Frequency,
    /// CM
    Coupling,
}

impl Symbol {
    /// All, in the order of the equation.
    pub const ALL: [Self; 6] =
        [Self::Horizontal, Self::Vertical, Self::Distance, Self::Asymmetric, Self::Frequency, Self::Coupling];

    /// The key of a result: `hm`.
    pub const fn key(self) -> &'static str {
        ["hm", "vm", "dm", "am", "fm", "cm"][self as usize]
    }

    /// The factor that it stands for.
    pub const fn factor(self) -> Factor {
        match self {
            Self::Horizontal => Factor::Reach,
            Self::Vertical => Factor::Height,
            Self::Distance => Factor::Travel,
            Self::Asymmetric => Factor::Asymmetry,
            Self::Frequency => Factor::Frequency,
            Self::Coupling => Factor::Grip,
        }
    }
}

/// What the equation gives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outcome {
    /// The multipliers at the origin.
    pub origin: Multipliers,
    /// The multipliers at the destination, if it counts.
    pub destination: Option<Multipliers>,
    /// The end with the lower limit; the origin where both are equal.
    pub deciding: End,
    /// The average load.
    pub average: Kilograms,
    /// The heaviest load.
    pub maximum: Kilograms,
    /// The duration category, which names the cost of FM.
    pub category: Category,
    /// LI: average load / RWL.
    index: f64,
}

impl Outcome {
    /// Calculates. Cannot fail: what could, failed in reading.
    #[inline]
    pub fn of(lift: &Lift) -> Self {
        let distance = distance_multiplier(lift.distance);
        let at = |point| Multipliers::at(point, lift.coupling, distance, lift.frequency_multiplier);
        let origin = at(&lift.origin);
        let destination = match &lift.control {
            Control::OriginOnly => None,
            Control::BothEnds(point) => Some(at(point)),
        };
        let lower_at_destination =
            destination.is_some_and(|d| d.recommended_weight_limit() < origin.recommended_weight_limit());
        let mut outcome = Self {
            origin,
            destination,
            deciding: if lower_at_destination { End::Destination } else { End::Origin },
            average: lift.average,
            maximum: lift.maximum,
            category: lift.duration.category,
            index: 0.0,
        };
        outcome.index = settled(outcome.average.value() / outcome.rwl());
        outcome
    }

    /// The multipliers at the end that decides.
    pub fn decisive(&self) -> &Multipliers {
        match (self.deciding, &self.destination) {
            (End::Destination, Some(destination)) => destination,
            _ => &self.origin,
        }
    }

    /// RWL: the lower of the two, kg.
    pub fn rwl(&self) -> f64 {
        self.decisive().recommended_weight_limit().value()
    }

    /// LI = average load / RWL.
    pub const fn li(&self) -> f64 {
        self.index
    }

    /// LI at one end, from its multipliers.
    pub fn li_at(&self, multipliers: &Multipliers) -> f64 {
        settled(self.average.value() / multipliers.recommended_weight_limit().value())
    }

    /// FIRWL: the lower limit without FM, kg. FM is the same at both ends.
    pub fn firwl(&self) -> f64 {
        self.decisive().frequency_independent_limit().value()
    }

    /// FILI = heaviest load / FIRWL.
    pub fn fili(&self) -> f64 {
        settled(self.maximum.value() / self.firwl())
    }

    /// The class of the unrounded LI.
    pub fn class(&self) -> Class {
        classify(&INDEX, self.li())
    }

    /// The multiplier that costs most at the deciding end; `None` if none costs anything.
    #[inline]
    pub fn limiting(&self) -> Option<Symbol> {
        let values = self.decisive().in_order();
        let lower =
            |lowest: Symbol, symbol: Symbol| if values[symbol as usize] < values[lowest as usize] { symbol } else { lowest };
        let lowest = Symbol::ALL.into_iter().fold(Symbol::Horizontal, lower);
        (values[lowest as usize] < 1.0).then_some(lowest)
    }

    /// What the load itself costs, as a multiplier: LC / load, at most 1.
    fn mass_cost(&self) -> f64 {
        (LOAD_CONSTANT / self.average.value()).min(1.0)
    }

    /// What can cost, in the order of the equation: how much, as a multiplier, and whether that is enough
    /// to name it. Above an index of 1 a lighter load always helps, and where lifting goes on for hours,
    /// less of it.
    fn candidates(&self) -> [(f64, Factor, bool); 8] {
        let values = self.decisive().in_order();
        let exceeded = self.li() > 1.0;
        let often = values[Symbol::Frequency as usize];
        std::array::from_fn(|at| match at {
            0..6 => (values[at], Symbol::ALL[at].factor(), values[at] < COSTLY),
            6 => (self.mass_cost(), Factor::Mass, exceeded),
            _ => (often, Factor::Duration, exceeded && self.category != Category::Short && often < COSTLY),
        })
    }

    /// What costs most, if anything costs enough to name, and all that does: what [`Outcome::costs`] gives,
    /// without its order.
    #[inline]
    pub fn leading_and_factors(&self) -> (Option<Factor>, FactorSet) {
        let (mut least, mut leading, mut factors) = (f64::INFINITY, None, FactorSet::EMPTY);
        for (cost, factor, named) in self.candidates() {
            factors = factors.with_if(named, factor);
            if named && cost < least {
                (least, leading) = (cost, Some(factor));
            }
        }
        (leading, factors)
    }

    /// What costs enough to name, dearest first; of two that cost the same the first in the equation.
    pub fn costs(&self) -> impl Iterator<Item = Factor> {
        let mut costs = self.candidates();
        costs.sort_by(|one, other| one.0.total_cmp(&other.0));
        costs.into_iter().filter(|(.., named)| *named).map(|(_, factor, _)| factor)
    }
}
