//! A method's figures before and after, and whether they differ by more than the uncertainty of
//! measuring them.

use crate::domain::Finding;
use crate::domain::comparison::{Difference, FigureChange, Measured};
use crate::method::Method;

/// The figures of a method that were computed on either side.
pub(super) fn of(method: &Method, before: Option<&Finding>, after: Option<&Finding>) -> Vec<FigureChange> {
    let figures = method.headlines.iter().map(|headline| {
        let value = |finding: Option<&Finding>| finding.and_then(|finding| headline.of(finding));
        let (before, after) = (value(before), value(after));
        FigureChange {
            key: headline.key,
            unit: headline.unit,
            limits: headline.limits,
            is_allowance: headline.is_allowance,
            before,
            after,
            difference: difference(before, after),
        }
    });
    figures.filter(|figure| figure.before.is_some() || figure.after.is_some()).collect()
}

/// The difference of two values beside their uncertainty.
///
/// The interval of a difference from the intervals of its two values, which need not be symmetric:
/// the distances from each value to its nearer end, added as squares (Newcombe's method for two
/// shares; from memory). It takes the two measurements as independent. What they have in common,
/// such as the same instrument, makes the true interval narrower, so that a difference called
/// larger is so all the more.
pub(super) fn difference(before: Option<Measured>, after: Option<Measured>) -> Difference {
    let (Some(before), Some(after)) = (before, after) else { return Difference::NotKnown };
    if before.value.total_cmp(&after.value).is_eq() {
        return Difference::None;
    }
    let (Some(old), Some(new)) = (before.range, after.range) else { return Difference::NotKnown };
    let change = after.value - before.value;
    let (towards_zero, from_old) =
        if change < 0.0 { (new.1 - after.value, before.value - old.0) } else { (after.value - new.0, old.1 - before.value) };
    if change.abs() > towards_zero.hypot(from_old) { Difference::Larger } else { Difference::Within }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(value: f64, low: f64, high: f64) -> Measured {
        Measured { value, range: Some((low, high)) }
    }

    fn difference(before: impl Into<Option<Measured>>, after: impl Into<Option<Measured>>) -> Difference {
        super::difference(before.into(), after.into())
    }

    /// Newcombe 1998, Statistics in Medicine 17:873-890, table II, contrast (a): 56/70 − 48/80 has
    /// by method 10 the interval 0.0524 to 0.3339 (from memory; the Wilson intervals of the two
    /// shares are computed below from their own formula).
    #[test]
    fn the_interval_of_a_difference_is_newcombes() {
        let wilson = |hits: f64, n: f64| {
            let (z, p) = (1.959_964_f64, hits / n);
            let middle = (p + z * z / (2.0 * n)) / (1.0 + z * z / n);
            let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt() / (1.0 + z * z / n);
            (p, middle - half, middle + half)
        };
        let (p1, l1, u1) = wilson(56.0, 70.0);
        let (p2, l2, u2) = wilson(48.0, 80.0);
        assert_eq!(difference(measured(p1, l1, u1), measured(p2, l2, u2)), Difference::Larger);
        // The lower end of the interval, 0.0524, is where the verdict turns.
        let lower = (p1 - p2) - (p1 - l1).hypot(u2 - p2);
        assert!((lower - 0.0524).abs() < 5e-5, "{lower}");
        let shifted = |by: f64| difference(measured(p1, l1, u1), measured(p2 + by, l2 + by, u2 + by));
        assert_eq!(shifted(0.0523), Difference::Larger);
        assert_eq!(shifted(0.0525), Difference::Within);
    }

    #[test]
    fn without_an_interval_nothing_is_known() {
        let bare = Some(Measured { value: 1.0, range: None });
        assert_eq!(difference(bare, measured(2.0, 1.9, 2.1)), Difference::NotKnown);
        assert_eq!(difference(None, bare), Difference::NotKnown);
        assert_eq!(difference(bare, bare), Difference::None);
        assert_eq!(difference(measured(2.0, 1.9, 2.1), measured(1.0, 0.9, 1.1)), Difference::Larger);
        assert_eq!(difference(measured(2.0, 1.0, 3.0), measured(1.5, 1.0, 2.0)), Difference::Within);
    }
}
