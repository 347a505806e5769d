//! Vehicles into the exposure of a day: per axis first, the highest axis last.

use super::input::{Dose, Magnitude, Ride};
use super::tables::{ACTION, ACTION_POINTS, REFERENCE_HOURS};
use crate::domain::decimal::settled;

/// An axis of the seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// Fore and aft.
    X,
    /// Sideways.
    Y,
    /// Vertical.
    Z,
}

impl Axis {
    /// The axes, in order.
    pub const ALL: [Self; 3] = [Self::X, Self::Y, Self::Z];

    /// The word in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::X => "x",
            Self::Y => "y",
            Self::Z => "z",
        }
    }
}

/// A daily exposure A(8), m/s².
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Exposure {
    /// No vehicle has a value.
    NotMeasured,
    /// Per axis x, y, z.
    Axes([f64; 3]),
    /// At most this: of a vehicle only the highest value is known, not its axis.
    AtMost(f64),
}

impl Exposure {
    /// The A(8) that decides.
    pub fn highest(self) -> Option<f64> {
        match self {
            Self::NotMeasured => None,
            Self::Axes(axes) => Some(axes.into_iter().fold(0.0, f64::max)),
            Self::AtMost(value) => Some(value),
        }
    }

    /// The axis that decides, the first of several, and whether it is the only one.
    pub fn axis(self) -> Option<(Axis, bool)> {
        let (Self::Axes(axes), Some(highest)) = (self, self.highest()) else { return None };
        let mut deciding = Axis::ALL.into_iter().filter(|&axis| axes[axis as usize].total_cmp(&highest).is_eq());
        deciding.next().map(|axis| (axis, deciding.next().is_none()))
    }

    /// The word for the axis that decides: its name, or `tie`.
    pub fn axis_key(self) -> Option<&'static str> {
        self.axis().map(|(axis, alone)| if alone { axis.key() } else { "tie" })
    }
}

/// The vibration of a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Day {
    /// Hours on vibrating vehicles, also where they have no values.
    pub hours: f64,
    /// The daily exposure.
    pub a8: Exposure,
    /// Vibration dose value per axis over the day's exposure, where at least one vehicle has it.
    pub vdv: [Option<f64>; 3],
    /// Whether each vehicle with hours has a dose on each axis; else the doses are lower bounds.
    pub vdv_complete: bool,
    /// Vehicles with hours and without a value.
    pub unvalued: u32,
}

impl Day {
    /// Adds the vehicles, on each axis: A(8) = √(Σ (k a)² T / T0) and VDV = (Σ (k VDV)⁴ T / Tm)^¼.
    pub fn of<'a>(rides: impl Iterator<Item = &'a Ride>) -> Self {
        let (mut hours, mut energy, mut fourths) = (0.0, [0.0; 3], [None; 3]);
        let (mut valued, mut unvalued, mut axis_unknown, mut vdv_complete) = (false, 0, false, true);
        for ride in rides.filter(|ride| ride.vibrates()) {
            let time = ride.hours.value();
            hours += time;
            valued |= ride.is_valued();
            match ride.magnitude {
                Magnitude::NotMeasured => unvalued += 1,
                Magnitude::Axes(axes) => {
                    for (sum, value) in energy.iter_mut().zip(axes) {
                        *sum += value.value().powi(2) * time;
                    }
                }
                Magnitude::Highest(value) => {
                    axis_unknown = true;
                    for sum in &mut energy {
                        *sum += value.value().powi(2) * time;
                    }
                }
            }
            for (sum, dose) in fourths.iter_mut().zip(ride.doses) {
                match dose {
                    Dose::Value(dose) => *sum = Some(sum.unwrap_or(0.0) + dose.value().powi(4)),
                    Dose::NotMeasured => vdv_complete = false,
                }
            }
        }
        let axes = energy.map(|sum| settled((sum / REFERENCE_HOURS).sqrt()));
        let a8 = match (valued, axis_unknown) {
            (false, _) => Exposure::NotMeasured,
            (true, false) => Exposure::Axes(axes),
            (true, true) => Exposure::AtMost(axes.into_iter().fold(0.0, f64::max)),
        };
        let vdv = fourths.map(|sum: Option<f64>| sum.map(|sum| settled(sum.powf(0.25))));
        Self { hours: settled(hours), a8, vdv, vdv_complete, unvalued }
    }

    /// The highest dose.
    pub fn highest_vdv(&self) -> Option<f64> {
        self.vdv.into_iter().flatten().reduce(f64::max)
    }

    /// Hours a day of this mix of vehicles after which A(8) reaches `limit`. `None` without
    /// vibration, and where vehicles without a value make the mix unknown.
    pub fn hours_to(&self, limit: f64) -> Option<f64> {
        let a8 = self.a8.highest().filter(|_| self.unvalued == 0)?;
        // Without vibration it is never reached.
        Some(self.hours * (limit / a8).powi(2)).filter(|hours| hours.is_finite())
    }
}

/// Exposure points of an A(8): 100 at the action value, additive over vehicles on one axis.
pub fn points(a8: f64) -> f64 {
    ACTION_POINTS * (a8 / ACTION.value).powi(2)
}

/// What one vehicle alone adds, m/s²: a √(T / T0).
pub fn partial(acceleration: f64, hours: f64) -> f64 {
    acceleration * (hours / REFERENCE_HOURS).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Directive 2002/44/EC, annex, part B: A(8) is the value over eight hours; a quarter of the
    /// time halves it, twice the time is a factor of √2.
    #[test]
    fn the_part_of_one_vehicle() {
        approx::assert_relative_eq!(partial(0.5, 8.0), 0.5);
        approx::assert_relative_eq!(partial(0.5, 2.0), 0.25);
        approx::assert_relative_eq!(partial(0.5, 16.0), 0.5 * std::f64::consts::SQRT_2);
    }
}
