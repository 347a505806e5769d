//! 95 % intervals of a share that was counted, hits among observations that are independent.

use super::binomial;
use super::tables::Z_95;
use crate::chance::normal::exact;

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

/// The interval of `value` when errors that know nothing of each other each have one: their reaches
/// add as squares, on either side by itself (MOVER, as for a sum).
pub fn combine(value: f64, parts: &[(f64, f64)]) -> (f64, f64) {
    let reach = |of: fn(f64, (f64, f64)) -> f64| parts.iter().map(|part| of(value, *part).max(0.0).powi(2)).sum::<f64>().sqrt();
    let (down, up) = (reach(|value, (low, _)| value - low), reach(|value, (_, high)| high - value));
    ((value - down).max(0.0), (value + up).min(100.0))
}

/// The probability of a share above `limit`, taking it for normal on either side of `value` with the
/// ends of its 95 % interval as they are.
pub fn above(value: f64, (low, high): (f64, f64), limit: f64) -> f64 {
    let reach = if limit < value { value - low } else { high - value };
    if reach <= 0.0 {
        return if value > limit { 1.0 } else { 0.0 };
    }
    1.0 - exact((limit - value) / reach * Z_95)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reaches_add_as_squares_on_either_side() {
        // 3 and 4 down are 5; 6 and 8 up are 10. Nothing lies below 0.
        assert_eq!(combine(20.0, &[(17.0, 26.0), (16.0, 28.0)]), (15.0, 30.0));
        assert_eq!(combine(2.0, &[(0.0, 3.0), (0.0, 2.0)]), (0.0, 3.0));
        // A part that lies to one side adds nothing on the other.
        assert_eq!(combine(20.0, &[(17.0, 23.0), (20.0, 24.0)]), (17.0, 25.0));
    }

    /// At an end of the interval 2.5 % are left; without an interval it is yes or no.
    #[test]
    fn a_limit_at_an_end_of_the_interval() {
        assert!((above(8.0, (5.0, 12.0), 5.0) - 0.975).abs() < 1e-9);
        assert!((above(4.0, (3.0, 5.0), 5.0) - 0.025).abs() < 1e-9);
        assert!((above(5.0, (3.0, 9.0), 5.0) - 0.5).abs() < 1e-9);
        assert!((above(5.0, (5.0, 9.0), 5.0) - 0.5).abs() < 1e-9, "half lies above the value, whatever lies below it");
        assert!(above(5.1, (5.1, 5.1), 5.0) >= 1.0 && above(5.0, (5.0, 5.0), 5.0) <= 0.0);
    }
}
