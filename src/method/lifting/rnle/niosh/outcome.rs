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
    pub fn limiting(&self) -> Option<Symbol> {
        let values = self.decisive().in_order();
        let lowest = Symbol::ALL.into_iter().min_by(|a, b| values[*a as usize].total_cmp(&values[*b as usize]))?;
        (values[lowest as usize] < 1.0).then_some(lowest)
    }

    /// What the load itself costs, as a multiplier: LC / load, at most 1.
    fn mass_cost(&self) -> f64 {
        (LOAD_CONSTANT / self.average.value()).min(1.0)
    }

    /// What costs most, if anything costs enough to name.
    pub fn leading(&self) -> Option<Factor> {
        self.costs().next()
    }

    /// All that costs enough to name.
    pub fn factors(&self) -> FactorSet {
        self.costs().fold(FactorSet::EMPTY, FactorSet::with)
    }

    /// What costs enough to name, dearest first. Above an index of 1 a lighter load always helps,
    /// and where lifting goes on for hours, less of it.
    pub fn costs(&self) -> impl Iterator<Item = Factor> {
        let values = self.decisive().in_order();
        let mass = self.mass_cost();
        let mut costs = [(2.0, Factor::Mass); 8];
        let mut count = 0;
        // Each behind those that cost as much or more.
        let mut push = |cost: f64, factor: Factor| {
            let mut at = count;
            while at > 0 && costs[at - 1].0 > cost {
                costs[at] = costs[at - 1];
                at -= 1;
            }
            costs[at] = (cost, factor);
            count += 1;
        };
        for symbol in Symbol::ALL {
            if values[symbol as usize] < COSTLY {
                push(values[symbol as usize], symbol.factor());
            }
        }
        let exceeded = self.li() > 1.0;
        if exceeded {
            push(mass, Factor::Mass);
        }
        if exceeded && self.category != Category::Short && values[Symbol::Frequency as usize] < COSTLY {
            push(values[Symbol::Frequency as usize], Factor::Duration);
        }
        costs.into_iter().take(count).map(|(_, factor)| factor)
    }
}
