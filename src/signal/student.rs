//! Student's distribution: how much wider an interval must be when its spread is an estimate.

/// Steps from 0 to π/2.
const STEPS: u32 = 2000;
/// From so many degrees of freedom on, the first term of the expansion in their inverse holds four digits.
const MANY: f64 = 1000.0;
/// The 97.5th percentile of the normal distribution.
const NORMAL: f64 = 1.959_963_984_540_054;

/// The 97.5th percentile with `freedom` degrees of freedom, 1 or more and not necessarily whole:
/// between minus and plus this lie 95 %.
///
/// With t = √ν tan θ the density becomes cos^(ν−1) θ, which is summed up to 95 % of its whole.
pub fn two_sided_95(freedom: f64) -> f64 {
    if freedom > MANY {
        return NORMAL * (1.0 + (NORMAL * NORMAL + 1.0) / (4.0 * freedom));
    }
    let step = std::f64::consts::FRAC_PI_2 / f64::from(STEPS);
    // Each step by Simpson's rule.
    let density = |theta: f64| theta.cos().max(0.0).powf(freedom - 1.0);
    let part = |at: u32| {
        let from = f64::from(at) * step;
        (density(from) + 4.0 * density(from + 0.5 * step) + density(from + step)) / 6.0
    };
    let parts: Vec<f64> = (0..STEPS).map(part).collect();
    let wanted = 0.95 * parts.iter().sum::<f64>();
    let mut sum = 0.0;
    for (at, part) in parts.into_iter().enumerate() {
        if sum + part >= wanted {
            let theta = step * (at as f64 + (wanted - sum) / part);
            return freedom.sqrt() * theta.tan();
        }
        sum += part;
    }
    f64::INFINITY
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The printed table of any textbook, to its last digit.
    #[test]
    fn student_is_students() {
        for (freedom, printed) in [
            (1.0, 12.706),
            (2.0, 4.303),
            (3.0, 3.182),
            (4.0, 2.776),
            (5.0, 2.571),
            (9.0, 2.262),
            (30.0, 2.042),
            (120.0, 1.980),
            (1e6, 1.960),
        ] {
            assert!((two_sided_95(freedom) - printed).abs() < 6e-4, "{freedom}: {}", two_sided_95(freedom));
        }
        assert!((two_sided_95(999.9) - two_sided_95(1000.1)).abs() < 1e-4);
    }
}
