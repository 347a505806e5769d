//! The duration category, and the recovery between lifting periods (94-110, pp. 13–16).

use super::tables::{EXTENDED_HOURS_LIMIT, HOURS_LIMIT, MODERATE_HOURS, MODERATE_RECOVERY, SHORT_HOURS, SHORT_RECOVERY};
use crate::domain::quantity::Hours;

/// A column pair of the frequency table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    /// Up to one hour.
    Short,
    /// Up to two hours.
    Moderate,
    /// Up to eight hours.
    Long,
}

/// The lifting periods of a working day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Periods {
    /// One continuous period.
    One(Hours),
    /// Several of the same length, each followed by the same light work.
    Several {
        /// Each period.
        period: Hours,
        /// How many a day.
        count: f64,
        /// Light work after each.
        recovery: Hours,
    },
}

/// The category of a day's lifting.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Duration {
    /// The category.
    pub category: Category,
    /// The hours that decide it: one period, or all of them where recovery is insufficient.
    pub counted: Hours,
    /// Whether periods were added because the recovery between them is insufficient.
    pub added: bool,
}

impl Periods {
    /// All lifting of the day.
    pub fn total(self) -> Hours {
        match self {
            Self::One(period) => period,
            Self::Several { period, count, .. } => Hours::new(period.value() * count),
        }
    }

    /// The category, or `None` where more than eight hours count.
    pub fn duration(self) -> Option<Duration> {
        self.within(HOURS_LIMIT)
    }

    /// The category as ISO 11228-1 extends it: long up to twelve hours.
    pub fn extended_duration(self) -> Option<Duration> {
        self.within(EXTENDED_HOURS_LIMIT)
    }

    fn within(self, limit: f64) -> Option<Duration> {
        let (counted, added) = match self {
            Self::One(period) => (period, false),
            Self::Several { period, recovery, .. } if is_enough(period, recovery) => (period, false),
            Self::Several { .. } => (self.total(), true),
        };
        let category = match counted.value() {
            hours if hours <= SHORT_HOURS => Category::Short,
            hours if hours <= MODERATE_HOURS => Category::Moderate,
            hours if hours <= limit => Category::Long,
            _ => return None,
        };
        Some(Duration { category, counted, added })
    }
}

/// Whether light work after a period lets the next one start afresh. After more than two hours
/// of lifting no recovery does.
fn is_enough(period: Hours, recovery: Hours) -> bool {
    let needed = match period.value() {
        hours if hours <= SHORT_HOURS => SHORT_RECOVERY,
        hours if hours <= MODERATE_HOURS => MODERATE_RECOVERY,
        _ => return false,
    };
    recovery.value() >= needed * period.value()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn several(period: f64, count: f64, recovery: f64) -> Option<Duration> {
        Periods::Several { period: Hours::new(period), count, recovery: Hours::new(recovery) }.duration()
    }

    #[test]
    fn the_manual_adds_periods_when_recovery_is_insufficient() {
        // p. 14: 30 minutes of lifting, 10 of light work, 45 of lifting is moderate; with 30 minutes of
        // light work it is short. With equal periods of 37.5 minutes the sum is the same.
        assert_eq!(several(0.625, 2.0, 10.0 / 60.0).map(|d| d.category), Some(Category::Moderate));
        assert_eq!(several(0.625, 2.0, 0.625).map(|d| d.category), Some(Category::Short));
        // A period of at most an hour needs as much light work as lifting, not the 0.3 of it that a longer one needs.
        assert_eq!(several(0.625, 2.0, 0.624).map(|d| d.category), Some(Category::Moderate));
        // Two hours of lifting need 36 minutes (0.6 h) of light work.
        assert_eq!(several(2.0, 3.0, 0.6).map(|d| d.category), Some(Category::Moderate));
        assert_eq!(several(2.0, 3.0, 0.599).map(|d| d.category), Some(Category::Long));
    }

    #[test]
    fn more_than_eight_hours_have_no_category() {
        assert_eq!(Periods::One(Hours::new(8.0)).duration().map(|d| d.category), Some(Category::Long));
        assert_eq!(Periods::One(Hours::new(8.001)).duration(), None);
        assert_eq!(several(3.0, 3.0, 5.0), None);
        assert_eq!(several(1.0, 12.0, 1.0).map(|d| d.category), Some(Category::Short));
    }
}
