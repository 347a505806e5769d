//! 95 % intervals of a share that was counted, hits among observations that are independent.

use super::binomial;
use super::tables::Z_95;

/// An interval of a share, as fractions of one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// Wilson's score interval of `hits` among `observations`, of which there is at least one. Averages
/// of repeated measurements need not be whole.
pub fn wilson(hits: f64, observations: f64) -> Interval {
    let z2 = Z_95 * Z_95;
    let centre = (hits + z2 / 2.0) / (observations + z2);
    let half = Z_95 / (observations + z2) * (hits * (observations - hits) / observations + z2 / 4.0).sqrt();
    // The ends at no hits and at hits only are exactly 0 and 1; subtraction leaves noise there.
    Interval {
        low: if hits <= 0.0 { 0.0 } else { centre - half },
        high: if hits >= observations { 1.0 } else { centre + half },
    }
}

/// The exact interval of Clopper and Pearson: the shares at which `hits` or more, and `hits` or
/// fewer, each still have a chance of 2.5 %. Wider than Wilson's; not used for a verdict.
pub fn clopper_pearson(hits: u32, observations: u32) -> Interval {
    const TAIL: f64 = 0.025;
    Interval {
        low: if hits == 0 { 0.0 } else { crossing(|share| binomial::at_most(hits - 1, observations, share) > 1.0 - TAIL) },
        high: if hits == observations { 1.0 } else { crossing(|share| binomial::at_most(hits, observations, share) > TAIL) },
    }
}

/// The share up to which `holds` holds, by bisection: 60 halvings reach the last digit.
fn crossing(holds: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if holds(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}
