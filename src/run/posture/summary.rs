//! From counts to what is said: shares, intervals, episodes, verdicts, notes.

use super::pass::Passed;
use super::{Analysis, Entry, Options, Reference, diary};
use crate::domain::{Phrase, Unit};
use crate::guideline::trigger::TRUNK_FLEXION;
use crate::signal::bootstrap;
use crate::signal::calibration::Frame;
use crate::signal::episode::{self, Episodes};
use crate::signal::exposure::{ANGLES_DEG, AT_45, AT_60, Histograms, Second};
use crate::signal::fusion::Fusion;
use crate::signal::quantile::{Histogram, inclination_edge, velocity_edge};
use crate::signal::wear;

/// The guideline's share of working time for a bent trunk, %; strictly more is beyond it.
pub const LIMIT_PCT: f64 = TRUNK_FLEXION.value;
/// From this share of time away from 1 g an accelerometer on its own is not trusted, %.
const TOO_DYNAMIC_PCT: f64 = 5.0;
/// How far gravity may be from 1 g in still moments before it is said, g.
const GRAVITY_OFF_G: f64 = 0.03;
/// An interval that rests on fewer episodes than this is said to: with three or four in an hour 93 %
/// of the intervals held the truth in simulations, with six and more 95 %.
const FEW_EPISODES: usize = 5;
/// A forward stay of so long is named: it may be lying on the belly, s.
const LONG_STAY_S: usize = 600;
/// A stay without any movement from this length on is named, s. Ours: who sits or stands breathes.
const LONG_STILL_S: f64 = 600.0;
/// More measuring than this is not advised: five working days, s.
const MOST_MORE_S: f64 = 5.0 * 8.0 * 3600.0;

/// Percentiles of time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Percentiles {
    /// 10th.
    pub p10: f64,
    /// 50th.
    pub p50: f64,
    /// 90th.
    pub p90: f64,
    /// 95th.
    pub p95: f64,
    /// 99th.
    pub p99: f64,
}

impl Percentiles {
    fn of(histogram: &Histogram, edge: fn(f64) -> f64) -> Option<Self> {
        let [p10, p50, p90, p95, p99] = histogram.percentiles([10.0, 50.0, 90.0, 95.0, 99.0], edge)?;
        Some(Self { p10, p50, p90, p95, p99 })
    }
}

/// A share against the guideline's limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The whole interval is above it.
    Above,
    /// The whole interval is below it.
    Below,
    /// It lies in the interval, or there is no interval.
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

    /// The verdict of an interval, %.
    pub fn of(interval: Option<(f64, f64)>) -> Self {
        match interval {
            Some((low, _)) if low > LIMIT_PCT => Self::Above,
            Some((_, high)) if high < LIMIT_PCT => Self::Below,
            _ => Self::Undecided,
        }
    }
}

/// How much longer to measure, s, until an interval of this share would not hold the limit any
/// more: its reach on the logit scale, on which it was made, falls with the root of the time. `None` when it does not now, when there
/// is no interval, or when the share is so near the limit that days would not do.
pub fn measure_longer(share: f64, interval: Option<(f64, f64)>, measured_s: f64) -> Option<f64> {
    let (low, high) = interval?;
    if Verdict::of(interval) != Verdict::Undecided {
        return None;
    }
    let logit = |percent: f64| (percent / (100.0 - percent)).ln();
    // Of what was never seen the upper end falls with the time itself.
    let times = if share > 0.0 && low > 0.0 && high < 100.0 {
        (0.5 * (logit(high) - logit(low)) / (logit(share) - logit(LIMIT_PCT))).powi(2)
    } else {
        high / LIMIT_PCT
    };
    let more = measured_s * (times - 1.0);
    (more.is_finite() && more <= MOST_MORE_S).then_some(more.max(0.0))
}

/// What is said of a recording or of one task.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// Measured time, s.
    pub measured_s: f64,
    /// Inclination, °.
    pub inclination: Percentiles,
    /// Time at or beyond each of [`ANGLES_DEG`] in any direction, %.
    pub shares: [f64; 5],
    /// The same of forward bending; `None` when it is not known where forward is.
    pub forward: Option<Forward>,
    /// Lying, %.
    pub lying: f64,
    /// Velocity of the inclination, °/s.
    pub inclination_velocity: Option<Percentiles>,
    /// Velocity in any direction, °/s.
    pub velocity: Option<Percentiles>,
}

/// Forward bending.
#[derive(Debug, Clone, PartialEq)]
pub struct Forward {
    /// Time at or beyond each of [`ANGLES_DEG`], %.
    pub shares: [f64; 5],
    /// 95 % intervals of the shares at 45° and 60°, %.
    pub intervals: Option<[(f64, f64); 2]>,
    /// The length of the blocks that gave them, s.
    pub block_s: Option<usize>,
    /// The shares at 45° and 60° with the zero posture 5° further back and further forward, %.
    pub shifted: [[f64; 2]; 2],
    /// Episodes at 45° and 60°.
    pub episodes: [Episodes; 2],
    /// The shares at 45° and 60° against the guideline.
    pub verdicts: [Verdict; 2],
    /// How much longer to measure where that is undecided, s.
    pub longer_s: [Option<f64>; 2],
}

/// All that is said of a recording.
pub(super) fn conclude(
    passed: &Passed,
    reference: Reference,
    frame: Option<Frame>,
    fusion: Fusion,
    options: &Options,
    mut notes: Vec<Phrase>,
) -> Analysis {
    let counted = &passed.counted;
    let work = Work::new(&counted.seconds, &options.diary, options.range.from);
    let inclination = |second: &Second| second.up[0].hypot(second.up[1]).atan2(second.up[2]).to_degrees();
    let inclined: Vec<f32> = counted.seconds.iter().map(inclination).collect();
    let forward_known = frame.is_some_and(|frame| frame.forward_known);
    let ways = counted.seconds.iter().map(|second| (second.up[0], second.up[1]));
    let lying = if forward_known { wear::lying(&inclined, ways) } else { vec![false; inclined.len()] };
    let bends = frame.map(|_| Bends { seconds: &counted.seconds, inclined: &inclined, lying: &lying, forward_known });
    let of = |bends: &Bends<'_>, which: &dyn Fn(usize) -> bool, histograms: &Histograms| bends.summary(which, histograms);
    let all =
        bends.as_ref().and_then(|bends| of(bends, &|at| work.includes(at), &counted.histograms(options.diary.is_empty())));
    let tasks = diary::tasks(&options.diary)
        .into_iter()
        .enumerate()
        .map(|(task, name)| {
            let histograms = counted.tasks.get(task + 1).and_then(Option::as_ref);
            let summary = bends.as_ref().zip(histograms).and_then(|(bends, h)| of(bends, &|at| work.task(at) == Some(task), h));
            (name.to_owned(), summary)
        })
        .collect();
    let worn_seconds = work.measured();
    say(passed, &work, all.as_ref(), fusion, options, &mut notes);
    if frame.is_some() && worn_seconds <= 0.0 && counted.not_worn_s <= 0.0 {
        notes.push(Phrase::new("posture.note.nothing_in_range").number("end", passed.end, Unit::Second));
    }
    if let Some(bends) = &bends
        && let Some(longest) = bends.long_stay()
    {
        notes.push(Phrase::new("posture.note.long_stay").number("minutes", longest as f64 / 60.0, Unit::Minute));
    }
    let minutes = bends.as_ref().map_or_else(Vec::new, Bends::minutes);
    let picture = bends
        .as_ref()
        .zip(all.as_ref())
        .map(|(bends, all)| super::picture::picture(bends, &|at| work.includes(at), all.forward.as_ref()));
    Analysis {
        samples: passed.samples,
        rate_hz: passed.rate_hz,
        seconds: passed.seconds,
        worn_seconds,
        corrected: super::Corrected::NotAsked,
        reference,
        fusion,
        all,
        tasks,
        minutes,
        picture,
        notes,
    }
}

/// Which seconds are work.
struct Work<'a> {
    seconds: &'a [Second],
    plan: crate::signal::exposure::Plan,
}

impl<'a> Work<'a> {
    fn new(seconds: &'a [Second], entries: &[Entry], begin: f64) -> Self {
        Self { seconds, plan: diary::plan(entries, begin) }
    }

    fn task(&self, second: usize) -> Option<usize> {
        self.plan.iter().find(|(from, to, _)| (*from..*to).contains(&second)).map(|entry| entry.2)
    }

    fn includes(&self, second: usize) -> bool {
        self.plan.is_empty() || self.task(second).is_some()
    }

    /// A time of the seconds of work together, s.
    fn sum(&self, time: impl Fn(&Second) -> f32) -> f64 {
        let included = self.seconds.iter().enumerate().filter(|(at, _)| self.includes(*at));
        included.map(|(_, second)| f64::from(time(second))).sum()
    }

    fn measured(&self) -> f64 {
        self.sum(|second| second.measured)
    }

    fn outside(&self) -> f64 {
        let all: f64 = self.seconds.iter().map(|second| f64::from(second.measured)).sum();
        all - self.measured()
    }
}

/// The seconds of a recording that has a zero posture.
pub(super) struct Bends<'a> {
    /// All of them.
    pub(super) seconds: &'a [Second],
    /// The inclination of the mean direction of each, °.
    pub(super) inclined: &'a [f32],
    lying: &'a [bool],
    forward_known: bool,
}

impl Bends<'_> {
    fn summary(&self, which: &dyn Fn(usize) -> bool, histograms: &Histograms) -> Option<Summary> {
        let places: Vec<usize> = (0..self.seconds.len()).filter(|&at| self.seconds[at].measured > 0.0 && which(at)).collect();
        let sum = |of: &dyn Fn(usize) -> f32| places.iter().map(|&at| f64::from(of(at))).sum::<f64>();
        let measured_s = sum(&|at| self.seconds[at].measured);
        let inclination = Percentiles::of(&histograms.inclination, inclination_edge)?;
        let share = |of: &dyn Fn(usize) -> f32| 100.0 * sum(of) / measured_s;
        Some(Summary {
            measured_s,
            inclination,
            shares: std::array::from_fn(|angle| share(&|at| self.seconds[at].bent[angle])),
            forward: self.forward_known.then(|| self.forward(&places, measured_s, which)),
            lying: share(&|at| if self.lying[at] { self.seconds[at].measured } else { 0.0 }),
            inclination_velocity: Percentiles::of(&histograms.inclination_velocity, velocity_edge),
            velocity: Percentiles::of(&histograms.velocity, velocity_edge),
        })
    }

    fn forward(&self, places: &[usize], measured_s: f64, which: &dyn Fn(usize) -> bool) -> Forward {
        let upright = |at: usize, time: f32| if self.lying[at] { 0.0 } else { time };
        let share = |of: &dyn Fn(&Second) -> f32| {
            100.0 * places.iter().map(|&at| f64::from(upright(at, of(&self.seconds[at])))).sum::<f64>() / measured_s
        };
        let shares: [f64; 5] = std::array::from_fn(|angle| share(&|second| second.forward[angle]));
        let states: Vec<(f32, [f32; 2])> = places
            .iter()
            .map(|&at| {
                let second = &self.seconds[at];
                (second.measured, [AT_45, AT_60].map(|angle| upright(at, second.forward[angle])))
            })
            .collect();
        let intervals = bootstrap::intervals(&states, bootstrap::DRAWS);
        let smooth = episode::median5(&self.forward_series(which));
        let at_limits = [shares[AT_45], shares[AT_60]];
        let each = |at: usize| intervals.map(|both| both[at]);
        Forward {
            shares,
            intervals,
            block_s: intervals.and_then(|_| bootstrap::block_length(states.len())),
            shifted: [0, 1].map(|angle| [0, 1].map(|way| share(&|second| second.shifted[way][angle]))),
            episodes: [AT_45, AT_60].map(|angle| {
                #[expect(clippy::cast_possible_truncation, reason = "45 and 60")]
                let runs = episode::runs(&smooth, ANGLES_DEG[angle] as f32);
                Episodes::of(runs.into_iter().map(|(_, length)| length))
            }),
            verdicts: [0, 1].map(|at| Verdict::of(each(at))),
            longer_s: [0, 1].map(|at| measure_longer(at_limits[at], each(at), measured_s)),
        }
    }

    /// The inclination of each second, °, where it is forward; 0 where it is not, or where there
    /// is nothing.
    pub(super) fn forward_series(&self, which: &dyn Fn(usize) -> bool) -> Vec<f32> {
        (0..self.seconds.len())
            .map(|at| if self.seconds[at].up[0] < 0.0 && !self.lying[at] && which(at) { self.inclined[at] } else { 0.0 })
            .collect()
    }

    /// The longest forward stay at 60° or more, s, if it is long enough to be something else.
    fn long_stay(&self) -> Option<usize> {
        if !self.forward_known {
            return None;
        }
        let smooth = episode::median5(&self.forward_series(&|_| true));
        episode::runs(&smooth, 60.0).into_iter().map(|(_, length)| length).filter(|&length| length >= LONG_STAY_S).max()
    }

    fn minutes(&self) -> Vec<Option<f64>> {
        let minute = |(seconds, inclined): (&[Second], &[f32])| {
            let measured = seconds.iter().zip(inclined).filter(|(second, _)| second.measured > 0.0);
            measured.map(|(_, angle)| f64::from(*angle)).reduce(f64::max)
        };
        self.seconds.chunks(60).zip(self.inclined.chunks(60)).map(minute).collect()
    }
}

fn say(passed: &Passed, work: &Work<'_>, all: Option<&Summary>, fusion: Fusion, options: &Options, notes: &mut Vec<Phrase>) {
    let mut note = |when: bool, phrase: Phrase| {
        if when {
            notes.push(phrase);
        }
    };
    let minutes = |key, seconds: f64| Phrase::new(key).number("minutes", seconds / 60.0, Unit::Minute);
    let not_worn = passed.counted.not_worn_s;
    note(not_worn > 0.0, minutes("posture.note.not_worn", not_worn));
    let still = passed.counted.longest_still_s as f64;
    note(still >= LONG_STILL_S, minutes("posture.note.still", still));
    let gaps = match passed.gaps {
        1 => Phrase::new("posture.note.gap"),
        count => Phrase::new("posture.note.gaps").number("count", f64::from(count), Unit::Count),
    };
    note(passed.gaps > 0, gaps.number("seconds", passed.gap_seconds, Unit::Second));
    note(passed.disorder > 0, Phrase::new("posture.note.disorder").number("count", passed.disorder as f64, Unit::Count));
    note(passed.clipped > 0, Phrase::new("posture.note.clipped").number("count", passed.clipped as f64, Unit::Count));
    note(!options.diary.is_empty(), minutes("posture.note.diary", work.outside()));
    if let Some(worst) = passed.gravity.worst().filter(|worst| (worst - 1.0).abs() > GRAVITY_OFF_G) {
        note(true, Phrase::new("posture.note.gravity").number("length", worst, Unit::None));
    }
    let Some(all) = all else { return };
    let dynamic = 100.0 * work.sum(|second| second.dynamic) / all.measured_s;
    note(
        fusion == Fusion::Accelerometer && dynamic > TOO_DYNAMIC_PCT,
        Phrase::new("posture.note.too_dynamic").number("share", dynamic, Unit::Percent),
    );
    note(all.lying > 0.0, minutes("posture.note.lying", all.lying / 100.0 * all.measured_s));
    let Some(forward) = &all.forward else { return };
    match forward.block_s {
        None => note(true, minutes("posture.note.no_interval", all.measured_s)),
        Some(block) if block < bootstrap::SHORT_BLOCK_S => {
            note(true, Phrase::new("posture.note.short_blocks").number("block", block as f64, Unit::Second));
        }
        Some(block) => note(true, minutes("posture.note.blocks", block as f64)),
    }
    for (at, angle) in [(0, 45.0), (1, 60.0)] {
        let [back, front] = forward.shifted[at];
        let few = (1..FEW_EPISODES).contains(&forward.episodes[at].count) && forward.intervals.is_some();
        let episodes = Phrase::new("posture.note.few_episodes").number("angle", angle, Unit::Degree);
        note(few, episodes.number("count", forward.episodes[at].count as f64, Unit::Count));
        note(
            (back > LIMIT_PCT) != (front > LIMIT_PCT),
            Phrase::new("posture.note.zero_decides")
                .number("angle", angle, Unit::Degree)
                .against("back", back, Unit::Percent, LIMIT_PCT)
                .against("front", front, Unit::Percent, LIMIT_PCT),
        );
        if forward.verdicts[at] == Verdict::Undecided && forward.intervals.is_some() {
            let phrase = match forward.longer_s[at] {
                Some(more) => super::lead::longer("posture.note.longer", more),
                None => Phrase::new("posture.note.too_near").number("limit", LIMIT_PCT, Unit::Percent),
            };
            note(true, phrase.number("angle", angle, Unit::Degree));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_needs_the_whole_interval_on_one_side() {
        assert_eq!(Verdict::of(Some((5.1, 9.0))), Verdict::Above);
        assert_eq!(Verdict::of(Some((5.0, 9.0))), Verdict::Undecided);
        assert_eq!(Verdict::of(Some((1.0, 4.9))), Verdict::Below);
        assert_eq!(Verdict::of(None), Verdict::Undecided);
    }

    #[test]
    fn twice_as_far_off_is_a_quarter_of_the_time() {
        // Odds of 5 % are 1 to 19; with twice those as the share and four times as the reach either
        // way, the reach must halve: four times as long.
        let percent = |odds: f64| 100.0 * odds / (1.0 + odds);
        let more = measure_longer(percent(2.0 / 19.0), Some((percent(0.5 / 19.0), percent(8.0 / 19.0))), 3600.0);
        assert!((more.expect("undecided") - 3.0 * 3600.0).abs() < 1e-6);
        let unseen = measure_longer(0.0, Some((0.0, 6.0)), 600.0).expect("undecided");
        assert!((unseen - 120.0).abs() < 1e-9);
        assert_eq!(measure_longer(5.0, Some((3.0, 7.0)), 3600.0), None);
        assert_eq!(measure_longer(9.0, Some((7.0, 11.0)), 3600.0), None);
    }
}
