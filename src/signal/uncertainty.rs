//! How sure a daily vibration exposure is: standard uncertainties combined as the *Guide to the
//! expression of uncertainty in measurement* has it, and the probability of being above a limit.
//!
//! A(8)² = Σ aᵢ² Tᵢ / T₀, so that, inputs being independent,
//! u² = Σ [(aᵢ Tᵢ / (T₀ A))² u(aᵢ)² + (aᵢ² / (2 T₀ A))² u(Tᵢ)²].

use std::f64::consts::{PI, SQRT_2};

/// The part of a day with one source of vibration, on the axis that decides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// Weighted r.m.s., k included, m/s².
    pub acceleration: f64,
    /// Time, h.
    pub hours: f64,
    /// Standard uncertainties of the acceleration, relative, one for each component: instrument,
    /// sampling, …
    pub relative: [f64; 2],
    /// Standard uncertainty of the time, h.
    pub hours_uncertainty: f64,
}

/// A daily exposure and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Uncertain {
    /// A(8), m/s².
    pub value: f64,
    /// Combined standard uncertainty, m/s².
    pub standard: f64,
    /// What the accelerations' first component (the instrument) contributes, m/s². One instrument
    /// measured all parts, so that here its deviations add rather than cancel.
    pub instrument: f64,
    /// What the second (the spread between recordings) contributes, m/s².
    pub sampling: f64,
    /// What the durations contribute, m/s².
    pub duration: f64,
}

/// The exposure of `parts` over a day, related to `reference_hours`; `None` without exposure.
pub fn combine(parts: &[Part], reference_hours: f64) -> Option<Uncertain> {
    let square: f64 = parts.iter().map(|part| part.acceleration.powi(2) * part.hours / reference_hours).sum();
    let value = square.sqrt();
    if value <= 0.0 {
        return None;
    }
    // The weight of a part's acceleration times the acceleration itself.
    let share = |part: &Part| part.acceleration.powi(2) * part.hours / (reference_hours * value);
    let instrument: f64 = parts.iter().map(|part| share(part) * part.relative[0]).sum();
    let sampling = parts.iter().map(|part| (share(part) * part.relative[1]).powi(2)).sum::<f64>().sqrt();
    let duration = parts
        .iter()
        .map(|part| (part.acceleration.powi(2) / (2.0 * reference_hours * value) * part.hours_uncertainty).powi(2))
        .sum::<f64>()
        .sqrt();
    let standard = (instrument.powi(2) + sampling.powi(2) + duration.powi(2)).sqrt();
    Some(Uncertain { value, standard, instrument, sampling, duration })
}

impl Uncertain {
    /// The probability that the true value lies above `limit`, errors taken as normally distributed.
    pub fn probability_above(&self, limit: f64) -> f64 {
        if self.standard > 0.0 {
            1.0 - normal((limit - self.value) / self.standard)
        } else {
            f64::from(u8::from(self.value > limit))
        }
    }
}

/// The mean of repeated values and the relative standard uncertainty of that mean, s/(√n · mean);
/// `None` with fewer than two values or a mean that is not positive.
pub fn of_repeats(values: &[f64]) -> Option<(f64, f64)> {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    if values.len() < 2 || mean <= 0.0 {
        return None;
    }
    let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (count - 1.0);
    Some((mean, (variance / count).sqrt() / mean))
}

/// The standard normal distribution function, by its series (Marsaglia 2004).
fn normal(x: f64) -> f64 {
    if x.abs() > 8.0 {
        return if x > 0.0 { 1.0 } else { 0.0 };
    }
    let (mut term, mut sum, mut odd) = (x, x, 1.0);
    while term.abs() > 1e-18 {
        odd += 2.0;
        term *= x * x / odd;
        sum += term;
    }
    0.5 + sum * (-x * x / 2.0).exp() / (PI.sqrt() * SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_normal_distribution_has_its_known_values() {
        // Abramowitz and Stegun, table 26.1.
        for (x, expected) in
            [(0.0, 0.5), (1.0, 0.841_344_746), (-1.0, 0.158_655_254), (1.96, 0.975_002_105), (-3.0, 0.001_349_898)]
        {
            assert!((normal(x) - expected).abs() < 1e-9, "{x}");
        }
    }

    #[test]
    fn one_task_has_the_uncertainty_of_the_short_formula() {
        // u/A = √((u(a)/a)² + (u(T)/2T)²).
        let part = Part { acceleration: 0.6, hours: 5.0, relative: [0.0, 0.2], hours_uncertainty: 0.5 };
        let a8 = combine(&[part], 8.0).expect("an exposure");
        assert!((a8.value - 0.6 * (5.0_f64 / 8.0).sqrt()).abs() < 1e-12);
        assert!((a8.standard / a8.value - (0.2_f64.powi(2) + 0.05_f64.powi(2)).sqrt()).abs() < 1e-12);
        assert!((a8.probability_above(a8.value) - 0.5).abs() < 1e-12);
    }

    #[test]
    fn independent_spreads_cancel_in_part_and_one_instrument_does_not() {
        let part = |relative| Part { acceleration: 0.5, hours: 4.0, relative, hours_uncertainty: 0.0 };
        let spread = combine(&[part([0.0, 0.1]); 2], 8.0).expect("an exposure");
        let instrument = combine(&[part([0.1, 0.0]); 2], 8.0).expect("an exposure");
        assert!((spread.standard - 0.05 / SQRT_2).abs() < 1e-12);
        assert!((instrument.standard - 0.05).abs() < 1e-12);
    }
}
