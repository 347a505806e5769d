//! Episodes: how often and how long the trunk stays beyond an angle.
//!
//! At one value a second, after a median over five seconds, as Acti4 does for its longest stay:
//! a pause of at most two seconds does not end an episode, and what is shorter than three seconds
//! is none.

use super::quantile;

/// Episodes beyond one angle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Episodes {
    /// How many.
    pub count: usize,
    /// Their median length, s.
    pub median_s: Option<f64>,
    /// The longest, s.
    pub longest_s: Option<f64>,
    /// How many lasted 4 s or more, the hold that ISO 11226 calls static (from memory of it).
    pub holds: usize,
}

/// What is shorter is no episode, s.
pub const SHORTEST_S: usize = 3;
/// The length from which an episode is a static hold, s.
pub const HOLD_S: usize = 4;

/// The median of five around each value; beyond the ends everything is zero. No value may be NaN.
pub fn median5(series: &[f32]) -> Vec<f32> {
    let padded: Vec<f32> = [0.0; 2].into_iter().chain(series.iter().copied()).chain([0.0; 2]).collect();
    let (lower, higher) = (|a: f32, b: f32| if a < b { a } else { b }, |a: f32, b: f32| if a > b { a } else { b });
    let median = |five: &[f32]| {
        // Of two pairs the lowest and the highest go: the median of all is that of what is left.
        let low = higher(lower(five[0], five[1]), lower(five[3], five[4]));
        let high = lower(higher(five[0], five[1]), higher(five[3], five[4]));
        higher(lower(low, high), lower(higher(low, high), five[2]))
    };
    padded.windows(5).map(median).collect()
}

/// Where the runs at or beyond `threshold` start and how long they are, in values.
pub fn runs(series: &[f32], threshold: f32) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut start = None;
    for (place, &value) in series.iter().enumerate() {
        match (start, value >= threshold) {
            (None, true) => start = Some(place),
            (Some(from), false) => {
                runs.push((from, place - from));
                start = None;
            }
            _ => {}
        }
    }
    runs.extend(start.map(|from| (from, series.len() - from)));
    runs
}

impl Episodes {
    /// The summary of runs with these lengths, s. Runs below [`SHORTEST_S`] are left out.
    pub fn of(lengths: impl IntoIterator<Item = usize>) -> Self {
        let mut lengths: Vec<f64> =
            lengths.into_iter().filter(|&length| length >= SHORTEST_S).map(|length| length as f64).collect();
        lengths.sort_by(f64::total_cmp);
        Self {
            count: lengths.len(),
            median_s: quantile::type7(&lengths, 50.0),
            longest_s: lengths.last().copied(),
            holds: lengths.iter().filter(|&&length| length >= HOLD_S as f64).count(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_episode_at_the_end_counts() {
        assert_eq!(runs(&[0.0, 70.0, 70.0], 60.0), [(1, 2)]);
        assert_eq!(runs(&[70.0], 60.0), [(0, 1)]);
        assert_eq!(runs(&[], 60.0), []);
    }

    #[test]
    fn the_median_is_the_third_of_five_in_order() {
        // Every order of five values, equal ones among them, and the noughts beyond the ends.
        let values = [-1.0, 0.0, 2.0, 2.0, 5.0_f32];
        for order in 0..5_usize.pow(5) {
            let series: [f32; 5] = std::array::from_fn(|at| values[order / 5_usize.pow(at.try_into().expect("below 5")) % 5]);
            let mut padded = vec![0.0; 2];
            padded.extend(series);
            padded.extend([0.0; 2]);
            let sorted = |five: &[f32]| {
                let mut five = five.to_vec();
                five.sort_by(f32::total_cmp);
                five[2]
            };
            assert_eq!(median5(&series), padded.windows(5).map(sorted).collect::<Vec<_>>(), "{series:?}");
        }
    }

    #[test]
    fn none_have_no_median() {
        let none = Episodes::of([]);
        assert_eq!((none.count, none.median_s, none.longest_s), (0, None, None));
        let some = Episodes::of([10, 3, 4]);
        assert_eq!((some.count, some.median_s, some.longest_s, some.holds), (3, Some(4.0), Some(10.0), 2));
    }
}
