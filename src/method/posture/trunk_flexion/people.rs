//! One task, several people: how far their shares lie apart, and how sure their mean is.
//!
//! People who do the same work differ more than the minutes of one of them do (Hoozemans 2001;
//! Mathiassen 2012: abstracts). So the recording of one person is the unit: the interval of the
//! mean comes from the spread between recordings, by Student's t with one degree of freedom less
//! than there are recordings, and holds for people drawn from those who do this work.

use crate::domain::decimal::settled;
use crate::signal::student;

/// Beyond so many people the advice is not to measure more but to accept that it is undecided.
const MOST_PEOPLE: usize = 40;

/// The shares of several people at one angle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// How many.
    pub people: usize,
    /// Their mean, %.
    pub mean: f64,
    /// The lowest, %.
    pub lowest: f64,
    /// The highest, %.
    pub highest: f64,
    /// The standard deviation between them, percentage points.
    pub deviation: f64,
    /// The 95 % interval of the mean, %.
    pub interval: (f64, f64),
}

impl Spread {
    /// The spread of `shares`, each %, with the 95 % interval that it has from within its own
    /// recording. `None` of fewer than two.
    ///
    /// The interval of the mean is never narrower than what the recordings' own intervals add up
    /// to: two people who happen to be alike do not make certain.
    pub fn of(shares: &[(f64, (f64, f64))]) -> Option<Self> {
        let people = shares.len();
        if people < 2 {
            return None;
        }
        let count = people as f64;
        let mean = settled(shares.iter().map(|(share, _)| share).sum::<f64>() / count);
        let squares: f64 = shares.iter().map(|(share, _)| (share - mean).powi(2)).sum();
        let deviation = (squares / (count - 1.0)).sqrt();
        let reach = student::two_sided_95(count - 1.0) * deviation / count.sqrt();
        let within = |off: fn(f64, (f64, f64)) -> f64| {
            shares.iter().map(|(share, interval)| off(*share, *interval).powi(2)).sum::<f64>().sqrt() / count
        };
        let down = reach.max(within(|share, (low, _)| share - low));
        let up = reach.max(within(|share, (_, high)| high - share));
        Some(Self {
            people,
            mean,
            lowest: shares.iter().map(|(share, _)| *share).fold(f64::INFINITY, f64::min),
            highest: shares.iter().map(|(share, _)| *share).fold(0.0, f64::max),
            deviation,
            interval: (settled(mean - down).max(0.0), settled(mean + up).min(100.0)),
        })
    }

    /// How many people more would decide whether the mean is above `limit`, if mean and spread stay
    /// as they are. `None` where it is decided, where the spread does not tell, or where more than
    /// forty would be needed.
    pub fn people_more(&self, limit: f64) -> Option<usize> {
        let away = (self.mean - limit).abs();
        let (low, high) = self.interval;
        if self.deviation <= 0.0 || low > limit || high < limit {
            return None;
        }
        let decides = |people: usize| {
            let count = people as f64;
            student::two_sided_95(count - 1.0) * self.deviation / count.sqrt() < away
        };
        (self.people + 1..=MOST_PEOPLE).find(|&people| decides(people)).map(|people| people - self.people)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(shares: &[f64]) -> Vec<(f64, (f64, f64))> {
        shares.iter().map(|&share| (share, (share, share))).collect()
    }

    /// By hand: mean 6, s = 2, t(3) = 3.182, s/√4 = 1.
    #[test]
    fn the_interval_of_a_mean_is_students() {
        let spread = Spread::of(&exact(&[4.0, 8.0, 4.535_898_384_862_245, 7.464_101_615_137_755])).expect("four people");
        assert!((spread.mean - 6.0).abs() < 1e-9);
        let hand = ((4.0 + 4.0 + 2.0 * 1.464_101_615_137_755_f64.powi(2)) / 3.0_f64).sqrt();
        assert!((spread.deviation - hand).abs() < 1e-9);
        assert!((spread.interval.1 - (6.0 + 3.182_45 * hand / 2.0)).abs() < 1e-3, "{spread:?}");
        assert_eq!((spread.lowest.to_bits(), spread.highest.to_bits()), (4.0_f64.to_bits(), 8.0_f64.to_bits()));
    }

    #[test]
    fn two_alike_do_not_make_certain() {
        let spread = Spread::of(&[(6.0, (3.0, 10.0)), (6.0, (3.0, 10.0))]).expect("two people");
        assert!((spread.interval.0 - (6.0 - 18.0_f64.sqrt() / 2.0)).abs() < 1e-9, "{spread:?}");
        assert!((spread.interval.1 - (6.0 + 32.0_f64.sqrt() / 2.0)).abs() < 1e-9, "{spread:?}");
        assert_eq!(Spread::of(&exact(&[6.0])), None);
    }

    #[test]
    fn more_people_decide_until_there_are_too_many() {
        let spread = Spread::of(&exact(&[5.0, 8.0, 11.0])).expect("three people");
        let more = spread.people_more(5.0).expect("undecided");
        let decided = |people: f64| 5.0 + student::two_sided_95(people - 1.0) * 3.0 / people.sqrt() < 8.0;
        assert!(decided(3.0 + more as f64) && !decided(2.0 + more as f64), "{more}");
        assert_eq!(Spread::of(&exact(&[4.0, 6.1])).expect("two").people_more(5.0), None);
        assert_eq!(Spread::of(&exact(&[20.0, 20.5, 21.0])).expect("three").people_more(5.0), None);
    }

    /// "More than 5 %" is strict: an interval that ends on the limit leaves it undecided.
    #[test]
    fn an_interval_that_ends_on_the_limit_is_undecided() {
        let spread = |mean: f64, interval| Spread { people: 3, mean, lowest: 1.0, highest: 9.0, deviation: 1.0, interval };
        // t(3) 1.0/√4 = 1.59 is less than the 2 points away.
        assert_eq!(spread(7.0, (5.0, 9.0)).people_more(5.0), Some(1));
        assert_eq!(spread(3.0, (1.0, 5.0)).people_more(5.0), Some(1));
        assert_eq!(spread(7.0, (5.1, 9.0)).people_more(5.0), None);
        // Three as alike as these would decide, were it not for their own intervals: one more at least.
        assert_eq!(Spread { deviation: 0.1, ..spread(7.0, (4.0, 9.0)) }.people_more(5.0), Some(1));
        assert_eq!(spread(3.0, (1.0, 4.9)).people_more(5.0), None);
    }
}
