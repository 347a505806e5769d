//! The standard normal distribution: exact by its series, and fast from a table of it.
//!
//! The table holds the distribution function at steps of 1/128 and is read with straight lines
//! between; what that errs, at most 2·10⁻⁶ of probability, is a hundredth of what the lattice does.
//! Quantiles are looked up in the same table, so that the two are each other's inverse.

use std::f64::consts::{PI, SQRT_2};
use std::sync::LazyLock;

/// Beyond so many standard deviations the distribution function is 0 or 1.
const REACH: f64 = 8.0;
/// Entries of the table for each standard deviation.
const STEPS: f64 = 128.0;
/// Entries of the table.
const ENTRIES: usize = 2 * 1024 + 1;
/// Slots of the guide that says where in the table a quantile is to be looked for.
const SLOTS: usize = 1024;

/// Steps of the table of quantiles, and where it is no longer fine enough.
const PARTS: usize = 4096;
const TAIL: f64 = 0.004;

/// Where the table of the distribution function begins for each of [`SLOTS`] equal probabilities.
struct Table {
    values: [f64; ENTRIES],
    guide: [u16; SLOTS + 1],
    /// Quantiles at steps of 1/[`PARTS`], for what lies between [`TAIL`] and its opposite.
    quantiles: Vec<f64>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut values = [0.0; ENTRIES];
    for (place, value) in values.iter_mut().enumerate() {
        *value = exact(place as f64 / STEPS - REACH);
    }
    values[0] = 0.0;
    values[ENTRIES - 1] = 1.0;
    let mut guide = [0; SLOTS + 1];
    let mut at: u16 = 0;
    for (slot, start) in guide.iter_mut().enumerate() {
        while usize::from(at) + 2 < ENTRIES && values[usize::from(at) + 1] < slot as f64 / SLOTS as f64 {
            at += 1;
        }
        *start = at;
    }
    let mut table = Table { values, guide, quantiles: Vec::new() };
    table.quantiles = (0..=PARTS).map(|part| table.quantile(part as f64 / PARTS as f64)).collect();
    table
});

/// The table, held on to by whoever reads it in a loop.
#[derive(Clone, Copy)]
pub struct Normal {
    table: &'static Table,
}

impl std::fmt::Debug for Normal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Normal")
    }
}

impl Default for Normal {
    fn default() -> Self {
        Self { table: &TABLE }
    }
}

impl Normal {
    /// The probability of a value of at most `z`.
    #[inline]
    pub fn below(self, z: f64) -> f64 {
        let place = ((z + REACH) * STEPS).clamp(0.0, (ENTRIES - 1) as f64 - 1e-9);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the places of the table")]
        let whole = place as usize;
        let (low, high) = (self.table.values[whole], self.table.values[whole + 1]);
        low + (high - low) * (place - whole as f64)
    }

    /// The value below which the probability is `share`, from 0 to 1; at the ends ±8.
    #[inline]
    pub fn quantile(self, share: f64) -> f64 {
        self.table.quantile(share)
    }

    /// The same to 10⁻⁴, without a search but in the tails: for numbers that are drawn.
    #[inline]
    pub fn drawn(self, share: f64) -> f64 {
        if !(TAIL..1.0 - TAIL).contains(&share) {
            return self.quantile(share);
        }
        let place = share * PARTS as f64;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between the tails")]
        let whole = place as usize;
        let (low, high) = (self.table.quantiles[whole], self.table.quantiles[whole + 1]);
        low + (high - low) * (place - whole as f64)
    }
}

impl Table {
    fn quantile(&self, share: f64) -> f64 {
        let share = share.clamp(0.0, 1.0);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the places of the guide")]
        let slot = (share * SLOTS as f64) as usize;
        let mut at = usize::from(self.guide[slot]);
        while at + 2 < ENTRIES && self.values[at + 1] < share {
            at += 1;
        }
        let (low, high) = (self.values[at], self.values[at + 1]);
        (at as f64 + (share - low) / (high - low)) / STEPS - REACH
    }
}

/// The distribution function to all its digits, by its series (Marsaglia 2004).
pub fn exact(z: f64) -> f64 {
    if z.abs() > REACH {
        return if z > 0.0 { 1.0 } else { 0.0 };
    }
    let (mut term, mut sum, mut odd) = (z, z, 1.0);
    while term.abs() > 1e-18 {
        odd += 2.0;
        term *= z * z / odd;
        sum += term;
    }
    0.5 + sum * (-z * z / 2.0).exp() / (PI.sqrt() * SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Abramowitz and Stegun, tables 26.1 and 26.5.
    const KNOWN: [(f64, f64); 8] = [
        (0.0, 0.5),
        (1.0, 0.841_344_746),
        (-1.0, 0.158_655_254),
        (1.96, 0.975_002_105),
        (-3.0, 0.001_349_898),
        (1.281_551_566, 0.9),
        (-1.644_853_627, 0.05),
        (2.326_347_874, 0.99),
    ];

    #[test]
    fn the_series_and_the_table_have_the_known_values() {
        for (z, expected) in KNOWN {
            assert!((exact(z) - expected).abs() < 1e-9, "{z}");
            assert!((Normal::default().below(z) - expected).abs() < 2e-6, "{z}");
            assert!((Normal::default().quantile(expected) - z).abs() < 1e-4, "{z}");
        }
    }

    #[test]
    fn quantile_and_probability_are_each_others_inverse() {
        let normal = Normal::default();
        for step in 1..2000 {
            let share = f64::from(step) / 2000.0;
            assert!((normal.below(normal.quantile(share)) - share).abs() < 1e-12, "{share}");
        }
        for step in 1..20_000 {
            let share = f64::from(step) / 20_000.0;
            assert!((normal.drawn(share) - normal.quantile(share)).abs() < 2e-4, "{share}");
        }
        assert!(normal.below(-9.0) <= 0.0 && normal.below(9.0) > 1.0 - 1e-9);
        assert!(normal.quantile(0.0) <= -7.9 && normal.quantile(1.0) >= 7.9);
    }
}
