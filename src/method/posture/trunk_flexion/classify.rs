//! From shares to verdicts and a class.

use super::equation::{Day, DayShare};
use super::tables::{GE45, GE60};
use crate::domain::{Class, Threshold};

/// One of the two angles that the guideline's ">45-60" can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Angle {
    /// 45° and more.
    Ge45,
    /// 60° and more.
    Ge60,
}

impl Angle {
    /// The angle, °.
    pub const fn degrees(self) -> f64 {
        match self {
            Self::Ge45 => 45.0,
            Self::Ge60 => 60.0,
        }
    }

    /// Its limit.
    pub const fn threshold(self) -> Threshold {
        match self {
            Self::Ge45 => GE45,
            Self::Ge60 => GE60,
        }
    }

    /// The day's share at this angle, if it was measured.
    pub const fn of(self, day: &Day) -> Option<DayShare> {
        match self {
            Self::Ge45 => day.ge45,
            Self::Ge60 => day.ge60,
        }
    }
}

/// What is certain of a share, as far as intervals and coverage go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Above the limit.
    Above,
    /// Not above the limit.
    Below,
    /// The interval holds the limit, or hours are unknown.
    Undecided,
}

impl Verdict {
    /// The word in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Above => "above",
            Self::Below => "below",
            Self::Undecided => "undecided",
        }
    }
}

/// Why a class may be another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// An interval, at this angle, holds the limit.
    Undecided(Angle),
    /// Hours of the day are without a measurement.
    Uncovered,
    /// Nothing, or not everything, was measured at 45°.
    WithoutGe45,
    /// Only a part of the hours was measured at 60°.
    PartlyGe60,
    /// Nothing was measured at 60°: what is above at 45° can be above there too.
    WithoutGe60,
    /// A task's share at 60° is larger than at 45°.
    Contradiction,
}

/// The answer for a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judgement {
    /// On the 45° reading; `None` where nothing tells.
    pub ge45: Option<Verdict>,
    /// On the 60° reading; `None` where nothing tells.
    pub ge60: Option<Verdict>,
    /// The class, on the shares as measured.
    pub class: Class,
    /// Why it may be another one.
    doubts: [Option<Doubt>; 5],
}

impl Judgement {
    /// Why the class may be another one.
    pub fn doubts(&self) -> impl Iterator<Item = Doubt> {
        self.doubts.into_iter().flatten()
    }
}

/// Judges a day in which at least one share was measured. `contradiction`: a task contradicts itself.
pub fn judge(day: &Day, contradiction: bool) -> Judgement {
    let own = |angle: Angle| angle.of(day).map(|share| verdict(&angle.threshold(), &share, day.covers(&share)));
    let (own45, own60) = (own(Angle::Ge45), own(Angle::Ge60));
    // Who is bent 60° is bent 45°: above at 60° is above at 45°, below at 45° is below at 60°.
    let ge45 = if own60 == Some(Verdict::Above) { own60 } else { own45 };
    let ge60 = if own45 == Some(Verdict::Below) && own60 != Some(Verdict::Above) { own45 } else { own60 };
    let beyond = |angle: Angle| angle.of(day).is_some_and(|share| angle.threshold().is_beyond(share.value));
    let class = [Angle::Ge60, Angle::Ge45].into_iter().find(|&angle| beyond(angle)).and_then(|angle| angle.threshold().class);
    let class = class.unwrap_or(Class::Acceptable);
    let open = |angle, verdict| (verdict == Some(Verdict::Undecided) && is_open(angle, day)).then_some(Doubt::Undecided(angle));
    let whole = |share: Option<DayShare>| share.is_some_and(|share| day.covers(&share));
    let undecided60 = open(Angle::Ge60, ge60);
    let doubts = [
        if class < Class::High { open(Angle::Ge45, ge45).or(undecided60) } else { undecided60 },
        (class < Class::High && !day.is_covered()).then_some(Doubt::Uncovered),
        (class == Class::Acceptable && !whole(day.ge45)).then_some(Doubt::WithoutGe45),
        (class == Class::Increased && !whole(day.ge60)).then_some(if day.ge60.is_some() {
            Doubt::PartlyGe60
        } else {
            Doubt::WithoutGe60
        }),
        contradiction.then_some(Doubt::Contradiction),
    ];
    Judgement { ge45, ge60, class, doubts }
}

/// Above if the interval, or a share without one, lies above the limit. Below if it does not reach
/// it and the whole day was measured.
fn verdict(limit: &Threshold, share: &DayShare, covered: bool) -> Verdict {
    let (above, below) = match share.interval {
        Some((low, high)) => (limit.is_beyond(low), high < limit.value),
        None => (limit.is_beyond(share.value), !limit.is_beyond(share.value)),
    };
    match (above, below && covered) {
        (true, _) => Verdict::Above,
        (false, true) => Verdict::Below,
        (false, false) => Verdict::Undecided,
    }
}

/// Whether the interval, rather than the hours without a measurement, leaves the question open.
pub fn is_open(angle: Angle, day: &Day) -> bool {
    let limit = angle.threshold();
    angle.of(day).and_then(|share| share.interval).is_some_and(|(low, high)| !limit.is_beyond(low) && high >= limit.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "More than 5 %" is strict: 5 % itself is neither above nor, as the end of an interval, below.
    #[test]
    fn an_interval_that_touches_the_limit_leaves_it_undecided() {
        let of = |value, interval| verdict(&GE60, &DayShare { value, interval, hours: 8.0 }, true);
        assert_eq!(of(6.0, Some((5.0, 7.0))), Verdict::Undecided);
        assert_eq!(of(6.0, Some((5.001, 7.0))), Verdict::Above);
        assert_eq!(of(4.0, Some((3.0, 5.0))), Verdict::Undecided);
        assert_eq!(of(4.0, Some((3.0, 4.999))), Verdict::Below);
        assert_eq!(of(5.0, None), Verdict::Below);
        assert_eq!(of(5.001, None), Verdict::Above);
    }

    #[test]
    fn below_needs_the_whole_day() {
        let share = DayShare { value: 2.0, interval: Some((1.0, 3.0)), hours: 6.0 };
        assert_eq!(verdict(&GE45, &share, false), Verdict::Undecided);
        let share = DayShare { value: 8.0, interval: Some((6.0, 9.0)), hours: 6.0 };
        assert_eq!(verdict(&GE45, &share, false), Verdict::Above);
    }

    #[test]
    fn an_angle_is_what_its_name_says() {
        assert_eq!(Angle::Ge45.degrees().to_bits(), 45.0_f64.to_bits());
        assert_eq!(Angle::Ge60.degrees().to_bits(), 60.0_f64.to_bits());
    }

    /// Shares with their intervals at 45° and 60° over `hours` of a day of eight.
    fn day(hours: f64, ge45: (f64, f64, f64), ge60: (f64, f64, f64)) -> Day {
        let share = |(value, low, high)| Some(DayShare { value, interval: Some((low, high)), hours });
        Day { ge45: share(ge45), ge60: share(ge60), covered_hours: hours, workday_hours: 8.0 }
    }

    fn doubts(day: &Day) -> Vec<Doubt> {
        judge(day, false).doubts().collect()
    }

    /// The question is asked of the limit of the class that was given: at 60° for high, which being
    /// undecided at 45° cannot change.
    #[test]
    fn a_high_class_is_in_doubt_at_60_degrees_only() {
        assert_eq!(doubts(&day(8.0, (7.0, 4.0, 11.0), (6.0, 4.0, 9.0))), [Doubt::Undecided(Angle::Ge60)]);
        assert_eq!(doubts(&day(8.0, (4.0, 2.0, 7.0), (3.0, 1.0, 6.0))), [Doubt::Undecided(Angle::Ge45)]);
    }

    /// Who is below the limit at 45° is below it at 60°, however wide the interval there.
    #[test]
    fn below_at_45_degrees_decides_60_degrees() {
        assert_eq!(doubts(&day(8.0, (2.0, 1.0, 4.0), (1.5, 0.5, 6.0))), []);
    }

    /// Hours without a measurement leave a share below the limit undecided; its interval does not.
    #[test]
    fn hours_without_a_measurement_are_no_doubt_about_the_interval() {
        let found = doubts(&day(6.0, (2.0, 1.0, 3.0), (1.0, 0.5, 2.0)));
        assert_eq!(found, [Doubt::Uncovered, Doubt::WithoutGe45]);
    }
}
