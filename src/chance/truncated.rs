//! A normal distribution that ends where values are physically impossible.

use super::HALF_WIDTH_SDS;
use super::normal::{Normal, exact};

/// A measured number with its error: normal around what was measured, cut off at what is possible.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Truncated {
    mean: f64,
    deviation: f64,
    /// The probability below the lower end, before it was cut off.
    below: f64,
    /// What lies between the ends, before they were cut off.
    between: f64,
    low: f64,
    high: f64,
}

impl Truncated {
    /// A number measured as `value` with a 95 % range of `value` ± `half_width`, possible from
    /// `low` to `high`.
    pub fn new(value: f64, half_width: f64, low: f64, high: f64) -> Self {
        let deviation = half_width / HALF_WIDTH_SDS;
        if deviation <= 0.0 {
            return Self { mean: value, deviation: 0.0, below: 0.0, between: 1.0, low, high };
        }
        let below = exact((low - value) / deviation);
        Self { mean: value, deviation, below, between: exact((high - value) / deviation) - below, low, high }
    }

    /// What was measured.
    pub const fn value(&self) -> f64 {
        self.mean
    }

    /// The standard deviation before it was cut off.
    pub const fn deviation(&self) -> f64 {
        self.deviation
    }

    /// What lies below the lower end before it is cut off, and what between the ends.
    pub const fn cut(&self) -> (f64, f64) {
        (self.below, self.between)
    }

    /// Whether it is one number.
    pub fn is_certain(&self) -> bool {
        self.deviation <= 0.0
    }

    /// Whether cutting it off takes anything away.
    pub fn is_cut(&self) -> bool {
        self.below > 1e-12 || self.between + self.below < 1.0 - 1e-12
    }

    /// Whether it is the upper half of a normal distribution: measured as the lowest that is possible.
    pub fn is_half(&self) -> bool {
        self.deviation > 0.0 && self.mean <= self.low && self.below + self.between > 1.0 - 1e-12
    }

    /// The probability of a value of at most `x`.
    #[inline]
    pub fn below(&self, x: f64, normal: Normal) -> f64 {
        if self.deviation <= 0.0 {
            return f64::from(u8::from(self.mean <= x));
        }
        ((normal.below((x - self.mean) / self.deviation) - self.below) / self.between).clamp(0.0, 1.0)
    }

    /// The value below which the probability is `share`; `z` is the normal quantile of `share`.
    #[inline]
    pub fn at(&self, share: f64, z: f64, cut: bool, normal: Normal) -> f64 {
        if cut {
            let x = self.mean + self.deviation * normal.drawn(self.below + share * self.between);
            x.clamp(self.low, self.high)
        } else {
            self.mean + self.deviation * z
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_normal_distribution() {
        // Cut off at its mean, the median of |z| is the upper quartile of z: 0.674 490.
        let half = Truncated::new(0.0, 1.96, 0.0, f64::MAX);
        let normal = Normal::default();
        assert!((half.at(0.5, 0.0, true, normal) - 0.674_490).abs() < 1e-4);
        assert!((half.below(1.0, normal) - 0.682_689).abs() < 1e-5);
        assert!(half.below(-0.1, normal) <= 0.0);
        assert!(half.is_cut() && !half.is_certain());
    }

    #[test]
    fn without_an_error_it_is_a_number() {
        let certain = Truncated::new(30.0, 0.0, 0.0, f64::MAX);
        assert!(certain.is_certain());
        assert!(certain.below(30.0, Normal::default()) >= 1.0 && certain.below(29.999, Normal::default()) <= 0.0);
    }
}
