//! How many independent observations a question takes.

use super::tables::{MOST_OBSERVATIONS, POWER, Z_95};
use super::{binomial, interval};

/// The observations for a 95 % interval of plus or minus `half_width` around `share`, both
/// fractions, by the normal approximation n = z² p (1 − p) / e².
pub fn for_half_width(share: f64, half_width: f64) -> f64 {
    (Z_95 * Z_95 * share * (1.0 - share) / (half_width * half_width)).ceil()
}

/// How many times the variance of moments that follow each other after `spacing_s` is that of
/// independent ones, where bends last `bend_s` on average and take up `share` of the time: the
/// (1 + λ) / (1 − λ) of a two-state chain, with λ the correlation between neighbours.
///
/// From second to second the chain stays bent with chance 1 − 1/bend, so that its correlation is
/// 1 − 1/(bend · (1 − share)), and over `spacing_s` that to the power of it.
pub fn design_effect(share: f64, bend_s: f64, spacing_s: f64) -> f64 {
    let a_second = (1.0 - 1.0 / (bend_s * (1.0 - share))).max(0.0);
    let lambda = a_second.powf(spacing_s);
    (1.0 + lambda) / (1.0 - lambda)
}

/// A sample size and the count that decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sample {
    /// The observations.
    pub observations: u32,
    /// For a share above the limit the fewest hits that show it, below it the most.
    pub critical_hits: u32,
}

/// The smallest sample in which Wilson's interval lies on `share`'s side of `limit` with a chance
/// of at least 80 %, if that is the true share. An exact binomial search that stops at the first
/// hit: the chance is saw-toothed, so that a slightly larger sample can do worse. `None` when more
/// than [`MOST_OBSERVATIONS`] would be needed, and for a share exactly on the limit.
pub fn to_decide(share: f64, limit: f64) -> Option<Sample> {
    if share >= 1.0 {
        // A share of one leaves nothing to chance; the interval needs only to be narrow enough.
        return (1..=MOST_OBSERVATIONS)
            .find(|&n| interval::wilson(f64::from(n), f64::from(n)).low > limit)
            .map(|n| Sample { observations: n, critical_hits: n });
    }
    if share <= 0.0 {
        return (1..=MOST_OBSERVATIONS)
            .find(|&n| interval::wilson(0.0, f64::from(n)).high < limit)
            .map(|n| Sample { observations: n, critical_hits: 0 });
    }
    if share > limit { to_show_above(share, limit) } else { to_show_below(share, limit) }
}

fn to_show_above(share: f64, limit: f64) -> Option<Sample> {
    // More observations never need fewer hits, so that the critical count only climbs.
    let mut critical = 1;
    for n in 1..=MOST_OBSERVATIONS {
        while critical <= n && interval::wilson(f64::from(critical), f64::from(n)).low <= limit {
            critical += 1;
        }
        if critical <= n && 1.0 - binomial::at_most(critical - 1, n, share) >= POWER {
            return Some(Sample { observations: n, critical_hits: critical });
        }
    }
    None
}

fn to_show_below(share: f64, limit: f64) -> Option<Sample> {
    // One more than the most hits with which the interval still lies below the limit.
    let mut too_many = 0;
    for n in 1..=MOST_OBSERVATIONS {
        while too_many <= n && interval::wilson(f64::from(too_many), f64::from(n)).high < limit {
            too_many += 1;
        }
        if too_many > 0 && binomial::at_most(too_many - 1, n, share) >= POWER {
            return Some(Sample { observations: n, critical_hits: too_many - 1 });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The variance of a two-state chain from powers of its transition matrix, outside this code
    /// (`fixtures/published/posture/design_effect.csv`).
    #[test]
    fn moments_close_together_say_less() {
        for (share, bend_s, spacing_s, expected) in
            [(1.0 / 11.0, 10.0, 1.0, 17.181_818), (0.1, 10.0, 30.0, 1.060_163), (0.25, 4.0, 5.0, 1.303_318)]
        {
            let found = design_effect(share, bend_s, spacing_s);
            assert!((found - expected).abs() < 1e-5, "{found} {expected}");
        }
    }

    /// A share on the limit is on neither side, however often one looks.
    #[test]
    fn a_share_on_the_limit_is_never_decided() {
        assert_eq!(to_decide(0.5, 0.5), None);
    }
}
