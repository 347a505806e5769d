//! The shapes of what a trunk sensor gave: the course of the day, the distribution, the shares.

use super::Analysis;
use super::summary::{Bends, Forward, Verdict};
use crate::domain::chart::{Chart, Course, Exceedance, Level, Limit, Moment, Panel, Reached, Share, Shares};
use crate::domain::{Class, Phrase, Threshold, Unit, threshold};
use crate::method::posture::trunk_flexion::people::Spread;
use crate::method::posture::trunk_flexion::tables::{GE45, GE60};
use crate::signal::episode;
use crate::signal::exposure::{ANGLES_DEG, AT_45, AT_60, SHIFT_DEG};
use crate::signal::quantile::type7;

/// How long the steps of a course can be, s, and how many there are at most.
const STEPS_S: [usize; 7] = [1, 5, 15, 30, 60, 300, 900];
const MOST_STEPS: usize = 600;

/// What is drawn of a recording.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// How long a step is, s.
    pub step_s: usize,
    /// Inclination in each step, °, of the mean direction of each second.
    pub steps: Vec<Option<Moment>>,
    /// The forward episodes at 45° and 60°, from when to when, s.
    pub spells: [Vec<(f64, f64)>; 2],
    /// Angle, °, and share of the time bent forward that far and further, %; empty when it is not
    /// known where forward is.
    pub curve: Vec<(f64, f64)>,
}

/// What is drawn of the seconds for which `which` holds.
pub(super) fn picture(bends: &Bends<'_>, which: &dyn Fn(usize) -> bool, forward: Option<&Forward>) -> Picture {
    let count = bends.seconds.len();
    let length = STEPS_S.into_iter().find(|step| count.div_ceil(*step) <= MOST_STEPS).unwrap_or(STEPS_S[6]);
    let angle = |at: usize| f64::from(bends.inclined[at]);
    let measured = |at: &usize| bends.seconds[*at].measured > 0.0 && which(*at);
    let steps = (0..count.div_ceil(length)).map(|step| {
        let seconds = (step * length..((step + 1) * length).min(count)).filter(measured);
        let mut angles: Vec<f64> = seconds.map(angle).collect();
        angles.sort_by(f64::total_cmp);
        Some(Moment { highest: *angles.last()?, middle: type7(&angles, 50.0)? })
    });
    let steps = steps.collect();
    let Some(forward) = forward else {
        return Picture { step_s: length, steps, spells: [Vec::new(), Vec::new()], curve: Vec::new() };
    };
    let series = bends.forward_series(which);
    let smooth = episode::median5(&series);
    let spells = [45.0, 60.0].map(|threshold| {
        let runs = episode::runs(&smooth, threshold).into_iter().filter(|run| run.1 >= episode::SHORTEST_S);
        runs.map(|(from, length)| (from as f64, (from + length) as f64)).collect()
    });
    let mut angles: Vec<(f64, f64)> = Vec::new();
    let mut total = 0.0;
    for at in (0..count).filter(measured) {
        let time = f64::from(bends.seconds[at].measured);
        total += time;
        if series[at] > 0.0 {
            angles.push((f64::from(series[at]), time));
        }
    }
    Picture { step_s: length, steps, spells, curve: curve(&mut angles, total, &forward.shares) }
}

/// The share of time at each whole degree and more, %: at the angles that were counted sample by
/// sample exactly their share, between them in the way of the mean directions of the seconds.
fn curve(angles: &mut [(f64, f64)], total: f64, counted: &[f64; 5]) -> Vec<(f64, f64)> {
    angles.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut sum = 0.0;
    let beyond: Vec<f64> = std::iter::once(0.0)
        .chain(angles.iter().map(|angle| {
            sum += angle.1;
            sum
        }))
        .collect();
    let seconds = |limit: f64| 100.0 * beyond[angles.partition_point(|angle| angle.0 >= limit)] / total.max(1e-9);
    // Forward at all, by the seconds; at least what was counted at 20°.
    let any = seconds(1e-6).max(counted[0]);
    let mut anchors = vec![(0.0, any)];
    anchors.extend(ANGLES_DEG.into_iter().zip(counted.iter().copied()));
    anchors.push((180.0, 0.0));
    let mut points = Vec::new();
    for pair in anchors.windows(2) {
        let [(low, from), (high, to)] = [pair[0], pair[1]];
        let (first, last) = (seconds(low.max(1e-6)), if high >= 180.0 { 0.0 } else { seconds(high) });
        let mut angle = low;
        while angle < high {
            let way =
                if first > last { (first - seconds(angle.max(1e-6))) / (first - last) } else { (angle - low) / (high - low) };
            points.push((angle, from + (to - from) * way.clamp(0.0, 1.0)));
            angle += 1.0;
        }
    }
    points
}

/// The course of a recording alone: the distribution is of the recording's time, not of the day's.
pub fn course_of(analysis: &Analysis) -> Option<Chart> {
    analysis.picture.as_ref().map(|picture| Chart::Course(course(picture)))
}

/// The charts of a recording.
pub fn charts(analysis: &Analysis) -> Vec<Chart> {
    let Some(picture) = &analysis.picture else { return Vec::new() };
    let mut charts = vec![Chart::Course(course(picture))];
    if let Some(forward) = analysis.all.as_ref().and_then(|all| all.forward.as_ref()) {
        charts.push(Chart::Exceedance(exceedance(picture, forward)));
    }
    charts
}

fn limit() -> Limit {
    Limit { label: Phrase::new("posture.chart.limit"), value: GE45.value }
}

fn course(picture: &Picture) -> Course {
    let angles = [(ANGLES_DEG[AT_45], GE45), (ANGLES_DEG[AT_60], GE60)];
    let levels = angles.into_iter().zip(&picture.spells).map(|((angle, threshold), spells)| Level {
        limit: Limit { label: Phrase::new("posture.chart.angle"), value: angle },
        class: threshold.class,
        spells: spells.clone(),
    });
    Course {
        title: Phrase::new("posture.chart.course").number("step", picture.step_s as f64, Unit::Second),
        axis: Phrase::new("posture.chart.axis"),
        time: Phrase::new("posture.chart.time"),
        unit: Unit::Degree,
        step_seconds: picture.step_s as f64,
        highest: Phrase::new("posture.chart.highest"),
        middle: Phrase::new("posture.chart.middle"),
        panels: vec![Panel { label: None, steps: picture.steps.clone(), marked: Vec::new() }],
        levels: levels.collect(),
    }
}

fn exceedance(picture: &Picture, forward: &Forward) -> Exceedance {
    let point = |at: usize, place: usize, threshold: Threshold| Reached {
        angle: ANGLES_DEG[at],
        share: forward.shares[at],
        interval: forward.intervals.map(|both| both[place]),
        class: threshold.class.unwrap_or(Class::High),
    };
    Exceedance {
        title: Phrase::new("posture.chart.exceedance"),
        curve: picture.curve.clone(),
        points: vec![point(AT_45, 0, GE45), point(AT_60, 1, GE60)],
        limit: limit(),
    }
}

/// The shares at 45° and 60° with their intervals, and what another zero would make of them.
pub fn shares(forward: &Forward) -> Chart {
    let mut rows = Vec::new();
    for (place, at, threshold) in [(0, AT_45, GE45), (1, AT_60, GE60)] {
        let name = |key| Phrase::new(key).number("angle", ANGLES_DEG[at], Unit::Degree);
        rows.push(Share {
            label: name("posture.chart.share"),
            value: forward.shares[at],
            interval: forward.intervals.map(|both| both[place]),
            class: class(threshold, forward, place),
        });
        for (way, key) in ["posture.chart.share_back", "posture.chart.share_front"].into_iter().enumerate() {
            rows.push(Share {
                label: name(key).number("shift", SHIFT_DEG, Unit::Degree),
                value: forward.shifted[place][way],
                interval: None,
                class: None,
            });
        }
    }
    Chart::Shares(Shares { title: Phrase::new("posture.chart.shares"), rows, limit: limit() })
}

/// The class of a share that is decided; of one without an interval nothing is.
fn class(threshold: Threshold, forward: &Forward, place: usize) -> Option<Class> {
    match forward.verdicts[place] {
        Verdict::Above => threshold.class,
        Verdict::Below => Some(Class::Acceptable),
        // The chart itself says what is undecided within an interval.
        Verdict::Undecided => {
            forward.intervals.map(|_| threshold::classify(&[threshold], forward.shares[[AT_45, AT_60][place]]))
        }
    }
}

/// The shares of several people at 60° and 45°, each under the number of its recording, and their mean.
pub(super) fn people(spreads: &[Spread; 2], numbered: &[(usize, &Analysis)]) -> Chart {
    let each: Vec<(usize, &Forward)> = numbered
        .iter()
        .filter_map(|(number, analysis)| Some((*number, analysis.all.as_ref()?.forward.as_ref()?)))
        .filter(|(_, forward)| forward.intervals.is_some())
        .collect();
    let mut rows = Vec::new();
    for (place, at, threshold) in [(1, AT_60, GE60), (0, AT_45, GE45)] {
        let row = |label: Phrase, value, interval| Share {
            label: label.number("angle", ANGLES_DEG[at], Unit::Degree),
            value,
            interval,
            class: Some(threshold::classify(&[threshold], value)),
        };
        let spread = &spreads[place];
        rows.push(row(Phrase::new("posture.chart.mean"), spread.mean, Some(spread.interval)));
        rows.extend(each.iter().map(|(number, forward)| {
            let label = Phrase::new("posture.chart.person").exact("number", *number as f64);
            row(label, forward.shares[at], forward.intervals.map(|both| both[place]))
        }));
    }
    Chart::Shares(Shares { title: Phrase::new("posture.chart.people"), rows, limit: limit() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_falls_and_goes_through_what_was_counted() {
        let mut angles: Vec<(f64, f64)> = (0..100).map(|at| (f64::from(at), 1.0)).collect();
        let counted = [79.0, 69.0, 50.0, 41.0, 10.0];
        let curve = curve(&mut angles, 100.0, &counted);
        assert!(curve.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 >= pair[1].1), "{curve:?}");
        for (angle, share) in ANGLES_DEG.iter().zip(counted) {
            let at = curve.iter().find(|point| (point.0 - angle).abs() < 1e-9).expect("a whole degree");
            assert!((at.1 - share).abs() < 1e-9, "{at:?}");
        }
    }

    #[test]
    fn nobody_who_bends_has_a_curve_at_zero() {
        let curve = curve(&mut [(0.0, 10.0)], 10.0, &[0.0; 5]);
        assert!(curve.iter().all(|point| point.1.abs() < 1e-9));
    }
}
