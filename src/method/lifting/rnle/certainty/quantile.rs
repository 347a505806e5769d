//! Where a distribution function reaches a probability.

use crate::chance::normal::Normal;

/// A bracket this narrow, as a ratio, is a number.
const NARROW: f64 = 1e-5;
/// Steps after which the bracket is halved only; and after which it is what it is.
const STEPS: (usize, usize) = (6, 60);

/// Steps after which a value that still lies to one side is looked for in growing strides.
const LOST: usize = 3;

/// What is nearer than this on that scale, and so near as a ratio, is where the slope says, without
/// another look.
const CLOSE: f64 = 0.1;
const SMALL: f64 = 0.004;

/// Where a value is looked for: on a logarithmic scale, with the slope that is expected there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start {
    at: f64,
    slope: f64,
}

impl Start {
    /// Of a normal distribution of the logarithm around `middle`.
    pub(super) fn of(share: f64, middle: f64, spread: f64) -> Self {
        let step = spread.max(1e-9);
        Self { at: middle.ln() + Normal::default().quantile(share) * step, slope: 1.0 / step }
    }

    /// The value that was found.
    pub(super) fn value(self) -> f64 {
        self.at.exp()
    }
}

/// The value at which `below` reaches `share`. On the scale of a normal distribution of the
/// logarithm most indices lie on a straight line, so that the secant needs two or three steps; where
/// the function jumps, the bracket is halved instead.
pub(super) fn find(share: f64, start: Start, below: impl Fn(f64) -> f64) -> Start {
    let normal = Normal::default();
    let wanted = normal.quantile(share);
    let Start { mut at, mut slope } = start;
    let mut low: Option<(f64, f64)> = None;
    let mut high: Option<(f64, f64)> = None;
    let mut before: Option<(f64, f64)> = None;
    // How far one step may go; it grows while the value lies to one side only.
    let mut stride = 3.0 / slope;
    for step in 0..STEPS.1 {
        let reached = below(at.exp());
        let z = normal.quantile(reached);
        // The lowest value that reaches the share: a jump is an end of the range.
        if reached < share {
            low = Some((at, z));
        } else {
            high = Some((at, z));
        }
        if let (Some(low), Some(high)) = (low, high)
            && high.0 - low.0 < NARROW
        {
            return Start { at: high.0, slope };
        }
        if let Some((last, last_z)) = before
            && (at - last).abs() > 1e-12
            && ((z - last_z) / (at - last)) > 0.0
        {
            slope = (z - last_z) / (at - last);
        }
        before = Some((at, z));
        let guess = at + ((wanted - z) / slope).clamp(-stride, stride);
        if (z - wanted).abs() < CLOSE && (guess - at).abs() < SMALL {
            return Start { at: guess, slope };
        }
        at = match (low, high) {
            (Some(low), Some(high)) if step >= STEPS.0 || guess <= low.0 || guess >= high.0 => f64::midpoint(low.0, high.0),
            // One side only, and the guess does not move on.
            (Some(low), None) if step >= LOST || guess <= low.0 + 1e-9 => low.0 + stride,
            (None, Some(high)) if step >= LOST || guess >= high.0 - 1e-9 => high.0 - stride,
            _ => guess,
        };
        if low.is_none() || high.is_none() {
            stride *= 2.0;
        }
    }
    Start { at, slope }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::normal::exact;

    #[test]
    fn a_normal_distribution_of_the_logarithm() {
        let below = |x: f64| exact((x.ln() - 0.2) / 0.15);
        for (share, z) in [(0.025, -1.959_964), (0.975, 1.959_964)] {
            let expected = (0.2 + z * 0.15_f64).exp();
            let found = find(share, Start::of(share, 1.0, 0.3), below).value();
            assert!((found / expected - 1.0).abs() < 1e-3, "{found} {expected}");
        }
    }

    #[test]
    fn a_jump_is_found_too() {
        let below = |x: f64| if x < 1.5 { 0.0 } else { 1.0 };
        assert!((find(0.025, Start::of(0.025, 1.0, 0.1), below).value() - 1.5).abs() < 1e-4);
        assert!((find(0.975, Start::of(0.975, 4.0, 1e-6), below).value() - 1.5).abs() < 1e-4);
    }
}
