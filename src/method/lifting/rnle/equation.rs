//! The multipliers and the recommended weight limit (94-110, pp. 7–18), at full precision.
//!
//! The manual rounds only in its examples; here nothing is rounded.

use super::duration::Category;
use super::tables::{
    A_SLOPE, COUPLING, D_BASE, D_REFERENCE, D_SPAN, F_LOWEST, FREQUENCY, H_REFERENCE, LOAD_CONSTANT, V_COLUMN, V_REFERENCE,
    V_SLOPE,
};
use crate::domain::choice::Coupling;
use crate::domain::quantity::{AsymmetryAngle, Centimetres, Kilograms, PerMinute};

/// Where the hands are at one end of the lift.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// H: from the midpoint between the ankles to the hands.
    pub horizontal: Centimetres,
    /// V: from the floor to the hands.
    pub vertical: Centimetres,
    /// A: between the asymmetry line and the mid-sagittal line.
    pub asymmetry: AsymmetryAngle,
}

/// HM = 25 / H; 1 up to 25 cm.
pub fn horizontal_multiplier(h: Centimetres) -> f64 {
    H_REFERENCE / h.value().max(H_REFERENCE)
}

/// VM = 1 − 0.003 |V − 75|.
pub fn vertical_multiplier(v: Centimetres) -> f64 {
    1.0 - V_SLOPE * (v.value() - V_REFERENCE).abs()
}

/// DM = 0.82 + 4.5 / D; 1 up to 25 cm.
pub fn distance_multiplier(d: Centimetres) -> f64 {
    if d.value() <= D_REFERENCE { 1.0 } else { D_BASE + D_SPAN / d.value() }
}

/// AM = 1 − 0.0032 A.
pub fn asymmetric_multiplier(a: AsymmetryAngle) -> f64 {
    1.0 - A_SLOPE * a.value()
}

/// CM, table 7, with V at the point that is evaluated.
pub fn coupling_multiplier(coupling: Coupling, v: Centimetres) -> f64 {
    COUPLING[coupling as usize][usize::from(v.value() >= V_COLUMN)]
}

/// FM, table 5, with V at the origin of the lift, interpolated linearly between rows (p. 7).
///
/// `None` beyond the last row that gives a weight: the manual is silent between that row and the
/// next, and the cautious reading is that it ends there.
#[inline]
pub fn frequency_multiplier(f: PerMinute, category: Category, v_origin: Centimetres) -> Option<f64> {
    let column = 2 * category as usize + usize::from(v_origin.value() >= V_COLUMN);
    let f = f.value().max(F_LOWEST);
    // The last row is beyond every frequency. Counted, not searched: where it ends is not foreseeable.
    let upper = FREQUENCY.iter().filter(|(row, _)| f > *row).count();
    let (high_f, high) = FREQUENCY[upper];
    let high = high[column];
    if high == 0.0 {
        return None;
    }
    if upper == 0 {
        return Some(high);
    }
    let (low_f, low) = FREQUENCY[upper - 1];
    let low = low[column];
    Some(low + (high - low) * (f - low_f) / (high_f - low_f))
}

/// The multipliers at one end of a lift.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Multipliers {
    /// HM, horizontal.
    pub horizontal: f64,
    /// VM, vertical.
    pub vertical: f64,
    /// DM, distance.
    pub distance: f64,
    /// AM, asymmetric.
    pub asymmetric: f64,
    /// FM, frequency.
    pub frequency: f64,
    /// CM, coupling.
    pub coupling: f64,
}

impl Multipliers {
    /// The multipliers at `point`; `distance` and `frequency` belong to the whole lift.
    #[inline]
    pub fn at(point: &Point, coupling: Coupling, distance: f64, frequency: f64) -> Self {
        Self {
            horizontal: horizontal_multiplier(point.horizontal),
            vertical: vertical_multiplier(point.vertical),
            distance,
            asymmetric: asymmetric_multiplier(point.asymmetry),
            frequency,
            coupling: coupling_multiplier(coupling, point.vertical),
        }
    }

    /// The product without FM.
    pub fn without_frequency(&self) -> f64 {
        self.horizontal * self.vertical * self.distance * self.asymmetric * self.coupling
    }

    /// RWL = LC × HM × VM × DM × AM × FM × CM.
    pub fn recommended_weight_limit(&self) -> Kilograms {
        Kilograms::new(LOAD_CONSTANT * self.without_frequency() * self.frequency)
    }

    /// FIRWL: the limit without the frequency multiplier.
    pub fn frequency_independent_limit(&self) -> Kilograms {
        Kilograms::new(LOAD_CONSTANT * self.without_frequency())
    }

    /// The multipliers in the order of the equation.
    pub const fn in_order(&self) -> [f64; 6] {
        [self.horizontal, self.vertical, self.distance, self.asymmetric, self.frequency, self.coupling]
    }
}
