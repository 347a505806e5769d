//! How sure the class of a day is, from the intervals of its shares: the chance of counts and
//! recordings, what was stated of a typed share, and the zero posture of a sensor.

use super::classify::{self, Angle, Doubt};
use super::equation::Day;
use super::input::{Reading, TaskShares, read};
use super::interval::above;
use crate::domain::certainty::{Advice, CERTAIN, Certainty, Improvement};
use crate::domain::task::RecordedTrunk;
use crate::domain::{Cells, Figure, WorkingDay};
use crate::method::{Context, DayCertainty};

pub(super) fn certain(day: &WorkingDay, _: Context) -> DayCertainty {
    DayCertainty { day: of(day), ..DayCertainty::default() }
}

/// `None` where nothing has an interval, or something else than an interval leaves the class open:
/// hours or an angle that nobody measured, a task that contradicts itself.
fn of(working_day: &WorkingDay) -> Option<Certainty> {
    if working_day.overfull || working_day.workday_hours <= 0.0 {
        return None;
    }
    let tasks = shares(working_day, |trunk| trunk);
    let day = Day::of(tasks.iter(), working_day.workday_hours);
    let judgement = classify::judge(&day, tasks.iter().any(TaskShares::contradicts_itself));
    if judgement.doubts().any(|doubt| !matches!(doubt, Doubt::Undecided(_))) {
        return None;
    }
    let class = judgement.class;
    let classes = classes(&day)?;
    let advice = if classes[class as usize] >= CERTAIN {
        Advice::Certain
    } else {
        // With a zero posture that is known, would chance alone leave it open?
        let by_chance = shares(working_day, |trunk| RecordedTrunk { shifted: None, ..trunk });
        let without = self::classes(&Day::of(by_chance.iter(), working_day.workday_hours));
        let settled = without.is_none_or(|classes| classes[class as usize] >= CERTAIN);
        // What more observations or longer recordings do is said among the reasons.
        if settled { Advice::Improve { what: Improvement::Zero, share: 0.1 } } else { Advice::Elsewhere }
    };
    let probability = |angle: Angle| {
        angle
            .of(&day)
            .map(|share| above(share.value, share.interval.unwrap_or((share.value, share.value)), angle.threshold().value))
    };
    let figures = [("p_ge45_above", Angle::Ge45), ("p_ge60_above", Angle::Ge60)]
        .into_iter()
        .filter_map(|(key, angle)| Some(Figure::new(key, probability(angle)?)))
        .collect();
    Some(Certainty { figures, advice, ..Certainty::of_classes(classes) })
}

/// What a task says with the interval of chance alone; `None` where that is all there is.
pub(super) fn by_chance(cells: &Cells, recorded: Option<&RecordedTrunk>) -> Option<TaskShares> {
    let recorded = recorded.filter(|trunk| trunk.shifted.is_some())?;
    match read(cells, Some(&RecordedTrunk { shifted: None, ..*recorded })) {
        Reading::Read(shares) => Some(shares),
        Reading::NotStarted | Reading::Unmet(_) => None,
    }
}

/// The tasks that have a share, their recordings as `with` gives them.
fn shares(day: &WorkingDay, with: impl Fn(RecordedTrunk) -> RecordedTrunk) -> Vec<TaskShares> {
    let read = |task: &crate::domain::Task| match read(&task.cells, task.recorded.trunk.map(&with).as_ref()) {
        Reading::Read(shares) => Some(shares),
        Reading::NotStarted | Reading::Unmet(_) => None,
    };
    day.tasks.iter().filter_map(read).collect()
}

/// The probability of each class of a day; `None` where nothing was measured at 45° or nothing has
/// an interval.
fn classes(day: &Day) -> Option<[f64; 4]> {
    let of = |angle: Angle| angle.of(day).map(|share| (share.value, share.interval.unwrap_or((share.value, share.value))));
    let has_interval = [day.ge45, day.ge60].into_iter().flatten().any(|share| share.interval.is_some());
    Some(classes_of(of(Angle::Ge45).filter(|_| has_interval)?, of(Angle::Ge60)))
}

/// The probability of each class, from the shares of working time at 45° and at 60° with their 95 %
/// intervals, %. Who is bent 60° is bent 45°, so that a share at 60° above the limit is one at 45° too;
/// where nothing is known at 60°, the class is at least what 45° makes it.
pub fn classes_of(ge45: (f64, (f64, f64)), ge60: Option<(f64, (f64, f64))>) -> [f64; 4] {
    let above = |angle: Angle, (value, interval)| above(value, interval, angle.threshold().value);
    let high = ge60.map_or(0.0, |share| above(Angle::Ge60, share));
    let acceptable = (1.0 - above(Angle::Ge45, ge45)).min(1.0 - high);
    [acceptable, 1.0 - acceptable - high, high, 0.0]
}

#[cfg(test)]
mod tests {
    use super::super::equation::DayShare;
    use super::*;

    fn day(ge45: (f64, f64, f64), ge60: Option<(f64, f64, f64)>) -> Day {
        let share = |(value, low, high)| DayShare { value, interval: Some((low, high)), hours: 8.0 };
        Day { ge45: Some(share(ge45)), ge60: ge60.map(share), covered_hours: 8.0, workday_hours: 8.0 }
    }

    /// The limit at the ends of the intervals: 97.5 % above at 45°, 2.5 % at 60°.
    #[test]
    fn the_limit_at_the_ends_of_two_intervals() {
        let found = classes(&day((8.0, 5.0, 12.0), Some((3.0, 2.0, 5.0)))).expect("there are intervals");
        for (found, expected) in found.iter().zip([0.025, 0.95, 0.025, 0.0]) {
            assert!((found - expected).abs() < 1e-9, "{found} {expected}");
        }
        let only = classes(&day((4.0, 3.0, 5.0), None)).expect("there is an interval");
        assert!((only[0] - 0.975).abs() < 1e-9 && (only[1] - 0.025).abs() < 1e-9, "{only:?}");
    }

    /// More at 60° than at 45°, by chance: the probabilities stay probabilities.
    #[test]
    fn the_larger_angle_never_has_the_larger_share() {
        let found = classes(&day((6.0, 4.0, 8.0), Some((6.5, 5.5, 7.5)))).expect("there are intervals");
        assert!(found.iter().all(|share| (0.0..=1.0).contains(share)), "{found:?}");
        assert!((found.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }
}
